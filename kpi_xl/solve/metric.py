"""A scale for each lever's move on which the goals come close to being linear, learned from how their slopes change.

Exact for products and for sums alike, and for every factor like 1 + rate in between. Knows moves and pressures. Does not know goals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.moves import Moves

STRAIGHT = 1e-9
"""The least bend: a scale that is linear for every practical purpose."""

STRONGEST = 1e6
"""The largest bend."""

BARELY = 1e-6
"""A move that changed by a smaller share tells nothing about its bend but rounding errors."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A scale w(u) = sign(u) * ln(1 + bend * |u|) / bend for each lever's move u.

    Attributes
    ----------
    bend
        Per lever. 1 is the scale of ratios, on which a product is linear in logarithms; towards 0 the scale is the move itself.
    """

    bend: Floats

    def places(self, moves: Floats) -> Floats:
        """Return w(u)."""
        return np.copysign(np.log1p(self.bend * np.abs(moves)) / self.bend, moves)

    def stretch(self, moves: Floats) -> Floats:
        """Return d u / d w."""
        return 1.0 + self.bend * np.abs(moves)

    def response(self, pressure: Floats, moves: Moves, near: Floats) -> tuple[Floats, Floats]:
        """Return the moves that minimise price(u) - pressure * w(u) inside the bounds, and d w / d pressure there.

        `near` is where the step begins. For effort, without a bound, 2 * effort * |u| * (1 + bend * |u|) = |pressure|: for a product the
        rule f * (f - 1) ~ elasticity / effort. A lever whose free answer lies on a bound, as all do at no pressure, counts as free.
        """
        effort = moves.price.effort
        if not moves.price.is_square:
            return moves.price.respond(pressure, self.bend, (moves.low, moves.high), near)
        push = pressure / effort
        root = np.sqrt(1.0 + 2.0 * self.bend * np.abs(push))
        ahead = 1.0 + root
        # (root - 1) / (2 * bend), written so that it loses no digits when the push is small
        free = push / ahead
        kept = moves.clip(free)
        return kept, (kept == free) / (effort * root * ahead)

    def learned(self, before: tuple[Floats, Floats], here: tuple[Floats, Floats]) -> Metric:
        """Return the metric on which the pressures seen at two points (moves, pressures by move) are the same.

        A lever whose pressures tell no bend, because it has hardly moved or turned round, keeps the one it has.
        """
        (moves, pressure), (ahead, pressed) = (np.abs(before[0]), np.abs(before[1])), (np.abs(here[0]), np.abs(here[1]))
        farther, fall, gain = ahead - moves, pressure - pressed, pressed * ahead - pressure * moves
        tells = (before[1] * here[1] > 0.0) & (before[0] * here[0] >= 0.0) & (np.abs(farther) > BARELY * ahead)
        found = np.divide(fall, gain, out=np.full_like(fall, STRONGEST), where=fall * gain > 0.0)
        bend = np.minimum(np.maximum(np.where(fall * farther > 0.0, found, STRAIGHT), STRAIGHT), STRONGEST)
        return Metric(np.where(tells, bend, self.bend))


def of_sums(moves: Moves) -> Metric:
    """See goals as sums of moves."""
    return Metric(np.full_like(moves.start, STRAIGHT))


def of_products(moves: Moves) -> Metric:
    """See goals as products of ratios."""
    return Metric(np.where(moves.ratio, 1.0, STRAIGHT))
