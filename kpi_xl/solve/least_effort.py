"""The strategy of least effort: search from several starts, and keep the cheapest point that meets the goals.

Knows starts and how sure an answer is. Does not know how a search goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve import fallback
from kpi_xl.solve.choices import others, up_to_the_threshold
from kpi_xl.solve.enclosure import cannot_be_cheaper, cannot_hold
from kpi_xl.solve.paths import Path, directions, equal_ratio
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import TOLERANCE, Question
from kpi_xl.solve.reach import Best, reach
from kpi_xl.solve.search import BALANCED, Search, search
from kpi_xl.solve.solution import Answer
from kpi_xl.solve.walk import walk

LEAST_PUSH, MOST_PUSH = 2.0**-51, TOLERANCE / 4.0
"""By how much the last rounding errors are pushed away, as a share of each move."""

A_HAIR = TOLERANCE / 100.0
"""By how much goals that pull in different ways are aimed beyond, as a share of their scale: no common push serves them all."""

PAST_SMOOTH = 2.0
"""How far beyond the answer of the tree without rounding its direction is followed, as a multiple."""

MOST_SWITCHES = 3
"""How many choices are made the other way one after another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point that meets the goals, what it costs, and the imbalance there where a search ended at it."""

    values: Floats
    cost: float
    residual: float | None = None

    @property
    def is_balanced(self) -> bool:
        """Whether effort and slopes balance there."""
        return self.residual is not None and self.residual <= BALANCED


def least_effort(question: Question) -> Answer:
    """Search from today, from the equal_ratio point, from each top-level branch moved alone (its way, then the other), and towards the
    best reachable point.

    The cheapest answer wins, the earlier one in a tie. Where the form of the goal proves that there is one optimum only, and in a large
    tree, today is start enough if the search from there ends in balance.
    """
    known_shape = shape(question, question.goals[0])
    proves = len(question.goals) == 1 and known_shape.one_optimum and question.moves.price.bends_up(known_shape.ways)
    left_out = (*question.frame.roomless, *question.frame.unpriced)
    known: list[Search] = []
    best: Candidate | None = None
    for candidate in _candidates(question, known, proves):
        best = _cheaper(best, candidate)
        if proves and best.is_balanced:
            return Answer(best.values, True, best.residual, "proven", left_out=left_out)
    if best is None or not question.tree.is_large:
        best = _on_other_branches(question, best, known)
    if best is None:
        return Answer(reach(question).values, False, left_out=left_out)
    # Effort is so flat around its least that an answer out of balance may be as cheap, and yet not treat equal levers equally.
    settled = best.is_balanced or question.frame.rounds or question.worst(question.run(best.values)) > TOLERANCE
    least = settled and cannot_be_cheaper(question, question.moves.moves(best.values))
    return Answer(best.values, True, best.residual, "proven" if least else "found", left_out=left_out)


def _cheaper(best: Candidate | None, candidate: Candidate) -> Candidate:
    """Return the cheaper of two; the first one in a tie."""
    return candidate if best is None or candidate.cost < best.cost * (1.0 - TOLERANCE) else best


def _candidates(question: Question, known: list[Search], proves: bool) -> Iterator[Candidate]:
    """Yield points that meet the goals, the likeliest first, and note where searches ended."""
    first = search(question, np.zeros_like(question.moves.start), one_optimum=proves)
    if first.is_balanced:
        known.append(first)
        yield from _at(question, first)
        if question.tree.is_large:  # a balance from today is answer enough where every other start costs as much as a whole search
            return
    top = reach(question)
    if top.margin < 0.0 and (top.is_last or cannot_hold(question)):
        return
    in_reach = top.margin >= 0.0
    yield from _at(question, _second_opinion(question, first, in_reach))
    for path in _paths(question, top):
        yield from _along(question, path, known, in_reach)


def _along(question: Question, path: Path, known: list[Search], in_reach: bool) -> Iterator[Candidate]:
    """Yield where a path meets the goals, and where a search from there ends unless that is known."""
    crossing = walk(question, path)
    start = question.moves.moves(crossing.values)
    if crossing.meets:
        yield Candidate(crossing.values, question.moves.cost(start))
    if crossing.t > 0.0:
        found = search(question, question.moves.clip(start), known=known)
        if found not in known:
            found = _second_opinion(question, found, in_reach)
            known.append(found)
            yield from _at(question, found)


def _on_other_branches(question: Question, best: Candidate | None, known: list[Search]) -> Candidate | None:
    """Make choices of MIN, MAX and IF the other way, one at a time, as long as that makes the answer cheaper."""
    for _ in range(MOST_SWITCHES):
        before, at = best, best.values if best else question.start
        for branch in others(question, at):
            ahead = search(branch, question.moves.moves(at)).moves
            for candidate in _along(question, _line(question, question.moves.values(ahead)), known, best is not None):
                best = _cheaper(best, candidate)
        for branch in up_to_the_threshold(question, at):
            for candidate in _on_its_side(question, branch, at):
                best = _cheaper(best, candidate)
        if best is before:
            break
    return best


def _on_its_side(question: Question, branch: Question, at: Floats) -> Iterator[Candidate]:
    """Yield where a search on a branch ends, if that meets the goals and is on the branch's side of the threshold."""
    found = search(branch, question.moves.moves(at))
    if found.meets:
        for values in (_onto_the_goals_side(branch, found), _a_hair_beyond(branch, found)):
            if values is not None and question.worst(question.run(values)) >= 0.0:
                yield Candidate(values, question.moves.cost(found.moves), found.residual)
                break


def _line(question: Question, end: Floats) -> Path:
    """Return the straight way from the start to these lever values."""
    start = question.start
    return Path(lambda t: start[:, None] + (end - start)[:, None] * t, np.ones(1), 1.0, False, ())


def _paths(question: Question, top: Best) -> Iterator[Path]:
    """Yield the paths on which searches start: all levers, each branch under the goal's KPI, and lines to what is known to be good."""
    way = directions(question)
    yield equal_ratio(question, way)
    branches = question.frame.branches
    for turned in (way, -way):
        for branch in branches if len(branches) > 1 else ():
            yield equal_ratio(question, np.where(branch, turned, 0.0))
    yield _line(question, top.values)
    if question.frame.rounds:
        smooth = replace(question, frame=question.frame.smooth)
        ahead = search(smooth, np.zeros_like(question.start)).moves
        yield Path(
            lambda t: np.stack([question.moves.values(question.moves.clip(ahead * each)) for each in t], axis=1),
            np.ones(1),
            PAST_SMOOTH,
            False,
            (),
        )


def _second_opinion(question: Question, found: Search, in_reach: bool) -> Search:
    """Where a search stalled, let SLSQP go on from there, and the search polish what it finds; keep the better of the two."""
    settled = found.residual <= BALANCED if found.meets else not in_reach
    if settled or len(question.levers) > fallback.MOST_LEVERS:
        return found
    polished = search(question, fallback.slsqp(question, found.moves))
    better = polished.meets and (not found.meets or question.moves.cost(polished.moves) < question.moves.cost(found.moves))
    return polished if better else found


def _at(question: Question, found: Search) -> Iterator[Candidate]:
    """Yield where a search ended, if it meets the goals there."""
    values = _onto_the_goals_side(question, found) if found.meets else None
    if values is None and found.meets and len(question.goals) > 1:
        values = _a_hair_beyond(question, found)
    if values is not None:
        yield Candidate(values, question.moves.cost(found.moves), found.residual)


def _onto_the_goals_side(question: Question, found: Search) -> Floats | None:
    """Return the lever values with the last rounding errors pushed onto the goals' side, or None where the bounds forbid it."""
    moves, at, (low, high) = question.moves, found.moves, question.frame.bounds
    push = 0.0 if found.worst >= 0.0 else max(-found.worst, LEAST_PUSH)
    while push <= MOST_PUSH:
        # A move to a bound, turned back into a value, can miss the bound by a rounding error.
        pushed = np.where(moves.price.rests(at), 0.0, push * np.copysign(1.0 + np.abs(at), at))
        values = np.minimum(np.maximum(moves.values(at + pushed), low), high)
        if question.worst(question.run(values)) >= 0.0:
            return values
        push = max(4.0 * push, LEAST_PUSH)
    return None


def _a_hair_beyond(question: Question, found: Search) -> Floats | None:
    """Return the lever values at which goals that pull in different ways are all met with a hair's breadth to spare, or None."""
    farther = replace(question, goals=tuple(replace(goal, slack=goal.slack - A_HAIR) for goal in question.goals))
    low, high = question.frame.bounds
    values = np.minimum(np.maximum(question.moves.values(search(farther, found.moves).moves), low), high)
    return values if question.worst(question.run(values)) >= 0.0 else None
