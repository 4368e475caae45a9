"""What the goals look like from some moves: margins and slopes of every piece, how far effort is from balance, and what a miss costs.

Knows one point at a time. Does not know steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.pieces import Piece, Pieces
from kpi_xl.solve.question import TOLERANCE, Question

TINY = 1e-300


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

    @cached_property
    def is_defined(self) -> bool:
        """Whether nothing here is an Excel error."""
        return math.isfinite(self.worst) and all(map(math.isfinite, self.margins.tolist())) and bool(np.isfinite(self.slopes).all())

    @cached_property
    def active(self) -> Mask:
        """The pieces that are missed, or met about as narrowly as any."""
        return self.margins <= max(TOLERANCE, 2.0 * self.worst)

    @cached_property
    def plainly(self) -> Sight:
        """The goals as they are."""
        return Sight(self.slopes, self.margins, np.ones_like(self.margins))

    @cached_property
    def in_logarithms(self) -> Sight | None:
        """The goals as ln(value / target), or None where that is undefined."""
        spans = [piece.goal.span for piece in self.pieces]
        grown = [1.0 + margin * span for margin, span in zip(self.margins.tolist(), spans, strict=True)]
        if not all(value > 0.0 for value in grown):  # nan, for a target that is not positive, is not
            return None
        unit = np.array([abs(span) / value for span, value in zip(spans, grown, strict=True)])
        margins = np.array([math.copysign(1.0, span) * math.log(value) for span, value in zip(spans, grown, strict=True)])
        return Sight(self.slopes * unit[:, None], margins, unit)


Look = Callable[[Floats], Point]
"""How the pieces of one search see some moves."""


def look(question: Question, pieces: Pieces, moves: Floats) -> Point:
    """Evaluate every piece of every goal, and its slopes, after some moves."""
    values, by_move = question.moves.after(moves)
    nodes = question.run(values)
    worst = question.worst(nodes)
    met = tuple(pieces.meet(nodes)) if math.isfinite(worst) else ()
    seen = [nodes if piece.tape is question.tape else question.run(values, piece.tape) for piece in met]
    margins = np.array([piece.goal.margin_in(each) for piece, each in zip(met, seen, strict=True)])
    slopes = np.array([question.slopes(each, piece.goal, piece.tape) for piece, each in zip(met, seen, strict=True)])
    return Point(moves, met, margins, slopes.reshape(len(met), len(moves)) * by_move, worst)


def imbalance(question: Question, here: Point) -> tuple[float, Floats]:
    """Return how far price and slopes are from balance (KKT residual over the largest term), and the multipliers that balance best.

    At the least price its slope (for effort 2 * effort * u) = sum of multiplier * slope for every lever inside its bounds; one at its upper
    bound may be pressed further up, one at its lower bound further down, and one at rest either way, as far as it withstands. Nothing
    balances where something is an Excel error, or where nothing has moved yet.
    """
    box, price, moves = question.moves, question.moves.price, here.moves
    effort = price.slopes(moves)
    size = largest(effort)
    if size == 0.0 or not here.is_defined:
        return np.inf, np.zeros_like(here.margins)
    above, below = moves >= box.high, moves <= box.low
    bound = above | below
    still = bound if price.is_square else bound | price.rests(moves)
    # With every lever at its bound the price is not determined: any dearer one tells the same.
    among, dearer = (~still, 1.0) if not still.all() else (bound if price.is_square else bound & ~price.rests(moves), 2.0)
    if len(here.slopes) == 1:
        slopes = here.slopes[0] * among
        multipliers = np.asarray(here.active * max(dearer * float(slopes @ effort) / max(float(slopes @ slopes), TINY), 0.0))
    else:
        multipliers = np.asarray(here.active * dearer * _prices(here.slopes * (among & here.active[:, None]), effort))
    left = effort - multipliers @ here.slopes
    if not price.is_square:
        left = np.where(price.rests(moves), np.copysign(np.maximum(np.abs(left) - price.rest, 0.0), left), left)
    if bound.any():
        left = np.maximum(left, 0.0) * ~below + np.minimum(left, 0.0) * ~above
    return largest(left) / size, multipliers


def largest(many: Floats) -> float:
    """Return the largest size; what is not a number is the largest."""
    return float(np.maximum.reduce(np.abs(many), initial=0.0))


def _prices(slopes: Floats, effort: Floats) -> Floats:
    """Return the multipliers with which the slopes come closest to the effort; a goal that would push the wrong way has none."""
    prices, pushing = np.zeros(len(slopes)), np.arange(len(slopes))
    while pushing.size:
        found = np.linalg.lstsq(slopes[pushing].T, effort, rcond=None)[0]
        if (found >= 0.0).all():
            prices[pushing] = found
            break
        pushing = pushing[found > 0.0]
    return prices


def merit(question: Question, here: Point, price: float) -> float:
    """Return the price, and twice what the worst miss would be worth if every goal missed as much."""
    return question.moves.cost(here.moves) + 2.0 * price * max(0.0, -here.worst) if math.isfinite(here.worst) else np.inf
