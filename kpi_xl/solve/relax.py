"""Which bounds hold a goal back, what each is worth, and which one, moved alone, would bring the goal in reach.

Knows the best point inside the bounds. Does not know words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.moves import FARTHEST
from kpi_xl.solve.question import Question
from kpi_xl.solve.reach import reach
from kpi_xl.solve.solution import LeverTarget, Relaxation
from kpi_xl.solve.walk import narrow

MOST_TRIED = 100
"""How many levers at a bound are tried, in the order of the table."""


def prices(question: Question, values: Floats, levers: Mapping[str, LeverTarget]) -> dict[str, float]:
    """Return the shadow price of each binding bound: by how much the first goal's KPI changes per unit of that lever."""
    goal = question.goals[0]
    slopes = question.slopes(question.run(values), goal) * (goal.sense * goal.scale)
    return {
        lever.name: slope for lever, slope in zip(question.levers, slopes.tolist(), strict=True) if levers[lever.name].binding and slope
    }


def relaxations(question: Question) -> Iterator[Relaxation]:
    """Yield each bound that, moved alone as little as needed, lets the best reachable point meet every goal.

    A bound is never moved past what the lever can naturally be: a rate stays within 0 to 1, a positive quantity above 0.
    """
    top = reach(question)
    if top.margin >= 0.0:  # the bounds are not to blame
        return
    best = top.values
    low, high = question.frame.bounds
    held = np.flatnonzero((best == low) | (best == high)).tolist()
    for place in held[:MOST_TRIED]:
        lever, bound = question.levers[place], float(best[place])
        for end in _ends(lever, bound):
            needed = _needed(question, best, place, bound, end)
            if needed is not None:
                yield Relaxation(lever.name, needed)


def _ends(lever: Lever, bound: float) -> Iterator[float]:
    """Yield how far a bound may go outwards: to the lever's natural limit, or a million times its size."""
    far = (abs(lever.start) or abs(bound) or 1.0) * FARTHEST
    (lowest, highest), (low, high) = lever.natural, lever.bounds
    if bound == low and max(lowest, bound - far) < bound:
        yield max(lowest, bound - far)
    if bound == high and min(highest, bound + far) > bound:
        yield min(highest, bound + far)


def _needed(question: Question, best: Floats, place: int, bound: float, end: float) -> float | None:
    """Return how far the bound has to go, or None where even its end would not do."""

    def margin(share: float) -> float:
        values = best.copy()
        values[place] = bound + share * (end - bound)
        return question.worst(question.run(values))

    if not margin(1.0) >= 0.0:
        return None
    return bound + narrow(margin, 0.0, 1.0, margin(0.0), margin(1.0)) * (end - bound)
