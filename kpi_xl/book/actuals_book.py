"""Bring the sheet of actuals up to the tree and to new figures: lay it out, add rows and months, write what is new.

Knows the sheet and the port. Does not know where figures come from. What people typed stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpi_xl import errors
from kpi_xl.book.actuals_page import ActualsPage, filled
from kpi_xl.book.actuals_sheet import ActualsSheet, holds_formula
from kpi_xl.book.layout import SETTINGS
from kpi_xl.book.page import Page
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading
from kpi_xl.book.valued import cells_with, value_all
from kpi_xl.calc.cells import Address, Cells, Formula
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.month import Month


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many figures are new or changed, how many stood there already, and what is worth saying."""

    written: int = 0
    unchanged: int = 0
    notes: tuple[errors.Note, ...] = ()


def lay_out(book: Book, reading: Reading, months: Sequence[Month], actuals: Actuals) -> Written:
    """Make the sheet of actuals, with figures in it if there are any.

    Raises
    ------
    SheetTaken
        If a sheet of the user's has its name.
    """
    pages: list[Page] = [ActualsPage(reading, months, actuals).page()]
    if not book.calculates:
        value_all(pages, cells_with(book, pages))
    book.write(pages, place=_place(book, reading))
    return Written(sum(map(len, actuals.values.values())))


def bring_up(book: Book, reading: Reading, sheet: ActualsSheet, actuals: Actuals, months: Sequence[Month] = ()) -> Written:
    """Add a row for each KPI and a column for each month that the sheet lacks, and write figures into it.

    A formula of the user's stays where a figure would go; that is told, and so is every figure that is replaced.

    Raises
    ------
    NoRoomForMonths
        If something stands where the table would have to grow; nothing is changed then.
    """
    whole = _grown(book, reading, sheet, sorted({*months, *actuals.months} - sheet.months.keys()))
    for place, formula in _following(reading, whole):
        book.set_cell(place.sheet, place.row, place.column, None, formula)
    for place, value in sheet.corrections.items():
        book.set_cell(place.sheet, place.row, place.column, value)
    return _put(book, reading, whole, actuals)


def _place(book: Book, reading: Reading) -> int:
    """Return the tab at which the sheet comes: behind the other sheets people type into."""
    inputs = [book.sheets().index(area.sheet) for area in reading.tables.values() if area.sheet in book.sheets()]
    settings = reading.tables.get(SETTINGS.name)
    return 1 + (book.sheets().index(settings.sheet) if settings else max(inputs))


def _grown(book: Book, reading: Reading, sheet: ActualsSheet, more: Sequence[Month]) -> ActualsSheet:
    """Return the sheet with a row for every KPI and a column for every month."""
    area, cells = sheet.area, reading.tree.cells
    if area is None:
        return sheet
    end = area.first_column + len(area.columns)
    places = {month: end + number for number, month in enumerate(more)}
    beside = (place for column in places.values() for place in _column(area.sheet, area.header_row, area.last_row, column))
    taken = [place for place in beside if _used(cells, place)]
    if taken:
        raise errors.NoRoomForMonths(where=taken[0], month=more[-1])
    missing = [name for name in reading.tree.depths if name not in sheet.rows]
    rows = {name: area.last_row + number for number, name in enumerate(missing, 1)}
    below = [place for row in rows.values() for place in _row(area.sheet, row, area.first_column, end - 1) if _used(cells, place)]
    if below:
        raise errors.NoRoomForMonths(where=below[0], month=missing[-1])
    for month, column in places.items():
        book.set_cell(area.sheet, area.header_row, column, str(month))
    for name, row in rows.items():
        book.set_cell(area.sheet, row, sheet.columns["name"], name)
    last, headers = area.last_row + len(rows), (*area.columns, *map(str, more))
    book.resize_table(area.name, last, headers)
    return replace(
        sheet, area=replace(area, last_row=last, columns=headers), months={**sheet.months, **places}, rows={**sheet.rows, **rows}
    )


def _put(book: Book, reading: Reading, sheet: ActualsSheet, actuals: Actuals) -> Written:
    written = unchanged = 0
    notes: list[errors.Note] = []
    for name, series in actuals.values.items():
        for month, value in series.items():
            place, before = sheet.address(name, month), sheet.actuals.of(name).get(month)
            said = {"where": place, "kpi": reading.tree.kpis[name].shown, "month": month, "value": f"{value:,.12g}"}
            if holds_formula(reading.tree.cells, place):
                notes.append(errors.FormulaKept(**said))
            elif before == value:
                unchanged += 1
            else:
                written += 1
                book.set_cell(place.sheet, place.row, place.column, value)
                notes += [errors.Replaced(**said, before=f"{before:,.12g}")] if before is not None else []
    return Written(written, unchanged, tuple(notes))


def _following(reading: Reading, sheet: ActualsSheet) -> Iterator[tuple[Address, str]]:
    """Yield each cell that follows the KPI tree and is blank or follows another row than its KPI's, with its formula."""
    cells = reading.tree.cells.contents
    for name, row in sheet.rows.items():
        for key, formula in filled(reading, name).items():
            place = Address(sheet.area.sheet if sheet.area else "", row, sheet.columns.get(key, 0))
            there = cells.get(place)
            if place.column and (there in (None, "") or (isinstance(there, Formula) and there.text != formula)):
                yield place, formula


def _column(sheet: str, first: int, last: int, column: int) -> Iterator[Address]:
    yield from (Address(sheet, row, column) for row in range(first, last + 1))


def _row(sheet: str, row: int, first: int, last: int) -> Iterator[Address]:
    yield from (Address(sheet, row, column) for column in range(first, last + 1))


def _used(cells: Cells, place: Address) -> bool:
    return cells.contents.get(place) not in (None, "")
