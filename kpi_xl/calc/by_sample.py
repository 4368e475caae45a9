"""Run a tape node by node over arrays: many samples at once.

Knows the order of the steps. Does not know what a node means.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kpi_xl.calc.by_node import NodeRunner
from kpi_xl.calc.operations import ARRAYS, Amount, operations
from kpi_xl.calc.slopes import CONSTANT_SLOPES

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Step, Tape

Back = tuple[int, Callable[..., tuple[Amount, ...]] | None, tuple[int, ...], list[tuple[int, int]]]
"""A step on the way back: its node, its slopes (None where they are 1 and -1), its operands, and those into which something flows. Each of
these comes with its sign where the slopes are 1 and -1, else with its place."""


PART = 8192
"""How many samples are swept at once: the flows of more would not stay in the processor's cache."""


class SampleRunner(NodeRunner):
    """The runner by node over arrays. An operation on arrays costs a thousand times one on floats, so its sweep back saves operations."""

    def __init__(self, tape: Tape) -> None:
        super().__init__(tape, ARRAYS)
        table, moving = operations(ARRAYS), {*tape.inputs, *(step.node for step in tape.steps)}
        self._back = [_back(step, table[step.operation].slopes, moving) for step in reversed(tape.steps)]

    def gradient(self, values: Sequence[Amount], node: int) -> list[Amount]:
        """Return the slope of one node towards every input and every sample."""
        count = max((np.size(value) for value in values), default=1)
        if count <= PART:
            return self._part(values, node)
        parts = [
            self._part([value[first : first + PART] if np.size(value) > 1 else value for value in values], node)
            for first in range(0, count, PART)
        ]
        widths = [min(PART, count - first) for first in range(0, count, PART)]
        return [
            np.concatenate([np.broadcast_to(slope, width) for slope, width in zip(slopes, widths, strict=True)])
            for slopes in zip(*parts, strict=True)
        ]

    def _part(self, values: Sequence[Amount], node: int) -> list[Amount]:
        with ARRAYS.warnings():
            slopes = self._swept(values, node, operator.mul)
            total = sum(slopes)
            # Nothing that flows into an infinite slope is nothing; where that may have happened, every flow is looked at.
            return self._swept(values, node, ARRAYS.times) if np.any(total != total) else slopes

    def _swept(self, values: Sequence[Amount], node: int, times: Callable[[Amount, Amount], Amount]) -> list[Amount]:
        flows: list[Amount] = [None] * len(values)
        flows[node] = 1.0
        for out, slopes, operands, edges in self._back:
            flow = flows[out]
            if flow is None:
                continue
            partials = slopes(*[values[operand] for operand in operands], values[out]) if slopes else ()
            for operand, place in edges:
                through = times(flow, partials[place]) if slopes else flow if place > 0 else -flow
                before = flows[operand]
                flows[operand] = through if before is None else before + through
        return [0.0 if flows[node] is None else flows[node] for node in self._inputs]


def _back(step: Step, slopes: Callable[..., tuple[Amount, ...]], moving: set[int]) -> Back:
    constant = CONSTANT_SLOPES[step.operation]
    flowing = [place for place, operand in enumerate(step.operands) if constant[place] != 0.0 and operand in moving]
    if None in constant:
        return step.node, slopes, step.operands, [(step.operands[place], place) for place in flowing]
    return step.node, None, step.operands, [(step.operands[place], round(constant[place] or 0.0)) for place in flowing]
