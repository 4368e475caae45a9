"""Run a tape node by node over plain floats: the runner for one scenario of a small tree, where every call counts.

Knows which slopes need no call to be worked out. Does not know what a node means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi_xl.calc.by_node import NodeRunner
from kpi_xl.calc.operations import FLOATS
from kpi_xl.calc.slopes import CONSTANT_SLOPES

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Tape

SAME, PRODUCT, OTHER = range(3)
"""How the slopes of a step come about: they are numbers, they are the operands the other way round, or they take a call."""


class FloatRunner(NodeRunner):
    """A tape bound to the operations on floats."""

    def __init__(self, tape: Tape) -> None:
        super().__init__(tape, FLOATS)
        self._sweep = []
        for step, (out, slopes, a, b, c) in zip(reversed(tape.steps), self._backward, strict=True):
            numbers = [slope for slope in CONSTANT_SLOPES[step.operation] if slope is not None]
            kind = PRODUCT if step.operation == "mul" else SAME if len(numbers) == len(step.operands) == 2 else OTHER
            self._sweep.append((kind, out, a, b, c, *(numbers if kind == SAME else (0.0, 0.0)), slopes))

    def gradient(self, values: Sequence[float], node: int) -> list[float]:
        """Return the slope of one node towards every input, by one sweep back over the steps."""
        flows = [0.0] * len(values)
        flows[node] = 1.0
        self.sweep(values, flows)
        return [flows[node] for node in self._inputs]

    def sweep(self, values: Sequence[float], flows: list[float]) -> None:
        """Add to what flows into every node what flows into it from the steps it serves."""
        for kind, out, a, b, c, first, second, slopes in self._sweep:
            flow = flows[out]
            if flow == 0.0:
                continue
            if kind == PRODUCT:
                flows[a] += flow * values[b]
                flows[b] += flow * values[a]
            elif kind == SAME:
                flows[a] += flow * first
                flows[b] += flow * second
            elif b < 0:
                flows[a] += flow * slopes(values[a], values[out])[0]
            elif c < 0:
                towards_a, towards_b = slopes(values[a], values[b], values[out])
                flows[a] += flow * towards_a
                flows[b] += flow * towards_b
            else:
                for operand, partial in zip((a, b, c), slopes(values[a], values[b], values[c], values[out]), strict=True):
                    flows[operand] += flow * partial
