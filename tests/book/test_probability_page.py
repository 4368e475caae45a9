"""The page on probabilities says in words, numbers and histograms how likely every plan meets every goal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest
from scipy import stats

from kpi_xl import errors, jobs
from kpi_xl.book.chances import MOST_LEVERS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Page
from kpi_xl.book.probability_page import probability_page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.tabs import Tab
from kpi_xl.insight.histogram import histogram
from kpi_xl.labels import LANGS, Lang
from tests.book.test_charts import C, drawn, said
from tests.book.test_scenario_page import FRESH, STALE, edited
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, TOP, Row, changed, workbook

SHEET: dict[Lang, str] = {"ja": "確率", "en": "Probability"}
ASKED: dict[Lang, list[Row]] = {
    "ja": [
        {"active": "はい", "role": "必達", "kind": "現状比（倍）", "amount": 2.0},
        {"active": "はい", "role": "挑戦", "kind": "現状比（倍）", "amount": 2.5},
    ],
    "en": [
        {"active": "yes", "role": "must_achieve", "kind": "times", "amount": 2.0},
        {"active": "yes", "role": "stretch", "kind": "times", "amount": 2.5},
    ],
}
ONE: dict[Lang, tuple[Row, ...]] = {
    "ja": (
        {"label": "売上", "name": "売上", "baseline": "=2*客数", "unit": "円", "better": "大きいほど良い"},
        {"label": "客数", "name": "客数", "baseline": 1000.0, "unit": "人"},
    ),
    "en": (
        {"label": "Sales", "name": "sales", "baseline": "=2*guests", "unit": "JPY", "better": "higher"},
        {"label": "Guests", "name": "guests", "baseline": 1000.0, "unit": "guests"},
    ),
}
THEORY = stats.beta(3, 3, 2000.0, 4000.0)
"""Sales when 2,000 guests are planned: at worst 1,000, at best 3,000."""


def solved(folder: Path, lang: Lang, rows: tuple[Row, ...] | None = None, asked: list[Row] | None = None) -> tuple[Path, Page]:
    book = OpenpyxlBook.open(workbook(folder / f"{lang}.xlsx", rows or ONE[lang], asked or ASKED[lang], None, lang))
    found = jobs.solve(book)
    book.save(folder / f"{lang}-solved.xlsx")
    return folder / f"{lang}-solved.xlsx", probability_page([Tab(brief, scenario_page(brief)) for brief in found.briefs])


def texts(page: Page) -> list[str]:
    return [cell.value for cell in page.cells.values() if isinstance(cell.value, str)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_single_lever_has_the_chances_of_its_own_distribution(lang: Lang, tmp_path: Path) -> None:
    _, page = solved(tmp_path, lang)
    row = min(row for (row, column), cell in page.cells.items() if column == 1 and cell.style == "label_strong")
    found = [page.cells[row, column].value for column in range(2, 7)]
    assert found[:2] == pytest.approx([0.5, THEORY.sf(5000.0)], abs=0.001)
    assert found[2:] == pytest.approx(THEORY.ppf([0.1, 0.5, 0.9]), rel=1e-4)
    stretch = [page.cells[row + 1, column].value for column in (2, 3)]
    assert stretch == pytest.approx([stats.beta(3, 3, 2000.0, 6000.0).sf(4000.0), 0.5], abs=0.001)


def test_it_is_said_in_words(tmp_path: Path) -> None:
    _, ja = solved(tmp_path, "ja")
    _, en = solved(tmp_path, "en")
    assert "「必達目標」の計画で動くと、「必達目標」に届くのは10回に5回ほど（50%）、「挑戦目標」に届くのは10回に1回ほど（10%）。" in texts(
        ja
    )
    assert "With the plan of Must-achieve, Must-achieve is met about 5 times in 10 (50%), Stretch is met about once in 10 (10%)." in texts(
        en
    )
    assert "1,000 ～ 3,000（最もありそう：2,000）" in texts(ja)
    assert "1,000 to 3,000, most likely 2,000" in texts(en)


@pytest.mark.parametrize("lang", LANGS)
def test_the_histogram_is_coloured_by_the_goals_that_are_met_to_the_sample(lang: Lang, tmp_path: Path) -> None:
    path, _ = solved(tmp_path, lang)
    title = {"ja": "「必達目標」の計画で動いたときの売上のばらつき", "en": "Where Sales may end with the plan of Must-achieve"}[lang]
    (chart,) = [chart for chart in drawn(path) if title in "".join(chart.itertext())]
    shares = [[float(value) for value in said(series, f"{C}val//{C}v")] for series in chart.iter(f"{C}ser")]
    none, must, stretch = (sum(section) for section in shares)
    tail = 0.005  # left out on either side
    assert [none, must, stretch] == pytest.approx([0.5 - tail, 0.5 - THEORY.sf(5000.0), THEORY.sf(5000.0) - tail], abs=0.002)
    names = [said(series, f"{C}tx//{C}v")[0] for series in chart.iter(f"{C}ser")]
    assert names[1] == {"ja": "「必達目標」（4,000円）に届く", "en": "Must-achieve met (4,000 JPY)"}[lang]


def test_a_histogram_of_one_value_is_none_and_lower_is_better_counts_from_below() -> None:
    assert histogram(np.full(100, 5.0), [4.0], lower=False) is None
    found = histogram(np.arange(1000.0), [800.0, 300.0], lower=True)
    assert found is not None
    assert [section.sum() for section in found.sections] == pytest.approx([0.194, 0.5, 0.296], abs=0.002)


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_typed_counts_in_the_place_of_the_rule(lang: Lang, tmp_path: Path) -> None:
    rows = changed(ONE[lang], **{str(ONE[lang][1]["name"]): {"p10": 1500.0, "p90": 2600.0}})
    _, page = solved(tmp_path, lang, rows)
    row = min(row for (row, column), cell in page.cells.items() if column == 1 and cell.style == "label_strong")
    assert [page.cells[row, column].value for column in (4, 6)] == pytest.approx([3000.0, 5200.0], rel=1e-3)
    assert {"ja": "1,500 ～ 2,600（入力した下振れ・上振れ）", "en": "1,500 to 2,600 (P10 and P90 as typed)"}[lang] in texts(page)


@pytest.mark.parametrize("lang", LANGS)
def test_levers_that_move_together_widen_the_spread_and_contradictions_are_said(lang: Lang, tmp_path: Path) -> None:
    _, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])

    def spread(folder: str, **more: Row) -> float:
        (tmp_path / folder).mkdir()
        _, page = solved(tmp_path / folder, lang, changed(SHOP[lang], **more))
        row = min(row for (row, column), cell in page.cells.items() if column == 1 and cell.style == "label_strong")
        return float(page.cells[row, 6].value) - float(page.cells[row, 4].value)  # type: ignore[arg-type]

    assert spread("a", **{visitors: {"moves_with": rate, "correlation": 0.9}}) > 1.1 * spread("b")
    clash = {
        visitors: {"moves_with": rate, "correlation": 0.9},
        rate: {"moves_with": price, "correlation": 0.9},
        price: {"moves_with": visitors, "correlation": -0.9},
    }
    _, page = solved(tmp_path, lang, changed(SHOP[lang], **clash))
    words = {
        "ja": "⚠ 連動の強さどうしが矛盾しているため、計算できません。0に近づけるか、どれかを空欄にしてください。",
        "en": "⚠ Not computed: the correlations contradict each other. Bring them closer to 0, or clear one.",
    }
    assert words[lang] in texts(page)
    assert page.charts == ()


def test_of_many_levers_those_miss_that_matter_most(tmp_path: Path) -> None:
    levers: tuple[Row, ...] = tuple({"label": f"K{n}", "name": f"k_{n}", "baseline": 10.0 + n, "unit": ""} for n in range(150))
    _, page = solved(tmp_path, "en", ({"label": "T", "name": "total", "baseline": "=SUM(C5:C154)", "unit": ""}, *levers))
    assert f"Only the {MOST_LEVERS} levers that matter most miss; all others turn out as planned." in texts(page)
    assert "The 20 strongest of 100 are shown." in texts(page)
    assert "K149" in texts(page)
    assert "K0" not in texts(page)


@pytest.mark.libreoffice
def test_it_knows_when_a_spread_was_typed_after_solving(tmp_path: Path) -> None:
    path, page = solved(tmp_path, "ja")
    flag = next(at for at, cell in page.cells.items() if at[0] == 1 and cell.formula)

    def more(book: openpyxl.Workbook) -> None:
        sheet = book["KPIツリー"]
        heads = {cell.value: cell.column for cell in sheet[TOP]}
        sheet.cell(TOP + 2, heads["下振れ（10%）"]).value = 1200.0

    after = edited(path, "typed", more)
    values = recalculate([path, after])
    cell = f"{SHEET['ja']}!{openpyxl.utils.get_column_letter(flag[1])}1"
    assert (values[path][cell], values[after][cell]) == (FRESH["ja"], STALE["ja"])


SENTENCES: list[tuple[Row, dict[Lang, str]]] = [
    (
        {"p10": 5.0},
        {
            "ja": "KPIツリー!C5（客数）：「下振れ（10%）」だけが入力されています。「上振れ（90%）」も入力するか、「下振れ（10%）」を空欄にしてください。",
            "en": "'KPI Tree'!C5 (Guests): P10 is typed and P90 is not. Type both, or clear P10.",
        },
    ),
    (
        {"p10": 9.0, "p90": 5.0},
        {
            "ja": "KPIツリー!C5（客数）：下振れ 9 が上振れ 5 より小さくありません。入れ替えるか、どちらかを直してください。",
            "en": "'KPI Tree'!C5 (Guests): P10 9 is not below P90 5. P10 is the low end and P90 the high end: swap them, or correct one.",
        },
    ),
    (
        {"correlation": 0.5},
        {
            "ja": "KPIツリー!C5（客数）：「連動するKPI」と「連動の強さ」は両方必要です。両方入力するか、両方空欄にしてください。",
            "en": "'KPI Tree'!C5 (Guests): the name of the lever it moves with and the correlation belong together. Type both, or clear both.",
        },
    ),
    (
        {"moves_with": "nobody", "correlation": 0.5},
        {
            "ja": "KPIツリー!C5（客数）：連動するKPI「nobody」は、ほかの行の名前ではありません。ほかの行の名前を入力してください。",
            "en": "'KPI Tree'!C5 (Guests): 'nobody' is not the name of another row it could move with. Type another row's name.",
        },
    ),
    (
        {"moves_with": "KGI", "correlation": 2.0},
        {
            "ja": "KPIツリー!C5（客数）：連動の強さが 2 ですが、-1から1の数値が必要です。よく一緒に動くなら0.5と入力します。",
            "en": "'KPI Tree'!C5 (Guests): the correlation is 2, but it lies between -1 and 1. Type 0.5 for levers that often go together.",
        },
    ),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: "-".join(case[0]))
def test_what_cannot_be_is_said_with_its_cell(case: tuple[Row, dict[Lang, str]], lang: Lang, tmp_path: Path) -> None:
    more = {key: ONE[lang][0]["name"] if value == "KGI" else value for key, value in case[0].items()}
    rows = changed(ONE[lang], **{str(ONE[lang][1]["name"]): more})
    book = OpenpyxlBook.open(workbook(tmp_path / "a.xlsx", rows, ASKED[lang], None, lang))
    with pytest.raises(errors.Problems) as found:
        jobs.check(book)
    assert [problem.sentence(lang) for problem in found.value.problems] == [case[1][lang]]
