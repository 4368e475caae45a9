"""Widths, heights, outline groups and hidden columns of a page.

Knows Excel's rows and columns. Does not know what stands in them.
"""

from __future__ import annotations

import xlwings as xw

from kpi_xl.book.excel_rules import natural_heights
from kpi_xl.book.page import Page
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.xlwings_areas import columns, rows
from kpi_xl.book.xlwings_native import put

PADDING = 0.71
"""A file counts a column's width with the room beside its letters, 5 pixels; an open Excel counts letters alone."""

GROUPED = 2
"""Excel's outline begins at 1, where nothing is grouped."""


def set_columns(sheet: xw.Sheet, page: Page) -> None:
    """Widths, groups and hidden columns."""
    wide: dict[float, list[int]] = {}
    for column, width in page.widths.items():
        wide.setdefault(width, []).append(column)
    for width, numbers in wide.items():
        for address in columns(numbers):
            sheet.range(address).column_width = max(0.0, width - PADDING)
    for group in page.groups:
        area = sheet.range(next(columns(range(group.first, group.last + 1))))
        put(area.api, "outline level", GROUPED)
        area.columns.hidden = group.collapsed
    for address in columns(page.hidden_columns):
        sheet.range(address).columns.hidden = True


def set_rows(sheet: xw.Sheet, page: Page) -> None:
    """Heights: the language's for all, a row's own, and for text that wraps what it needs."""
    sheet.cells.row_height = ROW_HEIGHT[page.lang]
    natural = natural_heights(page)
    high: dict[float, list[int]] = {}
    for row, height in (natural | dict(page.heights)).items():
        if height != ROW_HEIGHT[page.lang]:
            high.setdefault(height, []).append(row)
    for height, numbers in high.items():
        for address in rows(numbers):
            sheet.range(address).row_height = height
    fit_rows(sheet, page)


def fit_rows(sheet: xw.Sheet, page: Page) -> None:
    """Give rows of texts that wrap the height these need."""
    for address in rows({row for row, _ in page.cells} - natural_heights(page).keys() - page.heights.keys()):
        sheet.range(address).rows.autofit()
