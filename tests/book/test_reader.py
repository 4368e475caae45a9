"""Reading a workbook: what people type is understood, and every bad cell is said at once, with its remedy."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import Reading, read_book, read_tree
from kpi_xl.errors import Problems
from kpi_xl.labels import Lang
from tests.support.workbooks import SHOP, changed, workbook

JA, EN = SHOP["ja"], SHOP["en"]


def reading(path: Path) -> Reading:
    return read_book(OpenpyxlBook.open(path))


def problems(path: Path, lang: Lang) -> list[str]:
    with pytest.raises(Problems) as caught:
        reading(path)
    return [problem.sentence(lang) for problem in caught.value.problems]


@pytest.mark.parametrize(("lang", "kgi"), [("ja", "売上"), ("en", "sales")])
def test_a_workbook_becomes_a_tree_with_the_usual_goals(tmp_path: Path, lang: Lang, kgi: str) -> None:
    found = reading(workbook(tmp_path / "shop.xlsx", SHOP[lang], lang=lang))
    assert found.lang == lang
    assert found.tree.kgi == kgi
    assert found.tree.baseline[kgi] == 1_000_000
    assert [scenario.name for scenario in found.scenarios] == (["必達目標", "挑戦目標"] if lang == "ja" else ["Must-achieve", "Stretch"])
    assert [scenario.goals[0].percent for scenario in found.scenarios] == [150, 300]


def test_only_name_and_baseline_are_needed(tmp_path: Path) -> None:
    rest = ["label", "unit", "better", "low", "high", "stated", "effort", "parent", "order", "locked", "industry"]
    path = workbook(tmp_path / "shop.xlsx", JA, leave_out=[*rest, "last_year", "owner", "note", "formula", "cell"])
    assert read_tree(path).baseline["売上"] == 1_000_000


def test_full_width_digits_and_signs_are_understood_and_corrected(tmp_path: Path) -> None:
    rows = changed(JA, 訪問者数={"baseline": "５，０００"}, 転換率={"baseline": "２％", "high": "５％"})
    found = reading(workbook(tmp_path / "shop.xlsx", rows))
    assert found.tree.baseline["売上"] == 1_000_000
    assert sorted(found.corrections.values()) == [0.02, 0.05, 5000.0]
    assert found.notes[0].sentence("ja") == "KPIツリー!C5：文字の「５，０００」を数値 5,000 として扱い、数値に直して保存します。"
    assert found.notes[0].sentence("en") == "KPIツリー!C5: the text '５，０００' is taken as the number 5,000, and saved as such."


@pytest.mark.parametrize("typed", ["３倍", "x3", "３００％", 3.0])
def test_a_goal_may_be_typed_as_people_say_it(tmp_path: Path, typed: float | str) -> None:
    goals = [{"role": "必達", "kind": "前年比", "amount": typed}]
    (scenario,) = reading(workbook(tmp_path / "shop.xlsx", JA, goals)).scenarios
    assert scenario.goals[0].percent == 300


def test_empty_rows_are_skipped_and_unknown_columns_are_the_users(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", [*JA[:2], {}, *JA[2:]])
    book = openpyxl.load_workbook(path)
    sheet = book["KPIツリー"]
    sheet["P3"] = "私の列"
    table = sheet.tables["tbl_kpi"]
    table.tableColumns = []
    table._initialise_columns()
    for column, cell in zip(table.tableColumns, sheet[3], strict=False):
        column.name = cell.value
    book.save(path)
    assert list(read_tree(path).kpis) == ["売上", "訪問者数", "転換率", "客単価"]


def test_rows_right_below_the_table_belong_to_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", JA)
    book = openpyxl.load_workbook(path)
    sheet = book["KPIツリー"]
    sheet["B8"], sheet["C8"] = "利益", "=売上*0.3"
    book.save(path)
    found = reading(path)
    assert found.tree.baseline["利益"] == pytest.approx(300_000)
    assert found.tables["tbl_kpi"].last_row == 8
    assert found.notes[0].sentence("en") == "KPIツリー!A8: 1 row(s) right below the table are taken as part of it."
    assert found.notes[0].sentence("ja") == "KPIツリー!A8：表のすぐ下の1行も表の一部として扱います。"


def test_a_name_that_is_not_defined_yet_resolves_to_its_row(tmp_path: Path) -> None:
    found = reading(workbook(tmp_path / "shop.xlsx", JA, names=False))
    assert found.tree.baseline["売上"] == 1_000_000
    assert set(found.identity.missing) == {"売上", "訪問者数", "転換率", "客単価"}


def test_goals_with_the_same_scenario_hold_together(tmp_path: Path) -> None:
    goals = [
        {"role": "必達", "scenario": "A案", "kind": "現状比（倍）", "amount": 2},
        {"role": "必達", "scenario": "A案", "kpi": "訪問者数", "kind": "数値指定", "amount": 8000},
        {"active": "いいえ", "role": "挑戦", "kind": "現状比（倍）", "amount": 9},
    ]
    (scenario,) = reading(workbook(tmp_path / "shop.xlsx", JA, goals)).scenarios
    assert [(goal.kpi, goal.times, goal.value) for goal in scenario.goals] == [("売上", 2, None), ("訪問者数", None, 8000)]


BAD = [
    (
        {"訪問者数": {"baseline": "たくさん"}},
        "KPIツリー!C5：「現状値」列には数値が必要ですが、「たくさん」が入っています。数値に直すか、空欄にしてください。",
        "KPIツリー!C5: 'たくさん' stands in the column Baseline, where a number is expected. Type a number, or clear the cell.",
    ),
    (
        {"転換率": {"low": 0.03, "high": 0.01}},
        "KPIツリー!C6（転換率）：下限 3% が上限 1% を超えています。入れ替えるか、片方を空欄にしてください。",
        "KPIツリー!C6 (転換率): low 3% is above high 1%. Swap them, or clear one to leave that side open.",
    ),
    (
        {"転換率": {"high": 0.01}},
        "KPIツリー!C6（転換率）：現状値 2% が上限 1% の外にあります。現状値を直すか、上限を広げるか空欄にしてください。",
        "KPIツリー!C6 (転換率): the baseline 2% lies outside its bounds (high 1%). Correct the baseline, or widen or clear the bound.",
    ),
    (
        {"訪問者数": {"better": "多いほう"}},
        "KPIツリー!E5：「改善方向」列には大きいほど良い・小さいほど良いのどれかが必要ですが、「多いほう」が入っています。どれかを選んでください。",
        "KPIツリー!E5: '多いほう' stands in the column Better, where one of higher, lower is expected. Choose one of them.",
    ),
    (
        {"客単価": {"effort": -1}},
        "KPIツリー!C7（客単価）：難易度が -1 ですが、低・中・高、または0より大きい数値が必要です。標準は1です。",
        "KPIツリー!C7 (客単価): effort is -1, but it must be low, medium, high or a number above 0. Use 1 for a usual lever.",
    ),
]


@pytest.mark.parametrize(("change", "ja", "en"), BAD, ids=[next(iter(change)) + str(number) for number, (change, *_) in enumerate(BAD)])
def test_a_bad_cell_is_one_sentence_in_either_language(tmp_path: Path, change: dict, ja: str, en: str) -> None:
    path = workbook(tmp_path / "shop.xlsx", changed(JA, **change))
    assert problems(path, "ja") == [ja]
    assert problems(path, "en") == [en]


def test_an_error_in_a_number_cell_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", changed(JA, 訪問者数={"high": "=1/0"}))
    assert problems(path, "ja") == [
        "KPIツリー!G5：「上限」列には数値が必要ですが、「#DIV/0!」が入っています。数値に直すか、空欄にしてください。"
    ]
    assert problems(path, "en") == [
        "KPIツリー!G5: '#DIV/0!' stands in the column High, where a number is expected. Type a number, or clear the cell."
    ]


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    rows = changed(JA, 訪問者数={"baseline": "たくさん"}, 転換率={"low": 0.03, "high": 0.01}, 客単価={"name": "客 単価"})
    goals = [
        {"kind": "何か", "amount": 1},
        {"kind": "前年比", "amount": 150},
        {"kind": "現状比（倍）"},
        {"kpi": "不明", "kind": "数値指定", "amount": 1},
    ]
    with pytest.raises(Problems) as caught:
        reading(workbook(tmp_path / "shop.xlsx", rows, goals))
    codes = {problem.code for problem in caught.value.problems}
    assert codes >= {"not_a_number", "bad_bounds", "illegal_name", "not_a_choice", "looks_like_percent", "missing_cell"}


def test_a_workbook_without_the_table_says_how_to_get_one(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    assert problems(path, "ja") == [
        "KPIツリー：KPIの表（テーブル tbl_kpi）がありません。テンプレート（kpi-xl new）から始めるか、"
        '今の数式からツリーを作るか（kpi-xl trace ファイル --kgi "シート名!B9"）、'
        "見出しを含むKPIの範囲を選んで Ctrl+T を押し、テーブル名を tbl_kpi にしてください。"
    ]
    assert problems(path, "en") == [
        "KPI Tree: there is no table tbl_kpi, which holds the KPIs. Start from a template (kpi-xl new), make a tree of a cell of yours "
        '(kpi-xl trace FILE --kgi "Sheet!B9"), or select the KPI rows with their headers, press Ctrl+T and name the table tbl_kpi.'
    ]


def test_a_missing_required_column_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", JA, leave_out=["name"], names=False)
    assert problems(path, "ja") == ["KPIツリー：テーブル tbl_kpi に「名前（数式用）」列がありません。この見出しの列を追加してください。"]
    assert problems(path, "en") == ["KPIツリー: the table tbl_kpi has no column Name. Add a column with exactly this header."]
