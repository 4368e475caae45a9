"""What closes the rest where the stated targets miss a goal: the levers that have to go beyond them, with the least effort.

Knows stated targets and one goal that they miss. Does not know words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.solution import Outcome, Reach


@dataclass(frozen=True, slots=True)
class Step:
    """A lever that has to go beyond its stated target, or to move at all where it has none.

    `start` is the stated target, else today's value.
    """

    lever: str
    start: float
    needed: float


@dataclass(frozen=True, slots=True)
class Closing:
    """How the rest is closed: the steps beyond the stated targets, none where the bounds do not allow it; and how far the bounds go."""

    steps: tuple[Step, ...]
    reach: Reach


def closing(tree: KpiTree, goal: Goal, stated: Mapping[str, float]) -> Closing:
    """Return what is needed beyond the stated targets, none of which is taken back; one past its lever's bound counts up to the bound."""
    inside = {name: min(max(value, tree.levers[name].bounds[0]), tree.levers[name].bounds[1]) for name, value in stated.items()}
    solution = backsolve(tree, goal, beyond=inside)
    if solution.outcome is not Outcome.REACHED:
        return Closing((), solution.reach)
    starts = {name: inside.get(name, lever.baseline) for name, lever in solution.levers.items()}
    steps = (Step(name, starts[name], lever.target) for name, lever in solution.levers.items() if lever.target != starts[name])
    return Closing(tuple(steps), solution.reach)
