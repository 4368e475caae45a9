"""A question: goals as scaled inequalities over the levers that can do something about them.

Knows a tree and its goals. Does not know how an answer is found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kpi_xl.calc.tape import Floats, Tape
from kpi_xl.model.goal import Goal, Target
from kpi_xl.model.kpi import Lever
from kpi_xl.model.tree import KpiTree, Nodes
from kpi_xl.solve.frame import Frame, Samples, frame_of
from kpi_xl.solve.given import NOTHING, Given
from kpi_xl.solve.moves import Moves
from kpi_xl.solve.price import Law

TOLERANCE = 1e-9
"""How far beyond its target a goal may end, as a share of the goal's scale."""


@dataclass(frozen=True, slots=True)
class Inequality:
    """One goal as a number that must not be negative: sense * (value - target) / scale.

    `sense` is +1 where the KPI has to reach at least the target, -1 where at most. `scale` is the largest of the sizes of target, baseline
    and their difference, so that 1 means "as much as the question is about". `slack` is by how much, as a share of the scale, the target
    may be missed. `node` is None where no lever has a say.
    """

    goal: Goal
    node: int | None
    target: Target
    baseline: float
    sense: float
    scale: float
    slack: float = 0.0

    @property
    def span(self) -> float:
        """What one unit of margin is as a share of the value that just meets the goal: value / that = 1 + margin * span; nan unless that is
        positive.
        """
        just = self.target.value - self.sense * self.slack * self.scale
        return self.sense * self.scale / just if just > 0.0 else math.nan

    def margin(self, value: float) -> float:
        """Return how far a value is on the goal's side, as a share of the scale; negative when it misses."""
        return self.sense * (value - self.target.value) / self.scale + self.slack

    def margin_in(self, nodes: Nodes) -> float:
        """Return the margin of the goal's KPI in a run of the tape; nan where it is an Excel error."""
        return self.margin(self.baseline if self.node is None else float(nodes[self.node]))

    def margins_in(self, nodes: Samples, count: int) -> Floats:
        """Return the same for a run over that many samples."""
        values = np.full(count, self.baseline if self.node is None else nodes[self.node])
        return self.sense * (values - self.target.value) / self.scale + self.slack


@dataclass(frozen=True, slots=True)
class Question:
    """Goals, and the frame of levers and steps in which they are asked."""

    goals: tuple[Inequality, ...]
    frame: Frame
    budget: float | None = None
    """What may be spent, for the strategy that looks at it."""

    @property
    def tree(self) -> KpiTree:
        """The tree that is asked about."""
        return self.frame.tree

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The levers that precede a goal and may move."""
        return self.frame.levers

    @property
    def moves(self) -> Moves:
        """The levers as arrays."""
        return self.frame.moves

    @property
    def start(self) -> Floats:
        """The levers' values before anything is solved."""
        return self.frame.start

    @property
    def tape(self) -> Tape:
        """The steps that lead from the levers to the goals."""
        return self.frame.tape

    def inputs(self, values: Floats) -> Floats:
        """Return one value per input of the tape: these values for the question's levers, what is given for every other."""
        inputs = self.frame.inputs.copy()
        inputs[self.frame.places] = values
        return inputs

    def named(self, values: Floats) -> dict[str, float]:
        """Return lever values by name, those that were given among them."""
        return self.frame.given.values | {lever.name: value for lever, value in zip(self.levers, values.tolist(), strict=True)}

    def choosing(self, node: int, operand: int) -> Question:
        """Return the question on the tree in which one choosing node (MIN, MAX, IF) always takes the operand named for it."""
        return replace(self, frame=self.frame.choosing(node, operand))

    def run(self, values: Floats, tape: Tape | None = None) -> Nodes:
        """Return the value of every node the goals need, on the tree's tape or on a variant of it."""
        return self.tree.run(self.inputs(values), tape or self.tape)

    def slopes(self, nodes: Nodes, goal: Inequality, tape: Tape | None = None) -> Floats:
        """Return d margin / d lever value for every lever of the question, from the values that `run` returned."""
        if goal.node is None:
            return np.zeros(len(self.levers))
        gradient = self.tree.gradient(nodes, goal.node, tape or self.tape)
        return np.asarray(gradient[self.frame.places] * (goal.sense / goal.scale))

    def leanings(self, goal: Inequality) -> Floats:
        """Return d margin / d lever value today, as if nothing were rounded; 0 where that is an Excel error."""
        if goal.node is None:
            return np.zeros(len(self.levers))
        return np.asarray(self.frame.leanings(goal.node) * (goal.sense / goal.scale))

    def worst(self, nodes: Nodes) -> float:
        """Return the smallest margin of all goals; minus infinity where one is an Excel error."""
        margins = [goal.margin_in(nodes) for goal in self.goals]
        return min(margins) if all(map(math.isfinite, margins)) else -math.inf

    def worst_over(self, values: Floats) -> Floats:
        """Return the same for many samples: `values` has a row per lever of the question and a column per sample."""
        return np.asarray(self.margins_over(values).min(axis=0))

    def margins_over(self, values: Floats) -> Floats:
        """Return the margin of every goal, a row each, for many samples; minus infinity where its KPI is an Excel error."""
        inputs: list[Floats | float] = [*self.frame.inputs.tolist()]
        for place, row in zip(self.frame.places.tolist(), values, strict=True):
            inputs[place] = row
        nodes = self.tape.sample(inputs)
        margins = np.array([goal.margins_in(nodes, values.shape[1]) for goal in self.goals])
        return np.where(np.isfinite(margins), margins, -np.inf)


def ask(tree: KpiTree, goals: Sequence[Goal], given: Given = NOTHING, law: Law = "effort") -> Question:
    """Turn goals into a question about a tree; the law says what is saved.

    Raises
    ------
    UnknownKpi
        If a goal names no KPI of the tree.
    GoalWithoutReference
        If a goal is a multiple of something that is blank, zero or negative.
    """
    frame = frame_of(tree, [tree.kpi(goal.kpi, goal.where).name for goal in goals], given, law)
    question = Question((), frame)
    today = tree.baseline if given == NOTHING else tree.evaluate(question.named(frame.start))
    return replace(question, goals=tuple(inequality(tree, goal, today) for goal in goals))


def inequality(tree: KpiTree, goal: Goal, start: Mapping[str, float]) -> Inequality:
    """Turn one goal into a scaled inequality: at least the target, or at most it where lower is better.

    `meet="exactly"` opens both directions: the target is then approached from whichever side the start is on.
    """
    kpi = tree.kpi(goal.kpi)
    baseline = tree.baseline[kpi.name]
    target = goal.target(kpi, baseline)
    sense = -1.0 if kpi.better == "lower" else 1.0
    if goal.meet == "exactly" and start[kpi.name] != target.value:
        sense = 1.0 if target.value > start[kpi.name] else -1.0
    scale = max(abs(target.value), abs(baseline), abs(target.value - baseline)) or 1.0
    return Inequality(goal, tree.node(kpi.name), target, baseline, sense, scale)
