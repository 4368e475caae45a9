"""Which answers to a question are proven, by the form of its formulas over the whole box of bounds.

Knows questions and forms. Does not know how an answer is found. What is not proven here is only found.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.frame import Frame
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.polarity import polarity
from kpi_xl.solve.question import Inequality, Question
from kpi_xl.solve.structure import Form, constant, falling, forms, rising

Limits = tuple[tuple[int, int, int], ...]
"""Nodes at which a goal is held down by the weaker of two branches, each with its two operands."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the form of one goal proves.

    Attributes
    ----------
    ways
        +1 or -1 per lever: the way in which the goal never gets worse, if `monotone`.
    monotone
        The goal never gets worse as any lever goes its way: the best reachable point is the corner of the box, a path that goes these ways
        meets the goal once and for all, and a least effort never moves a lever the other way.
    one_optimum
        Besides, the moves that meet the goal form a convex set: where effort and slopes balance, effort is least.
    limits
        The MIN and MAX whose branches all have to meet the goal: it is met exactly if it is met through each of them.
    """

    ways: Floats
    monotone: bool
    one_optimum: bool
    limits: Limits

    def is_good(self, ahead: Floats) -> bool:
        """Whether the goal provably never gets worse on the way to values that lie so far ahead."""
        return self.monotone and bool(np.all(ahead * self.ways >= 0.0))


def shape(question: Question, goal: Inequality) -> Shape:
    """Return what can be proven about one goal of a question."""
    kept = _SHAPES.setdefault(question.frame, {})
    key = (goal.node, goal.sense)
    if key not in kept:
        kept[key] = _shape(question, goal)
    return kept[key]


def _shape(question: Question, goal: Inequality) -> Shape:
    ways = np.where(question.leanings(goal) < 0.0, -1.0, 1.0)
    if goal.node is None:
        return Shape(ways, False, False, ())
    tape = question.tape.towards([goal.node])
    known = forms(tape, _inputs(question, ways > 0.0))
    form, pulls = known[goal.node], polarity(tape, known, goal.node)
    # MIN holds back a goal that rises with it, MAX one that falls.
    holds = {"min": frozenset({round(goal.sense)}), "max": frozenset({-round(goal.sense)})}
    limits = tuple((step.node, step.operands[0], step.operands[1]) for step in tape.steps if pulls[step.node] == holds.get(step.operation))
    monotone, curved = (form.rises, form.concave or form.log_concave) if goal.sense > 0.0 else (form.falls, form.convex or form.log_convex)
    (low, high), start = question.frame.bounds, question.moves.start
    # A lever that was brought to the other side of its baseline, and must not fall back, moves on a scale that bends the other way.
    forward = bool(np.all(np.where(ways > 0.0, high >= start, low <= start)))
    return Shape(ways, monotone, monotone and curved and forward, limits)


def _inputs(question: Question, up: Mask) -> dict[int, Form]:
    """Return the forms of the tape's inputs: a lever of the question over its bounds, every other a constant."""
    inputs = question.tape.inputs
    found = {node: constant(value) for node, value in zip(inputs, question.frame.inputs.tolist(), strict=True)}
    for place, lever, rises in zip(question.frame.places.tolist(), question.levers, up.tolist(), strict=True):
        low, high = lever.bounds
        found[inputs[place]] = rising(low, high) if rises else falling(low, high, lever.start > 0.0)
    return found


_SHAPES: WeakKeyDictionary[Frame, dict[tuple[int | None, float], Shape]] = WeakKeyDictionary()
