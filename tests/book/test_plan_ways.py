"""The sheet of plan conditions and the plan: what people change there moves the plan at once, or the plan says that it must be made again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl import jobs, labels
from kpi_xl.book.layout import PAGE_SHEETS, SETTINGS, WAYS
from kpi_xl.book.merge_job import merge_copies
from kpi_xl.book.merge_page import Mail
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.plan_columns import FIRST
from kpi_xl.book.valued import cells_with
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.labels import LANGS, Lang, scenario
from kpi_xl.plan.curve import CURVES
from kpi_xl.plan.way import Way
from tests.support.every_workbook import NOVEMBER, both
from tests.support.workbooks import SHOP, workbook

SHEET = PAGE_SHEETS["plan"]
MONTHS = 12
WHOLE, OWN, OTHER = 8, 9, 10
"""Rows of the conditions: the one about all, and two that are blank at first."""

KPI, OVER, CURVE, DELAY, LAG, INTO, JANUARY = range(1, 8)
WEIGHTS = [float(month) for month in range(1, 13)]
HALVES = [0.5] * 6 + [1.5] * 6


def planned(folder: Path, lang: Lang = "ja", typed: Mapping[tuple[int, int], object] | None = None, **settings: str) -> OpenpyxlBook:
    """The shop, planned; with conditions typed beforehand it is planned once more."""
    book = OpenpyxlBook.open(workbook(folder / "shop.xlsx", SHOP[lang], both(lang), settings or None, lang))
    jobs.plan(book, now=NOVEMBER)
    if typed:
        put(book, lang, typed)
        jobs.plan(book, now=NOVEMBER)
    return book


def put(book: OpenpyxlBook, lang: Lang, typed: Mapping[tuple[int, int], object]) -> None:
    """Type into the conditions, by row and column."""
    for (row, column), value in typed.items():
        book.set_cell(WAYS.sheet.say(lang), row, column, value)  # type: ignore[arg-type]


def season(row: int, weights: list[float]) -> dict[tuple[int, int], object]:
    """Twelve weights in a row."""
    return {(row, JANUARY + place): weight for place, weight in enumerate(weights)}


def recalculated(book: OpenpyxlBook, lang: Lang) -> dict[Address, object]:
    """What every formula of the page says now."""
    cells = cells_with(book, [])
    return dict(
        evaluate_cells(cells, [at for at, said in cells.contents.items() if at.sheet == SHEET.say(lang) and isinstance(said, Formula)])
    )


def months(found: Mapping[Address, object]) -> dict[Address, float]:
    """The figures of all months."""
    return {at: value for at, value in found.items() if FIRST <= at.column < FIRST + MONTHS and isinstance(value, float)}


def flag(book: OpenpyxlBook, lang: Lang) -> object:
    """What the page says about itself."""
    at = Address(SHEET.say(lang), 1, FIRST)
    return evaluate_cells(cells_with(book, []), [at])[at]


def follows(book: OpenpyxlBook, lang: Lang, typed: Mapping[tuple[int, int], object]) -> bool:
    """Whether the plan, as soon as somebody types, is what planning anew would make it, and says that it is up to date."""
    before = months(recalculated(book, lang))
    put(book, lang, typed)
    live = months(recalculated(book, lang))
    fresh = flag(book, lang) == scenario.FRESH.say(lang)
    jobs.plan(book, now=NOVEMBER)
    made = months(recalculated(book, lang))
    assert live.keys() == made.keys()
    for at, value in made.items():
        assert live[at] == pytest.approx(value, rel=1e-11, abs=1e-11), at
    return fresh and live != before


CHANGES: dict[str, dict[tuple[int, int], object]] = {
    "a season for all": season(WHOLE, WEIGHTS),
    "a delay for all": {(WHOLE, DELAY): 4.0},
    "a curve for all": {(WHOLE, CURVE): "S字"},
    "another season": season(OWN, HALVES),
    "another delay": {(OWN, DELAY): 5.0},
    "no delay at all": {(OWN, DELAY): 0.0, (WHOLE, DELAY): 2.0},
    "another curve": {(OWN, CURVE): "geometric"},
    "no longer a delay of its own": {(OWN, DELAY): None},
    "a delay of what had none": {(OTHER, DELAY): 3.0},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_season_a_delay_or_a_curve_that_somebody_changes_moves_the_plan_at_once(change: str, tmp_path: Path) -> None:
    names = [str(row["name"]) for row in SHOP["ja"]]
    own = {(OWN, KPI): names[1], (OWN, DELAY): 2.0, **season(OWN, WEIGHTS), (OTHER, KPI): names[2], (OTHER, LAG): 1.0}
    for_all = change.endswith("for all")
    assert follows(planned(tmp_path, "ja", None if for_all else own), "ja", CHANGES[change])


@pytest.mark.parametrize("lang", LANGS)
def test_the_curve_of_the_settings_moves_the_plan_at_once(lang: Lang, tmp_path: Path) -> None:
    book = planned(tmp_path, lang, curve="linear")
    book.set_cell(SETTINGS.sheet.say(lang), 2, 2, labels.plan.CURVE_LABELS["s_curve"].say(lang))
    live = months(recalculated(book, lang))
    assert flag(book, lang) == scenario.FRESH.say(lang)
    jobs.plan(book, now=NOVEMBER)
    assert live == pytest.approx(months(recalculated(book, lang)), rel=1e-12)


BLANK_OR_DELAY = st.one_of(st.none(), st.integers(0, 14).map(float))
BLANK_OR_CURVE = st.one_of(st.none(), st.sampled_from([*CURVES]))
BLANK_OR_SEASON = st.one_of(st.none(), st.lists(st.integers(1, 9).map(float), min_size=12, max_size=12))
ROW = st.tuples(BLANK_OR_CURVE, BLANK_OR_DELAY, BLANK_OR_SEASON)


@settings(max_examples=15, deadline=None)
@given(before=st.tuples(ROW, ROW, ROW), after=st.tuples(ROW, ROW, ROW), lag=st.integers(0, 3))
def test_whatever_is_typed_instead_the_plan_is_what_planning_anew_makes_it(
    tmp_path_factory: pytest.TempPathFactory, before: tuple[object, ...], after: tuple[object, ...], lag: int
) -> None:
    names = [str(row["name"]) for row in SHOP["en"]]

    def typed(rows: tuple[object, ...]) -> dict[tuple[int, int], object]:
        found: dict[tuple[int, int], object] = {(OWN, KPI): names[1], (OTHER, KPI): names[2], (OTHER, LAG): float(lag)}
        for row, (curve, delay, weights) in zip((WHOLE, OWN, OTHER), rows, strict=True):  # type: ignore[misc]
            found |= {(row, CURVE): curve, (row, DELAY): delay, **season(row, weights or [None] * 12)}  # type: ignore[has-type]
        return found

    follows(planned(tmp_path_factory.mktemp("plan"), "en", typed(before)), "en", typed(after))


STRUCTURE: dict[str, dict[tuple[int, int], object]] = {
    "another lag": {(OTHER, LAG): 2.0},
    "what it reaches late": {(OTHER, INTO): "売上"},
    "a row of another KPI": {(OWN, KPI): "客単価"},
    "one row more": {(OTHER + 1, KPI): "客単価"},
    "a row below the table": {(19, KPI): "客単価"},
    "a delay in a row of none": {(OTHER + 2, DELAY): 3.0},
    "what becomes of its months": {(OWN, OVER): "期末"},
    "a lag that is gone": {(OTHER, LAG): None},
}


@pytest.mark.parametrize("change", STRUCTURE)
def test_what_changes_the_formulas_themselves_asks_for_a_new_plan(change: str, tmp_path: Path) -> None:
    names = [str(row["name"]) for row in SHOP["ja"]]
    book = planned(tmp_path, "ja", {(OWN, KPI): names[1], (OWN, DELAY): 2.0, (OTHER, KPI): names[2], (OTHER, LAG): 1.0})
    assert flag(book, "ja") == scenario.FRESH.ja
    put(book, "ja", STRUCTURE[change])
    assert flag(book, "ja") == labels.plan.ASKED_CHANGED.ja


@pytest.mark.parametrize("lang", LANGS)
def test_a_season_asks_for_a_new_plan_where_the_whole_period_has_to_meet_the_goal(lang: Lang, tmp_path: Path) -> None:
    book = planned(tmp_path, lang, meaning="total")
    assert flag(book, lang) == scenario.FRESH.say(lang)
    put(book, lang, season(WHOLE, WEIGHTS))
    assert flag(book, lang) == labels.plan.ASKED_CHANGED.say(lang)
    jobs.plan(book, now=NOVEMBER)
    assert flag(book, lang) == scenario.FRESH.say(lang)


def test_other_months_ask_for_a_new_plan(tmp_path: Path) -> None:
    book = planned(tmp_path, "ja", months="12")
    book.set_cell(SETTINGS.sheet.ja, 2, 2, 24.0)
    assert flag(book, "ja") == labels.plan.ASKED_CHANGED.ja


def test_inputs_that_changed_are_still_said(tmp_path: Path) -> None:
    book = planned(tmp_path, "ja")
    row = next(at for at, said in book.contents().items() if said == SHOP["ja"][1]["name"])
    book.set_cell(row.sheet, row.row, row.column + 1, 4_999.0)
    assert flag(book, "ja") == scenario.STALE.ja


def test_a_delay_written_in_letters_of_full_width_is_understood(tmp_path: Path) -> None:
    names = [str(row["name"]) for row in SHOP["ja"]]
    number = planned(tmp_path, "ja", {(OWN, KPI): names[1], (OWN, DELAY): 3.0, **season(OWN, WEIGHTS)})
    spelled = {(OWN, KPI): names[1], (OWN, DELAY): "３", **season(OWN, WEIGHTS), (OWN, JANUARY): "１", (OWN, CURVE): "Linear"}
    text = planned(tmp_path, "ja", spelled)
    assert months(recalculated(text, "ja")) == pytest.approx(months(recalculated(number, "ja")), rel=1e-12)


def test_a_typed_zero_wins_over_the_delay_of_all(tmp_path: Path) -> None:
    names = [str(row["name"]) for row in SHOP["ja"]]
    book = OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", SHOP["ja"], both("ja")))
    jobs.plan(book, now=NOVEMBER)
    put(book, "ja", {(WHOLE, DELAY): 3.0, (OWN, KPI): names[1], (OWN, DELAY): 0.0})
    course = jobs.plan(book, now=datetime(2026, 11, 1)).spreads[0].plan.course
    assert course.way(names[1]).delay == 0


def test_what_colleagues_typed_into_the_conditions_is_merged_and_moves_the_plan(tmp_path: Path) -> None:
    names = [str(row["name"]) for row in SHOP["ja"]]
    base = planned(tmp_path, "ja", {(OWN, KPI): names[1], (OWN, DELAY): 2.0})
    base.save(tmp_path / "base.xlsx")
    changes: dict[str, dict[tuple[int, int], object]] = {
        "a.xlsx": {(OWN, DELAY): 4.0, **season(WHOLE, WEIGHTS)},
        "b.xlsx": {(OWN, DELAY): 6.0, (OTHER, KPI): names[3], (OTHER, CURVE): "S字"},
    }
    copies = {}
    for name, typed in changes.items():
        copies[name] = OpenpyxlBook.open(tmp_path / "base.xlsx")
        put(copies[name], "ja", typed)
    book = OpenpyxlBook.open(tmp_path / "base.xlsx")
    done = merge_copies(book, copies, Mail("base.xlsx", list(copies), "merged.xlsx"), take="b.xlsx")
    assert len(done.conflicts) == 1
    course = jobs.plan(book, now=NOVEMBER).spreads[0].plan.course
    assert course.way(names[1]) == Way("linear", 6, tuple(WEIGHTS))
    assert course.way(names[3]).curve == "s_curve"
