"""Steps that know how the goals bend: Newton's where first order is slow, and off a balance that is not the least effort.

The Lagrangian (price less multipliers times margins) is taken to second order in the moves of the levers inside their bounds, exactly.
Knows one point. Does not know when such a step is worth its price.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.point import Look, Point, merit
from kpi_xl.solve.question import Question

MOST_FREE = 400
"""Above this many free levers the matrices of second order would be slower than any answer is worth."""

LENGTHS = (1.0, 0.3, 0.1, 0.03, 0.01)
"""How much of a step is tried, the longest first."""

MOST_RETURNS = 4
"""How often a step that left the goals' edge is brought back to it."""

BACK = 1e-12
"""How close to the edge is back."""

FALLS = 1e-9
"""A merit has fallen when it fell by this share of itself."""

FLAT = 1e-7
"""Curvature of less than this share of the effort's own is none."""

RIDGE = 1e-14
"""Keeps Newton's equations solvable where goals pull the same levers the same way."""

STIFF = 1e4
"""How much stiffer than anything else leaving the goals' edge is made, so that what is left of the curvature is that along the edge."""


@dataclass(frozen=True, slots=True)
class Bend:
    """The Lagrangian to second order, over the free levers, and the slopes of the goals that hold there."""

    free: Mask
    slopes: Floats
    gradient: Floats
    hessian: Floats

    @property
    def stiffened(self) -> Floats:
        """The Hessian with every way off the goals' edge made stiff; on the edge it is what it was."""
        size = float(np.abs(self.hessian).max()) / max(float(np.square(self.slopes).sum()), 1e-300)
        return np.asarray(self.hessian + STIFF * size * self.slopes.T @ self.slopes)


def bend(question: Question, here: Point, multipliers: Floats) -> Bend | None:
    """Return the Lagrangian to second order at a point; None where too many levers are free, or none, or it is undefined there."""
    moves = question.moves
    price, gradient = moves.price, moves.price.slopes(here.moves) - multipliers @ here.slopes
    # A lever that is pressed off its bound, or out of its rest, is free as well.
    free = ((here.moves < moves.high) | (gradient > 0.0)) & ((here.moves > moves.low) | (gradient < 0.0)) & (moves.low < moves.high)
    free &= ~price.rests(here.moves) | (np.abs(gradient) > price.rest)
    gradient = np.where(price.rests(here.moves), gradient - np.copysign(price.rest, gradient), gradient)
    if not 0 < int(free.sum()) <= MOST_FREE:
        return None
    hessian = np.diag(price.curves(here.moves)[free])
    falls = moves.ratio & (here.moves < 0.0)
    values, by_move = moves.after(here.moves)
    inputs = question.inputs(values)
    places, stretch = question.frame.places[free], by_move[free]
    directions = np.zeros((len(inputs), len(places)))
    directions[places, np.arange(len(places))] = stretch
    for piece, multiplier, slopes in zip(here.pieces, multipliers.tolist(), here.slopes, strict=True):
        if multiplier and piece.goal.node is not None:
            curved = piece.tape.curvature(inputs.tolist(), directions, piece.goal.node)[places] * stretch[:, None]
            hessian -= (multiplier * piece.goal.sense / piece.goal.scale) * curved
            # A lever that falls is bent itself: value = baseline / (1 - move).
            hessian -= np.diag(multiplier * (2.0 * falls * slopes / (1.0 + np.abs(here.moves)))[free])
    return Bend(free, here.slopes[here.active][:, free], gradient[free], hessian) if np.isfinite(hessian).all() else None


def newton(question: Question, look: Look, here: Point, multipliers: Floats) -> Point | None:
    """Return the point Newton's step on the balance leads to, shortened until the merit falls; None where it does not."""
    seen = bend(question, here, multipliers)
    if seen is None:
        return None
    count = len(seen.slopes)
    stiff = seen.stiffened
    if not question.moves.price.is_square:  # a straight price bends nowhere
        stiff = stiff + np.diag(FLAT * question.moves.price.firmness(here.moves)[seen.free])
    try:
        np.linalg.cholesky(stiff)
    except np.linalg.LinAlgError:
        stiff = _turned_up(stiff)
    # The small block says that goals with the same slopes share their multiplier.
    matrix = np.block([[stiff, seen.slopes.T], [seen.slopes, -RIDGE * np.eye(count)]])
    found = np.linalg.solve(matrix, -np.concatenate([seen.gradient, here.margins[here.active]]))
    direction = np.zeros_like(here.moves)
    direction[seen.free] = found[: len(found) - count]
    price = float(multipliers.sum())
    before = merit(question, here, price)
    for length in LENGTHS:
        ahead = here.moves + length * direction
        # A price has a kink where a lever is at rest: what is known of one side says nothing of the other.
        turned = (question.moves.price.rest > 0.0) & (ahead * here.moves < 0.0)
        there = _on_the_edge(question, look, np.where(turned, 0.0, ahead), here)
        if merit(question, there, price) < before:
            return there
    return None


def off_the_saddle(question: Question, look: Look, here: Point, multipliers: Floats) -> Point | None:
    """Return a cheaper point along the way in which the Lagrangian bends down most, or None where it bends up every way."""
    seen = bend(question, here, multipliers)
    if seen is None:
        return None
    flat = FLAT * float(question.moves.price.firmness(here.moves)[seen.free].min())
    stiff = seen.stiffened
    try:
        np.linalg.cholesky(stiff + flat * np.eye(len(stiff)))
    except np.linalg.LinAlgError:
        pass
    else:
        return None
    direction = np.zeros_like(here.moves)
    direction[seen.free] = np.linalg.eigh(stiff)[1][:, 0]
    direction /= np.abs(direction / (1.0 + np.abs(here.moves))).max()
    price = float(multipliers.sum())
    before = merit(question, here, price) * (1.0 - FALLS)
    for length in LENGTHS:
        both = [_on_the_edge(question, look, here.moves + side * length * direction, here) for side in (1.0, -1.0)]
        best = min(both, key=lambda there: merit(question, there, price))
        if merit(question, best, price) < before:
            return best
    return None


def _turned_up(matrix: Floats) -> Floats:
    """Return a symmetric matrix with every downward curvature turned upward, so that Newton's step does not lead up to a saddle."""
    sizes, ways = np.linalg.eigh(matrix)
    sizes = np.maximum(np.abs(sizes), FLAT * float(np.abs(sizes).max()))
    return np.asarray((ways * sizes) @ ways.T)


def _on_the_edge(question: Question, look: Look, moves: Floats, near: Point) -> Point:
    """Look at moves brought inside the bounds and back to the edge of the goals that hold near by, the shortest way."""
    box = question.moves
    there = look(box.settled(box.clip(moves)))
    for _ in range(MOST_RETURNS):
        if not there.is_defined:
            break
        active = np.array([piece in near.pieces and bool(near.active[near.pieces.index(piece)]) for piece in there.pieces]) | there.active
        misses = there.margins[active]
        if np.abs(misses).max(initial=0.0) <= BACK:
            break
        inside = (there.moves < box.high) & (there.moves > box.low)
        back = np.linalg.lstsq(there.slopes[active] * inside, -misses, rcond=None)[0]
        there = look(box.settled(box.clip(there.moves + back)))
    return there
