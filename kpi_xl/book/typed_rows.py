"""What people typed into a table that stands on a page of ours, so that the page can be painted anew around it.

Knows a table's columns and cells. Does not know what any of them means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.layout import Column, Table
from kpi_xl.book.page import PageCell, Scalar
from kpi_xl.book.rows import Sheet, last_row, open_table
from kpi_xl.calc.cells import Address, Cells, ExcelError, Formula, TableArea, Value
from kpi_xl.calc.dates import calendar_date, serial_of_text
from kpi_xl.errors.actions import NotADate

USERS = "?"
"""Stands before the header of a column that is the user's own, which makes it a key."""

Taken = float | str | None
"""What a cell is taken as."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as it stands there.

    Attributes
    ----------
    place
        Its sheet row; None for a row that is new.
    contents
        What its cells hold, by column key; blank ones are left out.
    taken
        What those mean that could be understood.
    """

    place: int | None
    contents: Mapping[str, Value | Formula] = field(default_factory=dict)
    taken: Mapping[str, Taken] = field(default_factory=dict)

    def number(self, key: str) -> float | None:
        """Return a column's number, None where it has none."""
        found = self.taken.get(key)
        return found if isinstance(found, float) else None

    def text(self, key: str) -> str:
        """Return a column's text or choice."""
        found = self.taken.get(key)
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class TypedTable:
    """All rows that say something.

    Attributes
    ----------
    columns
        The sheet column of every column there is, by key.
    users
        The headers of the columns that are the user's own, from left to right.
    sheet
        Where the table stands; an empty text where there is none yet.
    """

    rows: tuple[TypedRow, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    users: tuple[str, ...] = ()
    sheet: str = ""
    problems: tuple[errors.KpiXlError, ...] = ()

    def address(self, row: TypedRow, key: str) -> Address:
        """Return a row's cell of a column; of a column that is missing, the row's first cell."""
        return Address(self.sheet, row.place or 1, self.columns.get(key, min(self.columns.values(), default=1)))

    def cell(self, row: TypedRow, key: str, at: tuple[int, int], look: PageCell) -> PageCell:
        """Return the cell to paint: what was understood, else what was typed; a formula stays one where its cell stays in its place."""
        content = row.contents.get(key)
        if isinstance(content, Formula) and (row.place, self.columns.get(key)) == at:
            return replace(look, value=_scalar(content.cached), formula=content.text)
        taken = row.taken.get(key)
        if taken is not None:
            return replace(look, value=taken)
        return replace(look, value=_scalar(content.cached if isinstance(content, Formula) else content))


def read_typed(cells: Cells, table: Table, filled: frozenset[str]) -> TypedTable:
    """Return what stands in a table, wherever it is now; without the table, nothing.

    Parameters
    ----------
    filled
        Columns that nobody types into: a row in which nothing else stands is no row.
    """
    area = next((area for name, area in cells.tables.items() if name.casefold() == table.name), None)
    if area is None:
        return TypedTable()
    sheet = open_table(table, replace(area, last_row=last_row(table, area, cells)), cells)
    users = _users(sheet, area)
    columns = {**sheet.columns, **{USERS + header: place for header, place in users.items()}}
    typed = [key for key in columns if key not in filled]
    rows = [_row(sheet, columns, typed, row) for row in range(area.first_row, sheet.area.last_row + 1)]
    said = tuple(row for row in rows if any(key not in filled for key in row.contents))
    return TypedTable(said, columns, tuple(users), area.sheet, tuple(sheet.problems))


def _users(sheet: Sheet, area: TableArea) -> dict[str, int]:
    ours = set(sheet.columns.values())
    return {header: place for place, header in enumerate(area.columns, area.first_column) if place not in ours}


def _row(sheet: Sheet, columns: Mapping[str, int], typed: list[str], row: int) -> TypedRow:
    at = {key: sheet.cells.contents.get(Address(sheet.area.sheet, row, place)) for key, place in columns.items()}
    contents = {key: content for key, content in at.items() if content not in (None, "")}
    known = {column.key: column for column in sheet.table.columns}
    taken = {key: sheet.read(row, key, TAKES[known[key].sort]) for key in typed if key in contents and key in known}
    return TypedRow(row, contents, {key: each for key, each in taken.items() if isinstance(each, float | str) and each != ""})


def _scalar(content: Value) -> Scalar:
    return content.code if isinstance(content, ExcelError) else content


def date(value: Value, column: Column, where: Address) -> float | None:
    """Take a cell as a date, as Excel counts days; a text that spells a date is one.

    Raises
    ------
    NotADate
        If it is no date since 1900.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        meant = serial_of_text(entry.plain(value))
        number = None if meant is None else float(meant // 1)
    else:
        number = value if isinstance(value, float) and not isinstance(value, bool) else None
    if number is None or number < 1.0 or calendar_date(number) is None:
        raise NotADate(where=where, value=value, column=column.label)
    return float(number // 1)


def _text(value: Value, column: Column, where: Address) -> str:
    return entry.text(value)


TAKES: Mapping[str, Callable[[Value, Column, Address], Taken]] = {
    "text": _text,
    "name": _text,
    "prose": _text,
    "number": entry.number,
    "choice": entry.choice,
    "date": date,
}


def spelled(row: TypedRow, **changes: Taken) -> TypedRow:
    """Return a row whose cells are taken as something else."""
    return replace(row, taken={**row.taken, **changes})


def free_numbers(used: set[int]) -> Iterator[int]:
    """Yield numbers that come after all that are used."""
    number = max(used, default=0)
    while True:
        number += 1
        yield number
