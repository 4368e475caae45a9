"""Boxes of lever values, what the goals can be in them, and a budget for looking at them.

Everything here is an enclosure: a goal is nowhere in a box better than its upper bound. Knows questions and boxes. Does not know what is to
be proven.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kpi_xl.calc.intervals import Interval, interval, outward
from kpi_xl.calc.tape import Floats
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.moves import FARTHEST
from kpi_xl.solve.question import Inequality, Question

MOST_WORK = 160_000
"""How many steps times boxes a proof may look at, so that it takes some hundredths of a second at most."""

PER_ROUND = 500
"""How many boxes cost as much as looking at any boxes at all."""

AS_STEPS = 6
"""How many steps cost as much as dropping and splitting boxes."""

FEW = 128
"""Boxes are split until they are that many: fewer cost as much."""

NARROWEST = 1e-13
"""A box that is narrower than this, as a share of its place, is split no more."""

TINY = 1e-300

WIDE = 64.0
"""A box that reaches so many times farther than it begins is split in ratios."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Lowest and highest values: a row per lever, a column per box."""

    lows: Floats
    highs: Floats

    @property
    def count(self) -> int:
        """How many they are."""
        return int(self.lows.shape[1])

    @property
    def widths(self) -> Floats:
        """How wide each is along each lever."""
        return np.asarray(self.highs - self.lows)

    def taken(self, which: Mask) -> Boxes:
        """Return some of them."""
        return Boxes(self.lows[:, which], self.highs[:, which])

    def split(self, along: np.ndarray[tuple[int, ...], np.dtype[np.intp]], cuts: Floats) -> Boxes:
        """Return each box cut in two along one lever."""
        columns = np.arange(self.count)
        left, right = self.highs.copy(), self.lows.copy()
        left[along, columns] = right[along, columns] = cuts[along, columns]
        return Boxes(np.hstack([self.lows, right]), np.hstack([left, self.highs]))


@dataclass(frozen=True, slots=True)
class Sight:
    """What the goals can be in some boxes: margins, a row per goal, and what the margins' slopes can be: a row per goal and lever.

    A margin's upper bound is minus infinity where every point is an Excel error; slopes are infinite where they bound nothing.
    """

    lowers: Floats
    uppers: Floats
    falls: Floats
    rises: Floats

    def over(self, centre: Floats, boxes: Boxes, points: Floats) -> Floats:
        """Return upper bounds of the margins by the mean value form: those at a point of each box, and what the slopes can add."""
        back, ahead = boxes.lows - points, boxes.highs - points
        added = np.maximum(np.where(back < 0.0, self.falls * back, 0.0), np.where(ahead > 0.0, self.rises * ahead, 0.0))
        return np.asarray(np.nan_to_num(centre + added.sum(axis=1) * (1.0 + ROUNDED), nan=np.inf, posinf=np.inf, neginf=-np.inf))


ROUNDED = 1e-12
"""By which share a sum of floats may be off."""


@dataclass(slots=True)
class Budget:
    """What may still be looked at."""

    question: Question
    left: int = field(default=MOST_WORK)

    def spend(self, boxes: int) -> bool:
        """Take the price of looking at some boxes; whether it could be paid."""
        self.left -= (boxes + PER_ROUND) * (len(self.question.tape.steps) + AS_STEPS)
        return self.left >= 0


def margins(question: Question, boxes: Boxes) -> tuple[list[Interval], Floats, Floats]:
    """Return what every node can be in some boxes, and the goals' lowest and highest margins."""
    lows: list[Floats | float] = [*question.frame.inputs.tolist()]
    highs = lows.copy()
    for place, low, high in zip(question.frame.places.tolist(), boxes.lows, boxes.highs, strict=True):
        lows[place], highs[place] = low, high
    nodes = question.tape.enclose(lows, highs)
    found = [_margin(goal, nodes) for goal in question.goals]
    shape = (boxes.count,)
    lowest = np.array([np.broadcast_to(np.where(margin.fails, -np.inf, margin.low), shape) for margin in found])
    highest = np.array([np.broadcast_to(np.where(np.isnan(margin.high), -np.inf, margin.high), shape) for margin in found])
    return nodes, lowest, highest


def look(question: Question, boxes: Boxes) -> Sight:
    """Return what the goals and their slopes can be in some boxes."""
    nodes, lowers, uppers = margins(question, boxes)
    slopes = [_slopes(question, goal, nodes, boxes.count) for goal in question.goals]
    return Sight(lowers, uppers, np.array([low for low, _ in slopes]), np.array([high for _, high in slopes]))


def _margin(goal: Inequality, nodes: list[Interval]) -> Interval:
    value = interval(goal.baseline) if goal.node is None else nodes[goal.node]
    return (value - goal.target.value) * (goal.sense / goal.scale) + goal.slack


def _slopes(question: Question, goal: Inequality, nodes: list[Interval], count: int) -> tuple[Floats, Floats]:
    """Return the lowest and highest slope of a goal's margin towards every lever; a goal that may be an error somewhere has no bounds."""
    lows, highs = np.zeros((len(question.levers), count)), np.zeros((len(question.levers), count))
    if goal.node is None:
        return lows, highs
    value, slopes = nodes[goal.node], question.tape.enclose_gradients(nodes, goal.node)
    for row, place in enumerate(question.frame.places.tolist()):
        slope = slopes[place] * (goal.sense / goal.scale)
        lost = slope.fails | value.fails | np.isinf(value.low) | np.isinf(value.high) | np.isnan(slope.low)
        lows[row], highs[row] = np.where(lost, -np.inf, slope.low), np.where(lost, np.inf, slope.high)
    return lows, highs


def cuts(question: Question, boxes: Boxes) -> Floats:
    """Return where each box is to be cut along each lever: in the middle; in ratios where it reaches far; far out where it is open."""
    start, size = question.start[:, None], _sizes(question)
    below, above = boxes.lows - start, boxes.highs - start
    middle = boxes.lows + boxes.widths / 2.0
    up, down = _far_cut(np.maximum(below, size), above, size), _far_cut(np.maximum(-above, size), -below, size)
    found = np.where(above > WIDE * np.maximum(below, size), start + up, middle)
    return np.where(-below > WIDE * np.maximum(-above, size), start - down, found)


def _far_cut(near: Floats, far: Floats, size: Floats) -> Floats:
    """Return how far out to cut between two distances, the second of which may be infinite."""
    return np.where(np.isinf(far), np.maximum(FARTHEST * size, 2.0 * near), np.sqrt(near * far))


def spread(boxes: Boxes, question: Question, weights: Floats) -> Boxes:
    """Split each box along the lever that weighs most, again and again while they are few.

    Parameters
    ----------
    weights
        How much a lever's width counts: a row per lever, a column per box.
    """
    while boxes.count:
        size = np.nan_to_num(boxes.widths * weights, nan=0.0, posinf=np.inf)
        # Where several count without end, the widest counts.
        relative = boxes.widths / _sizes(question)
        along = np.argmax(np.where(np.isinf(size).any(axis=0), np.where(np.isinf(size), relative, -1.0), size), axis=0)
        boxes = boxes.split(along, cuts(question, boxes))
        weights = np.hstack([weights, weights])
        if boxes.count >= FEW:
            break
    return boxes


def _sizes(question: Question) -> Floats:
    """Return how large each lever is, as a column."""
    return np.asarray(np.maximum(np.maximum(question.moves.scale, np.abs(question.start)), TINY)[:, None])


def is_spent(boxes: Boxes) -> bool:
    """Whether some box is too narrow to be split any more."""
    ends = np.maximum(np.maximum(np.abs(boxes.lows), np.abs(boxes.highs)), TINY)
    return bool(np.any(np.all((boxes.widths <= NARROWEST * ends) & np.isfinite(ends), axis=0)))


def widened(lows: Floats, highs: Floats) -> Boxes:
    """Return boxes that are some rounding errors wider."""
    wider = outward(np.minimum(lows, highs), np.maximum(lows, highs), np.asarray(False), floats=4)
    return Boxes(wider.low, wider.high)
