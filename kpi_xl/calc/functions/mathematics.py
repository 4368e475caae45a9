"""Functions of one or two numbers: powers, logarithms, rounding.

Knows arithmetic. Does not know cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kpi_xl.calc.cells import DIV0, NUM, ExcelError, Value
from kpi_xl.calc.emitter import Emitter, Number, Truth
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.operands import Node, Scalar
from kpi_xl.calc.values import checked

MOST_FACTORS = 1100
"""From here on a factorial or a number of combinations is beyond 1E+308, or takes too long to count."""
QUOTIENT_DIGITS = 10.0
"""Decimals of a quotient that FLOOR and CEILING trust: 0.3/0.1 is stored a little below 3."""


def _apply(operation: str) -> Callable[..., Number]:
    return lambda emit, *numbers: emit.apply(operation, *numbers)


def logarithm(emit: Emitter, number: Number, base: Number = 10.0) -> Number:
    """The logarithm to a base, 10 unless given."""
    if base == 10.0:
        return emit.apply("log10", number)
    return emit.apply("div", emit.apply("ln", number), emit.apply("ln", base))


def modulo(emit: Emitter, number: Number, divisor: Number) -> Number:
    """What remains of a division, with the divisor's sign."""
    steps = emit.apply("floor", emit.apply("div", number, divisor))
    return emit.apply("sub", number, emit.apply("mul", divisor, steps))


def sign(emit: Emitter, number: Number) -> Number:
    """1, 0 or -1."""
    return emit.apply("sub", emit.number(emit.apply("lt", 0.0, number)), emit.number(emit.apply("lt", number, 0.0)))


def truncate(emit: Emitter, number: Number, digits: Number = 0.0) -> Number:
    """Cut off decimals."""
    return emit.apply("rounddown", number, digits)


def quotient(emit: Emitter, number: Number, divisor: Number) -> Number:
    """The whole part of a division."""
    return emit.apply("rounddown", emit.apply("div", number, divisor), 0.0)


def _steps(emit: Emitter, number: Number, step: Number) -> Number:
    return emit.apply("round", emit.apply("div", number, step), QUOTIENT_DIGITS)


def _down(emit: Emitter, number: Number, step: Number) -> Number:
    return emit.apply("mul", emit.apply("floor", _steps(emit, number, step)), step)


def _up(emit: Emitter, number: Number, step: Number) -> Number:
    return emit.apply("neg", _down(emit, emit.apply("neg", number), step))


def _signs(emit: Emitter, number: Number, step: Number) -> Number:
    """Return #NUM! where a positive number has a negative step, else the step."""
    clash = emit.apply("and", emit.apply("lt", 0.0, number), emit.apply("lt", step, 0.0))
    return emit.number(emit.choose(emit.truth(clash), NUM, step))


def _unless_zero(emit: Emitter, step: Number, at_zero: Number, otherwise: Callable[[], Number]) -> Number:
    """Return what a step of 0 gives, or what any other step gives."""
    zero = emit.truth(emit.apply("eq", step, 0.0))
    if isinstance(zero, Node):
        return emit.number(emit.choose(zero, at_zero, otherwise()))
    return zero if isinstance(zero, ExcelError) else at_zero if zero else otherwise()


def ceiling(emit: Emitter, number: Number, step: Number) -> Number:
    """Up to a multiple of the step (down, where number and step are both negative)."""
    nothing = emit.apply("mul", number, 0.0)
    return _unless_zero(emit, step, nothing, lambda: _up(emit, number, _signs(emit, number, step)))


def floor(emit: Emitter, number: Number, step: Number) -> Number:
    """Down to a multiple of the step (up, where number and step are both negative)."""
    nothing = emit.number(emit.choose(emit.truth(emit.apply("eq", number, 0.0)), 0.0, DIV0))
    return _unless_zero(emit, step, nothing, lambda: _down(emit, number, _signs(emit, number, step)))


def _math(down: Callable[..., Number], up: Callable[..., Number]) -> Callable[..., Number]:
    """Lower CEILING.MATH and FLOOR.MATH: the sign of the step does not matter; a mode turns negative numbers the other way."""

    def lower(emit: Emitter, number: Number, step: Number = 1.0, mode: Number = 0.0) -> Number:
        width = emit.apply("abs", step)
        turned = emit.truth(emit.apply("and", emit.apply("lt", number, 0.0), emit.apply("ne", mode, 0.0)))
        nothing = emit.apply("mul", number, 0.0)
        return _unless_zero(
            emit, step, nothing, lambda: emit.number(emit.choose(turned, up(emit, number, width), down(emit, number, width)))
        )

    return lower


def multiple(emit: Emitter, number: Number, step: Number) -> Number:
    """To the nearest multiple."""
    clash = emit.truth(emit.apply("lt", emit.apply("mul", number, step), 0.0))

    def nearest() -> Number:
        return emit.apply("mul", emit.apply("round", emit.apply("div", number, step), 0.0), step)

    nothing = emit.apply("mul", number, 0.0)
    return _unless_zero(emit, step, nothing, lambda: emit.number(emit.choose(clash, NUM, nearest())))


def even(emit: Emitter, number: Number) -> Number:
    """Away from 0 to an even number."""
    return emit.apply("mul", emit.apply("roundup", emit.apply("div", number, 2.0), 0.0), 2.0)


def odd(emit: Emitter, number: Number) -> Number:
    """Away from 0 to an odd number; 0 becomes 1."""
    half = emit.apply("div", emit.apply("sub", emit.apply("abs", number), 1.0), 2.0)
    size = emit.apply("add", emit.apply("mul", emit.apply("roundup", emit.apply("max", half, 0.0), 0.0), 2.0), 1.0)
    return emit.number(emit.choose(emit.truth(emit.apply("lt", number, 0.0)), emit.apply("neg", size), size))


def _odd(emit: Emitter, number: Number) -> Truth:
    return emit.truth(modulo(emit, emit.apply("rounddown", number, 0.0), 2.0))


def _known(calculate: Callable[..., float]) -> Callable[..., Value]:
    def lower(*numbers: float) -> Value:
        try:
            return checked(float(calculate(*numbers)))
        except (ValueError, OverflowError, ZeroDivisionError):
            return NUM

    return lower


def factorial(number: float) -> float:
    """1 * 2 * ... * number."""
    return math.factorial(int(number)) if number < MOST_FACTORS else math.inf


def combinations(every: float, some: float) -> float:
    """How many ways to choose some of all."""
    small = min(int(some), int(every) - int(some))
    return math.comb(int(every), small) if small < MOST_FACTORS or every < MOST_FACTORS else math.inf


def _exclusive(name: str, parameters: str, calculate: Callable[..., float], meaning: str) -> Function:
    return Function(name, parameters, _known(calculate), meaning, constant=True)


def hyperbolic_tangent(emit: Emitter, number: Number) -> Scalar:
    """(1 - e^-2x) / (1 + e^-2x), from the side where the power is small."""
    if not isinstance(number, Node):
        return number if isinstance(number, ExcelError) else math.tanh(number)
    shrunk = emit.apply("exp", emit.apply("mul", emit.apply("abs", number), -2.0))
    size = emit.apply("div", emit.apply("sub", 1.0, shrunk), emit.apply("add", 1.0, shrunk))
    negative = emit.truth(emit.apply("lt", number, 0.0))
    return emit.choose(negative, emit.apply("neg", size), size)


MATHEMATICS = (
    Function("ABS", "number", _apply("abs"), "The size without the sign."),
    Function("SQRT", "number", _apply("sqrt"), "The square root."),
    Function("EXP", "number", _apply("exp"), "e to a power."),
    Function("LN", "number", _apply("ln"), "The natural logarithm."),
    Function("LOG", "number number?", logarithm, "The logarithm to a base."),
    Function("LOG10", "number", logarithm, "The logarithm to base 10."),
    Function("POWER", "number number", _apply("pow"), "A power."),
    Function("ROUND", "number number", _apply("round"), "To so many digits, halves away from 0."),
    Function("ROUNDUP", "number number", _apply("roundup"), "Away from 0 to so many digits."),
    Function("ROUNDDOWN", "number number", _apply("rounddown"), "Towards 0 to so many digits."),
    Function("TRUNC", "number number?", truncate, "Without decimals."),
    Function("INT", "number", _apply("floor"), "Down to a whole number."),
    Function("MOD", "number number", modulo, "What remains of a division."),
    Function("QUOTIENT", "number number", quotient, "The whole part of a division."),
    Function("SIGN", "number", sign, "1, 0 or -1."),
    Function("PI", "", lambda emit: math.pi, "3.14159..."),
    Function("CEILING", "number number", ceiling, "Up to a multiple."),
    Function("FLOOR", "number number", floor, "Down to a multiple."),
    Function("CEILING.MATH", "number number? number?", _math(_up, _down), "Up to a multiple."),
    Function("FLOOR.MATH", "number number? number?", _math(_down, _up), "Down to a multiple."),
    Function("MROUND", "number number", multiple, "To the nearest multiple."),
    Function("EVEN", "number", even, "Away from 0 to an even number."),
    Function("ODD", "number", odd, "Away from 0 to an odd number."),
    Function("ISEVEN", "number", lambda emit, number: emit.negate(_odd(emit, number)), "Whether a whole number is even."),
    Function("ISODD", "number", lambda emit, number: _odd(emit, number), "Whether a whole number is odd."),
    Function("TANH", "number", hyperbolic_tangent, "The hyperbolic tangent, an S-curve."),
    Function("RADIANS", "number", lambda emit, angle: emit.apply("mul", angle, math.pi / 180), "Degrees as radians."),
    Function("DEGREES", "number", lambda emit, angle: emit.apply("mul", angle, 180 / math.pi), "Radians as degrees."),
    _exclusive("SIN", "number", math.sin, "The sine."),
    _exclusive("COS", "number", math.cos, "The cosine."),
    _exclusive("TAN", "number", math.tan, "The tangent."),
    _exclusive("ATAN", "number", math.atan, "The arc tangent."),
    _exclusive("FACT", "number", factorial, "The factorial."),
    _exclusive("COMBIN", "number number", combinations, "How many ways to choose."),
    _exclusive("GCD", "number number", lambda first, second: math.gcd(int(first), int(second)), "The greatest common divisor."),
)
