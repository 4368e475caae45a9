"""The strategies: each turns a question into an answer, as one row of a table.

Knows paths and the walk. Does not know names, sheets or words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.labels import Label
from kpi_xl.solve.budget import within_budget
from kpi_xl.solve.enclosure import cannot_cross_before
from kpi_xl.solve.in_order import in_order
from kpi_xl.solve.paths import Path, directions, equal_ratio, headroom, toward_stated
from kpi_xl.solve.price import Law
from kpi_xl.solve.proof import shape
from kpi_xl.solve.question import Question
from kpi_xl.solve.several import together
from kpi_xl.solve.solution import Answer
from kpi_xl.solve.walk import walk


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way to share out the effort: its name, what it does, whether it can hold several goals at once, what it saves, and whether it
    needs a budget: then it goes on past a goal that is met.
    """

    label: Label
    answer: Callable[[Question], Answer]
    several_goals: bool = False
    law: Law = "effort"
    has_budget: bool = False


def along(path: Callable[[Question, Floats], Path]) -> Callable[[Question], Answer]:
    """Make a strategy of a path by walking it."""

    def answer(question: Question) -> Answer:
        walked = path(question, directions(question))
        crossing = walk(question, walked)
        return Answer(
            crossing.values,
            crossing.meets,
            share=crossing.t,
            first_crossing="proven" if crossing.meets and is_first(question, walked, crossing.t) else "found",
            resolution=crossing.resolution,
            left_out=walked.left_out,
        )

    return answer


def is_first(question: Question, path: Path, t: float) -> bool:
    """Whether the goals are provably met nowhere earlier on a path: at once where every lever goes the way in which none gets worse."""
    way = path.at(np.array([path.end]))[:, 0] - question.start
    return all(shape(question, goal).is_good(way) for goal in question.goals) or cannot_cross_before(question, path, t)


STRATEGIES: dict[str, Strategy] = {
    "least_effort": Strategy(Label(ja="負担最小", en="Least effort"), together, several_goals=True),
    "equal_ratio": Strategy(Label(ja="均等倍率", en="Equal ratio"), along(equal_ratio)),
    "headroom": Strategy(Label(ja="伸びしろ比例", en="Headroom"), along(headroom)),
    "toward_stated": Strategy(Label(ja="個別目標へ", en="Toward stated targets"), along(toward_stated)),
    "in_order": Strategy(Label(ja="優先順位", en="In order"), in_order),
    "cheapest": Strategy(Label(ja="費用最小", en="Cheapest"), together, several_goals=True, law="cost"),
    "within_budget": Strategy(Label(ja="予算内で最大", en="Within budget"), within_budget, several_goals=True, law="cost", has_budget=True),
}
