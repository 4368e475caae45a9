"""What Excel wants of a sheet: its cells, sizes, merges, tables, choices and links.

Knows one sheet after the other. Does not know formulas.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from tests.support.excel_formulas import Found
from tests.support.excel_package import CELL, MAIN, OFFICE, Area, Package, Sheet, said
from tests.support.excel_parts import twice

LONGEST_TEXT, WIDEST, HIGHEST, OUTLINES = 32_767, 255, 409.5, 7
LONGEST_CHOICES, LONGEST_LINK = 255, 2083
SAID = {"errorTitle": 32, "promptTitle": 32, "error": 255, "prompt": 255}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def out_of_order(package: Package) -> Found:
    """Rows and their cells come in order, each once."""
    for sheet in package.sheets:
        rows = [int(row.get("r", 0)) for row in sheet.root.iter(f"{MAIN}row")]
        if rows != sorted(set(rows)):
            yield sheet.name, "rows"
        for row in sheet.root.iter(f"{MAIN}row"):
            places = [Area.of(cell.get("r", "A1")) for cell in row.iter(f"{MAIN}c")]
            columns = [place.left for place in places]
            if columns != sorted(set(columns)) or any(place.top != int(row.get("r", 0)) for place in places):
                yield f"{sheet.name}!{row.get('r')}", "cells"


def not_a_value(package: Package) -> Found:
    """A number is finite; a yes or no is 1 or 0."""
    for sheet in package.sheets:
        for place, cell in sheet.cells():
            text = cell.findtext(f"{MAIN}v")
            if text and not {"n": finite, "b": ("0", "1").__contains__}.get(cell.get("t", "n"), bool)(text):
                yield f"{sheet.name}!{place}", text


def finite(text: str) -> bool:
    """Whether a text is a number Excel can hold."""
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False


def text_length(package: Package) -> Found:
    for sheet in package.sheets:
        for place, cell in sheet.cells():
            text = said(cell) if cell.get("t") == "inlineStr" else cell.findtext(f"{MAIN}v") or ""
            if len(text) > LONGEST_TEXT:
                yield f"{sheet.name}!{place}", f"{len(text)} characters"
    yield from (("shared strings", f"{len(said(each))} characters") for each in package.texts if len(said(each)) > LONGEST_TEXT)


def lost_blanks(package: Package) -> Found:
    """Blanks at either end of a text are lost unless it says that they stay."""
    for where, root in [*((sheet.name, sheet.root) for sheet in package.sheets), *(("shared strings", each) for each in package.texts)]:
        for text in root.iter(f"{MAIN}t"):
            if text.text and text.text != text.text.strip(" \t\r\n") and text.get(SPACE) != "preserve":
                yield where, repr(text.text[:40])


def sizes(package: Package) -> Found:
    """Columns, rows and outlines have a largest size."""
    for sheet in package.sheets:
        for each in sheet.root.iter(f"{MAIN}col"):
            if not 0 <= float(each.get("width", 0)) <= WIDEST or int(each.get("outlineLevel", 0)) > OUTLINES:
                yield f"{sheet.name} column {each.get('min')}", str(each.attrib)
        for each in sheet.root.iter(f"{MAIN}row"):
            if not 0 <= float(each.get("ht", 0)) <= HIGHEST or int(each.get("outlineLevel", 0)) > OUTLINES:
                yield f"{sheet.name} row {each.get('r')}", str(each.attrib)


def merged(sheet: Sheet) -> list[Area]:
    """The merged areas of a sheet."""
    return [Area.of(each.get("ref", "A1")) for each in sheet.root.iter(f"{MAIN}mergeCell")]


def merges_meet(package: Package) -> Found:
    for sheet in package.sheets:
        yield from ((sheet.name, f"{one} {other}") for one, other in combinations(merged(sheet), 2) if one.meets(other))


def table_merged(package: Package) -> Found:
    for table in package.tables:
        yield from ((table.part, str(area)) for area in merged(table.sheet) if area.meets(table.area))


def tables_meet(package: Package) -> Found:
    for one, other in combinations(package.tables, 2):
        if one.sheet is other.sheet and one.area.meets(other.area):
            yield one.part, other.name


def table_id(package: Package) -> Found:
    yield from twice(table.root.get("id", "") for table in package.tables)


def table_shape(package: Package) -> Found:
    """A table is as wide as its columns are many, and has a row of data."""
    for table in package.tables:
        around = int(table.root.get("headerRowCount", 1)) + int(table.root.get("totalsRowCount", 0))
        if table.area.right - table.area.left + 1 != len(table.columns) or table.area.bottom - table.area.top + 1 <= around:
            yield table.part, f"{table.root.get('ref')} for {len(table.columns)} columns"


def table_columns(package: Package) -> Found:
    """A table's columns have names, each its own."""
    for table in package.tables:
        yield from ((table.part, word) for word, _ in twice(table.columns))
        if "" in table.columns:
            yield table.part, "a column without a name"


def table_header(package: Package) -> Found:
    """The cells above a table's columns are texts, and say what the columns are called."""
    for table in (each for each in package.tables if int(each.root.get("headerRowCount", 1))):
        cells = dict(table.sheet.cells())
        for number, name in enumerate(table.columns, table.area.left):
            place = f"{get_column_letter(number)}{table.area.top}"
            if shown(package, cells.get(place)) != unescaped(name):
                yield f"{table.sheet.name}!{place}", name


def shown(package: Package, cell: Element | None) -> str | None:
    """The text of a cell, None where it holds none."""
    if cell is None or cell.find(f"{MAIN}f") is not None:
        return None
    if cell.get("t") == "s":
        number = int(cell.findtext(f"{MAIN}v") or 0)
        return said(package.texts[number]) if number < len(package.texts) else None
    return said(cell) if cell.get("t") == "inlineStr" else None


def unescaped(name: str) -> str:
    """A column's name as the cell says it: line breaks are written _x000a_."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), name)


def choices(package: Package) -> Iterator[tuple[str, Element]]:
    """Yield every data validation and where it stands."""
    for sheet in package.sheets:
        yield from ((f"{sheet.name}!{each.get('sqref')}", each) for each in sheet.root.iter(f"{MAIN}dataValidation"))


def choice_list(package: Package) -> Found:
    """A list of choices names some, and within a length."""
    for where, each in choices(package):
        source = each.findtext(f"{MAIN}formula1") or ""
        if each.get("type") == "list" and (not source or (source.startswith('"') and len(source) - 2 > LONGEST_CHOICES)):
            yield where, f"{len(source)} characters"


def choice_words(package: Package) -> Found:
    """What a choice says to people fits its box."""
    for where, each in choices(package):
        yield from ((where, f"{key} {len(each.get(key, ''))}") for key, longest in SAID.items() if len(each.get(key, "")) > longest)


def rule_order(package: Package) -> Found:
    """Rules have an order, counted from 1."""
    for sheet in package.sheets:
        yield from ((sheet.name, "priority") for each in sheet.root.iter(f"{MAIN}cfRule") if int(each.get("priority", 0)) < 1)


def link_target(package: Package) -> Found:
    """A link within the workbook leads to a cell of a sheet, or to a name."""
    sheets = {sheet.name.casefold() for sheet in package.sheets}
    names = {each.get("name", "").casefold() for each in package.defined} | {table.name.casefold() for table in package.tables}
    for sheet in package.sheets:
        for each in sheet.root.iter(f"{MAIN}hyperlink"):
            place = each.get("location", "")
            home, _, cell = place.rpartition("!")
            home = home[1:-1].replace("''", "'") if home.startswith("'") else home
            inside = all(CELL.fullmatch(end) for end in cell.split(":")) and (not home or home.casefold() in sheets)
            if len(place) > LONGEST_LINK or (f"{OFFICE}id" not in each.attrib and not inside and cell.casefold() not in names):
                yield f"{sheet.name}!{each.get('ref')}", place
