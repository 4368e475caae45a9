"""The 名前 cell is the identity: rows may be sorted, inserted, deleted and renamed, and no formula ever takes the wrong row unseen."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import jobs
from kpi_xl.book.identity import identify, rewritten
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.calc.cells import Address, Cells
from kpi_xl.errors import Problems
from kpi_xl.model.kpi import Kpi
from tests.support.workbooks import SHOP, TOP, workbook

JA = SHOP["ja"]


def edited(path: Path, *edit) -> OpenpyxlBook:
    """A workbook after somebody has worked on its KPI sheet."""
    book = openpyxl.load_workbook(path)
    for step in edit:
        step(book, book["KPIツリー"])
    book.save(path)
    return OpenpyxlBook.open(path)


def swap(first: int, second: int):
    """Sort two rows of the table: contents move, names stay where they were."""

    def step(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        for one, other in zip(sheet[TOP + first], sheet[TOP + second], strict=True):
            one.value, other.value = other.value, one.value

    return step


def rename(row: int, name: str):
    def step(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(TOP + row, 2).value = name

    return step


def sentences(book: OpenpyxlBook, lang) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_book(book)
    return [problem.sentence(lang) for problem in caught.value.problems]


def test_sorted_rows_are_found_out_before_anything_is_computed(tmp_path: Path) -> None:
    book = edited(workbook(tmp_path / "shop.xlsx", JA), swap(2, 4))
    assert sentences(book, "ja") == [
        "KPIツリー!C5：名前「客単価」が自分の行ではなく 'KPIツリー'!$C$7 を指しているため、数式が別の行の値を使ってしまいます。"
        "行を並べ替えた可能性があります。kpi-xl check --repair で名前を正しい行に戻してください。",
        "KPIツリー!C7：名前「訪問者数」が自分の行ではなく 'KPIツリー'!$C$5 を指しているため、数式が別の行の値を使ってしまいます。"
        "行を並べ替えた可能性があります。kpi-xl check --repair で名前を正しい行に戻してください。",
    ]
    assert sentences(book, "en")[0] == (
        "KPIツリー!C5: the name 客単価 points at 'KPIツリー'!$C$7, not at the row that is called 客単価, so formulas would take the wrong row. "
        "Rows were probably sorted; run kpi-xl check --repair to point every name at its row again."
    )


def test_repair_points_every_name_at_its_row_again(tmp_path: Path) -> None:
    book = edited(workbook(tmp_path / "shop.xlsx", JA), swap(2, 4))
    assert jobs.repair(book) == jobs.Repaired({"客単価": "KPIツリー!C5", "訪問者数": "KPIツリー!C7"}, ())
    assert read_book(book).tree.baseline["売上"] == 1_000_000
    book.save(tmp_path / "mended.xlsx")
    shown = openpyxl.load_workbook(tmp_path / "mended.xlsx", data_only=True)["KPIツリー"]
    assert shown["C4"].value == 1_000_000


def test_an_inserted_row_joins_the_tree(tmp_path: Path) -> None:
    rows = [*JA[:2], {"name": "再訪率", "baseline": 0.1, "unit": "%"}, *JA[2:]]
    found = read_book(OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", rows)))
    assert "再訪率" in found.tree.levers


def test_a_deleted_row_is_missed_by_its_formula_and_said_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", [row for row in JA if row["name"] != "客単価"])
    book = openpyxl.load_workbook(path)
    book.defined_names["客単価"] = openpyxl.workbook.defined_name.DefinedName("客単価", attr_text="'KPIツリー'!#REF!")
    book.save(path)
    (said,) = sentences(OpenpyxlBook.open(path), "en")
    assert said.startswith("KPIツリー!C4: ")
    assert "#REF!" in said or "客単価" in said


def test_a_row_that_comes_back_under_the_name_of_a_deleted_one_has_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", JA)
    book = openpyxl.load_workbook(path)
    book.defined_names["客単価"] = openpyxl.workbook.defined_name.DefinedName("客単価", attr_text="'KPIツリー'!#REF!")
    book.save(path)
    opened = OpenpyxlBook.open(path)
    jobs.repair(opened)
    assert read_book(opened).tree.baseline["売上"] == 1_000_000


def test_a_renamed_row_is_found_out_and_repair_renames_it_in_every_formula(tmp_path: Path) -> None:
    book = edited(workbook(tmp_path / "shop.xlsx", JA), rename(2, "訪問数"))
    assert sentences(book, "ja") == [
        "KPIツリー!C5：行の名前は「訪問数」ですが、数式ではまだ「訪問者数」のままです。"
        "kpi-xl check --repair で数式を「訪問数」に書き換えるか、行の名前を「訪問者数」に戻してください。"
    ]
    assert sentences(book, "en") == [
        "KPIツリー!C5: the row is called 訪問数, but formulas still know its cell as 訪問者数. Run kpi-xl check --repair to write 訪問数 into "
        "the formulas, or call the row 訪問者数 again."
    ]
    jobs.repair(book)
    found = read_book(book)
    assert found.tree.kpis["売上"].baseline == "=訪問数*転換率*客単価"
    assert found.tree.baseline["売上"] == 1_000_000
    assert not found.identity.missing


def test_a_row_renamed_and_then_sorted_away_is_never_guessed(tmp_path: Path) -> None:
    book = edited(workbook(tmp_path / "shop.xlsx", JA), rename(2, "訪問数"), swap(2, 4))
    with pytest.raises(Problems):
        read_book(book)
    assert jobs.repair(book).removed == ("訪問者数",)  # the cell it points at is another row's now
    (said,) = sentences(book, "en")
    assert said.startswith("KPIツリー!C4: ")
    assert "訪問者数" in said


def test_a_users_own_name_for_a_kpi_is_an_alias_and_no_problem(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", JA)
    book = openpyxl.load_workbook(path)
    book.defined_names["Traffic"] = openpyxl.workbook.defined_name.DefinedName("Traffic", attr_text="'KPIツリー'!$C$5")
    book["KPIツリー"]["C4"] = "=Traffic*転換率*客単価"
    book.save(path)
    found = read_book(OpenpyxlBook.open(path))
    assert found.tree.baseline["売上"] == 1_000_000
    assert not found.identity.renamed


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=訪問者数*2", "=訪問数*2"),
        ('=IF(訪問者数>0,"訪問者数",新訪問者数)', '=IF(訪問数>0,"訪問者数",新訪問者数)'),
        ("=SUM(訪問者数,訪問者数)", "=SUM(訪問数,訪問数)"),
        ("=必達目標!訪問者数", "=必達目標!訪問数"),
        ("=(", "=("),
    ],
)
def test_renaming_touches_names_and_nothing_else(formula: str, after: str) -> None:
    assert rewritten(formula, {"訪問者数": "訪問数"}) == after


def test_two_rows_of_one_name_are_said_and_never_repaired(tmp_path: Path) -> None:
    book = edited(workbook(tmp_path / "shop.xlsx", JA), rename(3, "訪問者数"))
    assert sentences(book, "ja") == ["KPIツリー!C6：名前「訪問者数」はKPIツリー!C5でも使われています。行ごとに別の名前にしてください。"]
    assert jobs.repair(book) == jobs.Repaired({}, ())


@pytest.mark.parametrize("named", [5, 6])
def test_of_two_rows_with_one_name_neither_is_adrift_and_no_name_is_lost(named: int) -> None:
    rows = [(Kpi(name="rate", baseline=1.0), Address("T", row, 3)) for row in (5, 6)]
    names = {(None, "rate"): f"T!$C${named}", (None, "visitors"): "T!$C$5"}
    found = identify(rows, Cells({}, names))
    assert (found.adrift, found.loose, found.missing) == ({}, (), {})
