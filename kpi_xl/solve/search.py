"""Search for the least effort from one start: the sum of effort times squared move, as small as the goals and the bounds allow.

First-order steps are repeated until moves and slopes balance; where they are slow, and where a balance is not the least, second-order ones
take over. Knows questions. Does not know what to do where this stalls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.curvature import newton, off_the_saddle
from kpi_xl.solve.pieces import Pieces
from kpi_xl.solve.point import Point, imbalance, look
from kpi_xl.solve.question import Question
from kpi_xl.solve.views import Views

MOST_ROUNDS = 100
BALANCED = 1e-8
"""Imbalance between effort and slopes at which the search stops, as a share of the largest term: up to here an optimum is one."""

MET = 1e-12
"""By how much the goals may be missed when the search stops, as a share of their scale."""

OVER = 2e-10
"""What passing all of them may cost, as a share of the whole price."""

HALF = 0.5
"""A first-order step that leaves more of the imbalance is slow; a second-order one that leaves less is worth repeating."""

NEAR = 0.3
"""Up to this imbalance, and this miss, a point is so close to a balance that its curvature may tell the way."""

CLOSE = 0.01
"""Up to this imbalance second order is preferred where first order is slow: farther off many dear steps would be needed."""

Step = Callable[[Point, Floats], Point | None]
"""From a point and its multipliers to a better point, or None."""

SAME = 1e-4
"""Moves that differ by less, as a share of their size, lead to the same end."""


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """Where a search ended: the moves, the worst margin there, and the imbalance left (KKT residual over the largest term)."""

    moves: Floats
    worst: float
    residual: float

    @property
    def meets(self) -> bool:
        """Whether the goals are met, but for rounding errors."""
        return self.worst >= -MET

    @property
    def is_balanced(self) -> bool:
        """Whether the goals are met and effort and slopes balance."""
        return self.meets and self.residual <= BALANCED

    def is_near(self, moves: Floats) -> bool:
        """Whether a search at these moves would end here."""
        return self.is_balanced and bool(np.all(np.abs(moves - self.moves) <= SAME * (1.0 + np.abs(moves))))


def search(question: Question, start: Floats, *, one_optimum: bool = False, known: Sequence[Search] = ()) -> Search:
    """Look for the least effort from one start.

    Parameters
    ----------
    one_optimum
        Whether the form of the goal says that every balance is the least effort; else one counts only once no way off it is cheaper.
    known
        Where other searches ended. One that comes near such an end ends there at once.
    """
    seen = partial(look, question, Pieces(question))
    first: Step = Views(question, seen).step
    second: Step = partial(newton, question, seen)
    last: Step = partial(off_the_saddle, question, seen)
    here = seen(question.moves.settled(question.moves.clip(start)))
    residual, multipliers = imbalance(question, here)
    bent = False
    for _ in range(MOST_ROUNDS):
        balanced = residual <= BALANCED and -MET <= here.worst <= max(MET, _allowed(question, here, multipliers))
        if not here.is_defined or (balanced and one_optimum):
            break
        same = next((end for end in known if end.is_near(here.moves)), None)
        if same:
            return same
        steps = [last] if balanced else [second, first] if bent else [first, second]
        if not balanced and max(residual, abs(here.worst)) > NEAR:
            steps = [first]
        served, there = next(((step, there) for step in steps if (there := step(here, multipliers))), (None, None))
        if there is None:
            break
        before, here = residual, there
        residual, multipliers = imbalance(question, here)
        # A second-order step that has just failed is not tried again at once.
        bent = residual < HALF * before if served is second else not bent and HALF * before < residual <= CLOSE
    return Search(here.moves, here.worst, residual)


def _allowed(question: Question, here: Point, multipliers: Floats) -> float:
    """Return by how much the goals may be passed: so little that it costs next to nothing."""
    price = float(multipliers.sum())
    return OVER * question.moves.cost(here.moves) / price if price > 0.0 else 0.0
