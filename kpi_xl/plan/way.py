"""A lever's way over the months: when it starts, on which curve it goes, and how the season lies over it.

Knows shares of a way, month by month. Does not know the tree.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.errors import BadWeights, UnknownCurve
from kpi_xl.plan.curve import CURVES
from kpi_xl.plan.month import IN_A_YEAR, Month

GEOMETRIC = "geometric"


@dataclass(frozen=True, slots=True)
class Way:
    """How one lever goes from where it is to its end.

    Attributes
    ----------
    curve
        A key of `CURVES`.
    delay
        How many months it stays where it is before it starts to move.
    weights
        Seasonal weights of January to December, of any common size; empty where every month is alike. A month shows the way's value times
        its weight over their mean.

    Raises
    ------
    UnknownCurve, BadWeights
        If there is no such curve; if there are not twelve weights, or one is negative, or all are 0.
    """

    curve: str = "linear"
    delay: int = 0
    weights: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.curve not in CURVES:
            raise UnknownCurve(where="way", curve=self.curve, curves=", ".join(CURVES))
        sensible = len(self.weights) == IN_A_YEAR and all(math.isfinite(each) and each >= 0.0 for each in self.weights)
        if self.weights and not (sensible and sum(self.weights) > 0.0):
            raise BadWeights(where="way", weights=", ".join(f"{each:g}" for each in self.weights), count=len(self.weights))

    def shares(self, periods: int, early: int = 0) -> Floats:
        """Return which share of its way is gone at the end of every month, today (0) first and so one more than there are months.

        Parameters
        ----------
        early
            By how many months it arrives before the end, since its effect takes as long to get through.
        """
        time = np.arange(periods + 1.0) - self.delay
        there = periods - early - self.delay
        gone = np.clip(time / there, 0.0, 1.0) if there > 0 else (time > 0.0) * 1.0
        return np.array([CURVES[self.curve](share) for share in gone.tolist()])

    def seasons(self, months: Sequence[Month]) -> Floats:
        """Return by what the season multiplies each of some months; 1 on average over a calendar year."""
        if not self.weights:
            return np.ones(len(months))
        mean = sum(self.weights) / IN_A_YEAR
        return np.array([self.weights[month.month - 1] / mean for month in months])

    def levels(self, start: float, end: float, shares: Floats) -> Floats:
        """Return where it is after these shares of its way, the season left aside.

        A geometric way needs both ends above 0; elsewhere it is straight.
        """
        if self.curve == GEOMETRIC and start > 0.0 and end > 0.0:
            return np.asarray(start * (end / start) ** shares)
        return np.where(shares == 1.0, end, start + (end - start) * shares)


STRAIGHT = Way()


def onward(shares: Floats, gone: int) -> Floats:
    """Return the shares of the rest of a way that begins anew after so many months: 0 there, 1 where the whole way ends.

    Going on from where the plan said one would be changes nothing.
    """
    left = 1.0 - shares[gone]
    return np.asarray((shares[gone:] - shares[gone]) / left if left > 0.0 else (np.arange(len(shares) - gone) > 0) * 1.0)
