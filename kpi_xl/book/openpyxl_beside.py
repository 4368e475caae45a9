"""Find what people typed on a page of ours, as openpyxl and the package hold it.

Knows openpyxl's cells and how a sheet part names a look. Does not know where it will stand.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.book.beside import Place, Typed
from kpi_xl.book.openpyxl_read import formula_text, plain
from kpi_xl.book.package import Aside, sheet_parts
from kpi_xl.book.styles import PREFIX
from kpi_xl.calc.cells import Address, ExcelError, Value, column_letters

LOOK = re.compile(rb'\ss="(\d+)"')


def typed_cells(book: Workbook, sheet: Worksheet, aside: Aside, package: bytes) -> dict[Place, Typed]:
    """Return every filled cell of a page that wears none of our looks; with the results stored beside formulas.

    A program that drops named styles leaves nothing to tell by: where most cells wear none of ours, none is taken for somebody's.
    """
    ours = {place for place, style in enumerate(book._named_styles) if style.name.startswith(PREFIX)}
    cells = {place: cell for place, cell in sheet._cells.items() if cell._value is not None}
    filled = {place: cell for place, cell in cells.items() if cell._style.xfId not in ours}
    if 2 * len(filled) > len(cells):
        return {}
    looks = looks_of(package, sheet.title, filled) if filled else {}
    return {
        place: typed(cell, aside.result(Address(sheet.title, *place)), looks.get(place, 0), book.epoch) for place, cell in filled.items()
    }


def typed(cell: Cell, result: Value, look: int, epoch: Any) -> Typed:
    """Return what a cell holds."""
    if cell.data_type == "f":
        return Typed(_scalar(result), formula_text(cell._value), look)
    return Typed(_scalar(plain(cell._value, cell.data_type, epoch)), None, look)


def looks_of(package: bytes, sheet: str, places: Collection[Place]) -> dict[Place, int]:
    """Return the numbers of the looks of some cells."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        xml = parts.read(sheet_parts(parts)[sheet])
    found = {}
    for row, column in places:
        tag = re.search(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="%s%d"[^>]*>' % (column_letters(column).encode(), row), xml)
        if tag and (look := LOOK.search(tag[0])):
            found[row, column] = int(look[1])
    return found


def moved(cell: Typed, before: Place, after: Place) -> Typed:
    """Return a cell that goes to another place: its formula as Excel writes it when a cell is copied there."""
    if cell.formula is None or before == after:
        return cell
    (old_row, old_column), (row, column) = before, after
    origin, there = f"{column_letters(old_column)}{old_row}", f"{column_letters(column)}{row}"
    return replace(cell, formula=Translator(cell.formula, origin).translate_formula(there))


def _scalar(value: Value) -> float | str | bool | None:
    return value.code if isinstance(value, ExcelError) else value
