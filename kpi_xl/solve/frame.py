"""The part of a question that stays the same whatever the target is: the steps and levers that some KPIs depend on.

Knows a tree and which of its KPIs matter. Does not know targets. Frames are kept for as long as their tree lives, so that a second question
about the same KPI starts warm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

import numpy as np

from kpi_xl.calc.tape import Floats, Tape
from kpi_xl.model.kpi import Lever
from kpi_xl.model.tree import KpiTree, Nodes
from kpi_xl.solve.given import NOTHING, Given, near_bounds
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.moves import FARTHEST, Moves, bounds_of, moves_of
from kpi_xl.solve.price import Law

Samples = Sequence[Floats | float]
"""The value of every node of a tape, for many samples at once."""

Places = np.ndarray[tuple[int, ...], np.dtype[np.intp]]

MOST_BRANCHES = 12
"""How many branches are moved alone as a start: each costs a search."""

ROUNDING = frozenset({"floor", "round", "roundup", "rounddown"})


@dataclass(frozen=True, eq=False)
class Frame:
    """The levers that precede some KPIs and may move, and the tape that leads from them to these KPIs."""

    tree: KpiTree
    kpis: tuple[str, ...]
    given: Given = NOTHING
    is_smooth: bool = False
    """Whether every ROUND and INT lets its operand through, so that slopes say something."""
    choices: tuple[tuple[int, int], ...] = ()
    """Choosing nodes (MIN, MAX, IF) that always take the operand named for them."""
    law: Law = "effort"
    """What moves cost."""

    @cached_property
    def nodes(self) -> tuple[int, ...]:
        """The tape's nodes of the KPIs, without those no lever has a say in."""
        return tuple(node for kpi in self.kpis if (node := self.tree.node(kpi)) is not None)

    @cached_property
    def tape(self) -> Tape:
        """The tree's tape with only the steps the KPIs need."""
        tape = self.tree.tape.towards(self.nodes)
        let_through = {step.node: 0 for step in tape.steps if step.operation in ROUNDING} if self.is_smooth else {}
        return tape.fixed(let_through | dict(self.choices)) if let_through or self.choices else tape

    @cached_property
    def smooth(self) -> Frame:
        """The same without rounding."""
        return replace(self, is_smooth=True) if self.rounds else self

    def choosing(self, node: int, operand: int) -> Frame:
        """Return the same with one choice made once and for all."""
        return self._chosen.setdefault((node, operand), replace(self, choices=(*self.choices, (node, operand))))

    @cached_property
    def _chosen(self) -> dict[tuple[int, int], Frame]:
        return {}

    @cached_property
    def rounds(self) -> bool:
        """Whether anything on the way to the KPIs is rounded."""
        return any(step.operation in ROUNDING for step in self.tape.steps)

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """The levers that precede the KPIs and that nobody has agreed on, in the order of the table; under `cost`, those that have one."""
        return tuple(lever for lever in self._needed if self.law == "effort" or lever.cost is not None)

    @cached_property
    def unpriced(self) -> tuple[str, ...]:
        """The levers that stay where they are because nobody knows what moving them costs."""
        return tuple(lever.name for lever in self._needed if self.law == "cost" and lever.cost is None)

    @cached_property
    def _needed(self) -> tuple[Lever, ...]:
        needed = needed_levers(self.tree, self.nodes) - {name for name, _ in self.given.agreed}
        return tuple(lever for lever in self.tree.levers.values() if lever.name in needed)

    @cached_property
    def moves(self) -> Moves:
        """The levers as arrays."""
        return moves_of(self.levers, self.bounds, self.law)

    @cached_property
    def own_bounds(self) -> tuple[Floats, Floats]:
        """The lowest and the highest value that the table allows every lever; infinite where a side is open."""
        return bounds_of(self.levers)

    @cached_property
    def bounds(self) -> tuple[Floats, Floats]:
        """The same, where a lever does not fall back behind a value it has reached."""
        (low, high), near = self.own_bounds, near_bounds(self.levers, self.given)
        return np.maximum(low, near[0]), np.minimum(high, near[1])

    @cached_property
    def start(self) -> Floats:
        """The levers' values before anything is solved: today's, or what they have reached."""
        return np.minimum(np.maximum(self.moves.start, self.bounds[0]), self.bounds[1])

    @cached_property
    def today(self) -> Nodes:
        """The value of every node before anything is solved."""
        inputs = self.inputs.copy()
        inputs[self.places] = self.start
        return self.tree.run(inputs, self.tape)

    @cached_property
    def ways(self) -> Floats:
        """The typed way of every lever: +1 where more is better, -1 where less is, 0 where nobody said."""
        return np.array([lever.way for lever in self.levers], dtype=float)

    def leanings(self, node: int) -> Floats:
        """Return d node / d lever value today, as if nothing were rounded; 0 where that is an Excel error."""
        if node not in self._leanings:
            inputs, tape = self.inputs.copy(), self.smooth.tape
            inputs[self.places] = self.moves.start
            slopes = self.tree.gradient(self.tree.run(inputs, tape), node, tape)[self.places]
            self._leanings[node] = np.nan_to_num(slopes, posinf=0.0, neginf=0.0)
        return self._leanings[node]

    @cached_property
    def _leanings(self) -> dict[int, Floats]:
        return {}

    @cached_property
    def corners(self) -> dict[tuple[int | None, float], tuple[Floats, Nodes]]:
        """For goals that never get worse as any lever goes its way, by node and sense: the corner of the box to which all go, and every
        node's value there.
        """
        return {}

    @cached_property
    def box(self) -> tuple[Floats, Floats]:
        """The same, where an open side ends a million times farther than the lever's own size, and a lever that cannot move does not."""
        (low, high), moves = self.bounds, self.moves
        far = moves.scale * FARTHEST
        return np.where(far > 0.0, np.maximum(low, moves.start - far), self.start), np.minimum(high, moves.start + far)

    @cached_property
    def roomless(self) -> tuple[str, ...]:
        """The levers that cannot move: neither a positive baseline nor a bound or stated target says how far a move would be."""
        return tuple(lever.name for lever, scale in zip(self.levers, self.moves.scale.tolist(), strict=True) if scale == 0.0)

    @cached_property
    def places(self) -> Places:
        """Where each lever stands among the tape's inputs."""
        return np.array([self.tree.lever_places[lever.name] for lever in self.levers], dtype=np.intp)

    @cached_property
    def branches(self) -> list[Mask]:
        """For each of the first KPIs right under the first one, which of the levers it depends on."""
        below = self.tree.children.get(self.kpis[0], ())[:MOST_BRANCHES]
        used = [needed_levers(self.tree, [node]) for child in below if (node := self.tree.node(child)) is not None]
        return [np.array([lever.name in names for lever in self.levers]) for names in used]

    @cached_property
    def inputs(self) -> Floats:
        """The value of every input of the tape before anything is solved: today's, what was agreed, or what has been reached."""
        return self.tree.inputs(self.given.values)


def frame_of(tree: KpiTree, kpis: Sequence[str], given: Given = NOTHING, law: Law = "effort") -> Frame:
    """Return the frame of some KPIs; without given values the same one each time."""
    if given != NOTHING:
        return Frame(tree, tuple(kpis), given, law=law)
    # Kept on the tree itself: a frame knows its tree, so a table beside it would keep both alive for ever.
    frames = cast("dict[tuple[str, ...], Frame]", tree.kept.setdefault(f"frames by {law}", {}))
    return frames.setdefault(tuple(kpis), Frame(tree, tuple(kpis), law=law))


def needed_levers(tree: KpiTree, nodes: Sequence[int]) -> frozenset[str]:
    """Return the names of the levers that some of these nodes depend on."""
    used = tree.tape.towards(nodes).used_inputs | set(nodes)
    return frozenset(name for name, node in zip(tree.levers, tree.tape.inputs, strict=True) if node in used)
