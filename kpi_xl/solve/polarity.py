"""Which way each step of a tape pulls a goal: up as it rises, down, or now one and now the other.

Knows one row of rules per operation and the range of every node. Does not know levers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kpi_xl.calc.tape import Tape
from kpi_xl.solve.structure import Form

Signs = frozenset[int]
UP, DOWN, EITHER = frozenset({1}), frozenset({-1}), frozenset({1, -1})


def sign(form: Form) -> Signs:
    """Return the signs a node can have."""
    return UP if form.low >= 0.0 else DOWN if form.high <= 0.0 else EITHER


def _flipped(signs: Signs) -> Signs:
    return frozenset(-one for one in signs)


def _power(base: Form, exponent: Form) -> tuple[Signs, Signs]:
    return (sign(exponent) if base.low >= 0.0 else EITHER), EITHER


def _same(*operands: Form) -> tuple[Signs, ...]:
    return (UP,) * len(operands)


PULLS: Mapping[str, Callable[..., tuple[Signs, ...]]] = {
    **dict.fromkeys(("same", "add", "sqrt", "exp", "ln", "log10", "min", "max", "floor"), _same),
    **dict.fromkeys(("round", "roundup", "rounddown"), lambda x, digits: (UP, EITHER)),
    "neg": lambda x: (DOWN,),
    "sub": lambda x, y: (UP, DOWN),
    "mul": lambda x, y: (sign(y), sign(x)),
    "div": lambda x, y: (sign(y), _flipped(sign(x)) if sign(y) != EITHER else EITHER),
    "pow": _power,
    "abs": lambda x: (sign(x),),
}
"""For each operation, how it moves as each operand rises. An operation without a row may go either way."""


def polarity(tape: Tape, known: Mapping[int, Form], goal: int) -> dict[int, Signs]:
    """Return for every node that a goal's node is made from in which ways the goal can move as that node rises."""
    found: dict[int, Signs] = {goal: UP}
    for step in reversed(tape.steps):
        if step.node not in found:
            continue
        rule = PULLS.get(step.operation)
        pulls = rule(*(known[operand] for operand in step.operands)) if rule else (EITHER,) * len(step.operands)
        for operand, pull in zip(step.operands, pulls, strict=True):
            through = frozenset(one * other for one in found[step.node] for other in pull)
            found[operand] = found.get(operand, frozenset()) | through
    return found
