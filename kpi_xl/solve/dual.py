"""The box problem inside least effort: least sum of efforts under a few goals that are linear on a metric's scale.

minimise  sum effort_i u_i^2   subject to   slopes_j . w(u) >= needs_j,   low <= u <= high

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
CLOSE = 1e-4
"""How exactly the linear goals are met, as a share of what they miss at the start: the caller's goals are not quite linear anyway."""

EXACT = 1e-14
"""The most exactly they can be met, as a share of the largest need."""

TINY = 1e-300

RIDGE = 1e-15
"""Keeps the Newton matrix solvable when goals pull the same levers the same way, as a share of its trace."""

NO_GIVE = 1e-24
"""The curvature assumed where no lever gives way any more: the multiplier runs off at once, and the caller sees the goal unmet."""

LARGEST_MULTIPLIER = 1e18


@dataclass(frozen=True, slots=True)
class Trial:
    """Multipliers, the moves they press the levers to, how much w gives per pressure, and what each linear goal still misses."""

    multipliers: Floats
    moves: Floats
    give: Floats
    misses: Floats


def balance(moves: Moves, metric: Metric, slopes: Floats, needs: Floats, start: Floats) -> Trial:
    """Return the cheapest moves that meet the linear goals, or the best the bounds allow.

    Parameters
    ----------
    slopes
        A row per goal: d goal / d w of every lever.
    needs
        What slopes . w(u) has to reach, per goal.
    start
        Multipliers to begin with, per goal.
    """

    def press(multipliers: Floats) -> Trial:
        answer, give = metric.response(multipliers @ slopes, moves)
        return Trial(multipliers, answer, give, needs - slopes @ metric.places(answer))

    here = press(start)
    small = max(EXACT * _largest(needs), CLOSE * _largest(here.misses), TINY)
    for _ in range(MOST_STEPS):
        # The dual's slope, without the goals that are met with room to spare.
        pull = np.where(here.multipliers > 0.0, here.misses, np.maximum(here.misses, 0.0))
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
        if not step.any():
            break
        here = there
    return here


def _largest(few: Floats) -> float:
    return max(map(abs, few.tolist()), default=0.0)


def _newton(slopes: Floats, here: Trial, pull: Floats) -> Floats:
    """Return the step that would meet the pulling goals if every lever went on giving way as it does here."""
    curvature = (slopes * here.give) @ slopes.T
    ridge = RIDGE * float(curvature.trace()) or NO_GIVE
    if len(pull) == 1:
        return np.asarray(pull / (curvature[0] + ridge))
    active = (here.multipliers > 0.0) | (pull > 0.0)
    # A goal that does not pull gets an equation of its own, which says that it stays as it is.
    ridged = np.where(np.outer(active, active), curvature, 0.0) + np.diag(np.where(active, ridge, 1.0))
    return np.asarray(np.linalg.solve(ridged, pull))
