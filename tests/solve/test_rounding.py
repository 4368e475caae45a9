"""Practical targets: round numbers that still meet the goal, with nothing to spare."""

from __future__ import annotations

import random

import pytest

import kpi_xl as kx
from kpi_xl import Goal, Lever, Outcome
from kpi_xl.model.units import step_exponent
from tests.solve import forest
from tests.solve.example import example_tree
from tests.solve.suites import UNPAID

EXAMPLE = example_tree()


@pytest.mark.parametrize(
    ("value", "unit", "baseline", "step"),
    [
        (12_416.4, "人/月", 10_000.0, 1.0),
        (12_416.4, "visitors/month", 10_000.0, 1.0),
        (2.53, "回/年", 2.5, 0.01),  # today's value is no whole number: nor need the target be one
        (0.1234, "%", 0.1, 0.001),
        (0.0248, "%", 0.02, 0.0001),
        (0.85, "%", 0.8, 0.001),
        (123_456_789.0, "円/年", 1e8, 1e6),
        (1_234.5, "USD", 1_000.0, 10.0),
        (1.2416, "年", 1.0, 0.01),
        (-456.7, "", -400.0, 1.0),
    ],
)
def test_the_step_of_a_value_is_what_people_work_in(value: float, unit: str, baseline: float, step: float) -> None:
    assert 10.0 ** step_exponent(value, unit, baseline) == pytest.approx(step)


def test_a_published_example_that_rounds_down_and_misses_is_rounded_up() -> None:
    # diydigitalstrategy.com, 2018: 100 customers at 3% and 10% need 33,333.3 visits; the page prints 33,000, which gives 99.
    tree = kx.KpiTree.from_formulas(
        {"customers": "=visits*visit_to_lead*lead_to_customer"},
        [Lever("visits", 10_000.0, unit="visits"), Lever("visit_to_lead", 0.03, locked=True), Lever("lead_to_customer", 0.1, locked=True)],
    )
    solution = kx.backsolve(tree, Goal("customers", value=100.0), practical=True)
    assert solution.levers["visits"].target == 33_334.0
    assert solution.values["customers"] >= 100.0
    assert solution.is_practical


@pytest.mark.parametrize("times", [1.5, 3.0])
@pytest.mark.parametrize("strategy", UNPAID)
def test_the_example_in_round_numbers(strategy: str, times: float) -> None:
    goal = Goal("annual_revenue", times=times)
    solution = kx.backsolve(EXAMPLE, goal, strategy=strategy, practical=True)
    assert solution.outcome is Outcome.REACHED
    assert solution.values["annual_revenue"] >= times * EXAMPLE.baseline["annual_revenue"]
    for name, lever in solution.moved.items():
        assert lever.binding or _is_round(lever.target, EXAMPLE.levers[name])
    _no_step_back_holds(EXAMPLE, goal, solution)


@pytest.mark.parametrize("seed", range(200))
def test_after_rounding_no_single_step_back_of_any_lever_keeps_the_goal(seed: int) -> None:
    rng = random.Random(seed)
    tree = forest.products(rng)
    goal = Goal("goal", times=rng.choice((1.05, 1.3, 2.0, 5.0)))
    solution = kx.backsolve(tree, goal, practical=True)
    if solution.outcome is Outcome.REACHED:
        assert solution.is_practical
        assert solution.margins[0] >= 0.0
        _no_step_back_holds(tree, goal, solution)


@pytest.mark.parametrize("seed", range(200))
def test_any_tree_in_round_numbers_still_meets_its_goal_inside_its_bounds(seed: int) -> None:
    rng = random.Random(seed)
    tree = forest.tree(rng)
    if tree is None:
        return
    solution = kx.backsolve(tree, forest.goal(rng), practical=True)
    if solution.outcome is Outcome.REACHED:
        assert solution.margins[0] >= 0.0
        for name, lever in solution.levers.items():
            low, high = tree.levers[name].bounds
            assert low <= lever.target <= high


def test_several_goals_hold_in_round_numbers() -> None:
    goals = [Goal("yearly_leads", times_industry=3.0), Goal("ltv", times=2.0), Goal("cac", times=0.5)]
    solution = kx.backsolve(EXAMPLE, goals=goals, practical=True)
    assert solution.is_practical
    assert min(solution.margins) >= 0.0


def test_numbers_that_cannot_be_round_stay_exact() -> None:
    # One visitor more or less leaves the band between the two goals.
    tree = kx.KpiTree.from_formulas(
        {"up": "=visits*0.7", "down": "=visits*0.7"}, [Lever("visits", 10.0, unit="visits")], better={"down": "lower"}, kgi="up"
    )
    solution = kx.backsolve(tree, goals=[Goal("up", value=10.1), Goal("down", value=10.2)], practical=True)
    assert solution.outcome is Outcome.REACHED
    assert not solution.is_practical
    assert min(solution.margins) >= 0.0


def _is_round(value: float, lever: Lever) -> bool:
    steps = value / 10.0 ** step_exponent(value, lever.unit, lever.start)
    return abs(steps - round(steps)) < 1e-6


def _no_step_back_holds(tree: kx.KpiTree, goal: Goal, solution: kx.Solution) -> None:
    target = solution.targets[0].value
    for name, lever in solution.moved.items():
        step = 10.0 ** step_exponent(lever.target, tree.levers[name].unit, lever.baseline)
        back = max(lever.target - step, lever.baseline) if lever.target > lever.baseline else min(lever.target + step, lever.baseline)
        values = {other: each.target for other, each in solution.moved.items()} | {name: back}
        assert tree.evaluate(values)[goal.kpi] < target
