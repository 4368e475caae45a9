"""Numbers that carry their slopes along some directions: the rows of operations, run over them, give exact second derivatives.

Knows arithmetic and the chain rule. Does not know the order of the steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np

from kpi_xl.calc.operations import ARRAYS, FLOATS, Amount, Arithmetic, operations


@dataclass(frozen=True, slots=True, eq=False)
class Dual:
    """A float, and its slope along each direction: an array, or 0.0 where it does not change.

    Comparisons look at the float alone: the branch it takes is the branch whose slopes it has.
    """

    value: float
    slope: Amount

    def __add__(self, other: Amount) -> Dual:
        return Dual(self.value + value(other), self.slope + slope(other))

    def __sub__(self, other: Amount) -> Dual:
        return Dual(self.value - value(other), self.slope - slope(other))

    def __rsub__(self, other: float) -> Dual:
        return Dual(other - self.value, -self.slope)

    def __mul__(self, other: Amount) -> Dual:
        return Dual(self.value * value(other), _along(self.slope, value(other)) + _along(slope(other), self.value))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __pos__(self) -> Dual:
        return self

    def __abs__(self) -> Dual:
        return -self if self.value < 0.0 else self

    def __eq__(self, other: object) -> bool:
        return bool(self.value == value(other))

    def __lt__(self, other: Amount) -> bool:
        return self.value < float(value(other))

    def __le__(self, other: Amount) -> bool:
        return self.value <= float(value(other))

    def __gt__(self, other: Amount) -> bool:
        return self.value > float(value(other))

    def __ge__(self, other: Amount) -> bool:
        return self.value >= float(value(other))


def value(x: Amount) -> Amount:
    """Return the number itself."""
    return x.value if isinstance(x, Dual) else x


def slope(x: Amount) -> Amount:
    """Return its slopes; a plain number does not change."""
    return x.slope if isinstance(x, Dual) else 0.0


def _along(slope: Amount, partial: float) -> Amount:
    """Return slope times partial, where no slope stays none even if the partial is infinite or an error."""
    if isinstance(slope, float) and slope == 0.0:
        return 0.0
    return slope * partial if math.isfinite(partial) else ARRAYS.times(slope, partial)


def _lifted(name: str) -> Callable[..., Amount]:
    """Return an operation's row as a function of duals, by the chain rule."""
    row = operations(FLOATS)[name]

    def lifted(*operands: Amount) -> Amount:
        values = [value(operand) for operand in operands]
        out = row.value(*values)
        moving = [_along(slope(operand), partial) for operand, partial in zip(operands, row.slopes(*values, out), strict=True)]
        return Dual(out, sum(moving))

    return lifted


def _flowing(flow: Amount, partial: Amount) -> Amount:
    """Return flow times partial; 0.0 through a branch that was not taken, so that nothing comes out of it."""
    return 0.0 if isinstance(partial, float) and partial == 0.0 else flow * partial


def _quiet() -> AbstractContextManager[Any]:
    return np.errstate(all="ignore")


DUALS = Arithmetic(
    where=FLOATS.where,
    finite=lambda x: math.isfinite(value(x)),
    divide=_lifted("div"),
    power=_lifted("pow"),
    sqrt=_lifted("sqrt"),
    exp=_lifted("exp"),
    ln=_lifted("ln"),
    log10=_lifted("log10"),
    floor=lambda x: FLOATS.floor(value(x)),
    least=FLOATS.least,
    most=FLOATS.most,
    times=_flowing,
    warnings=_quiet,
)
