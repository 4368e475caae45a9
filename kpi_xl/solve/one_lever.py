"""What each lever alone would have to become: Goal Seek for every lever at once, inside its bounds.

Knows one lever at a time. Does not know strategies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.paths import Path, alone, directions
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.walk import MOST_HELD, crossing, scan_points


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
        paths = [alone(question, place, float(way[place]), question.start) for place in range(len(question.levers))]
        scans = [(place, path, scan_points(path)) for place, path in enumerate(paths)]
        width = max(1, MOST_HELD // (question.tape.size * max(len(ts) for _, _, ts in scans)))
        for some in range(0, len(scans), width):
            found |= _alone(question, scans[some : some + width])
    return found


def _alone(question: Question, scans: list[tuple[int, Path, Floats]]) -> dict[str, Alone]:
    """Look along the paths of some levers in one go."""
    goal, found, first = question.goals[0], {}, 0
    margins = question.margins_over(np.concatenate([path.at(ts) for _, path, ts in scans], axis=1))
    for place, path, ts in scans:
        own = margins[:, first : first + len(ts)]
        first += len(ts)
        met = crossing(question, path, ts, own.min(axis=0))
        kept = own[0, (own[1:] >= 0.0).all(axis=0)]
        best = goal.target.value + goal.sense * goal.scale * float(kept.max()) if kept.size else goal.baseline
        value = float(met.values[place]) if met.meets else None
        found[question.levers[place].name] = Alone(met.meets, value, best, not met.meets and bool(own[0].max() >= 0.0))
    return found
