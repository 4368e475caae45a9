"""A workbook during one click: it is read once; before the first change a copy is kept, and from then on the click cannot be cancelled.

Knows the port. Does not know Excel, nor what is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kpi_xl.book.page import Page, Scalar
from kpi_xl.book.port import Book
from kpi_xl.calc.cells import Address, Formula, TableArea, Value
from kpi_xl.labels import Label, ribbon


class Session:
    """The port `Book` over another one, with a word at every stage and one before its first change.

    Parameters
    ----------
    book
        The workbook that does the work.
    before_change
        Called once, before anything is changed; what it raises keeps the workbook as it is.
    stage
        Called with what is going on, until the first change.
    """

    def __init__(self, book: Book, before_change: Callable[[], None], stage: Callable[[Label], None]) -> None:
        self._book, self._before_change, self._stage = book, before_change, stage
        self._cells: dict[Address, Value | Formula] | None = None
        self._tables: dict[str, TableArea] | None = None
        self.changed = False

    @property
    def calculates(self) -> bool:
        return self._book.calculates

    def contents(self) -> dict[Address, Value | Formula]:
        if self.changed:
            return self._book.contents()
        if self._cells is None:
            self._stage(ribbon.READING)
            self._cells = self._book.contents()
        self._stage(ribbon.COMPUTING)
        return dict(self._cells)

    def names(self) -> dict[tuple[str | None, str], str]:
        return self._book.names()

    def tables(self) -> dict[str, TableArea]:
        if self.changed:
            return self._book.tables()
        self._tables = self._tables or self._book.tables()
        return dict(self._tables)

    def sheets(self) -> tuple[str, ...]:
        return self._book.sheets()

    def marker(self, sheet: str) -> tuple[str, str] | None:
        return self._book.marker(sheet)

    def write(self, pages: Sequence[Page], place: int | None = None, adopt: bool = False) -> None:
        self._changing().write(pages, place, adopt)

    def set_cell(self, sheet: str, row: int, column: int, value: Scalar, formula: str | None = None) -> None:
        self._changing().set_cell(sheet, row, column, value, formula)

    def define(self, name: str, refers_to: str, sheet: str | None = None, hidden: bool = False, comment: str = "") -> None:
        self._changing().define(name, refers_to, sheet, hidden, comment)

    def undefine(self, name: str, sheet: str | None = None) -> None:
        self._changing().undefine(name, sheet)

    def resize_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        self._changing().resize_table(name, last_row, headers)

    def cache(self, values: Mapping[Address, Value]) -> None:
        if self.changed:  # results beside unchanged formulas are no change
            self._book.cache(values)

    def _changing(self) -> Book:
        if not self.changed:
            self._before_change()
            self.changed, self._cells, self._tables = True, None, None
        return self._book
