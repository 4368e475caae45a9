"""The primitive operations every formula comes down to: one row each, for floats and for arrays alike.

Knows arithmetic as Excel does it; an Excel error is nan. Does not know formulas, cells or KPIs.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

Amount = Any
"""A float, or an array of samples: whatever an `Arithmetic` works on."""

NAN = math.nan
ALMOST_ONE_ULP = 2.0**-51
"""What ROUND forgives: 2.675 is stored a little low, and Excel still rounds it to 2.68."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The functions in which floats and arrays differ; everything else is written once on top of them.

    `rows` are the operations for which a kind of number has a better row than the common one.
    """

    where: Callable[[Amount, Amount, Amount], Amount]
    finite: Callable[[Amount], Amount]
    divide: Callable[[Amount, Amount], Amount]
    power: Callable[[Amount, Amount], Amount]
    sqrt: Callable[[Amount], Amount]
    exp: Callable[[Amount], Amount]
    ln: Callable[[Amount], Amount]
    log10: Callable[[Amount], Amount]
    floor: Callable[[Amount], Amount]
    least: Callable[[Amount, Amount], Amount]
    most: Callable[[Amount, Amount], Amount]
    times: Callable[[Amount, Amount], Amount]
    warnings: Callable[[], AbstractContextManager[Any]]
    rows: Mapping[str, Operation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One row: how many operands, the value, and the slope towards each operand.

    `value` takes the operands; `slopes` takes the operands and the value and returns one partial derivative per
    operand. At a kink the slope is that of the branch which the value came from, the first one in a tie.
    """

    arity: int
    value: Callable[..., Amount]
    slopes: Callable[..., tuple[Amount, ...]]


def _divide(x: float, y: float) -> float:
    return x / y if y else NAN


def _power(x: float, y: float) -> float:
    if not (math.isfinite(x) and math.isfinite(y)):  # Python says that nan**0 is 1
        return NAN
    if x == 0.0:
        return 0.0 if y > 0.0 else NAN
    if x < 0.0 and y != math.floor(y):
        return NAN
    try:
        return cast(float, x**y)
    except OverflowError:
        return NAN


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return NAN


FLOATS = Arithmetic(
    where=lambda condition, x, y: x if condition else y,
    finite=math.isfinite,
    divide=_divide,
    power=_power,
    sqrt=lambda x: math.sqrt(x) if x >= 0.0 else NAN,
    exp=_exp,
    ln=lambda x: math.log(x) if x > 0.0 else NAN,
    log10=lambda x: math.log10(x) if x > 0.0 else NAN,
    floor=lambda x: float(math.floor(x)) if math.isfinite(x) else NAN,
    least=lambda x, y: x if x <= y or x != x else y,
    most=lambda x, y: x if x >= y or x != x else y,
    times=operator.mul,
    warnings=nullcontext,
)


def _powers(x: Amount, y: Amount) -> Amount:
    undefined = (x == 0.0) & (y <= 0.0) | (x < 0.0) & (y != np.floor(y)) | ~(np.isfinite(x) & np.isfinite(y))
    return np.where(undefined, NAN, np.power(np.where(undefined, 1.0, x), y))


ARRAYS = Arithmetic(
    where=np.where,
    finite=np.isfinite,
    divide=lambda x, y: np.where(y == 0.0, NAN, x / np.where(y == 0.0, 1.0, y)),
    power=_powers,
    sqrt=np.sqrt,
    exp=np.exp,
    ln=lambda x: np.where(x > 0.0, np.log(np.where(x > 0.0, x, 1.0)), NAN),
    log10=lambda x: np.where(x > 0.0, np.log10(np.where(x > 0.0, x, 1.0)), NAN),
    floor=np.floor,
    least=np.minimum,
    most=np.maximum,
    # A branch that was not taken may have an infinite slope; nothing flows into it, so nothing may come out of it.
    times=lambda flow, slope: np.where(flow == 0.0, 0.0, flow * slope),
    warnings=lambda: np.errstate(all="ignore"),
)


def operations(kit: Arithmetic) -> dict[str, Operation]:
    """Return the table of primitive operations over one kind of number."""
    return _smooth(kit) | _choosing(kit) | _stepping(kit) | dict(kit.rows)


def _smooth(kit: Arithmetic) -> dict[str, Operation]:
    def power_slopes(x: Amount, y: Amount, out: Amount) -> tuple[Amount, Amount]:
        towards_base = kit.where(y == 0.0, 0.0, y * kit.where(x == 0.0, kit.power(x, y - 1.0), kit.divide(out, x)))
        return kit.where((x == 0.0) & (y == 1.0), 1.0, towards_base), kit.where(x == 0.0, 0.0, out * kit.ln(x))

    return {
        "same": Operation(1, operator.pos, lambda x, out: (1.0,)),
        "neg": Operation(1, operator.neg, lambda x, out: (-1.0,)),
        "add": Operation(2, operator.add, lambda x, y, out: (1.0, 1.0)),
        "sub": Operation(2, operator.sub, lambda x, y, out: (1.0, -1.0)),
        "mul": Operation(2, operator.mul, lambda x, y, out: (y, x)),
        "div": Operation(2, kit.divide, lambda x, y, out: (kit.divide(1.0, y), -kit.divide(out, y))),
        "pow": Operation(2, kit.power, power_slopes),
        "sqrt": Operation(1, kit.sqrt, lambda x, out: (kit.divide(0.5, out),)),
        "exp": Operation(1, kit.exp, lambda x, out: (out,)),
        "ln": Operation(1, kit.ln, lambda x, out: (kit.divide(1.0, x),)),
        "log10": Operation(1, kit.log10, lambda x, out: (kit.divide(1.0 / math.log(10.0), x),)),
    }


def _choosing(kit: Arithmetic) -> dict[str, Operation]:
    pick = kit.where

    def choose(condition: Amount, x: Amount, y: Amount) -> Amount:
        return pick(condition != condition, NAN, pick(condition != 0.0, x, y))

    return {
        "abs": Operation(1, operator.abs, lambda x, out: (pick(x < 0.0, -1.0, 1.0),)),
        "min": Operation(2, kit.least, lambda x, y, out: (pick(x <= y, 1.0, 0.0), pick(x <= y, 0.0, 1.0))),
        "max": Operation(2, kit.most, lambda x, y, out: (pick(x >= y, 1.0, 0.0), pick(x >= y, 0.0, 1.0))),
        "if": Operation(3, choose, lambda c, x, y, out: (0.0, pick(c != 0.0, 1.0, 0.0), pick(c != 0.0, 0.0, 1.0))),
        "fallback": Operation(
            2,
            lambda x, y: pick(kit.finite(x), x, y),
            lambda x, y, out: (pick(kit.finite(x), 1.0, 0.0), pick(kit.finite(x), 0.0, 1.0)),
        ),
    }


def _stepping(kit: Arithmetic) -> dict[str, Operation]:
    def truth(test: Callable[[Amount, Amount], Amount]) -> Operation:
        # 0 * (x + y) carries an error of either side through the comparison.
        return Operation(2, lambda x, y: 1.0 * test(x, y) + 0.0 * (x + y), lambda x, y, out: (0.0, 0.0))

    def rounded(whole: Callable[[Amount], Amount]) -> Operation:
        def value(x: Amount, digits: Amount) -> Amount:
            scale = kit.power(10.0 + 0.0 * x, kit.floor(abs(digits)))
            size = pick(digits >= 0.0, abs(x) * scale, kit.divide(abs(x), scale))
            steps = whole(size)
            return pick(x < 0.0, -1.0, 1.0) * pick(digits >= 0.0, kit.divide(steps, scale), steps * scale)

        return Operation(2, value, lambda x, digits, out: (0.0, 0.0))

    pick, up, down = kit.where, 1.0 + ALMOST_ONE_ULP, 1.0 - ALMOST_ONE_ULP
    return {
        "floor": Operation(1, kit.floor, lambda x, out: (0.0,)),
        "round": rounded(lambda size: kit.floor(size * up + 0.5)),
        "roundup": rounded(lambda size: -kit.floor(-size * down)),
        "rounddown": rounded(lambda size: kit.floor(size * up)),
        "lt": truth(operator.lt),
        "le": truth(operator.le),
        "eq": truth(operator.eq),
        "ne": truth(operator.ne),
        "and": truth(lambda x, y: (x != 0.0) & (y != 0.0)),
        "or": truth(lambda x, y: (x != 0.0) | (y != 0.0)),
    }


ARITIES = {name: row.arity for name, row in operations(FLOATS).items()}
