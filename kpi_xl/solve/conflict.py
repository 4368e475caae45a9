"""Why hard goals cannot hold together: the fewest of them that contradict each other.

Knows sets of goals. Does not know how the best compromise between them is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.enclosure import cannot_hold
from kpi_xl.solve.frame import needed_levers
from kpi_xl.solve.nearest import misses, nearest
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import TOLERANCE, Question
from kpi_xl.solve.search import search
from kpi_xl.solve.solution import Conflict, Proof

MOST_ENUMERATED = 6
"""Up to so many goals every set is looked at, the smallest first; of more, goals are left out one by one while the rest contradict."""


def conflict(question: Question, point: Floats) -> Conflict | None:
    """Return the fewest hard goals that contradict each other; None if every set that was tried can hold.

    Parameters
    ----------
    point
        The nearest point to all of them: the goals it meets are known to hold together.
    """
    hard = tuple(place for place, goal in enumerate(question.goals) if goal.goal.hard)
    known = {frozenset(place for place in hard if misses(question, point, [question.goals[place]])[0] <= TOLERANCE)}
    sets = _by_size(hard) if len(hard) <= MOST_ENUMERATED else iter([_reduced(question, hard)])
    for places in sets:
        if not any(known_set >= set(places) for known_set in known) and not can_hold(_only(question, places)):
            return Conflict(places, _proof(_only(question, places)))
    return None


def can_hold(question: Question) -> bool:
    """Whether some values that meet all the goals are found."""
    if search(question, np.zeros_like(question.start)).meets:
        return True
    return bool((misses(question, nearest(question, (), question.goals), question.goals) <= TOLERANCE).all())


def _by_size(places: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for size in range(1, len(places) + 1):
        yield from combinations(places, size)


def _reduced(question: Question, places: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out every goal without which the rest still contradict each other."""
    for place in places:
        rest = tuple(one for one in places if one != place)
        if not can_hold(_only(question, rest)):
            places = rest
    return places


def _only(question: Question, places: tuple[int, ...]) -> Question:
    return replace(question, goals=tuple(question.goals[place] for place in places))


def _proof(question: Question) -> Proof:
    return "proven" if _too_far_for_the_corner(question) or cannot_hold(question) else "found"


def _too_far_for_the_corner(question: Question) -> bool:
    """Whether every goal only gets better as its levers go one way, the same for all goals, and the far end of that is not enough."""
    ways = np.zeros_like(question.start)
    for goal in question.goals:
        known, levers = shape(question, goal), needed_levers(question.tree, [goal.node] if goal.node is not None else [])
        own = np.where([lever.name in levers for lever in question.levers], known.ways, 0.0)
        if (goal.node is not None and not known.monotone) or np.any(own * ways < 0.0):
            return False
        ways = np.where(ways == 0.0, own, ways)
    low, high = question.frame.bounds
    corner = np.where(ways > 0.0, high, np.where(ways < 0.0, low, question.start))
    return bool(np.isfinite(corner).all()) and -np.inf < question.worst(question.run(corner)) < -TOLERANCE
