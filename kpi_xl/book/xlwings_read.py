"""Read an open workbook as addresses, values and formulas: a block a call.

Knows what Excel hands over. Does not know what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import xlwings as xw

from kpi_xl.book.xlwings_areas import corners, named
from kpi_xl.book.xlwings_native import has, put, take, troubles
from kpi_xl.book.xlwings_text import filed
from kpi_xl.calc.cells import Address, ExcelError, Formula, TableArea, Value

ERRORS: Mapping[int, str] = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826240: "#BLOCKED!",
    -2146826239: "#UNKNOWN!",
    -2146826238: "#FIELD!",
    -2146826237: "#CALC!",
}
"""Errors as COM hands them over: whole numbers, while a cell's number arrives as a float."""

OWN_ROW = re.compile(r"(?P<table>[^\W\d][\w.]*)?\[@(?:\[(?P<boxed>(?:'.|[^\[\]'])+)\]|(?P<bare>(?:'.|[^\[\]'@])+))\]|\"(?:[^\"]|\"\")*\"")


class Block(NamedTuple):
    """A rectangle of a sheet with what it holds."""

    row: int
    column: int
    values: list[list[Any]]
    formulas: list[list[Any]]


def read_sheet(sheet: xw.Sheet, tables: Mapping[str, TableArea]) -> dict[Address, Value | Formula]:
    """Every non-empty cell of a sheet."""
    used, name = sheet.used_range, sheet.name
    block = Block(used.row, used.column, grid(take(used.api, "value")), grid(formulas(used)))
    here = [area for area in tables.values() if area.sheet == name]
    found: dict[Address, Value | Formula] = {}
    for at, (values, texts) in enumerate(zip(block.values, block.formulas, strict=True), block.row):
        for column, (value, text) in enumerate(zip(values, texts, strict=True), block.column):
            shown, place = plain(value), Address(name, at, column)
            if is_formula(text, shown):
                found[place] = Formula(filed(own_row(text, place, here)), shown)
            elif shown not in (None, ""):
                found[place] = shown
    return found | spread(used, found)


def formulas(area: xw.Range) -> Any:
    """An area's formulas; Excel before 2021 knows no formulas that spill, so that its plain ones are the same."""
    with suppress(*troubles()):
        return area.formula2
    return area.formula


def enter(area: xw.Range, what: Any) -> None:
    """Type a formula, or a block of contents, into an area.

    Whether Excel knows formulas that spill is asked of one cell: xlwings tries for ever to set what Excel lacks. Excel itself is handed
    the block: through xlwings' converters each costs thirty calls more, and there is nothing to convert.
    """
    if not (spills(area[0, 0]) and put(area.api, "formulas", what)):
        area.formula = what


def spills(cell: xw.Range) -> bool:
    """Whether this Excel knows formulas that spill."""
    with suppress(*troubles()):
        return cell.formula2 is not None
    return False


def grid(block: Any) -> list[list[Any]]:
    """A block as rows, also where Excel hands over a single cell."""
    if not isinstance(block, list | tuple):
        return [[block]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in block]


def is_formula(text: Any, shown: Value) -> bool:
    """Whether what stands in a cell is a formula; a text that begins like one shows itself."""
    return isinstance(text, str) and text.startswith("=") and text != shown


def plain(value: Any) -> Value:
    """A cell's value as the port speaks of it; what a Mac hands over for a blank is nothing of ours."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int) and min(ERRORS) <= value <= max(ERRORS):
        return ExcelError(ERRORS.get(value, "#VALUE!"))
    return float(value) if isinstance(value, int | float) else None


def own_row(text: str, place: Address, tables: list[TableArea]) -> str:
    """Spell `[@column]` as a file does: with its table, which Excel leaves out inside it."""
    inside = [
        area for area in tables if area.header_row < place.row <= area.last_row and area.first_column <= place.column <= area.last_column
    ]

    def spelled(found: re.Match[str]) -> str:
        column = found["boxed"] or found["bare"]
        if not column:
            return found[0]
        return f"{found['table'] or (inside[0].name if inside else '')}[[#This Row],[{column}]]"

    return OWN_ROW.sub(spelled, text)


def spread(used: xw.Range, found: Mapping[Address, Value | Formula]) -> dict[Address, Formula]:
    """The cells of formulas that fill an area, each with its part of it; Excel for Mac does not tell."""
    more: dict[Address, Formula] = {}
    sheet = used.sheet
    for area in filled(used) if has("spill") and any(isinstance(content, Formula) for content in found.values()) else ():
        top, left, bottom, right = area
        first = found.get(Address(sheet.name, top, left))
        if isinstance(first, Formula) and (top, left) != (bottom, right):
            text = first.text.removeprefix("=")
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    place = Address(sheet.name, row, column)
                    part = first.text if (row, column) == (top, left) else f"=INDEX({text},{row - top + 1},{column - left + 1})"
                    content = found.get(place)
                    more[place] = Formula(part, content.cached if isinstance(content, Formula) else content)
    return more


def filled(area: xw.Range) -> Iterator[tuple[int, int, int, int]]:
    """Yield the areas that one formula fills: what is not filled by one is halved until it is, or by none."""
    spills, arrays = take(area.api, "spills"), area.has_array
    if not (spills or arrays or spills is None or arrays is None):
        return
    (height, width), top, left = area.shape, area.row, area.column
    if spills or arrays:
        found = corners(take(area.sheet.range((top, left)).api, "spill" if spills else "array"))
        if found[2] >= top + height - 1 and found[3] >= left + width - 1:
            yield found
            return
    tall = height >= width
    half = (height if tall else width) // 2
    first = (top, left, top + half - 1, left + width - 1) if tall else (top, left, top + height - 1, left + half - 1)
    second = (top + half, left, top + height - 1, left + width - 1) if tall else (top, left + half, top + height - 1, left + width - 1)
    yield from dict.fromkeys(box for part in (first, second) for box in filled(area.sheet.range(named(part))))


def read_tables(sheets: Mapping[str, xw.Sheet]) -> Iterator[TableArea]:
    """Yield every Excel table."""
    for name, sheet in sheets.items():
        for table in sheet.tables:
            area, titles = table.range, table.show_headers
            top, left, (height, width) = area.row, area.column, area.shape
            heads = (
                grid(take(sheet.range(named((top, left, top, left + width - 1))).api, "value"))[0]
                if titles
                else [f"Column{at + 1}" for at in range(width)]
            )
            bottom, totals = top + height - 1, bool(table.show_totals)
            yield TableArea(
                table.name,
                name,
                top if titles else top - 1,
                top + titles,
                bottom - totals,
                left,
                tuple(str(head) for head in heads),
                totals,
            )
