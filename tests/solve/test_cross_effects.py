"""Backsolving counts with what one KPI does to another: by hand, against scipy, and whatever the tree."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl import Effect, Goal, Lever
from kpi_xl.insight.sensitivity import sensitivities
from kpi_xl.insight.spread import Tenths
from kpi_xl.solve.question import ask
from tests.solve import crossed, forest
from tests.solve.rivals import NO_WORSE, best_of_slsqp, effort
from tests.solve.suites import UNPAID

randoms = st.randoms(use_true_random=False)
many = settings(deadline=None, max_examples=60)
VISITORS, RATE = Lever("visitors", 1000.0), Lever("rate", 0.02)


def shop(elasticity: float, rate: Lever = RATE) -> kx.KpiTree:
    """Sales are visitors times rate, and more visitors change the rate."""
    return kx.KpiTree.from_formulas({"sales": "=visitors*rate"}, [VISITORS, rate], effects=[Effect("visitors", "rate", elasticity)])


@pytest.mark.parametrize("elasticity", [-0.6, -0.3, 0.25])
@pytest.mark.parametrize("strategy", ["least_effort", "equal_ratio", "in_order"])
def test_visitors_alone_have_to_make_up_for_what_they_cost_in_conversion(elasticity: float, strategy: str) -> None:
    tree = shop(elasticity, Lever("rate", 0.02, locked=True))
    solution = kx.backsolve(tree, Goal("sales", times=3.0), strategy=strategy)
    assert solution.levers["visitors"].ratio == pytest.approx(3.0 ** (1.0 / (1.0 + elasticity)), rel=1e-9)
    assert solution.values["rate"] == pytest.approx(0.02 * 3.0 ** (elasticity / (1.0 + elasticity)), rel=1e-9)


@pytest.mark.parametrize("elasticity", [-0.6, -0.3, 0.25])
def test_equal_ratios_share_one_root(elasticity: float) -> None:
    solution = kx.backsolve(shop(elasticity), Goal("sales", times=3.0), strategy="equal_ratio")
    assert [lever.ratio for lever in solution.levers.values()] == pytest.approx([3.0 ** (1.0 / (2.0 + elasticity))] * 2, rel=1e-9)


def test_least_effort_balances_what_each_lever_does_to_the_goal_all_told() -> None:
    """Where nothing binds, f * (f - 1) is proportional to the elasticity: 0.7 for visitors, 1 for the rate."""
    solution = kx.backsolve(shop(-0.3), Goal("sales", times=3.0))
    visitors, rate = (lever.ratio or math.nan for lever in solution.levers.values())
    assert visitors * (visitors - 1.0) / 0.7 == pytest.approx(rate * (rate - 1.0), rel=1e-6)
    assert visitors**0.7 * rate == pytest.approx(3.0, rel=1e-9)
    assert solution.values["rate"] == pytest.approx(0.02 * rate * visitors**-0.3, rel=1e-12)


def test_a_floor_below_an_affected_lever_is_held_by_raising_the_lever_itself() -> None:
    """At the floor the rate's own value makes up for exactly what the visitors take away."""
    goals = [Goal("sales", times=3.0), Goal("rate", value=0.03)]
    solution = kx.backsolve(shop(-0.3), goals=goals)
    assert solution.outcome == "reached"
    assert solution.values["rate"] >= 0.03 * (1.0 - 1e-9)
    own = solution.levers["rate"].target
    assert own * (solution.levers["visitors"].target / 1000.0) ** -0.3 == pytest.approx(solution.values["rate"], rel=1e-12)


def test_a_floor_that_is_broken_today_is_lifted_even_where_the_goal_is_met() -> None:
    solution = kx.backsolve(shop(-0.3), goals=[Goal("sales", value=20.0), Goal("rate", value=0.025)])
    assert solution.outcome == "reached"
    assert solution.values["rate"] == pytest.approx(0.025, rel=1e-8)


def test_a_floor_that_the_goal_cannot_keep_is_named_as_the_contradiction() -> None:
    tree = kx.KpiTree.from_formulas(
        {"sales": "=visitors*rate"},
        [VISITORS, Lever("rate", 0.02, high=0.021)],
        effects=[Effect("visitors", "rate", -0.3)],
    )
    solution = kx.backsolve(tree, goals=[Goal("sales", times=3.0), Goal("rate", value=0.02)])
    assert solution.outcome == "out_of_reach"
    assert solution.conflict is not None
    assert solution.conflict.goals == (0, 1)


@pytest.mark.parametrize("seed", range(60))
def test_no_start_of_slsqp_finds_less_effort(seed: int) -> None:
    rng = random.Random(seed)
    tree, goal = crossed.tree(rng), forest.goal(rng)
    if tree is None:
        return
    question, solution = ask(tree, [goal]), kx.backsolve(tree, goal)
    theirs = best_of_slsqp(question, 4, rng)
    if solution.outcome == "reached":
        assert effort(question, solution) <= theirs * (1.0 + NO_WORSE)
    else:
        assert theirs == np.inf


@many
@given(randoms, st.sampled_from(UNPAID))
def test_goals_are_met_inside_the_bounds_whatever_the_tree(rng: random.Random, strategy: str) -> None:
    tree, goal = crossed.tree(rng), forest.goal(rng)
    if tree is None:
        return
    solution = kx.backsolve(tree, goal, strategy=strategy)
    for name, lever in tree.levers.items():
        assert lever.bounds[0] <= solution.levers[name].target <= lever.bounds[1]
    assert solution.values == tree.evaluate({name: lever.target for name, lever in solution.levers.items()})
    assert (solution.margins[0] >= 0.0) is (solution.outcome in {"reached", "already_met"})


@many
@given(randoms)
def test_without_effects_nothing_differs(rng: random.Random) -> None:
    tree, goal = forest.tree(rng), forest.goal(rng)
    if tree is None:
        return
    again = tree.with_effects(crossed.effects(rng, tree)).with_effects(())
    ours, theirs = kx.backsolve(again, goal), kx.backsolve(tree, goal)
    assert (again.tape, again.effects) == (tree.tape, ())
    assert (ours.outcome, ours.values, ours.levers) == (theirs.outcome, theirs.values, theirs.levers)


def test_one_lever_alone_has_to_make_up_for_what_it_costs_others() -> None:
    found = kx.one_lever(shop(-0.3), Goal("sales", times=3.0))
    assert found["visitors"].value == pytest.approx(1000.0 * 3.0 ** (1.0 / 0.7), rel=1e-9)
    assert found["rate"].value == pytest.approx(0.06, rel=1e-9)


def test_the_pull_of_a_lever_holds_what_it_does_to_others() -> None:
    pulls = {pull.lever: pull for pull in sensitivities(shop(-0.3))}
    assert pulls["visitors"].plus == pytest.approx(20.0 * 1.1**0.7, rel=1e-12)
    assert pulls["visitors"].elasticity == pytest.approx(0.7, rel=1e-12)
    assert pulls["visitors"].per_effort == pytest.approx(14.0, rel=1e-12)


def test_a_chance_holds_what_levers_do_to_each_other() -> None:
    spreads = {"visitors": Tenths(900.0, 1100.0)}
    found = kx.probability(shop(-0.3), [Goal("sales", value=20.0)], spreads=spreads, samples=2_000)
    assert (found.p10, found.p90) == pytest.approx((20.0 * 0.9**0.7, 20.0 * 1.1**0.7), rel=1e-3)
