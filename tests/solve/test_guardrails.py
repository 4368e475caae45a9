"""Guardrails: lines that no goal may cost, held by every strategy."""

from __future__ import annotations

import random

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl import Goal, KpiTree, Lever, Outcome
from kpi_xl.errors import SeveralGoals
from kpi_xl.solve.question import ask

SHOP = KpiTree.from_formulas(
    {"sales": "=visitors*rate", "cost": "=visitors*fee"},
    [Lever("visitors", 10.0, high=40.0), Lever("rate", 2.0, high=4.0), Lever("fee", 1.0, low=0.8)],
    kgi="sales",
    better={"cost": "lower"},
)
PAIR = KpiTree.from_formulas({"kgi": "=aa_*bb_", "floor": "=3*aa_"}, [Lever("aa_", 10.0), Lever("bb_", 10.0)], kgi="kgi")
PATHS = ("equal_ratio", "headroom", "toward_stated", "in_order")


def at_most(cost: float) -> Goal:
    return Goal("cost", value=cost, guard=True)


def test_a_path_goes_on_until_the_goal_and_the_guardrail_hold() -> None:
    goals = [Goal("kgi", times=2.0), Goal("floor", value=60.0, guard=True)]  # both levers x r: r^2 >= 2 and 30 r >= 60, so r = 2
    solution = kx.backsolve(PAIR, goals=goals, strategy="equal_ratio")
    assert solution.values["aa_"] == pytest.approx(20.0, rel=1e-8)
    assert solution.values["bb_"] == pytest.approx(20.0, rel=1e-8)
    assert solution.values["floor"] >= 60.0
    assert solution.first_crossing == "proven"


def test_least_effort_lifts_what_guards_and_no_more() -> None:
    solution = kx.backsolve(PAIR, goals=[Goal("kgi", times=2.0), Goal("floor", value=60.0, guard=True)])
    assert solution.values["aa_"] == pytest.approx(20.0, rel=1e-6)
    assert solution.values["bb_"] == pytest.approx(10.0, rel=1e-6)


def test_a_goal_met_today_does_not_excuse_a_broken_guardrail() -> None:
    solution = kx.backsolve(PAIR, goals=[Goal("kgi", times=1.0), Goal("floor", value=45.0, guard=True)], strategy="equal_ratio")
    assert solution.outcome is Outcome.REACHED
    assert solution.values["floor"] == pytest.approx(45.0, rel=1e-8)


def test_a_lever_that_only_helps_the_guardrail_moves_along() -> None:
    solution = kx.backsolve(SHOP, goals=[Goal("sales", times=3.0), at_most(15.0)], strategy="equal_ratio")
    assert solution.outcome is Outcome.REACHED
    assert solution.values["visitors"] == pytest.approx(10.0 * 3.0**0.5, rel=1e-8)
    assert solution.values["cost"] == pytest.approx(8.0 * 3.0**0.5, rel=1e-8)


def test_a_guardrail_broken_along_the_whole_path_is_out_of_reach_but_not_for_least_effort() -> None:
    goals = [Goal("sales", times=3.0), at_most(13.0)]  # 8 r <= 13 ends before 20 r^2 = 60
    assert kx.backsolve(SHOP, goals=goals, strategy="equal_ratio").outcome is Outcome.OUT_OF_REACH
    assert kx.backsolve(SHOP, goals=goals).outcome is Outcome.REACHED


def test_a_guardrail_against_the_goal_on_its_own_kpi_is_a_conflict() -> None:
    tree = KpiTree.from_formulas({"cost": "=visitors*fee"}, [Lever("visitors", 10.0), Lever("fee", 1.0)], kgi="cost")
    solution = kx.backsolve(tree, goals=[Goal("cost", value=20.0), Goal("cost", value=15.0, guard=True)])
    assert solution.outcome is Outcome.REACHED  # both are floors: the higher one decides
    both = kx.backsolve(SHOP, goals=[Goal("sales", value=170.0), Goal("cost", value=25.0, guard=True)])
    assert both.outcome is Outcome.OUT_OF_REACH
    assert both.conflict is not None


@pytest.mark.parametrize("strategy", PATHS)
def test_two_aims_are_still_too_many_for_a_path(strategy: str) -> None:
    with pytest.raises(SeveralGoals):
        kx.backsolve(SHOP, goals=[Goal("sales", times=2.0), Goal("cost", value=20.0), at_most(30.0)], strategy=strategy)


@pytest.mark.parametrize("strategy", PATHS)
@pytest.mark.parametrize("seed", range(5))
def test_every_strategy_holds_what_guards(strategy: str, seed: int) -> None:
    draw = random.Random(seed)
    levers = [Lever(name, draw.uniform(2.0, 9.0), high=60.0, stated=50.0) for name in ("aa_", "bb_", "cc_")]
    tree = KpiTree.from_formulas({"kgi": "=aa_*bb_+cc_", "floor": "=aa_+cc_/bb_"}, levers, kgi="kgi")
    goals = [Goal("kgi", times=draw.uniform(1.5, 4.0)), Goal("floor", times=draw.uniform(1.0, 1.6), guard=True)]
    solution = kx.backsolve(tree, goals=goals, strategy=strategy)
    assert (solution.outcome is Outcome.REACHED) == (min(solution.margins) >= 0.0)


@pytest.mark.parametrize("seed", range(8))
def test_a_path_stops_where_a_dense_scan_finds_the_first_point(seed: int) -> None:
    draw = random.Random(seed)
    today = np.array([draw.uniform(2.0, 9.0) for _ in range(3)])
    high = today * np.array([draw.uniform(3.0, 9.0) for _ in range(3)])
    levers = [Lever(name, start, high=top) for name, start, top in zip(("aa_", "bb_", "cc_"), today.tolist(), high.tolist(), strict=True)]
    tree = KpiTree.from_formulas({"kgi": "=aa_*bb_+cc_", "floor": "=aa_*cc_/bb_"}, levers, kgi="kgi")
    goals = [Goal("kgi", times=draw.uniform(1.5, 4.0)), Goal("floor", times=draw.uniform(1.0, 2.5), guard=True)]
    solution = kx.backsolve(tree, goals=goals, strategy="equal_ratio")
    ts = np.linspace(0.0, 9.0, 200_001)
    aa, bb, cc = np.minimum(today[:, None] * (1.0 + ts), high[:, None])
    held = (aa * bb + cc >= solution.targets[0].value) & (aa * cc / bb >= solution.targets[1].value)
    assert (solution.outcome is Outcome.REACHED) == bool(held.any())
    if held.any():
        assert solution.share == pytest.approx(float(ts[np.argmax(held)]), abs=1e-4)


@pytest.mark.parametrize("seed", range(6))
def test_least_effort_with_a_floor_costs_no_more_than_slsqp_finds(seed: int) -> None:
    from kpi_xl.solve.fallback import slsqp

    draw = random.Random(seed)
    levers = [Lever(name, draw.uniform(2.0, 9.0), high=200.0) for name in ("aa_", "bb_", "cc_")]
    tree = KpiTree.from_formulas({"kgi": "=aa_*bb_*cc_", "floor": "=aa_/bb_"}, levers, kgi="kgi")
    goals = [Goal("kgi", times=draw.uniform(1.5, 4.0)), Goal("floor", times=draw.uniform(0.9, 1.8), guard=True)]
    question, solution = ask(tree, goals), kx.backsolve(tree, goals=goals)
    theirs = slsqp(question, np.zeros(len(levers)))
    ours = question.moves.moves(np.array([solution.levers[lever.name].target for lever in question.levers]))
    assert solution.outcome is Outcome.REACHED
    assert question.moves.cost(ours) <= question.moves.cost(theirs) * (1.0 + 1e-6)


def test_money_is_spent_on_the_goal_not_on_what_guards_the_kgi() -> None:
    tree = KpiTree.from_formulas(
        {"kgi": "=2*aa_", "reach": "=bb_"}, [Lever("aa_", 10.0, cost=1.0), Lever("bb_", 10.0, cost=1.0)], kgi="kgi"
    )
    goals = [Goal("reach", value=30.0), Goal("kgi", value=24.0, guard=True)]  # 2 for the guardrail, 8 of 10 for the goal
    solution = kx.backsolve(tree, goals=goals, strategy="within_budget", budget=10.0)
    assert solution.values["kgi"] == pytest.approx(24.0, rel=1e-6)
    assert solution.values["reach"] == pytest.approx(18.0, rel=1e-6)


def test_what_one_lever_alone_would_have_to_become_keeps_the_guardrails() -> None:
    found = kx.one_lever(SHOP, Goal("sales", times=1.5), guards=[at_most(12.0)])  # today 10 x 2 = 20, and cost 10
    assert (found["visitors"].reached, found["visitors"].held_back) == (False, True)
    assert found["visitors"].best == pytest.approx(12.0 * 2.0, rel=0.02)  # as far as its way was looked at
    assert found["visitors"].best <= 24.0
    assert found["rate"].value == pytest.approx(3.0, rel=1e-9)
    assert (found["fee"].reached, found["fee"].held_back) == (False, False)
    assert kx.one_lever(SHOP, Goal("sales", times=1.5))["visitors"].value == pytest.approx(15.0, rel=1e-9)


def test_a_guardrail_that_is_broken_today_has_to_be_mended_by_the_lever_itself() -> None:
    found = kx.one_lever(SHOP, Goal("sales", value=20.0), guards=[at_most(9.0)])
    assert found["fee"].value == pytest.approx(0.9, rel=1e-9)
    assert (found["rate"].reached, found["rate"].held_back, found["rate"].best) == (False, True, 20.0)
