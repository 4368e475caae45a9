"""Agreed values are held, and a solution that builds on another never falls back behind it."""

from __future__ import annotations

import random

import pytest

import kpi_xl as kx
from kpi_xl import Goal, Lever, Outcome
from tests.solve import forest
from tests.solve.example import example_tree
from tests.solve.suites import UNPAID

EXAMPLE = example_tree()
REVENUE = "annual_revenue"
SHOP = kx.KpiTree.from_formulas({"sales": "=visitors*rate"}, [Lever("visitors", 100.0, high=300.0), Lever("rate", 0.5, high=1.0, unit="%")])


@pytest.mark.parametrize("strategy", UNPAID)
def test_an_agreed_value_is_held_and_the_rest_is_solved_around_it(strategy: str) -> None:
    solution = kx.backsolve(EXAMPLE, Goal(REVENUE, times=3.0), strategy=strategy, agreed={"visitors": 12_000.0, "churn_rate": 0.14})
    assert solution.outcome is Outcome.REACHED
    assert solution.levers["visitors"].target == 12_000.0
    assert solution.levers["churn_rate"].target == 0.14
    assert solution.agreed == ("visitors", "churn_rate")
    assert 0.0 <= solution.margins[0] <= 1e-9


def test_agreeing_on_what_would_be_found_anyway_changes_nothing() -> None:
    free = kx.backsolve(EXAMPLE, Goal(REVENUE, times=3.0))
    agreed = kx.backsolve(EXAMPLE, Goal(REVENUE, times=3.0), agreed={"visitors": free.levers["visitors"].target})
    for name, lever in free.levers.items():
        assert agreed.levers[name].target == pytest.approx(lever.target, rel=1e-7)


def test_agreed_values_that_meet_the_goal_by_themselves_leave_the_rest_alone() -> None:
    solution = kx.backsolve(SHOP, Goal("sales", value=90.0), agreed={"visitors": 200.0})
    assert solution.outcome is Outcome.REACHED
    assert solution.levers["rate"].target == 0.5


def test_agreed_values_can_put_the_goal_out_of_reach() -> None:
    solution = kx.backsolve(SHOP, Goal("sales", value=200.0), agreed={"visitors": 150.0})
    assert solution.outcome is Outcome.OUT_OF_REACH
    assert solution.reach.value == pytest.approx(150.0)
    assert solution.reach.proof == "proven"


def test_every_agreed_value_outside_its_bounds_is_reported_at_once() -> None:
    with pytest.raises(kx.Problems) as caught:
        kx.backsolve(SHOP, Goal("sales", value=200.0), agreed={"visitors": 400.0, "rate": -0.1})
    assert caught.value.sentence("en").splitlines() == [
        "agreed (visitors): the agreed value 400 lies outside the bounds (low 0, high 300). "
        "Agree on a value between them, or move the bound.",
        "agreed (rate): the agreed value -0.1 lies outside the bounds (low 0, high 1). Agree on a value between them, or move the bound.",
    ]
    assert caught.value.sentence("ja").splitlines()[0] == (
        "agreed（visitors）：合意値 400 が下限 0・上限 300 の外です。範囲内の値にするか、下限・上限を変更してください。"
    )


def test_only_a_lever_can_be_agreed_on() -> None:
    with pytest.raises(kx.KpiXlError) as caught:
        kx.backsolve(SHOP, Goal("sales", value=200.0), agreed={"sales": 100.0})
    assert caught.value.sentence("en") == "levers: 'sales' cannot be changed: it is computed by a formula. Change a lever: visitors, rate."


@pytest.mark.parametrize("strategy", UNPAID)
def test_stretch_built_on_must_achieve_goes_on_from_it(strategy: str) -> None:
    must = kx.backsolve(EXAMPLE, Goal(REVENUE, times=1.5), strategy=strategy)
    stretch = kx.backsolve(EXAMPLE, Goal(REVENUE, times=3.0), strategy=strategy, beyond=must)
    assert stretch.outcome is Outcome.REACHED
    assert 0.0 <= stretch.margins[0] <= 1e-9
    _nested(must, stretch)


@pytest.mark.parametrize("strategy", UNPAID)
def test_on_a_product_building_on_must_achieve_changes_nothing(strategy: str) -> None:
    must = kx.backsolve(EXAMPLE, Goal("new_customers", times=1.5), strategy=strategy)
    alone = kx.backsolve(EXAMPLE, Goal("new_customers", times=3.0), strategy=strategy)
    built = kx.backsolve(EXAMPLE, Goal("new_customers", times=3.0), strategy=strategy, beyond=must)
    for name, lever in alone.levers.items():
        assert built.levers[name].target == pytest.approx(lever.target, rel=1e-7)


@pytest.mark.parametrize("strategy", UNPAID)
@pytest.mark.parametrize("seed", range(60))
def test_must_achieve_and_stretch_are_nested_on_any_tree(seed: int, strategy: str) -> None:
    rng = random.Random(seed)
    tree = forest.tree(rng)
    if tree is None:
        return
    must = kx.backsolve(tree, Goal("goal", times=1.3), strategy=strategy)
    if must.outcome is Outcome.REACHED:
        stretch = kx.backsolve(tree, Goal("goal", times=2.0), strategy=strategy, beyond=must)
        _nested(must, stretch)
        assert stretch.outcome is not Outcome.REACHED or stretch.margins[0] >= 0.0


def test_levers_that_the_stretch_goal_does_not_need_stay_where_must_achieve_brought_them() -> None:
    must = kx.backsolve(EXAMPLE, Goal("ltv", times=1.5))
    stretch = kx.backsolve(EXAMPLE, Goal("new_customers", times=2.0), beyond=must)
    for name in must.moved:
        assert stretch.levers[name].target == must.levers[name].target
    assert stretch.values["ltv"] == pytest.approx(must.values["ltv"])


def test_a_stretch_goal_that_must_achieve_meets_already_moves_nothing_more() -> None:
    must = kx.backsolve(SHOP, Goal("sales", times=2.0))
    stretch = kx.backsolve(SHOP, Goal("sales", times=1.5), beyond=must)
    assert stretch.outcome is Outcome.REACHED
    assert stretch.values["sales"] == must.values["sales"]


def _nested(must: kx.Solution, stretch: kx.Solution) -> None:
    for name, lever in must.moved.items():
        ahead = (stretch.levers[name].target - lever.target) * (lever.target - lever.baseline)
        assert ahead >= 0.0


BOTH = {"visitors": 100.0, "rate": 0.5}


@pytest.mark.parametrize(
    ("goal", "agreed", "releases"),
    [
        (250.0, {"visitors": 100.0}, (("visitors",),)),  # 100 visitors at a rate of 1 are 100; released, 300
        (90.0, BOTH, (("visitors",), ("rate",))),  # 150 or 100, whichever is released
        (120.0, BOTH, (("visitors",),)),
        (250.0, BOTH, (("visitors", "rate"),)),  # 150 and 100 are too few; together 300
        (400.0, BOTH, ()),  # out of reach anyway
        (90.0, {"visitors": 100.0}, ()),  # reached
    ],
)
def test_agreed_values_that_alone_keep_a_goal_out_of_reach_are_named(
    goal: float, agreed: dict[str, float], releases: tuple[tuple[str, ...], ...]
) -> None:
    assert kx.backsolve(SHOP, Goal("sales", value=goal), agreed=agreed).releases == releases


@pytest.mark.parametrize("strategy", UNPAID)
def test_what_is_named_for_release_brings_the_goal_in_reach(strategy: str) -> None:
    agreed = {"visitors": 9_000.0, "churn_rate": 0.16, "lead_rate": 0.02}
    goal = Goal(REVENUE, times=200.0)
    solution = kx.backsolve(EXAMPLE, goal, strategy=strategy, agreed=agreed)
    for names in solution.releases:
        kept = {name: value for name, value in agreed.items() if name not in names}
        assert kx.backsolve(EXAMPLE, goal, strategy=strategy, agreed=kept).outcome is Outcome.REACHED
