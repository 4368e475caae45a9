"""Paths through lever space: t = 0 is today, more t is more effort. A path says how levers move together.

Knows levers and their bounds, and cannot leave them. Does not know goals, nor where a path is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.moves import FARTHEST
from kpi_xl.solve.question import Inequality, Question

NO_STOPS, TARGETS_MET = np.empty(0), np.ones(1)
EVERY = slice(None)


@dataclass(frozen=True, slots=True)
class Path:
    """Lever values as a function of t.

    Attributes
    ----------
    at
        An array of t to lever values: one row per lever, one column per t.
    stops
        Every t at which something changes: a lever meets its bound, or its stated target.
    end
        The last t worth looking at.
    is_open
        Whether some lever goes on without a bound, up to `FARTHEST`.
    left_out
        Names of the levers that this path cannot move.
    """

    at: Callable[[Floats], Floats]
    stops: Floats
    end: float
    is_open: bool
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """How levers go without bounds: where all of them are at some t, and the t at which each meets a bound."""

    at: Callable[[Floats], Floats]
    meets: Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Bounded:
    """How some levers go by a law inside their bounds.

    Attributes
    ----------
    at
        Where they are: at every one of some t, or each at t of its own (a row per lever).
    ends, begins
        For each lever the t at which it stops, and at which it starts to move; 0 and nan for one that does not move.
    is_open
        Which of them go on without a bound, up to `FARTHEST`.
    left_out
        Names of those that do not move.
    """

    at: Callable[[Floats], Floats]
    ends: Floats
    begins: Floats
    is_open: Mask
    left_out: tuple[str, ...]

    def path(self, stops: Floats = NO_STOPS) -> Path:
        """Return the path on which they all go together."""
        end = float(self.ends.max(initial=0.0))
        # A lever that has reached something already waits until the path has come as far.
        stops = np.concatenate([self.ends, self.begins[~np.isnan(self.begins)], stops])
        return Path(self.at, stops[(stops > 0.0) & (stops <= end)], end, bool(self.is_open.any()), self.left_out)


def equal_ratio(question: Question, way: Floats) -> Path:
    """Every lever becomes the same number of times better; one that meets its bound stays there and the rest carry on.

    f = (1 + t) ** (1 / effort) for every lever with a positive baseline, upwards or downwards as `way` says.
    """
    moves = question.moves
    power = np.where(moves.ratio, way, 0.0) / moves.effort
    base = np.where(moves.ratio, moves.start, 1.0)
    return _bounded(
        question,
        power != 0.0,
        moves.ratio,
        way > 0.0,
        Law(
            at=lambda t: np.where(power[:, None] != 0.0, base[:, None] * (1.0 + t) ** power[:, None], moves.start[:, None]),
            meets=lambda bound: (bound / base) ** (1.0 / np.where(power != 0.0, power, 1.0)) - 1.0,
        ),
    ).path()


def toward_stated(question: Question, way: Floats) -> Path:
    """Every lever goes the same share t of its way to its stated target, and on beyond it while its bounds allow."""
    stated = np.array([lever.start if lever.stated is None else lever.stated for lever in question.levers], dtype=float)
    return _toward(question, stated, TARGETS_MET)


def headroom(question: Question, way: Floats) -> Path:
    """Every lever goes the same share t of its way to the bound that `way` points to; t = 1 is the end, and a lever without one stays."""
    low, high = question.frame.bounds
    bound = np.where(way > 0.0, high, low)
    return _toward(question, np.where((way != 0.0) & np.isfinite(bound), bound, question.moves.start))


def alone(question: Question, place: int, way: float, values: Floats) -> Path:
    """One lever moves, t being its move; every other stays at these values."""
    only = slice(place, place + 1)
    own = own_way(question, np.full(1, way), only)

    def at(t: Floats) -> Floats:
        found = np.repeat(values[:, None], len(t), axis=1)
        found[place] = own.at(t)[0]
        return found

    return replace(own.path(), at=at)


def own_way(question: Question, way: Floats, only: slice = EVERY) -> Bounded:
    """Return how some levers go, each on its own, t being its move."""
    moves, ratio = question.moves, question.moves.ratio[only]
    start, scale = moves.start[only], moves.scale[only]
    base, step = np.where(ratio, start, 1.0), way * scale
    law = Law(
        at=lambda t: np.where(ratio[:, None], base[:, None] * (1.0 + t) ** way[:, None], start[:, None] + step[:, None] * t),
        meets=lambda bound: np.where(ratio, (bound / base) ** way - 1.0, (bound - start) / step),
    )
    return _bounded(question, (scale > 0.0) & (way != 0.0), ratio, way > 0.0, law, only)


def _toward(question: Question, ends: Floats, stops: Floats = NO_STOPS) -> Path:
    """Go the same share t of every way from today to an end; a lever whose end is today stays.

    A way is logarithmic when both ends are positive, else linear; past t = 1 it continues in its own law.
    """
    start = question.moves.start
    steady = (start > 0.0) & (ends > 0.0)
    base, step = np.where(steady, start, 1.0), ends - start
    rate = np.log(np.where(steady, ends, 1.0) / base)
    return _bounded(
        question,
        ends != start,
        steady,
        ends > start,
        Law(
            at=lambda t: np.where(steady[:, None], base[:, None] * np.exp(rate[:, None] * t), start[:, None] + step[:, None] * t),
            meets=lambda bound: np.where(steady, np.log(np.where(steady, bound, 1.0) / base) / rate, (bound - start) / step),
        ),
    ).path(stops)


def _bounded(question: Question, moving: Mask, by_ratio: Mask, rises: Mask, law: Law, only: slice = EVERY) -> Bounded:
    """Return how some levers go by a law inside their bounds. One that goes by ratios ends a million times below its baseline, not at 0."""
    (low, high), start = (end[only] for end in question.frame.box), question.moves.start[only]
    lowest = np.where(by_ratio, np.maximum(low, start / (1.0 + FARTHEST)), low)
    limits = np.where(rises, *(end[only] for end in question.frame.bounds[::-1]))

    def at(t: Floats) -> Floats:
        with np.errstate(all="ignore"):
            return np.minimum(np.maximum(law.at(t), lowest[:, None]), high[:, None])

    with np.errstate(all="ignore"):
        ends, begins = (law.meets(np.where(rises, ahead, behind)) for ahead, behind in ((high, lowest), (low, high)))
    ends = np.where(moving, np.minimum(np.where(np.isnan(ends), 0.0, ends), FARTHEST), 0.0)
    is_open = moving & (np.isinf(limits) | by_ratio & (limits <= 0.0))
    left_out = tuple(lever.name for lever, moves in zip(question.levers[only], moving.tolist(), strict=True) if not moves)
    return Bounded(at, ends, np.where(moving, begins, np.nan), is_open, left_out)


STEPS_TO_FIND_A_WAY = 32


def directions(question: Question) -> Floats:
    """Return which way each lever goes on a path: +1 up, -1 down, 0 where no way helps.

    The typed `better`; else the sign of the goal's slope today; else the first of 32 steps towards either bound that changes something.
    Where the goal wants less of a KPI whose more is better, the typed ways are turned round. A lever that does nothing for the first goal
    goes the way that helps the first of the others it changes.
    """
    goal = question.goals[0]
    better = question.tree.kpi(goal.goal.kpi).better
    turned = goal.sense * (-1.0 if better == "lower" else 1.0)
    typed = question.frame.ways * turned
    ways = np.where(typed != 0.0, typed, np.sign(question.leanings(goal)))
    for each in question.goals:
        if each is not goal:
            ways = np.where(ways != 0.0, ways, np.sign(question.leanings(each)))
        for place in np.flatnonzero(ways == 0.0).tolist():
            ways[place] = _first_way(question, place, each)
    return ways


def _first_way(question: Question, place: int, goal: Inequality) -> float:
    """Look for a slope, or a jump, in small steps towards both bounds, nearest step first."""
    start = question.start
    today = goal.margin_in(question.run(start))
    for step in range(1, STEPS_TO_FIND_A_WAY + 1):
        for end in _ends(question.levers[place]):
            values = start.copy()
            values[place] += (end - start[place]) * step / STEPS_TO_FIND_A_WAY
            nodes = question.run(values)
            for slope in (question.slopes(nodes, goal)[place], (goal.margin_in(nodes) - today) * (end - start[place])):
                if np.isfinite(slope) and slope != 0.0:
                    return float(np.sign(slope))
    return 0.0


def _ends(lever: Lever) -> list[float]:
    """Return the ends to look towards: its bounds, or as far as its baseline is from 0 where a side is open."""
    low, high = lever.bounds
    step = abs(lever.start) or 1.0
    return [high if np.isfinite(high) else lever.start + step, low if np.isfinite(low) else lever.start - step]
