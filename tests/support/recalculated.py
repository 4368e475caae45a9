"""What other programs compute for every formula of a workbook, against the values stored beside the formulas.

Knows values. Does not know which program computed them, nor what a workbook is about.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import formualizer
import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from kpi_xl.book import layout
from kpi_xl.book.port import MARKER
from tests.support.libreoffice import Value, Values, read_values

TABLES = {table.name for table in layout.TABLES}
RELATIVE, ABSOLUTE = 1e-9, 1e-12
COLUMN = re.compile(r"(\w+)\[([^\[\]]+)\]")
TEXTS = re.compile(r'"((?:[^"]|"")*)"')
ROWS = re.compile(r'(?:[^";{}]|"(?:[^"]|"")*")+')
OWN_WAY = re.compile(r"\b(?:FORMULATEXT|TEXT)\(")
"""Functions that formualizer computes in its own way: it puts blanks into formulas, and knows no number format of several parts."""

DAY_ZERO = datetime(1899, 12, 30)


def by_formualizer(path: Path) -> Values:
    """Every non-empty cell after formualizer computed every formula from nothing: it reads formulas as strictly as Excel does."""
    with tempfile.TemporaryDirectory(prefix="kpi_xl_fz_") as room:
        copy = simplified(path, Path(room) / "book.xlsx")
        formualizer.recalculate_xlsx_file(str(copy))
        return read_values(copy)


def simplified(path: Path, target: Path) -> Path:
    """Write a copy that formualizer understands: what it computes in its own way stands there as its stored value."""
    book, (stored, ours) = openpyxl.load_workbook(path), kept(path)
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
        place = f"{cell.parent.title}!{cell.coordinate}"
        if place not in ours or OWN_WAY.search(ours[place]):
            cell.value = stored.get(place)
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    for column in (column for sheet in book.worksheets for table in sheet.tables.values() for column in table.tableColumns):
        column.calculatedColumnFormula = column.totalsRowFormula = column.totalsRowFunction = None
    for sheet in book.chartsheets:  # openpyxl cannot save them beside names
        book.remove(sheet)
    name_cells(book)
    book.save(target)
    return target


def name_cells(book: openpyxl.Workbook) -> None:
    """Make every name a name of cells: formualizer refuses those of a table's column, and tables written as text."""
    tables = {table.name: table for sheet in book.worksheets for table in sheet.tables.values()}
    homes = {table: sheet.title for sheet in book.worksheets for table in sheet.tables}
    for name in book.defined_names.values():
        if (column := COLUMN.fullmatch(name.value)) and column[1] in tables:
            left, top, _, bottom = range_boundaries(tables[column[1]].ref)
            letter = get_column_letter(left + [each.name for each in tables[column[1]].tableColumns].index(column[2]))
            name.value = f"'{homes[column[1]]}'!${letter}${top + 1}:${letter}${bottom}"
        elif name.value.startswith("{"):
            rows = [TEXTS.findall(row) for row in ROWS.findall(name.value)]
            sheet = book.create_sheet(f"_{name.name}"[:31])
            for row in rows:
                sheet.append([text.replace('""', '"') for text in row])
            name.value = f"'{sheet.title}'!$A$1:${get_column_letter(len(rows[0]))}${len(rows)}"


def kept(path: Path) -> tuple[Values, Mapping[str, str]]:
    """The stored values of a workbook, and the formulas on the sheets that are ours."""
    return _kept(path, path.stat().st_mtime_ns)


@cache
def _kept(path: Path, _: int) -> tuple[Values, Mapping[str, str]]:
    return read_values(path), dict(formulas(path))


def formulas(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every formula on the sheets we read and write; what people have elsewhere is theirs."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        if MARKER in sheet.defined_names or any(table in TABLES for table in sheet.tables):
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                yield f"{sheet.title}!{cell.coordinate}", str(cell.value)


def differences(path: Path, theirs: Mapping[str, Value]) -> list[str]:
    """Return a sentence for each formula whose stored value is not what another program computes, or is an error."""
    stored, ours = kept(path)
    return [
        f"{place} {formula[:80]}: stored {stored.get(place)!r}, computed {theirs.get(place)!r}"
        for place, formula in ours.items()
        if not same(stored.get(place), theirs.get(place)) or str(stored.get(place)).startswith("#")
    ]


def same(ours: object, theirs: object) -> bool:
    """Whether two values of a cell are one: numbers within rounding, blank and empty text alike."""
    one, other = plain(ours), plain(theirs)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return one == other


def plain(value: object) -> object:
    """A value as a number, a text or None; a date is its number of days."""
    if isinstance(value, datetime):
        return (value - DAY_ZERO).total_seconds() / 86400
    return float(value) if isinstance(value, bool | int | float) else value or None
