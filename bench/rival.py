"""Least effort against scipy's SLSQP with our exact slopes, from 10 to 1,000 levers: time, and effort beside it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import scipy

import kpi_xl as kx
from bench.table import Line, fastest
from kpi_xl.solve.fallback import slsqp
from kpi_xl.solve.question import ask
from tests.solve.rivals import effort
from tests.solve.suites import Formulas, Grower, products_of_sums, segments

GOAL = kx.Goal("goal", times=2.0)
KINDS = (products_of_sums, segments)
SIZES = {10: "-", 50: "-", 200: ">= 15x faster", 1000: ">= 1,000x faster"}
ROUNDS = 15


def lines() -> Iterator[Line]:
    """Yield a line per kind of tree and number of levers."""
    for kind in KINDS:
        for count, wanted in SIZES.items():
            yield _line(kind, count, wanted)


def grown(kind: Callable[[Grower], Formulas], count: int) -> kx.KpiTree:
    """The tree of that kind with that many levers: the same one each time."""
    grower = Grower(random.Random(count), count)
    return kx.KpiTree.from_formulas({name: f"={formula}" for name, formula in kind(grower).items()}, grower.levers, kgi="goal")


def _line(kind: Callable[[Grower], Formulas], count: int, wanted: str) -> Line:
    tree = grown(kind, count)
    question, solution = ask(tree, [GOAL]), kx.backsolve(tree, GOAL)
    today = np.zeros(len(question.levers))
    at = slsqp(question, today)
    least, theirs = effort(question, solution), question.moves.cost(at)
    missed = question.worst(question.run(question.moves.values(at)))
    said = f"effort {least:.9f} / {theirs:.9f}, ours {solution.optimum}" + (f", theirs misses by {-missed:.0e}" if missed < -1e-9 else "")
    ours, rival = fastest(partial(kx.backsolve, tree, GOAL), ROUNDS), fastest(partial(slsqp, question, today), ROUNDS)
    return Line(f"{kind.__name__}, {count:,} levers", ours, f"SLSQP (scipy {scipy.__version__})", rival, wanted, said)
