"""Everything a workbook holds that a reader can see or a formula can use, as plain data: two workbooks are the same if these are."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.book.xlwings_look import LOOK

SIDES = ("left", "right", "top", "bottom")


def looked_at(content: bytes) -> dict[str, dict[str, Any]]:
    """Return what is on every sheet of a saved workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: on_sheet(sheet) for sheet in book.worksheets} | {"names": {"": names(book.defined_names)}}


def on_sheet(sheet: Worksheet) -> dict[str, Any]:
    """Return what is on a sheet."""
    cells = [cell for cell in sheet._cells.values() if not isinstance(cell, MergedCell)]
    return {
        "contents": {
            cell.coordinate: (getattr(cell.value, "text", cell.value), cell.data_type) for cell in cells if cell.value is not None
        },
        "looks": {cell.coordinate: look(cell) for cell in cells if cell.style != "Normal"},
        "links": {cell.coordinate: cell.hyperlink.location for cell in cells if cell.hyperlink},
        "notes": {cell.coordinate: cell.comment.text for cell in cells if cell.comment},
        "merges": sorted(map(str, sheet.merged_cells.ranges)),
        "rules": rules(sheet),
        "choices": [choices(made) for made in sheet.data_validations.dataValidation],
        "names": names(sheet.defined_names),
        "tables": [table(made) for made in sheet.tables.values()],
        "charts": [chart(made) for made in sheet._charts],
        "columns": columns(sheet),
        "heights": (sheet.sheet_format.defaultRowHeight, heights(sheet)),
        "view": (sheet.freeze_panes, sheet.sheet_view.zoomScale, sheet.sheet_view.showGridLines, colour(sheet.sheet_properties.tabColor)),
        "paper": paper(sheet),
    }


def look(cell: Any) -> tuple[Any, ...]:
    font, fill, alignment = cell.font, cell.fill, cell.alignment
    return (
        cell.number_format,
        (font.name, font.sz, bool(font.b), font.u, colour(font.color), font.family, font.charset),
        (fill.fill_type, colour(fill.fgColor) if fill.fill_type else None),
        tuple((side.style, colour(side.color)) if (side := getattr(cell.border, name)) and side.style else None for name in SIDES),
        (alignment.horizontal or "general", alignment.vertical, bool(alignment.wrap_text), alignment.indent),
    )


def colour(found: Any) -> str | None:
    return found and str(found.rgb)[-6:]


def rules(sheet: Worksheet) -> list[tuple[Any, ...]]:
    found = [(rule.priority, str(area.sqref), rule) for area in sheet.conditional_formatting for rule in area.rules]
    return [(area, rule.formula, bool(rule.stopIfTrue), dressed(rule.dxf)) for _, area, rule in sorted(found, key=lambda one: one[0])]


def dressed(dxf: Any) -> tuple[Any, ...]:
    font, fill = dxf.font, dxf.fill
    return font and (bool(font.b), colour(font.color)), fill and colour(fill.bgColor), dxf.numFmt and dxf.numFmt.formatCode


def choices(made: Any) -> tuple[Any, ...]:
    texts = (made.promptTitle, made.prompt, made.error)
    flags = (made.allow_blank, bool(made.showInputMessage), bool(made.showErrorMessage))
    return (str(made.sqref), made.type, made.operator if made.type == "decimal" else None, made.formula1, made.formula2, *texts, *flags)


def names(found: Any) -> dict[str, tuple[Any, ...]]:
    """Return names with what they refer to, but the live adapter's own note of a page's look: a file needs none."""
    return {name: (made.attr_text, bool(made.hidden), made.comment) for name, made in sorted(found.items()) if name != LOOK}


def table(made: Any) -> tuple[Any, ...]:
    calculated = [column.calculatedColumnFormula and column.calculatedColumnFormula.attr_text for column in made.tableColumns]
    titles = [column.name for column in made.tableColumns]
    return made.displayName, made.ref, titles, calculated, made.autoFilter, made.tableStyleInfo.name, made.tableStyleInfo.showRowStripes


def chart(made: Any) -> tuple[Any, ...]:
    corner, end = made.anchor._from, made.anchor.to
    series = [(each.tx.strRef.f, each.val.numRef.f, (each.cat.strRef or each.cat.numRef).f, painted(each)) for each in made.series]
    axes = (
        made.x_axis.number_format,
        made.y_axis.number_format,
        made.x_axis.scaling.orientation,
        made.y_axis.scaling.min,
        made.x_axis.tickLblSkip,
    )
    crossing = (made.x_axis.crossesAt, made.y_axis.crosses)
    title = "".join(run.t for paragraph in made.title.tx.rich.p for run in paragraph.r)
    return (
        type(made).__name__,
        getattr(made, "barDir", None),
        made.legend is not None,
        title,
        (corner.row, corner.col, end.row, end.col),
        series,
        axes,
        crossing,
        made.visible_cells_only,
    )


def painted(series: Any) -> tuple[Any, ...]:
    line = series.spPr.ln
    shade = line.solidFill if line is not None and line.solidFill else series.spPr.solidFill
    return (
        shade and getattr(shade.srgbClr, "val", shade.srgbClr),
        line is not None and line.w,
        line is not None and line.prstDash,
        series.invertIfNegative,
        series.smooth,
    )


def columns(sheet: Worksheet) -> dict[str, tuple[Any, ...]]:
    """Widths and outline of every column that has one; openpyxl keeps those that are alike together."""
    found = {}
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.customWidth or dimension.hidden or dimension.outlineLevel or dimension.collapsed:
            width = round(dimension.width, 2) if dimension.customWidth else None
            found[letter] = (dimension.min, dimension.max, width, bool(dimension.hidden), dimension.outlineLevel, bool(dimension.collapsed))
    return found


def heights(sheet: Worksheet) -> dict[int, float]:
    """Heights that differ from the sheet's own."""
    usual = sheet.sheet_format.defaultRowHeight
    return {row: made.height for row, made in sheet.row_dimensions.items() if made.height not in (None, usual)}


def paper(sheet: Worksheet) -> tuple[Any, ...]:
    setup, margins = sheet.page_setup, sheet.page_margins
    return (
        (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage),
        tuple(round(getattr(margins, name), 3) for name in ("left", "right", "top", "bottom", "header", "footer")),
        (sheet.print_options.horizontalCentered, sheet.oddFooter.left.text, sheet.oddFooter.right.text),
        (sheet.print_title_rows, sheet.print_area),
    )
