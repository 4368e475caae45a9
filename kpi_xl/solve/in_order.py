"""The strategy of priorities: one lever after the other, each as far as it takes, until the goal is met.

Knows the queue. Does not know how a path is walked.
"""

from __future__ import annotations

import math

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.enclosure import cannot_cross, cannot_cross_before
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.paths import Path, alone, directions
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import Question
from kpi_xl.solve.solution import Answer
from kpi_xl.solve.walk import walk

DIGITS = 9
"""To how many digits two levers' effects are compared: what is equal on paper must not be ordered by rounding errors."""


def in_order(question: Question) -> Answer:
    """Move each lever in turn to the goal's first crossing, to its bound, or to its best point where going on would do harm."""
    way = directions(question)
    values = question.start.copy()
    left_out = tuple(lever.name for lever, one in zip(question.levers, _movable(question, way).tolist(), strict=True) if not one)
    good = all(shape(question, goal).is_good(way) for goal in question.goals)
    before: list[Path] = []
    for place in queue(question, way):
        path = alone(question, place, float(way[place]), values)
        crossing = walk(question, path)
        values = crossing.values
        if crossing.meets:
            first = good or (
                cannot_cross_before(question, path, crossing.t) and all(cannot_cross(question, each, each.end) for each in before)
            )
            return Answer(values, True, first_crossing="proven" if first else "found", left_out=left_out)
        before.append(path)
    return Answer(values, False, left_out=left_out)


def queue(question: Question, way: Floats) -> list[int]:
    """Return the places of the levers that can move, in the order in which they do.

    Rows with an order first; then by the size of the goal's change per unit of move today, over effort; ties by row.
    """
    goal, moves = question.goals[0], question.moves
    effects = np.abs(np.nan_to_num(question.slopes(question.run(moves.start), goal)) * moves.scale) / moves.effort
    ranks = [
        (math.inf if lever.order is None else lever.order, -float(f"{effect:.{DIGITS}g}"), place)
        for place, (lever, effect) in enumerate(zip(question.levers, effects.tolist(), strict=True))
    ]
    movable = _movable(question, way)
    return [place for *_, place in sorted(ranks) if movable[place]]


def _movable(question: Question, way: Floats) -> Mask:
    return np.asarray((way != 0.0) & (question.moves.scale > 0.0))
