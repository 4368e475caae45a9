"""What stands in a range, and how Excel takes what it is handed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import product
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import TableFormula

from kpi_xl.book.openpyxl_read import table_area
from kpi_xl.calc.cells import TableArea
from tests.support.engine.com import Com, Lacking, refused
from tests.support.engine.texts import ERRORS, entered, shown, taken

ROWS, COLUMNS = 1_048_576, 16_384
Box = tuple[int, int, int, int]
ONE_CELL = re.compile(r"=\$?[A-Z]{1,3}\$?\d+")


class Contents(Com):
    """The cells of one or several rectangles: first row and column, last row and column."""

    def __init__(self, sheet: Any, boxes: list[Box]) -> None:
        self.sheet, self.boxes = sheet, boxes

    @property
    def Value2(self) -> Any:
        return self.block(self.value_of)

    @property
    def Value(self) -> Any:
        return self.block(self.value_of)

    @Value.setter
    def Value(self, block: Any) -> None:
        self.enter(block)

    @property
    def Formula2(self) -> Any:
        tables = [table_area(table, sheet.sheet.title) for sheet in self.sheet.workbook.sheets for table in sheet.sheet._tables.values()]
        return self.block(partial(self.formula_of, self.arrays(), tables))

    @Formula2.setter
    def Formula2(self, block: Any) -> None:
        self.enter(block)
        if isinstance(block, str) and block.startswith("="):
            self.calculate_column(block)

    def block(self, of: Any) -> Any:
        """Return a block as COM does: rows of cells, a single one bare; of several areas the first."""
        top, left, bottom, right = self.boxes[0]
        rows = tuple(tuple(of(row, column) for column in range(left, right + 1)) for row in range(top, bottom + 1))
        return rows[0][0] if (top, left) == (bottom, right) else rows

    def value_of(self, row: int, column: int) -> Any:
        cell = self.sheet.sheet._cells.get((row, column))
        value = None if cell is None else cell.value
        if cell is not None and (cell.data_type == "f" or isinstance(value, ArrayFormula)):
            value = self.sheet.workbook.results.get((self.sheet.sheet.title, row, column))
        if isinstance(value, str):
            return ERRORS.get(value, value) if cell.data_type != "s" else value
        if value is None or isinstance(value, bool):
            return value
        return float(value if isinstance(value, int | float) else to_excel(value, self.sheet.workbook.book.epoch))

    def formula_of(self, arrays: Sequence[Box], tables: Sequence[TableArea], row: int, column: int) -> str:
        cell = self.sheet.sheet._cells.get((row, column))
        if spread := array_at(arrays, row, column):
            cell = self.sheet.sheet.cell(*spread[:2])
        if cell is None or cell.value is None:
            return ""
        text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
        return shown(text, cell, tables) if cell.data_type == "f" else str(text)

    def enter(self, block: Any) -> None:
        """Put in what was handed over: a single thing into every cell, its references moving along; of a block each its own."""
        if isinstance(block, list | tuple):
            top, left, bottom, right = self.boxes[0]
            if len(self.boxes) > 1 or (len(block), len(block[0])) != (bottom - top + 1, right - left + 1):
                raise Lacking("a block of another shape")
            for row, column in product(range(top, bottom + 1), range(left, right + 1)):
                self.put(row, column, block[row - top][column - left])
            return
        first = f"{get_column_letter(self.boxes[0][1])}{self.boxes[0][0]}"
        for row, column in self.places():
            there = f"{get_column_letter(column)}{row}"
            moved = isinstance(block, str) and block.startswith("=") and there != first
            self.put(row, column, Translator(block, first).translate_formula(there) if moved else block)

    def put(self, row: int, column: int, value: Any) -> None:
        if value in (None, "") and not isinstance(value, bool | float) and (row, column) not in self.sheet.sheet._cells:
            return
        cell = self.sheet.sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            raise Lacking("writing into a merged cell")
        self.sheet.workbook.results.pop((self.sheet.sheet.title, row, column), None)
        if isinstance(value, str) and value.startswith("="):
            tables = {name.casefold() for sheet in self.sheet.workbook.sheets for name in sheet.sheet._tables}
            cell.value = taken(value, tables)
            if cell.number_format == "General" and ONE_CELL.fullmatch(value):  # Excel gives such a formula the format it finds there
                cell.number_format = self.sheet.sheet[value[1:].replace("$", "")].number_format
        elif isinstance(value, str) and value:
            cell.value, cell.data_type, quoted = (*entered(value),)
            cell.quotePrefix = quoted
        else:
            cell.value = None if value == "" else value

    def calculate_column(self, formula: str) -> None:
        """Make a table's column a calculated one if it was filled as a whole."""
        for table in self.sheet.sheet._tables.values():
            area = table_area(table, self.sheet.sheet.title)
            top, left, bottom, right = self.boxes[0]
            if left == right and (top, bottom) == (area.first_row, area.last_row) and area.first_column <= left <= area.last_column:
                text = taken(formula, {name.casefold() for name in self.sheet.sheet._tables})
                table.tableColumns[left - area.first_column].calculatedColumnFormula = TableFormula(attr_text=text[1:])

    def places(self) -> list[tuple[int, int]]:
        """Return every cell; of whole sheets, rows and columns those that exist."""
        found: list[tuple[int, int]] = []
        for top, left, bottom, right in self.boxes:
            if bottom - top + 1 == ROWS or right - left + 1 == COLUMNS:
                found += [(y, x) for y, x in self.sheet.sheet._cells if top <= y <= bottom and left <= x <= right]
            else:
                found += product(range(top, bottom + 1), range(left, right + 1))
        return found

    def cells(self) -> list[Cell]:
        return [self.sheet.sheet.cell(*place) for place in self.places()]

    def ClearContents(self) -> None:
        for cell in self.cells():
            cell.value = None

    def arrays(self) -> list[Box]:
        """Return the areas that formulas of the sheet fill."""
        return [boxed(cell.value.ref) for cell in self.sheet.sheet._cells.values() if isinstance(cell.value, ArrayFormula)]

    @property
    def HasArray(self) -> bool | None:
        arrays = self.arrays()
        held = {array_at(arrays, *place) is not None for place in self.places()}
        return held.pop() if len(held) == 1 else None

    @property
    def HasSpill(self) -> bool:
        return False

    @property
    def CurrentArray(self) -> Contents:
        if (found := array_at(self.arrays(), *self.boxes[0][:2])) is None:
            raise refused("no array here")
        return type(self)(self.sheet, [found])


def array_at(arrays: Iterable[Box], row: int, column: int) -> Box | None:
    """Return the one of some areas in which a cell lies."""
    return next((box for box in arrays if box[0] <= row <= box[2] and box[1] <= column <= box[3]), None)


def boxed(area: str) -> Box:
    """Return an address as first row and column, last row and column."""
    left, top, right, bottom = range_boundaries(area)
    return top or 1, left or 1, bottom or ROWS, right or COLUMNS
