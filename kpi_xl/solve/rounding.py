"""Practical targets: numbers that people work with, and that still meet the goals.

Knows steps and questions. Does not know how the exact answer was found.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.model.units import step_exponent
from kpi_xl.solve.question import Question

CLOSE = 1e-9
"""A value so close to a practical one, as a share of the step, is taken to be it."""

MOST_STEPPED = 300
"""Above this many levers targets are rounded outward only: to try every step back, for every one taken, would take minutes."""

MOST_MENDS = 3
"""How many steps outward per lever are tried where rounding alone does not hold the goals."""


def practical(question: Question, values: Floats) -> Floats | None:
    """Return practical lever values that meet every goal the exact ones meet, or None where none are found.

    Every lever that moved goes outward to its next step (bounds stay bounds); then the single step back that saves most effort while the
    goals hold is taken, until none does.
    """
    nodes = question.run(values)
    kept = replace(question, goals=tuple(goal for goal in question.goals if goal.margin_in(nodes) >= 0.0))
    moved = np.flatnonzero(values != question.start)
    found = values.copy()
    for place in moved.tolist():
        found[place] = _stepped(question, place, float(values[place]), 0)
    met = _mended(kept, found, moved) if kept.worst(kept.run(found)) < 0.0 else found
    if met is None or len(moved) > MOST_STEPPED:
        return met
    return _stepped_back(kept, met, moved)


def inward(question: Question, values: Floats) -> Floats | None:
    """Return practical lever values that cost no more than the exact ones: every lever that moved goes back to the step just inside.

    None where a goal that the exact ones meet would be missed.
    """
    nodes, found = question.run(values), values.copy()
    kept = replace(question, goals=tuple(goal for goal in question.goals if goal.margin_in(nodes) >= 0.0))
    for place in np.flatnonzero(values != question.start).tolist():
        value = float(values[place])
        outward = _stepped(question, place, value, 0)
        found[place] = outward if abs(outward - value) <= CLOSE * abs(value) else _stepped(question, place, value, -1)
    return found if not kept.goals or kept.worst(kept.run(found)) >= 0.0 else None


def _stepped_back(question: Question, values: Floats, moved: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Floats:
    """Take the single step back that saves most effort while the goals hold, until none does."""
    moves = question.moves
    while True:
        tried = _neighbours(question, values, moved, -1)
        holds = question.worst_over(tried) >= 0.0
        spent = [moves.cost(moves.moves(column)) for column in tried.T]
        saved = np.where(holds, moves.cost(moves.moves(values)) - np.array(spent), 0.0)
        if not saved.max(initial=0.0) > 0.0:
            return values
        values = tried[:, int(saved.argmax())]


def _mended(question: Question, values: Floats, moved: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Floats | None:
    """Take the single step, outward or back, that helps the worst goal most, until the goals hold; None if they do not come to."""
    worst = question.worst(question.run(values))
    for _ in range(MOST_MENDS * len(moved)):
        tried = np.concatenate([_neighbours(question, values, moved, side) for side in (1, -1)], axis=1)
        margins = question.worst_over(tried)
        best = int(margins.argmax())
        if not margins[best] > worst:
            return None
        values, worst = tried[:, best], float(margins[best])
        if worst >= 0.0:
            return values
    return None


def _neighbours(question: Question, values: Floats, moved: np.ndarray[tuple[int, ...], np.dtype[np.intp]], steps: int) -> Floats:
    """Return a column for each lever that moved, in which it alone goes that many steps outward."""
    tried = np.repeat(values[:, None], len(moved), axis=1)
    for column, place in enumerate(moved.tolist()):
        tried[place, column] = _stepped(question, place, float(values[place]), steps)
    return tried


def _stepped(question: Question, place: int, value: float, steps: int) -> float:
    """Return the practical value next outward of a value, and that many steps on, between the start and the bound."""
    lever, (low, high), start = question.levers[place], question.frame.bounds, float(question.start[place])
    if value == start and steps <= 0:
        return value
    way = 1.0 if value > start or (value == start and lever.way >= 0.0) else -1.0
    there = _on_grid(lever, value, way, steps)
    there = max(there, start) if way > 0.0 else min(there, start)
    return min(max(there, float(low[place])), float(high[place]))


def _on_grid(lever: Lever, value: float, way: float, steps: int) -> float:
    """Return the value rounded the way it went, and that many steps on."""
    exponent = step_exponent(value, lever.unit, lever.start)
    count = value / 10.0**exponent
    # One step back from a value between two steps, such as a bound, is the step just inside.
    outward = math.ceil(way * count - CLOSE)
    whole = way * (outward + steps)
    return whole * 10.0**exponent if exponent >= 0 else whole / 10.0**-exponent
