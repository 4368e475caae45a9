"""How a question can end, and what is said about it."""

from __future__ import annotations

import pytest

import kpi_xl as kx
from kpi_xl import Goal, Lever
from tests.solve.suites import UNPAID

every_strategy = pytest.mark.parametrize("strategy", UNPAID)


def tree(formula: str, *levers: Lever) -> kx.KpiTree:
    return kx.KpiTree.from_formulas({"kgi": formula}, levers, kgi="kgi")


SHOP = tree("=visitors*rate", Lever("visitors", 100.0, high=150.0, stated=120.0), Lever("rate", 0.1, high=0.2, stated=0.2, unit="%"))


@every_strategy
def test_a_goal_that_holds_today_moves_nothing(strategy: str) -> None:
    for goal in (Goal("kgi", times=1.0), Goal("kgi", times=0.5), Goal("kgi", value=10.0, meet="exactly")):
        solution = kx.backsolve(SHOP, goal, strategy=strategy)
        assert solution.outcome == "already_met"
        assert solution.moved == {}
        assert solution.values == SHOP.baseline


@every_strategy
def test_a_goal_beyond_every_bound_is_out_of_reach_with_the_best_there_is(strategy: str) -> None:
    solution = kx.backsolve(SHOP, Goal("kgi", times=10.0), strategy=strategy)
    assert solution.outcome == "out_of_reach"
    assert solution.reach.value == pytest.approx(30.0)
    assert solution.reach.proof == "proven"
    assert {one.lever: one.bound for one in solution.relaxations} == pytest.approx({"visitors": 500.0, "rate": 100.0 / 150.0})
    assert solution.margins[0] == pytest.approx(-0.7)


def test_out_of_reach_shows_the_best_scenario_and_what_its_bounds_are_worth() -> None:
    solution = kx.backsolve(SHOP, Goal("kgi", times=10.0))
    assert {name: lever.target for name, lever in solution.levers.items()} == {"visitors": 150.0, "rate": 0.2}
    assert solution.binding == ("visitors", "rate")
    assert solution.prices == pytest.approx({"visitors": 0.2, "rate": 150.0})


def test_no_bound_is_relaxed_past_a_natural_limit() -> None:
    solution = kx.backsolve(SHOP, Goal("kgi", value=200.0))
    assert [one.lever for one in solution.relaxations] == ["visitors"]  # the rate at 100% would bring 150 only


@every_strategy
def test_a_goal_that_no_lever_precedes_has_no_effect(strategy: str) -> None:
    locked = kx.KpiTree.from_formulas(
        {"kgi": "=aa_+bb_", "other": "=bb_*2"}, [Lever("aa_", 1.0), Lever("bb_", 2.0, locked=True)], kgi="kgi"
    )
    for kpi in ("other", "bb_"):
        solution = kx.backsolve(locked, Goal(kpi, times=2.0), strategy=strategy)
        assert (solution.outcome, solution.moved, solution.reach.value) == ("no_effect", {}, None)


@every_strategy
def test_a_lever_with_neither_baseline_nor_room_does_not_move_and_is_named(strategy: str) -> None:
    world = tree("=aa_+bb_", Lever("aa_", 0.0), Lever("bb_", 3.0, high=6.0, stated=6.0))
    solution = kx.backsolve(world, Goal("kgi", value=6.0), strategy=strategy)
    assert solution.outcome == "reached"
    assert solution.left_out == ("aa_",)
    assert solution.levers["aa_"].target == 0.0


@every_strategy
def test_only_levers_without_room_have_no_effect_and_are_named(strategy: str) -> None:
    solution = kx.backsolve(tree("=aa_+bb_", Lever("aa_", 0.0), Lever("bb_", -3.0)), Goal("kgi", value=6.0), strategy=strategy)
    assert (solution.outcome, solution.left_out) == ("no_effect", ("aa_", "bb_"))


def test_equal_ratio_names_the_levers_that_have_no_ratio() -> None:
    world = tree("=aa_+bb_+cc_", Lever("aa_", 0.0, high=9.0), Lever("bb_", -3.0, high=1.0), Lever("cc_", 4.0))
    solution = kx.backsolve(world, Goal("kgi", value=6.0), strategy="equal_ratio")
    assert solution.left_out == ("aa_", "bb_")
    assert solution.levers["cc_"].target == pytest.approx(9.0)


def test_toward_stated_names_the_levers_without_a_stated_target() -> None:
    world = tree("=aa_*bb_", Lever("aa_", 1.0, stated=2.0), Lever("bb_", 1.0))
    assert kx.backsolve(world, Goal("kgi", value=3.0), strategy="toward_stated").left_out == ("bb_",)


def test_locked_rows_stay_where_they_are() -> None:
    world = tree("=aa_*bb_", Lever("aa_", 2.0), Lever("bb_", 3.0, locked=True))
    solution = kx.backsolve(world, Goal("kgi", times=4.0))
    assert solution.values["aa_"] == pytest.approx(8.0)
    assert solution.values["bb_"] == 3.0
    assert list(solution.levers) == ["aa_"]


@pytest.mark.parametrize(
    ("unit", "baseline", "low", "high"),
    [
        ("%", 0.2, 0.0, 1.0),
        ("%", 1.3, 0.0, float("inf")),
        ("％", -0.1, float("-inf"), 1.0),
        ("円", 5.0, 0.0, float("inf")),
        ("円", -5.0, float("-inf"), float("inf")),
        ("円", 0.0, float("-inf"), float("inf")),
    ],
)
def test_default_bounds(unit: str, baseline: float, low: float, high: float) -> None:
    assert Lever("aa_", baseline, unit=unit).bounds == (low, high)


def test_a_rate_is_searched_up_to_its_default_bound_and_a_quantity_a_million_times_as_far() -> None:
    assert kx.backsolve(tree("=aa_", Lever("aa_", 0.2, unit="%")), Goal("kgi", value=2.0)).reach.value == 1.0
    open_end = kx.backsolve(tree("=aa_", Lever("aa_", 2.0)), Goal("kgi", times=2e6))
    assert open_end.outcome == "out_of_reach"
    assert open_end.reach.proof == "found"
    assert kx.backsolve(tree("=aa_", Lever("aa_", 2.0)), Goal("kgi", times=9e5)).outcome == "reached"


def test_a_path_says_how_closely_it_was_looked_at() -> None:
    world = tree("=aa_", Lever("aa_", 1.0, high=257.0))
    solution = kx.backsolve(world, Goal("kgi", value=3.0), strategy="equal_ratio")
    assert solution.resolution == solution.scan == pytest.approx(1.0)
    assert solution.share == pytest.approx(2.0)


def test_what_no_form_covers_is_proven_by_intervals_where_levers_are_few() -> None:
    bumpy = tree("=100-(aa_-5)^2", Lever("aa_", 1.0, high=60.0))
    least, walked = (kx.backsolve(bumpy, Goal("kgi", value=96.0), strategy=name) for name in ("least_effort", "equal_ratio"))
    assert (least.optimum, least.reach.proof, walked.first_crossing) == ("proven", "proven", "proven")
    assert least.values["aa_"] == pytest.approx(3.0)
    assert least.reach.value == pytest.approx(100.0)


def test_two_equal_branches_get_equal_targets_and_a_sum_of_many_products_is_only_found() -> None:
    names = [f"{letter}{letter}_" for letter in "abcdefghijklmnop"]
    world = tree(
        "=" + "+".join(f"{one}*{other}" for one, other in zip(names[::2], names[1::2], strict=True)), *(Lever(name, 5.0) for name in names)
    )
    solution = kx.backsolve(world, Goal("kgi", times=3.0))
    assert len({lever.target for lever in solution.levers.values()}) == 1
    assert solution.optimum == "found"


def test_several_goals_are_met_only_if_all_are() -> None:
    world = kx.KpiTree.from_formulas({"kgi": "=aa_*bb_", "other": "=aa_+bb_"}, [Lever("aa_", 2.0), Lever("bb_", 2.0)], kgi="kgi")
    goals = [Goal("kgi", value=4.0), Goal("other", value=6.0)]
    assert kx.backsolve(world, goals=goals[:1]).outcome == "already_met"
    both = kx.backsolve(world, goals=goals)
    assert both.outcome == "reached"
    assert both.values["other"] == pytest.approx(6.0)


def test_goals_that_cannot_hold_together_are_out_of_reach() -> None:
    world = kx.KpiTree.from_formulas(
        {"kgi": "=aa_*2", "cost": "=aa_*3"}, [Lever("aa_", 2.0)], kgi="kgi", better={"kgi": "higher", "cost": "lower"}
    )
    assert kx.backsolve(world, goals=[Goal("kgi", times=2.0), Goal("cost", times=0.5)]).outcome == "out_of_reach"
