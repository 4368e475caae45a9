"""Paint a page onto a sheet of an open workbook, in place: what stays of an earlier run is overwritten, what does not is cleared.

Where the sheet wears the page's look already, only contents are written.

Knows pages and Excel's sheets. Does not know which sheet may be painted on.
"""

from __future__ import annotations

from collections.abc import Mapping

import xlwings as xw

from kpi_xl.book.chart import LEGEND
from kpi_xl.book.excel_rules import check_choices, marker_text
from kpi_xl.book.page import Page, PageCell, PageTable, Scalar
from kpi_xl.book.port import MARKER
from kpi_xl.book.styles import STYLES
from kpi_xl.book.xlwings_areas import Box, addresses, alike, boxes, cells_of, corners, named
from kpi_xl.book.xlwings_chart import draw, erase
from kpi_xl.book.xlwings_columns import fit_rows, set_columns, set_rows
from kpi_xl.book.xlwings_live import add_choices, add_rules
from kpi_xl.book.xlwings_look import LOOK
from kpi_xl.book.xlwings_names import define, each, referred, scoped, undefine
from kpi_xl.book.xlwings_native import attempt, call, has, put
from kpi_xl.book.xlwings_read import enter
from kpi_xl.book.xlwings_style import dress
from kpi_xl.book.xlwings_text import live, typed
from kpi_xl.book.xlwings_view import set_paper, set_view, shown
from kpi_xl.calc.cells import Address
from kpi_xl.errors import NotFinite

Place = tuple[int, int]

NO_FORMAT = "General"


def check_page(page: Page) -> None:
    """Refuse what no workbook can hold, before anything is painted."""
    for place, cell in page.cells.items():
        check_content(Address(page.sheet, *place), cell.value)
    for choices in page.choices:
        check_choices(choices)


def check_content(place: Address, value: Scalar) -> None:
    """Refuse nan and inf."""
    if isinstance(value, float) and not (float("-inf") < value < float("inf")):
        raise NotFinite(where=str(place), value=value)


def clear(sheet: xw.Sheet, page: Page) -> None:
    """Undo everything `paint` does, but contents and tables, which are about to be overwritten. People's notes and charts stay."""
    erase(sheet, referred(sheet, LEGEND))
    kept = {table.name: table for table in page.tables}
    for table in list(sheet.tables):
        area = table.range
        wanted = kept.get(table.name)
        if wanted is None or (wanted.first_row, wanted.first_column, len(wanted.columns)) != (area.row, area.column, area.shape[1]):
            call(table.api, "unlist")
    cells = sheet.cells
    cells.unmerge()
    for key in ("no links", "no choices", "no rules", "clear outline"):
        attempt(cells.api, key)
    sheet.clear_formats()
    cells.columns.hidden = False
    put(cells.api, "standard width", True)
    attempt(sheet.api, "no page breaks")
    still_wanted = {name.name for name in page.names} | {MARKER} | ({LOOK} if page.ours else set())
    undefine(sheet, frozenset(place for name, _ in each(sheet) if (place := scoped(name))[1] not in still_wanted))


def paint(sheet: xw.Sheet, page: Page) -> None:
    """Paint a page, with its marker if it is ours. Names come before the formulas that use them, styles before texts with quote marks."""
    with shown(sheet):
        for name in page.names:
            define(sheet, name.name, name.refers_to, name.hidden, name.comment)
        if page.ours:
            define(sheet, MARKER, marker_text(page), hidden=True)
        add_links(sheet, page)
        set_styles(sheet, page)
        set_contents(sheet, page)
        set_formats(sheet, page)
        merge(sheet, page)
        add_rules(sheet, page.rules)
        add_choices(sheet, page.choices)
        set_columns(sheet, page)
        set_rows(sheet, page)
        draw(sheet, page)
        set_view(sheet, page)
        set_paper(sheet, page)


def rewrite(sheet: xw.Sheet, page: Page) -> None:
    """Write a page's contents onto a sheet that wears its look."""
    if page.merges:
        sheet.cells.unmerge()
    write(sheet, page.cells, extent(sheet, page))
    set_number_formats(sheet, page, again=True)
    merge(sheet, page)
    fit_rows(sheet, page)


def merge(sheet: xw.Sheet, page: Page) -> None:
    """Merge cells, each area by itself."""
    for address in addresses(page.merges):
        area = sheet.range(address)
        if has("merge"):
            call(area.api, "merge")  # xlwings asks where the area is, and about alerts, which are off
        else:
            area.merge()


def add_links(sheet: xw.Sheet, page: Page) -> None:
    """Link cells to places in the workbook; Excel gives a linked cell a text and a look, so both come later."""
    for place, cell in page.cells.items():
        if cell.link is not None:
            target = sheet.range(named((*place, *place)))
            if call(target.api, "link", anchor=target.api, address="", sub_address=cell.link) is None:
                target.add_hyperlink("#" + cell.link, screen_tip=cell.link)


def set_styles(sheet: xw.Sheet, page: Page) -> None:
    """Give every cell its style, and cells merged away that of the one that shows."""
    marks = {place: cell.style for place, cell in page.cells.items()}
    for area in page.merges:
        box = corners(area)
        corner = page.cells.get((box[0], box[1]))
        marks |= dict.fromkeys(cells_of(box), corner.style if corner else "plain")
    for key, address in alike(marks):
        dress(sheet.range(address), key, page.lang)


def set_contents(sheet: xw.Sheet, page: Page) -> None:
    """Write all values and formulas in one block, then tables, then the formulas that name them."""
    later = {place for place, cell in page.cells.items() if cell.formula and any(f"{table.name}[" in cell.formula for table in page.tables)}
    now = {place: cell for place, cell in page.cells.items() if place not in later}
    write(sheet, now, extent(sheet, page))
    for table in page.tables:
        set_table(sheet, table)
        for at, title in enumerate(table.columns, start=table.first_column):
            if (formula := table.calculated.get(title)) is not None:
                box = table.first_row + 1, at, table.last_row, at
                enter(sheet.range(named(box)), live(formula))
                cells = {place: cell for place in cells_of(box) if (cell := page.cells.get(place)) is not None}
                if any(cell.formula != formula for cell in cells.values()):
                    write(sheet, cells, box)
                later -= cells.keys()
    for box in boxes(later):
        write(sheet, page.cells, box)


def extent(sheet: xw.Sheet, page: Page) -> Box:
    """The rectangle that holds the page and whatever stood on the sheet before."""
    used = sheet.used_range
    bottom, right = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    return 1, 1, max([bottom, *(row for row, _ in page.cells)]), max([right, *(column for _, column in page.cells)])


def write(sheet: xw.Sheet, cells: Mapping[Place, PageCell], box: Box) -> None:
    """Write a rectangle: what a cell holds, or nothing."""
    top, left, bottom, right = box
    block = [[content(cells.get((row, column))) for column in range(left, right + 1)] for row in range(top, bottom + 1)]
    enter(sheet.range(named(box)), block)


def content(cell: PageCell | None) -> Scalar:
    """What Excel is handed for a cell; "" is a blank one."""
    if cell is None or (cell.formula is None and cell.value is None):
        return ""
    return live(cell.formula) if cell.formula is not None else typed(cell.value)


def set_table(sheet: xw.Sheet, table: PageTable) -> None:
    """Put a table where it is wanted: without filter buttons, as sorting would move rows from under their names."""
    area = sheet.range(named((table.first_row, table.first_column, table.last_row, table.last_column)))
    if table.name in [made.name for made in sheet.tables]:
        sheet.tables[table.name].resize(area)
        return
    made = sheet.tables.add(area, name=table.name)
    made.table_style, made.show_autofilter, made.show_table_style_row_stripes = "", False, False


def set_formats(sheet: xw.Sheet, page: Page) -> None:
    """Number formats and indents of cells' own."""
    set_number_formats(sheet, page)
    indents = {
        place: (cell.indent + STYLES[cell.style].indent, STYLES[cell.style].align) for place, cell in page.cells.items() if cell.indent
    }
    for (indent, align), address in alike(indents):
        area = sheet.range(address)
        if align == "general":  # Excel draws an indent only where a side is named
            area.horizontal_alignment = "left"
        put(area.api, "indent", indent)


def set_number_formats(sheet: xw.Sheet, page: Page, again: bool = False) -> None:
    """Number formats of cells' own. A formula in a cell without one takes that of the cells it names, `again` whenever it is written."""
    formats = {place: cell.format or STYLES[cell.style].format for place, cell in page.cells.items() if cell.format or cell.formula}
    for number_format, address in alike(formats):
        if not again or number_format == NO_FORMAT:
            sheet.range(address).number_format = number_format
