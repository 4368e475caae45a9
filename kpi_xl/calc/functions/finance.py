"""Money over time: payments, present and future values, rates.

Knows the annuity equation pv*(1+r)^n + pmt*(1+r*due)*((1+r)^n - 1)/r + fv = 0. Does not know cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kpi_xl.calc.cells import NUM, ExcelError, Value
from kpi_xl.calc.emitter import Emitter, Number
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.functions.gather import entries, total
from kpi_xl.calc.operands import Node, Operand, Scalar

TRIES = 200
FINE = 1e-14


class Money:
    """A number on its way to the tape, so that formulas read as in the textbook."""

    def __init__(self, emit: Emitter, number: Number) -> None:
        self.emit, self.number = emit, number

    def _apply(self, operation: str, other: Money | float) -> Money:
        return Money(self.emit, self.emit.apply(operation, self.number, other.number if isinstance(other, Money) else other))

    def __add__(self, other: Money | float) -> Money:
        return self._apply("add", other)

    def __sub__(self, other: Money | float) -> Money:
        return self._apply("sub", other)

    def __mul__(self, other: Money | float) -> Money:
        return self._apply("mul", other)

    def __truediv__(self, other: Money | float) -> Money:
        return self._apply("div", other)

    def __pow__(self, other: Money | float) -> Money:
        return self._apply("pow", other)

    def __neg__(self) -> Money:
        return Money(self.emit, self.emit.apply("neg", self.number))

    def ln(self) -> Money:
        """The natural logarithm."""
        return Money(self.emit, self.emit.apply("ln", self.number))

    def if_zero(self, yes: Money, no: Money) -> Money:
        """One of two amounts, by whether this one is 0."""
        truth = self.emit.truth(self.emit.apply("eq", self.number, 0.0))
        return Money(self.emit, self.emit.number(self.emit.choose(truth, yes.number, no.number)))


def _annuity(rate: Money, periods: Money, due: Money) -> Money:
    """What 1 paid every period grows to; where the rate is 0 with the slope it has there."""
    grown = ((rate + 1.0) ** periods - 1.0) * (rate * due + 1.0) / rate
    flat = periods + rate * (periods * due + periods * (periods - 1.0) / 2.0)
    return rate.if_zero(flat, grown)


def _textbook(formula: Callable[..., Money]) -> Callable[..., Number]:
    """Lower a formula of money; optional amounts are 0."""

    def lower(emit: Emitter, first: Number, second: Number, third: Number, fourth: Number = 0.0, due: Number = 0.0) -> Number:
        late = emit.number(emit.truth(due))
        return formula(*(Money(emit, number) for number in (first, second, third, fourth, late))).number

    return lower


def pmt(rate: Money, periods: Money, pv: Money, fv: Money, due: Money) -> Money:
    """The payment that pays a loan off."""
    return -(pv * (rate + 1.0) ** periods + fv) / _annuity(rate, periods, due)


def fv(rate: Money, periods: Money, payment: Money, pv: Money, due: Money) -> Money:
    """What payments grow to."""
    return -(pv * (rate + 1.0) ** periods + payment * _annuity(rate, periods, due))


def pv(rate: Money, periods: Money, payment: Money, future: Money, due: Money) -> Money:
    """What payments are worth today."""
    return -(future + payment * _annuity(rate, periods, due)) / (rate + 1.0) ** periods


def nper(rate: Money, payment: Money, pv: Money, fv: Money, due: Money) -> Money:
    """How many payments."""
    paid = payment * (rate * due + 1.0)
    return rate.if_zero(-(pv + fv) / payment, ((paid - fv * rate) / (paid + pv * rate)).ln() / (rate + 1.0).ln())


def growth(periods: Money, pv: Money, fv: Money) -> Money:
    """The rate at which one amount grows to another."""
    return (fv / pv) ** (Money(fv.emit, 1.0) / periods) - 1.0


def straight_line(cost: Money, rest: Money, life: Money) -> Money:
    """What a thing loses in value every period."""
    return (cost - rest) / life


def _three(formula: Callable[[Money, Money, Money], Money]) -> Callable[..., Number]:
    return lambda emit, *numbers: formula(*(Money(emit, number) for number in numbers)).number


def npv(emit: Emitter, rate: Scalar, *operands: Operand) -> Number:
    """What amounts at the end of each period are worth today."""
    growth = emit.apply("add", rate, 1.0)
    found = [one.value for one in entries(emit, operands)]
    return total(emit, [emit.apply("div", value, emit.apply("pow", growth, float(n))) for n, value in enumerate(found, 1)])


def rate(periods: float, payment: float, pv: float, fv: float = 0.0, due: float = 0.0, guess: float = 0.1) -> Value:
    """The interest rate of a loan."""

    def rest(r: float) -> float:
        grown = math.pow(1 + r, periods)
        annuity = periods if abs(r) < FINE else (1 + r * bool(due)) * (grown - 1) / r
        return pv * grown + payment * annuity + fv

    return _root(rest, guess)


def irr(emit: Emitter, operand: Operand, guess: Scalar = 0.1) -> Scalar:
    """The rate at which amounts are worth nothing today."""
    found = [*(one.value for one in entries(emit, [operand])), emit.number(guess)]
    if any(isinstance(value, Node) for value in found):
        raise emit.unsolvable()
    for value in found:
        if isinstance(value, ExcelError):
            return value
    *flows, start = (value for value in found if isinstance(value, float))
    return _root(lambda r: math.fsum(flow / (1 + r) ** n for n, flow in enumerate(flows)), start)


def _root(function: Callable[[float], float], guess: float) -> Value:
    """Return where a smooth function of a rate is 0, by the secant method from a guess."""
    before, now = guess, guess + 0.01
    try:
        low, high = function(before), function(now)
        for _ in range(TRIES):
            if high == low or abs(now - before) <= FINE * max(1.0, abs(now)):
                break
            before, now = now, max(now - high * (now - before) / (high - low), (now - 1) / 2)
            low, high = high, function(now)
    except (OverflowError, ZeroDivisionError):
        return NUM
    return now if abs(now - before) <= 1e-9 and math.isfinite(high) else NUM


FINANCE = (
    Function("PMT", "number number number number? number?", _textbook(pmt), "The payment that pays a loan off."),
    Function("FV", "number number number number? number?", _textbook(fv), "What payments grow to."),
    Function("PV", "number number number number? number?", _textbook(pv), "What payments are worth today."),
    Function("NPER", "number number number number? number?", _textbook(nper), "How many payments."),
    Function("RRI", "number number number", _three(growth), "The rate at which one amount grows to another."),
    Function("SLN", "number number number", _three(straight_line), "Loss in value every period."),
    Function("NPV", "number range range*", npv, "What future amounts are worth today."),
    Function("RATE", "number number number number? number? number?", rate, "The interest rate of a loan.", constant=True),
    Function("IRR", "range value?", irr, "The rate at which amounts are worth nothing today."),
)
