"""What would bring a goal in reach: one bound, or the fewest that have to move together."""

from __future__ import annotations

import math

import pytest

import kpi_xl as kx
from kpi_xl import Goal, Lever, Outcome

FUNNEL = kx.KpiTree.from_formulas(
    {"orders": "=visits*rate*close"},
    [Lever("visits", 100.0, high=200.0, locked=True), Lever("rate", 0.1, high=0.2, unit="%"), Lever("close", 0.2, high=0.4, unit="%")],
)


def test_one_bound_that_would_do_is_named_with_where_it_has_to_go() -> None:
    solution = kx.backsolve(FUNNEL, Goal("orders", value=16.0))  # 100 * 20% * 40% = 8 at most
    assert solution.outcome is Outcome.OUT_OF_REACH
    assert {each.lever: each.bound for each in solution.relaxations} == pytest.approx({"rate": 0.4, "close": 0.8})
    assert solution.together == ()


def test_where_no_single_bound_would_do_several_are_named_that_go_the_same_share_of_their_ways() -> None:
    solution = kx.backsolve(FUNNEL, Goal("orders", value=64.0))  # either alone, at 100%, gives 40 or 20
    assert solution.relaxations == ()
    bounds = {each.lever: each.bound for each in solution.together}
    # 0.2 * 5^t * 0.4 * 2.5^t = 0.64, so 12.5^t = 8
    share = math.log(8.0) / math.log(12.5)
    assert bounds == pytest.approx({"rate": 0.2 * 5.0**share, "close": 0.4 * 2.5**share}, rel=1e-6)
    assert 100.0 * bounds["rate"] * bounds["close"] >= 64.0


def test_a_bound_that_is_not_needed_is_left_out_of_the_set() -> None:
    tree = kx.KpiTree.from_formulas(
        {"orders": "=100*rate*close+bonus"},
        [Lever("rate", 0.1, high=0.2, unit="%"), Lever("close", 0.2, high=0.4, unit="%"), Lever("bonus", 0.001, high=0.002, unit="%")],
    )
    solution = kx.backsolve(tree, Goal("orders", value=64.0))
    assert [each.lever for each in solution.together] == ["rate", "close"]


def test_where_not_even_all_bounds_would_do_nothing_is_promised() -> None:
    solution = kx.backsolve(FUNNEL, Goal("orders", value=101.0))
    assert (solution.relaxations, solution.together) == ((), ())


def test_relaxing_what_was_said_brings_the_goal_in_reach() -> None:
    said = kx.backsolve(FUNNEL, Goal("orders", value=64.0)).together
    bounds = {each.lever: each.bound for each in said}
    relaxed = kx.KpiTree.from_formulas(
        {"orders": "=visits*rate*close"},
        [
            Lever("visits", 100.0, locked=True),
            Lever("rate", 0.1, high=bounds["rate"], unit="%"),
            Lever("close", 0.2, high=bounds["close"], unit="%"),
        ],
    )
    assert kx.backsolve(relaxed, Goal("orders", value=64.0)).outcome is Outcome.REACHED


def test_the_price_of_a_bound_is_what_the_goal_gains_per_unit() -> None:
    solution = kx.backsolve(FUNNEL, Goal("orders", value=16.0))
    assert solution.prices == pytest.approx({"rate": 100.0 * 0.4, "close": 100.0 * 0.2})


def test_a_rate_that_is_divided_by_is_relaxed_as_far_as_it_takes() -> None:
    tree = kx.KpiTree.from_formulas(
        {"lifetime_value": "=price/churn"},
        [Lever("price", 600.0, locked=True), Lever("churn", 0.05, low=0.03, unit="%")],
        better={"lifetime_value": "higher"},
    )
    solution = kx.backsolve(tree, Goal("lifetime_value", value=24_000.0))
    assert {each.lever: each.bound for each in solution.relaxations} == pytest.approx({"churn": 0.025})


def test_a_bound_on_which_a_lever_stands_already_has_its_price_too() -> None:
    tree = kx.KpiTree.from_formulas({"sales": "=visits*price"}, [Lever("visits", 10.0, high=10.0), Lever("price", 5.0, high=6.0)])
    solution = kx.backsolve(tree, Goal("sales", value=70.0))
    assert solution.prices == pytest.approx({"visits": 6.0, "price": 10.0})
