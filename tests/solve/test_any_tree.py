"""What holds for every tree, tried on random ones."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl.solve.question import ask
from tests.solve import forest
from tests.solve.suites import UNPAID

randoms = st.randoms(use_true_random=False)
strategies = st.sampled_from(UNPAID)
many = settings(deadline=None, max_examples=150)


@many
@given(randoms, strategies)
def test_the_goal_is_met_on_its_side_or_said_to_be_out_of_reach(rng: random.Random, strategy: str) -> None:
    tree, goal = forest.tree(rng), forest.goal(rng)
    if tree is None:
        return
    solution = kx.backsolve(tree, goal, strategy=strategy)
    assert solution.outcome in {"reached", "out_of_reach", "no_effect"}
    if solution.outcome == "reached":
        assert solution.margins[0] >= 0.0
        if solution.margins[0] > 1e-9:  # a jump, as where a denominator changes its sign: a little less misses the goal
            less = {name: lever.baseline + (1.0 - 1e-6) * (lever.target - lever.baseline) for name, lever in solution.levers.items()}
            assert not ask(tree, [goal]).goals[0].margin(tree.evaluate(less)["goal"]) >= 0.0
    else:
        assert solution.margins[0] < 0.0
        assert not solution.relaxations or solution.reach.value is not None


@many
@given(randoms, strategies)
def test_every_lever_stays_inside_its_bounds(rng: random.Random, strategy: str) -> None:
    tree, goal = forest.tree(rng), forest.goal(rng)
    if tree is None:
        return
    solution = kx.backsolve(tree, goal, strategy=strategy)
    for name, lever in tree.levers.items():
        low, high = lever.bounds
        assert low <= solution.levers[name].target <= high
    assert solution.values == tree.evaluate({name: lever.target for name, lever in solution.levers.items()})


@many
@given(randoms, strategies)
def test_solving_for_today_moves_nothing(rng: random.Random, strategy: str) -> None:
    tree = forest.tree(rng)
    if tree is None:
        return
    solution = kx.backsolve(tree, kx.Goal("goal", value=tree.baseline["goal"]), strategy=strategy)
    assert (solution.outcome, solution.moved) == ("already_met", {})


@many
@given(randoms, strategies.filter(lambda strategy: strategy != "in_order"))  # there, rows decide between equals
def test_the_order_of_the_rows_does_not_matter(rng: random.Random, strategy: str) -> None:
    tree = forest.products(rng)
    rows = list(tree.levers.values())
    rng.shuffle(rows)
    shuffled = kx.KpiTree.from_formulas({"goal": str(tree.kpis["goal"].baseline)}, rows, kgi="goal")
    one, other = (kx.backsolve(each, kx.Goal("goal", times=2.0), strategy=strategy) for each in (tree, shuffled))
    assert one.outcome == other.outcome
    targets = {name: lever.target for name, lever in one.levers.items()}
    assert {name: lever.target for name, lever in other.levers.items()} == pytest.approx(targets, rel=1e-7)


@many
@given(randoms)
def test_products_are_proven_and_in_balance(rng: random.Random) -> None:
    solution = kx.backsolve(forest.products(rng), kx.Goal("goal", times=rng.uniform(1.1, 4.0)))
    if (
        solution.outcome == "reached" and (solution.reach.value or 0.0) > 1.1 * solution.targets[0].value
    ):  # at the very end efforts are huge
        assert solution.optimum == "proven"
        assert solution.residual is not None
        assert solution.residual <= 1e-8


@pytest.mark.parametrize("seed", [2740, 3227, 4320, 4656, 4999, 5227])
def test_a_step_that_ends_a_rounding_error_from_a_bound_stops_nothing(seed: int) -> None:
    rng = random.Random(seed)
    solution = kx.backsolve(forest.products(rng), kx.Goal("goal", times=rng.uniform(1.1, 4.0)))
    assert (solution.outcome, solution.optimum) == ("reached", "proven")
