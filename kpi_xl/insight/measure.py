"""What a part of a formula is measured in, and what the numbers beside it convert.

Knows units and numbers. Does not know formulas.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi_xl.model.dimension import PURE, Dimension

MANY_FACTORS = 6
"""From so many numbers on, some product of them is near anything."""

EXACT, LOOSE = 0.01, (0.6, 1.05)
"""How near a number must be to a conversion: 12 months are 12, but a month has 20 to 31 days, depending on who counts."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a part of a formula is measured in.

    Attributes
    ----------
    unit
        The unit without the conversions that the formula writes as numbers.
    factors
        The numbers it is multiplied by: 12 in visitors*12.
    constants
        Values of rows without a unit of their own that may be a conversion as well.
    literal, bare
        Whether it is numbers only; whether it is one KPI by itself.
    """

    unit: Dimension = PURE
    factors: tuple[float, ...] = ()
    constants: tuple[float, ...] = ()
    literal: bool = False
    bare: bool = False

    @property
    def inverse(self) -> Measure:
        """One divided by it."""
        turned = [tuple(1.0 / factor for factor in each if factor) for each in (self.factors, self.constants)]
        return replace(self, unit=PURE / self.unit, factors=turned[0], constants=turned[1], bare=False)


def converted(ratio: float, measure: Measure) -> bool:
    """Whether the numbers in a formula make up for a ratio between two units."""
    return math.isclose(ratio, 1.0, rel_tol=EXACT) or explains(ratio, measure.factors + measure.constants)


def explains(ratio: float, factors: Sequence[float]) -> bool:
    """Whether some of the factors multiply to the ratio."""
    if math.isclose(ratio, 1.0, rel_tol=EXACT) or len(factors) > MANY_FACTORS:
        return True
    products = (math.prod(some) for size in range(1, len(factors) + 1) for some in itertools.combinations(factors, size))
    return any(_near(product, ratio) for product in products)


def _near(value: float, ratio: float) -> bool:
    if ratio < 1.0:
        value, ratio = (1.0 / value if value else 0.0), 1.0 / ratio
    if ratio < 12.5 and math.isclose(ratio, round(ratio), rel_tol=EXACT):
        return math.isclose(value, ratio, rel_tol=EXACT)
    return LOOSE[0] * ratio <= value <= LOOSE[1] * ratio


def clash(first: Measure, second: Measure) -> str | None:
    """Say how two parts of a sum differ: "units", "periods" or not at all. Only a KPI by itself says what it counts and over which time."""
    one, other = first.unit, second.unit
    both_bare = first.bare and second.bare
    if one.money != other.money or (both_bare and (one.time != other.time or one.things != other.things)):
        return "units"
    if one.time != other.time:
        return None
    inverse = second.inverse
    found = Measure(factors=inverse.factors + first.factors, constants=inverse.constants + first.constants)
    return None if converted(one.scale / other.scale, found) else "periods"
