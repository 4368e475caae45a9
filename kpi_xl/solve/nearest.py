"""The nearest point to goals that cannot all hold: the least sum of squared misses, each as a share of its goal's scale.

Knows starts. Does not know which goals give way, nor why.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve import fallback
from kpi_xl.solve.elastic import loosened
from kpi_xl.solve.question import Inequality, Question
from kpi_xl.solve.reach import reach
from kpi_xl.solve.search import search

Goals = tuple[Inequality, ...]

DEAREST = 1e10
"""How many times dearer than a lever's move a miss is, so that effort hardly counts beside it."""

DEAR = 1e4
"""The same for the search: it balances the two, and loses sight of effort where the difference is larger."""


def nearest(question: Question, firm: Goals, loose: Goals) -> Floats:
    """Return the lever values that meet the firm goals and miss the loose ones least, as far as a search from a few starts finds.

    The starts are today, the point at which the worst goal is best off, and the best point of each goal alone. Where no start leads to
    the firm goals, the one that misses the firm ones least is returned.
    """
    is_small = len(question.levers) <= fallback.MOST_LEVERS
    freed = loosened(question, firm, loose, DEAREST if is_small else DEAR)
    able = [goal for goal in loose if goal.node is not None]
    best, least = question.start, (math.inf, math.inf)
    for start in _starts(question, firm + loose):
        helped = np.concatenate([question.moves.clip(question.moves.moves(start)), misses(question, start, able)])
        moves = fallback.slsqp(freed, helped) if is_small else search(freed, helped).moves
        values = question.moves.values(moves[: len(start)])
        short, missed = (float(np.square(misses(question, values, goals)).sum()) for goals in (firm, loose))
        if (short, missed) < least:
            best, least = values, (short, missed)
    return best


def misses(question: Question, values: Floats, goals: Goals | list[Inequality]) -> Floats:
    """Return by how much each goal is missed at some lever values, as a share of its scale; far off where it is an Excel error."""
    nodes = question.run(values)
    return np.nan_to_num(np.maximum([-goal.margin_in(nodes) for goal in goals], 0.0), nan=1.0 / np.finfo(float).eps)


def _starts(question: Question, goals: Goals) -> Iterator[Floats]:
    yield question.start
    yield reach(replace(question, goals=goals)).values
    for goal in goals:
        yield reach(question, goal).values
