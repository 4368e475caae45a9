"""What can be proven about a goal from the form of its formulas alone: that it only rises as levers improve, that its optimum is the only
one.

Every node of the tape gets a range, a trend and curvatures, in the coordinates of least effort: each lever's move v >= 0 in its good
direction. Knows one row of rules per operation, after disciplined convex programming (M. Grant, S. Boyd, Y. Ye, 2006) with logarithmic
curvature. Does not know values: what is not covered by a rule is not proven.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kpi_xl.calc.operations import FLOATS, operations
from kpi_xl.calc.tape import Tape


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of one node over the whole box.

    Attributes
    ----------
    low, high
        A range it cannot leave.
    rises, falls
        Whether it never falls (never rises) as any lever moves its good way. Both: it is a constant.
    concave, convex, log_concave, log_convex
        Curvature in the levers' moves. The logarithmic ones are claimed only where the node is never negative.
    """

    low: float
    high: float
    rises: bool = False
    falls: bool = False
    concave: bool = False
    convex: bool = False
    log_concave: bool = False
    log_convex: bool = False

    @property
    def is_constant(self) -> bool:
        """Whether no lever changes it."""
        return self.rises and self.falls


def constant(value: float) -> Form:
    """Return the form of a number; an Excel error proves nothing."""
    if not math.isfinite(value):
        return UNKNOWN
    positive = value >= 0.0
    return Form(value, value, True, True, True, True, positive, positive)


def rising(low: float, high: float) -> Form:
    """Return the form of a lever that is better the higher it is: baseline + scale * v, affine in its move."""
    return _settled(Form(low, high, rises=True, concave=True, convex=True))


def falling(low: float, high: float, ratio: bool) -> Form:
    """Return the form of a lever that is better the lower it is: baseline / (1 + v), or baseline - room * v where it has no ratio."""
    if ratio:
        return _settled(Form(low, high, falls=True, convex=True, log_convex=low >= 0.0))
    return _settled(Form(low, high, falls=True, concave=True, convex=True))


def _settled(form: Form) -> Form:
    """Add what follows: a concave function that is never negative is log-concave, a log-convex one is convex."""
    if math.isnan(form.low) or math.isnan(form.high):
        return UNKNOWN
    return replace(
        form,
        log_concave=form.low >= 0.0 and (form.log_concave or form.concave),
        log_convex=form.low >= 0.0 and form.log_convex,
        convex=form.convex or (form.low >= 0.0 and form.log_convex),
    )


UNKNOWN = Form(-math.inf, math.inf)

LARGEST_EXPONENT = 709.0
"""Above it e ^ x is no float any more."""


def _negated(x: Form) -> Form:
    return _settled(Form(-x.high, -x.low, x.falls, x.rises, x.convex, x.concave))


def _add(x: Form, y: Form) -> Form:
    return _settled(
        Form(
            x.low + y.low,
            x.high + y.high,
            x.rises and y.rises,
            x.falls and y.falls,
            x.concave and y.concave,
            x.convex and y.convex,
            log_convex=x.log_convex and y.log_convex,
        )
    )


def _scaled(x: Form, factor: float) -> Form:
    if factor < 0.0:
        return _negated(_scaled(x, -factor))
    low, high = (0.0, 0.0) if factor == 0.0 else (x.low * factor, x.high * factor)
    return _settled(replace(x, low=low, high=high))


def _mul(x: Form, y: Form) -> Form:
    for one, other in ((x, y), (y, x)):
        if one.is_constant and math.isfinite(one.low):
            return _scaled(other, one.low)
    if not (x.low >= 0.0 and y.low >= 0.0):
        return UNKNOWN
    return _settled(
        Form(
            x.low * y.low,
            x.high * y.high,
            x.rises and y.rises,
            x.falls and y.falls,
            log_concave=x.log_concave and y.log_concave,
            log_convex=x.log_convex and y.log_convex,
        )
    )


def _power(x: Form, exponent: float) -> Form:
    """Follow x ^ exponent for x >= 0. Where x is 0 and the exponent negative there is an Excel error, which counts as a goal missed."""
    if not x.low >= 0.0 or (exponent == 0.0 and x.low == 0.0):
        return UNKNOWN
    ends = [_raised(end, exponent) for end in (x.low, x.high)]
    up = exponent >= 0.0
    return _settled(
        Form(
            min(ends),
            max(ends),
            x.rises if up else x.falls,
            x.falls if up else x.rises,
            concave=x.concave and 0.0 < exponent <= 1.0,
            convex=x.convex and exponent >= 1.0,
            log_concave=x.log_concave if up else x.log_convex,
            log_convex=x.log_convex if up else x.log_concave,
        )
    )


def _raised(end: float, exponent: float) -> float:
    try:
        return float(end**exponent)
    except (OverflowError, ZeroDivisionError):
        return math.inf


def _pow(x: Form, y: Form) -> Form:
    if y.is_constant and math.isfinite(y.low):
        return _power(x, y.low)
    if x.is_constant and 0.0 < x.low < math.inf:
        return _exp(_scaled(y, math.log(x.low)))
    return UNKNOWN


def _rounded(operation: str) -> Callable[[Form, Form], Form]:
    """Rounding to a fixed number of digits only goes up when its operand does."""
    value = operations(FLOATS)[operation].value

    def form(x: Form, digits: Form) -> Form:
        if not digits.is_constant:
            return UNKNOWN
        return _monotone(lambda end: end if math.isinf(end) else float(value(end, digits.low)))(x)

    return form


def _monotone(function: Callable[[float], float]) -> Callable[[Form], Form]:
    def form(x: Form) -> Form:
        return Form(function(x.low), function(x.high), x.rises, x.falls)

    return form


def _exp(x: Form) -> Form:
    low, high = (math.inf if end > LARGEST_EXPONENT else math.exp(end) for end in (x.low, x.high))
    return _settled(Form(low, high, x.rises, x.falls, log_concave=x.concave, log_convex=x.convex))


def _ln(x: Form) -> Form:
    """Follow ln x for x >= 0. Where x is 0 there is an Excel error, which counts as a goal missed."""
    if not x.low >= 0.0:
        return UNKNOWN
    low, high = (math.log(end) if end else -math.inf for end in (x.low, x.high))
    return _settled(Form(low, high, x.rises, x.falls, x.log_concave, x.log_convex))


def _min(x: Form, y: Form) -> Form:
    both = Form(min(x.low, y.low), min(x.high, y.high), x.rises and y.rises, x.falls and y.falls)
    return _settled(replace(both, concave=x.concave and y.concave, log_concave=x.log_concave and y.log_concave))


def _max(x: Form, y: Form) -> Form:
    return _negated(_min(_negated(x), _negated(y))) if not (x.log_convex and y.log_convex) else _log_convex_max(x, y)


def _log_convex_max(x: Form, y: Form) -> Form:
    return _settled(Form(max(x.low, y.low), max(x.high, y.high), x.rises and y.rises, x.falls and y.falls, log_convex=True))


RULES: Mapping[str, Callable[..., Form]] = {
    "same": lambda x: x,
    "neg": _negated,
    "add": _add,
    "sub": lambda x, y: _add(x, _negated(y)),
    "mul": _mul,
    "div": lambda x, y: _mul(x, _power(y, -1.0)),
    "pow": _pow,
    "sqrt": lambda x: _power(x, 0.5),
    "exp": _exp,
    "ln": _ln,
    "log10": lambda x: _scaled(_ln(x), 1.0 / math.log(10.0)),
    "min": _min,
    "max": _max,
    "floor": _monotone(lambda end: end if math.isinf(end) else float(math.floor(end))),
    "round": _rounded("round"),
    "roundup": _rounded("roundup"),
    "rounddown": _rounded("rounddown"),
}
"""One row per operation. An operation without a row proves nothing about what is made with it."""


def forms(tape: Tape, inputs: Mapping[int, Form]) -> dict[int, Form]:
    """Return what is known of every node of a tape, from what is known of its inputs."""
    known = {node: constant(value) for node, value in tape.constants.items()} | dict(inputs)
    for step in tape.steps:
        operands = [known[operand] for operand in step.operands]
        rule = RULES.get(step.operation)
        known[step.node] = rule(*operands) if rule and UNKNOWN not in operands else UNKNOWN
    return known
