"""The waterfall goes from today's KGI to the target, each KPI's bar where the one before ends, and says so when the tab was edited."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.waterfall import AMOUNT, BAD, BASE, GOOD, LABEL, MOST, WHOLE
from kpi_xl.labels import LANGS, Lang
from tests.book.test_charts import C, drawn, said
from tests.book.test_scenario_page import edited, goals
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, Row, changed, workbook

TAB: dict[Lang, str] = {"ja": "必達目標", "en": "Must-achieve"}
FROM_TODAY: dict[Lang, str] = {"ja": "月間売上の増減の内訳：現状から「必達目標」へ", "en": "What changes Sales, from today to Must-achieve"}
EDITED: dict[Lang, str] = {
    "ja": "⚠ 逆算したあとに値が変わりました。変わった分は「逆算後の変更」にまとめています。再逆算すると、KPIごとに分け直します。",
    "en": "⚠ Values have changed since the workbook was solved; the difference is the bar Changed since. Solve again to split it.",
}
SOLVED: dict[Lang, str] = {
    "ja": "各KPIの分は逆算した時点の計算です（シャープレイ値：動かす順番をすべて試した平均）。現状と目標の棒は生きた数式です。",
    "en": "Each KPI's part was computed when the workbook was solved (Shapley value: the mean over every order in which the KPIs could move). "
    "The bars of today and the target are live formulas.",
}


def solved(folder: Path, lang: Lang, rows: tuple[Row, ...] | None = None) -> Path:
    book = OpenpyxlBook.open(workbook(folder / f"{lang}.xlsx", rows or SHOP[lang], goals(lang), None, lang))
    jobs.solve(book)
    book.save(folder / f"{lang}-solved.xlsx")
    return folder / f"{lang}-solved.xlsx"


def column(path: Path, lang: Lang, number: int) -> list[object]:
    """The values of a hidden column, from the bar of today to that of the target."""
    sheet = openpyxl.load_workbook(path, data_only=True)[TAB[lang]]
    first = min(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, WHOLE).value not in (None, ""))
    last = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, WHOLE).value not in (None, ""))
    return [sheet.cell(row, number).value for row in range(first, last + 1)]


@pytest.mark.parametrize("lang", LANGS)
def test_three_equal_factors_have_a_third_each_and_stand_on_each_other(lang: Lang, tmp_path: Path) -> None:
    path = solved(tmp_path, lang)
    amounts = column(path, lang, AMOUNT)
    third = 500_000 / 3
    assert amounts == [pytest.approx(1e6), *[pytest.approx(third)] * 3, 0, pytest.approx(1.5e6)]
    assert column(path, lang, BASE) == [None, *[pytest.approx(1e6 + third * place) for place in range(3)], pytest.approx(1.5e6), None]
    assert column(path, lang, GOOD) == [None, *[pytest.approx(third)] * 3, 0, None]
    names = [str(row["label"]) for row in SHOP[lang][1:]]
    part = {"ja": "+16.67万円", "en": "+166,667"}[lang]
    today, target = {"ja": ("現状\n100.00万円", "必達目標\n150.00万円"), "en": ("Today\n1.00M", "Must-achieve\n1.50M")}[lang]
    assert [label or "" for label in column(path, lang, LABEL)] == [today, *(f"{name}\n{part}" for name in names), "", target]


@pytest.mark.parametrize("lang", LANGS)
def test_the_chart_is_made_of_stacked_columns_and_begins_on_one_that_is_not_seen(lang: Lang, tmp_path: Path) -> None:
    (chart,) = [chart for chart in drawn(solved(tmp_path, lang)) if FROM_TODAY[lang] in "".join(chart.itertext())]
    assert [each.get("val") for each in chart.iter(f"{C}grouping")] == ["stacked"]
    first, whole, *_ = chart.iter(f"{C}ser")
    assert len(said(first, f"{C}cat//{C}v")) in (5, 6)  # the slot of what has changed since is blank
    assert [float(value) for value in said(whole, f"{C}val//{C}v")] == pytest.approx([1e6, 1.5e6])


def test_what_takes_away_hangs_from_above_and_less_is_good_where_less_is_better(tmp_path: Path) -> None:
    cost: Row = {"label": "CAC", "name": "cac", "baseline": "=spend/(客数*2)", "unit": "円/人", "better": "小さいほど良い"}
    rows: tuple[Row, ...] = (
        cost,
        {"label": "広告費", "name": "spend", "baseline": 1000.0, "unit": "円", "low": 900.0},
        {"label": "客数", "name": "客数", "baseline": 10.0, "unit": "人"},
    )
    goal = {"active": "はい", "role": "必達", "kind": "現状比（倍）", "amount": 0.5}
    book = OpenpyxlBook.open(workbook(tmp_path / "a.xlsx", rows, [goal], None, "ja"))
    jobs.solve(book)
    book.save(tmp_path / "b.xlsx")
    good, bad, base = (column(tmp_path / "b.xlsx", "ja", each) for each in (GOOD, BAD, BASE))
    assert sum(filter(None, good)) == pytest.approx(25.0)  # type: ignore[arg-type]
    assert not any(bad)
    assert base[-3] == pytest.approx(25.0)


@pytest.mark.parametrize("lang", LANGS)
def test_beside_it_the_kpis_right_below_the_kgi_add_up_to_the_change(lang: Lang, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(solved(tmp_path, lang), data_only=True)[TAB[lang]]
    head = {"ja": "分野（月間売上のすぐ下のKPI）", "en": "By the KPIs right below Sales"}[lang]
    top = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 9).value == head)
    rows = [[sheet.cell(row, at).value for at in (9, 10, 11)] for row in range(top + 1, top + 6)]
    assert [row[0] or None for row in rows] == [*(row["label"] for row in SHOP[lang][1:]), None, {"ja": "合計", "en": "Total"}[lang]]
    assert rows[-1][1:] == pytest.approx([500_000.0, 1.0])
    assert sum(row[1] for row in rows[:3]) == pytest.approx(500_000.0, rel=1e-9)


def test_above_ten_levers_share_a_bar_and_above_twelve_the_method_is_another(tmp_path: Path) -> None:
    levers: tuple[Row, ...] = tuple({"label": f"K{n}", "name": f"k_{n}", "baseline": 10.0 + n, "unit": ""} for n in range(20))
    path = solved(tmp_path, "en", ({"label": "T", "name": "total", "baseline": "=SUM(C5:C24)", "unit": ""}, *levers))
    amounts = column(path, "en", AMOUNT)
    assert len(amounts) == 1 + MOST + 1 + 2
    assert "10 others" in str(column(path, "en", LABEL)[-3])
    assert sum(amounts[:-1]) == pytest.approx(amounts[-1], rel=1e-9)  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(path, data_only=True)["Must-achieve"]
    assert any("Aumann-Shapley" in str(cell.value) for (cell,) in sheet.iter_rows(max_col=1))


def test_where_nothing_moves_there_is_no_waterfall(tmp_path: Path) -> None:
    rows = changed(SHOP["ja"], **{str(row["name"]): {"locked": "はい"} for row in SHOP["ja"][1:]})
    assert not any(FROM_TODAY["ja"] in "".join(chart.itertext()) for chart in drawn(solved(tmp_path, "ja", rows)))


@pytest.mark.libreoffice
def test_after_an_edit_by_hand_the_difference_has_its_own_bar_and_is_said(tmp_path: Path) -> None:
    paths = {lang: solved(tmp_path, lang) for lang in LANGS}
    after = {}
    for lang, path in paths.items():
        sheet = openpyxl.load_workbook(path, data_only=True)[TAB[lang]]
        name = SHOP[lang][1]["label"]
        row = max(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == name)

        def more(book: openpyxl.Workbook, lang: Lang = lang, row: int = row) -> None:
            book[TAB[lang]].cell(row, 4).value = 10_000.0

        after[lang] = edited(path, f"edited-{lang}", more)
    values = recalculate([*paths.values(), *after.values()])
    for lang in LANGS:
        before, now = (
            [value for key, value in values[path].items() if key.startswith(TAB[lang] + "!")] for path in (paths[lang], after[lang])
        )
        assert SOLVED[lang] in before
        assert EDITED[lang] not in before
        assert EDITED[lang] in now
        assert {"ja": "逆算後の変更", "en": "Changed since"}[lang] in now
