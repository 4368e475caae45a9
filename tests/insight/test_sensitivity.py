"""A lever's pull is what the tree says when that lever alone is changed."""

from __future__ import annotations

import math

import pytest

import kpi_xl as kx
from kpi_xl import Lever
from kpi_xl.insight.sensitivity import MOST, sensitivities
from tests.solve.example import example_tree


def test_equal_levers_stay_in_the_order_of_the_table_and_the_strongest_come_first() -> None:
    found = [pull.lever for pull in sensitivities(example_tree())]
    assert found == [
        *("visitors", "lead_rate", "meeting_rate", "close_rate", "contract_years"),
        *("churn_rate", "cross_sell_rate", "upper_plan_rate", "option_rate"),
    ]


@pytest.mark.parametrize("at", [{}, {"visitors": 20_000.0, "churn_rate": 0.05}])
def test_every_figure_is_what_the_tree_says(at: dict[str, float]) -> None:
    tree = example_tree()
    slopes, elasticities = tree.slopes(tree.kgi, at), kx.elasticities(tree, at=at)
    for pull in sensitivities(tree, at=at):
        here = {**{name: lever.start for name, lever in tree.levers.items()}, **at}[pull.lever]
        low, high = tree.levers[pull.lever].bounds
        for value, figure in ((0.9 * here, pull.minus), (1.1 * here, pull.plus), (low, pull.low), (high, pull.high)):
            expected = None if math.isinf(value) else pytest.approx(tree.evaluate({**at, pull.lever: value})[tree.kgi], rel=1e-12)
            assert figure == expected
        assert pull.slope == pytest.approx(slopes[pull.lever], rel=1e-12)
        assert pull.elasticity == pytest.approx(elasticities[pull.lever], rel=1e-12)


def test_a_rate_never_swings_past_the_whole() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=100*rate"}, [Lever("rate", 0.95, unit="%")])
    (pull,) = sensitivities(tree)
    assert (pull.minus, pull.plus) == pytest.approx((85.5, 100.0))


def test_effort_divides_what_a_move_brings() -> None:
    tree = kx.KpiTree.from_formulas(
        {"kgi": "=aa_*bb_+cc_"}, [Lever("aa_", 10.0, effort=2.0), Lever("bb_", 5.0), Lever("cc_", 0.0, high=30.0)]
    )
    assert {pull.lever: pull.per_effort for pull in sensitivities(tree)} == pytest.approx({"aa_": 25.0, "bb_": 50.0, "cc_": 30.0})


def test_a_locked_row_is_no_lever_and_a_swing_into_an_error_is_none() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=SQRT(aa_-9.5)*bb_"}, [Lever("aa_", 10.0), Lever("bb_", 5.0, locked=True)])
    (pull,) = sensitivities(tree)
    assert pull.lever == "aa_"
    assert math.isnan(pull.minus)
    assert math.isnan(pull.swing)
    assert pull.plus == pytest.approx(5.0 * math.sqrt(1.5))


def test_of_very_many_levers_only_the_strongest_are_swung() -> None:
    names = [f"lever_{place}" for place in range(MOST + 50)]
    tree = kx.KpiTree.from_formulas(
        {"kgi": "=SUM(" + ",".join(names) + ")"}, [Lever(name, 1.0 + place) for place, name in enumerate(names)]
    )
    assert [pull.lever for pull in sensitivities(tree)] == names[:49:-1]
