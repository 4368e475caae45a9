"""First-order steps: goals are taken as linear on a metric's scale, that problem is solved through its multipliers, and the step is taken
as far as an exact-penalty merit falls.

Knows one point and what was learned on the way there. Does not know when to stop.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.dual import Linear, balance
from kpi_xl.solve.metric import Metric, of_products, of_sums
from kpi_xl.solve.mixture import Mixture
from kpi_xl.solve.point import Look, Point, Sight, largest, merit
from kpi_xl.solve.question import Question

MOST_HALVINGS = 12

CLOSE = 1e-4
"""How exactly a step meets the goals as seen, as a share of what the worst of them misses before it."""

UNMEETABLE = 1e15
"""A price from which on the goals, as seen, are beyond the bounds."""

SETTLED = 1e-13
"""Moves that change by less have come to rest; so has a merit that falls by less, as a share of itself."""


@dataclass(frozen=True, slots=True)
class View:
    """A way to see goals as linear: the scale of the moves, and whether a goal is ln(value / target) instead of its margin."""

    metric: Metric
    logarithmic: bool

    def sees(self, here: Point) -> Sight | None:
        """Return the goals as this view sees them; None where a logarithm is undefined."""
        return here.in_logarithms if self.logarithmic else here.plainly

    def learned(self, before: Point, here: Point, multipliers: Floats) -> View:
        """Return the view with the scale on which the pressure at both points is the same."""
        then, now = self.sees(before), self.sees(here)
        if before.pieces != here.pieces or then is None or now is None:
            return self
        price = multipliers / now.unit
        return View(self.metric.learned((before.moves, price @ then.slopes), (here.moves, price @ now.slopes)), self.logarithmic)


@dataclass(slots=True)
class Views:
    """The views of one search, the one that served last first. It learns from every step."""

    question: Question
    look: Look
    _views: list[View] = field(init=False)
    _mixture: Mixture = field(init=False)
    _before: Point | None = None

    def __post_init__(self) -> None:
        moves = self.question.moves
        self._views = [View(of_products(moves), True), View(of_sums(moves), False)]
        self._mixture = Mixture(moves.firmness)

    def step(self, here: Point, multipliers: Floats) -> Point | None:
        """Return the first step whose merit falls at full length, else the best shortened one, else None."""
        if self._before and not self._mixture.is_ready:
            self._views[0] = self._views[0].learned(self._before, here, multipliers)
            self._mixture.begin_anew()
        best: tuple[float, float, Point, View] | None = None
        for view in self._views:
            found = self._along(view, here, multipliers)
            if found and (best is None or found[1] < best[1]):
                best = *found, view
            if found and found[0] == 1.0:
                break
        if best is None:
            return None
        length, _, there, served = best
        if served is not self._views[0] or length < 1.0 or there.pieces != here.pieces:
            self._mixture.begin_anew()
        self._views.sort(key=lambda view: view is not served)
        self._before = here
        return there

    def _along(self, view: View, here: Point, multipliers: Floats) -> tuple[float, float, Point] | None:
        """Return the longest step along a view whose merit falls: its length, the merit, and the point."""
        ahead = _ahead(self.question, here, view, multipliers)
        if ahead is None:
            return None
        direction, price = ahead[0] - here.moves, max(ahead[1], float(multipliers.sum()))
        if largest(direction) <= SETTLED:
            return None
        before, length = merit(self.question, here, price), 1.0
        # A price with a kink at rest bends too suddenly for steps to tell what follows.
        smooth = view is self._views[0] and self.question.moves.price.is_square
        mixed = self._mixture.mixed(here.moves, direction) if smooth else None
        if mixed is not None:
            there = self.look(self.question.moves.settled(self.question.moves.clip(mixed)))
            after = merit(self.question, there, price)
            if after <= before * (1.0 + SETTLED):
                return length, after, there
        for _ in range(MOST_HALVINGS):
            there = self.look(ahead[0] if length == 1.0 else self.question.moves.settled(here.moves + length * direction))
            after = merit(self.question, there, price)
            if after <= before * (1.0 + SETTLED):
                return length, after, there
            length /= 2.0
        return None


def _ahead(question: Question, here: Point, view: View, multipliers: Floats) -> tuple[Floats, float] | None:
    """Return the moves at which the goals, linear as seen, are met at the least price, and the price of all goals together."""
    seen = view.sees(here)
    if seen is None:
        return None
    slopes = seen.slopes * view.metric.stretch(here.moves)
    needs = slopes @ view.metric.places(here.moves) - seen.margins
    close = CLOSE * largest(seen.margins * here.active)
    found = balance(question.moves, view.metric, Linear(slopes, needs), multipliers / seen.unit, here.moves, close)
    price = float(found.multipliers @ seen.unit)
    if price < UNMEETABLE:
        return found.moves, price
    # What was seen cannot meet the goals anywhere. It is trusted a little way only: farther out the slopes are others.
    far = 1.0 + 2.0 * np.abs(here.moves)
    return np.minimum(np.maximum(found.moves, -far), far), price
