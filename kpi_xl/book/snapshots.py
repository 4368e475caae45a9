"""Every plan there has been: its number, when it was made, up to which month it was fixed, and where each lever was to end.

Knows where the page of plan changes keeps them. Does not know how a plan is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.book.identity import target
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Address, Value
from kpi_xl.errors import BadMonth
from kpi_xl.plan.month import Month

REPLAN = "replan"
ANCHOR = "_kpi_xl_plans"
"""The page's hidden name for the head of the history: it follows when people insert rows and columns."""

SCENARIO, KPI, FIRST = 3, 4, 5
"""Where a row of the history says the scenario's name, the KPI's name and the first plan's end, counted from the anchor's column."""

NUMBERS, MONTHS, DATES, BODY = 0, 1, 2, 3
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
    last
        The last month that was fixed at what happened; None for the first plan.
    """

    number: int
    made: float
    last: Month | None
    ends: Ends


def read_snapshots(reading: Reading) -> tuple[Snapshot, ...]:
    """Return the plans that stand in the workbook, oldest first; a column that cannot be read is left out."""
    cells, sheet = reading.tree.cells, PAGE_SHEETS[REPLAN].say(reading.lang)
    refers_to = cells.names.get((sheet, ANCHOR))
    anchor = target("=" + refers_to.removeprefix("=")) if refers_to else None
    return tuple(_columns(cells.contents, anchor)) if anchor else ()


def kept(snapshots: Sequence[Snapshot]) -> tuple[Snapshot, ...]:
    """Return as many as are kept."""
    return tuple(snapshots) if len(snapshots) <= MOST else (snapshots[0], *snapshots[-MOST + 1 :])


def _columns(contents: Mapping[Address, object], anchor: Address) -> Iterator[Snapshot]:
    rows = list(_rows(contents, anchor))
    column = anchor.column + FIRST
    while isinstance(number := _at(contents, anchor, anchor.row + NUMBERS, column), float):
        made, month = _at(contents, anchor, anchor.row + DATES, column), _at(contents, anchor, anchor.row + MONTHS, column)
        ends: dict[str, dict[str, float]] = {}
        for row, scenario, name in rows:
            if isinstance(end := _at(contents, anchor, row, column), float):
                ends.setdefault(scenario, {})[name] = end
        yield Snapshot(int(number), made if isinstance(made, float) else 0.0, _month(month), ends)
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
