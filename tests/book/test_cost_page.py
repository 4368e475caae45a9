"""Costs in a workbook: read from their columns, live on every tab, and a page of their own beside the cheapest plan."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors, jobs
from kpi_xl.book.layout import COST_PERS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import LANGS, Lang
from tests.book.test_scenario_page import FRESH, STALE
from tests.support.every_workbook import both, priced
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, Row, changed, workbook

PAGE: dict[Lang, str] = {"ja": "費用", "en": "Cost"}
MUST: dict[Lang, str] = {"ja": "必達目標", "en": "Must-achieve"}
STRATEGY: dict[Lang, tuple[str, str, str]] = {
    "ja": ("逆算方法", "費用最小", "予算内で最大"),
    "en": ("Strategy", "Cheapest", "Within budget"),
}


def names(lang: Lang) -> list[str]:
    return [str(row["name"]) for row in SHOP[lang]]


def shop(lang: Lang, **costs: Row) -> tuple[Row, ...]:
    return changed(SHOP[lang], **costs)


def opened(folder: Path, lang: Lang, rows: tuple[Row, ...], **settings: str) -> OpenpyxlBook:
    return OpenpyxlBook.open(workbook(folder / "shop.xlsx", rows, both(lang), settings or None, lang))


def column_of(sheet: object, header: str) -> dict[str, object]:
    """A column of a tab's table by the label of its row."""
    rows = [[cell.value for cell in row] for row in sheet]  # type: ignore[attr-defined]
    head = next(row for row in rows if header in row[5:])
    place = head.index(header)
    return {str(row[0]): row[place] for row in rows[rows.index(head) + 1 :]}


@pytest.mark.parametrize("lang", LANGS)
def test_the_columns_become_costs(tmp_path: Path, lang: Lang) -> None:
    _, visitors, rate, price = names(lang)
    rows = shop(
        lang,
        **{
            visitors: {"cost": 120.0},
            rate: {"cost": "15万円" if lang == "ja" else 150_000.0, "cost_per": COST_PERS["ratio"].say(lang), "cost_growth": 1.5},
        },
    )
    levers = jobs.check(opened(tmp_path, lang, rows)).tree.levers
    assert (levers[visitors].cost, levers[visitors].cost_law) == (120.0, "unit")
    assert (levers[rate].cost, levers[rate].cost_law, levers[rate].growth) == (150_000.0, "ratio", 1.5)
    assert levers[price].cost is None


@pytest.mark.libreoffice
@pytest.mark.parametrize("lang", LANGS)
def test_every_tab_shows_what_each_move_costs_and_follows_what_is_overtyped(tmp_path: Path, lang: Lang) -> None:
    path = priced(tmp_path, lang)
    reading = OpenpyxlBook.open(path)
    must = jobs.solve(reading).briefs[0].solution
    book = openpyxl.load_workbook(path, data_only=True)
    found = column_of(book[MUST[lang]], PAGE[lang])
    labels = {name: next(str(row["label"]) for row in SHOP[lang] if row["name"] == name) for name in must.costs}
    assert {name: found[label] for name, label in labels.items()} == pytest.approx(dict(must.costs), rel=1e-9)
    [values] = recalculate([path]).values()
    summary = book[PAGE[lang]]
    assert values[f"{PAGE[lang]}!C5"] == pytest.approx(must.cost, rel=1e-9)
    assert [summary["C5"].value, summary["D5"].value] == pytest.approx([must.cost, must.cost], rel=1e-9)
    assert values[f"{MUST[lang]}!G1"] == FRESH[lang]


def test_the_page_says_what_a_cheaper_plan_would_save(tmp_path: Path) -> None:
    costs: dict[str, Row] = {name: {"cost": cost} for name, cost in zip(names("en")[1:], (120.0, 1e6, 1.0), strict=True)}
    book = opened(tmp_path, "en", shop("en", **costs))
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "solved.xlsx", data_only=True)["Cost"]
    plan, cheapest, saved, more = (sheet[f"{letters}5"].value for letters in "CDEF")
    assert 0.0 < cheapest < plan
    assert saved == pytest.approx(plan - cheapest)
    assert more > 0.0


def test_the_curve_goes_from_today_to_stretch_and_never_falls(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(priced(tmp_path, "en"), data_only=True)["Cost"]
    head = next(row for row in range(1, 60) if sheet[f"A{row}"].value == "Least cost by level of the KGI")
    levels, paid = ([sheet[f"{letters}{row}"].value for row in range(head + 1, head + 10)] for letters in "BD")
    assert (levels[0], levels[2], levels[-1]) == pytest.approx((1e6, 1.5e6, 3e6), rel=1e-9)
    assert paid == sorted(paid)
    assert paid[0] == 0.0
    assert paid[2] == pytest.approx(sheet["C5"].value, rel=1e-6)
    assert len(sheet._charts) == 1


def test_a_plan_that_moves_levers_of_unknown_cost_says_so(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(priced(tmp_path, "en", strategy="least_effort"), data_only=True)["Cost"]
    assert str(sheet["G5"].value).endswith("also moves levers of unknown cost")


@pytest.mark.parametrize("lang", LANGS)
def test_without_costs_there_is_no_page_and_no_column(tmp_path: Path, lang: Lang) -> None:
    book = opened(tmp_path, lang, SHOP[lang])
    jobs.solve(book)
    assert PAGE[lang] not in book.sheets()
    book.save(tmp_path / "solved.xlsx")
    tab = openpyxl.load_workbook(tmp_path / "solved.xlsx")[MUST[lang]]
    assert PAGE[lang] not in [cell.value for row in tab for cell in row]


@pytest.mark.libreoffice
def test_a_cost_that_changes_makes_the_tabs_stale(tmp_path: Path) -> None:
    path = priced(tmp_path, "ja")
    book = openpyxl.load_workbook(path)
    sheet = book["KPIツリー"]
    cell = next(cell for row in sheet for cell in row if cell.value == 120.0)
    cell.value = 130.0
    book.save(tmp_path / "dearer.xlsx")
    [values] = recalculate([tmp_path / "dearer.xlsx"]).values()
    assert values["必達目標!G1"] == STALE["ja"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_budget_is_read_as_people_type_it(tmp_path: Path, lang: Lang) -> None:
    rows = shop(lang, **{names(lang)[1]: {"cost": 100.0}})
    typed = "30万円" if lang == "ja" else "300,000"
    solved = jobs.solve(opened(tmp_path, lang, rows, strategy=STRATEGY[lang][2], budget=typed))
    must = solved.briefs[0].solution
    assert must.budget == 300_000.0
    assert must.cost == pytest.approx(300_000.0, rel=1e-8)
    assert must.values[names(lang)[1]] == pytest.approx(8000.0, rel=1e-8)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ja", "逆算方法「予算内で最大」には予算が必要ですが、空欄です。使える金額を、費用の列と同じ通貨単位で設定に入力してください。"),
        (
            "en",
            "the strategy within_budget needs a budget, but none is given. Type what may be spent in the settings, in the money of the cost column.",
        ),
    ],
)
def test_a_budget_that_is_missing_is_one_sentence(tmp_path: Path, lang: Lang, sentence: str) -> None:
    rows = shop(lang, **{names(lang)[1]: {"cost": 100.0}})
    with pytest.raises(errors.NoBudget) as found:
        jobs.solve(opened(tmp_path, lang, rows, strategy=STRATEGY[lang][2]))
    assert found.value.sentence(lang).endswith(sentence)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "予算30.00万円では目標に届きません。この条件で見つかった最も安い計画には"),
        ("en", "The budget of 300,000 JPY does not reach the goal. The cheapest plan found within the bounds costs"),
    ],
)
def test_a_budget_that_does_not_do_says_what_would(tmp_path: Path, lang: Lang, said: str) -> None:
    rows = shop(lang, **{names(lang)[1]: {"cost": 100.0}})
    book = opened(tmp_path, lang, rows, strategy=STRATEGY[lang][2], budget="300000")
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    stretch = openpyxl.load_workbook(tmp_path / "solved.xlsx")[{"ja": "挑戦目標", "en": "Stretch"}[lang]]
    assert any(str(cell.value).startswith(said) for row in stretch for cell in row)
