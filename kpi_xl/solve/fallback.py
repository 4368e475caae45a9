"""The second opinion where first order stalls: scipy's SLSQP on the same objective, the same goals and the same exact slopes.

Knows questions. Does not know how its answer compares.
"""

from __future__ import annotations

import math

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
    effort = moves.effort / moves.effort.max()
    found = minimize(
        lambda at: float(effort @ (at * at)),
        moves.clip(start),
        jac=lambda at: 2.0 * effort * at,
        bounds=list(zip(moves.low.tolist(), moves.high.tolist(), strict=True)),
        constraints=[{"type": "ineq", "fun": margins, "jac": slopes}],
        method="SLSQP",
        options={"maxiter": MOST_ROUNDS, "ftol": 1e-15},
    )
    return moves.clip(np.where(np.isfinite(found.x), found.x, start))


def _number(margin: float) -> float:
    return margin if math.isfinite(margin) else -FAR_OFF
