"""Run a tape node by node: over floats for one scenario, over arrays for many samples at once.

Knows the order of the steps and one kind of number. Does not know what a node means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi_xl.calc.operations import NAN, Amount, Arithmetic, operations

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Tape


class NodeRunner:
    """A tape bound to the operations of one kind of number."""

    def __init__(self, tape: Tape, kit: Arithmetic) -> None:
        table = operations(kit)
        self._times = kit.times
        self._warnings = kit.warnings
        self._inputs = tape.inputs
        self._blank: list[Amount] = [NAN] * tape.size
        for node, value in tape.constants.items():
            self._blank[node] = value
        padded = [(step.node, table[step.operation], _padded(step.operands)) for step in tape.steps]
        self._forward = [(node, operation.value, *operands) for node, operation, operands in padded]
        self._backward = [(node, operation.slopes, *operands) for node, operation, operands in reversed(padded)]

    def run(self, inputs: Sequence[Amount]) -> list[Amount]:
        """Return the value of every node; a node no step leads to is nan."""
        values = self._blank.copy()
        for node, value in zip(self._inputs, inputs, strict=True):
            values[node] = value
        with self._warnings():
            for node, operation, a, b, c in self._forward:
                if b < 0:
                    values[node] = operation(values[a])
                elif c < 0:
                    values[node] = operation(values[a], values[b])
                else:
                    values[node] = operation(values[a], values[b], values[c])
        return values

    def gradient(self, values: Sequence[Amount], node: int) -> list[Amount]:
        """Return the slope of one node towards every input, by one sweep back over the steps."""
        flows: list[Amount] = [0.0] * len(values)
        flows[node] = 1.0
        times = self._times
        with self._warnings():
            for out, slopes, a, b, c in self._backward:
                flow = flows[out]
                if isinstance(flow, float) and flow == 0.0:
                    continue
                if b < 0:
                    flows[a] = flows[a] + times(flow, slopes(values[a], values[out])[0])
                elif c < 0:
                    towards_a, towards_b = slopes(values[a], values[b], values[out])
                    flows[a] = flows[a] + times(flow, towards_a)
                    flows[b] = flows[b] + times(flow, towards_b)
                else:
                    partials = slopes(values[a], values[b], values[c], values[out])
                    for operand, partial in zip((a, b, c), partials, strict=True):
                        flows[operand] = flows[operand] + times(flow, partial)
        return [flows[node] for node in self._inputs]


def _padded(operands: tuple[int, ...]) -> tuple[int, int, int]:
    """Fill up with -1 the operands a step does not have, so that one loop serves every arity."""
    a, b, c = (*operands, -1, -1)[:3]
    return a, b, c
