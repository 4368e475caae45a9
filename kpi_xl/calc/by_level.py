"""Run a tape level by level: every step of one kind at one depth is one numpy call. For trees of thousands of KPIs.

Knows the same operations as the runner by node. Does not know what a node means.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_xl.calc.chains import Chains, chains
from kpi_xl.calc.flows import Layout, Places
from kpi_xl.calc.levels import Kind, Level, levels_of
from kpi_xl.calc.narrow import Narrow, narrow
from kpi_xl.calc.operations import ARRAYS, Operation, operations
from kpi_xl.calc.slopes import CONSTANT_SLOPES

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Floats, Tape

FEWEST_STEPS = 100
"""Below, the overhead of the first numpy call outweighs the work."""

AS_STEPS = 20
"""How many steps by node cost as much as a group."""


def pays(tape: Tape) -> bool:
    """Whether a tape is carried out faster level by level than node by node."""
    spare = len(tape.steps) - FEWEST_STEPS
    return spare > 0 and spare > AS_STEPS * len(levels_of(tape))


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

    def run(self, values: Floats) -> None:
        """Put the value of every step into its place."""
        values[self.nodes] = self.operation.value(*[values.take(places) for places in self.operands])

    def sweep(self, values: Floats, flow: Floats, flows: Floats, times: Callable[[Floats, Floats], Floats]) -> None:
        """Let what flows into each step flow on into its operands."""
        flows[self.nodes] = flow
        if any(self.outgoing):
            slopes = self.operation.slopes(*[values.take(places) for places in self.operands], values[self.nodes])
            for stretch, slope in zip(self.outgoing, slopes, strict=True):
                if stretch:
                    flows[stretch] = times(flow, slope)


class LevelRunner:
    """A tape bound to groups of steps that do not need each other.

    Nodes have places of their own in here: inputs first, then what no step leads to, then group by group, so that the values of a group
    are one stretch of memory.
    """

    def __init__(self, tape: Tape) -> None:
        levels = levels_of(tape)
        made = [step.node for level in levels for step in level.steps]
        fixed = sorted(set(range(tape.size)).difference(tape.inputs, made))
        self._inputs, first = len(tape.inputs), tape.size - len(made)
        self._nodes = np.array([*tape.inputs, *fixed, *made], dtype=np.intp)
        self._places = np.empty(tape.size, dtype=np.intp)
        self._places[self._nodes] = np.arange(tape.size)
        self._blank = np.full(tape.size, np.nan)
        self._blank[self._places[list(tape.constants)]] = list(tape.constants.values())
        layout = Layout(tape.size, range(self._inputs, first))
        self._groups = list(_groups(levels, self._places, layout, first))
        incoming = layout.incoming()
        self._incoming = [incoming(group.nodes) for group in self._groups]
        self._arriving, self._flows = incoming(slice(0, self._inputs)), layout.size + 1

    def run(self, inputs: Floats | Sequence[float]) -> Floats:
        """Return the value of every node."""
        values = self._blank.copy()
        values[: self._inputs] = inputs
        with np.errstate(all="ignore"):
            for group in self._groups:
                group.run(values)
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
                group.sweep(values, flow, flows, times)
        arrived = self._arriving.into(flows)
        if place < self._inputs:
            arrived[place] += 1.0
        return arrived


def _groups(levels: Sequence[Level], places: Places, layout: Layout, first: int) -> Iterator[Group | Chains | Narrow]:
    """Yield each level as arrays, laid out one after the other from the first place on."""
    for level in levels:
        group = MAKERS[level.kind](level, places, layout, first)
        yield group
        first = group.nodes.stop


def _group(level: Level, places: Places, layout: Layout, first: int) -> Group:
    name, nodes = level.steps[0].operation, slice(first, first + len(level.steps))
    operands = tuple(places[list(column)] for column in zip(*(step.operands for step in level.steps), strict=True))
    outgoing = tuple(layout.outgoing(nodes, *each) for each in zip(operands, CONSTANT_SLOPES[name], strict=True))
    return Group(operations(ARRAYS)[name], nodes, operands, outgoing)


MAKERS: Mapping[Kind, Callable[[Level, Places, Layout, int], Group | Chains | Narrow]] = {
    "alike": _group,
    "chains": chains,
    "narrow": narrow,
}
"""How each kind of level is carried out."""
