"""How the numbers of a file's cells are shown.

Knows openpyxl's cells. Does not know what a format means.
"""

from __future__ import annotations

import io
import warnings

from openpyxl import load_workbook

from kpi_xl.calc.cells import Address

GENERAL = "General"


def number_formats(content: bytes) -> dict[Address, str]:
    """Return the number format of every cell of a workbook that has one of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content))
    return {
        Address(sheet.title, row, column): cell.number_format
        for sheet in book.worksheets
        for (row, column), cell in sheet._cells.items()
        if cell.number_format != GENERAL
    }
