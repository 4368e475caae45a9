"""What holds however a tree is written down: locks, units, the order of rows, equal branches, larger goals; for every strategy."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from tests.solve import forest
from tests.solve.suites import UNPAID

FACTORS = (0.001, 0.01, 12.0, 100.0, 1e6)
"""Shares and points, months and years, yen and millions of yen."""

SAME = 1e-6
"""Least effort is balanced to 1e-8, so that targets agree to somewhat less."""

randoms = st.randoms(use_true_random=False)
strategies = st.sampled_from(UNPAID)
many, fewer = settings(deadline=None, max_examples=100), settings(deadline=None, max_examples=40)


def rebuilt(tree: kx.KpiTree, levers: list[kx.Lever], formula: str | None = None) -> kx.KpiTree:
    return kx.KpiTree.from_formulas({"goal": formula or str(tree.kpis["goal"].baseline)}, levers, kgi="goal")


def targets(solution: kx.Solution) -> dict[str, float]:
    return {name: lever.target for name, lever in solution.levers.items()}


@fewer
@given(randoms, strategies)
def test_locked_levers_are_left_alone(rng: random.Random, strategy: str) -> None:
    tree, goal = forest.tree(rng), forest.goal(rng)
    if tree is None:
        return
    locked = rng.sample(list(tree.levers), rng.randint(0, len(tree.levers)))
    rows = [replace(lever, locked=name in locked) for name, lever in tree.levers.items()]
    solution = kx.backsolve(rebuilt(tree, rows), goal, strategy=strategy)
    assert set(solution.levers) == set(tree.levers) - set(locked)
    assert {name: solution.values[name] for name in locked} == {name: tree.baseline[name] for name in locked}


@many
@given(randoms, strategies)
def test_a_lever_in_another_unit_gets_the_same_target(rng: random.Random, strategy: str) -> None:
    tree = forest.products(rng)
    factors = {name: rng.choice(FACTORS) for name in tree.levers}
    formula = re.sub(r"lever_\w+", lambda found: f"({found[0]}/{factors[found[0]]!r})", str(tree.kpis["goal"].baseline))
    other = rebuilt(tree, [in_unit(lever, factors[name]) for name, lever in tree.levers.items()], formula)
    goal = kx.Goal("goal", times=rng.uniform(1.1, 3.0))
    one, rescaled = (kx.backsolve(each, goal, strategy=strategy) for each in (tree, other))
    assert one.outcome == rescaled.outcome
    assert {name: target / factors[name] for name, target in targets(rescaled).items()} == pytest.approx(targets(one), rel=1e-9)


def in_unit(lever: kx.Lever, factor: float) -> kx.Lever:
    """The same lever, counted in units of which `factor` make one of the old; its bounds typed, as a rate's are a matter of its unit."""
    low, high = lever.bounds
    stated = None if lever.stated is None else lever.stated * factor
    return replace(
        lever, baseline=lever.start * factor, low=low * factor, high=None if high == math.inf else high * factor, stated=stated, unit=""
    )


@many
@given(randoms, strategies)
def test_a_lever_that_has_only_a_room_gets_the_same_target_in_another_unit(rng: random.Random, strategy: str) -> None:
    factor, start, high = rng.choice(FACTORS), -rng.uniform(0.0, 2.0), rng.uniform(0.5, 3.0)
    goal = kx.Goal("goal", times=rng.uniform(1.1, 2.5))
    solutions = []
    for unit in (1.0, factor):
        room = kx.Lever("room", start * unit, high=high * unit, stated=high * unit)
        tree = kx.KpiTree.from_formulas(
            {"goal": f"=(3+room/{unit!r})*other"}, [room, kx.Lever("other", 2.0, high=5.0, stated=4.0)], kgi="goal"
        )
        solutions.append(targets(kx.backsolve(tree, goal, strategy=strategy)))
    one, other = solutions
    assert {**other, "room": other["room"] / factor} == pytest.approx(one, rel=1e-9, abs=1e-9)


@many
@given(randoms, strategies)
def test_the_goal_in_another_unit_asks_for_the_same(rng: random.Random, strategy: str) -> None:
    tree, goal = forest.products(rng), kx.Goal("goal", times=rng.uniform(1.1, 3.0))
    other = rebuilt(tree, list(tree.levers.values()), f"{tree.kpis['goal'].baseline}*{rng.choice(FACTORS)!r}")
    one, rescaled = (kx.backsolve(each, goal, strategy=strategy) for each in (tree, other))
    assert one.outcome == rescaled.outcome
    assert targets(rescaled) == pytest.approx(targets(one), rel=1e-9)


@fewer
@given(randoms)
def test_where_the_optimum_is_proven_the_order_of_the_rows_does_not_matter(rng: random.Random) -> None:
    tree, goal = forest.tree(rng), forest.goal(rng)
    if tree is None:
        return
    rows = list(tree.levers.values())
    rng.shuffle(rows)
    one, other = (kx.backsolve(each, goal) for each in (tree, rebuilt(tree, rows)))
    if one.optimum == "proven":
        assert other.optimum == "proven"
        assert targets(other) == pytest.approx(targets(one), rel=1e-7, abs=1e-9)


@many
@given(randoms)
def test_typed_orders_count_and_not_the_order_of_the_rows(rng: random.Random) -> None:
    tree = forest.products(rng)
    orders = rng.sample(range(1, 100), len(tree.levers))
    rows = [replace(lever, order=order) for lever, order in zip(tree.levers.values(), orders, strict=True)]
    shuffled = rng.sample(rows, len(rows))
    goal = kx.Goal("goal", times=rng.uniform(1.1, 3.0))
    one, other = (kx.backsolve(rebuilt(tree, each), goal, strategy="in_order") for each in (rows, shuffled))
    assert targets(other) == pytest.approx(targets(one), rel=1e-9)


@many
@given(randoms, strategies.filter(lambda strategy: strategy != "in_order"))  # there, one of two equals comes first
def test_equal_levers_get_equal_targets(rng: random.Random, strategy: str) -> None:
    size, effort, high = rng.uniform(0.1, 5.0), rng.choice((0.5, 1.0, 2.0)), rng.choice((None, 7.0))
    pair = [kx.Lever(name, size, effort=effort, high=high, stated=6.5) for name in ("left_", "right_")]
    formula = rng.choice(("=left_*right_*other", "=(1+left_)*(1+right_)+other", "=MIN(left_,right_)*other", "=(left_+right_)*other"))
    tree = kx.KpiTree.from_formulas({"goal": formula}, [*pair, kx.Lever("other", 2.0)], kgi="goal")
    solution = kx.backsolve(tree, kx.Goal("goal", times=rng.uniform(1.1, 6.0)), strategy=strategy)
    if solution.optimum != "found":
        assert solution.levers["left_"].target == pytest.approx(solution.levers["right_"].target, rel=1e-9)


@many
@given(randoms, strategies)
def test_a_larger_goal_never_asks_less_of_anyone(rng: random.Random, strategy: str) -> None:
    tree, times = forest.products(rng), rng.uniform(1.05, 3.0)
    less, more = (kx.backsolve(tree, kx.Goal("goal", times=each), strategy=strategy) for each in (times, times * rng.uniform(1.01, 2.0)))
    if more.outcome != "reached" or more.optimum == "found":
        return
    for name, lever in less.levers.items():
        asked, now = (math.log(each.levers[name].target / lever.baseline) for each in (less, more))
        assert abs(asked) <= SAME or now / asked >= 1.0 - SAME
