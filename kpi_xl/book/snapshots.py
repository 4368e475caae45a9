"""Every plan there has been: its number, when it was made, its months, up to which it was fixed, and where each lever was to end.

Knows where the page of plan changes keeps them. Does not know how a plan is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpi_xl.book.identity import target
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Address, Value
from kpi_xl.errors import BadMonth
from kpi_xl.plan.made import Made
from kpi_xl.plan.month import Month

REPLAN = "replan"
ANCHOR = "_kpi_xl_plans"
"""The page's hidden name for the head of the history: it follows when people insert rows and columns."""

SCENARIO, KPI, START, FIRST = 3, 4, 5, 6
"""Where a row of the history says the scenario's name, the KPI's name, what it was when the first plan was made, and the first plan's end,
counted from the anchor's column."""

NOBODYS = "-"
"""What stands for a scenario in the row of a constant: only what it was is kept."""

NUMBERS, PERIODS, MONTHS, DATES, BODY = 0, 1, 2, 3, 4
"""Where each thing stands, counted from the anchor's row."""

MOST = 36
"""So many plans are kept: the first one and the newest others."""

Ends = Mapping[str, Mapping[str, float]]
"""By scenario, where each lever ends, in its unit."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One plan.

    Attributes
    ----------
    made
        When, as Excel's serial number of a day.
    first, until
        The first and the last month of the plan.
    last
        The last month that was fixed at what happened; None for the first plan of these months.
    """

    number: int
    made: float
    first: Month | None
    until: Month | None
    last: Month | None
    ends: Ends

    def of(self, scenario: str) -> Made:
        """Return one scenario's part of it."""
        return Made(self.number, self.last, self.ends.get(scenario, {}))


@dataclass(frozen=True, slots=True)
class History:
    """Every plan that is kept, the oldest first.

    Attributes
    ----------
    starts
        What every lever and every constant was when the first plan of the newest plan's months was made, in its unit.
    """

    plans: tuple[Snapshot, ...] = ()
    starts: Mapping[str, float] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The newest plan's number; 0 where there is none."""
        return self.plans[-1].number if self.plans else 0

    def during(self, months: Sequence[Month]) -> tuple[Snapshot, ...]:
        """Return the plans of these months; those of another year say nothing about them."""
        return tuple(plan for plan in self.plans if (plan.first, plan.until) == (months[0], months[-1]))

    def within(self) -> History:
        """Return as many as are kept: the first one of the newest plan's months and the newest others."""
        if len(self.plans) <= MOST:
            return self
        newest = self.plans[-1]
        first = next(plan for plan in self.plans if (plan.first, plan.until) == (newest.first, newest.until))
        others = [plan for plan in self.plans if plan is not first][-MOST + 1 :]
        return replace(self, plans=tuple(sorted((first, *others), key=lambda plan: plan.number)))


def read_history(reading: Reading) -> History:
    """Return the plans that stand in the workbook; a column that cannot be read is left out."""
    cells, sheet = reading.tree.cells, PAGE_SHEETS[REPLAN].say(reading.lang)
    refers_to = cells.names.get((sheet, ANCHOR))
    anchor = target("=" + refers_to.removeprefix("=")) if refers_to else None
    if anchor is None:
        return History()
    starts = {
        name: value
        for row, _, name in _rows(cells.contents, anchor)
        if isinstance(value := _at(cells.contents, anchor, row, anchor.column + START), float)
    }
    return History(tuple(_columns(cells.contents, anchor)), starts)


def _columns(contents: Mapping[Address, object], anchor: Address) -> Iterator[Snapshot]:
    rows = list(_rows(contents, anchor))
    column = anchor.column + FIRST
    while isinstance(number := _at(contents, anchor, anchor.row + NUMBERS, column), float):
        made, month = _at(contents, anchor, anchor.row + DATES, column), _at(contents, anchor, anchor.row + MONTHS, column)
        period = _at(contents, anchor, anchor.row + PERIODS, column)
        first, until = (_month(said) for said in (period[:7], period[-7:])) if isinstance(period, str) else (None, None)
        ends: dict[str, dict[str, float]] = {}
        for row, scenario, name in rows:
            if isinstance(end := _at(contents, anchor, row, column), float):
                ends.setdefault(scenario, {})[name] = end
        yield Snapshot(int(number), made if isinstance(made, float) else 0.0, first, until, _month(month), ends)
        column += 1


def _rows(contents: Mapping[Address, object], anchor: Address) -> Iterator[tuple[int, str, str]]:
    row = anchor.row + BODY
    while isinstance(scenario := _at(contents, anchor, row, anchor.column + SCENARIO), str) and scenario:
        name = _at(contents, anchor, row, anchor.column + KPI)
        if isinstance(name, str):
            yield row, scenario, name
        row += 1


def _at(contents: Mapping[Address, object], anchor: Address, row: int, column: int) -> Value:
    found = contents.get(Address(anchor.sheet, row, column))
    return found if isinstance(found, float | str) else None


def _month(said: Value) -> Month | None:
    try:
        return Month.parse(said) if isinstance(said, str) else None
    except BadMonth:
        return None
