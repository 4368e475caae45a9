"""Several goals at once: hard before soft, soft before effort; and which goals contradict each other."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog, lsq_linear, minimize

import kpi_xl as kx
from kpi_xl import Goal, Lever, Outcome
from kpi_xl.solve.question import ask
from tests.solve.example import example_tree

EXAMPLE = example_tree()
GROWTH = [
    Goal("yearly_leads", times_industry=3.0),
    Goal("ltv", times=2.0),
    Goal("cac", times=0.5),
    Goal("annual_revenue", times=3.0),
]
SHOP = kx.KpiTree.from_formulas(
    {"sales": "=visitors*rate", "cost": "=visitors*fee"},
    [Lever("visitors", 10.0, high=40.0), Lever("rate", 2.0, high=4.0), Lever("fee", 1.0, low=0.8)],
    kgi="sales",
    better={"cost": "lower"},
)


def test_leads_ltv_cac_and_revenue_hold_together_on_the_example() -> None:
    solution = kx.backsolve(EXAMPLE, goals=GROWTH)
    values, today = solution.values, EXAMPLE.baseline
    assert solution.outcome is Outcome.REACHED
    assert values["yearly_leads"] >= 4800.0
    assert values["ltv"] >= 2.0 * today["ltv"]
    assert values["cac"] <= 0.5 * today["cac"]
    assert values["annual_revenue"] >= 3.0 * today["annual_revenue"]
    assert min(solution.margins) <= 1e-9


def test_several_goals_cost_no_more_than_slsqp_finds() -> None:
    from kpi_xl.solve.fallback import slsqp

    question = ask(EXAMPLE, GROWTH)
    theirs = slsqp(question, np.zeros(len(question.levers)))
    solution = kx.backsolve(EXAMPLE, goals=GROWTH)
    ours = question.moves.moves(np.array([solution.levers[lever.name].target for lever in question.levers]))
    assert question.worst(question.run(question.moves.values(theirs))) >= -1e-9
    assert question.moves.cost(ours) <= question.moves.cost(theirs) * (1.0 + 1e-6)


def test_goals_that_pull_one_lever_both_ways_are_met_side_by_side() -> None:
    solution = kx.backsolve(SHOP, goals=[Goal("sales", times=3.0), Goal("cost", value=15.0)])
    assert solution.outcome is Outcome.REACHED
    assert solution.values["sales"] >= 60.0
    assert solution.values["cost"] <= 15.0
    assert max(solution.margins) <= 1e-9
    # the least effort with both goals tight, as scipy finds it along the curve rate = 60/v, fee = 15/v
    best = minimize(lambda v: (v[0] / 10 - 1) ** 2 + (30 / v[0] - 1) ** 2 + (v[0] / 15 - 1) ** 2, [17.0], tol=1e-14)
    assert solution.levers["visitors"].target == pytest.approx(best.x[0], rel=1e-5)


def test_a_goal_met_exactly_beside_others_is_met_from_either_side() -> None:
    both = kx.backsolve(SHOP, goals=[Goal("sales", times=2.0, meet="exactly"), Goal("cost", value=12.0, meet="exactly")])
    assert both.values["sales"] == pytest.approx(40.0, abs=40e-9)
    assert both.values["cost"] == pytest.approx(12.0, abs=12e-9)
    # Alone, the sales goal would bring the cost to 14; more of it is asked for than comes by itself, then less.
    for cost in (18.0, 11.0):
        solution = kx.backsolve(SHOP, goals=[Goal("sales", times=2.0), Goal("cost", value=cost, meet="exactly")])
        assert solution.values["cost"] == pytest.approx(cost, rel=2e-9)
        assert solution.values["sales"] >= 40.0


def test_a_soft_goal_gives_way_to_a_hard_one_and_comes_as_near_as_it_can() -> None:
    solution = kx.backsolve(SHOP, goals=[Goal("sales", times=6.0, hard=False), Goal("cost", value=9.0)])
    assert solution.outcome is Outcome.REACHED
    assert solution.values["cost"] <= 9.0
    assert solution.values["sales"] == pytest.approx(45.0, rel=1e-6)  # visitors 9 / 0.8, rate at its bound
    assert solution.margins[0] == pytest.approx((45.0 - 120.0) / 120.0, rel=1e-6)
    assert solution.conflict is None


def test_a_soft_goal_that_can_be_met_is_met_at_least_effort() -> None:
    goals = [Goal("sales", times=3.0), Goal("cost", value=15.0, hard=False)]
    hard = [Goal("sales", times=3.0), Goal("cost", value=15.0)]
    assert kx.backsolve(SHOP, goals=goals).levers == kx.backsolve(SHOP, goals=hard).levers


def test_missed_soft_goals_share_their_relative_misses_by_least_squares() -> None:
    solution = kx.backsolve(SHOP, goals=[Goal("sales", times=6.0, hard=False), Goal("cost", value=9.0, hard=False)])
    # At rate 4 and fee 0.8: least ((120 - 4 v) / 120)^2 + ((0.8 v - 9) / 10)^2, a line through the origin away from being solved by hand.
    rows, sides = np.array([[4.0 / 120.0], [0.8 / 10.0]]), np.array([1.0, 0.9])
    expected = lsq_linear(rows, sides).x[0]
    assert solution.levers["visitors"].target == pytest.approx(expected, rel=1e-6)
    assert solution.outcome is Outcome.OUT_OF_REACH


def test_hard_goals_that_contradict_each_other_are_named_without_the_innocent() -> None:
    goals = [Goal("rate", value=3.0), Goal("sales", times=6.0), Goal("cost", value=9.0)]
    solution = kx.backsolve(SHOP, goals=goals)
    assert solution.outcome is Outcome.OUT_OF_REACH
    assert solution.conflict is not None
    assert solution.conflict.goals == (1, 2)
    assert solution.margins[0] >= 0.0


def test_a_goal_that_is_out_of_reach_by_itself_is_the_whole_conflict() -> None:
    goals = [Goal("cost", value=9.0), Goal("rate", value=5.0), Goal("sales", times=1.1)]
    conflict = kx.backsolve(SHOP, goals=goals).conflict
    assert conflict is not None
    assert (conflict.goals, conflict.proof) == ((1,), "proven")


@pytest.mark.parametrize("count", [7, 8])
def test_of_more_than_six_goals_none_of_the_named_can_be_left_out(count: int) -> None:
    goals = [Goal("rate", value=2.0 + 0.1 * place) for place in range(count - 2)]
    solution = kx.backsolve(SHOP, goals=[*goals, Goal("sales", times=6.0), Goal("cost", value=9.0)])
    assert solution.conflict is not None
    assert solution.conflict.goals == (count - 2, count - 1)


@dataclass(frozen=True)
class Linear:
    """Goals that are weighted sums of levers: what linear programming can judge."""

    tree: kx.KpiTree
    goals: tuple[Goal, ...]
    weights: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    targets: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    bounds: tuple[tuple[float, float], ...]

    def can_hold(self, places: tuple[int, ...]) -> bool:
        """Whether some lever values inside the bounds meet these goals."""
        rows = list(places)
        found = linprog(np.zeros(len(self.bounds)), -self.weights[rows], -self.targets[rows], bounds=self.bounds)
        return bool(found.status == 0)


def linear(seed: int) -> Linear:
    """Two to five goals over two to four levers."""
    rng = random.Random(seed)
    count, wanted = rng.randint(2, 4), rng.randint(2, 5)
    levers = [Lever(f"lever_{place}", rng.uniform(1.0, 5.0), low=0.5, high=10.0) for place in range(count)]
    weights = np.array([[rng.choice((-2.0, -1.0, 0.0, 1.0, 2.0, 3.0)) for _ in levers] for _ in range(wanted)])
    formulas = {
        f"goal_{row}": "=0" + "".join(f"+({weight})*{lever.name}" for lever, weight in zip(levers, line, strict=True))
        for row, line in enumerate(weights)
    }
    tree = kx.KpiTree.from_formulas(formulas, levers, kgi="goal_0")
    targets = np.array([rng.uniform(-10.0, 25.0) for _ in range(wanted)])
    goals = tuple(Goal(f"goal_{row}", value=target) for row, target in enumerate(targets))
    return Linear(tree, goals, weights, targets, tuple((0.5, 10.0) for _ in levers))


@cache
def solved(seed: int) -> kx.Solution:
    """The answer to one case, found once for all claims about it."""
    case = linear(seed)
    return kx.backsolve(case.tree, goals=case.goals)


@pytest.mark.parametrize("seed", range(60))
def test_linear_goals_hold_together_exactly_when_linear_programming_says_so(seed: int) -> None:
    case = linear(seed)
    everything = tuple(range(len(case.goals)))
    solution = solved(seed)
    assert (solution.outcome is not Outcome.OUT_OF_REACH) == case.can_hold(everything)
    if solution.outcome is not Outcome.OUT_OF_REACH:
        assert min(solution.margins) >= 0.0
        return
    smallest = next(
        size for size in range(1, len(everything) + 1) if not all(case.can_hold(places) for places in combinations(everything, size))
    )
    assert solution.conflict is not None
    assert solution.conflict.proof == "proven"
    assert len(solution.conflict.goals) == smallest
    assert not case.can_hold(solution.conflict.goals)


@pytest.mark.parametrize("seed", range(60))
def test_the_nearest_point_to_linear_goals_is_the_least_squares_one(seed: int) -> None:
    case = linear(seed)
    solution = solved(seed)
    scales = np.array([inequality.scale for inequality in ask(case.tree, case.goals).goals])

    def missed(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        return float(np.square(np.maximum((case.targets - case.weights @ values) / scales, 0.0)).sum())

    starts = [np.full(len(case.bounds), middle) for middle in (1.0, 5.0, 9.0)]
    theirs = min(minimize(missed, start, bounds=case.bounds, tol=1e-14).fun for start in starts)
    ours = missed(np.array([lever.target for lever in solution.levers.values()]))
    assert ours <= theirs + 1e-7
