"""Sums of many terms as one step: a chain of additions is carried out by one running sum.

The running sum takes the terms in the order in which the additions stand, so that every value is the same to the last bit. Knows steps.
Does not know what surrounds them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_xl.calc.flows import Layout, Places
from kpi_xl.calc.levels import Level

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Floats


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains of one length at one level.

    `nodes` is where the running sums stand: those after the first addition of every chain, then those after the second, and so on; `terms`
    is where the terms stand, a row of first ones, a row of second ones, and so on.
    """

    nodes: slice
    terms: Places

    def run(self, values: Floats) -> None:
        """Put every running sum into its place."""
        values[self.nodes] = np.add.accumulate(values.take(self.terms), axis=0)[1:].ravel()

    def sweep(self, values: Floats, flow: Floats, flows: Floats, times: Callable[[Floats, Floats], Floats]) -> None:
        """Let what flows into each running sum flow on into all sums before it, and so into the terms."""
        rows = flow.reshape(len(self.terms) - 1, -1)
        flows[self.nodes] = np.add.accumulate(rows[::-1], axis=0)[::-1].ravel()


def chains(level: Level, places: Places, layout: Layout, first: int) -> Chains:
    """Return chains of one length, laid out from the first place on."""
    width = level.width
    nodes = slice(first, first + len(level.steps))
    heads, others = places[[step.operands[0] for step in level.steps[:width]]], places[[step.operands[1] for step in level.steps]]
    layout.outgoing(slice(first, first + width), heads, 1.0)
    layout.outgoing(nodes, others, 1.0)
    return Chains(nodes, np.concatenate([heads, others]).reshape(-1, width))
