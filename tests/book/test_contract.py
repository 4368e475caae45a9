"""One contract for both adapters: what is painted, changed and refused is the same in a file and in an open Excel."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Choices, Name, Page, PageCell, PageTable
from kpi_xl.book.port import Book
from kpi_xl.book.xlwings_book import XlwingsBook
from kpi_xl.calc.cells import DIV0, Address, Formula, TableArea
from kpi_xl.errors import NoSuchPlace, NotFinite, SheetTaken, TableTaken
from kpi_xl.labels import LANGS, Lang
from tests.book.looked_at import looked_at
from tests.book.sample import HEAD, WHOLE, sample
from tests.book.test_charts import page as charted
from tests.support.engine.application import opened

NOW = datetime(2026, 4, 1, 9)
TEMPLATES = sorted((Path(__file__).parents[2] / "templates").glob("*.xlsx"))
Saved = Callable[[], bytes]


def in_file(path: Path) -> tuple[Book, Saved]:
    book = OpenpyxlBook.open(path)
    return book, book.to_bytes


def in_excel(path: Path) -> tuple[Book, Saved]:
    seen, native = opened(path)
    return XlwingsBook(seen), native.content


ADAPTERS = {"file": in_file, "excel": in_excel}


@pytest.fixture
def users(tmp_path: Path) -> Path:
    """A workbook somebody made by hand."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "売上"
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["B1"] = 1, 2.5, True, "=SUM(A1:A2)"
    sheet["B2"], sheet["B3"], sheet["C1"] = datetime(2026, 4, 1), "文字", "#DIV/0!"
    sheet["B1"].comment = Comment("確認", "誰か")
    sheet["D1"] = ArrayFormula("D1:D2", "=A1:A2*2")
    sheet["D2"] = 5
    book.create_chartsheet("図").add_chart(BarChart())
    book.save(tmp_path / "users.xlsx")
    return tmp_path / "users.xlsx"


@pytest.fixture(params=ADAPTERS)
def begun(request: pytest.FixtureRequest, users: Path) -> tuple[Book, Saved]:
    """The user's workbook through one of the adapters."""
    return ADAPTERS[request.param](users)


def both(users: Path, *steps: Callable[[Book], Any]) -> list[dict[str, dict[str, Any]]]:
    """Return what either adapter makes of some steps."""
    made = []
    for adapter in ADAPTERS.values():
        book, saved = adapter(users)
        for step in steps:
            step(book)
        made.append(looked_at(saved()))
    return made


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["bar", "column", "line"])
def test_the_same_pages_painted_by_either_are_the_same(lang: Lang, kind: str, users: Path) -> None:
    file, excel = both(users, lambda book: book.write([sample(lang), charted(kind)]))
    assert excel == file


def test_a_page_painted_twice_is_painted_once(users: Path) -> None:
    file, excel = both(users, *[lambda book: book.write([sample(), charted()])] * 2)
    assert excel == file == both(users, lambda book: book.write([sample(), charted()]))[0]


def test_a_page_painted_anew_leaves_nothing_of_the_old_one(users: Path) -> None:
    bare = Page("must_achieve", "必達目標", {(1, 1): PageCell("空")})
    file, excel = both(users, lambda book: book.write([sample()]), lambda book: book.write([bare]))
    fresh = both(users, lambda book: book.write([bare]))
    assert excel["必達目標"] == file["必達目標"] == fresh[0]["必達目標"] == fresh[1]["必達目標"]


@pytest.mark.parametrize("rows", [WHOLE - 2, WHOLE + 3])
def test_a_table_that_grows_or_shrinks_is_the_same_table(rows: int, users: Path) -> None:
    page = sample()
    table = replace(page.tables[0], last_row=rows)
    cells = {place: cell for place, cell in page.cells.items() if place[0] <= rows}
    cells |= {(row, 2): PageCell(f"行{row}") for row in range(WHOLE + 1, rows + 1)}
    file, excel = both(users, lambda book: book.write([page]), lambda book: book.write([replace(page, tables=(table,), cells=cells)]))
    assert excel["必達目標"]["contents"] == file["必達目標"]["contents"]
    assert [made[:3] for made in excel["必達目標"]["tables"]] == [made[:3] for made in file["必達目標"]["tables"]]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_solving_a_template_is_the_same_in_a_file_and_in_excel(path: Path) -> None:
    file, excel = both(path, *[lambda book: jobs.solve(book, now=NOW)] * 2)
    assert excel == file


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_reads_the_same(path: Path) -> None:
    (file, _), (excel, _) = in_file(path), in_excel(path)
    assert (excel.contents(), excel.names(), excel.tables()) == (file.contents(), file.names(), file.tables())


def test_contents_speak_one_language_of_values(begun: tuple[Book, Saved]) -> None:
    contents = begun[0].contents()
    values = [contents[Address("売上", row, column)] for row, column in ((1, 1), (3, 1), (2, 2), (3, 2), (1, 3))]
    assert values == [1.0, True, 46113.0, "文字", DIV0]
    assert [type(value) for value in values[:4]] == [float, bool, float, str]
    formula = contents[Address("売上", 1, 2)]
    assert isinstance(formula, Formula)
    assert formula.text == "=SUM(A1:A2)"


def test_a_formula_that_fills_an_area_is_a_formula_in_each_of_its_cells(begun: tuple[Book, Saved]) -> None:
    contents = begun[0].contents()
    texts = [content.text for row in (1, 2) if isinstance(content := contents[Address("売上", row, 4)], Formula)]
    assert texts == ["=A1:A2*2", "=INDEX(A1:A2*2,2,1)"]


def test_what_is_not_ours_stays_as_it_was(begun: tuple[Book, Saved]) -> None:
    book, saved = begun
    before = book.contents()
    book.write([sample()])
    assert {place: content for place, content in book.contents().items() if place.sheet == "売上"} == before
    assert looked_at(saved())["売上"]["notes"] == {"B1": "確認"}


def test_notes_and_charts_that_people_put_on_a_page_stay(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "new.xlsx")
    for name, adapter in ADAPTERS.items():
        book, saved = adapter(tmp_path / "new.xlsx")
        book.write([charted()])
        hand = openpyxl.load_workbook(io.BytesIO(saved()))
        mine = BarChart()
        mine.add_data(Reference(hand["図 1"], range_string="'図 1'!$A$2:$A$4"))
        hand["図 1"].add_chart(mine, "N1")
        hand["図 1"]["B2"].comment = Comment("本当に？", "部長")
        hand.save(tmp_path / f"{name}.xlsx")
        book, saved = adapter(tmp_path / f"{name}.xlsx")
        book.write([charted()])
        again = openpyxl.load_workbook(io.BytesIO(saved()))["図 1"]
        assert sorted(chart.series[0].val.numRef.f for chart in again._charts) == ["'図 1'!$A$2:$A$4", "'図 1'!$B$2:$B$4"]
        assert again["B2"].comment.text == "本当に？"


@pytest.mark.parametrize(
    "text", ["=1+1", "+81-3-1234", "-", "@all", "#DIV/0!", "'quoted", "2026-04", "1/2", "50%", "TRUE", "1,000", "1e5", "007"]
)
def test_a_text_stays_a_text_whatever_it_looks_like(text: str, begun: tuple[Book, Saved]) -> None:
    book, _ = begun
    book.write([Page("x", "X", {(1, 1): PageCell(text), (1, 2): PageCell("")})])
    book.set_cell("X", 2, 1, text)
    assert {place: content for place, content in book.contents().items() if place.sheet == "X"} == {
        Address("X", 1, 1): text,
        Address("X", 2, 1): text,
    }


def test_a_page_knows_itself_and_its_names_and_tables(begun: tuple[Book, Saved]) -> None:
    book, _ = begun
    book.write([sample()])
    assert (book.marker("必達目標"), book.marker("売上")) == (("must_achieve", "必達目標"), None)
    assert book.tables()["tbl_must_achieve"] == TableArea(
        "tbl_must_achieve", "必達目標", HEAD, HEAD + 1, WHOLE, 2, sample().tables[0].columns
    )
    assert book.names()["必達目標", "sales"] == "'必達目標'!$D$10"


def test_pages_that_must_not_be_painted_are_refused_before_any_is(begun: tuple[Book, Saved]) -> None:
    book, saved = begun
    book.write([Page("x", "Plan", {}), sample()])
    before = looked_at(saved())
    table = PageTable("TBL_must_achieve", 1, 1, 2, ("a",))
    refusals: list[tuple[type[Exception], Page, bool]] = [
        (SheetTaken, Page("x", "売上", {}), False),
        (SheetTaken, Page("stretch", "必達目標", {}), False),
        (SheetTaken, Page("x", "PLAN", {}), True),
        (SheetTaken, Page("x", "図", {}), True),
        (TableTaken, Page("y", "Y", {(1, 1): PageCell("a")}, tables=(table,)), False),
        (ValueError, Page("y", "Y", {}, choices=(Choices("A1", ("1,000",)),)), False),
        *((NotFinite, Page("y", "Y", {(2, 3): PageCell(value)}), False) for value in (float("nan"), float("inf"))),
    ]
    for error, page, adopt in refusals:
        if (error, adopt) in ((NotFinite, False), (ValueError, False)) and isinstance(book, OpenpyxlBook):
            continue  # painting stops there; the file on disk is what it was
        with pytest.raises(error):
            book.write([Page("z", "Z", {}), page], adopt=adopt)
    assert looked_at(saved()) == before
    book.write([Page("x", "売上", {})], adopt=True)
    assert book.marker("売上") == ("x", "売上")


def test_a_number_that_is_not_finite_is_named_with_its_cell(begun: tuple[Book, Saved]) -> None:
    book, _ = begun
    with pytest.raises(NotFinite) as caught:
        book.write([Page("x", "X", {(2, 3): PageCell(float("nan"), "=1/3")})])
    assert caught.value.sentence("ja") == "X!C2：nan は有限の数ではないため、Excelに書き込めません。計算元の入力を確認してください。"
    with pytest.raises(NotFinite):
        book.set_cell("売上", 1, 1, float("inf"))


def test_new_pages_stand_after_the_last_of_ours_or_where_they_are_told(begun: tuple[Book, Saved]) -> None:
    book, _ = begun
    book.write([Page("a", "A", {}), Page("b", "B", {})], place=0)
    book.write([Page("c", "C", {})])
    assert book.sheets() == ("A", "B", "C", "売上")


def test_one_cell_changes_and_keeps_its_look(begun: tuple[Book, Saved]) -> None:
    book, saved = begun
    book.set_cell("売上", 2, 2, 5.0, '=IF(_xlfn.ISFORMULA(A1),"_xlfn.",A1*5)')
    content = book.contents()[Address("売上", 2, 2)]
    assert isinstance(content, Formula)
    assert content.text == '=IF(_xlfn.ISFORMULA(A1),"_xlfn.",A1*5)'
    assert openpyxl.load_workbook(io.BytesIO(saved()))["売上"]["B2"].number_format == "yyyy-mm-dd h:mm:ss"
    with pytest.raises(NoSuchPlace) as caught:
        book.set_cell("無い", 1, 1, 1.0)
    assert caught.value.sentence("ja") == "ブックに「無い」というシートはありません。あるのは 売上 です。"


def test_names_come_and_go(users: Path) -> None:
    steps: list[Callable[[Book], None]] = [
        lambda book: book.define("売上高", "=売上!$A$1", comment="名前"),
        lambda book: book.define("売上高", "売上!$A$2", sheet="売上", hidden=True),
        lambda book: book.define("gone", "1"),
        lambda book: book.define("gone", "1", sheet="売上"),
        lambda book: book.undefine("gone"),
        lambda book: book.undefine("never"),
    ]
    file, excel = both(users, *steps)
    assert excel["names"] == file["names"] == {"": {"売上高": ("売上!$A$1", False, "名前")}}
    assert excel["売上"]["names"] == file["売上"]["names"] == {"gone": ("1", False, None), "売上高": ("売上!$A$2", True, None)}


def test_a_table_is_resized(begun: tuple[Book, Saved]) -> None:
    book, _ = begun
    book.write([sample()])
    book.resize_table("tbl_must_achieve", WHOLE - 1)
    assert book.tables()["tbl_must_achieve"].last_row == WHOLE - 1
    with pytest.raises(NoSuchPlace) as caught:
        book.resize_table("tbl_none", 3)
    assert caught.value.sentence("ja") == "ブックに「tbl_none」というテーブルはありません。あるのは tbl_must_achieve です。"


def test_rules_and_choices_speak_of_the_cells_of_their_own_area(users: Path) -> None:
    page = replace(
        sample(),
        names=(Name("own", "'必達目標'!$D$10"),),
        choices=(Choices("D12:D14", "=$B12:$B13"), Choices("F3", None, between=(0.0, 1.5))),
    )
    file, excel = both(users, lambda book: book.write([page]))
    assert excel["必達目標"]["choices"] == file["必達目標"]["choices"]
    assert excel["必達目標"]["rules"] == file["必達目標"]["rules"]
