"""Intervals over many boxes at once: what a number can be while each input is anything between two ends.

Every end is rounded outward, so that what is calculated in floats is enclosed as well as what is true. An Excel error is no number: an
interval encloses the points that are none, and says whether some may be. Knows arithmetic. Does not know steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.operations import NAN, Amount

Ends = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

INEXACT = 4
"""By how many floats next to it a power, exponential or logarithm may be off."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether a condition holds somewhere in each box, and whether it does not hold somewhere."""

    yes: Flags
    no: Flags

    def __and__(self, other: Truth) -> Truth:
        return Truth(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Truth) -> Truth:
        return Truth(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> Truth:
        return Truth(self.no, self.yes)

    @property
    def undecided(self) -> Flags:
        """Whether it holds here and not there."""
        return self.yes & self.no


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """All values of one node, one entry per box.

    Attributes
    ----------
    low, high
        Its ends, infinite where there is none; nan where every point of the box is an Excel error. Only `low` can be minus infinity, only
        `high` infinity.
    fails
        Whether some point of the box may be an Excel error. Of a slope: whether the node may jump, so that the slope bounds nothing.
    """

    low: Ends
    high: Ends
    fails: Flags

    def __pos__(self) -> Interval:
        return self

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.fails)

    def __abs__(self) -> Interval:
        return Interval(np.maximum(np.maximum(self.low, -self.high), 0.0), np.maximum(self.high, -self.low), self.fails)

    def __add__(self, other: Interval | float) -> Interval:
        if isinstance(other, float) and other == 0.0:
            return self
        other = interval(other)
        # Infinity less infinity is an error.
        opposite = np.isinf(self.high) & np.isinf(other.low) | np.isinf(self.low) & np.isinf(other.high)
        return outward(self.low + other.low, self.high + other.high, self.fails | other.fails | opposite)

    def __sub__(self, other: Interval | float) -> Interval:
        return self + -interval(other)

    def __rsub__(self, other: float) -> Interval:
        return -self + other

    def __mul__(self, other: Interval | float) -> Interval:
        if other is self:
            size = abs(self)
            return outward(size.low * size.low, size.high * size.high, self.fails)
        other = interval(other)
        # 0 times infinity is an error.
        lost = has_zero(self) & _endless(other) | has_zero(other) & _endless(self)
        return product(self, other, self.fails | other.fails | lost)

    __radd__, __rmul__ = __add__, __mul__

    def __lt__(self, other: Interval | float) -> Truth:
        other = interval(other)
        return Truth(self.low < other.high, self.high >= other.low)

    def __le__(self, other: Interval | float) -> Truth:
        other = interval(other)
        return Truth(self.low <= other.high, self.high > other.low)

    def __gt__(self, other: Interval | float) -> Truth:
        return interval(other) < self

    def __ge__(self, other: Interval | float) -> Truth:
        return interval(other) <= self


WHOLE = Interval(np.asarray(-np.inf), np.asarray(np.inf), np.asarray(False))
NO_SLOPE = Interval(np.asarray(-np.inf), np.asarray(np.inf), np.asarray(True))
"""The slope of what may jump."""

RISES = Interval(np.asarray(0.0), np.asarray(np.inf), np.asarray(False))
"""The slope of what only goes up, in steps or not."""

FALLS = -RISES


def interval(amount: Amount) -> Interval:
    """Take a number as an interval."""
    if isinstance(amount, Interval):
        return amount
    return Interval(np.asarray(float(amount)), np.asarray(float(amount)), np.asarray(amount != amount))


def outward(low: Ends, high: Ends, fails: Flags, floats: int = 1) -> Interval:
    """Return the interval that ends some floats farther out.

    0 stays 0: a sum of floats is 0 only where it is so exactly, and a product too small for a float is 0 to Excel as well.
    """
    farther, wider = low, high
    for _ in range(floats):
        farther, wider = np.nextafter(farther, -np.inf), np.nextafter(wider, np.inf)
    return Interval(np.where(low == 0.0, 0.0, farther), np.where(high == 0.0, 0.0, wider), fails)


def has_zero(x: Interval) -> Flags:
    """Whether some point may be 0."""
    return np.asarray((x.low <= 0.0) & (x.high >= 0.0))


def is_point(x: Interval) -> Flags:
    """Whether all points are the same number."""
    return np.asarray((x.low == x.high) & ~x.fails)


def _endless(x: Interval) -> Flags:
    return np.asarray(np.isinf(x.low) | np.isinf(x.high))


def product(x: Interval, y: Interval, fails: Flags) -> Interval:
    """Return the product, in which 0 times an end at infinity is 0: no point lies there."""
    ends = x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high
    low = np.fmin(np.fmin(ends[0], ends[1]), np.fmin(ends[2], ends[3]))
    high = np.fmax(np.fmax(ends[0], ends[1]), np.fmax(ends[2], ends[3]))
    lost = np.isnan(low)
    if lost.any():
        # Of nothing but zeros and infinities; but where a factor is nothing but errors, so is the product.
        kept = np.where(np.isnan(x.low) | np.isnan(y.low), NAN, 0.0)
        low, high = np.where(lost, kept, low), np.where(lost, kept, high)
    return outward(low, high, fails)


def flow(along: Amount, slope: Amount) -> Amount:
    """Return a slope times the slope of what it flows into; where nothing flows, nothing is passed on."""
    along, slope = interval(along), interval(slope)
    found = product(along, slope, along.fails | slope.fails)
    still = (along.low == 0.0) & (along.high == 0.0) & ~along.fails
    return Interval(np.where(still, 0.0, found.low), np.where(still, 0.0, found.high), found.fails & ~still)


def where(condition: Truth, x: Amount, y: Amount) -> Interval:
    """Return what one of two intervals holds, or both of them where the condition is not decided."""
    x, y = interval(x), interval(y)
    low = np.fmin(np.where(condition.yes, x.low, NAN), np.where(condition.no, y.low, NAN))
    high = np.fmax(np.where(condition.yes, x.high, NAN), np.where(condition.no, y.high, NAN))
    return Interval(low, high, condition.yes & x.fails | condition.no & y.fails | ~(condition.yes | condition.no))


def finite(x: Amount) -> Truth:
    """Whether a number is no Excel error."""
    x = interval(x)
    return Truth(~np.isnan(x.low), x.fails | _endless(x))


def divide(x: Amount, y: Amount) -> Interval:
    """Return the quotient."""
    x, y = interval(x), interval(y)
    zero, none = has_zero(y), (y.low == 0.0) & (y.high == 0.0)
    low = np.where(zero & (y.low < 0.0), -np.inf, 1.0 / np.where(y.high == 0.0, NAN, y.high))
    high = np.where(zero & (y.high > 0.0), np.inf, 1.0 / np.where(y.low == 0.0, NAN, y.low))
    shares = outward(np.where(none, NAN, low), np.where(none, NAN, high), y.fails)
    return product(x, shares, x.fails | y.fails | zero | _endless(y) & _endless(x))


def least(x: Amount, y: Amount) -> Interval:
    """Return the smaller one."""
    x, y = interval(x), interval(y)
    return Interval(np.minimum(x.low, y.low), np.minimum(x.high, y.high), x.fails | y.fails)


def most(x: Amount, y: Amount) -> Interval:
    """Return the larger one."""
    return -least(-interval(x), -interval(y))


def rising(function: Callable[[Ends], Ends], defined_from: float, includes: bool, floats: int, x: Amount) -> Interval:
    """Follow a function that only rises, and is an Excel error below some number (and at it, unless included)."""
    x = interval(x)
    inside = x.high >= defined_from if includes else x.high > defined_from
    fails = x.fails | (x.low < defined_from if includes else x.low <= defined_from)
    low, high = (function(np.where(inside, np.maximum(end, defined_from), NAN)) for end in (x.low, x.high))
    found = outward(low, high, fails, floats)
    return Interval(found.low, found.high, fails | _endless(found))


def power(x: Amount, y: Amount) -> Interval:
    """Return x ^ y: to a whole number for every x, else only for x >= 0."""
    x, y = interval(x), interval(y)
    exponent = np.where(is_point(y), y.low, NAN)
    whole = exponent == np.floor(exponent)
    even, odd = whole & (exponent % 2.0 == 0.0), whole & (exponent % 2.0 == 1.0)
    size, mixed = abs(x), (x.low < 0.0) & (x.high > 0.0)
    positive, above = _of_sizes(size, y), _of_sizes(Interval(np.maximum(x.low, 0.0), np.maximum(x.high, 0.0), x.fails), y)
    below = _of_sizes(Interval(np.maximum(-x.high, 0.0), np.maximum(-x.low, 0.0), x.fails), y)
    # An odd power of a negative number is minus that of its size.
    low = np.where(even, positive.low, np.where(odd & (x.low < 0.0), -below.high, above.low))
    high = np.where(even, positive.high, np.where(odd & (x.high <= 0.0) & (x.low < 0.0), -below.low, above.high))
    unknown = (x.low < 0.0) & ~whole & ~is_point(y)
    low, high = np.where(unknown, -np.inf, low), np.where(unknown, np.inf, high)
    none = (x.high < 0.0) & ~whole & is_point(y) | np.isnan(x.low) | np.isnan(y.low)
    fails = x.fails | y.fails | has_zero(x) & (y.low <= 0.0) | (x.low < 0.0) & ~whole | np.isinf(low) | np.isinf(high) | mixed & ~whole
    return Interval(np.where(none, NAN, low), np.where(none, NAN, high), fails | none)


def _of_sizes(x: Interval, y: Interval) -> Interval:
    """Follow x ^ y for x >= 0: it goes one way in each of the two, so that it is least and most at corners."""
    corners = [np.power(base + 0.0, exponent) for base in (x.low, x.high) for exponent in (y.low, y.high)]
    low = np.fmin(np.fmin(corners[0], corners[1]), np.fmin(corners[2], corners[3]))
    high = np.fmax(np.fmax(corners[0], corners[1]), np.fmax(corners[2], corners[3]))
    return outward(low, high, x.fails, INEXACT)
