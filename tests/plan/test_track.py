"""One KPI on its way: worked by hand, and against the pace functions where both say something."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.plan.pace import pace
from kpi_xl.plan.track import Stretch, Track

NAN = math.nan
MARCH, QUARTER = Stretch(2, 2), Stretch(0, 2)


def track(over: str, plan: list[float], actual: list[float], better: str = "higher") -> Track:
    filled = actual + [NAN] * (len(plan) - len(actual))
    return Track(over, better, np.array(plan), np.array(filled))  # type: ignore[arg-type]


SALES = track("flow", [10.0, 20.0, 30.0, 40.0], [8.0, 20.0, 33.0])
RATE = track("rate", [0.02, 0.03, 0.04, 0.05], [0.02, 0.02, 0.05])
STOCK = track("stock", [110.0, 120.0, 130.0, 140.0], [105.0, 115.0, 118.0])


def test_a_month_is_its_own_figures() -> None:
    assert (SALES.reached(MARCH), SALES.planned(MARCH), SALES.gap(MARCH)) == (33.0, 30.0, 3.0)
    assert SALES.status(MARCH, 0.9, 0.7) == "◎"


def test_a_quarter_adds_a_flow_averages_a_rate_and_takes_the_last_of_a_level() -> None:
    assert (SALES.reached(QUARTER), SALES.planned(QUARTER)) == (61.0, 60.0)
    assert (RATE.reached(QUARTER), RATE.planned(QUARTER)) == pytest.approx((0.03, 0.03))
    assert (STOCK.reached(QUARTER), STOCK.planned(QUARTER)) == (118.0, 130.0)


def test_only_months_with_an_actual_are_compared() -> None:
    some = track("flow", [10.0, 20.0, 30.0], [8.0, NAN, 33.0])
    assert (some.reached(QUARTER), some.planned(QUARTER)) == (41.0, 40.0)
    none = track("flow", [10.0, 20.0, 30.0], [])
    assert (none.reached(QUARTER), none.planned(QUARTER), none.gap(QUARTER), none.status(QUARTER, 0.9, 0.7)) == (None, 60.0, None, None)


def test_where_it_lands_and_what_the_rest_needs() -> None:
    assert SALES.linear(2) == pytest.approx(61.0 / 3 * 4)
    assert SALES.by_shape(2) == pytest.approx(61.0 / 60.0 * 100.0)
    assert SALES.required(2) == pytest.approx(39.0)
    assert (RATE.linear(2), RATE.by_shape(2)) == pytest.approx((0.03, 0.035))
    assert RATE.required(2) == pytest.approx(0.05)
    assert STOCK.linear(2) == pytest.approx(118.0 + 13.0 / 2)
    assert STOCK.by_shape(2) == pytest.approx(118.0 / 130.0 * 140.0)
    assert STOCK.required(2) == pytest.approx(22.0)
    assert SALES.required(3) == pytest.approx(39.0), "a month nobody typed yet is still to come"
    assert track("flow", [10.0, 20.0], [8.0, 20.0]).required(1) is None


def test_a_hole_counts_as_planned_for_what_the_rest_needs() -> None:
    assert track("flow", [10.0, 20.0, 30.0, 40.0], [8.0, NAN, 33.0]).required(2) == pytest.approx(39.0)


def test_a_plan_of_nothing_so_far_lands_in_a_line_and_divides_by_no_zero() -> None:
    late = track("flow", [0.0, 0.0, 50.0, 50.0], [5.0, 5.0])
    assert (late.by_shape(1), late.achievement(Stretch(0, 1))) == (20.0, 1.0)
    assert track("flow", [0.0, 0.0], [0.0], "lower").status(Stretch(0, 0), 0.9, 0.7) == "◎"


def test_lower_is_better_turns_the_share_around() -> None:
    cost = track("rate", [100.0, 80.0], [125.0], "lower")
    assert (cost.achievement(Stretch(0, 0)), cost.gap(Stretch(0, 0))) == (0.8, 25.0)
    assert cost.status(Stretch(0, 0), 0.9, 0.7) == "△"


def test_the_trend_is_drawn_from_the_lowest_to_the_highest_block() -> None:
    assert track("flow", [1.0] * 4, [0.0, 7.0, 3.5]).trend(3) == "▁█▅"
    assert track("flow", [1.0] * 3, [2.0, NAN, 2.0]).trend(2) == "▄▄"
    assert track("flow", [1.0] * 3, []).trend(2) == ""


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=12), st.floats(1.0, 1e6), st.integers(0, 24))
def test_a_flow_with_an_even_plan_keeps_the_pace_of_the_published_cases(actual: list[float], each: float, left: int) -> None:
    found = track("flow", [each] * (len(actual) + left), actual)
    said = pace(math.fsum(actual), each * (len(actual) + left), len(actual), len(actual) + left)
    assert found.linear(len(actual) - 1) == pytest.approx(said.landing)
    assert found.required(len(actual) - 1) == (None if said.required is None else pytest.approx(said.required, abs=1e-3))


@given(st.lists(st.floats(1.0, 1e6), min_size=2, max_size=12), st.sampled_from(["flow", "rate", "stock"]), st.data())
def test_actuals_equal_to_the_plan_are_on_plan_everywhere(plan: list[float], over: str, data: st.DataObject) -> None:
    last = data.draw(st.integers(0, len(plan) - 2))
    found = track(over, plan, plan[: last + 1])
    assert found.gap(Stretch(0, last)) == 0.0
    assert found.by_shape(last) == pytest.approx(found.end)
    rest = plan[last + 1 :]
    needed = (plan[-1] - plan[last]) / len(rest) if over == "stock" else sum(rest) / len(rest)
    assert found.required(last) == pytest.approx(needed, rel=1e-6, abs=1e-3)
