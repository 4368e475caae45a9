"""What intervals prove, against answers worked out by hand and dense grids: a false proof is the worst bug there is."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl.calc.tape import Floats
from kpi_xl.solve import enclosure
from kpi_xl.solve.enclosure import cannot_be_cheaper, cannot_cross, cannot_cross_before, cannot_exceed, cannot_hold
from kpi_xl.solve.paths import Path, directions, equal_ratio, headroom
from kpi_xl.solve.question import TOLERANCE, Question, ask
from kpi_xl.solve.reach import reach
from kpi_xl.solve.walk import walk
from tests.solve import forest
from tests.solve.test_proofs import QUESTIONS, grid

NEAR = 1e-5  # of a goal's scale, of a cost or of t: what a proof must not overlook


def tree(formula: str, *levers: kx.Lever) -> kx.KpiTree:
    return kx.KpiTree.from_formulas({"kgi": formula}, levers, kgi="kgi")


def asked(formula: str, target: float, *levers: kx.Lever) -> Question:
    return ask(tree(formula, *levers), [kx.Goal("kgi", value=target)])


RATE, SHARE = kx.Lever("rate", 0.1, unit="%"), kx.Lever("share", 0.2, unit="%")
SIZE, OPEN = kx.Lever("size", 1.0, low=0.5, high=3.0), kx.Lever("open_", 1.0)


@pytest.mark.parametrize(
    ("formula", "levers", "best"),
    [
        ("=rate*(1-rate)*1000", [RATE], 250.0),
        ("=rate*(1-rate)*size", [RATE, SIZE], 0.75),
        ("=rate*(1-rate)*share*(1-share)", [RATE, SHARE], 0.0625),
        ("=MAX(rate,share)/(rate+share+1)", [RATE, SHARE], 0.5),
        ("=SQRT(size)*(4-size)", [SIZE], (4 / 3) ** 0.5 * (8 / 3)),
        ("=IF(size>2,size,3*size)", [SIZE], 6.0),
        ("=ROUND(size,0)*(4-size)", [SIZE], 5.0),  # from 1.5 on it counts as 2
        ("=IFERROR(LN(size-1),2)-rate", [SIZE, RATE], 2.0),
        ("=MIN(open_,5)*2", [OPEN], 10.0),
        ("=100-(open_-5)^2", [OPEN], 100.0),
    ],
)
def test_a_reach_that_no_form_proves_is_proven_by_intervals(formula: str, levers: list[kx.Lever], best: float) -> None:
    found = kx.backsolve(tree(formula, *levers), kx.Goal("kgi", value=2.0 * best)).reach
    assert (found.value, found.proof) == (pytest.approx(best, rel=1e-8), "proven")


@pytest.mark.parametrize("formula", ["=open_", "=open_*(1-rate*(1-rate))", "=open_/(1+open_)+rate*(1-rate)"])
def test_a_reach_that_goes_on_where_a_side_is_open_is_only_found(formula: str) -> None:
    assert kx.backsolve(tree(formula, OPEN, RATE), kx.Goal("kgi", value=1e9)).reach.proof == "found"


def test_a_margin_is_proven_up_to_the_best_point_and_no_lower() -> None:
    question = asked("=rate*(1-rate)", 0.5, RATE)
    best = question.goals[0].margin(0.25)
    assert cannot_exceed(question, best)
    assert cannot_exceed(question, best + 0.1, question.goals[0])
    assert not cannot_exceed(question, best - 2 * TOLERANCE)


@pytest.mark.parametrize(("target", "holds"), [(0.24, True), (0.25, True), (0.2501, False), (3.0, False)])
def test_a_goal_cannot_hold_exactly_where_it_is_beyond_the_best_point(target: float, holds: bool) -> None:
    assert cannot_hold(asked("=rate*(1-rate)", target, RATE)) is not holds


@pytest.mark.parametrize(("product", "proven"), [(2.2, False), (2.25, False), (2.26, True)])
def test_goals_that_each_hold_alone_are_proven_to_contradict_each_other(product: float, proven: bool) -> None:
    levers = [kx.Lever("one", 1.0, high=9.0), kx.Lever("other", 1.0, high=9.0)]
    both = kx.KpiTree.from_formulas({"total": "=one+other", "area": "=one*other"}, levers, kgi="area", better={"total": "lower"})
    question = ask(both, [kx.Goal("total", value=3.0), kx.Goal("area", value=product)])  # (3 / 2)^2 = 2.25
    assert cannot_hold(question) is proven
    assert not any(cannot_hold(replace(question, goals=(goal,))) for goal in question.goals)


@pytest.mark.parametrize(
    ("formula", "levers", "target", "cost"),
    [
        ("=MAX(size,bulk)", [SIZE, kx.Lever("bulk", 1.0, high=4.0, effort=0.5)], 3.0, 2.0),  # the lighter one trebles: 0.5 * 2^2
        ("=100-(open_-5)^2", [OPEN], 96.0, 4.0),  # from 1 to 3
        ("=INT(size)+INT(bulk)", [SIZE, kx.Lever("bulk", 1.0, high=4.0)], 4.0, 2.0),  # 2 + 2
        ("=size^2+bulk^2", [SIZE, kx.Lever("bulk", 1.0, high=4.0)], 5.0, 2.0 * (2.5**0.5 - 1.0) ** 2),
    ],
)
def test_a_least_effort_worked_out_by_hand_is_proven_and_a_dearer_one_is_not(
    formula: str, levers: list[kx.Lever], target: float, cost: float
) -> None:
    question = asked(formula, target, *levers)
    solution = kx.backsolve(question.tree, kx.Goal("kgi", value=target))
    at = question.moves.moves(np.array([solution.levers[lever.name].target for lever in question.levers]))
    assert question.moves.cost(at) == pytest.approx(cost, rel=1e-6)
    assert solution.optimum == "proven"
    assert cannot_be_cheaper(question, at)
    assert not cannot_be_cheaper(question, at * (1.0 + NEAR))


def test_with_more_levers_than_boxes_can_be_split_along_nothing_is_claimed() -> None:
    levers = [kx.Lever(f"lever_{letter}", 0.1, unit="%") for letter in "abcdefgh"]
    question = asked("=" + "+".join(f"{lever.name}*(1-{lever.name})" for lever in levers), 1.9, *levers)
    assert not cannot_be_cheaper(question, np.full(8, 1.0))
    assert not cannot_exceed(question, question.goals[0].margin(2.0))


def path_of(question: Question) -> Path:
    return equal_ratio(question, directions(question))


def test_a_first_crossing_is_proven_though_the_goal_falls_again_later() -> None:
    solution = kx.backsolve(tree("=open_*(10-open_)", OPEN), kx.Goal("kgi", value=21.0), strategy="equal_ratio")
    assert (solution.values["kgi"], solution.levers["open_"].target) == (pytest.approx(21.0), pytest.approx(3.0))
    assert solution.first_crossing == "proven"


def test_a_spike_that_the_scan_steps_over_keeps_a_later_crossing_from_being_called_the_first() -> None:
    wide = kx.Lever("wide", 1.0, high=257.0)
    spiky = asked("=IF(ABS(wide-3.14159)<0.0001,100,wide)", 50.0, wide)
    crossing = walk(spiky, path_of(spiky))
    assert crossing.t == pytest.approx(49.0)
    assert not cannot_cross_before(spiky, path_of(spiky), crossing.t)
    assert cannot_cross_before(spiky, path_of(spiky), 2.1414)
    solution = kx.backsolve(spiky.tree, kx.Goal("kgi", value=50.0), strategy="equal_ratio")
    assert solution.first_crossing == "found"


def test_in_order_is_proven_where_no_lever_before_meets_the_goal_anywhere() -> None:
    levers = [kx.Lever("rate", 0.1, unit="%", order=1), kx.Lever("size", 1.0, high=9.0, order=2)]
    hill = kx.backsolve(tree("=rate*(1-rate)*size", *levers), kx.Goal("kgi", value=1.0), strategy="in_order")
    assert (hill.levers["rate"].target, hill.levers["size"].target) == (pytest.approx(0.5, abs=0.01), pytest.approx(4.0, abs=0.01))
    assert hill.first_crossing == "proven"


def test_a_path_is_proven_to_miss_a_goal_it_only_comes_close_to() -> None:
    for target, misses in ((25.0, False), (25.01, True)):
        question = asked("=open_*(10-open_)", target, OPEN)
        path = path_of(question)
        assert cannot_cross(question, path, path.end) is misses


def points(question: Question, seed: int) -> Floats:
    """Random points of the box, many of them on its faces or close to today."""
    rng, (low, high), start = np.random.default_rng(seed), question.frame.box, question.start[:, None]
    share = rng.uniform(-0.2, 1.2, (len(low), 3_000))
    size = np.maximum(np.abs(start), 0.3)
    near = start + rng.normal(size=share.shape) * rng.choice((1e-3, 0.03, 0.3, 1.0), share.shape[1]) * size
    ends = [np.clip(start + side * 50.0, low[:, None], high[:, None]) for side in (-1.0, 1.0)]
    return np.clip(np.hstack([ends[0] + share * (ends[1] - ends[0]), near]), *ends)


def worlds(part: int) -> list[tuple[int, Question]]:
    """Small formulas of every kind, and driver trees."""
    found = QUESTIONS[part::14]
    for seed in range(part, 400, 14):
        rng = random.Random(seed)
        grown, goal = forest.tree(rng), forest.goal(rng)
        if grown is not None and (question := ask(grown, [goal])).levers:
            found.append((seed, question))
    return found


@pytest.mark.parametrize("part", range(7))
def test_nothing_that_a_grid_or_a_random_point_shows_is_ruled_out(part: int) -> None:
    proven = 0
    for seed, question in worlds(part):
        at = points(question, seed)
        margins = question.worst_over(at)
        top = max(float(margins.max()), float(grid(question).max()) if len(question.levers) <= 3 else -np.inf)
        ruled_out = cannot_hold(question)
        assert not (ruled_out and top >= 0.0), seed
        if not np.isfinite(top):
            continue
        assert not cannot_exceed(question, top - NEAR), seed
        best = reach(question)
        proven += ruled_out + (best.proof == "proven")
        assert best.proof == "found" or top <= best.margin + 2.0 * TOLERANCE, seed
    assert proven > 20


@pytest.mark.parametrize("part", range(7, 14))
def test_nothing_that_a_random_point_shows_is_called_too_dear_or_too_early(part: int) -> None:
    proven = 0
    for seed, question in worlds(part):
        at = points(question, seed)
        meeting = at[:, question.worst_over(at) >= 0.0]
        moves = np.array([question.moves.moves(values) for values in meeting.T]).reshape(-1, len(question.levers))
        costs = np.array([question.moves.cost(each) for each in moves])
        if costs.size and 0.0 < costs.min() < np.inf:
            assert not cannot_be_cheaper(question, moves[int(costs.argmin())] * (1.0 + NEAR)), seed
        if question.worst(question.run(question.start)) >= 0.0:
            continue
        way = directions(question)
        for path in (equal_ratio(question, way), headroom(question, way)):
            crossing = walk(question, path)
            if not crossing.meets or crossing.t == 0.0:
                continue
            assert not cannot_cross(question, path, min(crossing.t * (1.0 + NEAR), path.end)), seed
            if cannot_cross_before(question, path, crossing.t):
                proven += 1
                before = crossing.t * np.concatenate([np.linspace(0.0, 1.0, 2_000)[:-1], 1.0 - np.geomspace(1e-7, 1.0, 200)])
                assert (question.worst_over(path.at(before)) < 0.0).all(), seed
    assert proven > 5


@pytest.mark.parametrize("part", range(7))
def test_a_least_effort_called_proven_is_beaten_by_no_random_point(part: int) -> None:
    proven = 0
    for seed, question in worlds(part)[::3]:
        solution = kx.backsolve(question.tree, question.goals[0].goal)
        if solution.optimum != "proven":
            continue
        proven += 1
        at = points(question, seed)
        values = np.array([solution.levers[lever.name].target for lever in question.levers])
        cost = question.moves.cost(question.moves.moves(values))
        meeting = at[:, question.worst_over(at) >= 0.0]
        costs = [question.moves.cost(question.moves.moves(each)) for each in meeting.T]
        assert min(costs, default=np.inf) >= cost * (1.0 - 1.1 * enclosure.CHEAPER), seed
    assert proven > 3
