"""Workbooks full of what people have in theirs, and packages opened and put together by hand."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from kpi_xl import labels
from kpi_xl.book.layout import GOALS, KPIS, Table
from kpi_xl.book.package import sheet_parts
from tests.support.added import ADDED, Made, related
from tests.support.drawn import DRAWN, Draw
from tests.support.workbooks import SHOP, Row

__all__ = ["foremost", "loaded", "parts", "related", "settled", "shop", "table", "write"]


TARGETS: tuple[Row, ...] = (
    {"scenario": "必達目標", "kpi": "売上", "kind": "現状比（倍）", "amount": 1.5},
    {"scenario": "挑戦目標", "kpi": "売上", "kind": "現状比（倍）", "amount": 2},
)


def shop(path: Path, full: bool = True, draw: Sequence[Draw] = (), **options: object) -> Path:
    """The shop of four rows as XlsxWriter writes it, between sheets of the user's with what is to be drawn on the first."""
    with xlsxwriter.Workbook(path, options) as book:
        report = book.add_worksheet("報告")
        tree, goals = table(book, KPIS, SHOP["ja"]), table(book, GOALS, TARGETS)
        column = [each.key for each in KPIS.columns].index("baseline")
        for number, row in enumerate(SHOP["ja"], start=2):
            book.define_name(str(row["name"]), f"='{tree.name}'!${chr(65 + column)}${number}")
        report.write_formula("A1", "=売上/2", None, 500000)
        report.write_formula("A2", "=1/3", None, 0.33333333333333331)
        report.write_formula("A3", '=IF(A1>0,"良","否")', None, "良")
        report.write_column("F1", [3, 1, 2])
        for each in [draw for name, draw in DRAWN.items() if name != "hidden sheets"] if full else draw:
            each(book, report, path.parent)
        goals.set_selection("B2")
        book.add_worksheet("後").write("A1", "最後")
        book.define_name("報告!手元", "=報告!$A$1")
        book.define_name("後!末尾", "=後!$A$1")
    return path


def table(book: xlsxwriter.Workbook, kind: Table, rows: tuple[Row, ...]) -> xlsxwriter.Workbook.worksheet_class:
    """One of our input tables on a sheet of its own."""
    sheet = book.add_worksheet(kind.sheet.ja)
    values = [[row.get(column.key) for column in kind.columns] for row in rows]
    columns = [{"header": column.label.ja} for column in kind.columns]
    sheet.add_table(0, 0, len(rows), len(columns) - 1, {"name": kind.name, "columns": columns, "autofilter": False})
    for at, row in enumerate(values, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(at, place, value, None, 1000000)
            elif value is not None:
                sheet.write(at, place, value)
    return sheet


def parts(path: Path | str) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def settled(path: Path | str) -> dict[str, bytes]:
    """Every part that a second run leaves as it is: all but the log of runs."""
    with zipfile.ZipFile(path) as package:
        log = {part for sheet, part in sheet_parts(package).items() if sheet in (labels.RUN_LOG.ja, labels.RUN_LOG.en)}
    return {name: content for name, content in parts(path).items() if name not in log}


def foremost(path: Path, sheet: str) -> dict[str, bytes]:
    """The parts of a workbook in which one sheet's is called the first."""
    with zipfile.ZipFile(path) as package:
        own = posixpath.basename(sheet_parts(package)[sheet])
    swap = {own.encode(): b"sheet1.xml", b"sheet1.xml": own.encode()}

    def swapped(text: bytes) -> bytes:
        return re.sub(rb"\bsheet\d+\.xml\b", lambda name: swap.get(name[0], name[0]), text)

    lists = (".rels", "[Content_Types].xml")
    return {
        swapped(name.encode()).decode() if "worksheets/" in name else name: swapped(part) if name.endswith(lists) else part
        for name, part in parts(path).items()
    }


def write(path: Path, made: Made) -> Path:
    """A package from its parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
    return path


def loaded(path: Path) -> Path:
    """The shop with all that can be drawn, and with all the parts that only Excel or an add-in makes; every formula has its result."""
    made: Made = parts(shop(path))
    for name, add in ADDED.items():
        made = made if name == "formulas never calculated" else add(made)
    return write(path, made)
