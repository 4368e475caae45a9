"""The second opinion where first order stalls: scipy's SLSQP on the same objective, the same goals and the same exact slopes.

Knows questions. Does not know how its answer compares.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.question import Question

MOST_LEVERS = 400
"""SLSQP factors a dense matrix of this size in every round; above it the fallback would be slower than any answer is worth."""

MOST_ROUNDS = 300

FAR_OFF = 1e3
"""How far a goal is missed where there is an Excel error, as SLSQP is told: it knows no infinity."""


def slsqp(question: Question, start: Floats) -> Floats:
    """Return the moves at which SLSQP ends, from one start. They may or may not meet the goals."""
    from scipy.optimize import minimize  # heavy, and seldom needed

    moves = question.moves

    def margins(at: Floats) -> Floats:
        nodes = question.run(moves.values(at))
        return np.array([_number(goal.margin_in(nodes)) for goal in question.goals])

    def slopes(at: Floats) -> Floats:
        values, by_move = moves.after(at)
        nodes = question.run(values)
        return np.asarray(np.nan_to_num([question.slopes(nodes, goal) * by_move for goal in question.goals]))

    # SLSQP begins as if the objective bent by 1: on a scale far from that it gives up at once.
    size = float(np.maximum(moves.price.effort, moves.price.rest).max())
    low, high = _sides(question, start, slopes)
    found = minimize(
        lambda at: moves.price.cost(at) / size,
        np.minimum(np.maximum(start, low), high),
        jac=lambda at: moves.price.steepest(at) / size,
        bounds=list(zip(low.tolist(), high.tolist(), strict=True)),
        constraints=[{"type": "ineq", "fun": margins, "jac": slopes}],
        method="SLSQP",
        options={"maxiter": MOST_ROUNDS, "ftol": 1e-15},
    )
    return moves.clip(np.where(np.isfinite(found.x), found.x, start))


def _sides(question: Question, start: Floats, slopes: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """Return the bounds; where a price has a kink at rest, those of the side on which a lever is, or to which the goals press it."""
    moves, kinked = question.moves, question.moves.price.rest > 0.0
    if not kinked.any():
        return moves.low, moves.high
    way = np.where(start != 0.0, start, slopes(moves.clip(start)).sum(axis=0))
    low, high = np.where(kinked & (way >= 0.0), 0.0, moves.low), np.where(kinked & (way < 0.0), 0.0, moves.high)
    # What was reached already may leave one side only.
    return np.minimum(np.maximum(low, moves.low), moves.high), np.maximum(np.minimum(high, moves.high), moves.low)


def _number(margin: float) -> float:
    return margin if math.isfinite(margin) else -FAR_OFF
