"""Second-order steps of the search, and branches not taken: where slopes alone would stop too early, or at the wrong place."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import brentq, minimize, minimize_scalar

import kpi_xl as kx
from kpi_xl.solve.choices import others
from kpi_xl.solve.curvature import bend, newton, off_the_saddle
from kpi_xl.solve.pieces import Pieces
from kpi_xl.solve.point import Look, Point, imbalance, look
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.search import search

FACTORS = 3


def segments(count: int, times: float, top: str = "") -> Question:
    """So many equal segments, each a product of three levers, under one sum."""
    names = [[f"lever_{segment}_{factor}" for factor in "abc"] for segment in range(count)]
    levers = [kx.Lever(name, 10.0) for row in names for name in row]
    formula = "+".join("*".join(row) for row in names)
    tree = kx.KpiTree.from_formulas({"goal": f"=({formula}){top}"}, levers, kgi="goal")
    return ask(tree, [kx.Goal("goal", times=times)])


def all_alike(count: int, times: float) -> float:
    """The effort when all levers become the same number of times better."""
    return float(FACTORS * count * (times ** (1.0 / FACTORS) - 1.0) ** 2)


def least_of_two_sizes(count: int, times: float) -> float:
    """The least effort when one segment grows by g, and all others alike by what is left: in one unknown, so a scan finds it."""

    def effort(growth: float) -> float:
        rest = (times * count - growth) / (count - 1)
        return float(FACTORS * ((growth ** (1.0 / FACTORS) - 1.0) ** 2 + (count - 1) * (rest ** (1.0 / FACTORS) - 1.0) ** 2))

    grid = np.linspace(times, times * count - count + 1.0, 2001)
    place = int(np.argmin([effort(growth) for growth in grid]))
    ends = grid[max(place - 1, 0)], grid[min(place + 1, 2000)]
    return min(float(minimize_scalar(effort, bounds=ends, method="bounded", options={"xatol": 1e-12}).fun), effort(float(grid[0])))


def seen_at(question: Question, moves: np.ndarray) -> tuple[Look, Point, np.ndarray]:
    pieces = Pieces(question)

    def see(at: np.ndarray) -> Point:
        return look(question, pieces, at)

    here = see(moves)
    return see, here, imbalance(question, here)[1]


@pytest.mark.parametrize("count", [2, 3, 4, 6, 8, 12])
@pytest.mark.parametrize("times", [1.5, 3.0, 10.0])
def test_a_search_from_today_does_not_stop_where_all_segments_are_alike_if_one_of_them_is_cheaper(count: int, times: float) -> None:
    question = segments(count, times)
    found = search(question, np.zeros(FACTORS * count))
    assert found.is_balanced
    cost = question.moves.cost(found.moves)
    assert cost <= all_alike(count, times) * (1.0 + 1e-9)
    assert cost <= least_of_two_sizes(count, times) * (1.0 + 1e-7)


@pytest.mark.parametrize("count", [2, 5])
def test_ten_times_as_much_is_cheaper_with_one_segment_ahead(count: int) -> None:
    question = segments(count, 10.0)
    alike = np.full(FACTORS * count, 10.0 ** (1.0 / FACTORS) - 1.0)
    see, here, multipliers = seen_at(question, alike)
    assert imbalance(question, here)[0] < 1e-12
    there = off_the_saddle(question, see, here, multipliers)
    assert there is not None
    assert abs(there.worst) <= 1e-9
    assert question.moves.cost(there.moves) < all_alike(count, 10.0)


def test_half_as_much_again_is_cheapest_with_all_alike_and_no_way_leads_off() -> None:
    question = segments(3, 1.5)
    see, here, multipliers = seen_at(question, np.full(9, 1.5 ** (1.0 / FACTORS) - 1.0))
    assert off_the_saddle(question, see, here, multipliers) is None


def test_segments_below_a_factor_are_told_apart_too() -> None:
    """No branch right under the goal is a segment here, so that no start moves one alone."""
    question = segments(4, 10.0, top="^1")
    solution = kx.backsolve(question.tree, question.goals[0].goal)
    targets = np.array([lever.target for lever in solution.levers.values()])
    assert question.moves.cost(question.moves.moves(targets)) <= least_of_two_sizes(4, 10.0) * (1.0 + 1e-7)


@pytest.mark.parametrize("at", [0.4, -0.3])
def test_the_lagrangian_bends_as_small_steps_of_its_slope_show(at: float) -> None:
    levers = [kx.Lever("aa_", 4.0), kx.Lever("bb_", 3.0, effort=2.0), kx.Lever("cc_", 0.0, high=5.0)]
    tree = kx.KpiTree.from_formulas({"goal": "=aa_*bb_^2/(1+cc_)"}, levers, kgi="goal")
    question = ask(tree, [kx.Goal("goal", times=2.0)])
    middle, price, step = np.array([at, 0.2, 0.1]), np.array([0.7]), 1e-6
    see, here, _ = seen_at(question, middle)
    seen = bend(question, here, price)
    assert seen is not None

    def slope(moves: np.ndarray) -> np.ndarray:
        return np.asarray(moves / question.moves.price.give - price @ see(moves).slopes)

    shown = [(slope(middle + step * way) - slope(middle - step * way)) / (2.0 * step) for way in np.eye(3)]
    assert seen.hessian == pytest.approx(np.array(shown), rel=1e-6, abs=1e-6)


def test_newtons_step_squares_the_imbalance() -> None:
    """Against a root in one unknown: 2 (f - 1) = price * b, 2 (g - 1) = price * a with a = 10 f, b = 10 g and f * g + h = 4."""
    levers = [kx.Lever("aa_", 10.0), kx.Lever("bb_", 10.0), kx.Lever("cc_", 100.0)]
    tree = kx.KpiTree.from_formulas({"goal": "=aa_*bb_+cc_"}, levers, kgi="goal")
    question = ask(tree, [kx.Goal("goal", times=2.0)])
    # f = g by symmetry; 2 (f - 1) = p f and 2 (h - 1) = p give h = 2 - 1 / f.
    f = brentq(lambda f: f * f + 2.0 - 1.0 / f - 4.0, 1.0, 2.0, xtol=1e-15)
    exact = np.array([f - 1.0, f - 1.0, 1.0 - 1.0 / f])
    see, here, multipliers = seen_at(question, exact + np.array([1e-3, -2e-3, 1e-3]))
    there = newton(question, see, here, multipliers)
    assert there is not None
    assert np.abs(there.moves - exact).max() <= 1e-5


def test_each_choice_is_made_the_other_way_but_for_a_min_that_limits() -> None:
    levers = [kx.Lever(name, value) for name, value in (("aa_", 5.0), ("bb_", 4.0), ("cc_", 3.0), ("dd_", 2.0))]
    tree = kx.KpiTree.from_formulas({"goal": "=MAX(aa_,bb_)+MIN(cc_,dd_)+IF(aa_>bb_,cc_,dd_)"}, levers, kgi="goal")
    question = ask(tree, [kx.Goal("goal", times=2.0)])
    today = question.start
    values = [branch.run(today)[branch.goals[0].node or 0] for branch in others(question, today)]
    assert sorted(values) == [4.0 + 2.0 + 3.0, 5.0 + 2.0 + 2.0]


@pytest.mark.parametrize("times", [1.5, 3.0, 10.0])
def test_of_two_branches_of_a_max_the_cheaper_one_is_moved(times: float) -> None:
    """Below a factor, so that no start moves a branch alone. Today the first one counts; the other has three levers to share the work."""
    names = ("aa_", "bb_", "cc_", "dd_", "ee_")
    levers = [kx.Lever(name, start) for name, start in zip(names, (10.0, 10.0, 4.0, 4.0, 6.0), strict=True)]
    tree = kx.KpiTree.from_formulas({"goal": "=1*(0+MAX(aa_*bb_,cc_*dd_*ee_))"}, levers, kgi="goal")
    question = ask(tree, [kx.Goal("goal", times=times)])
    solution = kx.backsolve(tree, question.goals[0].goal)
    targets = np.array([lever.target for lever in solution.levers.values()])
    one = 2.0 * (times**0.5 - 1.0) ** 2
    other = 3.0 * ((times * 100.0 / 96.0) ** (1.0 / 3.0) - 1.0) ** 2
    assert question.moves.cost(question.moves.moves(targets)) == pytest.approx(min(one, other), rel=1e-6)


def least_of_all_branches(target: float) -> float:
    """Three times MAX of 9 f, one lever, and of 7.5 g^2, two levers alike: SLSQP on every way to choose."""
    best = np.inf
    for choice in itertools.product((False, True), repeat=3):
        alone = np.array(choice)
        weights = np.where(alone, 1.0, 2.0)

        def margin(moves: np.ndarray, alone: np.ndarray = alone) -> float:
            return float(np.where(alone, 9.0 * (1.0 + moves), 7.5 * (1.0 + moves) ** 2).sum() - target)

        for start in itertools.product((0.1, 0.8), repeat=3):
            found = minimize(
                lambda moves, weights=weights: float(weights @ moves**2),
                np.array(start),
                constraints={"type": "ineq", "fun": margin},
                bounds=[(0.0, None)] * 3,
                method="SLSQP",
                options={"ftol": 1e-14, "maxiter": 200},
            )
            if margin(found.x) >= -1e-8:
                best = min(best, float(found.fun))
    return best


def test_branches_of_several_max_are_tried_one_after_another() -> None:
    """No start moves a single branch here, and the least effort leaves some branches of today and keeps others."""
    starts = {"aa_": 9.0, "bb_": 3.0, "cc_": 2.5, "dd_": 3.0, "ee_": 2.5, "ff_": 9.0, "gg_": 9.0, "hh_": 3.0, "ii_": 2.5}
    formula = "=1*(MAX(aa_,bb_*cc_)+MAX(dd_*ee_,ff_)+MAX(gg_,hh_*ii_))"
    tree = kx.KpiTree.from_formulas({"goal": formula}, [kx.Lever(*pair) for pair in starts.items()], kgi="goal")
    question = ask(tree, [kx.Goal("goal", times=1.5)])
    solution = kx.backsolve(tree, question.goals[0].goal)
    targets = np.array([lever.target for lever in solution.levers.values()])
    assert question.moves.cost(question.moves.moves(targets)) == pytest.approx(least_of_all_branches(40.5), rel=1e-6)
