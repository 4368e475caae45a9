"""What a monthly plan page is made of, beside the scenarios' tabs.

Knows courses and conditions. Does not know cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.book.ways import Conditions
from kpi_xl.plan.course import Course


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned.

    Attributes
    ----------
    course
        The months and how every lever goes through them.
    begins
        The month with which a fiscal year begins.
    conditions
        What the sheet of conditions says, and where.
    extra
        For each scenario by how much its levers end beyond its targets.
    missed
        The scenarios whose goals the whole period cannot meet.
    largest
        The largest amount that the KGI has in a month.
    """

    course: Course
    begins: int
    conditions: Conditions = field(default_factory=Conditions)
    extra: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    missed: frozenset[str] = frozenset()
    largest: float = 0.0
