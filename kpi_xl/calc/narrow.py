"""Steps of which few stand side by side, as at the top of a tree: carried out one by one over floats, amid a tape that runs level by level.

Knows steps and their places. Does not know what surrounds them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_xl.calc.by_float import FloatRunner
from kpi_xl.calc.flows import Layout, Places
from kpi_xl.calc.levels import Level

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Floats


@dataclass(frozen=True, slots=True)
class Narrow:
    """Some steps as a tape of their own: where their values stand, where those stand that they need, and where the flows into these go."""

    runner: FloatRunner
    nodes: slice
    needs: Places
    outgoing: slice | None

    def run(self, values: Floats) -> None:
        """Put the value of every step into its place."""
        values[self.nodes] = self.runner.run(values.take(self.needs).tolist())[len(self.needs) :]

    def sweep(self, values: Floats, flow: Floats, flows: Floats, times: Callable[[Floats, Floats], Floats]) -> None:
        """Let what flows into each step flow on into what it needs."""
        count = len(self.needs)
        inner = [0.0] * count + flow.tolist()
        self.runner.sweep([*values.take(self.needs).tolist(), *values[self.nodes].tolist()], inner)
        flows[self.nodes] = inner[count:]
        if self.outgoing:
            flows[self.outgoing] = inner[:count]


def narrow(level: Level, places: Places, layout: Layout, first: int) -> Narrow:
    """Return the steps of a level, laid out from the first place on."""
    from kpi_xl.calc.tape import Step, Tape

    steps = level.steps
    made = {step.node for step in steps}
    needs = list(dict.fromkeys(operand for step in steps for operand in step.operands if operand not in made))
    own = {node: number for number, node in enumerate([*needs, *(step.node for step in steps)])}
    inner = tuple(Step(own[step.node], step.operation, tuple(own[operand] for operand in step.operands)) for step in steps)
    nodes, operands = slice(first, first + len(steps)), places[needs]
    runner = FloatRunner(Tape(len(own), tuple(range(len(needs))), {}, inner))
    return Narrow(runner, nodes, operands, layout.outgoing(nodes, operands, None))
