"""Read an openpyxl workbook as addresses, values and formulas.

Knows openpyxl's cells. Does not know what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.book.package import Aside
from kpi_xl.calc.cells import Address, ExcelError, Formula, TableArea, Value

Spread = ArrayFormula | DataTableFormula


def read_contents(sheets: Sequence[Worksheet], epoch: Any, aside: Aside) -> dict[Address, Value | Formula]:
    """Every non-empty cell of some worksheets; `epoch` is the day from which the workbook counts."""
    found: dict[Address, Value | Formula] = {}
    for sheet in sheets:
        for (row, column), cell in sheet._cells.items():
            if cell.value is not None:
                place = Address(sheet.title, row, column)
                formula = cell.data_type == "f"
                found[place] = (
                    Formula(formula_text(cell.value), aside.result(place)) if formula else plain(cell.value, cell.data_type, epoch)
                )
    return found | spread(sheets, found)


def read_tables(sheets: Iterable[Worksheet]) -> dict[str, TableArea]:
    """Where every table of some worksheets stands."""
    return {table.displayName: table_area(table, sheet.title) for sheet in sheets for table in sheet._tables.values()}


def formula_places(sheets: Iterable[Worksheet]) -> Iterator[Address]:
    """Where the formulas of some worksheets stand."""
    for sheet in sheets:
        yield from (Address(sheet.title, row, column) for (row, column), cell in sheet._cells.items() if cell.data_type == "f")


def plain(value: Any, data_type: str, epoch: Any) -> Value:
    """A cell's value as the port speaks of it."""
    if data_type == "e":
        return ExcelError(value)
    if isinstance(value, (bool, str)):
        return value
    return float(value) if isinstance(value, (int, float)) else float(to_excel(value, epoch))


def formula_text(formula: Any) -> str:
    """A formula as text; a what-if table is the TABLE function that Excel shows for it."""
    if isinstance(formula, DataTableFormula):
        return f"=TABLE({formula.r1 or ''},{formula.r2 or ''})"
    return str(formula.text if isinstance(formula, ArrayFormula) else formula)


def spread(sheets: Iterable[Worksheet], found: dict[Address, Value | Formula]) -> dict[Address, Formula]:
    """The other cells of formulas that fill an area: in the file they look like numbers, but they are no constants."""
    more: dict[Address, Formula] = {}
    for sheet in sheets:
        for cell in sheet._cells.values():
            if isinstance(cell.value, Spread):
                text = formula_text(cell.value).removeprefix("=")
                for row, column in area_without_corner(cell.value.ref):
                    place = Address(sheet.title, cell.row + row, cell.column + column)
                    shown, index = found.get(place), f"INDEX({text},{row + 1},{column + 1})"
                    more[place] = Formula("=" + (text if isinstance(cell.value, DataTableFormula) else index), unformula(shown))
    return more


def unformula(content: Value | Formula) -> Value:
    """What a cell shows."""
    return content.cached if isinstance(content, Formula) else content


def area_without_corner(ref: str) -> list[tuple[int, int]]:
    """The cells of an area but the first, counted from it."""
    left, top, right, bottom = range_boundaries(ref)
    return [(row, column) for row in range(bottom - top + 1) for column in range(right - left + 1) if row or column]


def table_area(table: Table, sheet: str) -> TableArea:
    """Where a table stands."""
    left, top, _, bottom = range_boundaries(table.ref)
    headers, totals = table.headerRowCount != 0, bool(table.totalsRowCount)
    columns = tuple(column.name for column in table.tableColumns)
    return TableArea(table.displayName, sheet, top if headers else top - 1, top + headers, bottom - totals, left, columns, totals)
