"""What moves cost, lever by lever: the separable objective of a search, and the rows of laws it is made from.

price(u) = effort * u^2 + base * ((1 + |u|)^power - 1), with a base and a power for rising and another pair for falling. Knows one lever's
move at a time. Does not know goals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.moved import Mask, Step

Law = Literal["effort", "cost"]
"""What a question saves: effort, or money."""

FREE = 1e-6
"""The effort of a lever that costs nothing, as a share of what a whole move of a usual lever costs: it goes first, but not without end."""

NEAR = 0.01
"""How firmly a step keeps near where it starts, as a share of the price's own slope there: a straight price alone would leap to its end."""

LARGEST = 1e100


@dataclass(frozen=True, slots=True)
class Terms:
    """The price of one lever's move: a square, and a power for each side."""

    effort: float = 0.0
    rise: tuple[float, float] = (0.0, 1.0)
    fall: tuple[float, float] = (0.0, 1.0)


def money(lever: Lever, room: float) -> Terms:
    """Return what a lever's move costs in money, by the law its row names.

    Per unit of a KPI that falls from a positive baseline x0 by ratios: k (x0 - x0 / (1 + m)), which is the same formula with power -1.
    """
    if lever.cost is None:
        return Terms()
    if lever.cost_law == "ratio":
        return Terms(rise=(lever.cost, lever.growth), fall=(lever.cost, lever.growth))
    whole = lever.cost * lever.units * room
    return Terms(rise=(whole, 1.0), fall=(-whole, -1.0) if lever.start > 0.0 else (whole, 1.0))


LAWS: Mapping[Law, Callable[[Lever, float], Terms]] = {
    "effort": lambda lever, room: Terms(lever.effort),
    "cost": money,
}


@dataclass(frozen=True)
class Price:
    """The price of moves as arrays, one entry per lever (or one row, for many samples at once).

    Attributes
    ----------
    effort
        Weight of the squared move.
    rise, fall
        Base and power for moves up and for moves down.
    unit
        What one unit of the price is worth in the law's own unit: a search wants numbers around 1.
    """

    effort: Floats
    rise: tuple[Floats, Floats]
    fall: tuple[Floats, Floats]
    unit: float = 1.0

    @cached_property
    def is_square(self) -> bool:
        """Whether nothing but the square counts, for which there are closed forms."""
        return not (self.rise[0].any() or self.fall[0].any())

    @cached_property
    def give(self) -> Floats:
        """How far a lever moves per unit of pressure: 1 / (2 * effort); for prices that are squares."""
        return np.asarray(0.5 / self.effort)

    @cached_property
    def rest(self) -> Floats:
        """The pressure that a lever at rest withstands: the slope just off 0."""
        return np.asarray(np.abs(self.rise[0] * self.rise[1]))

    def costs(self, moves: Floats) -> Floats:
        """Return the price of each move."""
        square = self.effort * (moves * moves)
        if self.is_square:
            return np.asarray(square)
        base, power = self._side(moves)
        return np.asarray(square + base * ((1.0 + np.abs(moves)) ** power - 1.0))

    def cost(self, moves: Floats) -> float:
        """Return the price of all moves together."""
        return float(self.effort @ (moves * moves)) if self.is_square else float(self.costs(moves).sum())

    def slopes(self, moves: Floats) -> Floats:
        """Return d price / d move; 0 at rest, where it jumps from minus to plus `rest`."""
        square = 2.0 * self.effort * moves
        if self.is_square:
            return np.asarray(square)
        base, power = self._side(moves)
        return np.asarray(square + np.sign(moves) * base * power * (1.0 + np.abs(moves)) ** (power - 1.0))

    def steepest(self, moves: Floats) -> Floats:
        """Return the same, where a lever at rest is about to rise (or, where it may not, to fall): its slope just off 0."""
        return np.where(self.rests(moves), self.rest, self.slopes(moves))

    def curves(self, moves: Floats) -> Floats:
        """Return how the slope changes with the move."""
        if self.is_square:
            return 2.0 * self.effort
        base, power = self._side(moves)
        return np.asarray(2.0 * self.effort + base * power * (power - 1.0) * (1.0 + np.abs(moves)) ** (power - 2.0))

    def firmness(self, moves: Floats) -> Floats:
        """Return how strongly a price holds a move where it is, also where its slope does not change: the scale of all curvature here."""
        if self.is_square:
            return 2.0 * self.effort
        return np.asarray(np.maximum(np.abs(self.slopes(moves)), self.rest) / (1.0 + np.abs(moves)) + 2.0 * self.effort)

    def rests(self, moves: Floats) -> Mask:
        """Return which levers are at rest, at the price's kink."""
        return np.asarray((moves == 0.0) & (self.rest > 0.0))

    def bends_up(self, ways: Floats) -> bool:
        """Whether no lever's next step is cheaper than its last, going these ways."""
        return self.is_square or bool(np.all(np.where(ways > 0.0, self.rise[1], self.fall[1]) >= 1.0))

    def farthest(self, most: float) -> Floats:
        """Return how far each lever can move at most for a price, alone."""
        with np.errstate(all="ignore"):
            ends = [np.sqrt(most / self.effort)]
            for base, power in (self.rise, self.fall):
                grown = np.where(base != 0.0, 1.0 + most / base, np.inf)
                ends.append(np.where(grown > 0.0, grown ** (1.0 / power) - 1.0, np.inf))
        sides = np.maximum(ends[1], ends[2])
        return np.asarray(np.minimum(np.where(np.isnan(ends[0]), np.inf, ends[0]), np.where(np.isnan(sides), np.inf, sides)) * (1.0 + 1e-9))

    def respond(self, pressure: Floats, bend: Floats, box: tuple[Floats, Floats], near: Floats) -> tuple[Floats, Floats]:
        """Return the moves that minimise price(u) - pressure * w(u) inside the bounds, and d w / d pressure there, w as in `metric`.

        Where a price bends down it is taken as straight, as steep as it is near by; and every price grows a little with the distance from
        there, so that a step does not leap from end to end.
        """
        firm = NEAR * self.firmness(near)
        pull = pressure + firm * near
        side = np.where(pull < 0.0, -1.0, 1.0)
        here = Step(
            effort=2.0 * self.effort + firm,
            price=self._straightened(side, near),
            pressure=side * pressure,
            drawn=side * firm * near,
            bend=bend,
            last=np.maximum(np.where(side > 0.0, box[1], -box[0]), 0.0),
        )
        free, give = here.solved(np.maximum(side * near, 0.0))
        moves = side * free
        kept = np.minimum(np.maximum(moves, box[0]), box[1])
        return kept, np.where((kept == moves) & (free > 0.0) & (free < here.last), give, 0.0)

    def waking(self, slopes: Floats) -> float:
        """Return the multiplier with which the first lever leaves its rest."""
        with np.errstate(all="ignore"):
            needed = self.rest / np.abs(slopes)
        awake = needed[np.isfinite(needed) & (needed > 0.0)]
        return float(awake.min()) if awake.size else 0.0

    def least(self, pull: Floats, low: Floats, high: Floats, centre: Floats) -> Floats:
        """Return the least of price(u) - pull * (u - centre) between two ends, lever by lever."""
        if self.is_square:
            at = np.minimum(np.maximum(pull / (2.0 * self.effort), low), high)
            return np.asarray(self.effort * at * at - pull * (at - centre))
        side = np.where(pull < 0.0, -1.0, 1.0)
        base, power = self._side(side)
        with np.errstate(all="ignore"):
            still = np.where(power > 1.0, (np.abs(pull) / (base * power)) ** (1.0 / (power - 1.0)) - 1.0, 0.0)
            square = np.abs(pull) / (2.0 * self.effort)
        # No lever has both a square and a power.
        turns = side * np.nan_to_num(np.where(self.effort > 0.0, square, np.maximum(still, 0.0)), posinf=LARGEST)
        looked = (low, high, np.zeros_like(pull), turns)
        found = [self.costs(at) - pull * (at - centre) for at in (np.minimum(np.maximum(one, low), high) for one in looked)]
        return np.asarray(np.minimum.reduce(found))

    @property
    def columns(self) -> Price:
        """The same for many samples of moves at once: a row per lever, a column per sample."""
        (base, power), (back, fallen) = self.rise, self.fall
        return replace(self, effort=self.effort[:, None], rise=(base[:, None], power[:, None]), fall=(back[:, None], fallen[:, None]))

    def _side(self, moves: Floats) -> tuple[Floats, Floats]:
        falls = moves < 0.0
        return np.where(falls, self.fall[0], self.rise[0]), np.where(falls, self.fall[1], self.rise[1])

    def _straightened(self, side: Floats, near: Floats) -> tuple[Floats, Floats]:
        base, power = self._side(side)
        steep = base * power * (1.0 + np.maximum(side * near, 0.0)) ** (power - 1.0)
        return np.where(power < 1.0, steep, base), np.maximum(power, 1.0)


def price_of(levers: Sequence[Lever], rooms: Floats, law: Law) -> Price:
    """Return the price of moving some levers by a law; `rooms` is what one whole move of each is worth.

    Under `cost` a lever without a name, which a search adds for a miss, keeps its effort; a unit is a usual cost (the median over the
    levers), and a lever that costs nothing is held by a sliver of effort.
    """
    laws: list[Law] = ["effort" if law == "effort" or not lever.name else "cost" for lever in levers]
    terms = [LAWS[own](lever, room) for own, lever, room in zip(laws, levers, rooms.tolist(), strict=True)]
    table = np.array([[each.effort, *each.rise, *each.fall] for each in terms], dtype=float).reshape(len(terms), 5)
    effort, base, power, back, fallen = table.T
    steep = base * power
    unit = float(np.median(steep[steep > 0.0])) if np.any(steep > 0.0) else 1.0
    effort = np.where((effort == 0.0) & (steep == 0.0), FREE if np.any(steep > 0.0) else 1.0, effort)
    return Price(effort, (base / unit, power), (back / unit, fallen), unit)
