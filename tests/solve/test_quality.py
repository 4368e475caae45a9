"""How good the answers are: against scipy's SLSQP, on random trees of 10 to 200 levers and on hard cases that have a name.

Here a slice of the comparison; `python -m bench.quality` makes the whole of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

import kpi_xl as kx
from tests.solve import suites
from tests.solve.rivals import NO_WORSE, Comparison, compare, summary
from tests.solve.suites import RANDOM, Case, random_case, split

BALANCED = 1e-8
SMALL, LARGE = range(0, RANDOM // 2, 5), range(RANDOM // 2, RANDOM, 5)
RUNS = {**dict.fromkeys(SMALL, 10), **dict.fromkeys(LARGE, 2)}
"""Seeds of the slice, and how often SLSQP may try each: a run over two hundred levers takes seconds."""

HARD = {case.name: case for case in suites.hard_cases()}


@cache
def solved(seed: int) -> tuple[Case, kx.Solution]:
    case = random_case(seed)
    return case, kx.backsolve(case.tree, case.goal)


@pytest.fixture(scope="module")
def comparisons(request: pytest.FixtureRequest) -> Iterator[list[Comparison]]:
    """Collects what the tests compare, and says at the end who was better where."""
    found: list[Comparison] = []
    yield found
    # Only this stream is let through to the terminal by the workers of pytest-xdist.
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n" + summary("Backsolving against SLSQP", found), file=sys.stderr)


@pytest.mark.parametrize("seed", range(RANDOM))
def test_a_random_tree_ends_on_the_goals_side_or_out_of_reach(seed: int) -> None:
    _, solution = solved(seed)
    if solution.outcome == "reached":
        assert 0.0 <= solution.margins[0] <= 1e-9
    else:
        assert solution.outcome == "out_of_reach"
        assert solution.margins[0] < 0.0


@pytest.mark.parametrize("seed", range(RANDOM))
def test_effort_and_slopes_balance_where_a_random_tree_ends(seed: int) -> None:
    _, solution = solved(seed)
    if solution.outcome == "reached":
        assert solution.residual is not None
        assert solution.residual <= BALANCED


@pytest.mark.parametrize("seed", RUNS)
def test_where_the_optimum_is_proven_no_run_of_slsqp_needs_less(seed: int, comparisons: list[Comparison]) -> None:
    case, solution = solved(seed)
    found = compare(case, solution, RUNS[seed])
    comparisons.append(found)
    if solution.optimum == "proven":
        assert found.gain >= -NO_WORSE, found


@pytest.mark.parametrize("name", HARD)
def test_a_hard_case_never_needs_more_than_slsqp_from_today(name: str, comparisons: list[Comparison]) -> None:
    case = HARD[name]
    solution = kx.backsolve(case.tree, case.goal)
    comparisons.append(found := compare(case, solution, 1))
    assert solution.outcome == "reached"
    assert found.gain >= -NO_WORSE, found


def test_sums_and_products_of_sums_are_among_the_proven() -> None:
    kinds = {case.name.split()[2] for case, solution in map(solved, range(RANDOM)) if solution.optimum == "proven"}
    assert {"sums", "products_of_sums"} <= kinds


def test_four_segments_share_out_three_times_as_the_squares_of_their_shares_say() -> None:
    # Least sum of m^2 with sum of share * m = 2: m = 2 share / (0.28^2 + 0.26^2 + 0.24^2 + 0.22^2).
    solution = kx.backsolve(split([28.0, 26.0, 24.0, 22.0], factors=1), kx.Goal("goal", times=3.0))
    ratios = [lever.ratio for lever in solution.levers.values()]
    assert [f"{ratio:.2f}" for ratio in ratios] == ["3.22", "3.06", "2.90", "2.75"]
    assert ratios == pytest.approx([1.0 + 2.0 * share / 0.252 for share in (0.28, 0.26, 0.24, 0.22)], rel=BALANCED)
    assert solution.optimum == "proven"


def test_two_equal_segments_asked_for_ten_times_as_much_are_not_left_on_the_saddle() -> None:
    # All six factors at the cube root of ten cost 7.996; a third of the way to one segment they cost less.
    case = HARD["2 equal segments x10"]
    found = compare(case, kx.backsolve(case.tree, case.goal), 1)
    assert found.ours < 6.0 * (10.0 ** (1.0 / 3.0) - 1.0) ** 2 - 0.03


def test_whoever_is_better_is_named_in_the_summary() -> None:
    case, solution = solved(0)
    even = Comparison(case, solution, 1.0, 1.0 + 1e-7)
    lost = replace(even, case=replace(case, name="lost one"), theirs=0.9)
    won = replace(even, case=replace(case, name="won one"), theirs=float("inf"))
    said = summary("Title", [even, lost, won]).splitlines()
    assert said[0] == "Title: 3 cases, SLSQP better in 1, ours better in 1"
    assert "SLSQP better: lost one" in said[1]
    assert "ours better: won one" in said[2]
    assert len(said) == 3
