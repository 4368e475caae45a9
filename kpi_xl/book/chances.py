"""What may come of each scenario's plan when its levers miss: probabilities, and how the KGI is spread.

Knows the scenarios' briefs and how many samples a tree is worth. Does not know where a figure stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.brief import Brief
from kpi_xl.errors import KpiXlError
from kpi_xl.insight.probability import SAMPLES, Chances, Draws, probability
from kpi_xl.insight.spread import Spread
from kpi_xl.insight.uncertainty import spreads_around
from kpi_xl.model.goal import Goal

MOST_LEVERS, FEWEST_SAMPLES, WORK, DRAWN = 100, 2_000, 30_000_000, 20
"""So many levers may miss, those that matter most; so many samples are drawn at least; about so many numbers are worked out in all, where
a lever's value that is drawn counts as so many steps of the tree."""


@dataclass(frozen=True)
class Plan:
    """One scenario's plan.

    Attributes
    ----------
    spreads
        How far each lever may miss.
    chances
        What may come of it; None where rank correlations contradict each other.
    """

    brief: Brief
    spreads: Mapping[str, Spread]
    chances: Chances | None


@dataclass(frozen=True)
class Outlook:
    """Every plan against every scenario's goals."""

    briefs: tuple[Brief, ...]

    @cached_property
    def goals(self) -> list[Goal]:
        """The goals of all scenarios, one after the other."""
        return [goal for brief in self.briefs for goal in brief.scenario.goals]

    @cached_property
    def plans(self) -> list[Plan]:
        """The plans, with what may come of each."""
        draws = Draws()
        return [self._plan(brief, draws) for brief in self.briefs]

    def chance(self, plan: Plan, of: int) -> float | None:
        """Return how likely a plan meets all goals of a scenario, named by its place."""
        before = sum(len(brief.scenario.goals) for brief in self.briefs[:of])
        places = range(before, before + len(self.briefs[of].scenario.goals))
        return plan.chances.together(places) if plan.chances else None

    @cached_property
    def marks(self) -> list[tuple[Brief, float]]:
        """The scenarios that ask something of the KGI, with the value each asks for, the easiest first."""
        tree = self.briefs[0].tree
        kgi = tree.kpis[tree.kgi]
        sense = -1.0 if kgi.better == "lower" else 1.0
        found = [
            (brief, goal.target(kgi, tree.baseline[kgi.name]).value)
            for brief in self.briefs
            for goal in brief.scenario.goals
            if tree.kpi(goal.kpi).name == kgi.name and not goal.guard
        ]
        return sorted(found, key=lambda pair: sense * pair[1])

    def samples(self, levers: int) -> int:
        """Return how many samples are drawn for so many levers."""
        steps = len(self.briefs[0].tree.tape.steps) + DRAWN * levers
        return max(FEWEST_SAMPLES, min(SAMPLES, WORK // max(1, steps)))

    def _plan(self, brief: Brief, draws: Draws) -> Plan:
        targets = {name: lever.target for name, lever in brief.solution.levers.items()}
        spreads = spreads_around(brief.tree, targets, MOST_LEVERS)
        try:
            count = self.samples(len(spreads))
            found = probability(brief.tree, self.goals, targets, kpi=brief.tree.kgi, spreads=spreads, samples=count, draws=draws)
        except KpiXlError:
            return Plan(brief, spreads, None)
        return Plan(brief, spreads, found)
