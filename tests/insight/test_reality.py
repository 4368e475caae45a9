"""The reality check: what the stated targets come to, against each goal."""

from __future__ import annotations

import pytest

import kpi_xl as kx
from kpi_xl import Goal, Lever
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
