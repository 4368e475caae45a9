"""How unreasonable a target is: each yardstick by hand, the bands at their limits, and the severest decides."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl import Lever
from kpi_xl.insight.unreasonable import BANDS, LIMITS, Judged, band, past_changes, unreasonable
from tests.solve.example import example_tree

PAST = (100.0, 104.0, 101.0, 108.0, 107.0, 112.0, 118.0)


def judged(target: float, *, history: tuple[float, ...] = (), months: int = 12, **lever: object) -> Judged:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_"}, [Lever("aa_", 100.0, **lever)])  # type: ignore[arg-type]
    return unreasonable(tree, {"aa_": target}, {"aa_": history}, months)["aa_"]


@pytest.mark.parametrize(
    ("target", "found"),
    [(101.0, "ordinary"), (110.0, "ordinary"), (111.0, "daring"), (199.9, "daring"), (200.0, "unreasonable"), (1000.0, "unreasonable")],
)
def test_110_percent_is_ordinary_and_twice_is_unreasonable(target: float, found: str) -> None:
    assert judged(target).band == found


def test_half_of_a_cost_is_twice_as_good() -> None:
    assert judged(50.0, better="lower").figures["today"] == 2.0


def test_the_industry_is_a_yardstick_of_its_own_in_both_directions() -> None:
    assert judged(120.0, industry=40.0, better="higher").figures == {"today": 1.2, "industry": 3.0}
    assert judged(80.0, industry=160.0, better="lower").figures["industry"] == 2.0
    assert judged(80.0, industry=160.0).figures["industry"] == 2.0  # nobody said which way is better: the way it goes


def test_room_is_the_share_of_the_way_to_the_bound_it_goes_to() -> None:
    assert judged(130.0, low=0.0, high=150.0).figures["room"] == pytest.approx(0.6)
    assert judged(90.0, low=80.0, high=150.0).figures["room"] == pytest.approx(0.5)
    assert "room" not in judged(130.0).figures


def test_history_compares_each_months_change_with_the_usual_one() -> None:
    changes = [math.log(after / before) for before, after in pairwise(PAST)]
    mean, deviation = statistics.fmean(changes), statistics.stdev(changes)
    assert judged(300.0, history=PAST).figures["history"] == pytest.approx((math.log(3) / 12 - mean) / deviation)
    assert judged(300.0, history=PAST, months=3).figures["history"] == pytest.approx((math.log(3) / 3 - mean) / deviation)
    assert judged(50.0, history=PAST).figures["history"] == pytest.approx((math.log(2) / 12 + mean) / deviation)


def test_going_on_as_ever_is_ordinary_however_far_it_leads() -> None:
    past = tuple(100.0 * 1.1**month * (1.001 if month % 2 else 1.0) for month in range(13))
    found = judged(100.0 * 1.1**12, history=past)
    assert found.bands["history"] == "ordinary"
    assert found.bands["today"] == "unreasonable"


@pytest.mark.parametrize("past", [(), PAST[:5], (100.0,) * 9, (*PAST, 0.0)])
def test_too_short_too_even_or_broken_is_no_history(past: tuple[float, ...]) -> None:
    assert past_changes(past) is None
    assert "history" not in judged(300.0, history=past).figures


def test_the_severest_yardstick_decides_and_is_named() -> None:
    found = judged(120.0, high=121.0, industry=1000.0, better="higher")
    assert found.bands == {"today": "daring", "industry": "ordinary", "room": "unreasonable"}
    assert (found.band, found.decides) == ("unreasonable", "room")


def test_what_stays_asks_for_nothing_and_what_begins_at_nothing_is_judged_by_its_room() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_+bb_"}, [Lever("aa_", 100.0), Lever("bb_", 0.0, high=10.0)])
    found = unreasonable(tree, {"aa_": 100.0, "bb_": 4.0})
    assert {name: dict(each.figures) for name, each in found.items()} == {"bb_": {"room": 0.4}}


def test_on_the_example_the_goal_is_unreasonable_and_none_of_its_levers_is() -> None:
    tree = example_tree()
    solution = kx.backsolve(tree, kx.Goal("annual_revenue", times=3.0))
    targets = {name: lever.target for name, lever in solution.moved.items()}
    found = unreasonable(tree, {"annual_revenue": 9e8 * (tree.baseline["annual_revenue"] / 3e8), **targets})
    bands = [each.band for each in found.values()]
    assert bands[0] == "unreasonable"
    assert (bands.count("daring"), bands.count("ordinary"), bands.count("unreasonable")) == (5, 4, 1)


@given(st.sampled_from(list(LIMITS)), st.floats(0.0, 20.0), st.floats(0.0, 20.0))
def test_more_is_never_less_unreasonable(yardstick: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert BANDS.index(band(yardstick, low)) <= BANDS.index(band(yardstick, high))  # type: ignore[arg-type]
