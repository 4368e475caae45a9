"""Plan again from what happened: the months that are over stay as they were, the rest is solved so that the goal still holds.

A plan that still holds is left alone. Knows courses, actual figures and goals. Does not know how a question is answered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.goal import Goal
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.course import Course
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.total import Meaning, absolute
from kpi_xl.plan.unrolled import from_here, unrolled
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.cost import costs
from kpi_xl.solve.question import TOLERANCE, Inequality, ask
from kpi_xl.solve.solution import Outcome, Solution
from kpi_xl.solve.strategies import STRATEGIES


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rest of the plan is solved for, and how.

    Attributes
    ----------
    meaning
        Whether the last month has to be there (run_rate) or the months together (total).
    agreed
        Levers whose ends are settled.
    beyond
        A solution to build on: no lever falls back behind where it ends there.
    budget
        What may be spent on the whole plan, for `within_budget`: what has brought levers to where they are is spent already.
    """

    goals: tuple[Goal, ...]
    meaning: Meaning = "run_rate"
    strategy: str = "least_effort"
    agreed: Mapping[str, float] | None = None
    practical: bool = False
    beyond: Solution | None = None
    budget: float | None = None


@dataclass(frozen=True, eq=False)
class Replanned:
    """The plan as it was, and the plan from here.

    Attributes
    ----------
    planned
        The old plan as it was planned.
    before
        The old ends, gone on to from what happened.
    after
        The new ends; the same plan where the old one still holds.
    solution
        How the new ends were found, or why nothing better can be found; None where the old plan does what was asked.
    assumed
        The levers nobody typed in a month that is over, each with those months: they are taken to have gone as planned.
    """

    planned: Plan
    before: Plan
    after: Plan
    solution: Solution | None
    assumed: Mapping[str, tuple[Month, ...]]

    @property
    def holds(self) -> bool:
        """Whether the old plan does what was asked."""
        return self.solution is None

    @property
    def stays(self) -> bool:
        """Whether nothing was changed: the old plan holds, or nothing comes nearer to what was asked."""
        return self.after is self.before


def replan(course: Course, ends: Mapping[str, float], actuals: Actuals, last: Month, asked: Asked) -> Replanned:
    """Fix the months that are over at what happened, and solve the rest.

    The old plan is kept while it does what was asked: for `total`, while the whole time still meets every goal; for `run_rate`, while every
    goal's KPI is where the plan had it in the last month that is over, and the plan ends where the goals are. Where a goal is out of reach
    it is kept too while all goes as planned, or while nothing comes nearer. Otherwise the levers set out from where they are.

    Parameters
    ----------
    course
        The course as it was planned; where it was planned again before, its past is what that plan began with.
    ends
        Where its levers were to end.
    actuals
        What happened, in the figures of each month.
    last
        The last month that is over. Before the course begins nothing is over; beyond its end everything is.
    asked
        The goals and how to solve for them; a goal that is relative is about today, as when the course was planned.

    Raises
    ------
    UnknownKpi, GoalWithoutReference, SeveralGoals, UnknownStrategy, NotALever, Problems
        As `backsolve`.
    """
    planned = monthly(course, ends)
    gone = min(max(last - course.months[0] + 1, 0), len(course.months))
    past, assumed = went(planned, actuals, gone)
    here = replace(course, past=past)
    before = monthly(here, ends)
    goals = [replace(absolute(course.tree, goal), kpi=course.tree.kpi(goal.kpi, goal.where).name) for goal in asked.goals]
    standing = _Standing(planned, before, ask(course.tree, goals).goals, asked)
    if gone in (0, len(course.months)) or standing.holds:
        return Replanned(planned, before, before, None, assumed)
    tree = unrolled(here) if asked.meaning == "total" else from_here(here)
    solution = backsolve(
        tree,
        goals=goals,
        strategy=asked.strategy,
        agreed=asked.agreed,
        beyond=asked.beyond,
        practical=asked.practical,
        budget=None if asked.budget is None else max(asked.budget - _spent(here, ends), 0.0),
    )
    after = monthly(here, {name: lever.target for name, lever in solution.levers.items()})
    stays = solution.outcome is Outcome.OUT_OF_REACH and standing.is_kept(after)
    return Replanned(planned, before, before if stays else after, solution, assumed)


def went(planned: Plan, actuals: Actuals, gone: int) -> tuple[dict[str, Floats], dict[str, tuple[Month, ...]]]:
    """Return what every KPI showed in the first `gone` months, in the KPI's own unit, and the levers' months that nobody typed.

    A lever nobody typed went as planned. A computed KPI nobody typed is what the tree makes of the levers.
    """
    course, months = planned.course, planned.months[:gone]
    if not gone:
        return {}, {}
    typed = {name: _paces(planned, actuals, name, months) for name in course.tree.kpis}
    levers = {name: _filled(typed[name], planned.values[name][:gone]) for name in course.tree.levers}
    made = monthly(replace(course, past=levers), planned.ends).values
    past = {name: levers.get(name, _filled(typed[name], made[name][:gone])) for name in course.tree.kpis}
    assumed = {name: tuple(month for month, value in zip(months, typed[name], strict=True) if np.isnan(value)) for name in levers}
    return past, {name: open_ for name, open_ in assumed.items() if open_}


def _spent(here: Course, ends: Mapping[str, float]) -> float:
    """Return what it cost to bring levers to where they are, those that went the way they were to go."""
    levers = here.tree.levers

    def went_on(name: str) -> bool:
        start = levers[name].start
        return (here.start(name) - start) * (ends.get(name, start) - start) > 0.0

    gone = {name: here.start(name) for name in levers if went_on(name)}
    return math.fsum(costs([levers[name] for name in gone], gone).values())


def _paces(planned: Plan, actuals: Actuals, name: str, months: Sequence[Month]) -> Floats:
    """Return a KPI's figures as the tree speaks of them: a month's yen of a KPI in 円/年 times twelve; nan where nobody typed one."""
    series, period = actuals.of(name), planned.period(name)
    return np.array([period.pace(series[month]) if month in series else np.nan for month in months])


def _filled(typed: Floats, otherwise: Floats) -> Floats:
    return np.where(np.isnan(typed), otherwise, typed)


def figure(plan: Plan, kpi: str, meaning: Meaning) -> float:
    """Return what a plan comes to in a KPI's unit: where it ends, the season left aside, or the whole time."""
    return plan.figure(kpi) if meaning == "total" else plan.course.tree.evaluate(plan.ends)[kpi]


@dataclass(frozen=True, eq=False)
class _Standing:
    """How a plan stands that is gone on with from what happened."""

    planned: Plan
    going: Plan
    goals: Sequence[Inequality]
    asked: Asked

    @property
    def holds(self) -> bool:
        """Whether it does what was asked without any change."""
        return self.settles and all(margin >= -TOLERANCE for margin in self.margins) and (self.asked.meaning == "total" or self.on_plan)

    @property
    def settles(self) -> bool:
        """Whether it ends inside the bounds and where that has been agreed on: either may have been typed after it was made."""
        agreed = all(math.isclose(self.going.ends[name], value, rel_tol=TOLERANCE) for name, value in (self.asked.agreed or {}).items())
        return agreed and all(self._is_inside(name) for name in self.going.course.tree.levers)

    def _is_inside(self, name: str) -> bool:
        end, lever, here = self.going.ends[name], self.going.course.tree.levers[name], self.going.course.start(name)
        low, high = min(lever.bounds[0], here, lever.start), max(lever.bounds[1], here, lever.start)
        return low - TOLERANCE * abs(low) <= end <= high + TOLERANCE * abs(high)

    @property
    def margins(self) -> list[float]:
        return _margins(self.going, self.goals, self.asked.meaning)

    @property
    def on_plan(self) -> bool:
        """Whether every goal's KPI is where it was planned to be: in the last month that is over, or in the whole time."""
        month = self.going.course.gone - 1
        then, now = ([self._so_far(plan, goal.goal.kpi, month) for goal in self.goals] for plan in (self.planned, self.going))
        return all(_margin(goal, real - planned) >= -TOLERANCE for goal, planned, real in zip(self.goals, then, now, strict=True))

    def is_kept(self, after: Plan) -> bool:
        """Whether it stays although its goal is out of reach: nothing went otherwise than planned, or the new plan comes no nearer."""
        if STRATEGIES[self.asked.strategy].has_budget and not self.on_plan:
            return False  # what comes nearer may cost too much
        pairs = zip(self.margins, _margins(after, self.goals, self.asked.meaning), strict=True)
        return self.settles and (self.on_plan or not any(new > old + TOLERANCE for old, new in pairs if old < 0.0))

    def _so_far(self, plan: Plan, kpi: str, month: int) -> float:
        return plan.figure(kpi) if self.asked.meaning == "total" else float(plan.values[kpi][month])


def _margins(plan: Plan, goals: Sequence[Inequality], meaning: Meaning) -> list[float]:
    return [_margin(goal, figure(plan, goal.goal.kpi, meaning) - goal.target.value) for goal in goals]


def _margin(goal: Inequality, beyond: float) -> float:
    """Return by how much a KPI that is so far above what a goal asks for is on its side, in scales of the goal: below 0 it misses."""
    margin = goal.sense * beyond / goal.scale
    return -abs(margin) if goal.goal.meet == "exactly" else margin
