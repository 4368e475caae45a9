"""Walking a path: the scan, the first crossing, and where narrowing stops."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl import Goal, Lever
from kpi_xl.model.kpi import Better
from kpi_xl.solve.paths import directions, equal_ratio, toward_stated
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.walk import STEPS, narrow, scan_points, walk


def question(formula: str, *levers: Lever, goal: float, better: Better = "higher") -> Question:
    return ask(kx.KpiTree.from_formulas({"kgi": formula}, levers, kgi="kgi", better={"kgi": better}), [Goal("kgi", value=goal)])


def margins(*steps: tuple[float, float]) -> Callable[[float], float]:
    """A stair: at or above each t the margin is the one beside it."""
    return lambda t: [margin for edge, margin in steps if t >= edge][-1]


def test_a_smooth_crossing_is_found_far_inside_the_tolerance() -> None:
    t = narrow(lambda t: t**3 - 2.0, 0.0, 4.0, -2.0, 62.0)
    assert t >= 2.0 ** (1.0 / 3.0)
    assert t == pytest.approx(2.0 ** (1.0 / 3.0), rel=1e-13)


@pytest.mark.parametrize("after", [0.0, 1e-14, 0.5, 1e9])
def test_a_jump_is_found_to_the_last_digit(after: float) -> None:
    assert narrow(margins((0.0, -1.0), (math.pi, after)), 0.0, 10.0, -1.0, after) == math.pi


def test_an_excel_error_counts_as_a_miss() -> None:
    assert narrow(lambda t: -math.inf if t < 2.0 else t - 2.0, 0.0, 10.0, -math.inf, 8.0) == pytest.approx(2.0, abs=1e-12)


def test_the_scan_has_256_steps_and_every_stop() -> None:
    path = equal_ratio(
        world := question("=aa_*bb_", Lever("aa_", 1.0, high=3.0), Lever("bb_", 1.0, high=2.3), goal=99.0), directions(world)
    )
    ts = scan_points(path)
    assert path.end == 2.0
    assert not path.is_open
    assert len(ts) == STEPS + 2
    assert {path.stops.min(), 2.0} <= set(ts.tolist())


def test_an_open_path_is_scanned_in_shares() -> None:
    path = equal_ratio(world := question("=aa_", Lever("aa_", 1.0), goal=9.0), directions(world))
    ts = scan_points(path)
    assert path.is_open
    assert ts[128] == pytest.approx(1.0, rel=1e-5)
    assert ts[-1] == path.end == pytest.approx(1e6)


def test_the_first_of_several_crossings_is_taken() -> None:
    world = question("=4-(aa_-3)^2*(aa_-8)^2/10", Lever("aa_", 1.0, high=10.0), goal=3.0)
    crossing = walk(world, equal_ratio(world, np.ones(1)))
    assert crossing.meets
    assert crossing.values[0] < 3.0


def test_a_path_that_never_meets_the_goal_ends_at_its_best_point() -> None:
    world = question("=10-(aa_-3)^2", Lever("aa_", 1.0, high=9.0), goal=11.0)
    crossing = walk(world, equal_ratio(world, np.ones(1)))
    assert not crossing.meets
    assert crossing.values[0] == pytest.approx(3.0, abs=0.02)


@pytest.mark.parametrize(
    ("formula", "lever", "better", "goal", "way"),
    [
        ("=aa_*2", Lever("aa_", 1.0), "higher", 9.0, 1.0),
        ("=9/aa_", Lever("aa_", 1.0), "higher", 99.0, -1.0),
        ("=aa_*2", Lever("aa_", 1.0, better="lower"), "higher", 9.0, -1.0),  # the typed way wins
        ("=aa_*2", Lever("aa_", 1.0, better="lower"), "lower", 1.0, -1.0),
        ("=MAX(aa_,5)", Lever("aa_", 1.0, high=9.0), "higher", 7.0, 1.0),  # found in 32 steps
        ("=IF(aa_>5,100,50)", Lever("aa_", 1.0, high=9.0), "higher", 70.0, 1.0),  # a jump has no slope, but it counts
        ("=IF(aa_<0.5,100,50)", Lever("aa_", 1.0, high=9.0), "higher", 70.0, -1.0),
        ("=ROUND(9/aa_,0)", Lever("aa_", 1.0), "higher", 70.0, -1.0),  # as if nothing were rounded
        ("=aa_*0+3", Lever("aa_", 1.0), "higher", 70.0, 0.0),
    ],
)
def test_which_way_a_lever_goes(formula: str, lever: Lever, better: Better, goal: float, way: float) -> None:
    assert directions(question(formula, lever, goal=goal, better=better)).tolist() == [way]


def test_a_goal_below_today_turns_the_typed_ways_round() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_*2"}, [Lever("aa_", 4.0, better="higher")], better={"kgi": "higher"})
    assert directions(ask(tree, [Goal("kgi", times=0.5, meet="exactly")])).tolist() == [-1.0]


def test_no_path_leaves_the_bounds() -> None:
    levers = Lever("aa_", 1.0, low=0.5, high=3.0, stated=2.0), Lever("bb_", 2.0, low=1.0, high=2.5, stated=1.5)
    world = question("=aa_*bb_", *levers, goal=99.0)
    for path in (equal_ratio(world, np.array([1.0, -1.0])), toward_stated(world, np.ones(2))):
        low, high = world.frame.bounds
        values = path.at(np.array([0.0, 1.0, 10.0, 1e6]))
        assert (values >= low[:, None]).all()
        assert (values <= high[:, None]).all()
