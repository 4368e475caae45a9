"""Excel's operators: one row each.

Knows what an operator does to operands. Does not know where they come from.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from types import NoneType
from typing import cast

from kpi_xl.calc.cells import ExcelError, Value
from kpi_xl.calc.emitter import Emitter, Truth
from kpi_xl.calc.operands import Choice, Node, Scalar
from kpi_xl.calc.values import compare

FIFTEEN_DIGITS = 1e-15
"""How far apart, for their size, two numbers may be that Excel takes for equal."""

KNOWN = frozenset({float, str, bool, NoneType})
"""The kinds of operand that a comparison knows at once."""

BinaryRow = Callable[[Emitter, Scalar, Scalar], Scalar]
UnaryRow = Callable[[Emitter, Scalar], Scalar]


def _arithmetic(operation: str) -> BinaryRow:
    return lambda emit, left, right: emit.apply(operation, left, right)


def _comparison(holds: Callable[[int, int], bool], operation: str, swapped: bool = False) -> BinaryRow:
    """Compare two operands of any kinds; the operation does it on the tape, where > is < with its sides swapped."""

    def leaf(emit: Emitter, left: Scalar, right: Scalar) -> Truth:
        for side in (left, right):
            if isinstance(side, ExcelError):
                return side
        if not isinstance(left, Node | Choice) and not isinstance(right, Node | Choice):
            return holds(compare(left, right), 0)
        ranks = _rank(left, right), _rank(right, left)
        if ranks[0] == ranks[1]:
            first, second = (right, left) if swapped else (left, right)
            return on_tape(emit, operation, first, second)
        return _unless_error(emit, holds((ranks[0] > ranks[1]) - (ranks[0] < ranks[1]), 0), left, right)

    def row(emit: Emitter, left: Scalar, right: Scalar) -> Scalar:
        if type(left) in KNOWN and type(right) in KNOWN:
            return holds(compare(cast(Value, left), cast(Value, right)), 0)
        return emit.spread(lambda a, b: leaf(emit, a, b), left, right)

    return row


def on_tape(emit: Emitter, operation: str, left: Scalar, right: Scalar) -> Truth:
    """Compare two numbers on the tape; equal are those that agree in the 15 digits Excel compares."""
    if operation in ("eq", "ne") and 0.0 not in (left, right):
        gap = emit.apply("abs", emit.apply("sub", left, right))
        limit = emit.apply("mul", emit.apply("abs", right if isinstance(right, float) else left), FIFTEEN_DIGITS)
        same = emit.truth(Node(emit.index(emit.apply("le", gap, limit)), boolean=True))
        return same if operation == "eq" else emit.negate(same)
    return Node(emit.index(emit.apply(operation, left, right)), boolean=True)


def _rank(side: Scalar, other: Scalar) -> int:
    """Numbers come before texts, texts before logicals; a blank takes the kind of what it is compared with."""
    if side is None:
        return _rank(other, 0.0)
    if isinstance(side, str):
        return 1
    return 2 if isinstance(side, bool) or (isinstance(side, Node) and side.boolean) else 0


def _unless_error(emit: Emitter, truth: bool, *sides: Scalar) -> Truth:
    """Return what the kinds alone decide, or an error where one of the sides is one."""
    for side in sides:
        if isinstance(side, Node) and not emit.surely(side):
            return Node(emit.index(emit.apply("eq" if truth else "ne", side, side)), boolean=True)
    return truth


def join(emit: Emitter, left: Scalar, right: Scalar) -> Scalar:
    """Join two texts."""
    emit.function = "&"
    return emit.spread(_joined, emit.text(left), emit.text(right))


def _joined(left: Value, right: Value) -> Value:
    for side in (left, right):
        if isinstance(side, ExcelError):
            return side
    return f"{left}{right}"


BINARY: dict[str, BinaryRow] = {
    "+": _arithmetic("add"),
    "-": _arithmetic("sub"),
    "*": _arithmetic("mul"),
    "/": _arithmetic("div"),
    "^": _arithmetic("pow"),
    "&": join,
    "=": _comparison(operator.eq, "eq"),
    "<>": _comparison(operator.ne, "ne"),
    "<": _comparison(operator.lt, "lt"),
    "<=": _comparison(operator.le, "le"),
    ">": _comparison(operator.gt, "lt", swapped=True),
    ">=": _comparison(operator.ge, "le", swapped=True),
}

UNARY: dict[str, UnaryRow] = {
    "-": lambda emit, x: emit.apply("neg", x),
    "+": lambda emit, x: x,
    "%": lambda emit, x: emit.apply("div", x, 100.0),
}
