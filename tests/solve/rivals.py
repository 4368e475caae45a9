"""The rival that backsolving is measured against: scipy's SLSQP on the same objective, goals, bounds and exact slopes.

Knows questions. Does not know where they come from.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

import kpi_xl as kx
from kpi_xl.calc.tape import Floats
from kpi_xl.solve.fallback import slsqp
from kpi_xl.solve.question import Question, ask
from tests.solve.suites import Case

MEETS = 1e-9
"""A run of the rival counts if it misses the goal by no more than this share of the goal's scale."""

NO_WORSE = 1e-6
"""Efforts that differ by less than this share are the same."""

FARTHEST = 3.0
"""Random starts move no lever by more than this, where its bounds are wider."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A case, our solution, and both efforts; an effort is infinite where the goal is not met."""

    case: Case
    solution: kx.Solution
    ours: float
    theirs: float

    @property
    def gain(self) -> float:
        """By what share the rival needs more effort than we do; negative where it needs less."""
        if math.isinf(self.ours) or math.isinf(self.theirs):
            return 0.0 if self.ours == self.theirs else math.copysign(math.inf, self.theirs - self.ours)
        return (self.theirs - self.ours) / self.ours if self.ours else 0.0

    def __str__(self) -> str:
        return f"{self.case.name}: ours {self.ours:.9g}, SLSQP {self.theirs:.9g} ({self.gain:+.2e}), optimum {self.solution.optimum}"


def compare(case: Case, solution: kx.Solution, runs: int) -> Comparison:
    """Set our solution of a case beside the best of the rival's runs, from today and from random points."""
    question = ask(case.tree, [case.goal])
    return Comparison(case, solution, effort(question, solution), best_of_slsqp(question, runs, random.Random(case.name)))


def best_of_slsqp(question: Question, runs: int, rng: random.Random) -> float:
    """The least effort that SLSQP finds from today and from random points; infinite where it meets the goal from none."""
    moves = question.moves
    low, high = np.maximum(moves.low, -FARTHEST), np.minimum(moves.high, FARTHEST)
    starts = [np.zeros_like(low)] + [_between(low, high, rng) for _ in range(runs - 1)]
    found = [slsqp(question, start) for start in starts]
    return min((moves.cost(at) for at in found if question.worst(question.run(moves.values(at))) >= -MEETS), default=math.inf)


def _between(low: Floats, high: Floats, rng: random.Random) -> Floats:
    return np.array([rng.uniform(*ends) for ends in zip(low.tolist(), high.tolist(), strict=True)])


def effort(question: Question, solution: kx.Solution) -> float:
    """The effort of a solution: the sum of effort times squared move; infinite where it does not meet the goal."""
    if solution.margins[0] < 0.0:
        return math.inf
    targets = np.array([solution.levers[lever.name].target for lever in question.levers])
    return question.moves.cost(question.moves.moves(targets))


def summary(title: str, found: list[Comparison]) -> str:
    """How often each side was better by more than the tolerance, and which cases these are."""
    lost = [each for each in found if each.gain < -NO_WORSE]
    won = [each for each in found if each.gain > NO_WORSE]
    head = f"{title}: {len(found)} cases, SLSQP better in {len(lost)}, ours better in {len(won)}"
    return "\n".join([head, *(f"  SLSQP better: {each}" for each in lost), *(f"  ours better: {each}" for each in won)])
