"""The kit for intervals, and the operations that have a row of their own for them: those that jump, choose or bend at 0.

A slope encloses the slopes at all points of a box, both sides of a kink among them. A step that only goes up has slopes from 0 to infinity:
what follows it is still known to rise. Where nothing of that kind can be said, the slope is marked as failing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from kpi_xl.calc import intervals
from kpi_xl.calc.intervals import FALLS, INEXACT, NO_SLOPE, RISES, WHOLE, Ends, Flags, Interval, Truth, has_zero, interval, is_point, where
from kpi_xl.calc.operations import ARRAYS, Amount, Arithmetic, Operation, operations

_ON_ARRAYS = operations(ARRAYS)
_ONE, _STILL = interval(1.0), interval(0.0)
_ALWAYS, _NEVER = np.asarray(True), np.asarray(False)


def _unless(decided: Flags, otherwise: Interval) -> Interval:
    """Return slope 0 where nothing can jump."""
    return where(Truth(decided, ~decided), _STILL, otherwise)


def _is_set(x: Interval) -> Truth:
    """Whether a number counts as true."""
    return Truth((x.low < 0.0) | (x.high > 0.0), has_zero(x))


def _equal(x: Interval, y: Interval) -> Truth:
    if x is y:
        return Truth(_ALWAYS, _NEVER)
    return Truth((x.low <= y.high) & (y.low <= x.high), ~((x.low == x.high) & (y.low == y.high) & (x.low == y.low)))


def _truth(test: Callable[[Interval, Interval], Truth], towards: Callable[[Interval, Interval], tuple[Interval, Interval]]) -> Operation:
    """Return the row of a comparison, from what it compares and how it jumps as each operand rises."""

    def value(x: Amount, y: Amount) -> Interval:
        x, y = interval(x), interval(y)
        known = where(test(x, y), _ONE, _STILL)
        errors = 0.0 * (x + y)
        return Interval(known.low + errors.low, known.high + errors.high, errors.fails)

    def slopes(x: Amount, y: Amount, out: Interval) -> tuple[Interval, Interval]:
        found = towards(interval(x), interval(y))
        decided = out.low == out.high
        return _unless(decided, found[0]), _unless(decided, found[1])

    return Operation(2, value, slopes)


def _counting(x: Interval, y: Interval) -> tuple[Interval, Interval]:
    """AND and OR only go up as operands rise from 0."""
    return where(x >= 0.0, RISES, WHOLE), where(y >= 0.0, RISES, WHOLE)


def _choose(condition: Amount, x: Amount, y: Amount) -> Interval:
    condition = interval(condition)
    found = where(_is_set(condition), x, y)
    return Interval(found.low, found.high, found.fails | condition.fails)


def _choose_slopes(condition: Amount, x: Amount, y: Amount, out: Interval) -> tuple[Interval, Interval, Interval]:
    condition, chosen = interval(condition), _is_set(interval(condition))
    jump = where(condition >= 0.0, intervals.flow(interval(x) - interval(y), RISES), WHOLE)
    return _unless(~chosen.undecided, jump), where(chosen, _ONE, _STILL), where(chosen, _STILL, _ONE)


def _fallback(x: Amount, y: Amount) -> Interval:
    x, holds = interval(x), intervals.finite(x)
    return where(holds, Interval(x.low, x.high, np.zeros_like(x.fails)), y)


def _fallback_slopes(x: Amount, y: Amount, out: Interval) -> tuple[Interval, Interval]:
    holds = intervals.finite(x)
    return where(Truth(~holds.undecided, holds.undecided), where(holds, _ONE, _STILL), NO_SLOPE), where(holds, _STILL, _ONE)


def _floor_slopes(x: Amount, out: Interval) -> tuple[Interval]:
    return (_unless(out.low == out.high, RISES),)


def _rounded(name: str) -> Operation:
    """Rounding to a known number of digits only goes up; to an unknown one it may be anything."""
    row = _ON_ARRAYS[name].value

    def ends(x: Interval, digits: Interval) -> tuple[Ends, Ends]:
        return row(x.low, digits.low), row(x.high, digits.low)

    def value(x: Amount, digits: Amount) -> Interval:
        x, digits = interval(x), interval(digits)
        low, high = ends(x, digits)
        # Beyond what can be rounded is an error, as it is without a known number of digits.
        lost = (np.isnan(low) | np.isnan(high) | ~is_point(digits)) & ~np.isnan(x.low) & ~np.isnan(digits.low)
        fails = x.fails | digits.fails | lost
        return intervals.outward(np.where(lost, -np.inf, low), np.where(lost, np.inf, high), fails)

    def slopes(x: Amount, digits: Amount, out: Interval) -> tuple[Interval, Interval]:
        x, digits = interval(x), interval(digits)
        low, high = ends(x, digits)
        fixed = is_point(digits)
        return where(Truth(fixed, ~fixed), _unless(low == high, RISES), NO_SLOPE), _unless(fixed, NO_SLOPE)

    return Operation(2, value, slopes)


def _power_slopes(x: Amount, y: Amount, out: Interval) -> tuple[Interval, Interval]:
    x, y = interval(x), interval(y)
    less = intervals.outward(y.low - 1.0, y.high - 1.0, y.fails)
    whole = y.low == np.floor(y.low)
    lower = Interval(np.where(whole, y.low - 1.0, less.low), np.where(whole, y.high - 1.0, less.high), y.fails)
    # At 0 the slope may be infinite, which is no error: only the value decides that.
    towards_base = intervals.product(y, intervals.power(x, lower), out.fails)
    positive = x.low > 0.0
    towards_exponent = where(Truth(positive, ~positive), out * KIT.ln(x), NO_SLOPE)
    return towards_base, _unless(is_point(y), towards_exponent)


def _root_slopes(x: Amount, out: Interval) -> tuple[Interval]:
    slope = intervals.divide(0.5, out)
    return (Interval(slope.low, slope.high, out.fails),)


ROWS: Mapping[str, Operation] = {
    "pow": Operation(2, intervals.power, _power_slopes),
    "sqrt": Operation(1, partial(intervals.rising, np.sqrt, 0.0, True, 1), _root_slopes),
    "if": Operation(3, _choose, _choose_slopes),
    "fallback": Operation(2, _fallback, _fallback_slopes),
    "floor": Operation(1, partial(intervals.rising, np.floor, -np.inf, True, 0), _floor_slopes),
    **{name: _rounded(name) for name in ("round", "roundup", "rounddown")},
    "lt": _truth(operator.lt, lambda x, y: (FALLS, RISES)),
    "le": _truth(operator.le, lambda x, y: (FALLS, RISES)),
    "eq": _truth(_equal, lambda x, y: (WHOLE, WHOLE)),
    "ne": _truth(lambda x, y: ~_equal(x, y), lambda x, y: (WHOLE, WHOLE)),
    "and": _truth(lambda x, y: _is_set(x) & _is_set(y), _counting),
    "or": _truth(lambda x, y: _is_set(x) | _is_set(y), _counting),
}

KIT = Arithmetic(
    where=where,
    finite=intervals.finite,
    divide=intervals.divide,
    power=intervals.power,
    sqrt=ROWS["sqrt"].value,
    exp=partial(intervals.rising, np.exp, -np.inf, True, INEXACT),
    ln=partial(intervals.rising, np.log, 0.0, False, INEXACT),
    log10=partial(intervals.rising, np.log10, 0.0, False, INEXACT),
    floor=ROWS["floor"].value,
    least=intervals.least,
    most=intervals.most,
    times=intervals.flow,
    warnings=ARRAYS.warnings,
    rows=ROWS,
)
