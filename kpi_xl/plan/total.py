"""Goals on a whole period: where the levers have to end so that what the months come to meets them.

Knows courses and goals. Does not know how a question is answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from kpi_xl.labels import Label
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.course import Course
from kpi_xl.plan.unrolled import unrolled
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.solution import Solution

Meaning = Literal["run_rate", "total"]

MEANINGS: Mapping[Meaning, Label] = {
    "run_rate": Label(ja="期末時点で到達", en="run_rate"),
    "total": Label(ja="期間累計で到達", en="total"),
}
"""What a goal means for a period: its last month is there, or its months together are."""


def ends_for_total(
    course: Course,
    goals: Sequence[Goal],
    *,
    strategy: str = "least_effort",
    agreed: Mapping[str, float] | None = None,
    beyond: Solution | None = None,
    practical: bool = False,
    budget: float | None = None,
) -> Solution:
    """Find where every lever has to end so that the whole period meets the goals: a flow or a rate by the mean of its months, a stock by
    the last.

    The ends are beyond those of a goal that only the last month has to meet, since the first months bring less.

    Returns
    -------
    Solution
        Levers: from where they are to their ends. Values: what the whole time comes to, in each KPI's unit. A goal is met within 1e-9 of
        its scale, or the solution says what keeps it out of reach.

    Raises
    ------
    UnknownKpi, GoalWithoutReference, SeveralGoals, NotALever, Problems
        As `backsolve`.
    """
    settled = [absolute(course.tree, goal) for goal in goals]
    return backsolve(unrolled(course), goals=settled, strategy=strategy, agreed=agreed, beyond=beyond, practical=practical, budget=budget)


def absolute(tree: KpiTree, goal: Goal) -> Goal:
    """Return a goal as the value it comes to today: what the first months bring must not change what was asked for."""
    kpi = tree.kpi(goal.kpi, goal.where)
    value = goal.target(kpi, tree.baseline[kpi.name]).value
    return replace(goal, times=None, percent=None, times_industry=None, value=value)
