"""The cheapest plan against scipy's SLSQP with our exact slopes, in the same run: time, and money beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

import numpy as np
import scipy

import kpi_xl as kx
from bench.rival import GOAL, grown
from bench.table import Line, fastest
from kpi_xl.solve.fallback import slsqp
from kpi_xl.solve.question import ask
from tests.solve.priced import paid_for
from tests.solve.suites import products_of_sums, segments

SIZES = (10, 50, 200)
ROUNDS = 7


def lines() -> Iterator[Line]:
    """Yield a line per kind of tree and number of levers."""
    for kind in (products_of_sums, segments):
        for count in SIZES:
            yield _line(f"cheapest, {kind.__name__}, {count} levers", paid_for(grown(kind, count), random.Random(count)))


def _line(name: str, tree: kx.KpiTree) -> Line:
    question, today = ask(tree, [GOAL], law="cost"), np.zeros(len(tree.levers))
    solve = partial(kx.backsolve, tree, GOAL, strategy="cheapest")
    solution, at = solve(), slsqp(question, today)
    theirs = question.moves.cost(at) * question.moves.price.unit
    missed = -question.worst(question.run(question.moves.values(at)))
    said = f"cost {solution.cost:.9g} / {theirs:.9g}, ours {solution.optimum}" + (
        f", theirs misses by {missed:.0e}" if missed > 1e-9 else ""
    )
    rival = fastest(partial(slsqp, question, today), ROUNDS)
    return Line(name, fastest(solve, ROUNDS), f"SLSQP (scipy {scipy.__version__})", rival, "-", said)
