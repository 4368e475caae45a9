"""A page as a sheet part: its rows, and what stands around them in the order that the schema asks for.

Knows pages and how a sheet spells them. Does not know the other parts of a package, but for the relations by which it names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from kpi_xl.book.calculated import text
from kpi_xl.book.cell_graft import clean
from kpi_xl.book.excel_rules import ERROR, MARGINS, PAPERS, PROMPT, TITLE
from kpi_xl.book.page import Choices, Name, Page, Rule
from kpi_xl.book.painted_sheet import PaintedSheet, corners
from kpi_xl.book.row_xml import rows_xml
from kpi_xl.book.splice import OFFICE
from kpi_xl.book.style_graft import StyleGraft
from kpi_xl.book.styles import ROW_HEIGHT, STYLES
from kpi_xl.calc.cells import column_letters, quoted_sheet

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
UNSAID_WIDTH = 13.0
"""Of a column that is only grouped or hidden."""


def sheet_xml(sheet: PaintedSheet, looks: StyleGraft, drawing: str | None, tables: Iterable[str]) -> bytes:
    """Return a sheet part.

    Parameters
    ----------
    looks
        Where the numbers of its looks come from.
    drawing, tables
        The relations by which it names its drawing and its tables.
    """
    return b"".join(
        (
            f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}">'.encode(),
            "".join(head(sheet)).encode(),
            b"<sheetData>",
            *rows_xml(sheet, looks),
            b"</sheetData>",
            "".join(tail(sheet, looks, drawing, list(tables))).encode(),
            b"</worksheet>",
        )
    )


def head(sheet: PaintedSheet) -> Iterator[str]:
    """Yield what stands before the rows."""
    page = sheet.page
    fill = STYLES[page.tab].fill
    colour = f'<tabColor rgb="00{fill}"/>' if fill else ""
    yield f'<sheetPr>{colour}<outlinePr summaryBelow="1" summaryRight="1"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    ends = [*sheet.cells, *((bottom, right) for _, _, bottom, right in sheet.merged)] or [(1, 1)]
    rows, columns = zip(*ends, strict=True)
    yield f'<dimension ref="{column_letters(min(columns))}{min(rows)}:{column_letters(max(columns))}{max(rows)}"/>'
    shown = {"showGridLines": int(page.gridlines), **({"tabSelected": 1} if sheet.selected else {}), "zoomScale": page.zoom}
    yield f'<sheetViews><sheetView{attributes(shown)} workbookViewId="0">{"".join(panes(page))}</sheetView></sheetViews>'
    depth = ' outlineLevelCol="1"' if page.groups else ""
    yield f'<sheetFormatPr baseColWidth="8" defaultRowHeight="{ROW_HEIGHT[page.lang]:g}"{depth}/>'
    if made := "".join(columns_xml(page)):
        yield f"<cols>{made}</cols>"


def panes(page: Page) -> Iterator[str]:
    """Yield what scrolls and what stays, and the cell a reader begins in."""
    row, column, *_ = corners(page.frozen or "A1")
    if (row, column) == (1, 1):
        yield '<selection activeCell="A1" sqref="A1"/>'
        return
    active = "bottomRight" if row > 1 and column > 1 else "bottomLeft" if row > 1 else "topRight"
    split = {**({"xSplit": column - 1} if column > 1 else {}), **({"ySplit": row - 1} if row > 1 else {})}
    yield f"<pane{attributes({**split, 'topLeftCell': page.frozen, 'activePane': active, 'state': 'frozen'})}/>"
    if active == "bottomRight":
        yield '<selection pane="topRight"/><selection pane="bottomLeft"/>'
    yield f'<selection pane="{active}" activeCell="A1" sqref="A1"/>'


def columns_xml(page: Page) -> Iterator[str]:
    """Yield every column that is wide, grouped or hidden in a way of its own."""
    said: dict[int, dict[str, object]] = {column: {"width": f"{width:.12g}"} for column, width in page.widths.items()}
    for group in page.groups:
        for column in range(group.first, group.last + 1):
            said.setdefault(column, {}).update({"outlineLevel": 1, **({"hidden": 1} if group.collapsed else {})})
        if group.collapsed:
            said.setdefault(group.last + 1, {})["collapsed"] = 1
    for column in page.hidden_columns:
        said.setdefault(column, {})["hidden"] = 1
    for column, more in sorted(said.items()):
        yield f"<col{attributes({'min': column, 'max': column, 'width': f'{UNSAID_WIDTH:g}', **more, 'customWidth': 1})}/>"


def tail(sheet: PaintedSheet, looks: StyleGraft, drawing: str | None, tables: list[str]) -> Iterator[str]:
    """Yield what stands behind the rows."""
    page = sheet.page
    if page.merges:
        merges = "".join(f'<mergeCell ref="{area}"/>' for area in page.merges)
        yield f'<mergeCells count="{len(page.merges)}">{merges}</mergeCells>'
    yield from rules_xml(page.rules, looks)
    if page.choices:
        yield f'<dataValidations count="{len(page.choices)}">{"".join(map(choices_xml, page.choices))}</dataValidations>'
    links = [(place, cell.link) for place, cell in sorted(sheet.cells.items()) if cell.link is not None]
    if links:
        made = (f"<hyperlink{attributes({'ref': f'{column_letters(column)}{row}', 'location': link})}/>" for (row, column), link in links)
        yield f"<hyperlinks>{''.join(made)}</hyperlinks>"
    yield '<printOptions horizontalCentered="1"/>'
    yield f"<pageMargins{attributes(MARGINS)}/>"
    paper = {"paperSize": PAPERS[page.paper], "fitToWidth": 1, "fitToHeight": int(page.one_page), "orientation": "landscape"}
    yield f"<pageSetup{attributes(paper)}/>"
    yield "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
    if drawing:
        yield f'<drawing r:id="{drawing}"/>'
    if tables:
        yield f'<tableParts count="{len(tables)}">{"".join(f"<tablePart r:id={quoteattr(id_)}/>" for id_ in tables)}</tableParts>'


def rules_xml(rules: Iterable[Rule], looks: StyleGraft) -> Iterator[str]:
    """Yield the live formats, those of one area together; the earlier ones win, whatever their areas."""
    areas: dict[str, list[str]] = {}
    for priority, rule in enumerate(rules, 1):
        said = {"type": "expression", "dxfId": looks.live(rule.look, rule.format), "priority": priority}
        stops = {"stopIfTrue": 1} if rule.stop else {}
        made = f"<cfRule{attributes({**said, **stops})}><formula>{clean(rule.formula.removeprefix('='))}</formula></cfRule>"
        areas.setdefault(rule.area, []).append(made)
    for area, together in areas.items():
        yield f"<conditionalFormatting{attributes({'sqref': area})}>{''.join(together)}</conditionalFormatting>"


def choices_xml(choices: Choices) -> str:
    """Return a drop-down, two ends of a number, or a prompt alone."""
    source = text(",".join(choices.source)) if isinstance(choices.source, tuple) else choices.source
    low, high = (f"{end:g}" for end in choices.between) if choices.between else ((source or "").removeprefix("="), "")
    said: dict[str, object] = {
        **({"type": "decimal", "operator": "between"} if choices.between else {"type": "list"} if source else {}),
        "allowBlank": 1,
        **({"showInputMessage": 1} if choices.prompt or choices.prompt_title else {}),
        **({"showErrorMessage": 1, "error": choices.error[:ERROR]} if choices.error else {}),
        **({"promptTitle": choices.prompt_title[:TITLE]} if choices.prompt_title else {}),
        **({"prompt": choices.prompt[:PROMPT]} if choices.prompt else {}),
        "sqref": choices.area,
    }
    formulas = "".join(f"<formula{place}>{clean(end)}</formula{place}>" for place, end in enumerate((low, high), 1) if end)
    return f"<dataValidation{attributes(said)}>{formulas}</dataValidation>"


def sheet_names(sheet: PaintedSheet) -> dict[str, Name]:
    """Return every name that belongs to the sheet, with those by which Excel knows what to print."""
    page, here = sheet.page, quoted_sheet(sheet.page.sheet)
    made = dict(sheet.names)
    if page.title_rows:
        first, _, last = page.title_rows.partition(":")
        made["_xlnm.Print_Titles"] = Name("_xlnm.Print_Titles", f"{here}!${first}:${last}")
    if page.print_area:
        top, left, bottom, right = corners(page.print_area)
        area = f"${column_letters(left)}${top}:${column_letters(right)}${bottom}"
        made["_xlnm.Print_Area"] = Name("_xlnm.Print_Area", f"{here}!{area}")
    return {name: replace(each, refers_to=each.refers_to.removeprefix("=")) for name, each in made.items()}


def attributes(said: Mapping[str, object]) -> str:
    """Return attributes as XML writes them."""
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in said.items())
