"""The strategy of a budget: the best the KGI can become for so much money, the other goals held.

The cheapest plan for a level of the KGI never gets cheaper as the level rises: the highest level that can be paid for is bracketed and
narrowed down. Knows levels and what they cost. Does not know how a cheapest plan is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.goal import Target
from kpi_xl.solve.cost import costs
from kpi_xl.solve.question import TOLERANCE, Inequality, Question
from kpi_xl.solve.reach import Best, reach
from kpi_xl.solve.search import search
from kpi_xl.solve.several import together
from kpi_xl.solve.solution import Answer

FIRST_STEP = 0.05
"""The first level that is tried, beyond the start, as a share of the goal's scale; each next one is twice as far."""

MOST_STEPS, MOST_HALVINGS = 60, 60

CLOSE = 1e-10
"""How close to the budget is there, as a share of it; and how narrow a bracket of levels, as a share of the goal's scale."""

FARTHER = 1e-6
"""By how much more of its scale the KGI would have to become to count, where an answer is to be proven."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The cheapest plan for one level: its lever values, what it costs, and whether it meets the level and is proven the cheapest."""

    level: float
    values: Floats
    cost: float
    meets: bool
    proven: bool


def within_budget(question: Question) -> Answer:
    """Return the best that the first goal on the KGI (else the first goal) can become for the question's budget, the other goals held.

    Where even the other goals alone cost more, they are let go.
    """
    market = Market(question, tuple(goal for goal in question.goals if goal is not aim(question)))
    base = market.base
    if market.others and not market.affords(base):
        market = Market(question, ())
        base = market.base
    best, proven = market.best(base)
    nodes = question.run(best.values)
    left_out = (*question.frame.roomless, *question.frame.unpriced)
    return Answer(best.values, question.worst(nodes) >= 0.0, optimum="proven" if proven else "found", left_out=left_out)


def aim(question: Question) -> Inequality:
    """Return the goal whose KPI is to become as good as it can: the one on the KGI, else the first."""
    aims = [goal for goal in question.goals if not goal.goal.guard] or question.goals
    return next((goal for goal in aims if question.tree.kpi(goal.goal.kpi).name == question.tree.kgi), aims[0])


@dataclass(frozen=True)
class Market:
    """What levels of the goal's KPI cost, the other goals held."""

    question: Question
    others: tuple[Inequality, ...]

    @cached_property
    def goal(self) -> Inequality:
        """The goal that is raised."""
        return aim(self.question)

    @cached_property
    def purse(self) -> float:
        """What is left of the budget once everything that is settled is paid for."""
        given, own = self.question.frame.given.values, {lever.name for lever in self.question.levers}
        settled = [lever for name, lever in self.question.tree.levers.items() if name in given and name not in own]
        return (self.question.budget or 0.0) - sum(costs(settled, given).values())

    @cached_property
    def top(self) -> Best:
        """The best point inside the bounds, whatever it costs."""
        return reach(self.question, self.goal)

    @cached_property
    def base(self) -> Offer:
        """The cheapest plan for the other goals alone: where raising begins."""
        question = replace(self.question, goals=self.others)
        met = not self.others or question.worst(question.run(self.question.start)) >= 0.0
        answer = Answer(self.question.start, True, optimum="proven") if met else together(question)
        return self._offer(self._level(answer.values), answer)

    def affords(self, offer: Offer) -> bool:
        """Whether an offer keeps its promise and can be paid for."""
        return offer.meets and offer.cost <= self.purse * (1.0 + TOLERANCE)

    def best(self, base: Offer) -> tuple[Offer, bool]:
        """Return the best offer that can be paid for, and whether nothing better can be is proven."""
        good, bad = base, None
        for level in self._levels(base.level):
            offer = self.at(level, good)
            if not self.affords(offer):
                bad = offer
                break
            good = offer
        if bad is None:
            return good, self.top.proof == "proven"
        for _ in range(MOST_HALVINGS):
            if self._is_close(good, bad):
                break
            offer = self.at(self._between(good, bad), good)
            good, bad = (offer, bad) if self.affords(offer) else (good, offer)
        beyond = self.at(good.level + FARTHER * self.goal.sense * self.goal.scale)
        if self.affords(beyond):  # what is near by is not the cheapest: the same once more from farther on
            return self.best(beyond)
        return good, beyond.meets and beyond.proven

    def at(self, level: float, near: Offer | None = None) -> Offer:
        """Return the cheapest plan that brings the goal's KPI to a level; from near another plan, where a search from there balances."""
        goal = self.goal
        scale = max(abs(level), abs(goal.baseline), abs(level - goal.baseline)) or 1.0
        raised = replace(goal, target=Target(level, None, None), scale=scale, slack=0.0)
        question = replace(self.question, goals=(raised, *self.others))
        if near is not None:
            found = search(question, question.moves.moves(near.values))
            if found.is_balanced:
                return self._offer(level, Answer(question.moves.values(found.moves), True))
        return self._offer(level, together(question))

    def _offer(self, level: float, answer: Answer) -> Offer:
        paid = costs(self.question.levers, self.question.named(answer.values))
        return Offer(level, answer.values, sum(paid.values()), answer.meets, answer.optimum == "proven")

    def _level(self, values: Floats) -> float:
        nodes = self.question.run(values)
        return self.goal.target.value + self.goal.sense * self.goal.scale * (self.goal.margin_in(nodes) - self.goal.slack)

    def _levels(self, start: float) -> Iterator[float]:
        """Yield levels ever farther from the start, the last one the best that the bounds allow."""
        goal, ahead = self.goal, self.goal.sense
        last = self._level(self.top.values)
        step = FIRST_STEP * goal.scale
        for _ in range(MOST_STEPS):
            level = start + ahead * step
            if not ahead * (last - level) > 0.0:
                break
            yield level
            step *= 2.0
        if np.isfinite(last) and ahead * (last - start) > 0.0:
            yield last

    def _is_close(self, good: Offer, bad: Offer) -> bool:
        near = abs(bad.level - good.level) <= CLOSE * max(abs(good.level), abs(bad.level))
        return near or abs(self.purse - good.cost) <= CLOSE * abs(self.purse)

    def _between(self, good: Offer, bad: Offer) -> float:
        """Return a level just short of where the straight line between two offers meets the purse; halfway where that says nothing."""
        share = 0.5
        if bad.meets and np.isfinite(bad.cost) and bad.cost > good.cost:
            share = (self.purse * (1.0 - CLOSE / 2.0) - good.cost) / (bad.cost - good.cost)
        share = share if 1e-3 < share < 1.0 - 1e-3 else 0.5 if abs(bad.level - good.level) > 1e-3 * self.goal.scale else share
        return good.level + min(max(share, 0.0), 1.0) * (bad.level - good.level)
