"""An action plan as people fill it in, edit it and sort it, with openpyxl alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import jobs
from kpi_xl.book.action_layout import ACTIONS, TYPED
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import Lang
from tests.support.workbooks import SHOP, Row, workbook

SHEET: Mapping[Lang, str] = {"ja": "アクションプラン", "en": "Action plan"}
NOON = dt.datetime.combine(dt.date.today(), dt.time(12))
"""Today: what is stored beside =TODAY() is what other programs will compute."""

Task = Mapping[str, Any]


def days(count: int) -> dt.datetime:
    """A day so many days from today."""
    return dt.datetime.combine(dt.date.today(), dt.time()) + dt.timedelta(days=count)


def asked(lang: Lang, due: dt.datetime | None = None, times: float = 1.5) -> list[Row]:
    """Goals of 150% and 300%, due on a day."""
    words = {"ja": ("はい", "必達", "挑戦", "前年比"), "en": ("yes", "must_achieve", "stretch", "percent")}[lang]
    kind = next(column for column in _goals().columns if column.key == "kind").choices["percent"].say(lang)
    rows = ((words[1], times), (words[2], 2 * times))
    return [{"active": words[0], "role": role, "kind": kind, "amount": amount, "due": due} for role, amount in rows]  # type: ignore[dict-item]


def _goals() -> Any:
    from kpi_xl.book.layout import GOALS

    return GOALS


def planned(path: Path, **how: Any) -> jobs.Planned:
    """Run the job on a file, in place."""
    book = OpenpyxlBook.open(path)
    answer = jobs.actions(book, now=NOON, **how)
    book.save(path)
    return answer


def shop(folder: Path, lang: Lang, tasks: Sequence[Task] = (), due: dt.datetime | None = None, rows: Sequence[Row] | None = None) -> Path:
    """The shop with an action plan in whose first rows some tasks were typed, brought up to date."""
    path = workbook(folder / f"{lang}.xlsx", rows or SHOP[lang], asked(lang, due), None, lang)
    planned(path)
    if tasks:
        fill(path, lang, tasks)
        planned(path)
    return path


def fill(path: Path, lang: Lang, tasks: Sequence[Task], first: int = 0) -> None:
    """Type tasks into the table's rows, from one on; rows below the table are typed right below it."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET[lang]]
    columns = places(sheet, lang)
    top = header(sheet) + 1 + first
    for row, task in enumerate(tasks, top):
        for key, value in task.items():
            sheet.cell(row, columns[key]).value = value
            if isinstance(value, str):
                sheet.cell(row, columns[key]).data_type = "f" if value.startswith("=") else "s"
    book.save(path)


def header(sheet: Worksheet) -> int:
    """The row of the table's headers."""
    return int(openpyxl.utils.range_boundaries(sheet.tables[ACTIONS.name].ref)[1])


def places(sheet: Worksheet, lang: Lang) -> dict[str, int]:
    """Where each column stands, by key; a column of the user's by its header."""
    left, top, right, _ = openpyxl.utils.range_boundaries(sheet.tables[ACTIONS.name].ref)
    keys = {column.label.say(lang): column.key for column in ACTIONS.columns}
    return {keys.get(str(sheet.cell(top, column).value), str(sheet.cell(top, column).value)): column for column in range(left, right + 1)}


def shown(path: Path, lang: Lang) -> list[dict[str, Any]]:
    """What every row of the table shows."""
    sheet = openpyxl.load_workbook(path, data_only=True)[SHEET[lang]]
    _, top, _, bottom = openpyxl.utils.range_boundaries(sheet.tables[ACTIONS.name].ref)
    columns = places(sheet, lang)
    return [{key: sheet.cell(row, column).value for key, column in columns.items()} for row in range(top + 1, bottom + 1)]


def typed(path: Path, lang: Lang) -> list[dict[str, Any]]:
    """What people typed in every row, the numbers that rows are given aside."""
    return [{key: row[key] for key in TYPED if key != "number"} for row in shown(path, lang)]


def above(path: Path, lang: Lang) -> list[object]:
    """What the cells above the table show."""
    sheet = openpyxl.load_workbook(path, data_only=True)[SHEET[lang]]
    return [cell.value for row in sheet.iter_rows(max_row=header(sheet) - 1, max_col=11) for cell in row if cell.value is not None]
