"""The least effort against scipy's SLSQP: same objective, same goals, same exact slopes, from several starts."""

from __future__ import annotations

import random

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl.solve.fallback import slsqp
from kpi_xl.solve.question import Question, ask
from tests.solve import forest
from tests.solve.example import example_tree

STARTS = 4
MEETS = 1e-9
NO_WORSE = 1e-6


def best_of_slsqp(question: Question, rng: random.Random) -> float:
    """The least effort SLSQP finds from today and from random points; infinite where it meets the goal from none."""
    moves = question.moves
    ends = zip(moves.low.tolist(), moves.high.tolist(), strict=True)
    boxes = [(max(low, -3.0), min(high, 3.0)) for low, high in ends]
    starts = [np.zeros(len(boxes))] + [np.array([rng.uniform(*box) for box in boxes]) for _ in range(STARTS)]
    found = [slsqp(question, start) for start in starts]
    return min((moves.cost(at) for at in found if question.worst(question.run(moves.values(at))) >= -MEETS), default=np.inf)


def effort(question: Question, solution: kx.Solution) -> float:
    targets = np.array([solution.levers[lever.name].target for lever in question.levers])
    return question.moves.cost(question.moves.moves(targets))


@pytest.mark.parametrize("seed", range(120))
def test_no_start_of_slsqp_finds_less_effort(seed: int) -> None:
    rng = random.Random(seed)
    tree, goal = forest.tree(rng), forest.goal(rng)
    if tree is None:
        return
    question, solution = ask(tree, [goal]), kx.backsolve(tree, goal)
    theirs = best_of_slsqp(question, rng)
    if solution.outcome == "reached":
        assert effort(question, solution) <= theirs * (1.0 + NO_WORSE)
    else:
        assert theirs == np.inf


@pytest.mark.parametrize("times", [1.5, 3.0, 30.0])
def test_on_the_example_both_agree(times: float) -> None:
    tree, goal = example_tree(), kx.Goal("annual_revenue", times=times)
    question = ask(tree, [goal])
    theirs = best_of_slsqp(question, random.Random(1))
    assert effort(question, kx.backsolve(tree, goal)) == pytest.approx(theirs, rel=1e-7)
