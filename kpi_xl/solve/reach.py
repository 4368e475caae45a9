"""How far a goal can be brought when every lever may go to its bound, whatever the effort.

Knows bounds and slopes. Does not know effort.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.tree import Nodes
from kpi_xl.solve.enclosure import cannot_exceed
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import TOLERANCE, Inequality, Question
from kpi_xl.solve.solution import Proof

MOST_SWEEPS = 20
LOOKS, ZOOMS = 65, 6
"""Points at which one lever is looked at between its bounds when the slopes alone do not decide, and how often 32 times closer."""

MOST_CORNERS = 4096
"""How many corners of the box are looked at."""

ENOUGH = 1e-12
"""A sweep that gains less, as a share of the margin, is the last."""

MOST_LOOKED_AT = 400
"""Above this many levers a sweep looks at none of them one by one: it would cost more than it finds."""


@dataclass(frozen=True, eq=False)
class Best:
    """The best point found: the first goal's value, the worst margin, and the lever values there.

    `is_corner` says that the goal never gets worse on the way to the corner of the box in which the point lies.
    """

    question: Question
    value: float
    margin: float
    values: Floats
    is_corner: bool = False

    @property
    def _ends(self) -> Mask:
        low, high = self.question.frame.bounds
        return np.asarray((self.values == low) | (self.values == high))

    @property
    def is_last(self) -> bool:
        """Whether the form of the goal proves that no point is better: it is a corner, and no side goes on past it."""
        return self.is_corner and bool(self._ends.all())

    @cached_property
    def proof(self) -> Proof:
        """Whether it is proven that no point inside the bounds is better; worked out when it is asked for."""
        if self.is_last:
            return "proven"
        # A side that is open may go on past the point.
        low, high = self.question.frame.bounds
        on = np.minimum(np.maximum(2.0 * self.values - self.question.start, low), high)
        farther = np.where(self._ends, self.values, on)
        if not np.isfinite(self.margin) or _at(self.question, farther).margin > self.margin + TOLERANCE:
            return "found"
        return "proven" if cannot_exceed(self.question, self.margin) else "found"


def reach(question: Question, goal: Inequality | None = None) -> Best:
    """Return the best point inside the bounds: the one where the worst goal is best off, or one of the goals alone.

    Where a goal never gets worse as any lever goes its way, that is the corner of the box. Else as far as a search from a few starts
    finds: each sweep sends every lever to the bound its slope points to; where that does not help, levers are looked at one by one.
    """
    question = replace(question, goals=(goal,)) if goal and question.goals != (goal,) else question
    if len(question.goals) == 1 and (known := shape(question, question.goals[0])).monotone:
        corner = _best(question, *_good_corner(question, known.ways), is_corner=True)
        if math.isfinite(corner.margin):
            return corner
    today = _at(question, question.start)
    found = [_climb(question, origin) for origin in (today, _corner(question, today), *_corners(question))]
    return max(found, key=lambda best: best.margin)


def _corners(question: Question) -> Iterator[Best]:
    """Yield the best of all corners of the box, with today's values between them where they are few enough."""
    low, high = question.frame.box
    for sides in ((low, question.start, high), (low, high)):
        if len(sides) ** len(low) <= MOST_CORNERS:
            corners = np.array(list(product(*np.stack(sides, axis=1)))).T
            yield _at(question, corners[:, int(np.argmax(question.worst_over(corners)))])
            return


def _climb(question: Question, best: Best) -> Best:
    for _ in range(MOST_SWEEPS):
        ahead = _corner(question, best)
        if not ahead.margin > best.margin and len(question.levers) <= MOST_LOOKED_AT:
            ahead = _one_by_one(question, best)
        if not ahead.margin > best.margin + ENOUGH * abs(best.margin):
            break
        best = ahead
    return best


def _corner(question: Question, best: Best) -> Best:
    """Send every lever to the bound to which the slope of the goal that is worst off points."""
    nodes = question.run(best.values)
    slopes = np.nan_to_num(question.slopes(nodes, min(question.goals, key=lambda goal: goal.margin_in(nodes))))
    low, high = question.frame.box
    return _at(question, np.where(slopes > 0.0, high, np.where(slopes < 0.0, low, best.values)))


def _one_by_one(question: Question, best: Best) -> Best:
    """Look along each lever in turn, ever closer to the best point seen on it."""
    low, high = question.frame.box
    for place in range(len(question.levers)):
        ends = low[place], high[place]
        for _ in range(ZOOMS):
            looks = np.linspace(*ends, LOOKS)
            samples = np.repeat(best.values[:, None], LOOKS, axis=1)
            samples[place] = looks
            margins = question.worst_over(samples)
            top = int(np.argmax(margins))
            ends = looks[max(top - 1, 0)], looks[min(top + 1, LOOKS - 1)]
            if margins[top] > best.margin:
                values = best.values.copy()
                values[place] = looks[top]
                best = _at(question, values)
    return best


def _good_corner(question: Question, ways: Floats) -> tuple[Floats, Nodes]:
    """Return the corner of the box to which all levers go, and the value of every node there; it is the same whatever the target."""
    goal, corners = question.goals[0], question.frame.corners
    key = (goal.node, goal.sense)
    if key not in corners:
        low, high = question.frame.box
        values = np.where(ways > 0.0, high, low)
        corners[key] = values, question.run(values)
    return corners[key]


def _at(question: Question, values: Floats) -> Best:
    return _best(question, values, question.run(values))


def _best(question: Question, values: Floats, nodes: Nodes, is_corner: bool = False) -> Best:
    first = question.goals[0]
    margins = [goal.margin_in(nodes) for goal in question.goals]
    value = first.baseline if first.node is None else float(nodes[first.node])
    return Best(question, value, min(margins) if all(map(math.isfinite, margins)) else -np.inf, values, is_corner)
