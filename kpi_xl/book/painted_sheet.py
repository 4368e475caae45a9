"""A page as it stands in a workbook: painted whole, and changed cell by cell, name by name, until it is written.

Knows pages. Does not know how a sheet is spelled, nor the workbook around it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from kpi_xl.book.beside import Typed
from kpi_xl.book.excel_rules import check_choices, marker_text
from kpi_xl.book.package import Cached
from kpi_xl.book.page import Name, Page, PageCell, Scalar
from kpi_xl.book.port import MARKER
from kpi_xl.calc.cells import Address, ExcelError, Formula, TableArea, Value
from kpi_xl.errors import NotFinite
from kpi_xl.formula.references import column_number

Place = tuple[int, int]
Corners = tuple[int, int, int, int]
UNSTYLED = ""
"""The style key of a cell that somebody filled where the page has none."""


class PaintedSheet:
    """A sheet that holds a page.

    Attributes
    ----------
    cells
        What stands in each cell; those that a merge covers are gone.
    merged
        The first row and column and the last of every merge.
    typed
        What people typed beside what the page says.
    names
        The names that belong to the sheet, the marker among them.
    selected
        Whether it is the tab that opens.
    """

    def __init__(self, page: Page, selected: bool = False, typed: Mapping[Place, Typed] = MappingProxyType({})) -> None:
        for choices in page.choices:
            check_choices(choices)
        self.page, self.selected, self.typed = page, selected, typed
        self.merged = tuple(corners(area) for area in page.merges)
        hidden = {place for area in self.merged for place in covered(area)}
        self.cells: Mapping[Place, PageCell] = page.cells
        if hidden:
            self.cells = {place: cell for place, cell in page.cells.items() if place not in hidden}
        for place, cell in self.cells.items():
            if type(cell.value) is float and not math.isfinite(cell.value):
                raise NotFinite(where=str(Address(page.sheet, *place)), value=cell.value)
        self.names = {name.name: name for name in page.names}
        if page.ours:
            self.names[MARKER] = Name(MARKER, marker_text(page), hidden=True)
        self.tables = {table.name: table for table in page.tables}

    def contents(self) -> Iterator[tuple[Address, Value | Formula]]:
        """Yield every cell that is not blank, as the port speaks of it."""
        for (row, column), cell in self.cells.items():
            if cell.formula is not None:
                yield Address(self.page.sheet, row, column), Formula(cell.formula, result(cell.value))
            elif cell.value is not None and cell.value != "":
                yield Address(self.page.sheet, row, column), float(cell.value) if type(cell.value) is int else cell.value
        for (row, column), typed in self.typed.items():
            content = typed.value if typed.formula is None else Formula(typed.formula, result(typed.value))
            yield Address(self.page.sheet, row, column), content

    def uncached(self) -> Iterator[Address]:
        """Yield where formulas without a result stand."""
        for place, cell in self.cells.items():
            if cell.formula is not None and cell.value is None:
                yield Address(self.page.sheet, *place)

    def areas(self) -> dict[str, TableArea]:
        """Return where its tables stand."""
        return {name: table.area(self.page.sheet) for name, table in self.tables.items()}

    def put(self, place: Place, value: Scalar, formula: str | None) -> None:
        """Change a cell and keep its look."""
        there = self.cells.get(place, PageCell(style=UNSTYLED))
        self._change(place, replace(there, value=value, formula=formula))

    def cache(self, place: Place, value: Value) -> None:
        """Give a formula its result."""
        there = self.cells.get(place)
        if there is not None and there.formula is not None:
            self._change(place, replace(there, value=value.code if isinstance(value, ExcelError) else value))

    def _change(self, place: Place, cell: PageCell) -> None:
        """Change a cell; before the first change the cells are the page's own, since those of a large tree need much room."""
        if self.cells is self.page.cells or not isinstance(self.cells, dict):
            self.cells = dict(self.cells)
        self.cells[place] = cell

    def resize(self, name: str, last_row: int, headers: Sequence[str]) -> None:
        """Move a table's last row, and its last column where there are more headers than columns."""
        table = self.tables[name]
        columns = (*table.columns, *headers[len(table.columns) :])
        self.tables[name] = replace(table, last_row=last_row, columns=columns)


def result(value: Scalar) -> Value:
    """Return what a program reads beside a formula: a text that is an error's code is that error."""
    return None if value is None else Cached.of(value).value


def corners(area: str) -> Corners:
    """Return the first row and column of an area such as B5:B15, and the last."""
    first, _, last = area.partition(":")
    return (*place_of(first), *place_of(last or first))


def place_of(cell: str) -> Place:
    """Return the row and the column of a cell such as B5."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters)


def covered(area: Corners) -> Iterator[Place]:
    """Yield the cells of a merge but its first."""
    top, left, bottom, right = area
    yield from (place for place in product(range(top, bottom + 1), range(left, right + 1)) if place != (top, left))
