"""Run a tape level by level: every step of one kind at one depth is one numpy call. For trees of thousands of KPIs.

Knows the same operations as the runner by node. Does not know what a node means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_xl.calc.operations import ARRAYS, Operation, operations

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Floats, Tape

Nodes = np.ndarray[tuple[int, ...], np.dtype[np.intp]]


@dataclass(frozen=True, slots=True)
class Group:
    """All steps of one operation at one level: their nodes, and one array of nodes per operand."""

    operation: Operation
    nodes: Nodes
    operands: tuple[Nodes, ...]


class LevelRunner:
    """A tape bound to groups of steps that do not need each other."""

    def __init__(self, tape: Tape) -> None:
        self._size = tape.size
        self._inputs = np.asarray(tape.inputs, dtype=np.intp)
        self._blank = np.full(tape.size, np.nan)
        self._blank[list(tape.constants)] = list(tape.constants.values())
        self._groups = _groups(tape)

    def run(self, inputs: Floats | Sequence[float]) -> Floats:
        """Return the value of every node."""
        values = self._blank.copy()
        values[self._inputs] = inputs
        with np.errstate(all="ignore"):
            for group in self._groups:
                values[group.nodes] = group.operation.value(*(values[nodes] for nodes in group.operands))
        return values

    def gradient(self, values: Floats, node: int) -> Floats:
        """Return the slope of one node towards every input, from the values that `run` returned."""
        flows = np.zeros(self._size)
        flows[node] = 1.0
        with np.errstate(all="ignore"):
            for group in reversed(self._groups):
                flow = flows[group.nodes]
                partials = group.operation.slopes(*(values[nodes] for nodes in group.operands), values[group.nodes])
                for nodes, partial in zip(group.operands, partials, strict=True):
                    # add.at, because one node may feed several steps of a group
                    np.add.at(flows, nodes, ARRAYS.times(flow, partial))
        return flows[self._inputs]


def _groups(tape: Tape) -> list[Group]:
    table = operations(ARRAYS)
    depth = [0] * tape.size
    members: dict[tuple[int, str], list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for step in tape.steps:
        depth[step.node] = 1 + max(depth[operand] for operand in step.operands)
        members[depth[step.node], step.operation].append((step.node, step.operands))
    return [
        Group(
            table[operation],
            np.asarray([node for node, _ in steps], dtype=np.intp),
            tuple(np.asarray(operand, dtype=np.intp) for operand in zip(*(operands for _, operands in steps), strict=True)),
        )
        for (_, operation), steps in sorted(members.items(), key=lambda item: item[0])
    ]
