"""What a reader sees on opening a tab, and what the printer gets.

Knows Excel's windows and page set-up. Does not know cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import xlwings as xw

from kpi_xl.book.excel_rules import MARGINS, PAPERS
from kpi_xl.book.page import Page
from kpi_xl.book.styles import STYLES
from kpi_xl.book.xlwings_areas import corners
from kpi_xl.book.xlwings_members import LANDSCAPE, NO_COLOUR
from kpi_xl.book.xlwings_native import first, put, troubles
from kpi_xl.book.xlwings_style import colour

INCH = 72.0


@contextmanager
def view_of(book: xw.Book) -> Iterator[None]:
    """Bring back the tab a reader was looking at."""
    book.activate()
    before = book.sheets.active
    try:
        yield
    finally:
        with suppress(*troubles()):
            before.activate()


@contextmanager
def shown(sheet: xw.Sheet) -> Iterator[None]:
    """Show a sheet while it is painted: what belongs to its window, and formulas that are read from a selected cell, need it."""
    before = sheet.visible
    if hidden := before not in (True, -1):  # Excel says -1, 0, or 2 for what only programs can bring back
        sheet.visible = True
    try:
        sheet.activate()
        yield
    finally:
        if hidden:
            sheet.visible = before


def set_view(sheet: xw.Sheet, page: Page) -> None:
    """Frozen panes, zoom, lines and the tab's colour; the sheet is the one its window shows."""
    window = first(sheet.book.api, "windows")
    put(window, "frozen", False)
    for key in ("scroll row", "scroll column"):
        put(window, key, 1)  # panes are frozen at what the window shows
    row, column, *_ = corners(page.frozen or "A1")
    put(window, "split row", row - 1)
    put(window, "split column", column - 1)
    if page.frozen:
        put(window, "frozen", True)
    put(window, "zoom", page.zoom)
    put(window, "gridlines", page.gridlines)
    fill = STYLES[page.tab].fill
    put(sheet.api, *(("tab colour", colour(fill)) if fill else ("no tab colour", NO_COLOUR)))
    sheet.range("A1").select()


def set_paper(sheet: xw.Sheet, page: Page) -> None:
    """Landscape, one page wide, as many as it takes; the page's number below. A machine without a printer may refuse some of it."""
    values = {
        "orientation": LANDSCAPE,
        "paper": PAPERS[page.paper],
        "paper zoom": False,
        "pages wide": 1,
        "pages tall": 1 if page.one_page else False,
        "centred": True,
        "left footer": "&A",
        "right footer": "&P / &N",
        "title rows": dollars(page.title_rows),
        "title columns": "",
        "print area": dollars(page.print_area),
    }
    app = sheet.book.app.api
    put(app, "printer waits", False)  # else Excel asks the printer after each
    try:
        for key, value in (values | {f"{side} margin": INCH * margin for side, margin in MARGINS.items()}).items():
            put(sheet.api, key, value)
    finally:
        put(app, "printer waits", True)


def dollars(area: str | None) -> str:
    """An area with every part of it fixed: 1:7 is $1:$7."""
    ends = (area or "").split(":")
    letters = [(end.rstrip("0123456789"), end[len(end.rstrip("0123456789")) :]) for end in ends]
    return ":".join("".join("$" + part for part in end if part) for end in letters)
