"""Formulas that reach outside the table: the sentence says which cell to bring in, and a locked row does."""

from __future__ import annotations

import pytest

from kpi_xl.book.layout import KPIS
from kpi_xl.excel import udfs
from kpi_xl.excel.sentinels import VALUE
from kpi_xl.labels import LANGS, Lang
from tests.excel.tables import place, problems_of, shop, with_formula

CELL = place(KPIS, "cell")


@pytest.mark.parametrize(
    ("formula", "reference"),
    [
        ("=訪問者数*転換率*前提!B3", "前提!B3"),
        ("=訪問者数*転換率*C12", "C12"),
        ("=訪問者数*転換率*SUM(C9:C40)", "C9:C40"),
        ("=訪問者数*転換率*C:C", "C:C"),
        ("=訪問者数*転換率*tbl_price[単価]", "tbl_price[単価]"),
        ("=訪問者数*転換率*'[原価.xlsx]表'!$B$3", "'[原価.xlsx]表'!$B$3"),
        ("=訪問者数*転換率*tbl_goals[数値]", "tbl_goals[数値]"),
        ("=訪問者数*転換率*為替", "為替"),
        ("=訪問者数*転換率*前提!客単価", "前提!客単価"),
    ],
)
def test_a_formula_that_reaches_outside_says_what_to_bring_in_as_a_locked_row(formula: str, reference: str) -> None:
    assert problems_of(with_formula(formula)) == [
        f"KPIツリー!C8：数式 {formula} は表の外の {reference} を使っていますが、セル関数から見えるのは表の中だけです。"
        f"現状値が ={reference}、「固定」が「はい」の行を表に追加し、数式ではその行の名前を使ってください。"
    ]
    assert udfs.KPI_TARGET(with_formula(formula), "売上", "2倍") == VALUE


def test_a_misspelt_name_is_told_with_the_names_that_are_close() -> None:
    rows = shop("en", sales={"baseline": "=visitors*rate*prices"}, shown={"sales": "#NAME?"})  # type: ignore[dict-item]
    assert problems_of(rows)[-1] == (
        "'KPI Tree'!C8: the formula =visitors*rate*prices uses prices, which does not stand in the table, and a cell function sees the table "
        "alone (did you mean price?). Add a row with a name, =prices as its baseline and Locked = yes, and use its name in the formula."
    )


def test_a_locked_row_brings_a_cell_outside_in_as_the_number_it_shows() -> None:
    rows = shop(客単価={"baseline": "=前提!B3", "locked": "はい"}, shown={"客単価": 10_000.0})
    assert problems_of(rows) == []
    fixed = shop(客単価={"locked": "はい"})
    assert udfs.KPI_SOLVE(rows, "2倍") == udfs.KPI_SOLVE(fixed, "2倍")
    broken = shop(客単価={"baseline": "=前提!B3", "locked": "はい"}, shown={"客単価": "#REF!"})  # type: ignore[dict-item]
    assert (
        problems_of(broken)[0]
        == "KPIツリー!C11：「現状値」列には数値が必要ですが、「#REF!」が入っています。数値に直すか、空欄にしてください。"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_cells_by_address_need_the_column_that_says_where_rows_stand(lang: Lang) -> None:
    name = {"ja": "売上", "en": "sales"}[lang]
    rows = [row[:CELL] for row in shop(lang, **{name: {"baseline": "=C9*C10*C11"}})]
    assert problems_of(rows) == [
        {
            "ja": "tbl_kpi!C2：数式 =C9*C10*C11 はセルを番地で参照していますが、「セル」列から行の位置が分かりません。"
            "テンプレートと同じ数式を「セル」列に入れるか、数式で名前を使ってください。",
            "en": "tbl_kpi!C2: the formula =C9*C10*C11 names cells by their address, but the column Cell does not say where the rows stand. "
            "Fill in that column as in the template, or use names in the formula.",
        }[lang]
    ]
    strewn = [row[:] for row in shop(lang, **{name: {"baseline": "=C9*C10*C11"}})]
    strewn[3], strewn[4] = strewn[4], strewn[3]  # as SORT or FILTER gives it: the rows no longer stand below each other
    assert problems_of(strewn) == problems_of(rows)
    sorted_rows = [shop()[0], *reversed(shop()[1:])]  # by name all is well
    assert udfs.KPI_TARGET(sorted_rows, "転換率", "2倍") == pytest.approx(udfs.KPI_TARGET(shop(), "転換率", "2倍"))


def test_names_that_a_formula_defines_itself_are_not_sought_outside() -> None:
    [sentence] = problems_of(with_formula("=LET(a,訪問者数*転換率,a*客単価)"))
    assert sentence.startswith("KPIツリー!C8：関数 LET には対応しておらず、")
