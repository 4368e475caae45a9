"""The monthly plan: what it must be for trees, ways and lags of every kind, and what it is for a shop worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl.errors import KpiXlError
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.course import Course
from kpi_xl.plan.lag import Lag, arrivals, lags_of
from kpi_xl.plan.month import Month, months
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.total import ends_for_total
from kpi_xl.plan.unrolled import unrolled
from kpi_xl.plan.way import Way
from kpi_xl.solve.question import TOLERANCE
from tests.plan import worlds
from tests.solve.example import example_tree

YEAR = months(Month(2026, 4), 12)
SEEDS = st.integers(0, 10**6)
WEIGHTS = tuple(float(month) for month in range(1, 13))


def planned(course: Course, solution: kx.Solution) -> Plan:
    """The plan towards where a solution's levers end."""
    return monthly(course, {name: lever.target for name, lever in solution.levers.items()})


def test_a_flat_year_of_the_example_totals_three_hundred_million() -> None:
    tree = example_tree()
    plan = monthly(Course(tree, YEAR), {})
    today = tree.baseline["annual_revenue"]
    assert today == pytest.approx(3e8, rel=1e-6)
    assert plan.total("annual_revenue") == pytest.approx(today, rel=1e-12)
    assert plan.amounts("annual_revenue") == pytest.approx(np.full(12, today / 12), rel=1e-12)
    assert plan.total("visitors") == 120_000.0
    assert plan.total("lead_rate") == pytest.approx(0.02)


def test_the_shop_goes_straight_to_twice_as_many_visitors() -> None:
    plan = monthly(Course(worlds.shop(), YEAR), {"visitors": 2200.0})
    visitors = 1000.0 + 100.0 * np.arange(1, 13)
    assert plan.values["visitors"] == pytest.approx(visitors, rel=1e-15)
    assert plan.values["sales"] == pytest.approx(visitors * 0.1 * 0.2 * 5e4 * 12, rel=1e-14)
    assert plan.amounts("sales") == pytest.approx(visitors * 0.1 * 0.2 * 5e4, rel=1e-14)
    assert plan.total("fans") == 4400.0


def test_a_lever_waits_for_its_delay() -> None:
    plan = monthly(Course(worlds.shop(), YEAR, {"visitors": Way(delay=8)}), {"visitors": 1400.0})
    assert plan.values["visitors"].tolist() == [1000.0] * 8 + [1100.0, 1200.0, 1300.0, 1400.0]


def test_leads_of_march_close_in_may() -> None:
    tree = worlds.shop()
    course = Course(tree, months(Month(2026, 1), 12), lags=lags_of(tree, [Lag("leads", 2)]))
    plan = monthly(course, {"visitors": 2000.0})
    march, may = 2, 4
    assert plan.values["contracts"][may] == pytest.approx(plan.values["leads"][march] * 0.2, rel=1e-15)
    assert plan.values["contracts"][:2] == pytest.approx([20.0, 20.0], rel=1e-15)
    # Ten months are left for the way, so that its end has closed by December.
    assert plan.values["visitors"][9:] == pytest.approx([2000.0, 2000.0, 2000.0])
    assert plan.values["contracts"][-1] == pytest.approx(40.0)


def test_a_lag_into_one_kpi_leaves_the_others_on_time() -> None:
    tree = worlds.shop()
    plan = monthly(Course(tree, YEAR, lags=lags_of(tree, [Lag("visitors", 3, "leads")])), {"visitors": 1900.0})
    assert plan.values["fans"] == pytest.approx(plan.values["visitors"] * 2, rel=1e-15)
    assert plan.values["leads"][3:] == pytest.approx(plan.values["visitors"][:-3] * 0.1, rel=1e-14)


def test_the_season_lies_over_the_way_and_sums_to_the_year() -> None:
    tree = worlds.shop()
    plan = monthly(Course(tree, YEAR, {"visitors": Way(weights=WEIGHTS)}), {})
    assert plan.values["visitors"] == pytest.approx([1000 * month.month / 6.5 for month in YEAR], rel=1e-14)
    assert plan.total("sales") == pytest.approx(tree.baseline["sales"], rel=1e-14)


def test_the_end_of_a_total_is_higher_and_exact() -> None:
    tree = example_tree()
    goal = kx.Goal("annual_revenue", times=3)
    course = Course(tree, YEAR)
    run_rate, total = kx.backsolve(tree, goal), ends_for_total(course, [goal])
    assert planned(course, run_rate).values["annual_revenue"][-1] == pytest.approx(3 * tree.baseline["annual_revenue"], rel=2e-9)
    assert planned(course, total).figure("annual_revenue") == pytest.approx(3 * tree.baseline["annual_revenue"], rel=1e-9)
    assert planned(course, total).values["annual_revenue"][-1] > 1.5 * 3 * tree.baseline["annual_revenue"]
    assert all((total.levers[name].ratio or 0) >= (lever.ratio or 0) for name, lever in run_rate.moved.items() if (lever.ratio or 0) > 1)


def test_a_total_out_of_reach_says_what_would_bring_it_in_reach() -> None:
    tree = kx.KpiTree.from_formulas(
        {"sales": "=visitors*price"}, [kx.Lever("visitors", 100, high=200), kx.Lever("price", 10, high=10)], units={"sales": "円/月"}
    )
    course = Course(tree, YEAR)
    found = ends_for_total(course, [kx.Goal("sales", times=2)])
    # Twelve months that go straight from 100 to the bound of 200 bring 154.2 a month on average; the end would have to be 284.6.
    assert found.outcome == kx.Outcome.OUT_OF_REACH
    assert found.reach.proof == "proven"
    assert found.values["sales"] == pytest.approx(10 * (100 + 100 * 6.5 / 12), rel=1e-12)
    assert {each.lever: each.bound for each in found.relaxations}["visitors"] == pytest.approx(100 + 100 * 12 / 6.5, rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_plan_without_moves_stays_where_it_is(seed: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    plan = monthly(worlds.course(tree, seed, seasonal=False), {})
    for name, values in plan.values.items():
        assert values == pytest.approx(np.full(len(values), tree.baseline[name]), rel=1e-12, abs=1e-12)
        assert plan.figure(name) == pytest.approx(tree.baseline[name], rel=1e-12, abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_the_last_month_is_where_the_ends_lead(seed: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    course, ends = worlds.course(tree, seed, seasonal=False), worlds.ends(tree, seed)
    late = max(course.arrivals.values()) + max(course.way(name).delay for name in tree.levers)
    assume(late < len(course.months))
    there = tree.evaluate(ends)
    for name, values in monthly(course, ends).values.items():
        assert values[-1] == pytest.approx(there[name], rel=1e-12, abs=1e-12, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_one_tree_of_all_months_says_the_same(seed: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    course, ends = worlds.course(tree, seed), worlds.ends(tree, seed)
    plan, found = monthly(course, ends), unrolled(course).evaluate(ends)
    for name in tree.kpis:
        assert found[name] == pytest.approx(plan.figure(name), rel=1e-10, abs=1e-10, nan_ok=True)


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(1, 5))
def test_going_on_from_months_that_went_as_planned_changes_nothing(seed: int, gone: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    course, ends = worlds.course(tree, seed), worlds.ends(tree, seed)
    plan = monthly(course, ends)
    assume(not any(np.isnan(values).any() for values in plan.values.values()))
    past = {name: values[:gone] for name, values in plan.values.items()}
    onward = Course(tree, course.months, course.ways, lags=course.lags, past=past)
    again = monthly(onward, ends)
    for name, values in plan.values.items():
        assert again.values[name] == pytest.approx(values, rel=1e-9, abs=1e-9)
    assert unrolled(onward).evaluate(ends)["goal"] == pytest.approx(plan.figure("goal"), rel=1e-9, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_a_total_is_met_within_the_tolerance_or_out_of_reach(seed: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    course, goal = worlds.course(tree, seed), kx.Goal("goal", times=1.5)
    found = ends_for_total(course, [goal])
    assume(found.outcome == kx.Outcome.REACHED)
    target = 1.5 * tree.baseline["goal"]
    assert planned(course, found).figure("goal") >= target * (1 - 1e-12)
    assert planned(course, found).figure("goal") <= target * (1 + TOLERANCE * 2) or "MAX" in str(tree.kpis["middle"].baseline)


def test_effects_of_other_kpis_are_part_of_every_month() -> None:
    tree = worlds.shop().with_effects([kx.Effect("visitors", "rate", -0.5)])
    course = Course(tree, YEAR, lags=lags_of(tree, [Lag("rate", 1), Lag("leads", 2)]))
    plan = monthly(course, {"visitors": 1900.0})
    assert plan.values["rate"] == pytest.approx(0.2 * (plan.values["visitors"] / 1000) ** -0.5, rel=1e-12)
    assert plan.values["contracts"][2:] == pytest.approx(plan.values["leads"][:-2] * plan.values["rate"][1:-1], rel=1e-12)
    assert unrolled(course).evaluate({"visitors": 1900.0})["sales"] == pytest.approx(plan.figure("sales"), rel=1e-12)


def test_how_early_a_lever_has_to_arrive() -> None:
    tree = worlds.shop()
    lags = lags_of(tree, [Lag("visitors", 1), Lag("leads", 2), Lag("contracts", 3)])
    assert arrivals(tree, lags) == {"visitors": 6, "share": 5, "rate": 3, "price": 0}


SENTENCES: dict[str, tuple[Callable[[], object], dict[Lang, str]]] = {
    "curve": (
        lambda: Way("zigzag"),
        {
            "en": "way: 'zigzag' is no curve. Choose one of linear, geometric, s_curve.",
            "ja": "way：「zigzag」という曲線はありません。linear, geometric, s_curveから選んでください。",
        },
    ),
    "weights": (
        lambda: Way(weights=(1.0, 2.0)),
        {
            "en": "way: 2 seasonal weights (1, 2). Give twelve, January to December, none below 0 and not all 0.",
            "ja": "way：季節の重みが2個（1, 2）です。1月から12月までの12個を、0以上で（全部0は不可）指定してください。",
        },
    ),
    "lag": (
        lambda: lags_of(worlds.shop(), [Lag("leads", -1)]),
        {
            "en": "Lag(leads): the lag of leads is -1. Give a whole number of months, 0 or more.",
            "ja": "Lag(leads)：leadsの効果の遅れが-1です。0以上の整数（月数）を指定してください。",
        },
    ),
    "twice": (
        lambda: lags_of(worlds.shop(), [Lag("leads", 1), Lag("leads", 2)]),
        {
            "en": "Lag(leads): the lag of leads towards * is given twice. Keep one of them.",
            "ja": "Lag(leads)：leadsから*への効果の遅れが2回指定されています。どちらか1つにしてください。",
        },
    ),
    "past": (
        lambda: lags_of(worlds.shop(), [Lag("visitors", 1, "contracts")]),
        {
            "en": "Lag(visitors): visitors is to act on contracts with a lag, but the formula of contracts does not use it (leads, rate). "
            "Name a KPI whose formula uses visitors, or leave it blank.",
            "ja": "Lag(visitors)：visitorsの効果がcontractsに遅れて届く指定ですが、contractsの計算式はvisitorsを使っていません"
            "（使っているのはleads, rate）。visitorsを計算式で使うKPIを指定するか、空欄にしてください。",
        },
    ),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", SENTENCES)
def test_what_cannot_be_planned_is_said(case: str, lang: Lang) -> None:
    asked, said = SENTENCES[case]
    with pytest.raises(KpiXlError) as caught:
        asked()
    assert caught.value.sentence(lang) == said[lang]
