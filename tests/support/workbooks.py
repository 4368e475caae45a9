"""Small workbooks as a user might have made them, written with openpyxl alone: nothing of ours is needed to make one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table as ExcelTable

from kpi_xl.book.layout import EFFECTS, GOALS, KPIS, SETTINGS, Table
from kpi_xl.book.settings import SETTINGS as CHOICES
from kpi_xl.labels import Lang

Cell = float | str | bool | None
Row = Mapping[str, Cell]
TOP = 3
"""The row of the headers of the KPI table."""

SHOP: Mapping[Lang, tuple[Row, ...]] = {
    "ja": (
        {"label": "月間売上", "name": "売上", "baseline": "=訪問者数*転換率*客単価", "unit": "円/月", "better": "大きいほど良い"},
        {"label": "訪問者", "name": "訪問者数", "baseline": 5000.0, "unit": "人/月", "better": "大きいほど良い", "stated": 9000.0},
        {"label": "転換率", "name": "転換率", "baseline": 0.02, "unit": "%", "better": "大きいほど良い", "high": 0.05, "stated": 0.04},
        {"label": "客単価", "name": "客単価", "baseline": 10000.0, "unit": "円", "better": "大きいほど良い"},
    ),
    "en": (
        {"label": "Sales", "name": "sales", "baseline": "=visitors*rate*price", "unit": "JPY/month", "better": "higher"},
        {"label": "Visitors", "name": "visitors", "baseline": 5000.0, "unit": "visitors/month", "better": "higher", "stated": 9000.0},
        {"label": "Rate", "name": "rate", "baseline": 0.02, "unit": "%", "better": "higher", "high": 0.05, "stated": 0.04},
        {"label": "Price", "name": "price", "baseline": 10000.0, "unit": "JPY", "better": "higher"},
    ),
}
"""A shop of four rows: monthly sales of 1,000,000 = 5,000 visitors x 2% x 10,000."""


def workbook(
    path: Path,
    rows: Sequence[Row],
    goals: Sequence[Row] = (),
    settings: Row | None = None,
    lang: Lang = "ja",
    names: bool = True,
    leave_out: Sequence[str] = (),
    effects: Sequence[Row] = (),
) -> Path:
    """Write a workbook with a KPI table and, where given, goals, effects and settings; return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = write(book, KPIS, rows, lang, TOP, leave_out)
    column = [key for key in keys(KPIS) if key not in leave_out].index("baseline")
    for number, row in enumerate(rows):
        if names and row.get("name"):
            place = f"'{sheet.title}'!${openpyxl.utils.get_column_letter(column + 1)}${TOP + 1 + number}"
            book.defined_names[str(row["name"])] = DefinedName(str(row["name"]), attr_text=place)
    if goals:
        write(book, GOALS, goals, lang)
    if effects:
        write(book, EFFECTS, effects, lang)
    if settings:
        said = {choice.key: choice.label.say(lang) for choice in CHOICES}
        write(book, SETTINGS, [{"setting": said[key], "value": value} for key, value in settings.items()], lang)
    book.save(path)
    return path


def write(book: openpyxl.Workbook, table: Table, rows: Sequence[Row], lang: Lang, top: int = 1, leave_out: Sequence[str] = ()):
    """Write one table on a sheet of its own."""
    sheet = book.create_sheet(table.sheet.say(lang))
    columns = [column for column in table.columns if column.key not in leave_out]
    for place, column in enumerate(columns, start=1):
        sheet.cell(top, place, column.label.say(lang))
        for number, row in enumerate(rows, start=1):
            sheet.cell(top + number, place, row.get(column.key))
    last = f"{openpyxl.utils.get_column_letter(len(columns))}{top + max(len(rows), 1)}"
    sheet.add_table(ExcelTable(displayName=table.name, ref=f"A{top}:{last}"))
    return sheet


def keys(table: Table) -> list[str]:
    """The keys of a table's columns."""
    return [column.key for column in table.columns]


def changed(rows: Sequence[Row], **changes: Mapping[str, Cell]) -> tuple[Row, ...]:
    """Return the rows with some cells changed: the key names the row."""
    return tuple({**row, **changes.get(str(row["name"]), {})} for row in rows)
