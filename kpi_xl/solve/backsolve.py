"""Backsolve: from goals to what every KPI must become.

Knows questions, strategies and solutions. Does not know what a workbook is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_xl import errors
from kpi_xl.model.goal import GOALS, Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.reach import reach
from kpi_xl.solve.relax import prices, relaxations
from kpi_xl.solve.solution import Answer, Binding, LeverTarget, Outcome, Reach, Solution
from kpi_xl.solve.strategies import STRATEGIES


def backsolve(tree: KpiTree, goal: Goal | None = None, *, goals: Sequence[Goal] | None = None, strategy: str = "least_effort") -> Solution:
    """Find what every KPI must become so that the goal holds.

    Parameters
    ----------
    tree
        The driver tree.
    goal, goals
        One goal, or several that hold together (`least_effort` only). A goal is met at or above its target for a KPI whose more is better,
        at or below it otherwise, and ends on that side with an overshoot of at most 1e-9 of the goal's scale, or at the first point beyond
        a jump.
    strategy
        A key of `STRATEGIES`.

    Returns
    -------
    Solution
        Not reaching a goal is an answer too: `outcome` says so, and the values are the best ones found.

    Raises
    ------
    UnknownStrategy, NoGoal, SeveralGoals, SoftGoal, UnknownKpi, GoalWithoutReference
        If the question makes no sense as asked.
    """
    asked = GOALS.validate_python(tuple(goals) if goals is not None else (goal,) if goal is not None else ())
    check(asked, strategy)
    question = ask(tree, asked)
    if all(inequality.margin(inequality.baseline) >= 0.0 for inequality in question.goals):
        return _solution(question, strategy, Outcome.ALREADY_MET, _unmoved(question))
    if not np.any(question.moves.scale > 0.0):
        return _solution(question, strategy, Outcome.NO_EFFECT, _unmoved(question, question.frame.roomless))
    answer = STRATEGIES[strategy].answer(question)
    return _solution(question, strategy, Outcome.REACHED if answer.meets else Outcome.OUT_OF_REACH, answer)


def check(goals: Sequence[Goal], strategy: str) -> None:
    """Raise what makes a question senseless before a tree is looked at."""
    if strategy not in STRATEGIES:
        raise errors.UnknownStrategy(where="strategy", strategy=strategy, strategies=", ".join(STRATEGIES))
    if not goals:
        raise errors.NoGoal(where="goal")
    if len(goals) > 1 and not STRATEGIES[strategy].several_goals:
        raise errors.SeveralGoals(where="goal", strategy=strategy, count=len(goals))
    for goal in goals if len(goals) > 1 else ():
        if not goal.hard:
            raise errors.SoftGoal(where=goal.where or "goal", kpi=goal.kpi)


def _unmoved(question: Question, left_out: tuple[str, ...] = ()) -> Answer:
    return Answer(question.moves.start, False, left_out=left_out)


def _solution(question: Question, strategy: str, outcome: Outcome, answer: Answer) -> Solution:
    first = question.goals[0]
    best = reach(question, first) if question.levers else None
    values = question.tree.evaluate(question.named(answer.values))
    levers = _targets(question, answer)
    missed = outcome is Outcome.OUT_OF_REACH
    return Solution(
        goals=tuple(inequality.goal for inequality in question.goals),
        targets=tuple(inequality.target for inequality in question.goals),
        strategy=strategy,
        outcome=outcome,
        values=values,
        levers=levers,
        margins=tuple(inequality.margin(values[question.tree.kpi(inequality.goal.kpi).name]) for inequality in question.goals),
        reach=Reach(best.value if best else None, best.proof if best else "proven"),
        relaxations=tuple(relaxations(question)) if missed else (),
        prices=prices(question, answer.values, levers) if missed else {},
        residual=answer.residual,
        share=answer.share,
        resolution=answer.resolution,
        optimum=answer.optimum,
        first_crossing=answer.first_crossing,
        left_out=answer.left_out,
    )


def _targets(question: Question, answer: Answer) -> dict[str, LeverTarget]:
    """Return what becomes of every lever of the tree, in the order of the table."""
    found = {
        lever.name: LeverTarget(lever.start, lever.start, 1.0 if lever.start else None, None) for lever in question.tree.levers.values()
    }
    sides = zip(question.levers, answer.values.tolist(), *(side.tolist() for side in question.frame.bounds), strict=True)
    for lever, target, low, high in sides:
        if target != lever.start:
            binding: Binding = "low" if target <= low else "high" if target >= high else None
            found[lever.name] = LeverTarget(lever.start, target, target / lever.start if lever.start else None, binding)
    return found
