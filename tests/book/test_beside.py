"""What people type on a page of ours beside what it says is still there after the next runs, and goes along with its KPI."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils import range_boundaries

from kpi_xl import jobs
from kpi_xl.book.beside import Typed, outside, settled
from kpi_xl.book.openpyxl_beside import moved
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import PageTable
from kpi_xl.book.templates import template_path
from kpi_xl.calc.cells import Address, Formula
from tests.book.sample import painted, sample, saved, seen

TAB = "必達目標"
BESIDE = 45
"""A column right of everything on a scenario's tab."""


def solved(path: Path) -> Path:
    book = OpenpyxlBook.open(path)
    jobs.solve(book)
    book.save(path)
    return path


@pytest.fixture
def mailed(tmp_path: Path) -> Path:
    """A solved template on which somebody typed: below the table, in a blank place of it, beside a KPI, and on the page of the tree."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(template_path("ja", "example").read_bytes())
    hand = seen(solved(path))
    row = int(hand[TAB].defined_names["成約率"].attr_text.rpartition("$")[2])
    for place, value in {(3, 2): "部長へ", (70, 1): 12.5, (row, BESIDE): f"=D{row}*2", (row, BESIDE + 1): dt.date(2026, 4, 1)}.items():
        hand[TAB].cell(*place, value)
    hand[TAB].cell(70, 1).font = Font(bold=True, color="FF00FF00")
    hand[TAB].cell(70, 1).number_format = "0.000"
    hand["ツリー図"].cell(80, 2, "=1+1")
    hand.save(path)
    return path


def test_everything_typed_survives_every_run(mailed: Path) -> None:
    for _ in range(3):
        sheets = seen(solved(mailed))
        sheet = sheets[TAB]
        row = int(sheet.defined_names["成約率"].attr_text.rpartition("$")[2])
        assert (sheet.cell(3, 2).value, sheet.cell(70, 1).value, sheet.cell(row, BESIDE).value) == ("部長へ", 12.5, f"=D{row}*2")
        assert (sheet.cell(70, 1).font.bold, sheet.cell(70, 1).number_format) == (True, "0.000")
        assert sheet.cell(row, BESIDE + 1).value == dt.datetime(2026, 4, 1)
        assert sheets["ツリー図"].cell(80, 2).value == "=1+1"


def test_a_cell_beside_a_kpi_goes_where_the_kpi_goes_and_its_formula_along(mailed: Path) -> None:
    hand = seen(mailed)
    before = int(hand[TAB].defined_names["成約率"].attr_text.rpartition("$")[2])
    goals = hand["目標"]
    _, top, _, end = range_boundaries(goals.tables["tbl_goals"].ref)
    headers = {cell.value: cell.column for cell in goals[top]}
    said = {"有効": "はい", "区分": "必達", "シナリオ": TAB, "対象KPI": "年間リード獲得数", "種類": "現状比（倍）", "数値": 1.05}
    for header, value in said.items():
        goals.cell(end + 1, headers[header], value)  # one more goal: all KPIs of the tab go down by a row
    hand.save(mailed)
    after = seen(solved(mailed))[TAB]
    row = int(after.defined_names["成約率"].attr_text.rpartition("$")[2])
    assert row > before
    assert after.cell(row, BESIDE).value == f"=D{row}*2"
    assert after.cell(before, BESIDE).value is None
    assert after.cell(70 + row - before, 1).value == 12.5  # what stands below the table keeps its distance


def test_what_stands_in_a_tables_columns_is_a_row_of_it() -> None:
    typed = {(2, 2): Typed("above"), (5, 2): Typed("row"), (9, 3): Typed("below"), (5, 4): Typed("beside")}
    assert outside(typed, [PageTable("tbl", 4, 2, 6, ("a", "b"))]) == {(2, 2): Typed("above"), (5, 4): Typed("beside")}


def test_where_the_page_needs_the_place_the_cell_stands_right_of_the_page() -> None:
    typed = {(5, 2): Typed("a"), (6, 1): Typed("b"), (9, 1): Typed("c")}
    found = settled(typed, {5: 7}, {(7, 2), (7, 4), (8, 1)}, moved)
    assert found == {(7, 5): Typed("a"), (8, 5): Typed("b"), (11, 1): Typed("c")}


def test_what_was_typed_is_part_of_what_the_book_holds(tmp_path: Path) -> None:
    path = saved(painted(sample("ja")), tmp_path / "a.xlsx")
    hand = openpyxl.load_workbook(path)
    hand[TAB]["L3"], hand[TAB]["L4"] = "文字", "=1+1"
    hand.save(path)
    book = OpenpyxlBook.open(path)
    book.write([sample("ja")])
    book.write([sample("ja")])
    contents = book.contents()
    assert (contents[Address(TAB, 3, 12)], contents[Address(TAB, 4, 12)]) == ("文字", Formula("=1+1", None))


def test_a_page_painted_over_a_sheet_that_was_not_ours_keeps_nothing_of_it(tmp_path: Path) -> None:
    hand = openpyxl.Workbook()
    hand.active.title = TAB
    hand.active["Z9"] = "theirs"
    hand.save(tmp_path / "a.xlsx")
    book = OpenpyxlBook.open(tmp_path / "a.xlsx")
    book.write([sample("ja")], adopt=True)
    assert Address(TAB, 9, 26) not in book.contents()


def test_a_workbook_whose_named_styles_were_dropped_is_not_painted_twice(mailed: Path) -> None:
    hand = seen(mailed)
    for cell in hand[TAB]._cells.values():
        cell.style = "Normal"
    hand.save(mailed)
    before = hand[TAB].max_column
    assert seen(solved(mailed))[TAB].max_column <= before
