"""What a KPI costs, level by level: the cheapest plan for each, and for one per cent more.

Knows trees with costs. Does not know pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.errors import NoCosts
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.solution import Outcome, Proof, Solution

PER_CENT = 0.01
REACHED = (Outcome.REACHED, Outcome.ALREADY_MET)


@dataclass(frozen=True, slots=True)
class CostPoint:
    """One level of a KPI, in its unit, and what the cheapest plan for it costs; None where it is out of reach."""

    level: float
    cost: float | None
    proof: Proof | None = None


def has_costs(tree: KpiTree) -> bool:
    """Whether the cost of some lever is known."""
    return tree.has_costs


def cost_of_level(tree: KpiTree, level: float, held: Sequence[Goal] = (), agreed: Mapping[str, float] | None = None) -> CostPoint:
    """Return the least cost of bringing the KGI to a level, other goals and agreed values held."""
    try:
        plan = backsolve(tree, goals=(*held, Goal(tree.kgi, value=level)), strategy="cheapest", agreed=agreed)
    except NoCosts:  # no lever of the KGI has a cost
        return CostPoint(level, None)
    return CostPoint(level, plan.cost if plan.outcome in REACHED else None, plan.optimum)


def cost_curve(tree: KpiTree, end: float, steps: int) -> tuple[CostPoint, ...]:
    """Return the least cost of each of equally spaced levels of the KGI, from today's to `end`.

    Parameters
    ----------
    steps
        How many levels come after today's, which costs nothing.
    """
    today = tree.baseline[tree.kgi]
    levels = (today + (end - today) * place / steps for place in range(1, steps + 1))
    return (CostPoint(today, 0.0, "proven"), *(cost_of_level(tree, level) for level in levels))


def plan_at(tree: KpiTree, solution: Solution, agreed: Mapping[str, float]) -> tuple[CostPoint, CostPoint]:
    """Return what a solution's KGI costs at least, and what one per cent more of it does; its other goals and agreed values held."""
    kgi, here = tree.kpis[tree.kgi], solution.values[tree.kgi]
    held = tuple(goal for goal in solution.goals if tree.kpi(goal.kpi).name != tree.kgi and solution.outcome in REACHED)
    ahead = PER_CENT * abs(here) * (-1.0 if kgi.better == "lower" else 1.0)
    now, then = (cost_of_level(tree, level, held, agreed) for level in (here, here + ahead))
    return now, then
