"""A page that looks three years ahead as people fill it in, with openpyxl alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from kpi_xl import jobs
from kpi_xl.book.ahead_layout import ASSUMPTIONS, MILESTONES
from kpi_xl.book.layout import Table
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import Lang
from tests.book.acted import NOON, asked, days
from tests.support.workbooks import SHOP, workbook

SHEET: Mapping[Lang, str] = {"ja": "3年後の前提", "en": "Three years ahead"}
SAID = {"ja": "買い手は営業に会う前に比較を終えている", "en": "Buyers have compared everything before they meet us"}
YEAR = NOON.year


def foreseen(path: Path) -> jobs.Foreseen:
    """Run the job on a file, in place."""
    book = OpenpyxlBook.open(path)
    answer = jobs.ahead(book, now=NOON)
    book.save(path)
    return answer


def shop(folder: Path, lang: Lang, filled: bool = True) -> Path:
    """The shop, whose sales are 1,000,000, with the page; filled in it has four assumptions and a typed milestone."""
    path = workbook(folder / f"{lang}.xlsx", SHOP[lang], asked(lang), None, lang)
    foreseen(path)
    if filled:
        visitors, rate = (str(row["name"]) for row in SHOP[lang][1:3])
        put(path, lang, ASSUMPTIONS, 0, assumption=SAID[lang], checked=days(-120), state="holds", kpi_1=visitors, sign=SAID[lang])
        put(path, lang, ASSUMPTIONS, 1, assumption="AI", checked=days(-1), state="fell", kpi_1=visitors, kpi_2=rate, response=SAID[lang])
        put(path, lang, ASSUMPTIONS, 2, assumption="EU", kpi_1=rate)
        put(path, lang, ASSUMPTIONS, 3, assumption="trust", checked=days(-120), state="holds")
        put(path, lang, MILESTONES, 2, value=2_000_000.0)
        foreseen(path)
    return path


def put(path: Path, lang: Lang, table: Table, row: int, **cells: Any) -> None:
    """Type into a row of a table, counted from 0."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET[lang]]
    left, top, _, _ = openpyxl.utils.range_boundaries(sheet.tables[table.name].ref)
    keys = [column.key for column in table.columns]
    for key, value in cells.items():
        choices = table.column(key).choices
        sheet.cell(top + 1 + row, left + keys.index(key)).value = choices[value].say(lang) if choices else value
    book.save(path)


def shown(path: Path, lang: Lang, table: Table) -> list[dict[str, Any]]:
    """What every row of a table shows."""
    sheet = openpyxl.load_workbook(path, data_only=True)[SHEET[lang]]
    left, top, _, bottom = openpyxl.utils.range_boundaries(sheet.tables[table.name].ref)
    return [{column.key: sheet.cell(row, left + at).value for at, column in enumerate(table.columns)} for row in range(top + 1, bottom + 1)]
