"""Headroom, in order, one lever: answers that can be worked out by hand, and answers that were published."""

from __future__ import annotations

import math

import pytest

import kpi_xl as kx
from kpi_xl import Goal, KpiTree, Lever, Outcome
from kpi_xl.solve.one_lever import Alone
from tests.solve.example import example_tree


def product(*levers: Lever) -> KpiTree:
    return KpiTree.from_formulas({"kgi": "=" + "*".join(lever.name for lever in levers)}, list(levers))


def test_headroom_goes_the_same_share_of_every_logarithmic_way() -> None:
    tree = product(Lever("aa_", 10, high=40), Lever("bb_", 10, high=160))
    solution = kx.backsolve(tree, Goal("kgi", times=8), strategy="headroom")  # 4^t * 16^t = 8 at t = 1/2
    assert solution.share == pytest.approx(0.5, rel=1e-9)
    assert solution.values["aa_"] == pytest.approx(20, rel=1e-9)
    assert solution.values["bb_"] == pytest.approx(40, rel=1e-9)
    assert solution.first_crossing == "proven"


def test_headroom_goes_a_linear_way_where_an_end_is_zero() -> None:
    tree = KpiTree.from_formulas({"kgi": "=100-cc_"}, [Lever("cc_", 40, better="lower")])  # the natural end is 0
    solution = kx.backsolve(tree, Goal("kgi", value=70), strategy="headroom")
    assert solution.share == pytest.approx(0.25)
    assert solution.values["cc_"] == pytest.approx(30)


def test_headroom_leaves_a_lever_without_a_bound_and_says_so() -> None:
    tree = product(Lever("aa_", 10, high=40), Lever("bb_", 10))
    solution = kx.backsolve(tree, Goal("kgi", times=2), strategy="headroom")
    assert solution.left_out == ("bb_",)
    assert solution.values["aa_"] == pytest.approx(20)


def test_headroom_ends_at_the_bounds() -> None:
    tree = product(Lever("aa_", 10, high=20), Lever("bb_", 10, high=15))
    solution = kx.backsolve(tree, Goal("kgi", times=4), strategy="headroom")
    assert solution.outcome is Outcome.OUT_OF_REACH
    assert (solution.values["kgi"], solution.reach.value, solution.reach.proof) == (300, 300, "proven")


def test_in_order_takes_the_rows_with_an_order_first_and_each_to_its_bound() -> None:
    tree = product(Lever("aa_", 10, high=20), Lever("bb_", 10, high=30, order=2), Lever("cc_", 10, high=15, order=1))
    solution = kx.backsolve(tree, Goal("kgi", times=6), strategy="in_order")  # cc x1.5, bb x3, the rest is aa's: 6 / 4.5
    assert solution.values["cc_"] == 15
    assert solution.values["bb_"] == 30
    assert solution.values["aa_"] == pytest.approx(10 * 6 / 4.5, rel=1e-9)
    assert solution.binding == ("bb_", "cc_")


def test_in_order_takes_what_brings_more_per_effort_and_the_row_in_a_tie() -> None:
    tree = KpiTree.from_formulas({"kgi": "=3*aa_+bb_+cc_"}, [Lever("aa_", 1, effort=6), Lever("bb_", 1), Lever("cc_", 1)])
    solution = kx.backsolve(tree, Goal("kgi", value=7), strategy="in_order")  # 0.5, 1, 1 per effort: bb first
    assert solution.moved.keys() == {"bb_"}
    assert solution.values["bb_"] == pytest.approx(3)


def test_in_order_stops_at_the_best_point_where_going_on_would_do_harm() -> None:
    tree = KpiTree.from_formulas({"kgi": "=aa_*(6-aa_)*bb_"}, [Lever("aa_", 1, high=6, order=1), Lever("bb_", 1, high=10)])
    solution = kx.backsolve(tree, Goal("kgi", value=18), strategy="in_order")  # aa alone brings 9 at most, at 3
    assert solution.values["aa_"] == pytest.approx(3, abs=0.02)
    assert solution.values["bb_"] == pytest.approx(2, abs=1e-3)


def test_in_order_says_out_of_reach_with_every_bound_it_came_to() -> None:
    solution = kx.backsolve(product(Lever("aa_", 1, high=2), Lever("bb_", 1, high=2)), Goal("kgi", value=5), strategy="in_order")
    assert solution.outcome is Outcome.OUT_OF_REACH
    assert solution.binding == ("aa_", "bb_")


@pytest.mark.parametrize("strategy", ["headroom", "in_order"])
@pytest.mark.parametrize("times", [1.5, 3.0, 100.0, 1300.0])
def test_both_end_on_the_goals_side_of_the_example(strategy: str, times: float) -> None:
    tree = example_tree()
    goal = times * tree.baseline["annual_revenue"]
    value = kx.backsolve(tree, Goal("annual_revenue", times=times), strategy=strategy).values["annual_revenue"]
    assert goal <= value <= goal * (1 + 1e-9)


def test_one_lever_says_what_each_would_have_to_become_or_how_far_it_goes() -> None:
    tree = product(Lever("aa_", 10, high=25), Lever("bb_", 10, high=15), Lever("cc_", 10, locked=True))
    found = kx.one_lever(tree, Goal("kgi", times=2))
    assert found["aa_"] == Alone(True, pytest.approx(20), pytest.approx(2500))
    assert found["bb_"] == Alone(False, None, pytest.approx(1500))
    assert set(found) == {"aa_", "bb_"}


def test_one_lever_leaves_alone_what_has_no_say() -> None:
    tree = KpiTree.from_formulas({"kgi": "=2*aa_", "other": "=bb_"}, [Lever("aa_", 1), Lever("bb_", 1)], kgi="kgi")
    assert kx.one_lever(tree, Goal("kgi", value=5))["bb_"] == Alone(False, None, 2.0)


def test_published_the_ratio_of_lifetime_value_to_cost_by_one_lever_each() -> None:
    # https://mhq-gatsby.pages.dev/difference/ltv-to-cac-vs-magic-number/ : 15,000 / 6,000 = 2.5, wanted 3
    levers = [Lever("arpa", 500), Lever("margin", 0.75), Lever("churn", 0.025, better="lower"), Lever("cac", 6000, better="lower")]
    tree = KpiTree.from_formulas({"ratio": "=arpa*margin/churn/cac"}, levers)
    found = kx.one_lever(tree, Goal("ratio", value=3))
    expected = {"churn": 0.025 * 2.5 / 3, "cac": 5000, "arpa": 600}
    assert {name: found[name].value for name in expected} == {name: pytest.approx(value, rel=1e-9) for name, value in expected.items()}


def test_published_three_times_the_sales_by_one_lever_each() -> None:
    # https://dt-media.jp/column/?act=Detail&cms_id=00000407 : 5,000 sessions x 2% x 10,000 yen; three times is 15,000 sessions or 30,000 yen
    tree = KpiTree.from_formulas({"sales": "=sessions*cvr*aov"}, [Lever("sessions", 5000), Lever("cvr", 0.02), Lever("aov", 10000)])
    found = kx.one_lever(tree, Goal("sales", times=3))
    assert found["sessions"].value == pytest.approx(15000, rel=1e-9)
    assert found["aov"].value == pytest.approx(30000, rel=1e-9)


def test_published_a_goal_seek_that_excel_misses_is_met_to_the_last_digit() -> None:
    # x^2 = 16: Excel's Goal Seek stops at 4.00002269 (http://jabsto.com/Tutorial/topic-64/Microsoft-Excel-2010-Formulas-89.html)
    tree = KpiTree.from_formulas({"yy_": "=xx_^2"}, [Lever("xx_", 1)])
    found = kx.one_lever(tree, Goal("yy_", value=16))["xx_"].value
    assert found is not None
    assert math.isclose(found, 4.0, rel_tol=1e-12)
