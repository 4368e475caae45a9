"""Spread solved scenarios over the months that a workbook's settings ask for.

Knows settings, conditions and solutions. Does not know how a page looks, nor who asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from kpi_xl.book.brief import Brief
from kpi_xl.book.planned import Planned
from kpi_xl.book.ways import course_of, read_ways
from kpi_xl.plan.course import Course
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.total import ends_for_total
from kpi_xl.solve.solution import Outcome, Solution


@dataclass(frozen=True, slots=True)
class Spread:
    """One scenario over the months: the solution its ends are from, and every KPI of every month."""

    brief: Brief
    solution: Solution
    plan: Plan


def spread(briefs: Sequence[Brief], now: datetime) -> tuple[Spread, ...]:
    """Spread every scenario over the months that the settings ask for.

    Raises
    ------
    Problems
        With everything that is wrong with the sheet of conditions.
    """
    reading = briefs[0].reading
    course, total = course_of(reading, Month.of(now)), reading.settings.meaning == "total"
    found: dict[str, Solution] = {}
    for brief in sorted(briefs, key=lambda each: each.base is not None):
        found[brief.sheet] = _ends(course, brief, found) if total else brief.solution
    return tuple(Spread(brief, found[brief.sheet], monthly(course, _targets(found[brief.sheet]))) for brief in briefs)


def ends_of(spreads: Sequence[Spread]) -> dict[str, Mapping[str, float]]:
    """Return by scenario where each lever ends."""
    return {each.brief.sheet: each.plan.ends for each in spreads}


def planned(spreads: Sequence[Spread]) -> Planned:
    """Return what the page needs to know."""
    course, reading = spreads[0].plan.course, spreads[0].brief.reading
    extra = {each.brief.sheet: _extra(each) for each in spreads if each.solution is not each.brief.solution}
    missed = frozenset(each.brief.sheet for each in spreads if each.solution.outcome is Outcome.OUT_OF_REACH)
    amounts = [abs(amount) for each in spreads for amount in each.plan.amounts(reading.tree.kgi).tolist()]
    largest = max((amount for amount in amounts if isfinite(amount)), default=0.0)
    return Planned(course, reading.settings.begins(reading.lang), read_ways(reading), extra, missed, largest)


def _ends(course: Course, brief: Brief, found: Mapping[str, Solution]) -> Solution:
    """Solve one scenario's goals for the whole period, on the ends of the scenario it builds on."""
    base = found.get(brief.base or "")
    beyond = base if base and base.outcome in (Outcome.REACHED, Outcome.ALREADY_MET) else None
    own = brief.solution
    return ends_for_total(
        course,
        brief.scenario.goals,
        strategy=own.strategy,
        agreed=brief.typed.agreed,
        beyond=beyond,
        practical=own.is_practical,
        budget=brief.reading.settings.budget,
    )


def _targets(solution: Solution) -> dict[str, float]:
    return {name: lever.target for name, lever in solution.levers.items()}


def _extra(each: Spread) -> dict[str, float]:
    """Return by how much each lever ends beyond the scenario's own target."""
    own, ends = _targets(each.brief.solution), _targets(each.solution)
    return {name: ends[name] - own[name] for name in own if ends[name] != own[name]}
