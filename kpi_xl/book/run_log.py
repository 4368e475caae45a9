"""The record of earlier runs: what a row of the run log says, and how rows are read back from the sheet that stands there.

Knows the log's columns. Does not know how the page looks, nor what a run is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi_xl.book.identity import target
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Scalar
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Address, Cells, ExcelError, Formula

RUN_LOG = "run_log"
MOST = 200
"""So many rows are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One run and scenario; a field that people wrote over holds what they wrote.

    Attributes
    ----------
    at
        When, as Excel's serial number in local time.
    today, reached
        The KGI before and after, in `unit`.
    moved
        How many levers have to move.
    change
        What had changed since the run before.
    note
        What people typed beside it.
    unit
        The KGI's unit.
    kgi
        The KGI's name.
    inputs
        What the answer rests on, as a digest for each kind of input.
    """

    at: Scalar = None
    scenario: Scalar = None
    goals: Scalar = None
    outcome: Scalar = None
    today: Scalar = None
    reached: Scalar = None
    moved: Scalar = None
    strategy: Scalar = None
    change: Scalar = None
    note: Scalar = None
    version: Scalar = None
    unit: Scalar = None
    kgi: Scalar = None
    inputs: Scalar = None


COLUMNS = tuple(Entry.__dataclass_fields__)
PLACES = {key: f"_kpi_xl_log_{key}" for key in COLUMNS}
"""The page's hidden name for the header of each column: it follows when people insert rows and columns."""


def read_run_log(reading: Reading) -> tuple[Entry, ...]:
    """Return the rows of the log that stands in the workbook, as they stand there."""
    cells, sheet = reading.tree.cells, PAGE_SHEETS[RUN_LOG].say(reading.lang)
    heads = {key: head for key, name in PLACES.items() if (head := _head(cells, sheet, name)) is not None}
    if not heads:
        return ()
    columns = {head.column: key for key, head in heads.items()}
    first = 1 + max(head.row for head in heads.values())
    rows: dict[int, dict[str, Scalar]] = {}
    for at, content in cells.contents.items():
        if at.sheet == sheet and at.row >= first and at.column in columns:
            rows.setdefault(at.row, {})[columns[at.column]] = _plain(content)
    return tuple(Entry(**row) for _, row in sorted(rows.items()) if any(value not in (None, "") for value in row.values()))


def kept(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries newest first, as many as are kept; where there are too many, the oldest without a note go first.

    A row without a date stays below the row that it stood below.
    """
    ordered = [entry for _, entry in sorted(_dated(entries), key=lambda pair: -pair[0])]
    spare = len(ordered) - MOST
    expendable = [place for place in reversed(range(len(ordered))) if ordered[place].note in (None, "")][: max(spare, 0)]
    return tuple(entry for place, entry in enumerate(ordered) if place not in expendable)[:MOST]


def _dated(entries: Iterable[Entry]) -> list[tuple[float, Entry]]:
    found: list[tuple[float, Entry]] = []
    for entry in entries:
        above = found[-1][0] if found else float("inf")
        found.append((entry.at if isinstance(entry.at, float) else above, entry))
    return found


def _head(cells: Cells, sheet: str, name: str) -> Address | None:
    refers_to = cells.names.get((sheet, name))
    return target("=" + refers_to.removeprefix("=")) if refers_to else None


def _plain(content: object) -> Scalar:
    value = content.cached if isinstance(content, Formula) else content
    if isinstance(value, ExcelError):
        return value.code
    return value if isinstance(value, float | str | bool) else None
