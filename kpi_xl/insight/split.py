"""The split of a change that fits its size: exact where few levers moved, by slopes where many did.

Knows the methods of contribution and when each can be had. Does not know which states are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_xl.errors import KpiXlError
from kpi_xl.insight.contribution import EXACT, contributions
from kpi_xl.model.tree import KpiTree


@dataclass(frozen=True, slots=True)
class Split:
    """What each lever explains of a KPI's change; the levers without a share are left out.

    Attributes
    ----------
    shares
        In the KPI's unit, the greatest first; they add up to the change.
    change
        The KPI after less the KPI before.
    method
        The method that gave them.
    """

    shares: Mapping[str, float]
    change: float
    method: str


def split(tree: KpiTree, before: Mapping[str, float], after: Mapping[str, float], kpi: str | None = None) -> Split | None:
    """Return how a KPI's change is shared out: Shapley's value up to 12 moved levers, Aumann and Shapley's above.

    Where neither exists, since the KPI is an error or jumps between the two, the levers move one after another in the order of the table;
    None where even that meets an error.
    """
    moved = int((tree.inputs(before) != tree.inputs(after)).sum())
    for method in ("shapley" if moved <= EXACT else "aumann_shapley", "sequential"):
        try:
            found = contributions(tree, before, after, method, kpi=kpi)
        except KpiXlError:
            continue
        ranked = sorted(((name, share) for name, share in found.items() if share), key=lambda pair: -float(f"{abs(pair[1]):.9g}"))
        return Split(dict(ranked), sum(found.values()), method)
    return None


def in_order(tree: KpiTree, before: Mapping[str, float], after: Mapping[str, float], kpi: str | None = None) -> Mapping[str, float] | None:
    """Return how a KPI's change is shared out as the levers move one by one in the order of the table; None where that meets an error."""
    try:
        return contributions(tree, before, after, "sequential", kpi=kpi)
    except KpiXlError:
        return None
