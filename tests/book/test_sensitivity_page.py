"""The page on sensitivity says what each lever does to the KGI, here and at every scenario, and draws it, the strongest on top."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.chart import APART, ONE_LINE, Chart
from kpi_xl.book.layout import KPIS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.sensitivity_chart import MOST_BARS, signed
from kpi_xl.book.sensitivity_page import sensitivity_page
from kpi_xl.book.tabs import Tab
from kpi_xl.book.valued import cells_with, valued
from kpi_xl.labels import LANGS, Lang
from tests.book.test_charts import C, drawn, said
from tests.book.test_scenario_page import FRESH, STALE, edited, goals
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, Row, changed, workbook

SHEET: dict[Lang, str] = {"ja": "感度分析", "en": "Sensitivity"}
LOWER: dict[Lang, str] = {"ja": "小さいほど良い", "en": "lower"}
YES: dict[Lang, str] = {"ja": "はい", "en": "yes"}
NOT_TYPED: dict[Lang, str] = {"ja": "未入力", "en": "not typed"}
RATIO_FORMULA: dict[Lang, str] = {"ja": "=訪問者数*転換率*客単価*(1-解約率)*為替", "en": "=visitors*rate*price*(1-churn)*fx"}


def churning(lang: Lang, **changes: Row) -> tuple[Row, ...]:
    """The shop with a churn of 20%, less of which is better, and a locked factor of 1: sales of 800,000."""
    churn, locked = {"ja": ("解約率", "為替"), "en": ("churn", "fx")}[lang]
    rows: tuple[Row, ...] = (
        *SHOP[lang],
        {"label": churn, "name": churn, "baseline": 0.2, "unit": "%", "better": LOWER[lang], "low": 0.1},
        {"label": locked, "name": locked, "baseline": 1.0, "unit": "", "locked": YES[lang]},
    )
    return changed(rows, **{str(SHOP[lang][0]["name"]): {"baseline": RATIO_FORMULA[lang]}, **changes})


def paged(folder: Path, lang: Lang, rows=None, asked=None) -> tuple[Path, Page, jobs.Solved]:
    """Solve a workbook, put the page into it and save it."""
    book = OpenpyxlBook.open(workbook(folder / f"{lang}.xlsx", rows or churning(lang), asked or goals(lang), None, lang))
    solved = jobs.solve(book)
    page = sensitivity_page([Tab(brief, scenario_page(brief)) for brief in solved.briefs])
    (page,) = valued([page], cells_with(book, [page]))
    book.write([page])
    book.save(folder / f"{lang}-solved.xlsx")
    return folder / f"{lang}-solved.xlsx", page, solved


def rows_of(page: Page, label: str) -> list[list[object]]:
    """The rows that begin with a label, from top to bottom: its effect, then its place in the ranking."""
    width = max(column for _, column in page.cells)
    places = sorted(row for (row, column), cell in page.cells.items() if column == 1 and cell.value == label)
    return [[page.cells[row, at].value if (row, at) in page.cells else None for at in range(1, width + 1)] for row in places]


def effect(page: Page, label: str) -> list[object]:
    """The row of a lever in the first table."""
    return rows_of(page, label)[0]


def ranked(page: Page, label: str) -> list[object]:
    """The row of a lever in the ranking."""
    return rows_of(page, label)[-1]


def texts(page: Page) -> str:
    return "\n".join(str(cell.value) for cell in page.cells.values() if isinstance(cell.value, str))


@pytest.mark.parametrize("lang", LANGS)
def test_slope_and_elasticity_of_a_product_are_those_of_the_textbook(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = paged(tmp_path, lang)
    _, visitors, rate, price = (str(row["label"]) for row in SHOP[lang])
    # 100 of 5,000 visitors are 2% of 800,000; one point of a rate of 2% is half of it; 1,000 yen of 10,000 are a tenth.
    assert effect(page, visitors)[4:6] == pytest.approx([16_000.0, 1.0])
    assert effect(page, rate)[4:6] == pytest.approx([400_000.0, 1.0])
    assert effect(page, price)[4:6] == pytest.approx([80_000.0, 1.0])


@pytest.mark.parametrize("lang", LANGS)
def test_where_less_is_better_a_step_goes_down_and_adds_while_the_elasticity_keeps_its_sign(lang: Lang, tmp_path: Path) -> None:
    _, page, solved = paged(tmp_path, lang)
    churn = effect(page, str(churning(lang)[4]["label"]))
    assert churn[3] == {"ja": "1ポイント下げる", "en": "1 point down"}[lang]
    assert churn[4:6] == pytest.approx([10_000.0, -0.25])  # 800,000 / 0.8 per whole, a hundredth of it; -0.2 / 0.8
    for place, (_, solution) in enumerate(solved.answers):
        values = solution.values
        kgi, own = values[str(SHOP[lang][0]["name"])], values[str(churning(lang)[4]["name"])]
        assert churn[6 + 2 * place : 8 + 2 * place] == pytest.approx([kgi / (1 - own) / 100, -own / (1 - own)])


@pytest.mark.parametrize("lang", LANGS)
def test_the_kgi_stands_there_for_a_tenth_up_and_down_and_for_bounds_that_were_typed(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = paged(tmp_path, lang)
    labels = [str(row["label"]) for row in churning(lang)]
    assert effect(page, labels[2])[10:14] == [pytest.approx(720_000.0), pytest.approx(880_000.0), NOT_TYPED[lang], pytest.approx(2e6)]
    assert effect(page, labels[4])[10:14] == [pytest.approx(820_000.0), pytest.approx(780_000.0), pytest.approx(900_000.0), NOT_TYPED[lang]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_locked_row_is_not_in_the_tables_and_the_page_says_so(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = paged(tmp_path, lang)
    locked = str(churning(lang)[5]["label"])
    assert rows_of(page, locked) == []
    words = {"ja": f"固定のKPI1件は動かせないため、載せていません：{locked}", "en": f"Not shown, as they are locked (1): {locked}"}
    assert words[lang] in texts(page)


@pytest.mark.parametrize("lang", LANGS)
def test_the_ranking_divides_by_the_effort_and_equals_share_a_rank(lang: Lang, tmp_path: Path) -> None:
    _, visitors, rate, price = SHOP[lang]
    _, page, _ = paged(tmp_path, lang, churning(lang, **{str(visitors["name"]): {"effort": 2.0}, str(price["name"]): {"effort": 3.0}}))
    # 1% of 800,000 for each factor, divided by its effort; churn 1% lower is a fifth of a point: 2,000.
    found = {str(row["label"]): ranked(page, str(row["label"]))[3:6] for row in churning(lang)[1:5]}
    assert found[str(rate["label"])][1:] == [1.0, pytest.approx(8_000.0)]
    assert found[str(visitors["label"])][1:] == [2.0, pytest.approx(4_000.0)]
    assert found[str(price["label"])] == [3.0, 3.0, pytest.approx(8_000.0 / 3)]
    assert found[str(churning(lang)[4]["label"])][1:] == [4.0, pytest.approx(2_000.0)]


@pytest.mark.parametrize("lang", LANGS)
def test_it_says_what_each_would_have_to_become_alone_or_why_it_cannot(lang: Lang, tmp_path: Path) -> None:
    _, visitors, rate, price = SHOP[lang]
    idle: Row = {"label": "idle", "name": "idle", "baseline": 1.0, "unit": "", "better": SHOP[lang][1]["better"]}
    rows = (*churning(lang, **{str(price["name"]): {"high": 10_000.0}}), idle)
    _, page, _ = paged(tmp_path, lang, rows)
    sales = SHOP[lang][0]["label"]
    assert ranked(page, str(visitors["label"]))[6] == pytest.approx(7_500.0)
    assert ranked(page, str(rate["label"]))[6] == pytest.approx(0.03)
    wanted = {
        "ja": {
            visitors["label"]: "達成できます（現状の1.50倍）",
            rows[4]["label"]: f"届きません：{sales}は90.00万円/月まで（目標120.00万円/月）",
            price["label"]: "これ以上は動かせません（すでに下限・上限）",
            "idle": f"{sales}に影響しません",
        },
        "en": {
            visitors["label"]: "Yes: today x1.50",
            rows[4]["label"]: f"No: {sales} gets to 900,000 JPY/month only (goal 1.20M JPY/month)",
            price["label"]: "It is at its bound already",
            "idle": f"No effect on {sales}",
        },
    }
    for label, words in wanted[lang].items():
        assert ranked(page, str(label))[7] == words
    assert ranked(page, str(price["label"]))[6] is None


@pytest.mark.parametrize("lang", LANGS)
def test_both_tornados_are_there_their_longest_bar_on_top_and_their_bars_on_one_line(lang: Lang, tmp_path: Path) -> None:
    path, page, _ = paged(tmp_path, lang)
    lying = [chart for chart in drawn(path) if [each.get("val") for each in chart.iter(f"{C}barDir")] == ["bar"]]
    found = [chart for chart in lying if overlap(chart) == str(ONE_LINE)]
    assert len(found) == len(page.charts) == 2
    for chart in found:
        series = list(chart.iter(f"{C}ser"))
        names = said(series[0], f"{C}cat//{C}v")
        ends = [points(each) for each in series]
        sizes = [max(0.0, *(end.get(at, 0.0) for end in ends)) - min(0.0, *(end.get(at, 0.0) for end in ends)) for at in range(len(names))]
        assert sizes == pytest.approx(sorted(sizes, reverse=True))
    labels = [str(row["label"]) for row in churning(lang)]
    tenth, bounds = (said(next(chart.iter(f"{C}ser")), f"{C}cat//{C}v") for chart in found)
    assert tenth == labels[1:5]
    assert bounds == [labels[2], labels[4]]
    churn = [points(each)[3] for each in found[0].iter(f"{C}ser")]
    assert churn == pytest.approx([20_000.0, -20_000.0])  # lower is the better side


def overlap(chart: ElementTree.Element) -> str | None:
    return next((each.get("val") for each in chart.iter(f"{C}overlap")), None)


def points(series: ElementTree.Element) -> dict[int, float]:
    """The values a chart carries, by the place of their category."""
    return {int(point.get("idx", "")): float(point.findtext(f"{C}v", "")) for point in series.iterfind(f"{C}val//{C}pt")}


def test_a_chart_that_asks_for_nothing_keeps_its_bars_apart() -> None:
    chart = Chart("bar", "", "A1:A2", (), "0", "A1:B2")
    assert (chart.overlap, chart.width) == (APART, 0.75)


def test_an_axis_of_changes_has_a_sign_on_either_side() -> None:
    assert signed('[=0]0"億円";0\\.00,,"億円"', 3e8) == '+0\\.00,,"億円";-0\\.00,,"億円";0'
    assert signed("[>=100]#,##0;[<0]-#,##0.0#;0.0#", 50.0) == "+0.0#;-0.0#;0"
    assert signed("0.0#%", 0.2) == "+0.0#%;-0.0#%;0"


@pytest.mark.libreoffice
@pytest.mark.parametrize("lang", LANGS)
def test_it_says_when_an_input_has_changed_and_shows_todays_values_live(lang: Lang, tmp_path: Path) -> None:
    path, page, _ = paged(tmp_path, lang)
    flag = next(cell.coordinate for cell in openpyxl.load_workbook(path)[SHEET[lang]][1] if cell.value and cell.column > 1)
    assert page.cells[1, openpyxl.utils.cell.coordinate_to_tuple(flag)[1]].value == FRESH[lang]

    def more(book: openpyxl.Workbook) -> None:
        book[KPIS.sheet.say(lang)]["C5"] = 6000.0

    after = edited(path, "typed", more)
    values = recalculate([after])[after]
    assert values[f"{SHEET[lang]}!{flag}"] == STALE[lang]
    row = min(row for (row, column), cell in page.cells.items() if column == 1 and cell.value == SHOP[lang][1]["label"])
    assert values[f"{SHEET[lang]}!C{row}"] == 6000.0


@pytest.mark.libreoffice
def test_every_stored_value_is_what_libreoffice_computes(tmp_path: Path) -> None:
    paths = [paged(tmp_path, lang)[0] for lang in LANGS]
    values = recalculate(paths)
    for path, lang in zip(paths, LANGS, strict=True):
        formulas, cached = (openpyxl.load_workbook(path, data_only=only)[SHEET[lang]] for only in (False, True))
        cells = [cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
        assert len(cells) == 2 + 2 * 4  # the flag, the KGI, and each lever in both tables
        for cell in cells:
            theirs = values[path][f"{SHEET[lang]}!{cell.coordinate}"]
            assert cached[cell.coordinate].value == (pytest.approx(theirs, rel=1e-9) if isinstance(theirs, float | int) else theirs)


@pytest.mark.parametrize("lang", LANGS)
def test_of_many_levers_it_draws_thirty_tabulates_two_hundred_and_says_what_is_left_out(lang: Lang, tmp_path: Path) -> None:
    levers: list[Row] = [{"label": f"K{n}", "name": f"k_{n}", "baseline": 1.0 + n, "unit": "", "effort": 1.0} for n in range(250)]
    top: Row = {"label": "T", "name": "total", "baseline": "=SUM(C5:C254)", "unit": "", "better": SHOP[lang][0]["better"]}
    _, page, _ = paged(tmp_path, lang, (top, *levers))
    assert [len(rows_of(page, f"K{n}")) for n in range(250)] == [0] * 50 + [2] * 200
    (chart,) = page.charts
    first, last = (openpyxl.utils.cell.coordinate_to_tuple(end) for end in chart.categories.split(":"))
    assert [page.cells[row, first[1]].value for row in range(first[0], last[0] + 1)] == [f"K{n}" for n in range(249, 219, -1)]
    assert str(MOST_BARS) in chart.title
    words = {
        "ja": "弾力性の大きい200件を載せ、残りの50件は省きました。",
        "en": "The 200 KPIs of the greatest elasticity are shown; the other 50 are left out.",
    }
    assert words[lang] in texts(page)


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_acts_on_the_kgi_it_says_so_and_draws_nothing(lang: Lang, tmp_path: Path) -> None:
    rows = changed(SHOP[lang], **{str(row["name"]): {"locked": YES[lang]} for row in SHOP[lang][1:]})
    _, page, _ = paged(tmp_path, lang, rows)
    words = {
        "ja": "動かせるKPIの中に、月間売上に影響するものがありません。",
        "en": "None of the KPIs that may move has an effect on Sales.",
    }
    assert page.charts == ()
    assert words[lang] in texts(page)
