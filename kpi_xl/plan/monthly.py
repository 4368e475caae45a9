"""The monthly plan: every KPI of every month, calculated by the tree itself while each lever goes its way.

Knows a course and where the levers end. Does not know how the ends were found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.operands import Node
from kpi_xl.calc.tape import Floats
from kpi_xl.model import check
from kpi_xl.plan.course import Course
from kpi_xl.plan.lag import lag_between
from kpi_xl.plan.month import Month
from kpi_xl.plan.part import Part
from kpi_xl.plan.period import Period


@dataclass(frozen=True, eq=False)
class Plan:
    """Every KPI of every month.

    Attributes
    ----------
    ends
        Where each lever goes, in its unit, the season left aside.
    values
        For every KPI what the tree says in each month, in the KPI's unit: a KPI in 円/年 shows its annual rate. nan where Excel would show
        an error.
    """

    course: Course
    ends: Mapping[str, float]
    values: Mapping[str, Floats]

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan."""
        return self.course.months

    def period(self, kpi: str) -> Period:
        """Return what becomes of a KPI over time."""
        return self.course.period(kpi)

    def amounts(self, kpi: str) -> Floats:
        """Return what each month itself shows: of a KPI in 円/年 the month's yen."""
        return self.values[kpi] / self.period(kpi).months

    def total(self, kpi: str, first: int = 0, last: int | None = None) -> float:
        """Return what the months from place `first` up to but without `last` come to: their sum, their last one or their mean."""
        return float(self.period(kpi).total(self.values[kpi][first:last]))

    def figure(self, kpi: str) -> float:
        """Return what the whole time comes to in the KPI's own unit, which a goal on the total is about."""
        return float(self.period(kpi).figure(self.values[kpi]))


def monthly(course: Course, ends: Mapping[str, float]) -> Plan:
    """Calculate every KPI of every month.

    Parameters
    ----------
    ends
        Where levers go, name to value; one that is not named stays where it is.

    Raises
    ------
    NotALever
        If a name is a constant, a computed KPI or unknown.
    """
    course.tree.inputs(ends)
    own = {name: course.levels(name, check.number(name, ends[name]) if name in ends else course.start(name)) for name in course.tree.levers}
    shown = dict(own)
    for part in course.parts:
        shown |= _calculated(course, part, own, shown)
    values = {name: _with_past(course, name, shown[name]) for name in course.tree.kpis}
    return Plan(course, {name: float(ends.get(name, course.start(name))) for name in course.tree.levers}, values)


def _calculated(course: Course, part: Part, own: Mapping[str, Floats], shown: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the KPIs of one part, the months that are over as they were."""
    inputs = [own[name] if name == part.kpi else _arriving(course, part, name, shown) for name in part.inputs]
    nodes = part.program.tape.sample(inputs)
    count, found = len(course.months), dict[str, Floats]()
    for name in part.kpis:
        result = part.program.results[course.tree.addresses[name]]
        late = part.is_late(name, course.lags)
        if not late:  # a lever that reaches the others late shows its own months
            value = nodes[result.index] if isinstance(result, Node) else course.tree.baseline[name]
            series = np.broadcast_to(np.asarray(value, dtype=float), count)
            found[name] = _with_past(course, name, np.where(np.isfinite(series), series, np.nan))
    return found


def _arriving(course: Course, part: Part, name: str, shown: Mapping[str, Floats]) -> Floats:
    """Return an input of a part as late as it gets there; a part that is calculated later is of no use to this one."""
    series = shown.get(name, np.full(len(course.months), course.tree.baseline[name]))
    return course.late(name, series, lag_between(course.lags, name, part.kpi))


def _with_past(course: Course, name: str, series: Floats) -> Floats:
    past = course.past.get(name)
    return series if past is None else np.concatenate([past, series[len(past) :]])
