"""What we paint is what the file holds, with a result beside every formula."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Choices, Page, PageCell, Rule
from kpi_xl.book.styles import STYLES
from kpi_xl.calc.cells import DIV0, Address, Formula, TableArea
from kpi_xl.errors import NotFinite
from kpi_xl.labels import LANGS, Lang
from tests.book.sample import HEAD, STAMP, WHOLE, painted, sample, saved, seen
from tests.support.libreoffice import recalculate


@pytest.mark.parametrize("lang", LANGS)
def test_every_cell_of_a_page_reads_back(lang: Lang, tmp_path: Path) -> None:
    page = sample(lang)
    contents = OpenpyxlBook.open(saved(painted(page, lang=lang), tmp_path / "a.xlsx")).contents()
    wanted = {
        Address(page.sheet, *place): Formula(cell.formula, cell.value) if cell.formula else cell.value
        for place, cell in page.cells.items()
        if cell.formula or cell.value not in (None, "")
    }
    assert contents == wanted


@pytest.mark.parametrize("lang", LANGS)
def test_every_other_feature_of_a_page_reaches_the_file(lang: Lang, tmp_path: Path) -> None:
    page = sample(lang)
    book = seen(saved(painted(page, lang=lang), tmp_path / "a.xlsx"))
    sheet = book[page.sheet]
    assert {name: sheet.column_dimensions[name].width for name in "BH"} == {"B": 28, "H": 30}
    assert (sheet.row_dimensions[HEAD].height, sheet.row_dimensions[12].height) == (30, {"ja": 20, "en": 18}[lang])
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["B4:H4", "B7:G7", "E6:G6"]
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert [rule.priority for rule in rules] == [1, 2, 3, 4, 5, 6]
    assert [rules[0].formula, rules[0].stopIfTrue, rules[4].dxf.numFmt.formatCode] == [['$G10="◎"'], True, page.rules[4].format]
    choices = sheet.data_validations.dataValidation
    assert [(made.type, made.formula1) for made in choices] == [("list", "lst_kpi"), ("list", '"◎,○,△,×"'), (None, None)]
    assert (choices[0].showErrorMessage, choices[1].showErrorMessage, choices[2].prompt) == (True, False, page.choices[2].prompt)
    assert {name: made.hidden for name, made in sheet.defined_names.items()} == {"sales": True, "rate": None, "_kpi_xl": True}
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.sheet_view.zoomScale) == ("D10", "$1:$9", 90)
    assert (sheet.sheet_view.showGridLines, sheet.sheet_properties.tabColor.rgb) == (False, "00" + STYLES["header"].fill)
    assert [sheet.column_dimensions[name].hidden for name in "CHI"] == [True, False, True]
    assert (sheet.column_dimensions["I"].outlineLevel, sheet.column_dimensions["J"].collapsed) == (1, True)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert (sheet["H7"].hyperlink.location, sheet["B12"].alignment.indent) == ("B10", 3)
    assert (book.properties.creator, book.properties.title, book.calculation.fullCalcOnLoad) == ("kpi_xl", "計画", True)


def test_a_table_has_its_columns_its_formulas_and_no_filter_buttons(tmp_path: Path) -> None:
    page = sample("ja")
    path = saved(painted(page), tmp_path / "a.xlsx")
    table = seen(path)[page.sheet].tables["tbl_must_achieve"]
    assert (table.ref, table.autoFilter) == (f"B9:I{WHOLE}", None)
    assert [column.name for column in table.tableColumns] == [page.cells[HEAD, column].value for column in range(2, 10)]
    assert table.tableColumns[7].calculatedColumnFormula.attr_text == page.tables[0].calculated["計算式"].removeprefix("=")
    found = OpenpyxlBook.open(path).tables()["tbl_must_achieve"]
    assert found == TableArea("tbl_must_achieve", "必達目標", HEAD, HEAD + 1, WHOLE, 2, page.tables[0].columns)


@pytest.mark.parametrize("key", STYLES)
@pytest.mark.parametrize(("lang", "font"), [("ja", "游ゴシック"), ("en", "Calibri")])
def test_every_style_is_a_named_style_in_the_languages_font(key: str, lang: Lang, font: str, tmp_path: Path) -> None:
    book = seen(saved(painted(Page("x", "X", {(1, 1): PageCell(1, style=key)}, lang), lang=lang), tmp_path / "a.xlsx"))
    cell = book["X"]["A1"]
    assert (cell.style, cell.font.name, cell.font.size, cell.font.color.rgb[2:]) == (
        f"kpi_{key}",
        font,
        STYLES[key].size,
        STYLES[key].colour,
    )
    assert book["X"]["Z99"].font.name == font


def test_a_program_that_does_not_calculate_sees_every_result(tmp_path: Path) -> None:
    page = Page(
        "x",
        "X",
        {
            (1, 1): PageCell("数"),
            (2, 1): PageCell(2.5, "=5/2"),
            (1, 2): PageCell("文"),
            (2, 2): PageCell("a<b>&", '="a<b>&"'),
            (1, 3): PageCell("真"),
            (2, 3): PageCell(True, "=1=1"),
            (1, 4): PageCell("誤"),
            (2, 4): PageCell("#DIV/0!", "=1/0"),
            (1, 5): PageCell("空"),
            (2, 5): PageCell("", '=""'),
        },
    )
    path = saved(painted(page), tmp_path / "a.xlsx")
    assert [cell.value for cell in seen(path, data_only=True)["X"][2]] == [2.5, "a<b>&", True, "#DIV/0!", None]
    assert pd.read_excel(path)["数"].tolist() == [2.5]
    assert OpenpyxlBook.open(path).contents()[Address("X", 2, 4)] == Formula("=1/0", DIV0)


@pytest.mark.libreoffice
@pytest.mark.parametrize("lang", LANGS)
def test_recalculation_agrees_with_every_result(lang: Lang, tmp_path: Path) -> None:
    path = saved(painted(sample(lang), lang=lang), tmp_path / "a.xlsx")
    (values,) = recalculate([path]).values()
    found = OpenpyxlBook.open(path).contents().items()
    stored = {f"{place.sheet}!{str(place).rpartition('!')[2]}": content.cached for place, content in found if isinstance(content, Formula)}
    assert stored == {place: values.get(place, "") for place in stored}


def test_the_same_pages_give_the_same_bytes_whatever_the_hash_seed() -> None:
    code = "import hashlib; from tests.book.sample import *; print(hashlib.sha256(painted(sample()).to_bytes(STAMP)).hexdigest())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True, text=True, check=True
        )
        for seed in "12"
    ]
    assert runs[0].stdout == runs[1].stdout != ""


def test_painting_a_page_twice_is_painting_it_once() -> None:
    book = painted(sample("ja"))
    once = book.to_bytes(STAMP)
    book.write([sample("ja")])
    assert book.to_bytes(STAMP) == once


def test_files_do_not_grow_from_run_to_run(tmp_path: Path) -> None:
    pages = [sample("ja"), sample("en", "other")]
    path = saved(painted(*pages), tmp_path / "a.xlsx")
    runs = []
    for _ in range(3):
        book = OpenpyxlBook.open(path)
        book.write(pages)
        runs.append(parts(saved(book, path)))
    assert runs[0] == runs[1] == runs[2]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_page_painted_anew_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    page = sample("ja")
    book = OpenpyxlBook.open(saved(painted(page), tmp_path / "a.xlsx"))
    bare = Page(page.key, page.sheet, {(1, 1): PageCell("空")})
    book.write([bare])
    fresh = painted(bare)
    again, new = (seen(saved(made, tmp_path / f"{name}.xlsx"))[page.sheet] for name, made in (("b", book), ("c", fresh)))
    for what in ("merged_cells", "tables", "column_dimensions", "freeze_panes", "print_title_rows", "dimensions"):
        assert str(getattr(again, what)) == str(getattr(new, what)), what
    assert not list(again.conditional_formatting)
    assert not again.data_validations.dataValidation
    assert (list(again.defined_names), sorted(again.row_dimensions)) == (["_kpi_xl"], [1])


def test_a_note_on_a_page_survives_its_repainting(tmp_path: Path) -> None:
    path = saved(painted(sample("ja")), tmp_path / "a.xlsx")
    hand = seen(path)
    hand["必達目標"]["E10"].comment = Comment("本当に？", "部長")
    hand.save(path)
    book = OpenpyxlBook.open(path)
    book.write([sample("ja")])
    cell = seen(saved(book, path))["必達目標"]["E10"]
    assert (cell.comment.text, cell.value, cell.style) == ("本当に？", 900_000_000, "kpi_computed_strong")


@pytest.mark.parametrize("text", ["=1+1", "+81-3-1234", "-", "@all", "#DIV/0!", "'quoted"])
def test_a_text_stays_a_text_whatever_it_begins_with(text: str, tmp_path: Path) -> None:
    path = saved(painted(Page("x", "X", {(1, 1): PageCell(text)})), tmp_path / "a.xlsx")
    cell = seen(path)["X"]["A1"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", text[0] in "=+-@")
    assert OpenpyxlBook.open(path).contents() == {Address("X", 1, 1): text}


def test_an_empty_text_is_a_blank_cell(tmp_path: Path) -> None:
    assert OpenpyxlBook.open(saved(painted(Page("x", "X", {(1, 1): PageCell("")})), tmp_path / "a.xlsx")).contents() == {}


@pytest.mark.parametrize("formula", [None, "=1/3"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused(value: float, formula: str | None) -> None:
    with pytest.raises(NotFinite) as caught:
        painted(Page("x", "X", {(2, 3): PageCell(value, formula)}))
    assert (
        caught.value.sentence("en")
        == f"X!C2: {value} is not a finite number, and Excel cannot hold it. Check the inputs the cell is calculated from."
    )
    assert caught.value.sentence("ja") == f"X!C2：{value} は有限の数ではないため、Excelに書き込めません。計算元の入力を確認してください。"


def test_literal_choices_that_excel_would_refuse_are_refused_here() -> None:
    with pytest.raises(ValueError, match="A1: literal choices"):
        painted(Page("x", "X", {}, choices=(Choices("A1", ("1,000",)),)))


def test_a_style_people_changed_stays_changed(tmp_path: Path) -> None:
    path = saved(painted(sample("ja")), tmp_path / "a.xlsx")
    hand = seen(path)
    style = next(style for style in hand._named_styles if style.name == "kpi_header")
    style.font = openpyxl.styles.Font("Meiryo UI", 12)
    hand.save(path)
    book = OpenpyxlBook.open(path)
    book.write([sample("ja")])
    assert seen(saved(book, path))["必達目標"].cell(HEAD, 2).font.name == "Meiryo UI"


def test_bytes_are_a_package_excel_would_open_first_part_first() -> None:
    with zipfile.ZipFile(io.BytesIO(painted(sample("ja")).to_bytes(STAMP))) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_rules_win_in_the_order_of_the_page_whatever_their_areas(tmp_path: Path) -> None:
    rules = (Rule("A1:A9", "A1=1", "good"), Rule("A1", "A1=1", "bad"), Rule("A1:A9", "A1=2", "poor"))
    book = seen(saved(painted(Page("x", "X", {(1, 1): PageCell(1)}, rules=rules)), tmp_path / "a.xlsx"))
    found = {rule.priority: (str(area.sqref), rule.formula) for area in book["X"].conditional_formatting for rule in area.rules}
    assert [found[priority] for priority in (1, 2, 3)] == [("A1:A9", ["A1=1"]), ("A1", ["A1=1"]), ("A1:A9", ["A1=2"])]
