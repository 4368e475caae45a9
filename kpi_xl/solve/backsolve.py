"""Backsolve: from goals to what every KPI must become.

Knows questions, strategies and solutions. Does not know what a workbook is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi_xl import errors
from kpi_xl.model.columns import Numbers
from kpi_xl.model.goal import GOALS, Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve import rounding
from kpi_xl.solve.cost import costs
from kpi_xl.solve.given import NOTHING, Given, given
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.reach import reach
from kpi_xl.solve.relax import prices, relaxations, together
from kpi_xl.solve.release import releases
from kpi_xl.solve.solution import Answer, Outcome, Reach, Solution
from kpi_xl.solve.strategies import STRATEGIES
from kpi_xl.solve.targets import targets

MET = frozenset({Outcome.REACHED, Outcome.ALREADY_MET})


def backsolve(
    tree: KpiTree,
    goal: Goal | None = None,
    *,
    goals: Sequence[Goal] | None = None,
    strategy: str = "least_effort",
    agreed: Mapping[str, float] | None = None,
    beyond: Solution | Mapping[str, float] | None = None,
    practical: bool = False,
    budget: float | None = None,
) -> Solution:
    """Find what every KPI must become so that the goal holds.

    Parameters
    ----------
    tree
        The driver tree.
    goal, goals
        One goal, or several that hold together (`least_effort`, `cheapest` and `within_budget` only), the headline first; goals that
        guard (`guard=True`) may stand beside it with every strategy: a path is followed until all hold. A goal is met at or above its
        target for a KPI whose more is better, at or below it otherwise, and ends on that side with an overshoot of at most 1e-9 of the
        goal's scale, or at the first point beyond a jump.
    strategy
        A key of `STRATEGIES`.
    agreed
        Levers that are settled: name to value, in the lever's unit. The rest is solved around them.
    beyond
        A solution to build on, such as must-achieve's below a stretch goal, or lever values by name: no lever falls back behind them.
    practical
        Whether targets are rounded to numbers that people work with, as far as the goals still hold.
    budget
        What may be spent in all, counted from today, for `within_budget`: it makes the KGI (the first goal's KPI where no goal is about
        the KGI) as good as that money can, and holds the other goals. In the money of the levers' costs.

    Returns
    -------
    Solution
        Not reaching a goal is an answer too: `outcome` says so, and the values are the best ones found.

    Raises
    ------
    UnknownStrategy, NoGoal, SeveralGoals, NoBudget, BadBudget, NoCosts, UnknownKpi, GoalWithoutReference, NotALever, Problems
        If the question makes no sense as asked; `Problems` lists every agreed value outside its lever's bounds.
    """
    asked = GOALS.validate_python(tuple(goals) if goals is not None else (goal,) if goal is not None else ())
    check(asked, strategy, budget)
    reached = {name: lever.target for name, lever in beyond.moved.items()} if isinstance(beyond, Solution) else dict(beyond or {})

    def solved(agreed: Mapping[str, float], practical: bool) -> Solution:
        settled = given(tree, agreed, reached) if agreed or reached else NOTHING
        return _solved(tree, asked, strategy, settled, budget, practical)

    solution = solved(agreed or {}, practical)
    if not agreed or solution.outcome in MET:
        return solution
    return replace(solution, releases=releases(agreed, lambda kept: solved(kept, practical=False).outcome in MET))


def _solved(tree: KpiTree, asked: Sequence[Goal], strategy: str, settled: Given, budget: float | None, practical: bool) -> Solution:
    plan = STRATEGIES[strategy]
    question = ask(tree, asked, settled, plan.law)
    question = replace(question, budget=budget) if plan.has_budget else question
    if plan.law == "cost" and question.frame.unpriced and not question.levers:
        raise errors.NoCosts(where="strategy", strategy=plan.label, kpi=tree.kpi(asked[0].kpi).shown)
    if not plan.has_budget and question.worst(question.frame.today) >= 0.0:
        return _solution(question, strategy, Outcome.REACHED if settled.values else Outcome.ALREADY_MET, _unmoved(question))
    if len(question.frame.roomless) == len(question.levers):
        return _solution(question, strategy, Outcome.NO_EFFECT, _unmoved(question, question.frame.roomless))
    answer = plan.answer(question)
    if practical and (answer.meets or plan.has_budget):
        answer = _rounded(question, answer)
    return _solution(question, strategy, Outcome.REACHED if answer.meets else Outcome.OUT_OF_REACH, answer)


def check(goals: Sequence[Goal], strategy: str, budget: float | None = None) -> None:
    """Raise what makes a question senseless before a tree is looked at."""
    if strategy not in STRATEGIES:
        raise errors.UnknownStrategy(where="strategy", strategy=strategy, strategies=", ".join(STRATEGIES))
    if not goals:
        raise errors.NoGoal(where="goal")
    aims = sum(not goal.guard for goal in goals)
    if aims > 1 and not STRATEGIES[strategy].several_goals:
        raise errors.SeveralGoals(where="goal", strategy=strategy, count=aims)
    if STRATEGIES[strategy].has_budget:
        check_budget(budget)


def check_budget(budget: float | None, where: object = "budget") -> None:
    """Raise what is wrong with a budget that is needed."""
    if budget is None:
        raise errors.NoBudget(where=where)
    if not (math.isfinite(budget) and budget >= 0.0):
        raise errors.BadBudget(where=where, budget=f"{budget:,.12g}")


def _rounded(question: Question, answer: Answer) -> Answer:
    """Return the answer in practical numbers, of which nothing is proven any more; as it is where none hold the goals."""
    values = rounding.practical(question, answer.values) if question.budget is None else rounding.inward(question, answer.values)
    if values is None:
        return answer
    return replace(answer, values=values, residual=None, optimum=None, first_crossing=None, is_practical=True)


def _enough(question: Question) -> float | None:
    """Return what the cheapest plan found for the goals costs in all; None where none meets them."""
    answer = STRATEGIES["cheapest"].answer(question)
    levers = question.tree.levers
    paid = costs(levers.values(), {name: lever.start for name, lever in levers.items()} | question.named(answer.values))
    return sum(paid.values()) if answer.meets else None


def _unmoved(question: Question, left_out: tuple[str, ...] = ()) -> Answer:
    return Answer(question.start, False, left_out=left_out)


def _solution(question: Question, strategy: str, outcome: Outcome, answer: Answer) -> Solution:
    first = question.goals[0]
    best = reach(question, first) if question.levers else None
    tree = question.tree
    values = Numbers(tree.places, tree.values(tree.run(question.inputs(answer.values))))
    levers = targets(question, answer.values)
    missed = outcome is Outcome.OUT_OF_REACH
    top = best if len(question.goals) == 1 or not missed else reach(question)
    over = question.budget is not None and missed
    singles = tuple(relaxations(question, top)) if missed and top else ()
    return Solution(
        goals=tuple(inequality.goal for inequality in question.goals),
        targets=tuple(inequality.target for inequality in question.goals),
        strategy=strategy,
        outcome=outcome,
        values=values,
        levers=levers,
        margins=tuple(inequality.margin(values[question.tree.kpi(inequality.goal.kpi).name]) for inequality in question.goals),
        reach=Reach(best.value if best else None, best.proof if best else "proven"),
        relaxations=singles,
        together=together(question, top) if missed and top and not singles else (),
        prices=prices(question, answer.values) if missed else {},
        residual=answer.residual,
        share=answer.share,
        resolution=answer.resolution,
        optimum=answer.optimum,
        first_crossing=answer.first_crossing,
        left_out=answer.left_out,
        conflict=answer.conflict,
        is_practical=answer.is_practical,
        costs=costs(tree.levers.values(), {name: lever.target for name, lever in levers.items()}) if tree.has_costs else {},
        budget=question.budget,
        enough=_enough(question) if over else None,
        agreed=tuple(name for name, _ in question.frame.given.agreed),
    )
