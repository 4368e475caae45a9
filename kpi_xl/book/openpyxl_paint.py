"""Paint a page onto an openpyxl worksheet, and clear what an earlier run painted.

Knows pages and worksheets. Does not know which sheet may be painted on, nor files.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from itertools import product

from openpyxl.cell import Cell, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule as OpenpyxlRule
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.defined_name import DefinedName, DefinedNameDict
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation, DataValidationList
from openpyxl.worksheet.dimensions import DimensionHolder, SheetFormatProperties
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import ColBreak, RowBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableList, TableStyleInfo
from openpyxl.worksheet.views import SheetView, SheetViewList
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.book.calculated import text
from kpi_xl.book.excel_rules import ERROR, MARGINS, PAPERS, PROMPT, TITLE, check_choices, marker_text, natural_heights
from kpi_xl.book.openpyxl_chart import draw, erase
from kpi_xl.book.openpyxl_style import CellLooks, live
from kpi_xl.book.page import Choices, Name, Page, PageCell, PageTable, Scalar
from kpi_xl.book.port import MARKER
from kpi_xl.book.styles import ROW_HEIGHT, STYLES
from kpi_xl.calc.cells import Address
from kpi_xl.errors import NotFinite

LIKE_A_FORMULA = ("=", "+", "-", "@")


def clear(sheet: Worksheet) -> None:
    """Undo everything `paint` does. People's notes on cells and their charts stay."""
    erase(sheet)
    for cell in [cell for cell in sheet._cells.values() if not getattr(cell, "comment", None)]:
        del sheet._cells[cell.row, cell.column]
    for cell in sheet._cells.values():
        cell.value, cell.hyperlink, cell.style = None, None, "Normal"
    sheet.merged_cells = MultiCellRange()
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.data_validations = DataValidationList()
    sheet._tables = TableList()
    sheet.column_dimensions = DimensionHolder(sheet, default_factory=sheet._add_column)
    sheet.row_dimensions.clear()
    sheet.defined_names = DefinedNameDict()
    sheet._print_rows = sheet._print_cols = sheet.print_area = None  # their public setters ignore None
    sheet.row_breaks, sheet.col_breaks = RowBreak(), ColBreak()
    sheet.sheet_format = SheetFormatProperties()
    sheet.views = SheetViewList([SheetView(tabSelected=sheet.sheet_view.tabSelected, workbookViewId=0)])


def paint(sheet: Worksheet, page: Page) -> None:
    """Paint a page onto a clear sheet, with its marker if it is ours."""
    looks = CellLooks(sheet, page.lang)
    for place, cell in page.cells.items():
        if (target := sheet._cells.get(place)) is None:
            target = sheet._cells[place] = Cell(sheet, *place)
        paint_cell(target, cell, looks)
    for area in page.merges:
        merge(sheet, area, looks)
    for rule in page.rules:
        look = live(rule.look, rule.format)
        made = OpenpyxlRule("expression", dxf=look, formula=[rule.formula.removeprefix("=")], stopIfTrue=rule.stop or None)
        sheet.conditional_formatting.add(rule.area, made)
    for choices in page.choices:
        sheet.add_data_validation(validation(choices))
    for table in page.tables:
        sheet.add_table(excel_table(table))
    draw(sheet, page)
    for name in (*page.names, *([marker_name(page)] if page.ours else [])):
        sheet.defined_names[name.name] = defined(name)
    set_columns_and_rows(sheet, page)
    set_view(sheet, page)
    set_paper(sheet, page)


def paint_cell(target: Cell, cell: PageCell, looks: CellLooks) -> None:
    """Content and look; a text's quote mark belongs to the cell, not to its named style."""
    put(target, cell.value, cell.formula)
    target._style = looks.of(cell.style, cell.format, cell.indent, quoted(cell.value, cell.formula))
    if cell.link is not None:
        target.hyperlink = Hyperlink(ref=target.coordinate, location=cell.link)


def merge(sheet: Worksheet, area: str, looks: CellLooks) -> None:
    """Merge cells; the others keep nothing but the borders of the first one, where they stand at the edge."""
    left, top, right, bottom = range_boundaries(area)
    sheet.merged_cells.add(area)
    corner = sheet.cell(top, left)
    for row, column in product(range(top, bottom + 1), range(left, right + 1)):
        if (row, column) != (top, left):
            edges = {"left": column == left, "right": column == right, "top": row == top, "bottom": row == bottom}
            made = sheet._cells[row, column] = MergedCell(sheet, row, column)
            made._style = looks.edge(corner._style, tuple(side for side, is_there in edges.items() if is_there))


def set_content(target: Cell, value: Scalar, formula: str | None) -> None:
    """Put a value or a formula into a cell that keeps its look."""
    put(target, value, formula)
    if formula is None and isinstance(value, str) and value:
        target._style = copy(target._style)  # cells of a page share theirs
        target.quotePrefix = quoted(value, formula)


def put(target: Cell, value: Scalar, formula: str | None) -> None:
    """Put a value or a formula into a cell; a text stays a text, whatever it begins with, and "" is blank."""
    if formula is not None:
        content, kind = target.check_string(formula), "f"
    elif isinstance(value, str):
        content, kind = target.check_string(value) or None, "s" if value else "n"
    else:
        content, kind = finite(value, target), "b" if isinstance(value, bool) else "n"
    target._value, target.data_type = content, kind


def quoted(value: Scalar, formula: str | None) -> bool:
    """Whether a content is a text that Excel would take for a formula."""
    return formula is None and isinstance(value, str) and value.startswith(LIKE_A_FORMULA)


def finite(value: Scalar, target: Cell) -> Scalar:
    """Refuse nan and inf: a file holding one opens with a repair prompt, or shows a blank."""
    if isinstance(value, float) and not (float("-inf") < value < float("inf")):
        raise NotFinite(where=str(Address(target.parent.title, target.row, target.column)), value=value)
    return value


def validation(choices: Choices) -> DataValidation:
    """A drop-down, two ends of a number, or a prompt alone."""
    check_choices(choices)
    source = text(",".join(choices.source)) if isinstance(choices.source, tuple) else choices.source
    low, high = (f"{end:g}" for end in choices.between) if choices.between else (source and source.removeprefix("="), None)
    made = DataValidation(
        type="decimal" if choices.between else "list" if source else None,
        operator="between" if choices.between else None,
        formula1=low or None,
        formula2=high,
        allow_blank=True,
        showErrorMessage=bool(choices.error),
        error=choices.error[:ERROR] or None,
        showInputMessage=bool(choices.prompt or choices.prompt_title),
        promptTitle=choices.prompt_title[:TITLE] or None,
        prompt=choices.prompt[:PROMPT] or None,
    )
    made.add(choices.area)
    return made


def excel_table(table: PageTable) -> Table:
    """A table without filter buttons: sorting would move rows from under their names."""
    corners = (table.first_column, table.first_row), (table.last_column, table.last_row)
    made = Table(displayName=table.name, name=table.name, ref=":".join(f"{get_column_letter(x)}{y}" for x, y in corners))
    made._initialise_columns()
    made.autoFilter = None
    for column, title in zip(made.tableColumns, table.columns, strict=True):
        column.name = title
        if title in table.calculated:
            column.calculatedColumnFormula = TableFormula(attr_text=table.calculated[title].removeprefix("="))
    made.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
    return made


def widen(table: Table, headers: Sequence[str]) -> None:
    """Let a table have further columns to the right, by all its headers."""
    left, top, right, bottom = range_boundaries(table.ref)
    for place in range(right - left + 1, len(headers)):
        table.tableColumns.append(TableColumn(id=1 + max(column.id for column in table.tableColumns), name=headers[place]))
    table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(max(right, left + len(headers) - 1))}{bottom}"


def marker_name(page: Page) -> Name:
    """What says that a sheet is this page."""
    return Name(MARKER, marker_text(page), hidden=True)


def defined(name: Name) -> DefinedName:
    """A name as openpyxl's."""
    refers_to = name.refers_to.removeprefix("=")
    return DefinedName(name.name, attr_text=refers_to, hidden=name.hidden or None, comment=name.comment or None)


def set_columns_and_rows(sheet: Worksheet, page: Page) -> None:
    """Widths, heights, groups and hidden columns."""
    sheet.sheet_format.defaultRowHeight = ROW_HEIGHT[page.lang]
    for column, width in page.widths.items():
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
    for row, height in (natural_heights(page) | dict(page.heights)).items():
        sheet.row_dimensions[row].height = height
    for group in page.groups:
        for column in range(group.first, group.last + 1):
            dimension = sheet.column_dimensions[get_column_letter(column)]
            dimension.outlineLevel, dimension.hidden = 1, group.collapsed
        sheet.column_dimensions[get_column_letter(group.last + 1)].collapsed = group.collapsed
    for column in page.hidden_columns:
        sheet.column_dimensions[get_column_letter(column)].hidden = True


def set_view(sheet: Worksheet, page: Page) -> None:
    """What a reader sees on opening the tab."""
    sheet.sheet_view.showGridLines, sheet.sheet_view.zoomScale = page.gridlines, page.zoom
    sheet.freeze_panes = page.frozen
    sheet.sheet_properties.tabColor = STYLES[page.tab].fill or None


def set_paper(sheet: Worksheet, page: Page) -> None:
    """Landscape, one page wide, as many as it takes; the page's number below."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPERS[page.paper]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(page.one_page)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins, sheet.print_options.horizontalCentered = PageMargins(**MARGINS), True
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
    if page.title_rows:
        sheet.print_title_rows = page.title_rows
    if page.print_area:
        sheet.print_area = page.print_area
