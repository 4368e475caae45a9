"""The box problem inside a search: the least price under a few goals that are linear on a metric's scale.

minimise  sum price_i(u_i)   subject to   slopes_j . w(u) >= needs_j,   low <= u <= high

Solved through its multipliers, one per goal, by a projected semismooth Newton method on the concave dual. Knows one such problem. Does not
know where the slopes come from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.metric import Metric
from kpi_xl.solve.moves import Moves

MOST_STEPS = 60
MOST_HALVINGS = 40
MOST_SWAPS = 3
MOST_GROWTH = 100.0

STALLED = 1e-9
"""A step of which no larger part serves leads nowhere."""

EXACT = 1e-14
"""The most exactly they can be met, as a share of the largest need."""

TINY = 1e-300

RIDGE = 1e-15
"""Keeps the Newton matrix solvable when goals pull the same levers the same way, as a share of its trace."""

NO_GIVE = 1e-24
"""The curvature assumed where no lever gives way any more: the multiplier runs off at once, and the caller sees the goal unmet."""

LARGEST_MULTIPLIER = 1e18

WIDENED = 8.0
"""How many times larger each multiplier is than the last, while a bracket is looked for."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Goals that are linear on a metric's scale: a row of slopes d goal / d w per goal, and what slopes . w(u) has to reach."""

    slopes: Floats
    needs: Floats


@dataclass(frozen=True, slots=True)
class Trial:
    """Multipliers, the moves they press the levers to, how much w gives per pressure, and what each linear goal still misses."""

    multipliers: Floats
    moves: Floats
    give: Floats
    misses: Floats


def balance(moves: Moves, metric: Metric, goals: Linear, start: Floats, near: Floats, close: float = 0.0) -> Trial:
    """Return the cheapest moves that meet the linear goals, or the best the bounds allow.

    Parameters
    ----------
    start
        Multipliers to begin with, per goal.
    near
        The moves from which the step is taken.
    close
        How much the linear goals may still miss: the caller's goals are not quite linear anyway.
    """
    slopes, needs = goals.slopes, goals.needs
    if len(needs) == 1:
        find = _of_one if moves.price.is_square else _of_one_that_rests
        return find(moves, metric, goals, float(start[0]), near, close)

    def press(multipliers: Floats) -> Trial:
        answer, give = metric.response(multipliers @ slopes, moves, near)
        return Trial(multipliers, answer, give, needs - slopes @ metric.places(answer))

    here = press(start if moves.price.is_square else _awake(moves, goals, start))
    small = max(EXACT * _largest(needs), close, TINY)
    for _ in range(MOST_STEPS):
        pull = _pull(here)
        if _largest(pull) <= small or _largest(here.multipliers) > LARGEST_MULTIPLIER:
            break
        direction = _newton(slopes, here, pull)
        length = 1.0
        for _ in range(MOST_HALVINGS):
            there = press(np.maximum(here.multipliers + length * direction, 0.0))
            step = there.multipliers - here.multipliers
            # The dual is concave: a step that overshoots badly would have to come almost all the way back.
            if there.misses @ step >= -0.9 * abs(here.misses @ step):
                break
            length /= 2.0
        if not step.any() or length <= STALLED:
            break
        here = there
    return here


def _awake(moves: Moves, goals: Linear, start: Floats) -> Floats:
    """Return multipliers with which every goal that is missed moves some lever at least: below, nothing tells how far to go."""
    waking = np.array([moves.price.waking(slopes) for slopes in goals.slopes])
    return np.where(goals.needs > 0.0, np.maximum(start, waking), start)


def _of_one_that_rests(moves: Moves, metric: Metric, goals: Linear, start: float, near: Floats, close: float) -> Trial:
    """The same for one goal where levers at rest withstand some pressure: the multiplier is bracketed, then narrowed down."""
    slopes, need = goals.slopes[0], float(goals.needs[0])
    small = max(EXACT * abs(need), close, TINY)

    def press(multiplier: float) -> Trial:
        answer, give = metric.response(multiplier * slopes, moves, near)
        return Trial(np.array([multiplier]), answer, give, np.array([need - float(slopes @ metric.places(answer))]))

    below = press(0.0)
    if below.misses[0] <= small:
        return below
    above = press(max(start, moves.price.waking(slopes), TINY))
    while above.misses[0] > 0.0 and above.multipliers[0] < LARGEST_MULTIPLIER:
        below, above = above, press(above.multipliers[0] * WIDENED)
    for _ in range(MOST_STEPS + MOST_HALVINGS):
        low, high = float(below.multipliers[0]), float(above.multipliers[0])
        best = min(below, above, key=lambda trial: abs(trial.misses[0]))
        slope = float(slopes * slopes @ best.give)
        ahead = float(best.multipliers[0]) + float(best.misses[0]) / slope if slope > 0.0 else 0.0
        if not low < ahead < high:
            ahead = (low + high) / 2.0
        if abs(best.misses[0]) <= small or not low < ahead < high:
            break
        there = press(ahead)
        below, above = (there, above) if there.misses[0] > 0.0 else (below, there)
    return min(below, above, key=lambda trial: abs(trial.misses[0]))


def _of_one(moves: Moves, metric: Metric, goals: Linear, start: float, near: Floats, close: float) -> Trial:
    """The same for one goal, whose multiplier is a plain number: most questions ask for one goal, and spend most of their time here."""
    slopes, need = goals.slopes[0], float(goals.needs[0])
    squares, small = slopes * slopes, max(EXACT * abs(need), close, TINY)

    def press(multiplier: float) -> tuple[Floats, Floats, float]:
        answer, give = metric.response(multiplier * slopes, moves, near)
        return answer, give, need - float(slopes @ metric.places(answer))

    multiplier, (answer, give, miss) = start, press(start)
    for _ in range(MOST_STEPS):
        pull = miss if multiplier > 0.0 else max(miss, 0.0)
        if abs(pull) <= small or multiplier > LARGEST_MULTIPLIER:
            break
        direction, length = pull / (float(squares @ give) * (1.0 + RIDGE) or NO_GIVE), 1.0
        for _ in range(MOST_HALVINGS):
            ahead = max(multiplier + length * direction, 0.0)
            there = press(ahead)
            if there[2] * direction >= -0.9 * abs(miss * direction):
                break
            length /= 2.0
        if ahead == multiplier or length <= STALLED:
            break
        multiplier, (answer, give, miss) = ahead, there
    return Trial(np.array([multiplier]), answer, give, np.array([miss]))


def _pull(here: Trial) -> Floats:
    """Return the dual's slope: what the goals miss, without those that are met with room to spare and cost nothing."""
    return np.where(here.multipliers > 0.0, here.misses, np.maximum(here.misses, 0.0))


def _largest(few: Floats) -> float:
    return max(map(abs, few.tolist()), default=0.0)


def _newton(slopes: Floats, here: Trial, pull: Floats) -> Floats:
    """Return the step that would meet the pulling goals if every lever went on giving way as it does here."""
    curvature = (slopes * here.give) @ slopes.T
    ridge = RIDGE * float(curvature.trace()) or NO_GIVE
    ahead = _least(curvature + np.diag(np.full(len(pull), ridge)), here.misses + curvature @ here.multipliers)
    # Where bounds leave little give, the whole step would be halved many times over.
    farthest = MOST_GROWTH * float(here.multipliers.max()) or np.inf
    return (ahead - here.multipliers) * min(1.0, farthest / max(float(ahead.max()), TINY))


def _least(matrix: Floats, side: Floats) -> Floats:
    """Return the multipliers, none negative, that minimise x . matrix . x / 2 - side . x, by letting goals in and out one by one."""
    found, pulls = np.zeros_like(side), side > 0.0
    for _ in range(MOST_SWAPS * len(side)):
        found = np.zeros_like(side)
        found[pulls] = np.linalg.solve(matrix[np.ix_(pulls, pulls)], side[pulls])
        left = np.where(pulls, 0.0, side - matrix @ np.maximum(found, 0.0))
        # A goal that others meet already would be pulled back: it is let go before another one is taken in.
        if found.min() < 0.0:
            pulls[int(found.argmin())] = False
        elif left.max() > 0.0:
            pulls[int(left.argmax())] = True
        else:
            break
    return np.maximum(found, 0.0)
