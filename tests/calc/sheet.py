"""The small workbook that formulas are compared on: as cells for us, as a file for the other calculator.

Knows both forms of the same content. Does not know formulas' answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableColumn

from kpi_xl.calc.cells import Address, Cells, Formula, TableArea, Value

SHEET, OTHER, QUOTED = "入力", "単価 表", "it's"
FIRST_ROW, FORMULA_COLUMN = 20, 12
"""Formulas stand below each other in column L."""

CONTENTS: dict[tuple[str, str], Value] = {
    **{(SHEET, f"B{n}"): v for n, v in zip(range(2, 8), (5000.0, 0.02, 10000.0, -3.5, 2.675, 12.0), strict=True)},
    **{(SHEET, f"D{n}"): v for n, v in zip(range(2, 10), (1.0, 2.0, 3.0, 4.5, "text", None, True, 7.0), strict=True)},
    **{(SHEET, f"F{n}"): v for n, v in zip(range(2, 7), ("りんご", "みかん", "ぶどう", "りんご", "なし"), strict=True)},
    **{(SHEET, f"G{n}"): v for n, v in zip(range(2, 7), (10.0, 20.0, 30.0, 40.0, 50.0), strict=True)},
    **{(SHEET, f"H{n}"): v for n, v in zip(range(2, 7), (1.5, 2.5, 3.5, 4.5, 5.5), strict=True)},
    **{(OTHER, f"B{n}"): v for n, v in zip(range(2, 6), (100.0, 250.0, 75.0, -20.0), strict=True)},
    (QUOTED, "A1"): 42.0,
}
COLUMNS = ("KPI", "現状値", "前年")
NAMES = {
    (None, "訪問者数"): f"{SHEET}!$B$2",
    (None, "成約率"): f"{SHEET}!$B$3",
    (None, "単価"): f"{SHEET}!$B$4",
    (None, "税率"): "0.1",
    (None, "合計範囲"): f"{SHEET}!$B$2:$B$4",
    (None, "合計範囲_小計"): f"SUM({SHEET}!$B$2:$B$4)",
    (None, "売上式"): f"{SHEET}!$B$2*{SHEET}!$B$3",
    (None, "二段"): "訪問者数*2",
    (SHEET, "その場"): f"{SHEET}!$B$6",
    (OTHER, "その場"): f"'{OTHER}'!$B$3",
}


def place(coordinate: str) -> tuple[int, int]:
    """Return row and column of B2."""
    letters, row = coordinate_from_string(coordinate)
    return row, column_index_from_string(letters)


def table_rows(count: int) -> list[tuple[str, float, float]]:
    """Return the table's data: a row beside every formula."""
    return [(f"指標{n}", float(n % 7 + 1), n / 4) for n in range(count)]


def as_cells(formulas: Sequence[str]) -> Cells:
    """Return the workbook as what we compile."""
    contents: dict[Address, Value | Formula] = {Address(sheet, *place(cell)): value for (sheet, cell), value in CONTENTS.items()}
    rows = table_rows(len(formulas))
    last = FIRST_ROW + len(rows) - 1
    for n, row in enumerate((COLUMNS, *rows, ("計", sum(r[1] for r in rows), sum(r[2] for r in rows)))):
        contents.update({Address(SHEET, FIRST_ROW - 1 + n, 14 + c): value for c, value in enumerate(row)})
    for n, text in enumerate(formulas):
        contents[Address(SHEET, FIRST_ROW + n, FORMULA_COLUMN)] = Formula(text)
    table = TableArea("tbl_kpi", SHEET, FIRST_ROW - 1, FIRST_ROW, last, 14, COLUMNS, totals=True)
    return Cells(contents, NAMES, {"tbl_kpi": table})


def write(path: Path, formulas: Sequence[str]) -> Path:
    """Write the workbook as a file."""
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for sheet in (OTHER, QUOTED):
        book.create_sheet(sheet)
    cells = as_cells(formulas)
    for address, content in cells.contents.items():
        value = content.text if isinstance(content, Formula) else content
        book[address.sheet].cell(address.row, address.column, value)
    for (sheet, name), text in NAMES.items():
        (book if sheet is None else book[sheet]).defined_names[name] = DefinedName(name, attr_text=text)
    last = FIRST_ROW + len(formulas)
    table = Table(displayName="tbl_kpi", ref=f"N{FIRST_ROW - 1}:P{last}", totalsRowCount=1)
    table.tableColumns = [TableColumn(id=n, name=name) for n, name in enumerate(COLUMNS, 1)]
    book[SHEET].add_table(table)
    book.save(path)
    return path
