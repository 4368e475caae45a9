"""Search for the least effort from one start: the sum of effort times squared move, as small as the goals and the bounds allow.

Goals are taken as linear on a metric's scale, that problem is solved through its multipliers, and the step is taken as far as an
exact-penalty merit falls; repeated until moves and slopes balance. Knows questions. Does not know what to do where this stalls.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.dual import balance
from kpi_xl.solve.metric import Metric, of_products, of_sums
from kpi_xl.solve.pieces import Piece, Pieces
from kpi_xl.solve.question import TOLERANCE, Question

MOST_ROUNDS = 100
MOST_HALVINGS = 12
BALANCED = 1e-8
"""Imbalance between effort and slopes at which the search stops, as a share of the largest term: up to here an optimum is one."""

MET = 1e-12
"""How exactly the goals are met when the search stops, as a share of their scale."""

TINY = 1e-300

UNMEETABLE = 1e15
"""A price from which on the goals, as seen, are beyond the bounds."""

SETTLED = 1e-13
"""Moves that change by less have come to rest; so has a merit that falls by less, as a share of itself."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Goals as one view sees them: slopes (by move) and margins, a row for each piece, and how much one unit of true margin is there."""

    slopes: Floats
    margins: Floats
    unit: Floats


@dataclass(frozen=True)
class Point:
    """What the pieces of the goals look like from some moves: a margin and a row of slopes (by move) for each."""

    moves: Floats
    pieces: tuple[Piece, ...]
    margins: Floats
    slopes: Floats
    worst: float

    @property
    def is_defined(self) -> bool:
        """Whether nothing here is an Excel error."""
        return math.isfinite(self.worst) and all(map(math.isfinite, self.margins.tolist())) and bool(np.isfinite(self.slopes).all())

    @cached_property
    def plainly(self) -> Sight:
        """The goals as they are."""
        return Sight(self.slopes, self.margins, np.ones_like(self.margins))

    @cached_property
    def in_logarithms(self) -> Sight | None:
        """The goals as ln(value / target), or None where that is undefined."""
        spans = np.array([piece.goal.span for piece in self.pieces])
        grown = 1.0 + self.margins * spans
        if not all(value > 0.0 for value in grown.tolist()):  # nan, for a target that is not positive, is not
            return None
        unit = np.abs(spans) / grown
        return Sight(self.slopes * unit[:, None], np.sign(spans) * np.log(grown), unit)


@dataclass(frozen=True, slots=True)
class Search:
    """Where a search ended: the moves, the worst margin there, and the imbalance left (KKT residual over the largest term)."""

    moves: Floats
    worst: float
    residual: float

    @property
    def meets(self) -> bool:
        """Whether the goals are met, but for rounding errors."""
        return self.worst >= -MET


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
        return replace(self, metric=self.metric.learned((before.moves, price @ then.slopes), (here.moves, price @ now.slopes)))


def search(question: Question, start: Floats) -> Search:
    """Look for the least effort from one start."""
    pieces = Pieces(question)
    views = [View(of_products(question.moves), True), View(of_sums(question.moves), False)]
    here = look(question, pieces, question.moves.settled(question.moves.clip(start)))
    residual, multipliers = imbalance(question, here)
    for _ in range(MOST_ROUNDS):
        if not here.is_defined or (residual <= BALANCED and abs(here.worst) <= MET):
            break
        ahead = _step(question, pieces, here, views, multipliers)
        if ahead is None:
            break
        before, (here, served) = here, ahead
        residual, multipliers = imbalance(question, here)
        # What served last learns from it, and is tried first.
        views = [served.learned(before, here, multipliers), *(view for view in views if view is not served)]
    return Search(here.moves, here.worst, residual)


def look(question: Question, pieces: Pieces, moves: Floats) -> Point:
    """Evaluate every piece of every goal, and its slopes, after some moves."""
    values, by_move = question.moves.after(moves)
    nodes = question.run(values)
    worst = question.worst(nodes)
    met = tuple(pieces.meet(nodes)) if math.isfinite(worst) else ()
    margins, slopes = np.empty(len(met)), np.empty((len(met), len(moves)))
    for row, piece in enumerate(met):
        seen = nodes if piece.tape is question.tape else question.run(values, piece.tape)
        margins[row] = piece.goal.margin_in(seen)
        slopes[row] = question.slopes(seen, piece.goal, piece.tape) * by_move
    return Point(moves, met, margins, slopes, worst)


def imbalance(question: Question, here: Point) -> tuple[float, Floats]:
    """Return how far effort and slopes are from balance (KKT residual over the largest term), and the multipliers that balance best.

    At the least effort 2 * effort * u = sum of multiplier * slope for every lever inside its bounds; one at its upper bound may be pressed
    further up, one at its lower bound further down.
    """
    moves, effort = question.moves, here.moves / question.moves.give
    largest = float(np.abs(effort).max(initial=0.0))
    if largest == 0.0:
        return np.inf, np.zeros_like(here.margins)
    above, below = here.moves >= moves.high, here.moves <= moves.low
    free = ~(above | below)
    # With every lever at its bound the price is not determined: any dearer one tells the same.
    among, dearer = (free, 1.0) if free.any() else (~free, 2.0)
    active = here.margins <= TOLERANCE
    multipliers = np.asarray(dearer * active * np.maximum(_prices(here.slopes * (among & active[:, None]), effort), 0.0))
    left = effort - multipliers @ here.slopes
    left = np.maximum(left, 0.0) * ~below + np.minimum(left, 0.0) * ~above
    return float(np.abs(left).max() / largest), multipliers


def _prices(slopes: Floats, effort: Floats) -> Floats:
    """Return the multipliers with which the slopes come closest to the effort."""
    if len(slopes) == 1:
        return slopes @ effort / max(float(slopes[0] @ slopes[0]), TINY)
    return np.asarray(np.linalg.lstsq(slopes.T, effort, rcond=None)[0])


def _step(question: Question, pieces: Pieces, here: Point, views: list[View], multipliers: Floats) -> tuple[Point, View] | None:
    """Return the first step whose merit falls at full length, else the best shortened one, else None."""
    best: tuple[float, Point, View] | None = None
    for view in views:
        ahead = _ahead(question, here, view, multipliers)
        if ahead is None:
            continue
        direction, price = ahead[0] - here.moves, max(ahead[1], *multipliers.tolist())
        if np.abs(direction).max() <= SETTLED:
            continue
        before, length = _merit(question, here, price), 1.0
        for _ in range(MOST_HALVINGS):
            there = look(question, pieces, ahead[0] if length == 1.0 else question.moves.settled(here.moves + length * direction))
            after = _merit(question, there, price)
            if after <= before * (1.0 + SETTLED):
                break
            length /= 2.0
        else:
            continue
        if length == 1.0:
            return there, view
        if best is None or after < best[0]:
            best = after, there, view
    return best[1:] if best else None


def _merit(question: Question, here: Point, price: float) -> float:
    """Effort, and twice what the worst miss would be worth at the dearest multiplier."""
    return question.moves.cost(here.moves) + 2.0 * price * max(0.0, -here.worst) if math.isfinite(here.worst) else np.inf


def _ahead(question: Question, here: Point, view: View, multipliers: Floats) -> tuple[Floats, float] | None:
    """Return the moves at which the goals, linear as seen, are met at least effort, and the price of the dearest goal."""
    seen = view.sees(here)
    if seen is None:
        return None
    slopes = seen.slopes * view.metric.stretch(here.moves)
    needs = slopes @ view.metric.places(here.moves) - seen.margins
    found = balance(question.moves, view.metric, slopes, needs, multipliers / seen.unit)
    price = max((found.multipliers * seen.unit).tolist(), default=0.0)
    if price < UNMEETABLE:
        return found.moves, price
    # What was seen cannot meet the goals anywhere. It is trusted a little way only: farther out the slopes are others.
    far = 1.0 + 2.0 * np.abs(here.moves)
    return np.minimum(np.maximum(found.moves, -far), far), price
