"""The run log keeps a row per run and scenario, whatever people do to it, and it is all that a run changes where nothing else did."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest

import kpi_xl
from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.run_entry import serial
from kpi_xl.book.run_log import MOST, Entry, kept
from kpi_xl.book.templates import template_path
from kpi_xl.labels import LANGS, Lang
from tests.book.test_scenario_page import TABS, goals
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, workbook

SHEET = {"ja": "実行記録", "en": "Run log"}
TREE = {"ja": "KPIツリー", "en": "KPI Tree"}
HEADER = 5
NOTE = 10
MONDAY = datetime(2026, 11, 23, 9, 30)
SAID = {"ja": ("最初の記録", "変更なし", "新しいシナリオ"), "en": ("First entry", "Nothing", "New scenario")}


def shop(path: Path, lang: Lang = "ja") -> bytes:
    return workbook(path / f"{lang}.xlsx", SHOP[lang], goals(lang), {"strategy": "least_effort"}, lang).read_bytes()


def run(content: bytes, days: int = 0, edit: Callable[[OpenpyxlBook], None] | None = None, strategy: str | None = None) -> bytes:
    book = OpenpyxlBook.load(content)
    if edit:
        edit(book)
    jobs.solve(book, strategy, now=MONDAY + timedelta(days=days))
    return book.to_bytes()


def log(content: bytes, lang: Lang = "ja") -> list[tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[SHEET[lang]]
    return [row[:11] for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_is_a_row_per_scenario_with_the_clocks_time(lang: Lang, tmp_path: Path) -> None:
    content = run(shop(tmp_path, lang))
    words = ("月間売上", "到達", "負担最小") if lang == "ja" else ("Sales ", "Reached", "Least effort")
    for row, tab, goal, shown in zip(log(content, lang), TABS[lang], (1_500_000, 3_000_000), ("1", "3"), strict=True):
        assert row[:2] == (MONDAY, tab)
        assert row[2].startswith(words[0])
        assert shown in row[2]
        assert (row[3], row[6], row[7:]) == (words[1], 3, (words[2], SAID[lang][0], None, kpi_xl.__version__))
        assert row[4:6] == pytest.approx((1_000_000, goal), rel=1e-9)
    cell = openpyxl.load_workbook(io.BytesIO(content))[SHEET[lang]].cell(HEADER + 1, 1)
    assert cell.number_format == ("yyyy/m/d h:mm" if lang == "ja" else "yyyy-mm-dd h:mm")


def test_a_moment_is_kept_as_the_wall_clock_shows_it() -> None:
    tokyo = datetime(2026, 1, 1, 18, 0, 0, 999, tzinfo=timezone(timedelta(hours=9)))
    assert serial(tokyo) == serial(datetime(2026, 1, 1, 18)) == 46023.75  # Excel: DATE(2026,1,1)+TIME(18,0,0)


@pytest.mark.parametrize("lang", LANGS)
def test_the_newest_run_stands_on_top_and_earlier_rows_stay_as_they_were(lang: Lang, tmp_path: Path) -> None:
    first = run(shop(tmp_path, lang))
    second = run(first, days=1)
    third = run(second, days=2)
    rows = log(third, lang)
    assert [row[0] for row in rows] == [MONDAY + timedelta(days=days) for days in (2, 2, 1, 1, 0, 0)]
    assert rows[2:] == log(second, lang)
    assert rows[4:] == log(first, lang)
    assert [row[8] for row in rows] == [SAID[lang][1]] * 4 + [SAID[lang][0]] * 2


def typed(row: int, column: int, value: float | str, sheet: str = TREE["ja"]) -> Callable[[OpenpyxlBook], None]:
    return lambda book: book.set_cell(sheet, row, column, value)


CHANGES = {
    "上限・下限を変更": typed(6, 7, 0.04),
    "個別目標（逆算前）を変更": typed(5, 8, 8000.0),
    "難易度を変更": typed(5, 9, 2.0),
    "固定の数値、固定を変更": typed(7, 12, "はい"),
    "改善方向を変更": typed(5, 5, "小さいほど良い"),
    "合意値を変更": lambda book: book.set_cell("必達目標", found(book, "訪問者数")[0], found(book, "合意値")[1], 5500.0),
}


def found(book: OpenpyxlBook, words: str) -> tuple[int, int]:
    """Row and column of the one cell of the must-achieve tab that says this."""
    ((row, column),) = ((at.row, at.column) for at, value in book.contents().items() if at.sheet == "必達目標" and value == words)
    return row, column


@pytest.mark.parametrize("words", CHANGES)
def test_it_says_which_kind_of_input_was_changed(words: str, tmp_path: Path) -> None:
    found = log(run(run(shop(tmp_path)), 1, CHANGES[words]))[0][8]
    assert words in found.replace("現状値、", "")  # a number that is locked is no baseline of a lever any more


def test_a_baseline_says_what_the_kgi_and_the_goal_were(tmp_path: Path) -> None:
    row = log(run(run(shop(tmp_path)), 1, typed(5, 3, 6000.0)))[0]
    assert row[8] == ("目標：月間売上 150.00万円/月 → 月間売上 180.00万円/月 / 現状のKGI：100.00万円/月 → 120.00万円/月 / 現状値を変更")


def test_another_strategy_and_another_outcome_are_named(tmp_path: Path) -> None:
    content = shop(tmp_path, "en")

    def bounded(book: OpenpyxlBook) -> None:
        for row, high in ((5, 5500.0), (6, 0.021), (7, 10_100.0)):
            book.set_cell(TREE["en"], row, 7, high)

    row = log(run(run(content), 1, bounded, "equal_ratio"), "en")[0]
    assert row[8] == "Strategy: Least effort → Equal ratio / Bounds edited / Outcome: Reached → Out of reach"


def test_sorting_the_rows_or_a_note_without_a_date_breaks_nothing(tmp_path: Path) -> None:
    content = run(run(shop(tmp_path)), 1)
    users = openpyxl.load_workbook(io.BytesIO(content))
    sheet = users["実行記録"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER + 1, max_row=HEADER + 4)]
    rows[0][NOTE - 1], rows[3][NOTE - 1] = "役員会で報告", 42
    for at, row in enumerate(reversed(rows), HEADER + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    sheet.cell(HEADER + 5, NOTE).value = "下に書いたメモ"
    users.save(tmp_path / "sorted.xlsx")
    found = log(run((tmp_path / "sorted.xlsx").read_bytes(), 2))
    assert [(row[0] and row[0].day, row[1], row[9]) for row in found] == [
        (25, "必達目標", None),
        (25, "挑戦目標", None),
        (24, "挑戦目標", None),
        (24, "必達目標", "役員会で報告"),
        (None, None, "下に書いたメモ"),
        (23, "挑戦目標", 42),
        (23, "必達目標", None),
    ]
    assert [row[8] for row in found[:2]] == ["変更なし"] * 2


def test_a_scenario_that_is_renamed_or_gone_keeps_its_rows(tmp_path: Path) -> None:
    def renamed(book: OpenpyxlBook) -> None:
        book.set_cell("目標", 2, 3, "約束")
        book.set_cell("目標", 3, 1, "いいえ")

    found = log(run(run(shop(tmp_path)), 1, renamed))
    assert [(row[1], row[8]) for row in found] == [("約束", "新しいシナリオ"), ("必達目標", "最初の記録"), ("挑戦目標", "最初の記録")]


def test_rows_that_people_insert_above_and_columns_they_insert_between_are_followed(tmp_path: Path) -> None:
    content = run(shop(tmp_path))
    book = OpenpyxlBook.load(content)
    for (sheet, name), refers_to in list(book.names().items()):
        if name.startswith("_kpi_xl_log_"):
            at = openpyxl.utils.cell.range_boundaries(refers_to.rpartition("!")[2].replace("$", ""))
            moved = f"${openpyxl.utils.get_column_letter(at[0] + 1)}${at[1] + 2}"
            book.define(name, f"{refers_to.rpartition('!')[0]}!{moved}", sheet, hidden=True)
    old = {at: value for at, value in book.contents().items() if at.sheet == "実行記録" and at.row >= HEADER}
    for at in old:
        book.set_cell(at.sheet, at.row, at.column, None)
    for at, value in old.items():
        book.set_cell(at.sheet, at.row + 2, at.column + 1, value)
    assert log(run(book.to_bytes(), 1))[2:] == log(content)


def test_two_hundred_rows_are_kept_and_notes_outlive_the_others() -> None:
    entries = [Entry(at=float(day), scenario="S", note="!" if day in (1, 2) else None) for day in range(MOST + 10, 0, -1)]
    left = kept(entries)
    assert len(left) == MOST
    assert [entry.at for entry in left[-3:]] == [13.0, 2.0, 1.0]
    assert kept([replace(entry, note="!") for entry in entries]) == tuple(replace(entry, note="!") for entry in entries[:MOST])


@pytest.mark.parametrize("lang", LANGS)
def test_a_log_of_more_runs_than_it_keeps_says_so_and_drops_the_oldest(lang: Lang, tmp_path: Path) -> None:
    content = run(shop(tmp_path, lang))
    book = OpenpyxlBook.load(content)
    for row in range(HEADER + 3, HEADER + 1 + MOST):
        book.set_cell(SHEET[lang], row, 1, 40_000.0)
    content = run(book.to_bytes(), 1)
    assert len(log(content, lang)) == MOST
    words = {
        "ja": "残すのは最大200行です。超えた分は、メモのない古い行から消えます。",
        "en": "At most 200 rows are kept; beyond that the oldest without a note go first.",
    }
    assert openpyxl.load_workbook(io.BytesIO(content))[SHEET[lang]]["A3"].value == words[lang]


@pytest.mark.parametrize("source", ["shop", "template"])
def test_ten_runs_in_place_change_nothing_but_the_run_log(source: str, tmp_path: Path) -> None:
    content = run(shop(tmp_path) if source == "shop" else template_path("ja", "example").read_bytes())
    before = parts(content)
    (sheet,) = [name for name, part in before.items() if name.startswith("xl/worksheets/sheet") and "日時".encode() in part]
    for days in range(1, 10):
        content = run(content, days)
        after = parts(content)
        assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {sheet}
    assert len(log(content)) == 20


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.libreoffice
@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_reads_the_same_dates_and_numbers(lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(run(run(shop(tmp_path, lang)), 1))
    values = recalculate([path])[path]
    for row, entry in enumerate(log(path.read_bytes(), lang), HEADER + 1):
        for letters, ours in zip("ABCDEFGHIJK", entry, strict=True):
            assert values.get(f"{SHEET[lang]}!{letters}{row}") == (pytest.approx(ours, rel=1e-12) if isinstance(ours, float) else ours)
