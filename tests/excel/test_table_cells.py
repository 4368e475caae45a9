"""A table's values become the cells of a tree: places, totals, blanks, dates, and what cannot be seen from inside the table."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from kpi_xl.book.layout import KPIS
from kpi_xl.calc.cells import Address
from kpi_xl.excel import udfs
from kpi_xl.excel.arrays import value
from kpi_xl.excel.sentinels import VALUE
from kpi_xl.excel.table_tree import read_tree
from kpi_xl.labels import LANGS, Lang
from tests.excel.tables import place, problems_of, shop, table, template, with_formula

HEADERS = {"ja": "見出しを含めて表を指定してください。", "en": "Pass the table with its headers: tbl_kpi[#All]."}
FORMULA, CELL = (place(KPIS, key) for key in ("formula", "cell"))


@pytest.mark.parametrize("lang", LANGS)
def test_all_is_well_with_a_shipped_template(lang: Lang) -> None:
    assert udfs.KPI_CHECK(template(lang, which="blank")) == [
        [
            {
                "ja": "問題はありません。KGIは「売上」、動かせるKPIは2件、数式のKPIは1件です。",
                "en": "No problems. The KGI is Sales; 2 levers and 1 computed KPIs.",
            }[lang]
        ]
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_linter_finds_is_said_with_its_code(lang: Lang) -> None:
    (first,), (second,), _ = udfs.KPI_CHECK(template(lang))
    assert (
        first
        == {
            "ja": "計算できます。確認したい点：1件。KGIは「年間売上」、動かせるKPIは9件、数式のKPIは7件です。",
            "en": "It computes. Worth a look: 1. The KGI is Annual revenue; 9 levers and 7 computed KPIs.",
        }[lang]
    )
    assert second.startswith({"ja": "警告 K011：KPIツリー!C14（", "en": "warning K011: 'KPI Tree'!C14 ("}[lang])


def test_cells_stand_where_the_table_says() -> None:
    tree = read_tree(template("ja")).tree
    assert tree.addresses["年間売上"] == Address("KPIツリー", 8, 3)
    moved = [shop()[0], *([*row[:CELL], f"'売上 計画'!$K${31 + number}"] for number, row in enumerate(shop()[1:]))]
    assert read_tree(moved).tree.addresses["売上"] == Address("売上 計画", 31, 11)


@pytest.mark.parametrize(
    "formula",
    [
        "=C9*C10*C11",
        "=PRODUCT(C9:C11)",
        "=$C$9*KPIツリー!C10*'KPIツリー'!$C$11",
        "=訪問者数*C10*INDEX(C9:C11,3)",
        '=訪問者数*XLOOKUP("転換率",B9:B11,C9:C11)*SUM(tbl_kpi[[#Headers],[下限]],C11)',
    ],
)
def test_formulas_find_the_cells_of_the_table_by_address_too(formula: str) -> None:
    assert udfs.KPI_SOLVE(with_formula(formula), "2倍") == udfs.KPI_SOLVE(shop(), "2倍")


@pytest.mark.parametrize(
    "row",
    [
        {"label": "集計", "baseline": 5.0},
        {"label": "Total"},
        {"label": "合計", "name": 4.0},
        {"label": None, "baseline": 1_015_000.02, "cell": None},
        {"label": "KPIの平均", "name": 4.0, "cell": 4.0},
    ],
)
def test_a_totals_row_is_ignored(row: dict[str, object]) -> None:
    totals = [row.get(column.key) for column in KPIS.columns]
    assert problems_of([*shop(), totals]) == []
    assert udfs.KPI_TARGET([*shop(), totals], "転換率", "2倍") == udfs.KPI_TARGET(shop(), "転換率", "2倍")


def test_a_row_without_a_name_in_the_middle_is_no_totals_row() -> None:
    rows = shop(訪問者数={"label": "集計", "name": None})
    assert "KPIツリー!C9：「集計」の行に名前がありません。数式で使う短い名前（例：集計）を入力してください。" in problems_of(rows)


def test_rows_above_the_headers_and_blanks_below_the_rows_do_not_count() -> None:
    width = len(KPIS.columns)
    whole = [["KPIツリー", *[None] * (width - 1)], [None] * width, *shop(), *([None] * width for _ in range(2000)), [""] * width]
    whole = [[*row, None, None] for row in whole]
    assert udfs.KPI_TARGET(whole, "転換率", "2倍") == udfs.KPI_TARGET(shop(), "転換率", "2倍")
    assert read_tree(whole).tree.addresses["売上"] == Address("KPIツリー", 8, 3)


def test_only_name_baseline_and_formula_are_needed() -> None:
    rows = [["名前（数式用）", "現状値", "計算式"], ["k", 6.0, "=a*b_"], ["a", 2.0, None], ["b_", 3.0, ""]]
    assert udfs.KPI_TARGET(rows, "k", 12.0) == pytest.approx(12.0)


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        (5, 5.0),
        (True, True),
        ("５", "５"),
        (float("nan"), None),
        (Decimal("12.5"), 12.5),
        (date(2026, 4, 1), 46113.0),
        (datetime(2026, 4, 1, 12, 0), 46113.5),
    ],
)
def test_a_cell_is_taken_as_excel_means_it(cell: object, held: object) -> None:
    assert value(cell) == held
    assert type(value(cell)) is type(held)


@pytest.mark.parametrize("code", ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", -2146826243])
def test_an_error_in_a_cell_is_an_error(code: object) -> None:
    rows = shop(訪問者数={"baseline": code})  # type: ignore[dict-item]
    said = code if isinstance(code, str) else "#VALUE!"
    assert problems_of(rows) == [
        f"KPIツリー!C9：「現状値」列には数値が必要ですが、「{said}」が入っています。数値に直すか、空欄にしてください。"
    ]
    assert udfs.KPI_TARGET(rows, "売上", "2倍") == VALUE


def test_numbers_typed_as_texts_are_understood_and_said() -> None:
    rows = shop(訪問者数={"baseline": "５，０００"}, 転換率={"baseline": "2%", "high": "５％"})
    assert udfs.KPI_TARGET(rows, "転換率", "2倍") == udfs.KPI_TARGET(shop(), "転換率", "2倍")
    assert problems_of(rows) == [
        "KPIツリー!C9：文字の「５，０００」を数値 5,000 として扱います。",
        "KPIツリー!G10：文字の「５％」を数値 0.05 として扱います。",
        "KPIツリー!C10：文字の「2%」を数値 0.02 として扱います。",
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_without_headers_says_how_to_pass_it(lang: Lang) -> None:
    [sentence] = problems_of(shop(lang)[1:])
    assert sentence.endswith(HEADERS[lang])
    assert problems_of(None) == [
        "tbl_kpi：「名前（数式用）」、「現状値」の見出し行が見つかりません。tbl_kpi[#All] のように、見出しを含めて表を指定してください。"
    ]
    assert udfs.KPI_SOLVE(5.0) == [[problems_of(None)[0]]]


def test_a_table_that_shows_no_formula_says_what_the_column_has_to_hold() -> None:
    rows = [[*row[:FORMULA], row[FORMULA] if number == 0 else None, row[CELL]] for number, row in enumerate(shop())]
    assert problems_of(rows) == [
        "tbl_kpi：「計算式」列に数式が1つもないため、KPIどうしの関係が分かりません。「計算式」列のすべての行に "
        '=IFERROR(FORMULATEXT([@現状値]),"") を入力してください。'
    ]
    english = [[*row[:FORMULA], row[CELL]] for row in shop("en")]
    assert problems_of(english) == [
        "tbl_kpi: the column Formula shows no formula, so nothing says how the KPIs depend on each other. "
        'Put =IFERROR(FORMULATEXT([@Baseline]),"") into every row of this column.'
    ]
    assert udfs.KPI_TARGET(rows, "売上", "2倍") == VALUE


@pytest.mark.parametrize("lang", LANGS)
def test_a_cell_that_shows_another_number_than_its_row_comes_to_is_a_name_adrift(lang: Lang) -> None:
    name = {"ja": "売上", "en": "sales"}[lang]
    assert problems_of(shop(lang, shown={name: 50_000_000.0})) == [
        {
            "ja": "KPIツリー!C8（月間売上）：セルの値は 50,000,000 ですが、表の行から計算すると 1,000,000 になります。"
            "名前が別の行を指している可能性があります。kpi-xl check --repair で直してください。",
            "en": "'KPI Tree'!C8 (Sales): the cell shows 50,000,000, but the rows of the table make it 1,000,000. "
            "A name probably points at another row; run kpi-xl check --repair.",
        }[lang]
    ]


def test_every_problem_of_the_rows_is_said_at_once_as_in_a_workbook() -> None:
    rows = shop(訪問者数={"low": 9000.0}, 転換率={"effort": "大変"}, 客単価={"baseline": "約1万"})
    assert problems_of(rows) == [
        "KPIツリー!I10：「難易度」列には低・中・高のどれかが必要ですが、「大変」が入っています。どれかを選んでください。",
        "KPIツリー!C11：「現状値」列には数値が必要ですが、「約1万」が入っています。数値に直すか、空欄にしてください。",
        "エラー K002：KPIツリー!C9（訪問者）：現状値 5,000 が下限 9,000 の外にあります。現状値を直すか、下限を広げるか空欄にしてください。",
    ]
    assert udfs.KPI_SOLVE(rows, "2倍") == [[sentence] for sentence in problems_of(rows)]


def test_old_array_formulas_and_references_in_texts_are_read() -> None:
    assert udfs.KPI_TARGET(with_formula("{=SUM(訪問者数*転換率*客単価)}"), "売上", "2倍") == pytest.approx(2_000_000.0)
    assert problems_of(with_formula('=SUMPRODUCT(訪問者数*転換率*客単価,--("前提!B3"="前提!B3"))')) == []


def test_a_table_with_notes_of_the_tree_says_them() -> None:
    rows = shop(転換率={"baseline": 1.5, "high": None, "stated": None}, shown={"売上": 75_000_000.0})
    assert problems_of(rows) == [
        "警告 K006：KPIツリー!C10（転換率）：現状値が150%ですが、率は100%以下のはずです。"
        "「5」ではなく「5%」のように入力し直してください。100%を超えてよい率なら、上限にその値を入力してください。",
        "KPIツリー!C10（転換率）：現状値 150% が通常の上限 100% を超えているため、この上限は使いません。必要なら入力してください。",
    ]


def test_an_empty_table_says_so() -> None:
    assert problems_of(table([])) == ["tbl_kpi：KPIの表が空です。KPIごとに、名前と現状値を入力した行を追加してください。"]
