"""Why the KGI is off its plan: effects add up to the gap, what cannot be explained is said, and remedies repair."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl.errors import MonthOutsidePlan
from kpi_xl.model.scenario import Scenario
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.course import Course
from kpi_xl.plan.in_force import InForce
from kpi_xl.plan.lag import Lag, lags_of
from kpi_xl.plan.month import Month, months
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.remedy import remedies
from kpi_xl.plan.review import Review, stretch_of
from kpi_xl.plan.split import computed, split
from kpi_xl.plan.track import Stretch
from tests.plan import worlds

JANUARY = Month(2026, 1)


def counted_in(unit: str, formula: str, *levers: kx.Lever) -> kx.KpiTree:
    """A tree of one formula whose KGI has a unit."""
    tree = kx.KpiTree.from_formulas({"sales": formula}, levers)
    rows = [replace(kpi, unit=unit) if name == "sales" else kpi for name, kpi in tree.kpis.items()]
    return kx.KpiTree.from_cells(rows, list(tree.addresses.values()), tree.cells)


VISITORS, RATE = kx.Lever("visitors", 1000, unit="visitors/month"), kx.Lever("rate", 0.1, unit="%")
SHOP = counted_in("JPY/month", "=visitors*rate*price", VISITORS, RATE, kx.Lever("price", 10, unit="JPY", locked=True))


def planned(count: int = 3, **ends: float) -> Plan:
    return monthly(Course(SHOP, months(JANUARY, count)), ends)


def known(**values: list[float | None]) -> Actuals:
    return Actuals({name: {JANUARY + at: each for at, each in enumerate(row) if each is not None} for name, row in values.items()})


def test_one_month_is_split_between_its_levers_by_hand() -> None:
    found = split(planned(), known(visitors=[1100], rate=[0.08]), Stretch(0, 0))
    assert found.gap == pytest.approx(1100 * 0.08 * 10 - 1000.0)
    # averaged over both orders: visitors first or last
    assert found.effects == pytest.approx({"rate": -0.02 * 10 * 1050, "visitors": 100 * 10 * 0.09})
    assert list(found.effects) == ["rate", "visitors"]
    assert found.rest == pytest.approx(0.0)


def test_a_typed_kgi_wins_and_the_difference_is_the_rest() -> None:
    found = split(planned(), known(visitors=[1100], sales=[950.0]), Stretch(0, 0))
    assert (found.gap, found.effects, found.rest) == (pytest.approx(-50.0), {"visitors": pytest.approx(100.0)}, pytest.approx(-150.0))
    assert found.assumed == ("rate",)


def test_a_locked_kpi_that_was_another_is_a_cause() -> None:
    assert split(planned(), known(price=[12.0]), Stretch(0, 0)).effects == {"price": pytest.approx(200.0)}


def test_a_quarter_adds_its_months_up_and_leaves_out_those_without_actuals() -> None:
    found = split(planned(), known(visitors=[1100, None, 950]), Stretch(0, 2))
    assert (found.gap, found.effects) == (pytest.approx(50.0), {"visitors": pytest.approx(50.0)})
    assert split(planned(), known(), Stretch(0, 2)).gap is None


def test_of_a_level_only_the_last_month_counts() -> None:
    stock = monthly(Course(counted_in("JPY", "=visitors*2", VISITORS), months(JANUARY, 3)), {})
    assert split(stock, known(visitors=[1100, 950]), Stretch(0, 2)).gap == pytest.approx(-100.0)


def test_a_computed_kpi_nobody_typed_is_what_the_formula_makes_of_the_others() -> None:
    assert computed(planned(), known(visitors=[1100]), ["sales"])["sales"][0] == pytest.approx(1100.0)
    assert all(value != value for value in computed(planned(), known(sales=[5.0]), ["sales"])["sales"])


def test_the_yearly_rate_of_a_month_is_shown_as_the_month() -> None:
    yearly = counted_in("JPY/year", "=visitors*12*10", kx.Lever("visitors", 100, unit="visitors/month"))
    plan = monthly(Course(yearly, months(JANUARY, 12)), {})
    found = split(plan, known(visitors=[110]), Stretch(0, 0))
    assert (found.gap, found.effects) == (pytest.approx(100.0), {"visitors": pytest.approx(100.0)})


FIGURES = st.one_of(st.none(), st.floats(1.0, 1e4))


@given(
    st.lists(st.tuples(FIGURES, st.one_of(st.none(), st.floats(0.0, 1.0)), FIGURES), min_size=3, max_size=3),
    st.floats(500.0, 5000.0),
    st.integers(0, 2),
)
def test_effects_and_the_rest_always_add_up_to_the_gap(
    rows: list[tuple[float | None, float | None, float | None]], end: float, last: int
) -> None:
    visitors, rate, sales = map(list, zip(*rows, strict=True))
    plan, actuals = planned(visitors=end), known(visitors=visitors, rate=rate, sales=sales)
    found = split(plan, actuals, Stretch(0, last))
    review = Review([(Scenario("must", "must_achieve", ()), InForce((plan,)))], actuals, Stretch(0, last))
    if found.gap is None:
        assert not actuals.until(JANUARY + last)
        return
    assert sum(found.effects.values()) + found.rest == pytest.approx(found.gap, rel=1e-9, abs=1e-6)
    gap = review.track("sales").gap(Stretch(0, last))
    if gap is not None:
        assert gap == pytest.approx(found.gap, rel=1e-9, abs=1e-6)


@given(st.floats(500.0, 5000.0), st.integers(1, 3))
def test_actuals_equal_to_the_plan_have_no_causes(end: float, count: int) -> None:
    plan = planned(visitors=end)
    actuals = known(visitors=[float(value) for value in plan.amounts("visitors")[:count]])
    found = split(plan, actuals, Stretch(0, 2))
    assert (found.gap, found.effects) == (pytest.approx(0.0, abs=1e-6), {})


def test_what_repairs_most_per_effort_comes_first_and_does_repair() -> None:
    tree = kx.KpiTree.from_formulas(
        {"sales": "=hard*easy*full"}, [kx.Lever("hard", 10, effort=2), kx.Lever("easy", 10), kx.Lever("full", 10, high=10.0)]
    )
    found = remedies(tree, {"hard": 9.0, "easy": 9.0, "full": 10.0}, 1000.0)
    assert [remedy.lever for remedy in found] == ["easy", "hard"]
    assert found[0].effect == pytest.approx(8.1)
    assert found[0].alone.value == pytest.approx(1000.0 / 90.0)


def test_quarters_are_counted_from_the_plans_first_month() -> None:
    fiscal = months(Month(2026, 4), 12)
    assert stretch_of(fiscal, Month(2027, 2), quarter=True) == Stretch(9, 11)
    assert stretch_of(fiscal, Month(2027, 2)) == Stretch(10, 10)
    june = months(Month(2026, 6), 12)
    assert stretch_of(june, Month(2026, 6), quarter=True, begins=4) == Stretch(0, 0)
    assert stretch_of(june, Month(2026, 7), quarter=True, begins=4) == Stretch(1, 3)
    assert stretch_of(june, Month(2027, 5), quarter=True, begins=4) == Stretch(10, 11)
    assert stretch_of(months(Month(2026, 4), 10), Month(2027, 1), quarter=True) == Stretch(9, 9)
    with pytest.raises(MonthOutsidePlan) as caught:
        stretch_of(fiscal, Month(2026, 3))
    assert caught.value.sentence("ja") == (
        "--month：2026-03 は計画の期間（2026-04〜2027-03）にありません。期間内の月を指定するか、設定の開始月・月数を変えてください。"
    )


def test_what_takes_time_is_split_in_the_month_in_which_it_gets_through() -> None:
    """Visitors of January close in March: 100 fewer then cost March's sales, and nobody typed any sales."""
    tree = worlds.shop()
    course = Course(tree, months(JANUARY, 6), lags=lags_of(tree, [Lag("leads", 2)]))
    plan = monthly(course, {"visitors": 1600.0})
    shortfall = {JANUARY: plan.values["visitors"][0] - 100.0, JANUARY + 1: plan.values["visitors"][1]}
    actuals = Actuals({"visitors": {month: float(value) for month, value in shortfall.items()}})
    review = Review([(Scenario("must", "must_achieve", ()), InForce((plan,)))], actuals, Stretch(2, 2))
    lost = -100.0 * 0.1 * 0.2 * 5e4
    assert review.split.effects == {"visitors": pytest.approx(lost)}
    assert review.split.gap == pytest.approx(lost)
    assert review.split.rest == pytest.approx(0.0, abs=1e-6)
    assert review.track("sales").gap(Stretch(2, 2)) == pytest.approx(lost)
    assert review.track("sales").gap(Stretch(3, 3)) == pytest.approx(0.0, abs=1e-6)
    assert review.track("sales").reached(Stretch(0, 1)) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_effects_and_the_rest_add_up_to_the_gap_whatever_takes_time(seed: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    course = worlds.course(tree, seed)
    plan, went = monthly(course, worlds.ends(tree, seed)), monthly(course, worlds.ends(tree, seed + 1))
    assume(not any(np.isnan(values).any() for each in (plan, went) for values in each.values.values()))
    actuals = Actuals({name: dict(zip(plan.months, went.amounts(name).tolist(), strict=True)) for name in tree.levers})
    stretch = Stretch(1, len(plan.months) - 2)
    review = Review([(Scenario("must", "must_achieve", ()), InForce((plan,)))], actuals, stretch)
    gap = review.track("goal").gap(stretch)
    assert review.track("goal").actual[course.gone :][-1] == pytest.approx(went.amounts("goal")[-1], rel=1e-9)
    assert gap is not None
    assert math.fsum(review.split.effects.values()) + review.split.rest == pytest.approx(gap, rel=1e-9, abs=1e-9)
