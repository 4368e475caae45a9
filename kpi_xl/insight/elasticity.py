"""Elasticity: by how many percent a KPI changes when a lever rises by one percent.

Knows slopes and values. Does not know goals.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.model.tree import KpiTree


def elasticities(tree: KpiTree, kpi: str | None = None, at: Mapping[str, float] | None = None) -> dict[str, float]:
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
    dict[str, float]
        One figure per lever, without a unit; nan where the KPI is 0.

    Raises
    ------
    UnknownKpi, NotALever
        If a name is not the tree's.
    """
    name = tree.kpi(kpi or tree.kgi).name
    levers = {**{lever.name: lever.start for lever in tree.levers.values()}, **(at or {})}
    value = tree.evaluate(levers)[name]
    slopes = tree.slopes(name, levers)
    return {lever: slope * levers[lever] / value if value else float("nan") for lever, slope in slopes.items()}
