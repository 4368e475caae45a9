"""What each lever alone would have to become: Goal Seek for every lever at once, inside its bounds.

Knows one lever at a time. Does not know strategies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.paths import alone, directions
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.walk import scan_points, walk


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
        The best value of the goal's KPI that it can bring, as far as its way was looked at.
    """

    reached: bool
    value: float | None
    best: float


def one_lever(tree: KpiTree, goal: Goal) -> dict[str, Alone]:
    """Return for every lever what it alone would have to become so that the goal holds.

    Returns
    -------
    dict[str, Alone]
        In the order of the table; a lever that the goal's KPI does not depend on leaves it where it is.

    Raises
    ------
    UnknownKpi, GoalWithoutReference
        If the goal makes no sense for this tree.
    """
    question = ask(tree, (goal,))
    first = question.goals[0]
    found = {name: Alone(first.margin(first.baseline) >= 0.0, None, first.baseline) for name in tree.levers}
    way = directions(question) if question.levers else np.empty(0)
    for place, lever in enumerate(question.levers):
        found[lever.name] = _alone(question, place, way)
    return found


def _alone(question: Question, place: int, way: Floats) -> Alone:
    goal, start = question.goals[0], question.moves.start
    path = alone(question, place, float(way[place]), start)
    crossing = walk(question, path)
    margins = question.worst_over(path.at(scan_points(path)))
    best = goal.target.value + goal.sense * goal.scale * float(margins.max())
    return Alone(crossing.meets, float(crossing.values[place]) if crossing.meets else None, best)
