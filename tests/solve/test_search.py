"""The pieces of the search for the least effort: moves, the metric that learns, and the box problem."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.dual import Linear, balance
from kpi_xl.solve.metric import Metric, of_products, of_sums
from kpi_xl.solve.moves import FARTHEST, Moves, bounds_of, moves_of
from kpi_xl.solve.pieces import Pieces
from kpi_xl.solve.point import imbalance, look
from kpi_xl.solve.question import ask


def levers_moved(levers: list[Lever]) -> Moves:
    """The levers as arrays, between their own bounds."""
    return moves_of(levers, bounds_of(levers))


MIXED = levers_moved([Lever("aa_", 2.0), Lever("bb_", 0.0, high=5.0), Lever("cc_", -4.0, low=-8.0, high=0.0), Lever("dd_", 0.0)])


def test_a_move_is_how_many_times_better_less_one_or_the_share_of_the_room() -> None:
    values = MIXED.values(np.array([1.0, 0.5, -0.25, 9.0]))
    assert values.tolist() == [4.0, 2.5, -5.0, 0.0]
    assert MIXED.values(np.array([-1.0, 0.0, 0.0, 0.0]))[0] == 1.0  # half the value is twice as good


def test_a_lever_with_a_ratio_is_searched_a_million_times_both_ways() -> None:
    assert (MIXED.low[0], MIXED.high[0]) == (-FARTHEST, FARTHEST)
    assert levers_moved([Lever("aa_", 5.0, low=-3.0)]).low.tolist() == [-FARTHEST]  # no ratio leads below 0


@given(st.lists(st.floats(-0.9, 3.0), min_size=3, max_size=3))
def test_values_and_moves_are_each_others_inverse(moves: list[float]) -> None:
    at = np.array([*moves, 0.0])
    assert MIXED.moves(MIXED.values(at)) == pytest.approx(at, rel=1e-9, abs=1e-12)


@given(st.floats(-0.9, 3.0).filter(lambda move: abs(move) > 1e-3))
def test_the_slope_of_a_value_is_that_of_its_differences(move: float) -> None:
    step = 1e-6
    ahead, behind = (MIXED.values(np.full(4, move + side)) for side in (step, -step))
    assert MIXED.after(np.full(4, move))[1] == pytest.approx((ahead - behind) / (2.0 * step), rel=1e-6)


@given(st.floats(0.01, 5.0), st.floats(1e-9, 1e3), st.floats(0.1, 10.0))
def test_the_response_obeys_the_rule_of_balance(effort: float, bend: float, pressure: float) -> None:
    moves = levers_moved([Lever("aa_", 1.0, effort=effort)])
    (answer,), _ = Metric(np.array([bend])).response(np.array([pressure]), moves, np.zeros(1))
    assert 2.0 * effort * answer * (1.0 + bend * answer) == pytest.approx(pressure, rel=1e-9)


def test_the_metric_learns_the_bend_of_a_factor_like_one_plus_a_rate() -> None:
    moves = levers_moved([Lever("aa_", 0.25)])
    slopes = [0.25 / (1.0 + 0.25 * (1.0 + at)) for at in (0.0, 0.5)]  # d ln(1 + rate) / d move
    learned = of_products(moves).learned((np.zeros(1), np.array(slopes[:1])), (np.array([0.5]), np.array(slopes[1:])))
    assert learned.bend == pytest.approx([0.2], rel=1e-9)


@pytest.mark.parametrize(("pressures", "bend"), [((1.0, 1.0), 1e-9), ((1.0, 2.0), 1e-9), ((1.0, 0.1), 1e6)])
def test_the_metric_never_bends_the_wrong_way(pressures: tuple[float, float], bend: float) -> None:
    moves = levers_moved([Lever("aa_", 1.0)])
    before, here = ((np.array([at]), np.array([pressure])) for at, pressure in zip((0.5, 1.0), pressures, strict=True))
    assert of_products(moves).learned(before, here).bend.tolist() == [bend]


def test_a_linear_goal_is_shared_by_slope_over_effort() -> None:
    moves = levers_moved([Lever("aa_", 1.0, effort=1.0), Lever("bb_", 1.0, effort=2.0), Lever("cc_", 1.0, high=1.1)])
    found = balance(moves, of_sums(moves), Linear(np.array([[1.0, 1.0, 1.0]]), np.array([0.7])), np.zeros(1), np.zeros(len(moves.start)))
    assert found.moves == pytest.approx([0.4, 0.2, 0.1], rel=1e-6)


def test_a_product_goal_is_met_by_equal_ratios() -> None:
    moves = levers_moved([Lever("aa_", 1.0), Lever("bb_", 1.0)])
    found = balance(
        moves, of_products(moves), Linear(np.array([[1.0, 1.0]]), np.array([math.log(9.0)])), np.zeros(1), np.zeros(len(moves.start))
    )
    assert found.moves == pytest.approx([2.0, 2.0], rel=1e-4)  # as exact as one round needs it


def test_of_two_goals_the_easier_one_costs_nothing() -> None:
    moves = levers_moved([Lever("aa_", 1.0), Lever("bb_", 1.0)])
    found = balance(
        moves, of_sums(moves), Linear(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([0.1, 2.0])), np.zeros(2), np.zeros(len(moves.start))
    )
    assert found.moves == pytest.approx([1.0, 1.0], rel=1e-4)
    assert found.multipliers[0] == 0.0


def test_a_linear_goal_beyond_the_bounds_ends_at_the_bounds() -> None:
    moves = levers_moved([Lever("aa_", 1.0, high=2.0), Lever("bb_", 1.0, high=3.0)])
    found = balance(moves, of_sums(moves), Linear(np.array([[1.0, 1.0]]), np.array([9.0])), np.zeros(1), np.zeros(len(moves.start)))
    assert found.moves.tolist() == [1.0, 2.0]
    assert found.misses[0] > 0.0


@pytest.mark.parametrize("slope", [math.inf, math.nan])
@pytest.mark.parametrize("goals", [1, 2])
def test_nothing_balances_where_a_slope_is_undefined(goals: int, slope: float) -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_+bb_"}, [Lever("aa_", 1.0), Lever("bb_", 1.0)], kgi="kgi")
    question = ask(tree, [kx.Goal("kgi", times=2.0)] * goals)
    there = look(question, Pieces(question), np.array([0.5, 0.5]))
    residual, multipliers = imbalance(question, replace(there, slopes=np.where(np.eye(goals, 2) > 0.0, slope, there.slopes)))
    assert residual == math.inf
    assert multipliers.tolist() == [0.0] * goals
