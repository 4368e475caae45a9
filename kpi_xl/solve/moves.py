"""How far a lever has moved, on a scale on which all levers can be compared: its move.

A lever with a positive baseline that became f times better (or worse) has moved by f - 1; any other lever by the share of its room. Moves
here carry a sign: positive when the lever rises, negative when it falls. Knows levers. Does not know goals.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.price import Law, Price, price_of

FARTHEST = 1e6
"""A lever without a bound is searched until it is this many times its baseline (or this many times its room)."""

ROUNDING = 1e-12
"""How far a move may be from a bound, as a share of its size, and still count as being there."""


@dataclass(frozen=True)
class Moves:
    """The levers of a question as arrays, one entry per lever.

    Attributes
    ----------
    start
        Baselines, in each lever's unit.
    ratio
        Where the baseline is positive, so that a move is a ratio.
    scale
        What one unit of a move is worth at the start: the baseline, or the room.
    low, high
        The moves at the bounds; 0 on both sides for a lever that cannot be moved at all.
    effort
        How hard each lever is to move, as typed.
    price
        What moves cost, as the question counts it.
    """

    start: Floats
    ratio: Mask
    scale: Floats
    low: Floats
    high: Floats
    effort: Floats
    price: Price

    @cached_property
    def firmness(self) -> Floats:
        """How firmly a price holds each lever at rest: what moves of different levers are weighed with."""
        return self.price.firmness(np.zeros_like(self.start))

    def after(self, moves: Floats) -> tuple[Floats, Floats]:
        """Return the levers' values after these moves, and d value / d move there."""
        fall = np.minimum(moves, 0.0) * self.ratio
        times = 1.0 - fall
        return (self.start + self.scale * (moves - fall)) / times, self.scale / (times * times)

    def values(self, moves: Floats) -> Floats:
        """Return the levers' values after these moves."""
        return self.after(moves)[0]

    def moves(self, values: Floats) -> Floats:
        """Return the moves that lead from the start to these values; minus infinity where no ratio leads to a value at or below 0."""
        rooms = np.divide(values - self.start, self.scale, out=np.zeros_like(values), where=self.scale != 0.0)
        falls = self.ratio & (values < self.start)
        times = np.divide(self.start, values, out=np.full_like(values, np.inf), where=falls & (values > 0.0))
        return np.where(falls, 1.0 - times, rooms)

    def clip(self, moves: Floats) -> Floats:
        """Return the moves, none beyond a bound."""
        return np.minimum(np.maximum(moves, self.low), self.high)

    def settled(self, moves: Floats) -> Floats:
        """Return the moves, those a rounding error away from a bound, or from rest, put onto it."""
        near = ROUNDING * (1.0 + np.abs(moves))
        moves = np.where((np.abs(moves) <= near) & (self.price.rest > 0.0), 0.0, moves)
        return np.where(moves >= self.high - near, self.high, np.where(moves <= self.low + near, self.low, moves))

    def cost(self, moves: Floats) -> float:
        """Return the price of all moves together: for effort, the sum of effort times squared move."""
        return self.price.cost(moves)


def room(lever: Lever) -> float:
    """Return what one whole move of a lever without a positive baseline is: from the baseline to the end it should go to; 0 if there is
    none.

    The end is the favourable bound, else the stated target, else the other bound.
    """
    low, high = lever.bounds
    bounds = (low, high) if lever.better == "lower" else (high, low)
    for end in (bounds[0], lever.stated, bounds[1]):
        if end is not None and math.isfinite(end) and end != lever.start:
            return abs(end - lever.start)
    return 0.0


def bounds_of(levers: Sequence[Lever]) -> tuple[Floats, Floats]:
    """Return the lowest and the highest value that each lever is allowed; infinite where a side is open."""
    bounds = np.array([lever.bounds for lever in levers], dtype=float).reshape(len(levers), 2)
    return bounds[:, 0], bounds[:, 1]


def moves_of(levers: Sequence[Lever], bounds: tuple[Floats, Floats], law: Law = "effort") -> Moves:
    """Return the levers as arrays, to be moved between these lowest and highest values at the price a law sets."""
    start = np.array([lever.start for lever in levers], dtype=float)
    ratio = start > 0.0
    scale = np.array([lever.start if lever.start > 0.0 else room(lever) for lever in levers], dtype=float)
    effort = np.array([lever.effort for lever in levers], dtype=float)
    price = price_of(levers, scale, law)
    open_box = Moves(start, ratio, scale, np.full_like(start, -np.inf), np.full_like(start, np.inf), effort, price)
    movable = scale > 0.0
    with np.errstate(invalid="ignore"):
        low, high = (np.where(movable, open_box.moves(bound), 0.0) for bound in bounds)
    return Moves(start, ratio, scale, np.maximum(low, -FARTHEST), np.minimum(high, FARTHEST), effort, price)
