"""The powers in which a product holds its levers: visitors * rate / cost has 1, 1 and -1.

Knows the steps of a tape. Does not know what they compute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from kpi_xl.calc.tape import Floats, Tape

Rule = Callable[[list[Floats], list[float | None]], Floats | None]
"""From the operands' powers, and their values where they are constants, to the step's; None where the step is no product."""


def powers(tape: Tape, node: int, inputs: Sequence[int]) -> list[float] | None:
    """Return the power of each input in a node that is a constant times a product of powers; None where it is no such product."""
    constants = dict(tape.constants)
    known: dict[int, Floats | None] = dict.fromkeys(tape.inputs, np.zeros(len(inputs)))
    known |= dict(zip(inputs, np.eye(len(inputs)), strict=True))
    known |= dict.fromkeys(constants, np.zeros(len(inputs)))
    for step in tape.steps:
        below = [known[operand] for operand in step.operands]
        settled = [powers for powers in below if powers is not None]
        values = [constants.get(operand) for operand in step.operands]
        rule = RULES.get(step.operation)
        if len(settled) < len(below):
            known[step.node] = None
        elif not any(row.any() for row in settled):
            known[step.node] = np.zeros(len(inputs))
        else:
            known[step.node] = rule(settled, values) if rule else None
    found = known[node]
    return None if found is None else found.tolist()


def _to_the_power(below: list[Floats], values: list[float | None]) -> Floats | None:
    return None if values[1] is None else below[0] * values[1]


RULES: Mapping[str, Rule] = {
    "same": lambda below, _: below[0],
    "neg": lambda below, _: below[0],
    "mul": lambda below, _: below[0] + below[1],
    "div": lambda below, _: below[0] - below[1],
    "pow": _to_the_power,
    "sqrt": lambda below, _: below[0] / 2.0,
}
