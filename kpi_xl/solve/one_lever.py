"""What each lever alone would have to become: Goal Seek for every lever at once, inside its bounds.

Knows one lever at a time. Does not know strategies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.paths import directions, own_way
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.walk import MOST_HELD, STEPS, crossings, even_steps

FEW = 16
"""Steps in which a way is looked at that is known to meet the goal once and for all."""


@dataclass(frozen=True, slots=True)
class Alone:
    """What one lever can do without the others.

    Attributes
    ----------
    reached
        Whether it can meet the goal inside its bounds.
    value
        What it would have to become, in its unit: the first such value on its good way; None where it cannot.
    best
        The best value of the goal's KPI that it can bring while the guardrails are kept, as far as its way was looked at; today's value
        where it cannot keep them.
    held_back
        Whether it could meet the goal but for the guardrails.
    """

    reached: bool
    value: float | None
    best: float
    held_back: bool = False


def one_lever(tree: KpiTree, goal: Goal, guards: Sequence[Goal] = ()) -> dict[str, Alone]:
    """Return for every lever what it alone would have to become so that the goal holds.

    Parameters
    ----------
    guards
        What must hold beside the goal, such as a floor on another KPI.

    Returns
    -------
    dict[str, Alone]
        In the order of the table; a lever that the goal's KPI does not depend on leaves it where it is.

    Raises
    ------
    UnknownKpi, GoalWithoutReference
        If the goal makes no sense for this tree.
    """
    question = ask(tree, (goal, *guards))
    today, kept = question.goals[0].baseline, [each.margin(each.baseline) >= 0.0 for each in question.goals]
    found = {name: Alone(all(kept), None, today, kept[0] and not all(kept)) for name in tree.levers}
    if question.levers:
        way = directions(question)
        width = max(1, MOST_HELD // (question.tape.size * (STEPS + 1)))
        for place in range(0, len(way), width):
            found |= _alone(question, way, slice(place, place + width))
    return found


def _alone(question: Question, way: Floats, only: slice) -> Iterator[tuple[str, Alone]]:
    """Yield what some levers can do alone; all of them are looked at in one go."""
    own = own_way(question, way[only], only)
    # Where the goals never get worse on the way there is one crossing at most, and nothing to be missed between two looks.
    plain = all(shape(question, goal).is_good(way) for goal in question.goals)
    scans, first = even_steps(own.ends, own.is_open, FEW if plain else STEPS), only.start

    def margins(which: list[int], values: Floats) -> Floats:
        """Return the margins when one of these levers at a time takes values of its own: by goal, lever and value."""
        moved = np.repeat(question.start[:, None], values.size, axis=1)
        moved[np.repeat(which, values.shape[1]) + first, np.arange(values.size)] = values.ravel()
        return question.margins_over(moved).reshape(-1, *values.shape)

    def look(which: list[int], ts: Floats) -> Floats:
        every = np.zeros(len(scans))
        every[which] = ts
        return np.asarray(margins(which, own.at(every[:, None])[which]).min(axis=0)[:, 0])

    seen = margins([*range(len(scans))], own.at(scans))
    ends = [*crossings(scans, seen.min(axis=0), look)]
    values = own.at(np.array([[t] for t, _ in ends]))[:, 0].tolist()
    aims, goal = seen[0].max(axis=1).tolist(), question.goals[0]
    kept = np.where((seen[1:] >= 0.0).all(axis=0), seen[0], -np.inf).max(axis=1).tolist()
    for lever, value, (_, met), aim, most in zip(question.levers[only], values, ends, aims, kept, strict=True):
        best = goal.target.value + goal.sense * goal.scale * most if most > -np.inf else goal.baseline
        yield lever.name, Alone(met is not None, value if met is not None else None, best, met is None and aim >= 0.0)
