"""Which plan is in force in which month: the first one, and each later one from the month after those that were over when it was made.

Knows plans of one scenario, one after the other. Does not know how their ends were found, nor where they are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.course import Course
from kpi_xl.plan.made import Made
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.replan import went


@dataclass(frozen=True, eq=False)
class InForce:
    """A scenario's plans, the oldest first.

    Attributes
    ----------
    plans
        Each begins with what happened in the months that were over when it was made.
    numbers
        What each is called; a plan that nobody keeps has no number.
    """

    plans: tuple[Plan, ...]
    numbers: tuple[int, ...] = ()

    @property
    def newest(self) -> Plan:
        """The plan of the months to come."""
        return self.plans[-1]

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of all of them."""
        return self.newest.months

    def which(self, place: int) -> int:
        """Return the place among the plans of the one in force in a month: the newest that was made before the month was over."""
        return max(number for number, plan in enumerate(self.plans) if number == 0 or plan.course.gone <= place)

    def at(self, place: int) -> Plan:
        """Return the plan in force in a month."""
        return self.plans[self.which(place)]

    @cached_property
    def shown(self) -> Plan:
        """What was planned for every month by the plan in force in it: what its actuals are compared with."""
        if len(self.plans) == 1:
            return self.newest
        chosen = [self.at(place).values for place in range(len(self.months))]
        values = {name: np.array([each[name][place] for place, each in enumerate(chosen)]) for name in self.newest.values}
        return replace(self.newest, values=values)

    @cached_property
    def spells(self) -> tuple[tuple[int, int], ...]:
        """From which month which plan is in force, as places of both, in the order of the months."""
        found = [(place, self.which(place)) for place in range(len(self.months))]
        return tuple(spell for before, spell in zip([(-1, -1), *found], found, strict=False) if spell[1] != before[1])


def in_force(course: Course, made: Sequence[Made], actuals: Actuals) -> InForce:
    """Calculate plans one after the other, each on what happened before it and on what the plan before it says where nobody typed that.

    Parameters
    ----------
    course
        As it was when the first plan was made, without any past.
    made
        The plans, the oldest first.
    """
    return InForce(tuple(_plans(course, made, actuals)), tuple(each.number for each in made))


def _plans(course: Course, made: Sequence[Made], actuals: Actuals) -> Iterator[Plan]:
    before: Plan | None = None
    for each in made:
        gone = each.last - course.months[0] + 1 if each.last else 0
        past, _ = went(before, actuals, min(max(gone, 0), len(course.months))) if before else ({}, {})
        before = monthly(replace(course, past=past), {name: end for name, end in each.ends.items() if name in course.tree.levers})
        yield before
