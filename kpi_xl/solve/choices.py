"""The branches of MIN, MAX and IF that a point does not take: on each, the tree is another one, and its least effort may be less.

Knows the choosing steps of a tape. Does not know how a branch is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kpi_xl.calc.tape import Floats, Step
from kpi_xl.model.tree import Nodes
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import Question

MOST_CHOICES = 12
"""How many choosing steps are looked at, the nearest to the goal first."""


def _of_two(step: Step, nodes: Nodes) -> tuple[int, ...]:
    """The operands whose value this is; both in a tie."""
    return tuple(place for place, operand in enumerate(step.operands) if nodes[operand] == nodes[step.node])


TAKEN: Mapping[str, Callable[[Step, Nodes], tuple[int, ...]]] = {
    "min": _of_two,
    "max": _of_two,
    "if": lambda step, nodes: (1,) if nodes[step.operands[0]] else (2,),
}
BRANCHES: Mapping[str, tuple[int, ...]] = {"min": (0, 1), "max": (0, 1), "if": (1, 2)}


def others(question: Question, values: Floats) -> Iterator[Question]:
    """Yield the question with one choice at a time made the other way than at some lever values; in a tie, made either way.

    A MIN that limits a goal is no choice: all of its branches have to meet the goal.
    """
    nodes = question.run(values)
    limits = {node for goal in question.goals for node, _, _ in shape(question, goal).limits}
    choosing = [step for step in reversed(question.tape.steps) if step.operation in BRANCHES and step.node not in limits]
    for step in choosing[:MOST_CHOICES]:
        taken = TAKEN[step.operation](step, nodes)
        for place in BRANCHES[step.operation]:
            if place not in taken or len(taken) > 1:
                yield question.choosing(step.node, place)
