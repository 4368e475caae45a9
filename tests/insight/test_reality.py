"""The reality check: what the stated targets come to, against each goal."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl import Goal, Lever
from kpi_xl.insight.reality import Check
from tests.solve.example import example_tree


def test_on_the_example_a_fifth_of_the_way_is_enough() -> None:
    (check,) = kx.reality_check(example_tree(), [Goal("annual_revenue", times=3.0)])
    assert check.ratio == pytest.approx(321.6288, rel=1e-7)
    assert check.meets
    assert check.share == pytest.approx(0.1918812465, abs=1e-9)


@pytest.mark.parametrize(
    ("goal", "meets", "share"),
    [
        (Goal("kgi", value=4.0), True, 1.0),  # exactly what was stated
        (Goal("kgi", value=2.0), True, 0.5),
        (Goal("kgi", value=16.0), False, 2.0),  # twice as far
        (Goal("kgi", value=64.0), False, None),  # the bound lies at 32
        (Goal("kgi", value=0.5), True, 0.0),  # met today
    ],
)
def test_share_of_the_way(goal: Goal, meets: bool, share: float | None) -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_"}, [Lever("aa_", 1.0, stated=4.0, high=32.0)])
    (check,) = kx.reality_check(tree, [goal])
    assert (check.implied, check.ratio, check.meets) == (4.0, 4.0, meets)
    assert check.share == (None if share is None else pytest.approx(share, abs=1e-9))


def test_lower_is_better_is_met_from_below() -> None:
    tree = kx.KpiTree.from_formulas({"cost": "=100/aa_"}, [Lever("aa_", 1.0, stated=4.0)], better={"cost": "lower"})
    met, missed = kx.reality_check(tree, [Goal("cost", value=50.0), Goal("cost", value=10.0)])
    assert (met.meets, missed.meets) == (True, False)
    assert met.share == pytest.approx(0.5)


def test_without_stated_targets_there_is_nothing_to_check() -> None:
    assert kx.reality_check(kx.KpiTree.from_formulas({"kgi": "=aa_"}, [Lever("aa_", 1.0)]), [Goal("kgi", times=2.0)]) == []


def checked(goal: Goal, *levers: Lever, formula: str = "=aa_*bb_", **more: object) -> Check:
    tree = kx.KpiTree.from_formulas({"kgi": formula}, levers, **more)  # type: ignore[arg-type]
    (check,) = kx.reality_check(tree, [goal])
    return check


def eased(check: Check) -> dict[str, float]:
    return {each.lever: each.needed for each in check.alone}


def test_on_the_example_any_one_could_be_given_up_and_one_alone_would_do() -> None:
    (check,) = kx.reality_check(example_tree(), [Goal("annual_revenue", times=3.0)])
    assert check.excess == pytest.approx(321.6288 / 3.0, rel=1e-7)
    assert check.count == len(check.alone) == 9
    assert all(each.spare == 1.0 and each.needed == example_tree().levers[each.lever].start for each in check.alone)
    assert check.alone[0].lever == "visitors"  # x5 comes down most
    assert check.enough == ("visitors",)
    assert check.closing is None


def test_each_alone_comes_down_as_far_as_the_others_carry_the_goal() -> None:
    check = checked(Goal("kgi", value=6.0), Lever("aa_", 1.0, stated=3.0), Lever("bb_", 1.0, stated=4.0))
    assert eased(check) == pytest.approx({"bb_": 2.0, "aa_": 1.5}, rel=1e-9)  # 6 / 3 and 6 / 4
    spare = {each.lever: each.spare for each in check.alone}
    assert spare == pytest.approx({"bb_": 0.5, "aa_": 1 - math.log(1.5) / math.log(3)}, rel=1e-9)
    assert check.enough == ()  # 3 and 4 alone both miss 6, and together they are all there are


def test_together_they_come_down_to_the_least_effort() -> None:
    check = checked(Goal("kgi", value=4.0), Lever("aa_", 1.0, stated=5.0), Lever("bb_", 1.0, stated=4.0))
    assert [(each.lever, each.needed) for each in check.together] == [("aa_", pytest.approx(2.0)), ("bb_", pytest.approx(2.0))]


def test_a_lever_without_a_stated_target_is_not_asked_for_anything() -> None:
    check = checked(Goal("kgi", value=4.0), Lever("aa_", 1.0, stated=8.0), Lever("bb_", 1.0))
    assert eased(check) == pytest.approx({"aa_": 4.0})
    assert [(each.lever, each.needed) for each in check.together] == [("aa_", pytest.approx(4.0))]


def test_nothing_could_be_eased_where_the_goal_is_just_met() -> None:
    check = checked(Goal("kgi", value=12.0), Lever("aa_", 1.0, stated=3.0), Lever("bb_", 1.0, stated=4.0))
    assert (check.meets, check.alone, check.together, check.enough) == (True, (), (), ())


def test_the_rest_is_closed_with_the_least_effort_beyond_the_stated_targets() -> None:
    check = checked(Goal("kgi", value=8.0), Lever("aa_", 1.0, stated=2.0, high=2.0), Lever("bb_", 1.0, stated=2.0))
    assert (check.meets, check.alone) == (False, ())
    assert check.closing is not None
    assert [(step.lever, step.start, step.needed) for step in check.closing.steps] == [("bb_", 2.0, pytest.approx(4.0))]


def test_a_lever_without_a_stated_target_may_help_to_close_the_rest() -> None:
    check = checked(Goal("kgi", value=6.0), Lever("aa_", 1.0, stated=2.0, high=2.0), Lever("bb_", 1.0))
    assert check.closing is not None
    assert [(step.lever, step.start, step.needed) for step in check.closing.steps] == [("bb_", 1.0, pytest.approx(3.0))]


def test_where_the_bounds_do_not_allow_it_the_best_is_said() -> None:
    check = checked(Goal("kgi", value=100.0), Lever("aa_", 1.0, stated=2.0, high=3.0), Lever("bb_", 1.0, stated=2.0, high=5.0))
    assert check.closing is not None
    assert check.closing.steps == ()
    assert (check.closing.reach.value, check.closing.reach.proof) == (pytest.approx(15.0), "proven")


def test_a_stated_target_that_leads_away_is_named_and_one_past_its_bound_too() -> None:
    check = checked(Goal("kgi", value=2.0), Lever("aa_", 1.0, stated=4.0, high=3.0), Lever("bb_", 1.0, stated=0.8))
    assert (check.against, check.past_bounds) == (("bb_",), ("aa_",))


def test_a_cost_overshoots_from_below() -> None:
    tree = kx.KpiTree.from_formulas({"cost": "=100/aa_"}, [Lever("aa_", 1.0, stated=4.0)], better={"cost": "lower"})
    (check,) = kx.reality_check(tree, [Goal("cost", value=50.0)])
    assert check.excess == pytest.approx(2.0)
    assert eased(check) == pytest.approx({"aa_": 2.0})


def test_what_has_no_say_in_the_goal_is_not_counted() -> None:
    levers = [Lever("aa_", 1.0, stated=4.0), Lever("bb_", 1.0, stated=4.0)]
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_", "side": "=bb_"}, levers, kgi="kgi")
    (check,) = kx.reality_check(tree, [Goal("kgi", value=2.0)])
    assert (check.count, eased(check)) == (1, pytest.approx({"aa_": 2.0}))


@given(st.lists(st.floats(1.05, 8.0), min_size=2, max_size=5), st.floats(1.01, 400.0))
@settings(max_examples=60, deadline=None)
def test_whatever_is_eased_still_meets_the_goal_and_never_asks_for_more(ratios: list[float], factor: float) -> None:
    levers = [Lever(f"row_{place}x", 2.0, stated=2.0 * ratio, high=40.0) for place, ratio in enumerate(ratios)]
    tree = kx.KpiTree.from_formulas({"kgi": "=" + "*".join(lever.name for lever in levers)}, levers)
    (check,) = kx.reality_check(tree, [Goal("kgi", times=factor)])
    stated = {lever.name: lever.stated for lever in levers if lever.stated}
    least = check.target * (1 - 1e-8)
    for each in check.alone:
        assert tree.evaluate({**stated, each.lever: each.needed})["kgi"] >= least
        assert 2.0 <= each.needed < each.stated
    if check.together:
        assert tree.evaluate({**stated, **{each.lever: each.needed for each in check.together}})["kgi"] >= least
    if check.enough:
        assert tree.evaluate({name: stated[name] for name in check.enough})["kgi"] >= least
    if check.closing and check.closing.steps:
        closed = tree.evaluate({**stated, **{step.lever: step.needed for step in check.closing.steps}})
        assert closed["kgi"] >= least
        assert all(step.needed > step.start for step in check.closing.steps)
