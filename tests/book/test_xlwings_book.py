"""The live adapter: few calls, an Excel that is left as it was found, and a Mac that lacks things."""

from __future__ import annotations

import logging
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings
from openpyxl.styles import Font

from kpi_xl import jobs
from kpi_xl.book import xlwings_native as native
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import ColumnGroup, Name, Page, PageCell, PageTable
from kpi_xl.book.port import Book
from kpi_xl.book.xlwings_areas import LONGEST, addresses, boxes, cells_of, corners, named
from kpi_xl.book.xlwings_book import XlwingsBook
from kpi_xl.book.xlwings_look import LOOK
from kpi_xl.book.xlwings_members import MEMBERS
from kpi_xl.book.xlwings_text import NEWER, filed, live, typed
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.labels import live as words
from tests.book.looked_at import looked_at
from tests.book.sample import sample
from tests.support.engine.application import Application, Workbook, opened
from tests.support.engine.com import Com, Lacking, refused
from tests.support.engine.contents import Contents
from tests.support.excel_formulas import NEWER as NEWER_TO_THE_LINT

TEMPLATE = Path(__file__).parents[2] / "templates" / "kpi_tree.ja.xlsx"
FOUND = {"ScreenUpdating": True, "Calculation": -4105, "EnableEvents": True, "DisplayAlerts": True, "StatusBar": False}


def new() -> tuple[XlwingsBook, Workbook]:
    book, excel = opened()
    return XlwingsBook(book), excel


def state(excel: Workbook) -> dict[str, Any]:
    return {name: excel.application.state[name] for name in FOUND}


def calls(book: XlwingsBook, *pages: Page) -> int:
    """How often Excel is called to paint pages that stand there already."""
    book.write(pages)
    Com.calls.clear()
    book.write(pages)
    return sum(Com.calls.values())


def long_page(rows: int) -> Page:
    """A table with a formula in every row."""
    cells = {(1, 1): PageCell("名前", style="header"), (1, 2): PageCell("値", style="header"), (1, 3): PageCell("倍", style="header")}
    for row in range(2, rows + 2):
        cells |= {(row, 1): PageCell(f"行{row}", style="label"), (row, 2): PageCell(float(row), style="input", format="0.0")}
        cells[row, 3] = PageCell(row * 2.0, f"=B{row}*2", "computed")
    return Page("long", "長い", cells, tables=(PageTable("tbl_long", 1, 1, rows + 1, ("名前", "値", "倍")),), groups=(ColumnGroup(3, 3),))


def test_the_adapter_is_a_book() -> None:
    book: Book = new()[0]
    assert book.sheets() == ("Sheet",)


def test_calls_grow_with_blocks_and_not_with_cells() -> None:
    assert calls(new()[0], long_page(20)) == calls(new()[0], long_page(2_000)) < 300


def test_the_example_is_painted_in_few_calls() -> None:
    seen, excel = opened(TEMPLATE)
    book = XlwingsBook(seen)
    jobs.solve(book, now=datetime(2026, 4, 1))
    cells = sum(len(sheet.sheet._cells) for sheet in excel.sheets if book.marker(sheet.sheet.title))
    Com.calls.clear()
    with book.at_rest():
        jobs.solve(book, now=datetime(2026, 4, 1))
    assert sum(Com.calls.values()) < 2_150
    assert sum(count for what, count in Com.calls.items() if "Formula2=" in what) < 40 < cells / 20


def painted_calls(book: XlwingsBook, *pages: Page) -> Counter[str]:
    """The calls it takes to write pages."""
    Com.calls.clear()
    book.write(pages)
    return Com.calls.copy()


def test_a_page_whose_look_stands_is_only_given_its_contents() -> None:
    book, excel = new()
    book.write([sample()])
    before = looked_at(excel.content())
    done = painted_calls(book, sample())
    assert not {"Range.Style=", "FormatConditions.Add", "Hyperlinks.Add", "PageSetup.Orientation="} & done.keys()
    assert looked_at(excel.content()) == before


def test_contents_that_changed_are_written_onto_a_look_that_stands() -> None:
    book, excel = new()
    book.write([long_page(20)])
    page = long_page(20)
    page = replace(
        page, cells=dict(page.cells) | {(3, 1): PageCell("別", style="label"), (4, 2): PageCell(9.5, style="input", format="0.0")}
    )
    assert "Range.Style=" not in painted_calls(book, page)
    fresh, other = new()
    fresh.write([page])
    assert looked_at(excel.content())["長い"] == looked_at(other.content())["長い"]


def moved_row(excel: Workbook) -> None:
    excel.book["長い"]["A4"], excel.book["長い"]["A5"] = excel.book["長い"]["A5"].value, excel.book["長い"]["A4"].value


def shorter_table(excel: Workbook) -> None:
    excel.book["長い"].tables["tbl_long"].ref = "A1:C9"


def moved_name(excel: Workbook) -> None:
    excel.book["長い"].defined_names["one"].attr_text = "'長い'!$B$3"


@pytest.mark.parametrize("change", [moved_row, shorter_table, moved_name])
def test_a_page_on_which_rows_or_names_moved_is_painted_whole(change: Callable[[Workbook], None]) -> None:
    book, excel = new()
    page = replace(long_page(20), names=(Name("one", "'長い'!$B$2"),))
    book.write([page])
    before = looked_at(excel.content())
    change(excel)
    assert "Range.Style=" in painted_calls(book, page)
    assert looked_at(excel.content()) == before


def test_a_page_that_a_file_program_painted_last_is_painted_whole_once(tmp_path: Path) -> None:
    book, excel = new()
    book.write([sample()])
    (tmp_path / "saved.xlsx").write_bytes(excel.content())
    file = OpenpyxlBook.open(tmp_path / "saved.xlsx")
    file.write([replace(sample(), zoom=70)])
    file.save(tmp_path / "saved.xlsx")
    again = XlwingsBook(opened(tmp_path / "saved.xlsx")[0])
    assert ("必達目標", LOOK) not in again.names()
    assert ["Range.Style=" in painted_calls(again, sample()) for _ in range(2)] == [True, False]


def test_a_page_whose_painting_failed_is_painted_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    book, _ = new()
    book.write([sample()])
    with book.at_rest():
        with monkeypatch.context() as broken:
            broken.setattr("kpi_xl.book.xlwings_paint.set_paper", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                book.write([replace(sample(), zoom=70)])
        assert "Range.Style=" in painted_calls(book, sample())


def test_a_book_at_rest_knows_what_was_changed_through_it() -> None:
    book, _ = new()
    with book.at_rest():
        book.write([sample()])
        book.define("Sales", "1")
        book.define("SALES", "2")
        book.undefine("sales", "必達目標")
        book.resize_table("tbl_must_achieve", 12)
        known = book.names(), book.tables(), book.sheets()
    assert known == (book.names(), book.tables(), book.sheets())


def test_reading_takes_a_call_for_all_values_and_one_for_all_formulas_of_a_sheet() -> None:
    book = XlwingsBook(opened(TEMPLATE)[0])
    sheets, tables = len(book.sheets()), len(book.tables())
    Com.calls.clear()
    book.contents()
    assert Com.calls["Range.Value2"] == sheets + tables  # a table's headers are read as well
    assert Com.calls["Range.Formula2"] == sheets


def test_an_excel_before_formulas_that_spill_is_painted_with_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: Any) -> None:
        raise refused("unknown name")

    def for_ever(*_: Any) -> None:
        raise AssertionError("xlwings tries for ever to set what Excel lacks")

    book, excel = new()
    book.write([sample()])
    told = looked_at(excel.content())
    old_book, old_excel = new()
    with monkeypatch.context() as old:
        old.setattr(Contents, "Formula", Contents.Formula2, raising=False)
        old.setattr(Contents, "Formula2", property(unknown, for_ever))
        old_book.write([sample()])
        old_book.set_cell(sample().sheet, 40, 1, None, "=1+1")
        read = old_book.contents()
    assert read[Address(sample().sheet, 40, 1)] == Formula("=1+1", None)
    old_book.set_cell(sample().sheet, 40, 1, None)
    assert looked_at(old_excel.content()) == told


def test_excel_is_kept_still_while_painting_and_is_afterwards_as_it_was() -> None:
    book, excel = new()
    excel.application.state["Calculation"] = 2  # semiautomatic
    before = state(excel)
    book.write([sample()])
    assert state(excel) == before
    assert [value for name, value in excel.application.history if name == "Calculation"] == [-4135, 2]
    said = [value for name, value in excel.application.history if name == "StatusBar"]
    assert said == [words.PAINTING.fill(sheet="必達目標", number=1, count=1).ja, False]


def test_excel_is_as_it_was_also_when_painting_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    book, excel = new()
    monkeypatch.setattr("kpi_xl.book.xlwings_paint.set_formats", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        book.write([sample()])
    assert (state(excel), excel.active.sheet.title) == (FOUND, "Sheet")


def test_several_calls_are_held_by_one_stillness() -> None:
    book, excel = new()
    with book.at_rest():
        book.write([sample()])
        book.set_cell("必達目標", 1, 1, 1.0)
        assert excel.application.state["ScreenUpdating"] is False
        assert excel.application.state["Calculation"] == -4135
    assert state(excel) == FOUND


def test_a_reader_sees_the_tab_he_was_looking_at() -> None:
    book, excel = new()
    book.write([sample()])
    assert excel.active.sheet.title == "Sheet"


def test_a_hidden_page_is_painted_and_stays_hidden() -> None:
    book, excel = new()
    book.write([sample()])
    excel.book["必達目標"].sheet_state = "hidden"
    book.write([replace(sample(), zoom=70)])
    assert (excel.book["必達目標"].sheet_state, excel.book["必達目標"].sheet_view.zoomScale) == ("hidden", 70)


def test_a_style_people_changed_stays_changed() -> None:
    book, excel = new()
    book.write([sample()])
    excel.book._named_styles["kpi_header"].font = Font("Meiryo UI", 15)
    book.write([sample()])
    assert excel.book._named_styles["kpi_header"].font.sz == 15


def test_a_machine_without_a_printer_paints_all_the_same(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    book, excel = new()

    def none(self: Application, value: bool) -> None:
        raise refused("no printer")

    monkeypatch.setattr(Application, "PrintCommunication", property(lambda self: True, none))
    with caplog.at_level(logging.WARNING):
        book.write([sample()])
    assert "必達目標" in looked_at(excel.content())
    assert caplog.messages[0].startswith("This Excel could not be given 'printer waits', so it was left out (")


def test_what_the_double_lacks_raises() -> None:
    with pytest.raises(Lacking):
        opened()[1].FullName  # noqa: B018
    with pytest.raises(Lacking):
        opened()[1].active.Shapes = 1


def test_every_error_has_the_number_excel_hands_over() -> None:
    from kpi_xl.book.xlwings_read import ERRORS
    from tests.support.engine.texts import ERRORS as NUMBERS

    assert {code: number for number, code in ERRORS.items()}.items() >= NUMBERS.items()


@pytest.mark.parametrize(
    ("file", "excel"),
    [
        ('=_xlfn.XLOOKUP(A1,B:B,C:C)&"_xlfn.SORT("', '=XLOOKUP(A1,B:B,C:C)&"_xlfn.SORT("'),
        ("=_xlfn.STDEV.S(A1:A3)+SUM(A1)", "=STDEV.S(A1:A3)+SUM(A1)"),
        ("='FILTER(x)'!A1+tbl[SORT(y)]", "='FILTER(x)'!A1+tbl[SORT(y)]"),
        ("=MYSORT(1)+LET.SORT", "=MYSORT(1)+LET.SORT"),
    ],
)
def test_a_formula_is_spelled_as_each_side_does(file: str, excel: str) -> None:
    assert (live(file), filed(excel)) == (excel, file)


def test_the_newer_functions_are_those_of_the_lint() -> None:
    assert NEWER == NEWER_TO_THE_LINT


@pytest.mark.parametrize(
    ("text", "quoted"), [("売上", False), ("◎", False), ("2026-04", True), ("４月", True), ("true", True), ("真", False), ("x=1", True)]
)
def test_only_texts_that_could_be_misread_wear_a_quote_mark(text: str, quoted: bool) -> None:
    assert typed(text) == ("'" if quoted else "") + text


def test_boxes_hold_every_cell_once_and_their_addresses_are_short_enough() -> None:
    places = {(row, column) for row in range(1, 60) for column in range(1, 40) if (row * column) % 7 and (row + column) % 11}
    found = boxes(places)
    assert sorted(place for box in found for place in cells_of(box)) == sorted(places)
    joined = list(addresses(map(named, found)))
    assert max(map(len, joined)) <= LONGEST
    assert [corners(area) for address in joined for area in address.split(",")] == found
    assert boxes((row, column) for row in range(5, 50) for column in range(2, 4)) == [(5, 2, 49, 3)]


def test_every_word_for_a_mac_is_in_its_dictionary() -> None:
    folder = Path(xlwings.__file__).parent
    known = set(re.findall(r"\w+", "".join((folder / name).read_text(encoding="utf-8") for name in ("mac_dict.py", "_xlmac.py"))))
    assert {part for member in MEMBERS.values() if member.mac for part in member.mac.split(".")} <= known


class Reference:
    """A thing of AppleScript's: whatever it is asked for is a reference to more, and it can be set."""

    def __init__(self, told: dict[str, Any], path: str = "") -> None:
        self.told, self.path = told, path

    def __getattr__(self, name: str) -> Reference:
        return Reference(self.told, f"{self.path}.{name}".lstrip("."))

    def set(self, value: Any) -> None:
        self.told[self.path] = value


def test_a_mac_is_told_in_its_own_words_and_what_it_lacks_is_said_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    told: dict[str, Any] = {}
    assert native.put(Reference(told), "pages wide", 1)
    with caplog.at_level(logging.WARNING):
        assert not native.put(Reference(told), "paper", 9)
    assert told == {"page_setup_object.fit_to_pages_wide": 1}
    assert caplog.messages == ["This Excel could not be given 'paper', so it was left out (it does not offer that to programs)."]
    assert words.LEFT_OUT.fill(member="paper", reason=words.NOT_OFFERED).ja == (
        "このExcelでは「paper」を設定できなかったため、省略しました（プログラムからは使えません）。"
    )


def test_a_users_value_of_money_keeps_all_its_digits() -> None:
    book, excel = new()
    excel.active.sheet["A1"], excel.active.sheet["A1"].number_format = 0.123456789, '"¥"#,##0'
    assert book.contents() == {Address("Sheet", 1, 1): 0.123456789}
