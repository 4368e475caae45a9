"""Several goals at once: the hard ones first, then the soft ones as nearly as they go, then the least effort that holds all that.

Knows goals and which of them give way. Does not know how a least effort is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.conflict import conflict
from kpi_xl.solve.least_effort import least_effort
from kpi_xl.solve.nearest import Goals, misses, nearest
from kpi_xl.solve.question import TOLERANCE, Inequality, Question
from kpi_xl.solve.solution import Answer

NEARLY = 1e-6
"""A goal that the nearest point misses by less is tried as if it could be met: the search weighs misses, and never quite forgets effort."""

MOST_TURNS = 8
"""How often goals to be met exactly change the side they are approached from."""


def together(question: Question) -> Answer:
    """Return the least effort that meets every goal; where they cannot all hold, the least effort at the nearest point.

    Soft goals give way before hard ones, by the least sum of squared misses, each as a share of its goal's scale. Where even the hard ones
    cannot hold together, they give way in the same manner, and the fewest of them that contradict each other are named.
    """
    if len(question.goals) == 1:
        return least_effort(question)
    held: Goals = ()
    answer, contradiction, meets = Answer(question.start, True), None, True
    for hard in (True, False):
        asked = tuple(goal for goal in question.goals if goal.goal.hard is hard)
        if not asked:
            continue
        tried = _met(question, held + asked)
        if tried.answer.meets:
            held, answer = tried
            continue
        meets = meets and not hard and bool(held)
        point = nearest(question, held, tuple(side for goal in asked for side in _sides(goal)))
        contradiction = conflict(question, point) if hard else contradiction
        held, answer = _given_way(question, held, asked, [point, answer.values])
    return replace(answer, meets=meets, conflict=contradiction)


class Held(NamedTuple):
    """Goals as they are held, and the least effort that holds them."""

    goals: Goals
    answer: Answer


def _met(question: Question, goals: Goals) -> Held:
    """Return the least effort that meets all goals; one that has to be met exactly, but is passed, is approached from its other side."""
    best, least = Held(goals, Answer(question.start, False)), np.inf
    for _ in range(MOST_TURNS):
        answer = least_effort(replace(question, goals=goals))
        if not answer.meets:
            return Held(goals, answer)
        nodes = question.run(answer.values)
        passed = [goal.goal.meet == "exactly" and goal.margin_in(nodes) > TOLERANCE + goal.slack for goal in goals]
        farthest = max((goal.margin_in(nodes) for goal, past in zip(goals, passed, strict=True) if past), default=0.0)
        if farthest < least:
            best, least = Held(goals, answer), farthest
        if not any(passed):
            break
        goals = tuple(replace(goal, sense=-goal.sense) if past else goal for goal, past in zip(goals, passed, strict=True))
    return best


def _sides(goal: Inequality) -> Iterator[Inequality]:
    """Yield the goal; and where it is to be met exactly, that it must not be passed either."""
    yield goal
    if goal.goal.meet == "exactly":
        yield replace(goal, sense=-goal.sense)


def _given_way(question: Question, held: Goals, asked: Goals, points: list[Floats]) -> Held:
    """Return the goals with as much slack as the best of some points needs, and the least effort under them."""
    point = min(points, key=lambda point: [float(np.square(misses(question, point, goals)).sum()) for goals in (held, asked)])
    missed = misses(question, point, asked)
    for tried in (np.where(missed > NEARLY, missed, 0.0), missed):
        # A little more than is missed: a goal that holds at a single point only would leave the search no room.
        slackened = tuple(
            replace(goal, slack=goal.slack + (miss + TOLERANCE if miss else 0.0)) for goal, miss in zip(asked, tried.tolist(), strict=True)
        )
        found = _met(question, held + slackened)
        if found.answer.meets:
            return found
    return Held(held + slackened, Answer(point, True))
