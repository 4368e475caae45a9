"""The branches of MIN, MAX and IF that a point does not take: on each, the tree is another one, and its least effort may be less.

Knows the choosing steps of a tape. Does not know how a branch is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace

from kpi_xl.calc.tape import Floats, Step, Tape
from kpi_xl.model.tree import Nodes
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import Inequality, Question

MOST_CHOICES = 12
"""How many choices are looked at, the nearest to the goal first."""

Made = Mapping[int, Step]
"""The steps of a tape by the node each makes."""


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
    for steps in _choices(question.tape, set(BRANCHES), limits):
        taken = TAKEN[steps[0].operation](steps[0], nodes)
        for place in BRANCHES[steps[0].operation]:
            if place not in taken or len(taken) > 1:
                yield _choosing(question, steps, place)


COMPARISONS = frozenset({"lt", "le"})


def up_to_the_threshold(question: Question, values: Floats) -> Iterator[Question]:
    """Yield the question on each branch of an IF that compares something with a number, with one goal more: that the comparison turns out
    as this branch wants it. There the least effort may lie exactly at the number.
    """
    tape, nodes = question.tape, question.run(values)
    made = {step.node: step for step in tape.steps}
    for steps in _choices(tape, {"if"}):
        condition = made.get(steps[0].operands[0])
        if condition and condition.operation in COMPARISONS:
            for place, sense in ((1, 1.0), (2, -1.0)):
                kept = _kept(question, condition, sense, nodes)
                if kept:
                    yield replace(_choosing(question, steps, place), goals=(*question.goals, kept))


def _choices(tape: Tape, operations: Collection[str], but: Collection[int] = ()) -> list[list[Step]]:
    """Return the choosing steps, the nearest to the goal first, those that one comparison decides together: a plan of many months asks the
    same in each.
    """
    made = {step.node: step for step in tape.steps}
    found: dict[Hashable, list[Step]] = {}
    for step in reversed(tape.steps):
        if step.operation in operations and step.node not in but:
            found.setdefault(_comparison(tape, made, step), []).append(step)
    return list(found.values())[:MOST_CHOICES]


def _comparison(tape: Tape, made: Made, step: Step) -> Hashable:
    """Return what decides a step: for an IF the comparison it makes of which nodes and numbers, else nothing but the step itself."""
    condition = made.get(step.operands[0]) if step.operation == "if" else None
    if condition is None:
        return step.node
    return (condition.operation, *((node in tape.constants, tape.constants.get(node, node)) for node in condition.operands))


def _choosing(question: Question, steps: Iterable[Step], place: int) -> Question:
    """Return the question with each of these choices made for the operand at one place."""
    for step in steps:
        question = question.choosing(step.node, place)
    return question


def _kept(question: Question, condition: Step, sense: float, nodes: Nodes) -> Inequality | None:
    """Return as a goal that a comparison holds (sense +1) or does not (-1); None where it compares with no number."""
    (left, right), constants = condition.operands, question.tape.constants
    if (left in constants) == (right in constants):
        return None
    node, number, sense = (right, constants[left], sense) if left in constants else (left, constants[right], -sense)
    baseline = float(nodes[node])
    scale = max(abs(number), abs(baseline), abs(number - baseline)) or 1.0
    first = question.goals[0]
    return replace(first, node=node, target=replace(first.target, value=number), baseline=baseline, sense=sense, scale=scale, slack=0.0)
