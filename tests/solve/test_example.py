"""The figures of the example tree that anybody can check by hand or with Excel's Solver."""

from __future__ import annotations

import pytest

import kpi_xl as kx
from tests.solve.example import example_tree

TREE = example_tree()
NINE = ("visitors", "lead_rate", "meeting_rate", "close_rate", "contract_years", "cross_sell_rate", "upper_plan_rate", "option_rate")


def solve(times: float, strategy: str) -> kx.Solution:
    return kx.backsolve(TREE, kx.Goal("annual_revenue", times=times), strategy=strategy)


def test_the_baseline_is_what_the_table_says() -> None:
    assert TREE.baseline["annual_revenue"] == pytest.approx(299_999_998.42428, rel=1e-14)


@pytest.mark.parametrize(
    ("times", "lever", "target"),
    [
        (3.0, "visitors", 12_416.22),
        (3.0, "lead_rate", 0.02483244),
        (3.0, "contract_years", 1.241622),
        (3.0, "churn_rate", 0.14315255),
        (1.5, "visitors", 10_833.36),
        (1.5, "churn_rate", 0.14772349),
    ],
)
def test_least_effort(times: float, lever: str, target: float) -> None:
    solution = solve(times, "least_effort")
    assert solution.levers[lever].target == pytest.approx(target, rel=5e-7)
    assert solution.optimum == "proven"
    assert solution.residual is not None
    assert solution.residual < 1e-8


def test_equal_ratio_gives_every_lever_the_same_factor() -> None:
    solution = solve(3.0, "equal_ratio")
    assert [solution.levers[name].ratio for name in NINE] == pytest.approx([1.2228037635] * len(NINE), rel=1e-10)
    assert solution.levers["churn_rate"].target == pytest.approx(0.122668906, rel=1e-8)
    assert solution.first_crossing == "proven"


@pytest.mark.parametrize(("times", "share"), [(3.0, 0.1918812465), (1.5, 0.0708150437)])
def test_toward_stated_tells_the_share_of_the_way(times: float, share: float) -> None:
    assert solve(times, "toward_stated").share == pytest.approx(share, abs=5e-11)


def test_toward_stated_goes_the_way_of_each_lever() -> None:
    assert solve(3.0, "toward_stated").levers["visitors"].target == pytest.approx(13_618.185, rel=1e-7)


@pytest.mark.parametrize("strategy", ["least_effort", "equal_ratio", "toward_stated"])
@pytest.mark.parametrize("times", [1.0001, 1.5, 3.0, 100.0])
def test_the_goal_is_met_with_hardly_any_overshoot(times: float, strategy: str) -> None:
    solution = solve(times, strategy)
    assert solution.outcome == "reached"
    assert 0.0 <= solution.margins[0] <= 1e-9
    assert solution.values["annual_revenue"] >= times * TREE.baseline["annual_revenue"]


def test_the_reach_is_every_lever_at_its_good_bound() -> None:
    reach = solve(3.0, "least_effort").reach
    assert reach.proof == "proven"
    assert reach.value == pytest.approx(1362.16 * TREE.baseline["annual_revenue"], rel=1e-5)


def test_beyond_the_reach_single_bounds_that_would_do_are_named() -> None:
    solution = solve(2000.0, "least_effort")
    assert solution.outcome == "out_of_reach"
    assert solution.values["annual_revenue"] == solution.reach.value
    assert {one.lever for one in solution.relaxations} == {"visitors", "lead_rate", "meeting_rate", "close_rate", "contract_years"}
    for one in solution.relaxations:
        target = {name: lever.target for name, lever in solution.levers.items()} | {one.lever: one.bound}
        revenue = TREE.evaluate(target)["annual_revenue"]
        assert revenue == pytest.approx(2000.0 * TREE.baseline["annual_revenue"], rel=1e-9)


def test_the_price_of_a_bound_is_what_one_unit_more_would_bring() -> None:
    solution = solve(2000.0, "least_effort")
    assert solution.reach.value is not None
    assert solution.prices["visitors"] == pytest.approx(solution.reach.value / 60_000.0, rel=1e-12)
    assert solution.prices["churn_rate"] == pytest.approx(-solution.reach.value / 0.97, rel=1e-12)


@pytest.mark.parametrize(
    ("goal", "target"),
    [
        (kx.Goal("yearly_leads", times_industry=3.0), 4_800.0),
        (kx.Goal("ltv", times=2.0), 2.0 * TREE.baseline["ltv"]),
        (kx.Goal("cac", times=0.5), 500_000.0),
    ],
)
def test_the_other_goals_of_the_article_are_met_on_their_side(goal: kx.Goal, target: float) -> None:
    solution = kx.backsolve(TREE, goal)
    assert solution.outcome == "reached"
    assert solution.values[goal.kpi] == pytest.approx(target, rel=1e-9)
    assert 0.0 <= solution.margins[0] <= 1e-9


def test_cost_per_customer_halves_when_every_factor_of_the_funnel_takes_its_fourth_root() -> None:
    moved = kx.backsolve(TREE, kx.Goal("cac", times=0.5)).moved
    assert {name: lever.ratio for name, lever in moved.items()} == pytest.approx(
        dict.fromkeys(("visitors", "lead_rate", "meeting_rate", "close_rate"), 2.0**0.25), rel=1e-9
    )


def test_several_goals_hold_together() -> None:
    goals = [kx.Goal("annual_revenue", times=3.0), kx.Goal("ltv", times=2.0), kx.Goal("cac", times=0.5)]
    solution = kx.backsolve(TREE, goals=goals)
    assert solution.outcome == "reached"
    assert min(solution.margins) >= 0.0
    assert solution.optimum == "found"


def test_the_rule_of_balance_holds_for_every_moved_lever() -> None:
    solution = solve(3.0, "least_effort")
    target = {name: lever.target for name, lever in solution.levers.items()}
    slopes = kx.elasticities(TREE, at=target)
    better = {name: lever.ratio if slopes[name] > 0.0 else 1.0 / (lever.ratio or 1.0) for name, lever in solution.levers.items()}
    rule = [factor * (factor - 1.0) / abs(slopes[name]) for name, factor in better.items() if factor]
    assert rule == pytest.approx([rule[0]] * len(rule), rel=1e-7)
