"""The file adapter: it speaks as the port says, and what is not ours stays as it was."""

from __future__ import annotations

import datetime as dt
from copy import copy as shallow
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Page, PageCell, PageTable
from kpi_xl.book.port import Book
from kpi_xl.calc.cells import DIV0, Address, Formula
from kpi_xl.errors import NoSuchPlace, SheetTaken, TableTaken
from tests.book.sample import WHOLE, painted, sample, saved, seen


@pytest.fixture
def users(tmp_path: Path) -> Path:
    """A workbook somebody made by hand."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "売上"
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["B1"] = 1, 2.5, True, "=SUM(A1:A2)"
    sheet["B2"], sheet["B3"], sheet["C1"] = dt.date(2026, 4, 1), "文字", "#DIV/0!"
    sheet["B1"].comment = Comment("確認", "誰か")
    sheet["D1"] = ArrayFormula("D1:D2", "=A1:A2*2")
    sheet["D2"] = 5
    sheet.column_dimensions["A"].width = 33
    book.save(tmp_path / "users.xlsx")
    return tmp_path / "users.xlsx"


def test_the_adapter_is_a_book() -> None:
    book: Book = OpenpyxlBook.new("ja")
    assert book.sheets() == ()


def test_a_formula_without_a_result_is_named() -> None:
    book = painted(Page("x", "X", {(1, 1): PageCell(None, "=1+1"), (1, 2): PageCell(0, "=0")}))
    assert book.uncached() == (Address("X", 1, 1),)
    book.cache({Address("X", 1, 1): 2.0})
    assert book.uncached() == ()


def test_what_is_not_ours_stays_as_it_was(users: Path, tmp_path: Path) -> None:
    before = OpenpyxlBook.open(users)
    contents, book = before.contents(), OpenpyxlBook.open(users)
    book.write([sample("ja")])
    after = OpenpyxlBook.open(saved(book, tmp_path / "after.xlsx"))
    assert {place: content for place, content in after.contents().items() if place.sheet == "売上"} == contents
    assert after.sheets() == ("売上", "必達目標")
    sheet = seen(tmp_path / "after.xlsx")["売上"]
    assert (sheet["B1"].comment.text, sheet.column_dimensions["A"].width, sheet["A1"].font.name) == ("確認", 33, "Calibri")


def test_contents_speak_one_language_of_values(users: Path) -> None:
    contents = OpenpyxlBook.open(users).contents()
    place = {
        name: contents[Address("売上", row, column)]
        for name, row, column in (("number", 1, 1), ("bool", 3, 1), ("date", 2, 2), ("text", 3, 2), ("error", 1, 3))
    }
    assert place == {"number": 1.0, "bool": True, "date": 46113.0, "text": "文字", "error": DIV0}
    assert isinstance(place["number"], float)
    assert contents[Address("売上", 1, 2)] == Formula("=SUM(A1:A2)", None)


def test_a_formula_that_fills_an_area_is_a_formula_in_each_of_its_cells(users: Path) -> None:
    contents = OpenpyxlBook.open(users).contents()
    assert contents[Address("売上", 1, 4)] == Formula("=A1:A2*2", None)
    assert contents[Address("売上", 2, 4)] == Formula("=INDEX(A1:A2*2,2,1)", 5.0)


def test_results_in_a_users_file_are_kept(users: Path, tmp_path: Path) -> None:
    book = OpenpyxlBook.open(users)
    book.cache({Address("売上", 1, 2): 3.5})
    again = OpenpyxlBook.open(saved(book, tmp_path / "b.xlsx"))
    final = OpenpyxlBook.open(saved(again, tmp_path / "c.xlsx"))
    assert final.contents()[Address("売上", 1, 2)] == Formula("=SUM(A1:A2)", 3.5)


def test_a_page_says_which_page_it_is_and_a_users_copy_says_so_too(tmp_path: Path) -> None:
    page = sample("ja")
    path = saved(painted(page), tmp_path / "a.xlsx")
    hand = seen(path)
    copy = hand.copy_worksheet(hand["必達目標"])
    copy.title = "必達目標 (2)"
    copy.defined_names["_kpi_xl"] = shallow(hand["必達目標"].defined_names["_kpi_xl"])
    hand.create_sheet("白紙")
    hand.save(path)
    book = OpenpyxlBook.open(path)
    assert [book.marker(sheet) for sheet in book.sheets()] == [("must_achieve", "必達目標"), ("must_achieve", "必達目標"), None]


@pytest.mark.parametrize("page", [Page("x", "売上", {}), Page("x", "売上", {(1, 1): PageCell(1)})])
def test_a_sheet_that_is_not_ours_is_refused_unless_adopted(page: Page, users: Path) -> None:
    book = OpenpyxlBook.open(users)
    with pytest.raises(SheetTaken) as caught:
        book.write([sample("ja"), page])
    assert caught.value.sentence("en") == (
        "Sheet '売上' is not a page kpi_xl made, so it is left untouched. "
        "Rename it and run again, or run with --adopt to have its contents replaced."
    )
    assert caught.value.sentence("ja") == (
        "シート「売上」は kpi_xl が作成したページではないため、変更しません。"
        "シート名を変えて再実行するか、--adopt を付けて実行してください（シートの内容は置き換わります）。"
    )
    assert book.sheets() == ("売上",)  # nothing was painted
    book.write([page], adopt=True)
    assert book.marker("売上") == ("x", "売上")


def test_a_page_of_another_kind_is_not_painted_over() -> None:
    book = painted(sample("ja"))
    with pytest.raises(SheetTaken):
        book.write([replace(sample("ja"), key="stretch")])


def test_a_name_that_differs_in_letter_case_alone_is_the_same_sheet_to_excel() -> None:
    book = painted(Page("x", "Plan", {}))
    with pytest.raises(SheetTaken, match="Sheet 'Plan' is not"):
        book.write([Page("x", "PLAN", {})], adopt=True)


def test_a_chart_sheet_is_never_painted_over(tmp_path: Path) -> None:
    path = saved(painted(Page("x", "X", {})), tmp_path / "a.xlsx")
    hand = seen(path)
    hand.create_chartsheet("図").add_chart(openpyxl.chart.LineChart())
    hand.save(path)
    with pytest.raises(SheetTaken, match="Sheet '図' is not"):
        OpenpyxlBook.open(path).write([Page("y", "図", {})], adopt=True)


def test_a_table_name_used_elsewhere_is_refused() -> None:
    table = PageTable("TBL_must_achieve", 1, 1, 2, ("a",))
    book = painted(sample("ja"))
    with pytest.raises(TableTaken) as caught:
        book.write([Page("x", "X", {(1, 1): PageCell("a")}, tables=(table,))])
    assert caught.value.sentence("en") == (
        "Table TBL_must_achieve already stands on sheet '必達目標', "
        "but a page needs that name. Rename the table in Table Design > Table Name."
    )
    assert caught.value.sentence("ja") == (
        "テーブル「TBL_must_achieve」がシート「必達目標」にすでにあり、ページがその名前を使えません。"
        "「テーブル デザイン」の「テーブル名」で名前を変えてください。"
    )


def test_new_pages_stand_after_the_last_of_ours_or_where_they_are_told(users: Path) -> None:
    book = OpenpyxlBook.open(users)
    book.write([Page("a", "A", {}), Page("b", "B", {})], place=0)
    book.write([Page("c", "C", {})])
    assert book.sheets() == ("A", "B", "C", "売上")


def test_one_cell_changes_and_keeps_its_look(users: Path, tmp_path: Path) -> None:
    book = OpenpyxlBook.open(users)
    book.set_cell("売上", 2, 2, 5.0, "=A1*5")
    book.set_cell("売上", 3, 2, "=文字")
    contents = OpenpyxlBook.open(saved(book, tmp_path / "b.xlsx")).contents()
    assert (contents[Address("売上", 2, 2)], contents[Address("売上", 3, 2)]) == (Formula("=A1*5", 5.0), "=文字")
    assert seen(tmp_path / "b.xlsx")["売上"]["B2"].number_format == "yyyy-mm-dd"
    with pytest.raises(NoSuchPlace) as caught:
        book.set_cell("無い", 1, 1, 1.0)
    assert caught.value.sentence("en") == "The workbook has no sheet called '無い'. It has: 売上."
    assert caught.value.sentence("ja") == "ブックに「無い」というシートはありません。あるのは 売上 です。"


def test_names_come_and_go(users: Path, tmp_path: Path) -> None:
    book = OpenpyxlBook.open(users)
    book.define("売上高", "=売上!$A$1", comment="名前")
    book.define("売上高", "売上!$A$2", sheet="売上", hidden=True)
    book.define("gone", "1")
    book.undefine("gone")
    book.undefine("never")
    path = saved(book, tmp_path / "b.xlsx")
    assert OpenpyxlBook.open(path).names() == {(None, "売上高"): "売上!$A$1", ("売上", "売上高"): "売上!$A$2"}
    assert seen(path)["売上"].defined_names["売上高"].hidden


def test_a_table_is_resized(tmp_path: Path) -> None:
    book = painted(sample("ja"))
    book.resize_table("tbl_must_achieve", WHOLE - 1)
    assert OpenpyxlBook.open(saved(book, tmp_path / "b.xlsx")).tables()["tbl_must_achieve"].last_row == WHOLE - 1
    with pytest.raises(NoSuchPlace) as caught:
        book.resize_table("tbl_none", 3)
    assert caught.value.sentence("ja") == "ブックに「tbl_none」というテーブルはありません。あるのは tbl_must_achieve です。"
