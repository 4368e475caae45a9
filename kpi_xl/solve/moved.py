"""How far each lever goes in one step, where its price is a power: the root of one equation per lever, all of them at once.

Knows one equation. Does not know where its terms come from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats

Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

MOST_ROUNDS = 60
SETTLED = 1e-13
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Step:
    """The equation of one step, on the side to which each lever is pulled: effort * y + price'(y) = drawn + pressure / (1 + bend * y)."""

    effort: Floats
    price: tuple[Floats, Floats]
    pressure: Floats
    drawn: Floats
    bend: Floats
    last: Floats

    def solved(self, near: Floats) -> tuple[Floats, Floats]:
        """Return y between 0 and its last place, and d w / d pressure there."""
        base, power = self.price
        stays = base * power - self.drawn - self.pressure >= 0.0
        found = np.minimum(np.where(stays, 0.0, self._by_tangent(near)), self.last)
        if np.any(power > 1.0):
            found = np.where(stays, 0.0, self._narrowed(found, stays))
        grown = 1.0 + self.bend * found
        return found, 1.0 / np.maximum(grown * grown * self._at(found)[1], TINY)

    def _by_tangent(self, near: Floats) -> Floats:
        """Return the root where the price is its tangent near by, which a straight price is: that of a square equation."""
        base, power = self.price
        slope = base * power * (1.0 + near) ** (power - 1.0)
        curve = slope * (power - 1.0) / (1.0 + near)
        firm, rest = self.effort + curve, slope - curve * near - self.drawn
        half, end = (firm + self.bend * rest) / 2.0, rest - self.pressure
        root = np.sqrt(np.maximum(half * half - firm * self.bend * end, 0.0))
        # Of the two ways to write it, the one that loses no digits.
        return np.asarray(np.maximum(np.where(half > 0.0, -end / np.maximum(half + root, TINY), (root - half) / (firm * self.bend)), 0.0))

    def _narrowed(self, start: Floats, stays: Mask) -> Floats:
        """Return the root by Newton's method on ln(1 + y), kept inside a bracket."""
        low, high, here = np.zeros_like(start), self.last.copy(), start
        leaves = self._at(high)[0] <= 0.0
        for _ in range(MOST_ROUNDS):
            excess, steep = self._at(here)
            low, high = np.where(excess <= 0.0, here, low), np.where(excess >= 0.0, here, high)
            ahead = (1.0 + here) * np.exp(np.clip(-excess / np.maximum(steep * (1.0 + here), TINY), -40.0, 40.0)) - 1.0
            ahead = np.where((ahead >= low) & (ahead <= high), ahead, np.sqrt((1.0 + low) * (1.0 + high)) - 1.0)
            moved = np.abs(ahead - here) > SETTLED * (1.0 + here)
            here = ahead
            if not np.any(moved & ~stays & ~leaves):
                break
        return np.where(leaves, self.last, here)

    def _at(self, y: Floats) -> tuple[Floats, Floats]:
        """Return what is left of the equation, and how it changes with y."""
        base, power = self.price
        grown = 1.0 + self.bend * y
        steep = base * power * (1.0 + y) ** (power - 1.0)
        left = self.effort * y + steep - self.drawn - self.pressure / grown
        return left, self.effort + steep * (power - 1.0) / (1.0 + y) + self.pressure * self.bend / (grown * grown)
