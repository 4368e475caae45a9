"""The least effort against scipy's SLSQP: same objective, same goals, same exact slopes, from several starts."""

from __future__ import annotations

import random

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl.solve.question import ask
from tests.solve import forest
from tests.solve.example import example_tree
from tests.solve.rivals import NO_WORSE, best_of_slsqp, effort

RUNS = 5


@pytest.mark.parametrize("seed", range(120))
def test_no_start_of_slsqp_finds_less_effort(seed: int) -> None:
    rng = random.Random(seed)
    tree, goal = forest.tree(rng), forest.goal(rng)
    if tree is None:
        return
    question, solution = ask(tree, [goal]), kx.backsolve(tree, goal)
    theirs = best_of_slsqp(question, RUNS, rng)
    if solution.outcome == "reached":
        assert effort(question, solution) <= theirs * (1.0 + NO_WORSE)
    else:
        assert theirs == np.inf


@pytest.mark.parametrize("times", [1.5, 3.0, 30.0])
def test_on_the_example_both_agree(times: float) -> None:
    tree, goal = example_tree(), kx.Goal("annual_revenue", times=times)
    question = ask(tree, [goal])
    theirs = best_of_slsqp(question, RUNS, random.Random(1))
    assert effort(question, kx.backsolve(tree, goal)) == pytest.approx(theirs, rel=1e-7)
