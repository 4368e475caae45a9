"""Where what flows back over a tape stands in memory, so that every stretch of nodes gathers its own at once.

Knows stretches of nodes. Does not know operations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Floats

Places = np.ndarray[tuple[int, ...], np.dtype[np.intp]]


@dataclass(frozen=True, slots=True)
class Flows:
    """For some nodes, which of the flows worked out before run into each of them.

    `first` names one flow per node; `several` are the nodes with more than one, `sources` all of theirs, one node after the other, and
    `starts` where each node's begin.
    """

    first: Places
    several: Places
    sources: Places
    starts: Places

    def into(self, flows: Floats) -> Floats:
        """Return what flows into each node."""
        found = flows.take(self.first)
        if self.several.size:
            found[self.several] = np.add.reduceat(flows.take(self.sources), self.starts)
        return found


@dataclass(slots=True)
class Layout:
    """Where each flow stands: one per node, then one per operand towards which the slope is not 1, and a last one that is always 0."""

    nodes: int
    fixed: range
    size: int = field(init=False)
    targets: list[Places] = field(default_factory=list)
    sources: list[Places] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.size = self.nodes

    def outgoing(self, nodes: slice, operand: Places, slope: float | None) -> slice | None:
        """Note where the flow from these nodes into one of their operands stands; return it where it has to be worked out."""
        only_constants = self.fixed.start <= operand.min() and operand.max() < self.fixed.stop
        if slope == 0.0 or only_constants:
            return None
        stretch = nodes
        if slope != 1.0:
            stretch = slice(self.size, self.size + len(operand))
            self.size = stretch.stop
        self.targets.append(operand)
        self.sources.append(np.arange(stretch.start, stretch.stop))
        return None if stretch is nodes else stretch

    def incoming(self) -> Callable[[slice], Flows]:
        """Return what says of a stretch of nodes what flows into them."""
        nothing = np.array([], dtype=np.intp)
        targets, sources = (np.concatenate([nothing, *parts]) for parts in (self.targets, self.sources))
        sources = np.append(sources[np.argsort(targets, kind="stable")], self.size)
        counts = np.bincount(targets, minlength=self.nodes)
        ends = np.cumsum(counts)

        def into(nodes: slice) -> Flows:
            number, end = counts[nodes], ends[nodes]
            first = np.where(number > 0, sources[end - number], self.size)
            several = np.flatnonzero(number > 1)
            apart = number[several]
            stretch = sources[int(end[0] - number[0]) : int(end[-1])] if len(number) else nothing
            return Flows(first, several, stretch[np.repeat(number > 1, number)], np.cumsum(apart) - apart)

        return into
