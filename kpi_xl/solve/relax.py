"""Which bounds hold a goal back, what each is worth, and which one, moved alone, would bring the goal in reach.

Knows the best point inside the bounds. Does not know words.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.moves import FARTHEST
from kpi_xl.solve.question import Question
from kpi_xl.solve.reach import Best
from kpi_xl.solve.solution import Relaxation
from kpi_xl.solve.walk import narrow

MOST_TRIED = 100
"""How many levers at a bound are tried, in the order of the table."""


def prices(question: Question, values: Floats) -> dict[str, float]:
    """Return the shadow price of each bound that holds the first goal back: by how much the goal's KPI changes per unit of that lever."""
    goal, (low, high) = question.goals[0], question.frame.own_bounds
    slopes = question.slopes(question.run(values), goal)
    held = (values >= high) & (slopes > 0.0) | (values <= low) & (slopes < 0.0)
    worth = slopes * (goal.sense * goal.scale)
    return {question.levers[place].name: float(worth[place]) for place in np.flatnonzero(held & np.isfinite(worth)).tolist()}


def relaxations(question: Question, top: Best) -> Iterator[Relaxation]:
    """Yield each bound that, moved alone as little as needed, lets the best reachable point, `top`, meet every goal.

    A bound is never moved past what the lever can naturally be: a rate stays within 0 to 1, a positive quantity above 0.
    """
    if top.margin >= 0.0:  # the bounds are not to blame
        return
    for place, end in _ways(question, top.values):
        needed = _needed(question, top.values, place, float(top.values[place]), end)
        if needed is not None:
            yield Relaxation(question.levers[place].name, needed)


def together(question: Question, top: Best) -> tuple[Relaxation, ...]:
    """Return bounds that, moved together, let the best reachable point, `top`, meet every goal; empty where even all of them would not.

    None of them can be left out. All go the same share of their ways to what the levers can naturally be.
    """
    ways = _ways(question, top.values)

    def margin(chosen: list[tuple[int, float]], share: float) -> float:
        return question.worst(question.run(_relaxed(top.values, chosen, share)))

    if top.margin >= 0.0 or not margin(ways, 1.0) >= 0.0:
        return ()
    for way in list(ways):
        fewer = [other for other in ways if other is not way]
        if margin(fewer, 1.0) >= 0.0:
            ways = fewer
    share = narrow(lambda share: margin(ways, share), 0.0, 1.0, margin(ways, 0.0), margin(ways, 1.0))
    bounds = _relaxed(top.values, ways, share)
    return tuple(Relaxation(question.levers[place].name, float(bounds[place])) for place, _ in ways)


def _ways(question: Question, best: Floats) -> list[tuple[int, float]]:
    """Return which levers are held by a bound at the best point, and how far each bound may go."""
    low, high = question.frame.bounds
    held = np.flatnonzero((best == low) | (best == high)).tolist()[:MOST_TRIED]
    return [(place, end) for place in held for end in _ends(question.levers[place], float(best[place]))]


def _relaxed(values: Floats, ways: list[tuple[int, float]], share: float) -> Floats:
    """Return the values with some levers that share of their ways beyond their bounds, by ratios where both ends are positive."""
    found = values.copy()
    for place, end in ways:
        bound = float(values[place])
        steady = bound > 0.0 and end > 0.0
        found[place] = bound * (end / bound) ** share if steady else bound + share * (end - bound)
    return found


def _ends(lever: Lever, bound: float) -> Iterator[float]:
    """Yield how far a bound may go outwards: to the lever's natural limit, or a million times its size.

    A positive one does not go to 0, where a formula may divide by it, but to a millionth.
    """
    far = (abs(lever.start) or abs(bound) or 1.0) * FARTHEST
    (lowest, highest), (low, high) = lever.natural, lever.bounds
    below = max(lowest, bound / FARTHEST if bound > 0.0 and lowest >= 0.0 else bound - far)
    if bound == low and below < bound:
        yield below
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
