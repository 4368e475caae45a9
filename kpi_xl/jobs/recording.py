"""Prepare the sheet of actuals in a workbook, and import what another program exported.

Knows the order of the work. Does not know files, nor who asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_xl import errors
from kpi_xl.book import export, export_shape
from kpi_xl.book.actuals_book import Written, bring_up, lay_out
from kpi_xl.book.actuals_import import Imported, taken
from kpi_xl.book.actuals_sheet import ActualsSheet, read_actuals
from kpi_xl.book.export import Row
from kpi_xl.book.export_meaning import Names, mapping
from kpi_xl.book.layout import ACTUALS
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.valued import refresh
from kpi_xl.labels import Label
from kpi_xl.labels import actuals as words
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.month import Month, months


@dataclass(frozen=True, slots=True)
class Export:
    """A file that another program exported: its bytes, what to call it, and what somebody said its names mean, line by line."""

    content: bytes
    name: str
    mapped: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of it.

    Attributes
    ----------
    laid_out
        Whether the sheet is new.
    imported
        What the export says; nothing where there was none.
    written
        What was written of that.
    sheet
        The sheet as it stands afterwards.
    """

    reading: Reading
    laid_out: bool
    imported: Imported
    written: Written
    sheet: ActualsSheet

    @property
    def notes(self) -> tuple[errors.Note, ...]:
        """What is worth saying."""
        return (*self.imported.notes, *self.written.notes, *self.sheet.notes)

    def said(self) -> Iterator[tuple[Label, dict[str, object]]]:
        """Yield what to say of it: labels and what fills them."""
        name, figures = self.sheet.area.sheet if self.sheet.area else "", self.imported.actuals
        if self.laid_out:
            yield words.LAID_OUT, {"sheet": name, "kpis": len(self.reading.tree.kpis), "months": span(sorted(self.sheet.months))}
        if figures:
            yield words.IMPORTED, {"figures": self.written.written, "kpis": len(figures.values), "months": span(figures.months)}
        if self.written.unchanged:
            yield words.UNCHANGED, {"figures": self.written.unchanged}
        if not self.laid_out and not figures:
            typed = self.sheet.actuals
            yield words.STANDS, {"sheet": name, "figures": sum(map(len, typed.values.values())), "months": span(typed.months)}


def span(months: Sequence[Month]) -> Label:
    """Return the first and the last of some months."""
    return words.SPAN.fill(first=months[0], last=months[-1]) if months else words.NONE_YET


def actuals(book: Book, exported: Export | None = None, today: date | None = None) -> Prepared:
    """Lay out the sheet of actuals, or bring the one that stands up to the tree; then write what an export says into it.

    Parameters
    ----------
    book
        The workbook, changed in memory.
    exported
        What to import; None only prepares the sheet.
    today
        The day it is; None is that of the clock. What is typed for a later month is kept, and not used.

    Raises
    ------
    Problems
        With everything that is wrong with the workbook, its actuals or the export; the workbook is untouched then.
    """
    now = Month.of(today or date.today())
    reading = read_book(book)
    sheet = read_actuals(reading, now)
    imported = _imported(reading, exported) if exported else Imported(Actuals())
    wanted = _wanted(sheet, imported.actuals, reading.settings.planned(reading.lang, now))
    if sheet.area is None:
        _check_free(book, reading)
        written = lay_out(book, reading, wanted, imported.actuals)
    else:
        written = bring_up(book, reading, sheet, imported.actuals, wanted)
    refresh(book)
    after = read_actuals(read_book(book), now)
    return Prepared(reading, sheet.area is None, imported, written, after)


def _imported(reading: Reading, exported: Export) -> Imported:
    names = Names(reading.tree, mapping(reading.tree, exported.mapped, exported.name))
    rows = export.rows(exported.content, exported.name)
    return taken(export_shape.figures(rows, exported.name), names, exported.name)


def _wanted(sheet: ActualsSheet, imported: Actuals, planned: Sequence[Month]) -> Sequence[Month]:
    """Return the months that shall have a column: of a new sheet those from the first to the last planned or imported."""
    if sheet.area is not None:
        return (*planned, *imported.months)
    both = sorted({*planned, *imported.months})
    return months(both[0], both[-1] - both[0] + 1)


def _check_free(book: Book, reading: Reading) -> None:
    """Refuse to lay the sheet out where a sheet of that name stands without the table."""
    name = ACTUALS.sheet.say(reading.lang)
    if any(sheet.casefold() == name.casefold() for sheet in book.sheets()):
        raise errors.Problems([errors.ActualsSheetTaken(where=name, table=ACTUALS.name)])
