"""What is called proven, against dense grids: a false proof is the worst bug there is."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl.calc.tape import Floats
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import Question, ask

ONE = ("SQRT({})", "EXP({})", "LN({})", "({}^2)", "(1/{})", "({}^-1.5)", "INT({})", "ROUND({},1)", "ABS({})", "(2^{})", "(1-{})", "(-{})")
MORE = ("LOG10({})", "MAX({},1)", "MIN({},1)", "(0.5^{})", "({}^3)", "({}-0.3)", "IF({}>1,2,1)", "IFERROR({},1)", "({}+1)", "(3*{})")
TWO = ("({}+{})", "({}*{})", "({}/{})", "({}-{})", "MIN({},{})", "MAX({},{})")
POINTS = {1: 60, 2: 24, 3: 9}
FAR = 50.0
SLACK = 1e-9


def formula(rng: random.Random, names: list[str], depth: int) -> str:
    if depth == 0:
        return rng.choice(names)
    if rng.random() < 0.4:
        return rng.choice(ONE + MORE).format(formula(rng, names, depth - 1))
    return rng.choice(TWO).format(formula(rng, names, depth - 1), formula(rng, names, rng.randint(0, depth - 1)))


def lever(rng: random.Random, name: str) -> kx.Lever:
    if rng.random() < 0.35:
        return kx.Lever(name, round(rng.uniform(0.05, 0.6), 3), unit="%")
    baseline = rng.choice((0.0, rng.uniform(0.3, 4.0), rng.uniform(0.3, 4.0), -1.5))
    low = rng.choice((None, min(baseline, rng.choice((0.0, 0.2, -2.0, 1.0)))))
    return kx.Lever(name, baseline, low=low, high=rng.choice((baseline + rng.uniform(0.5, 6.0), baseline + 2.0)))


def question(seed: int) -> Question | None:
    rng = random.Random(seed)
    names = [f"lever_{letter}" for letter in "abc"[: rng.randint(1, 3)]]
    try:
        tree = kx.KpiTree.from_formulas(
            {"goal": "=" + formula(rng, names, rng.randint(1, 4))}, [lever(rng, name) for name in names], kgi="goal"
        )
    except kx.Problems:
        return None
    target = tree.baseline["goal"] + rng.choice((-1.0, 1.0)) * rng.uniform(0.01, 2.0)
    asked = ask(tree, [kx.Goal("goal", value=target, meet="exactly")])
    return asked if asked.levers else None


def grid(asked: Question) -> Floats:
    """The goal's margin all over the box, one axis per lever."""
    low, high = asked.frame.box
    count = POINTS[len(asked.levers)]
    sides = zip(low, high, asked.moves.start, strict=True)
    axes = [np.unique([*np.linspace(max(a, s - FAR), min(b, s + FAR), count), s]) for a, b, s in sides]
    points = np.array(list(product(*axes))).T
    return asked.worst_over(points).reshape([len(axis) for axis in axes])


QUESTIONS = [(seed, asked) for seed in range(700) if (asked := question(seed))]


@pytest.mark.parametrize("part", range(7))
def test_a_goal_called_monotone_never_gets_worse_on_the_good_way(part: int) -> None:
    proven = 0
    for seed, asked in QUESTIONS[part::7]:
        known = shape(asked, asked.goals[0])
        if not known.monotone:
            continue
        proven += 1
        margins = grid(asked)
        for axis, way in enumerate(known.ways):
            along = np.moveaxis(margins, axis, 0)[:: int(way)]
            before, after = along[:-1], along[1:]
            both = np.isfinite(before) & np.isfinite(after)
            assert (after[both] >= before[both] - SLACK * (1.0 + np.abs(before[both]))).all(), seed
    assert proven > 10


@pytest.mark.parametrize("part", range(7))
def test_where_one_optimum_is_called_proven_the_points_that_meet_the_goal_are_convex(part: int) -> None:
    proven = 0
    for seed, asked in QUESTIONS[part::7]:
        known = shape(asked, asked.goals[0])
        if not known.one_optimum:
            continue
        proven += 1
        rng, moves = np.random.default_rng(seed), asked.moves
        far = np.where(known.ways > 0.0, np.minimum(moves.high, 8.0), np.maximum(moves.low, -8.0))
        one, other = rng.uniform(0.0, 1.0, (2, len(far), 200)) * far[:, None]
        ends, middle = (
            [[_worst(asked, at) for at in each.T] for each in (one, other)],
            [_worst(asked, at) for at in ((one + other) / 2.0).T],
        )
        worse = np.min(ends, axis=0)
        known_ends = np.isfinite(worse)
        assert (np.array(middle)[known_ends] >= worse[known_ends] - SLACK * (1.0 + np.abs(worse[known_ends]))).all(), seed
    assert proven > 10


@pytest.mark.parametrize("part", range(7))
def test_a_reach_called_proven_is_beaten_nowhere_on_the_grid(part: int) -> None:
    proven = 0
    for seed, asked in QUESTIONS[part::7]:
        solution = kx.backsolve(asked.tree, asked.goals[0].goal)
        if solution.reach.proof == "proven" and solution.reach.value is not None:
            proven += 1
            best = float(grid(asked).max())
            assert best <= asked.goals[0].margin(solution.reach.value) + SLACK * (1.0 + abs(best)), seed
    assert proven > 10


@pytest.mark.parametrize("part", range(7))
def test_a_first_crossing_called_proven_is_the_first_on_a_finer_scan(part: int) -> None:
    from kpi_xl.solve.paths import directions, equal_ratio

    for seed, asked in QUESTIONS[part::7]:
        solution = kx.backsolve(asked.tree, asked.goals[0].goal, strategy="equal_ratio")
        if solution.first_crossing == "proven" and solution.share:
            before = np.linspace(0.0, solution.share, 5_000)[:-1]
            margins = asked.worst_over(equal_ratio(asked, directions(asked)).at(before))
            assert (margins < SLACK).all(), seed


def _worst(asked: Question, moves: Floats) -> float:
    return asked.worst(asked.run(asked.moves.values(moves)))
