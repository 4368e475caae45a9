"""The cheapest plan and the best within a budget: closed forms, Solver's published sample, SLSQP on random trees, and what cannot be."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl.solve.cost import costs
from kpi_xl.solve.question import ask
from tests.solve import forest
from tests.solve.priced import QUARTERS, priced, solver_sample
from tests.solve.rivals import NO_WORSE, best_of_slsqp
from tests.solve.test_published_cases import CASES

RUNS = 5
FOUR = CASES["S02_solver_sample_four_quarters"]
Lever = kx.Lever


def product(*levers: kx.Lever) -> kx.KpiTree:
    return kx.KpiTree.from_formulas({"goal": "=" + "*".join(lever.name for lever in levers)}, levers, kgi="goal")


def total(*levers: kx.Lever) -> kx.KpiTree:
    return kx.KpiTree.from_formulas({"goal": "=" + "+".join(lever.name for lever in levers)}, levers, kgi="goal")


def cheapest(tree: kx.KpiTree, times: float, **more: object) -> kx.Solution:
    return kx.backsolve(tree, kx.Goal("goal", times=times), strategy="cheapest", **more)  # type: ignore[arg-type]


def test_of_two_factors_each_takes_what_its_price_per_unit_says() -> None:
    solution = cheapest(product(Lever("aa_", 10.0, cost=5.0), Lever("bb_", 20.0, cost=1.0)), 3.0)
    # 5 da + db is least under (10 + da)(20 + db) = 600 where a = sqrt(600 / 5)
    assert solution.values["aa_"] == pytest.approx(math.sqrt(120.0), rel=1e-7)
    assert solution.cost == pytest.approx(5.0 * (math.sqrt(120.0) - 10.0) + (600.0 / math.sqrt(120.0) - 20.0), rel=1e-9)
    assert solution.optimum == "proven"


def test_costs_that_grow_are_balanced_by_marginal_cost() -> None:
    solution = cheapest(product(Lever("aa_", 2.0, cost=100.0, cost_growth=2.0), Lever("bb_", 5.0, cost=100.0, cost_growth=2.0)), 4.0)
    assert [lever.ratio for lever in solution.levers.values()] == pytest.approx([2.0, 2.0], rel=1e-7)
    assert solution.costs == pytest.approx({"aa_": 300.0, "bb_": 300.0}, rel=1e-7)  # 100 * (2^2 - 1)


def test_of_two_terms_the_cheaper_goes_to_its_bound_first() -> None:
    solution = cheapest(total(Lever("aa_", 10.0, cost=7.0), Lever("bb_", 20.0, cost=5.0, high=50.0)), 3.0)
    assert dict(solution.values) == pytest.approx({"goal": 90.0, "aa_": 40.0, "bb_": 50.0}, rel=1e-9)
    assert solution.costs == pytest.approx({"aa_": 210.0, "bb_": 150.0}, rel=1e-9)


def test_two_equal_branches_cost_the_same() -> None:
    solution = cheapest(total(Lever("aa_", 10.0, cost=5.0), Lever("bb_", 10.0, cost=5.0)), 3.0)
    assert solution.costs["aa_"] == pytest.approx(solution.costs["bb_"], rel=1e-9)


def test_a_point_of_a_rate_is_a_unit() -> None:
    solution = cheapest(product(Lever("aa_", 1000.0), Lever("rate", 0.02, unit="%", cost=30.0)), 2.0)
    assert solution.values["rate"] == pytest.approx(0.04, rel=1e-9)
    assert solution.cost == pytest.approx(60.0, rel=1e-7)


def test_a_lever_whose_cost_nobody_knows_stays_and_is_named() -> None:
    solution = cheapest(product(Lever("aa_", 10.0), Lever("bb_", 20.0, cost=1.0)), 3.0)
    assert solution.values["aa_"] == 10.0
    assert solution.left_out == ("aa_",)
    assert dict(solution.costs) == pytest.approx({"bb_": 40.0})


def test_what_is_free_goes_before_what_is_paid_for() -> None:
    solution = cheapest(product(Lever("aa_", 10.0, cost=0.0, high=25.0), Lever("bb_", 20.0, cost=5.0)), 3.0)
    assert solution.values["aa_"] == pytest.approx(25.0)
    assert solution.cost == pytest.approx(5.0 * 4.0, rel=1e-6)


def test_a_lever_that_falls_by_units_is_paid_by_units() -> None:
    tree = kx.KpiTree.from_formulas({"goal": "=aa_/churn"}, [Lever("aa_", 10.0), Lever("churn", 0.1, unit="%", cost=3.0)], kgi="goal")
    solution = cheapest(tree, 4.0)
    assert solution.values["churn"] == pytest.approx(0.025, rel=1e-9)
    assert solution.cost == pytest.approx(3.0 * 7.5, rel=1e-9)


def test_agreed_values_are_paid_for_and_the_rest_is_cheapest_around_them() -> None:
    tree = product(Lever("aa_", 10.0, cost=5.0), Lever("bb_", 20.0, cost=1.0))
    solution = cheapest(tree, 3.0, agreed={"aa_": 15.0})
    assert dict(solution.costs) == pytest.approx({"aa_": 25.0, "bb_": 20.0}, rel=1e-9)


def test_several_goals_hold_together() -> None:
    levers = [Lever("aa_", 10.0, cost=5.0), Lever("bb_", 20.0, cost=1.0)]
    tree = kx.KpiTree.from_formulas({"goal": "=aa_*bb_"}, levers, kgi="goal")
    solution = kx.backsolve(tree, goals=[kx.Goal("goal", times=3.0), kx.Goal("aa_", value=12.0)], strategy="cheapest")
    assert solution.outcome == "reached"
    assert dict(solution.costs) == pytest.approx({"aa_": 10.0, "bb_": 30.0}, rel=1e-7)


def test_out_of_reach_says_how_far_the_levers_with_a_cost_go() -> None:
    solution = cheapest(product(Lever("aa_", 10.0), Lever("bb_", 20.0, cost=1.0, high=40.0)), 3.0)
    assert solution.outcome == "out_of_reach"
    assert solution.reach.value == pytest.approx(400.0)


@pytest.mark.parametrize("seed", range(80))
def test_no_start_of_slsqp_finds_a_cheaper_plan(seed: int) -> None:
    rng = random.Random(seed)
    grown, goal = forest.tree(rng), forest.goal(rng)
    if grown is None:
        return
    tree = priced(grown, rng)
    question = ask(tree, [goal], law="cost")
    if not question.levers:
        return
    solution = kx.backsolve(tree, goal, strategy="cheapest")
    theirs = best_of_slsqp(question, RUNS, rng) * question.moves.price.unit
    if solution.outcome == "reached":
        assert solution.cost is not None
        assert solution.cost <= theirs * (1.0 + NO_WORSE) + 1e-9 * question.moves.price.unit
    elif solution.outcome == "out_of_reach":
        assert theirs == np.inf


@pytest.mark.parametrize("seed", range(20))
def test_within_the_budget_of_a_cheapest_plan_the_kgi_is_what_that_plan_brings(seed: int) -> None:
    rng = random.Random(seed)
    tree = priced(forest.products(rng), rng, unknown=0.0)
    plan = cheapest(tree, 1.3)
    if plan.outcome != "reached":
        return
    best = kx.backsolve(tree, kx.Goal("goal", times=1.2), strategy="within_budget", budget=plan.cost)
    assert best.cost is not None
    assert plan.cost is not None
    assert best.cost <= plan.cost * (1.0 + 1e-9)
    assert best.values["goal"] == pytest.approx(plan.values["goal"], rel=1e-7)


@given(st.floats(0.5, 20.0), st.floats(1.0, 3.0), st.floats(1.01, 4.0), st.floats(1.01, 2.0))
def test_a_larger_goal_never_costs_less(cost: float, growth: float, times: float, more: float) -> None:
    tree = product(Lever("aa_", 10.0, cost=cost, cost_growth=growth), Lever("bb_", 20.0, cost=1.0))
    near, far = (cheapest(tree, each).cost for each in (times, times * more))
    assert near is not None
    assert far is not None
    assert near <= far


def test_the_law_of_a_cost_is_the_published_formula() -> None:
    levers = [
        Lever("aa_", 10.0, cost=3.0, cost_growth=2.0),
        Lever("bb_", 0.0, high=5.0, cost=8.0, cost_growth=1.0),
        Lever("cc_", 4.0, cost=2.0),
    ]
    values = {"aa_": 5.0, "bb_": 2.0, "cc_": 1.0}
    # m = 10 / 5 - 1 = 1; m = 2 / 5 of the room; 3 units
    assert costs(levers, values) == pytest.approx({"aa_": 3.0 * (2.0**2 - 1.0), "bb_": 8.0 * 0.4, "cc_": 6.0})


def test_solvers_sample_of_one_quarter_has_its_published_ceiling() -> None:
    published = CASES["S01_solver_sample_q1"]["expected"]
    tree = kx.KpiTree.from_formulas(
        {"profit": "=units*(40-25)-0.15*units*40-8000-advertising", "units": "=35*0.9*(advertising+3000)^0.5"},
        [Lever("advertising", 0.0, low=0.0, high=100_000.0, cost=1.0)],
        kgi="profit",
    )
    best = kx.backsolve(tree, kx.Goal("profit", value=15_000.0), strategy="within_budget", budget=50_000.0)
    assert best.values["profit"] == pytest.approx(published["profit"], abs=1e-6)
    assert best.cost == pytest.approx(published["advertising"], abs=1.0)
    assert kx.backsolve(tree, kx.Goal("profit", value=15_094.0), strategy="cheapest").outcome == "out_of_reach"


def test_solvers_sample_of_four_quarters_shares_out_its_budget_as_published() -> None:
    tree, (budget, printed) = solver_sample(FOUR, 0.0), (FOUR["goal"]["budget"], FOUR["expected"]["as_printed"])
    best = kx.backsolve(tree, kx.Goal("profit", value=71_000.0), strategy="within_budget", budget=budget)
    for kpi, quarters in printed.items():  # what Solver found is off its own optimum by a dollar of sales a quarter
        ours = {**{quarter: best.values[f"{kpi}_{quarter}"] for quarter in QUARTERS}, "total": best.values[kpi]}
        assert ours == pytest.approx(quarters, abs=1.5)
    assert best.values["profit"] == pytest.approx(FOUR["expected"]["profit"], abs=0.6)
    assert best.cost == pytest.approx(budget, rel=1e-8)


def test_solvers_sample_is_shared_out_by_the_squares_of_the_seasons() -> None:
    best = kx.backsolve(solver_sample(FOUR, 0.0), kx.Goal("profit", value=71_000.0), strategy="within_budget", budget=40_000.0)
    squares = {quarter: best.values[f"seasonality_{quarter}"] ** 2 for quarter in QUARTERS}
    for quarter, square in squares.items():  # worked out by hand: advertising + 3000 ~ seasonality^2
        assert best.values[f"advertising_{quarter}"] + 3000.0 == pytest.approx(52_000.0 * square / sum(squares.values()), rel=1e-4)


def test_solvers_published_optimum_costs_no_less_than_ours() -> None:
    printed = FOUR["expected"]["as_printed"]
    profit = printed["sales"]["total"] * (1.0 - 0.15) - printed["cost_of_sales"]["total"] - 34_000.0 - 40_000.0
    assert profit == FOUR["expected"]["profit"]
    cheapest = kx.backsolve(solver_sample(FOUR, 0.0), kx.Goal("profit", value=profit - 0.5), strategy="cheapest")
    assert cheapest.outcome == "reached"
    assert cheapest.cost == pytest.approx(40_000.0, abs=5.0)  # half a dollar of profit is worth three of advertising there


def test_what_a_budget_cannot_reach_it_says_with_what_would_do() -> None:
    tree = solver_sample(FOUR, 0.0)
    best = kx.backsolve(tree, kx.Goal("profit", value=75_000.0), strategy="within_budget", budget=40_000.0)
    assert best.outcome == "out_of_reach"
    assert best.values["profit"] == pytest.approx(FOUR["expected"]["profit"], abs=0.6)
    enough = kx.backsolve(tree, kx.Goal("profit", value=75_000.0), strategy="cheapest").cost
    assert best.enough == pytest.approx(enough, rel=1e-7)


def test_a_budget_pays_for_agreed_values_first() -> None:
    tree = product(Lever("aa_", 10.0, cost=5.0), Lever("bb_", 20.0, cost=1.0))
    best = kx.backsolve(tree, kx.Goal("goal", times=2.0), strategy="within_budget", budget=40.0, agreed={"aa_": 15.0})
    assert dict(best.costs) == pytest.approx({"aa_": 25.0, "bb_": 15.0}, rel=1e-8)


def test_a_budget_holds_the_other_goals() -> None:
    levers = [Lever("aa_", 10.0, cost=5.0), Lever("bb_", 20.0, cost=1.0)]
    tree = kx.KpiTree.from_formulas({"goal": "=aa_*bb_"}, levers, kgi="goal")
    goals = [kx.Goal("goal", times=1.5), kx.Goal("aa_", value=12.0)]
    best = kx.backsolve(tree, goals=goals, strategy="within_budget", budget=40.0)
    assert dict(best.costs) == pytest.approx({"aa_": 10.0, "bb_": 30.0}, rel=1e-7)
    assert best.values["goal"] == pytest.approx(12.0 * 50.0, rel=1e-7)


def test_practical_numbers_stay_within_the_budget() -> None:
    tree = product(Lever("aa_", 10.0, cost=5.0, unit="leads"), Lever("bb_", 20.0, cost=1.0, unit="orders"))
    best = kx.backsolve(tree, kx.Goal("goal", times=1.5), strategy="within_budget", budget=33.3, practical=True)
    assert best.is_practical
    assert best.cost is not None
    assert best.cost <= 33.3
    assert [value % 1.0 for value in best.values.values()] == [0.0, 0.0, 0.0]


def test_a_lever_that_does_not_pay_stays_exactly_where_it_is() -> None:
    solution = cheapest(product(Lever("aa_", 10.0, cost=5000.0), Lever("bb_", 20.0, cost=1.0)), 1.5)
    assert solution.values["aa_"] == 10.0
    assert solution.costs["aa_"] == 0.0
