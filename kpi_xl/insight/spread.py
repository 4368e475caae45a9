"""How far a lever's outcome may fall from what is planned: a distribution by its quantiles.

Knows one lever at a time. Does not know samples, nor what the values lead to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever

POINTS = 2049
"""Points of the table through which a PERT distribution is inverted; its error is about 1e-6 of the width."""

NINETIETH = 1.2815515655446004
"""The 90th percentile of the standard normal distribution."""


class Spread(Protocol):
    """What a lever may turn out to be."""

    def quantiles(self, shares: Floats) -> Floats:
        """Return the values below which these shares of all outcomes lie; `shares` rise within 0 and 1."""

    @property
    def width(self) -> float:
        """About how far apart unlucky and lucky outcomes lie, to compare levers by."""


@dataclass(frozen=True, slots=True)
class Pert:
    """Between a worst and a best value, most likely at the mode: a beta distribution with the mean (low + 4 mode + high) / 6.

    D. G. Malcolm and others (1959), "Application of a technique for research and development program evaluation".
    """

    low: float
    mode: float
    high: float

    @property
    def width(self) -> float:
        """From the worst to the best."""
        return self.high - self.low

    def quantiles(self, shares: Floats) -> Floats:
        """Return the values below which these shares of all outcomes lie."""
        width = self.high - self.low
        if width <= 0.0:
            return np.full_like(shares, self.mode)
        places, below = _beta(1.0 + 4.0 * (self.mode - self.low) / width, 1.0 + 4.0 * (self.high - self.mode) / width)
        return np.asarray(self.low + width * np.interp(shares, below, places))


@dataclass(frozen=True, slots=True)
class Tenths:
    """Below `p10` in one case of ten and above `p90` in another: lognormal where both are positive, else normal."""

    p10: float
    p90: float

    @property
    def width(self) -> float:
        """From P10 to P90, made as wide as if nearly all outcomes were in it."""
        return 2.0 * (self.p90 - self.p10)

    def quantiles(self, shares: Floats) -> Floats:
        """Return the values below which these shares of all outcomes lie."""
        from scipy.special import ndtri

        positive = self.p10 > 0.0
        low, high = (math.log(self.p10), math.log(self.p90)) if positive else (self.p10, self.p90)
        found = (low + high) / 2.0 + (high - low) / (2.0 * NINETIETH) * ndtri(shares)
        return np.asarray(np.exp(found) if positive else found)


def around(lever: Lever, target: float) -> Pert:
    """Return the spread of a lever that is planned to become `target`.

    At worst it stays what it is today; at best it goes as far again beyond its target. Neither end lies outside its bounds.
    """
    low, high = lever.bounds
    ends = sorted((lever.start, target + (target - lever.start)))
    return Pert(min(max(ends[0], low), target), target, max(min(ends[1], high), target))


@lru_cache(maxsize=1024)
def _beta(first: float, second: float) -> tuple[Floats, Floats]:
    """Return places from 0 to 1, closer together at both ends, and the share of a beta distribution below each.

    Places are (1 - cos a) / 2 for equal steps of a: there the density is sin(a/2)^(2 first - 1) cos(a/2)^(2 second - 1), smooth, so
    that Simpson's rule over each step is good to 5e-9. An import of scipy for it would take longer than all the samples.
    """
    angles = np.linspace(0.0, math.pi, 2 * POINTS - 1)
    density = np.sin(angles / 2.0) ** (2.0 * first - 1.0) * np.abs(np.cos(angles / 2.0)) ** (2.0 * second - 1.0)
    parts = density[:-2:2] + 4.0 * density[1:-1:2] + density[2::2]
    below = np.concatenate(([0.0], np.cumsum(parts)))
    return (1.0 - np.cos(angles[::2])) / 2.0, below / below[-1]
