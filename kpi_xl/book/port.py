"""The port: what a page-writing program needs of a workbook, whoever holds it open.

Knows addresses, values and pages. Does not know whether the workbook is a file or an open Excel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from kpi_xl.book.page import Page, Scalar
from kpi_xl.calc.cells import Address, Formula, TableArea, Value

MARKER = "_kpi_xl"
"""The hidden sheet-scoped name that says a sheet is a page of ours: a text constant `key|sheet`."""


def marked(text: str) -> tuple[str, str] | None:
    """Return the page key and the sheet name that a marker's text constant holds, or None where it holds none."""
    key, bar, sheet = text.strip('"').partition("|")
    return (key, sheet.replace('""', '"')) if bar else None


class Book(Protocol):
    """A workbook.

    A blank cell is absent or None, never "". A number is a float, a date its serial number, an error an `ExcelError`.
    A formula is file text: `=` in front, `_xlfn.` before functions newer than 2007. Rows and columns count from 1.
    """

    @property
    def calculates(self) -> bool:
        """Whether formulas get their results by themselves, so that nobody has to bring any."""

    def contents(self) -> dict[Address, Value | Formula]:
        """Every non-empty cell of every worksheet; a formula with the value last shown for it."""

    def names(self) -> dict[tuple[str | None, str], str]:
        """Every defined name: (sheet, or None for the workbook; name) to what it refers to."""

    def tables(self) -> dict[str, TableArea]:
        """Every Excel table by name."""

    def sheets(self) -> tuple[str, ...]:
        """The worksheets in tab order."""

    def marker(self, sheet: str) -> tuple[str, str] | None:
        """The page key and sheet name a page of ours carries, or None. A user's copy of a page keeps the original's sheet name."""

    def write(self, pages: Sequence[Page], place: int | None = None, adopt: bool = False) -> None:
        """Paint pages; a page of ours is rewritten where it stands, a new sheet comes at tab `place` (from 0), else after our last page.

        Raises
        ------
        SheetTaken
            If a sheet of that name has no matching marker; with `adopt` it is painted over instead. Nothing is painted then.
        """

    def set_cell(self, sheet: str, row: int, column: int, value: Scalar, formula: str | None = None) -> None:
        """Change one cell and keep its look; with a formula, `value` is its result."""

    def define(self, name: str, refers_to: str, sheet: str | None = None, hidden: bool = False, comment: str = "") -> None:
        """Define a name, or define it anew; `refers_to` with or without "="."""

    def undefine(self, name: str, sheet: str | None = None) -> None:
        """Remove a name; a name that is not there is no problem."""

    def resize_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        """Move a table's last row; cells outside are left as they are.

        With all its `headers` the table grows to the right as well: each must stand in its cell of the header row already.
        """

    def cache(self, values: Mapping[Address, Value]) -> None:
        """Give results to formulas, to be stored beside them."""
