"""The monthly plan in a workbook: live formulas that say what the tree says, and links that follow what people change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors, jobs
from kpi_xl.book.layout import KPIS, PAGE_SHEETS, WAYS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.plan_columns import FIRST, LABEL, Columns
from kpi_xl.book.plan_grid import monthly_unit
from kpi_xl.book.valued import cells_with
from kpi_xl.calc.cells import Address
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.jobs import Monthly
from kpi_xl.jobs.spreading import spread
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.month import Month, months
from kpi_xl.plan.period import Period
from tests.support.every_workbook import NOVEMBER, both, changed, planned
from tests.support.workbooks import SHOP, Row, workbook

SHEET = PAGE_SHEETS["plan"]


def made(folder: Path, lang: Lang = "ja", rows: tuple[Row, ...] | None = None, **settings: str) -> tuple[OpenpyxlBook, Monthly]:
    """The shop, planned."""
    book = OpenpyxlBook.open(workbook(folder / "shop.xlsx", rows or SHOP[lang], both(lang), settings or None, lang))
    return book, jobs.plan(book, now=NOVEMBER)


def grids(book: OpenpyxlBook, lang: Lang, count: int) -> list[dict[str, list[float]]]:
    """What the page shows for each scenario: the months of every KPI by its label."""
    found: list[dict[str, list[float]]] = []
    contents = {at: getattr(content, "cached", content) for at, content in book.contents().items() if at.sheet == SHEET.say(lang)}
    for row in sorted({at.row for at in contents}):
        label, month = contents.get(Address(SHEET.say(lang), row, LABEL)), contents.get(Address(SHEET.say(lang), row, FIRST))
        if label == KPIS.columns[0].label.say(lang):
            found.append({})
        elif found and isinstance(label, str) and isinstance(month, float):
            found[-1][label] = [float(contents[Address(SHEET.say(lang), row, FIRST + place)]) for place in range(count)]  # type: ignore[arg-type]
    return found


def shown(book: OpenpyxlBook, solved: Monthly, lang: Lang) -> Iterator[tuple[list[float], list[float]]]:
    """Yield for every scenario and KPI what the page shows and what the plan says."""
    count = len(solved.spreads[0].plan.months)
    for each, grid in zip(solved.spreads, grids(book, lang, count), strict=True):
        for name, kpi in solved.solved.reading.tree.kpis.items():
            yield grid[kpi.shown], each.plan.amounts(name).tolist()


@pytest.mark.parametrize("lang", LANGS)
def test_every_month_is_what_the_tree_calculates(lang: Lang, tmp_path: Path) -> None:
    book, solved = made(tmp_path, lang)
    found = list(shown(book, solved, lang))
    assert len(found) == 2 * len(SHOP[lang])
    for page, plan in found:
        assert page == pytest.approx(plan, rel=1e-12)


@pytest.mark.parametrize("lang", LANGS)
def test_seasons_delays_and_lags_are_in_the_formulas(lang: Lang, tmp_path: Path) -> None:
    book = OpenpyxlBook.open(planned(tmp_path, lang))
    solved = jobs.plan(book, now=NOVEMBER)
    course = solved.spreads[0].plan.course
    assert [str(course.months[0]), len(course.months), course.gone] == ["2026-10", 36, 0]
    assert len(course.lags) == 2
    for page, plan in shown(book, solved, lang):
        assert page == pytest.approx(plan, rel=1e-11)
    kgi = solved.solved.reading.tree.kgi
    for each, times in zip(solved.spreads, (1.5, 3.0), strict=True):
        assert each.plan.figure(kgi) == pytest.approx(times * solved.solved.reading.tree.baseline[kgi], rel=1e-9)


def test_the_months_a_settings_sheet_asks_for() -> None:
    columns = Columns(months(Month(2026, 4), 15), 4, "ja")
    assert [span.name for span in columns.spans] == [
        "期間計",
        "2026年度",
        "2027年度（3か月）",
        *(f"2026年度 Q{quarter}" for quarter in range(1, 5)),
        "2027年度 Q1",
    ]
    assert [(span.first, span.last) for span in columns.spans[:3]] == [(0, 14), (0, 11), (12, 14)]
    assert list(columns.sums(9, Period("flow", 12.0, SHEET)))[1][1] == "=SUM($F9:$Q9)"


@pytest.mark.parametrize(
    ("unit", "ja", "en"), [("円/年", "円/月", "円/month"), ("人/月", "人/月", "人/月"), ("%", "%", "%"), ("年", "年", "年")]
)
def test_a_month_has_a_unit_of_its_own(unit: str, ja: str, en: str) -> None:
    assert (monthly_unit(unit, "ja"), monthly_unit(unit, "en")) == (ja, en)


def test_a_target_changed_on_the_tab_moves_the_plan(tmp_path: Path) -> None:
    book, solved = made(tmp_path)
    tab, plan = solved.solved.briefs[0].sheet, SHEET.ja
    refers = book.names()[(tab, "訪問者数")]
    column, row = refers.rpartition("!")[2].split("$")[1:]
    place = Address(tab, int(row), openpyxl.utils.column_index_from_string(column))
    book.set_cell(tab, place.row, place.column, 12_000.0)
    cells = cells_with(book, [])
    rows = {at.row for at, content in cells.contents.items() if at.sheet == plan and at.column == LABEL and content == "訪問者"}
    last = Address(plan, min(rows), FIRST + 11)
    assert evaluate_cells(cells, [last])[last] == pytest.approx(12_000.0)
    kgi = Address(
        plan,
        min(at.row for at, content in cells.contents.items() if at.sheet == plan and content == "月間売上" and at.column == LABEL),
        FIRST + 11,
    )
    levers = solved.solved.briefs[0].solution.levers
    assert evaluate_cells(cells, [kgi])[kgi] == pytest.approx(12_000.0 * levers["転換率"].target * levers["客単価"].target, rel=1e-12)


def test_solving_again_brings_the_plan_up_to_new_rows(tmp_path: Path) -> None:
    book, _ = made(tmp_path)
    path = tmp_path / "again.xlsx"
    book.save(path)
    opened = openpyxl.load_workbook(path)
    sheet = opened[KPIS.sheet.ja]
    last = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value)
    sheet.cell(last + 1, 1).value, sheet.cell(last + 1, 2).value, sheet.cell(last + 1, 3).value = "割増", "割増率", 1.5
    top = next(row for row in range(1, last) if sheet.cell(row, 2).value == "売上")
    sheet.cell(top, 3).value = "=訪問者数*転換率*客単価*割増率"
    opened.save(path)
    book = OpenpyxlBook.open(path)
    again = jobs.solve(book, now=NOVEMBER)
    solved = Monthly(again, spread(again.briefs, NOVEMBER), SHEET.ja, laid_out=False)
    for page, plan in shown(book, solved, "ja"):
        assert page == pytest.approx(plan, rel=1e-12)


def test_a_workbook_without_a_plan_gets_none_by_solving(tmp_path: Path) -> None:
    book = OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", SHOP["ja"], both("ja")))
    jobs.solve(book, now=NOVEMBER)
    assert SHEET.ja not in book.sheets()


def test_the_plan_begins_with_the_fiscal_year(tmp_path: Path) -> None:
    for lang, begins in (("ja", "2026-04"), ("en", "2026-01")):
        _, solved = made(tmp_path, lang)  # type: ignore[arg-type]
        assert str(solved.spreads[0].plan.months[0]) == begins
    _, solved = made(tmp_path, "ja", fiscal_start="7月")
    assert str(solved.spreads[0].plan.months[0]) == "2026-07"
    _, solved = made(tmp_path, "ja", start="2027年1月", months="24")
    assert [str(month) for month in solved.spreads[0].plan.months][::23] == ["2027-01", "2028-12"]


def test_a_month_that_excel_made_a_day_of_is_understood(tmp_path: Path) -> None:
    _, solved = made(tmp_path, "ja", start="46113")  # 2026-04-01
    assert str(solved.spreads[0].plan.months[0]) == "2026-04"


def test_a_total_is_out_of_reach_honestly(tmp_path: Path) -> None:
    rows = changed(SHOP["ja"], 訪問者数={"high": 7000.0, "stated": None}, 転換率={"high": 0.02, "stated": None}, 客単価={"locked": "はい"})
    book, solved = made(tmp_path, "ja", rows, meaning="期間累計で到達")
    assert [each.solution.outcome for each in solved.spreads] == ["out_of_reach", "out_of_reach"]
    said = {content for at, content in book.contents().items() if at.sheet == SHEET.ja}
    assert "この条件では届かない（上下限・固定・月数を見直してください）" in said


BAD_CONDITIONS: dict[Lang, list[str]] = {
    "ja": [
        "計画の条件!G8：季節の重みが12か月のうち1か月だけ入力されています。1月から12月まですべて（普通の月は1）入力するか、すべて空欄にしてください。",
        "計画の条件!A9：月間売上は計算式で求めるか固定された値なので、自分の道のりはありません。この行の曲線・開始の遅れ・季節の重みを空欄にするか、"
        "もとになるKPIの行に入力してください。",
        "計画の条件!D10：「-1」は月数として使えません。0以上の整数を入力するか、空欄にしてください。",
        "計画の条件!A11：「xyz」というKPIは表にありません。表の名前から選んでください。",
        "計画の条件!E12：転換率の効果が客単価に遅れて届く指定ですが、客単価の計算式は転換率を使っていません（使っているのは-）。"
        "転換率を計算式で使うKPIを指定するか、空欄にしてください。",
    ],
    "en": [
        "'Plan conditions'!G8: only 1 of the twelve seasonal weights filled in. "
        "Fill in all from January to December (1 for a usual month), or none.",
        "'Plan conditions'!A9: Sales is computed by a formula or locked, so it goes no way of its own. "
        "Clear the curve, the delay and the weights in its row, or name the KPIs it is made of.",
        "'Plan conditions'!D10: '-1' is no number of months. Type a whole number, 0 or more, or clear the cell.",
        "'Plan conditions'!A11: 'xyz' is no KPI of the table. Choose one of its names.",
        "'Plan conditions'!E12: Rate is to act on Price with a lag, but the formula of Price does not use it (-). "
        "Name a KPI whose formula uses Rate, or leave it blank.",
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_every_bad_condition_is_said_at_once(lang: Lang, tmp_path: Path) -> None:
    book, _ = made(tmp_path, lang)
    sales, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])
    rows = ((sales, None, "s_curve"), (visitors, None, None, -1), ("xyz", None, None, 2), (rate, None, None, None, 1, price))
    for row, typed in enumerate(rows, 9):
        for column, value in enumerate(typed, 1):
            book.set_cell(WAYS.sheet.say(lang), row, column, value)
    book.set_cell(WAYS.sheet.say(lang), 8, 7, 1.2)
    for work in (partial(jobs.plan, now=NOVEMBER), jobs.check):
        with pytest.raises(errors.Problems) as caught:
            work(book)
        assert caught.value.sentence(lang).splitlines() == BAD_CONDITIONS[lang]


FOR_ONE: dict[Lang, list[str]] = {
    "ja": [
        "計画の条件!B8：「合計」は「すべて」の行では指定できません。行にKPIの名前を入れるか、空欄にしてください。",
        "計画の条件!E8：「2」は「すべて」の行では指定できません。行にKPIの名前を入れるか、空欄にしてください。",
    ],
    "en": [
        "'Plan conditions'!B8: 'flow' cannot be said of all KPIs together. Name one KPI in its row, or clear the cell.",
        "'Plan conditions'!E8: '2' cannot be said of all KPIs together. Name one KPI in its row, or clear the cell.",
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_what_holds_for_one_kpi_is_not_left_out_silently_in_the_row_of_all(lang: Lang, tmp_path: Path) -> None:
    book, _ = made(tmp_path, lang)
    book.set_cell(WAYS.sheet.say(lang), 8, 2, {"ja": "合計", "en": "flow"}[lang])
    book.set_cell(WAYS.sheet.say(lang), 8, 5, 2.0)
    with pytest.raises(errors.Problems) as caught:
        jobs.plan(book, now=NOVEMBER)
    assert caught.value.sentence(lang).splitlines() == FOR_ONE[lang]


BAD_SETTINGS: dict[str, dict[Lang, str]] = {
    "start": {
        "ja": "設定!B2：「x」は年月として読めません。2026-04のように年と月を入力してください。",
        "en": "Settings!B2: 'x' is no month. Type the year and the month, such as 2026-04.",
    },
    "months": {
        "ja": "設定!B2：「x」は計画の月数として使えません。1から36までの整数（例：12）を入力してください。",
        "en": "Settings!B2: 'x' is no number of months for a plan. Type a whole number from 1 to 36, such as 12.",
    },
    "curve": {
        "ja": "設定!B2：「計画の進み方」列には直線・等比・S字のどれかが必要ですが、「x」が入っています。どれかを選んでください。",
        "en": "Settings!B2: 'x' stands in the column Curve of the plan, where one of linear, geometric, s_curve is expected. "
        "Choose one of them.",
    },
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", BAD_SETTINGS)
def test_a_setting_that_makes_no_sense_is_said(key: str, lang: Lang, tmp_path: Path) -> None:
    with pytest.raises(errors.Problems) as caught:
        made(tmp_path, lang, None, **{key: "x"})
    assert caught.value.sentence(lang) == BAD_SETTINGS[key][lang]


def test_a_sheet_of_the_users_is_not_painted_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", SHOP["ja"], both("ja"))
    opened = openpyxl.load_workbook(path)
    opened.create_sheet(SHEET.ja)["A1"] = "mine"
    opened.save(path)
    with pytest.raises(errors.Problems) as caught:
        jobs.plan(OpenpyxlBook.open(path), now=datetime(2026, 11, 1))
    assert isinstance(caught.value.problems[0], errors.SheetTaken)
