"""A goal behind a MIN is several goals: each branch that was ever the smallest has to reach the target. A piece is one such branch.

Knows tapes and their choices. Does not know how the pieces are weighed against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kpi_xl.calc.tape import Tape
from kpi_xl.model.tree import Nodes
from kpi_xl.solve.proof import Limits, shape
from kpi_xl.solve.question import Inequality, Question

MOST_PIECES = 24
"""Pieces kept per goal; beyond it the one met first is given up."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One goal, seen through a tape in which every limiting choice is made once and for all."""

    goal: Inequality
    tape: Tape


@dataclass(slots=True)
class Pieces:
    """The branches of each goal that a search has met so far."""

    question: Question
    _limits: list[Limits] = field(init=False)
    _met: list[dict[tuple[int, ...], Piece]] = field(init=False)

    def __post_init__(self) -> None:
        self._limits = [shape(self.question, goal).limits for goal in self.question.goals]
        self._met = [{} for _ in self.question.goals]

    def meet(self, nodes: Nodes) -> list[Piece]:
        """Note which branch limits each goal here, and return every piece met so far."""
        for goal, limits, met in zip(self.question.goals, self._limits, self._met, strict=True):
            chosen = branches(limits, nodes)
            if chosen not in met:
                met[chosen] = Piece(goal, self._fixed(limits, chosen))
            if len(met) > MOST_PIECES:
                del met[next(iter(met))]
        return [piece for met in self._met for piece in met.values()]

    def _fixed(self, limits: Limits, chosen: tuple[int, ...]) -> Tape:
        choices = {node: choice for (node, _, _), choice in zip(limits, chosen, strict=True)}
        return self.question.tape.fixed(choices) if choices else self.question.tape


def branches(limits: Limits, nodes: Nodes) -> tuple[int, ...]:
    """Return which of its two operands each limiting node took."""
    return tuple(0 if nodes[node] == nodes[first] else 1 for node, first, _ in limits)
