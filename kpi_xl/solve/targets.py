"""What becomes of every lever, held as arrays.

Knows starts, targets and bounds. Does not know how the targets were found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.columns import Column
from kpi_xl.solve.question import Question
from kpi_xl.solve.solution import Binding, LeverTarget


@dataclass(frozen=True, slots=True)
class Targets:
    """Every lever of a tree, in the order of the table: its start, its target, and the bounds of those that could move."""

    starts: Floats
    targets: Floats
    low: Floats
    high: Floats

    def at(self, place: int) -> LeverTarget:
        """Return what becomes of one lever."""
        start, target = self.starts.item(place), self.targets.item(place)
        binding: Binding = None
        if target != start:
            binding = "low" if target <= self.low[place] else "high" if target >= self.high[place] else None
        return LeverTarget(start, target, target / start if start else None, binding)


def targets(question: Question, values: Floats) -> Column[LeverTarget]:
    """Return what becomes of every lever of the tree when those of the question get these values."""
    tree, places = question.tree, question.frame.places
    low, high = (np.full(len(tree.levers), end) for end in (-np.inf, np.inf))
    low[places], high[places] = question.frame.own_bounds
    return Column(tree.lever_places, Targets(tree.starts, question.inputs(values), low, high).at)
