"""Backsolving the example tree, warm, against scipy's SLSQP on the same question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

import kpi_xl as kx
from bench.table import Line, turns
from kpi_xl.solve.fallback import slsqp
from kpi_xl.solve.question import ask
from kpi_xl.solve.strategies import STRATEGIES
from tests.solve.example import example_tree

ROUNDS, TIMES = 15, 20
WANTED = "<= 0.25 ms"


def lines() -> Iterator[Line]:
    """Yield a line per strategy and goal."""
    tree = example_tree()
    for factor in (1.5, 3.0):
        goal = kx.Goal("annual_revenue", times=factor)
        question = ask(tree, [goal])
        today = np.zeros(len(question.levers))
        for strategy in (key for key, each in STRATEGIES.items() if each.law == "effort"):
            works: list[Callable[[], object]] = [partial(kx.backsolve, tree, goal, strategy=strategy), partial(slsqp, question, today)]
            for work in works:
                work()
            ours, theirs = turns(works, ROUNDS, TIMES)
            yield Line(f"example x{factor:g} {strategy}", ours, "SLSQP from today", theirs, WANTED)
