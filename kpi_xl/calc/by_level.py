"""Run a tape level by level: every step of one kind at one depth is one numpy call. For trees of thousands of KPIs.

Knows the same operations as the runner by node. Does not know what a node means.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_xl.calc.flows import Layout, Places
from kpi_xl.calc.operations import ARRAYS, Operation, operations
from kpi_xl.calc.slopes import CONSTANT_SLOPES

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Floats, Step, Tape


@dataclass(frozen=True, slots=True)
class Group:
    """All steps of one operation at one level.

    Attributes
    ----------
    nodes
        Where their values stand.
    operands
        Where the values of their first, second ... operands stand.
    outgoing
        For each operand where the flows into it are put; None where they are those into the step itself, or where nothing flows.
    """

    operation: Operation
    nodes: slice
    operands: tuple[Places, ...]
    outgoing: tuple[slice | None, ...]


class LevelRunner:
    """A tape bound to groups of steps that do not need each other.

    Nodes have places of their own in here: inputs first, then what no step leads to, then group by group, so that the values of a group
    are one stretch of memory.
    """

    def __init__(self, tape: Tape) -> None:
        steps = _levels(tape)
        made = [step.node for group in steps for step in group]
        fixed = sorted(set(range(tape.size)).difference(tape.inputs, made))
        self._inputs, first = len(tape.inputs), tape.size - len(made)
        self._nodes = np.array([*tape.inputs, *fixed, *made], dtype=np.intp)
        self._places = np.empty(tape.size, dtype=np.intp)
        self._places[self._nodes] = np.arange(tape.size)
        self._blank = np.full(tape.size, np.nan)
        self._blank[self._places[list(tape.constants)]] = list(tape.constants.values())
        layout = Layout(tape.size, range(self._inputs, first))
        self._groups = list(_groups(steps, self._places, layout, first))
        incoming = layout.incoming()
        self._incoming = [incoming(group.nodes) for group in self._groups]
        self._arriving, self._flows = incoming(slice(0, self._inputs)), layout.size + 1

    def run(self, inputs: Floats | Sequence[float]) -> Floats:
        """Return the value of every node."""
        values = self._blank.copy()
        values[: self._inputs] = inputs
        with np.errstate(all="ignore"):
            for group in self._groups:
                values[group.nodes] = group.operation.value(*[values.take(places) for places in group.operands])
        return values.take(self._places)

    def gradient(self, values: Floats, node: int) -> Floats:
        """Return the slope of one node towards every input, from the values that `run` returned."""
        values, place = values.take(self._nodes), int(self._places[node])
        slopes = self._swept(values, place, operator.mul)
        # Nothing that flows into an infinite slope is nothing; where that may have happened, every flow is looked at.
        return self._swept(values, place, ARRAYS.times) if np.isnan(slopes).any() else slopes

    def _swept(self, values: Floats, place: int, times: Callable[[Floats, Floats], Floats]) -> Floats:
        flows = np.zeros(self._flows)
        with np.errstate(all="ignore"):
            for group, incoming in zip(reversed(self._groups), reversed(self._incoming), strict=True):
                if group.nodes.start > place:
                    continue
                flow = incoming.into(flows)
                if place < group.nodes.stop:
                    flow[place - group.nodes.start] += 1.0
                flows[group.nodes] = flow
                if any(group.outgoing):
                    slopes = group.operation.slopes(*[values.take(places) for places in group.operands], values[group.nodes])
                    for stretch, slope in zip(group.outgoing, slopes, strict=True):
                        if stretch:
                            flows[stretch] = times(flow, slope)
        arrived = self._arriving.into(flows)
        if place < self._inputs:
            arrived[place] += 1.0
        return arrived


def _levels(tape: Tape) -> list[list[Step]]:
    """Return the steps of one operation at one level together, each group after those it needs."""
    depth = [0] * tape.size
    members: dict[tuple[int, str], list[Step]] = defaultdict(list)
    for step in tape.steps:
        depth[step.node] = level = 1 + max([depth[operand] for operand in step.operands])
        members[level, step.operation].append(step)
    return [members[key] for key in sorted(members)]


def _groups(levels: Sequence[Sequence[Step]], places: Places, layout: Layout, first: int) -> Iterator[Group]:
    """Yield the steps of each level as arrays, laid out one after the other from the first place on."""
    table = operations(ARRAYS)
    for steps in levels:
        name, nodes = steps[0].operation, slice(first, first + len(steps))
        operands = tuple(places[list(column)] for column in zip(*(step.operands for step in steps), strict=True))
        outgoing = tuple(layout.outgoing(nodes, *each) for each in zip(operands, CONSTANT_SLOPES[name], strict=True))
        yield Group(table[name], nodes, operands, outgoing)
        first = nodes.stop
