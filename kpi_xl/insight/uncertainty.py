"""How far each lever may miss its target in a plan: what people typed, else what follows from today and the target.

Knows a tree's rows and a plan. Does not know samples.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.insight.spread import Spread, Tenths, around
from kpi_xl.model import names
from kpi_xl.model.tree import KpiTree


def typed_spreads(tree: KpiTree) -> dict[str, Tenths]:
    """Return the spread of every lever whose P10 and P90 were typed."""
    rows = ((name, tree.kpis[name]) for name in tree.levers)
    return {name: Tenths(row.p10, row.p90) for name, row in rows if row.p10 is not None and row.p90 is not None}


def typed_correlations(tree: KpiTree) -> dict[tuple[str, str], float]:
    """Return the rank correlation of every two levers that were typed to move together."""
    found: dict[tuple[str, str], float] = {}
    for name in tree.levers:
        row = tree.kpis[name]
        if not row.moves_with or row.correlation is None:
            continue
        other = next((each for each in tree.levers if names.same(each, row.moves_with)), None)
        if other is not None:
            found[name, other] = row.correlation
    return found


def spreads_around(tree: KpiTree, targets: Mapping[str, float], most: int | None = None) -> dict[str, Spread]:
    """Return how far each lever may miss: as typed, else around its target; levers that stay have none.

    Parameters
    ----------
    most
        Keep so many levers only: those with the widest effect, the slope of the KGI at the targets times the width of the middle 80%.
    """
    found: dict[str, Spread] = {
        name: around(lever, targets[name]) for name, lever in tree.levers.items() if targets.get(name, lever.start) != lever.start
    }
    found |= typed_spreads(tree)
    if most is None or len(found) <= most:
        return found
    slopes = tree.slopes(tree.kgi, dict(targets))
    widest = sorted(found, key=lambda name: -abs(slopes[name]) * found[name].width)
    return {name: found[name] for name in found if name in set(widest[:most])}
