"""Elasticity: by how many percent a KPI changes when a lever rises by one percent.

Knows slopes and values. Does not know goals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from kpi_xl.model.columns import Numbers
from kpi_xl.model.tree import KpiTree


def elasticities(tree: KpiTree, kpi: str | None = None, at: Mapping[str, float] | None = None) -> Numbers:
    """Return the elasticity of a KPI towards every lever, exact.

    d ln(KPI) / d ln(lever) = slope * lever / KPI: 1 means one percent for one percent, a minus sign that the KPI falls as the lever rises.

    Parameters
    ----------
    tree
        The driver tree.
    kpi
        The KPI's name; None is the KGI.
    at
        Lever values at which to look, by name; None is today.

    Returns
    -------
    Numbers
        A mapping from lever to one figure without a unit, in the order of the table; nan where the KPI is 0 or an Excel error.
        `array` has all at once.

    Raises
    ------
    UnknownKpi, NotALever
        If a name is not the tree's.
    """
    name, levers = tree.kpi(kpi or tree.kgi).name, tree.inputs(at or {})
    node = tree.node(name)
    nodes = tree.run(levers)
    value = tree.baseline[name] if node is None else float(nodes[node])
    slopes = np.zeros(len(levers)) if node is None else tree.gradient(nodes, node)
    known = value != 0.0 and math.isfinite(value)
    return Numbers(tree.lever_places, slopes * levers / value if known else np.full(len(levers), np.nan))
