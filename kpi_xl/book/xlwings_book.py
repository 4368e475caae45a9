"""The live adapter: a workbook that is open in Excel, read and written through xlwings.

Knows xlwings' workbook, by object and never by path. Does not know what a page means, nor who asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import xlwings as xw

from kpi_xl import labels
from kpi_xl.book.excel_rules import check_free
from kpi_xl.book.page import Page, Scalar
from kpi_xl.book.port import MARKER, marked
from kpi_xl.book.xlwings_look import efface, leave, worn
from kpi_xl.book.xlwings_names import define, meant, read_names, referred, undefine
from kpi_xl.book.xlwings_native import items, troubles
from kpi_xl.book.xlwings_paint import check_content, check_page, clear, paint, rewrite
from kpi_xl.book.xlwings_read import enter, read_sheet
from kpi_xl.book.xlwings_seen import Seen
from kpi_xl.book.xlwings_still import still
from kpi_xl.book.xlwings_style import ensure
from kpi_xl.book.xlwings_text import live, typed
from kpi_xl.book.xlwings_view import view_of
from kpi_xl.calc.cells import Address, Formula, TableArea, Value
from kpi_xl.errors import NoSuchPlace


class XlwingsBook:
    """A workbook in an open Excel; the port says what each method promises. Every change is there at once, and saving is the user's."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._kept: Seen | None = None

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Keep Excel still over several calls, and read its sheets, tables and names once; each method that paints does so for itself."""
        outer = self._kept
        self._kept = outer or Seen(self._book)
        try:
            with still(self._book.app):
                yield
        finally:
            self._kept = outer

    @property
    def calculates(self) -> bool:
        return True

    def contents(self) -> dict[Address, Value | Formula]:
        found: dict[Address, Value | Formula] = {}
        seen = self._seen()
        for sheet in seen.sheets.values():
            found |= read_sheet(sheet, seen.tables)
        return found

    def names(self) -> dict[tuple[str | None, str], str]:
        return dict(self._seen().names)

    def tables(self) -> dict[str, TableArea]:
        return dict(self._seen().tables)

    def sheets(self) -> tuple[str, ...]:
        return tuple(self._seen().sheets)

    def marker(self, sheet: str) -> tuple[str, str] | None:
        found = self._sheet(sheet)
        text = self._kept.names_of(sheet).get(MARKER, "") if self._kept else referred(found, MARKER)
        return marked(text)

    def write(self, pages: Sequence[Page], place: int | None = None, adopt: bool = False) -> None:
        with self.at_rest():
            check_free(pages, (*self._tabs(), *self.sheets()), self.sheets(), self.tables(), self.marker, adopt)
            for page in pages:
                check_page(page)
            sheets, seen = self._seen().sheets, self._seen()
            dressed = {page.sheet for page in pages if page.sheet in sheets and worn(sheets[page.sheet], page, seen)}
            ensure(self._book, [page for page in pages if page.sheet not in dressed])
            with view_of(self._book):
                for number, page in enumerate(pages, start=1):
                    said = labels.live.PAINTING.fill(sheet=page.sheet, number=number, count=len(pages))
                    self._book.app.status_bar = said.say(page.lang)
                    if page.sheet not in sheets:
                        place = self._after_ours() if place is None else place
                        self._add(page.sheet, place)
                        place += 1
                    self._paint(page, page.sheet in sheets, page.sheet in dressed)

    def set_cell(self, sheet: str, row: int, column: int, value: Scalar, formula: str | None = None) -> None:
        cell = self._sheet(sheet).range((row, column))
        if formula is None:
            check_content(Address(sheet, row, column), value)
            cell.value = typed(value)
        else:
            enter(cell, live(formula))
        self._seen().forget("tables")  # it may be the head of a column

    def define(self, name: str, refers_to: str, sheet: str | None = None, hidden: bool = False, comment: str = "") -> None:
        made = define(self._holder(sheet), name, refers_to, hidden, comment)
        self._seen().learn(sheet, {name: meant(made)})

    def undefine(self, name: str, sheet: str | None = None) -> None:
        undefine(self._holder(sheet), frozenset({(sheet, name)}))
        self._seen().forget("names")

    def resize_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        there = self.tables()
        if name not in there:
            raise NoSuchPlace(where=name, kind=labels.TABLE, names=", ".join(there))
        table = self._sheet(there[name].sheet).tables[name]
        area = table.range
        table.resize(area.resize(last_row - area.row + 1, max(len(headers), area.shape[1])))
        self._seen().forget("tables")

    def cache(self, values: Mapping[Address, Value]) -> None:
        """Give nothing: an open Excel calculates."""

    def _paint(self, page: Page, there: bool, dressed: bool) -> None:
        """Paint one page, with no more calls than the sheet that is there asks for, and leave word of its look."""
        sheet, seen = self._sheet(page.sheet), self._seen()
        if there:
            efface(sheet, page, seen)
        if dressed:
            rewrite(sheet, page)
        else:
            if there:
                clear(sheet, page)
            paint(sheet, page)
            seen.forget("tables")
            seen.learn(page.sheet, {name: text for (_, name), text in read_names(sheet).items()}, whole=True)
        leave(sheet, page, seen)

    def _tabs(self) -> Iterator[str]:
        """Every tab: sheets of other kinds, such as charts, have names as well."""
        yield from (tab.Name for tab in items(self._book.api, "all tabs"))

    def _after_ours(self) -> int:
        """The tab after the last page of ours, else after the last tab."""
        ours = [number for number, sheet in enumerate(self.sheets(), start=1) if self.marker(sheet)]
        return ours[-1] if ours else len(self.sheets())

    def _add(self, name: str, place: int) -> None:
        sheets = self._book.sheets
        before = sheets[place] if place < len(sheets) else None
        sheets.add(name, before=before, after=None if before else sheets[len(sheets) - 1])
        self._seen().forget("sheets")

    def _holder(self, sheet: str | None) -> xw.Book | xw.Sheet:
        return self._book if sheet is None else self._sheet(sheet)

    def _seen(self) -> Seen:
        """What is known of the workbook while it is at rest; else somebody may change it between two questions."""
        return self._kept or Seen(self._book)

    def _sheet(self, name: str) -> xw.Sheet:
        if self._kept and name in self._kept.sheets:
            return self._kept.sheets[name]
        with suppress(*troubles()):  # Windows finds out on looking, a Mac on asking
            found = self._book.sheets[name]
            if found.name == name:
                return found
        raise NoSuchPlace(where=name, kind=labels.SHEET, names=", ".join(self.sheets()))
