"""Reality check: what the stated targets come to together, against what the goals ask for.

Knows stated targets and goals. Does not know how they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.solution import Outcome


@dataclass(frozen=True, slots=True)
class Check:
    """One goal against the stated targets.

    Attributes
    ----------
    goal, target
        What was asked for, and what it comes to.
    implied
        The goal's KPI if every stated target were met.
    ratio
        implied / baseline; None where the baseline is 0.
    meets
        Whether the stated targets meet the goal.
    share
        The share of the common way from today to the stated targets that is enough for the goal: 0.192 is 19.2%; above 1 where the stated
        targets are not enough but the way beyond them is; None where it never gets there.
    """

    goal: Goal
    target: float
    implied: float
    ratio: float | None
    meets: bool
    share: float | None


def reality_check(tree: KpiTree, goals: Sequence[Goal]) -> list[Check]:
    """Compare what the stated targets imply with each goal.

    Returns
    -------
    list[Check]
        One per goal, in their order; empty where no lever has a stated target.

    Raises
    ------
    UnknownKpi, GoalWithoutReference
        If a goal makes no sense for this tree.
    """
    stated = {lever.name: lever.stated for lever in tree.levers.values() if lever.stated is not None}
    if not stated:
        return []
    implied = tree.evaluate(stated)
    return [_check(tree, goal, implied[tree.kpi(goal.kpi).name]) for goal in goals]


def _check(tree: KpiTree, goal: Goal, implied: float) -> Check:
    kpi = tree.kpi(goal.kpi)
    baseline = tree.baseline[kpi.name]
    target = goal.target(kpi, baseline).value
    solution = backsolve(tree, goal, strategy="toward_stated")
    enough = {Outcome.REACHED: solution.share, Outcome.ALREADY_MET: 0.0}.get(solution.outcome)
    meets = implied <= target if kpi.better == "lower" else implied >= target
    return Check(goal, target, implied, implied / baseline if baseline else None, meets, enough)
