"""Goals that may be missed: each gets one more lever, its miss, so dear that every other lever goes as far as it can first.

The least effort of such a question is the least sum of squared misses. Knows frames and tapes. Does not know which goals may be missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kpi_xl.calc.tape import Floats, Step, Tape
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.frame import Frame, Places
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.question import Inequality, Question


@dataclass(frozen=True, eq=False, kw_only=True)
class Elastic(Frame):
    """A frame with one more lever for each goal that may be missed: by how much, as a share of the goal's scale."""

    base: Frame
    goals: tuple[Inequality, ...]
    dear: float

    @cached_property
    def tape(self) -> Tape:
        """The tape on which each goal's value is helped along by its miss."""
        return _helped(self.base.tape, self.goals)

    @cached_property
    def smooth(self) -> Frame:
        """The same without rounding."""
        return replace(self, base=self.base.smooth)

    @cached_property
    def rounds(self) -> bool:
        """Whether anything on the way to the KPIs is rounded."""
        return self.base.rounds

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """The levers, and the misses after them."""
        return self.base.levers + (Lever("", 0.0, low=0.0, stated=1.0, effort=self.dear),) * len(self.goals)

    @cached_property
    def places(self) -> Places:
        """Where each lever and each miss stands among the tape's inputs."""
        first = len(self.base.inputs)
        return np.concatenate([self.base.places, np.arange(first, first + len(self.goals))])

    @cached_property
    def branches(self) -> list[Mask]:
        """The frame's branches; a miss belongs to none."""
        return [np.concatenate([branch, np.zeros(len(self.goals), dtype=bool)]) for branch in self.base.branches]

    @cached_property
    def inputs(self) -> Floats:
        """The value of every input before anything is solved: nothing is missed on purpose yet."""
        return np.concatenate([self.base.inputs, np.zeros(len(self.goals))])


def loosened(question: Question, firm: Sequence[Inequality], loose: Sequence[Inequality], dear: float) -> Question:
    """Return the question with some firm goals, and others that may be missed; `dear` is the effort of a miss of a whole scale."""
    base, able = question.frame, tuple(goal for goal in loose if goal.node is not None)
    frame = Elastic(base.tree, base.kpis, base.given, law=base.law, base=base, goals=able, dear=dear)
    helped = (replace(goal, node=base.tape.size + 4 * place + 3) for place, goal in enumerate(able))
    return Question((*firm, *helped), frame)


def _helped(tape: Tape, goals: Sequence[Inequality]) -> Tape:
    """Add four nodes for each goal: its miss, what a miss of 1 is worth, that many times the miss, and the goal's value helped by it."""
    inputs, constants, steps = list(tape.inputs), dict(tape.constants), list(tape.steps)
    for place, goal in enumerate(goals):
        assert goal.node is not None
        miss = tape.size + 4 * place
        inputs.append(miss)
        constants[miss + 1] = goal.sense * goal.scale
        steps += [Step(miss + 2, "mul", (miss, miss + 1)), Step(miss + 3, "add", (goal.node, miss + 2))]
    return Tape(tape.size + 4 * len(goals), tuple(inputs), constants, tuple(steps))
