"""The review of a month or a quarter: every KPI's plan against its actuals, why the KGI is off, and what repairs it.

Knows plans and actuals. Does not know words, nor how a review is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kpi_xl.errors import MonthOutsidePlan
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.scenario import Scenario
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.in_force import InForce
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import Plan
from kpi_xl.plan.remedy import Remedy, remedies
from kpi_xl.plan.split import Split, computed, levers_at, split, unlocked
from kpi_xl.plan.track import Stretch, Track

Planned = tuple[Scenario, InForce]


@dataclass(frozen=True, eq=False)
class Review:
    """Plans against actuals over some months.

    Attributes
    ----------
    plans
        Each scenario and its plans, the one that must be achieved first; all over the same months.
    months
        The months that are looked at.
    """

    plans: Sequence[Planned]
    actuals: Actuals
    months: Stretch

    @property
    def tree(self) -> KpiTree:
        """The tree that was planned."""
        return self.base.course.tree

    @property
    def kgi(self) -> Kpi:
        """The KPI that everything is about."""
        return self.tree.kpis[self.tree.kgi]

    @property
    def base(self) -> Plan:
        """What gaps are measured by: the plans of the goal that must be achieved, each in its months."""
        return self.plans[0][1].shown

    @cached_property
    def computed(self) -> Mapping[str, Sequence[float]]:
        """For each KPI with a formula, what the formula makes of the typed KPIs month by month; nan where it cannot tell."""
        return computed(self.base, self.actuals, [name for name, kpi in self.tree.kpis.items() if kpi.is_formula])

    def track(self, kpi: str, plan: Plan | None = None) -> Track:
        """Return a KPI's plan and actuals; where nobody typed a computed KPI, what the formula makes of the others."""
        row, plan = self.tree.kpis[kpi], plan or self.base
        typed = self.actuals.of(kpi)
        formula = self.computed.get(kpi, [np.nan] * len(plan.months))
        actual = np.array([typed.get(month, made) for month, made in zip(plan.months, formula, strict=True)], dtype=float)
        return Track(plan.period(kpi).over, row.better or "higher", plan.amounts(kpi), actual)

    def ahead(self, kpi: str, last: int, plans: InForce | None = None) -> Track:
        """Return the same by the plan in force in the last month looked at, for which what was over when it was made is as it was."""
        return self.track(kpi, (plans or self.plans[0][1]).at(last))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the plans in force in the months looked at; none where nobody has numbered them."""
        plans = self.plans[0][1]
        used = sorted({plans.which(place) for place in range(self.months.first, self.months.last + 1)})
        return tuple(number for place in used for number in plans.numbers[place : place + 1] if number)

    @cached_property
    def split(self) -> Split:
        """Why the KGI is off its plan."""
        return split(self.base, self.actuals, self.months)

    @cached_property
    def latest(self) -> int | None:
        """The place of the last month with an actual, among the months looked at."""
        known = [place for place in range(self.months.first, self.months.last + 1) if self.actuals.at(self.base.months[place])]
        return known[-1] if known else None

    @cached_property
    def remedies(self) -> tuple[Remedy, ...]:
        """The three levers that repair the KGI best, from where the last known month left it."""
        if self.latest is None:
            return ()
        tree = unlocked(self.tree, self.actuals)
        levers = {name: value for name, value in levers_at(tree, self.base, self.actuals, self.latest).items() if name in self.tree.levers}
        return remedies(self.tree, levers, float(self.base.values[self.tree.kgi][self.latest]))


def quarters(months: Sequence[Month], begins: int) -> list[Stretch]:
    """Return the quarters of fiscal years among the months of a plan, each as far as the plan has it.

    Parameters
    ----------
    begins
        The month, 1 to 12, with which a fiscal year begins.
    """
    found: dict[tuple[int, int], list[int]] = {}
    for place, month in enumerate(months):
        found.setdefault((month.fiscal_year(begins), month.quarter(begins)), []).append(place)
    return [Stretch(places[0], places[-1]) for places in found.values()]


def stretch_of(months: Sequence[Month], month: Month, quarter: bool = False, begins: int | None = None) -> Stretch:
    """Return the month's place among those of a plan, or those of the quarter it lies in, as far as the plan has it.

    Parameters
    ----------
    begins
        The month with which a fiscal year begins; None is the plan's first.

    Raises
    ------
    MonthOutsidePlan
        If the plan does not have the month.
    """
    if month not in months:
        raise MonthOutsidePlan(where="--month", month=month, first=months[0], last=months[-1])
    place = months.index(month)
    if not quarter:
        return Stretch(place, place)
    return next(each for each in quarters(months, begins or months[0].month) if each.first <= place <= each.last)
