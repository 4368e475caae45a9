"""Sensitivity: what a KPI does when one lever alone changes, a little or as far as it may.

Knows one lever at a time. Does not know goals, nor how a tornado is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.model.tree import KpiTree

SWING = 0.1
MOST = 200
"""So many levers are swung, those with the strongest pull first; further down a bar would have no length."""


@dataclass(frozen=True, slots=True)
class Pull:
    """What one lever does to a KPI while all others stay.

    Attributes
    ----------
    slope
        Change of the KPI per unit of the lever, exact.
    elasticity
        Per cent of the KPI per cent of the lever, exact; nan where the KPI is 0.
    per_effort
        Change of the KPI per unit of move (the lever becoming twice as good) and of effort: where a little work brings most. Never below 0.
    minus, plus
        The KPI with the lever a tenth lower and a tenth higher, no further than it can naturally be; nan where Excel would show an error.
    low, high
        The KPI with the lever at its low and at its high bound; None where that side is open.
    """

    lever: str
    slope: float
    elasticity: float
    per_effort: float
    minus: float
    plus: float
    low: float | None
    high: float | None

    @property
    def swing(self) -> float:
        """How far apart the KPI comes to lie when the lever swings."""
        return abs(self.plus - self.minus)


def sensitivities(tree: KpiTree, kpi: str | None = None, at: Mapping[str, float] | None = None, swing: float = SWING) -> list[Pull]:
    """Return the pull of every lever, the strongest swing first, ties in the order of the table.

    Parameters
    ----------
    tree
        The driver tree.
    kpi
        The KPI's name; None is the KGI.
    at
        Lever values at which to look, by name; None is today.
    swing
        By which share each lever swings to either side.

    Returns
    -------
    list[Pull]
        One per lever; of more than 200 those with the greatest elasticity.

    Raises
    ------
    UnknownKpi, NotALever
        If a name is not the tree's.
    """
    name, here = tree.kpi(kpi or tree.kgi).name, tree.inputs(at or {})
    node = tree.node(name)
    if node is None:
        return []
    nodes = tree.run(here)
    slopes, value = tree.gradient(nodes, node), float(nodes[node])
    strongest = np.argsort(-np.abs(slopes * here), kind="stable")[:MOST]
    levers = [list(tree.levers.values())[place] for place in sorted(strongest.tolist())]
    places = np.array([tree.lever_places[lever.name] for lever in levers], dtype=np.intp)
    swings = [_at_each(tree, node, here, places, _swung(levers, here[places], side * swing)) for side in (-1.0, 1.0)]
    bounds = np.array([lever.bounds for lever in levers])
    ends = [_at_each(tree, node, here, places, np.where(np.isfinite(bounds[:, side]), bounds[:, side], here[places])) for side in (0, 1)]
    found = [
        Pull(
            lever.name,
            slope=float(slopes[place]),
            elasticity=float(slopes[place] * here[place] / value) if value else float("nan"),
            per_effort=abs(float(slopes[place]) * _unit(lever, float(here[place]))) / lever.effort,
            minus=float(swings[0][row]),
            plus=float(swings[1][row]),
            low=float(ends[0][row]) if np.isfinite(bounds[row, 0]) else None,
            high=float(ends[1][row]) if np.isfinite(bounds[row, 1]) else None,
        )
        for row, (lever, place) in enumerate(zip(levers, places.tolist(), strict=True))
    ]
    return sorted(found, key=_rank)


def _rank(pull: Pull) -> float:
    """Return what to sort by: compared to nine digits, so that equal levers stay in the order of the table; errors come last."""
    return -float(f"{pull.swing:.9g}") if np.isfinite(pull.swing) else 1.0


def _swung(levers: list[Lever], here: Floats, share: float) -> Floats:
    """Return each lever's value after its swing, no further than it can naturally be."""
    lows, highs = np.array([lever.natural for lever in levers]).T
    return np.clip(here + np.abs(here) * share, lows, highs)


def _at_each(tree: KpiTree, node: int, here: Floats, places: np.ndarray, values: Floats) -> Floats:
    """Return a node's value with one lever at a time at another value."""
    inputs: list[Floats | float] = here.tolist()
    for row, (place, value) in enumerate(zip(places.tolist(), values.tolist(), strict=True)):
        column = np.full(len(places), here[place])
        column[row] = value
        inputs[place] = column
    return np.broadcast_to(np.asarray(tree.tape.towards([node]).sample(inputs)[node], dtype=float), len(places))


def _unit(lever: Lever, here: float) -> float:
    """Return how far the lever goes in a move of 1: as far again as it is, or all its room where it has no ratio."""
    if here > 0.0:
        return here
    low, high = lever.bounds
    ends = [end - here for end in (low, high, lever.stated) if end is not None and np.isfinite(end)]
    return max(ends, key=abs, default=0.0)
