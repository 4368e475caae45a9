"""Steps that follow one another tell where they lead: the mixture of the last ones that leaves the least of a step to go.

Anderson's acceleration (D. G. Anderson, 1965, "Iterative procedures for nonlinear integral equations"). Knows points and the steps taken
from them. Does not know how a step is found, nor whether a mixture is any good: whoever takes it has to look.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from kpi_xl.calc.tape import Floats

MOST_STEPS = 6
"""How many steps are mixed at most."""

NEAR = 0.1
"""A step that is longer than this share of the whole way is too long to be mixed: bounds and curvature ahead are still others."""

SLOW = 0.01
"""A step that is longer than this share of the one before makes slow progress."""

RIDGE = 1e-13
"""Keeps the mixture defined where steps are alike, as a share of their size."""


@dataclass(slots=True)
class Mixture:
    """The last points of a search, the step that led on from each, and how long the last two steps were."""

    weights: Floats
    _points: list[Floats] = field(default_factory=list)
    _steps: list[Floats] = field(default_factory=list)
    _lengths: tuple[float, float] = (math.inf, math.inf)
    _way: float = 0.0

    @property
    def is_ready(self) -> bool:
        """Whether there are steps to mix, and the last one was hardly shorter than the one before: a better scale would not help either."""
        before, last = self._lengths
        return bool(self._steps) and SLOW * before < last < NEAR * self._way

    @property
    def is_growing(self) -> bool:
        """Whether the last step was longer than the one before, so that what went before tells nothing."""
        before, last = self._lengths
        return last > before

    def begin_anew(self) -> None:
        """Forget every step: those to come are found in another way."""
        self._points.clear()
        self._steps.clear()

    def mixed(self, moves: Floats, step: Floats) -> Floats | None:
        """Note a step, and return where the last ones lead together; None where there is nothing to mix."""
        self._lengths, self._way = (self._lengths[1], self._length(step)), self._length(moves)
        if self.is_growing:
            self.begin_anew()
        self._points, self._steps = [*self._points, moves][-MOST_STEPS:], [*self._steps, step][-MOST_STEPS:]
        if len(self._steps) < 2 or not self.is_ready:
            return None
        apart = np.array(self._steps[:-1]) - step
        weighed = apart * self.weights
        gram = weighed @ apart.T
        gram.flat[:: len(gram) + 1] *= 1.0 + RIDGE
        try:
            shares = np.linalg.solve(gram, weighed @ step)
        except np.linalg.LinAlgError:
            return None
        return np.asarray(moves + step - shares @ (np.array(self._points[:-1]) - moves + apart))

    def _length(self, way: Floats) -> float:
        return math.sqrt(float(self.weights @ (way * way)))
