"""The figures of the page on sensitivity: what each lever does today and at each scenario's targets, and what it could do alone.

Knows the scenarios' briefs and whom to ask. Does not know where a figure stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.amounts import unit_step
from kpi_xl.book.brief import Brief
from kpi_xl.book.tabs import Tab
from kpi_xl.insight.elasticity import elasticities
from kpi_xl.insight.sensitivity import Pull, sensitivities
from kpi_xl.labels import Label
from kpi_xl.labels import sensitivity as words
from kpi_xl.model.goal import Goal
from kpi_xl.model.kpi import Kpi, Lever
from kpi_xl.solve.one_lever import Alone, one_lever

MOST_ALONE = 500
"""Above this many levers, to look along the way of each would take seconds."""


@dataclass(frozen=True)
class View:
    """Where the tree is looked at: its name, and there the slope and the elasticity of every lever."""

    name: str
    slopes: Mapping[str, float]
    elasticities: Mapping[str, float]


@dataclass(frozen=True)
class Figures:
    """All that was computed."""

    tabs: tuple[Tab, ...]

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def kgi(self) -> Kpi:
        """The KPI that everything is about."""
        return self.brief.kgi

    @property
    def today(self) -> float:
        """The KGI when it was solved."""
        return self.brief.tree.baseline[self.kgi.name]

    @cached_property
    def pulls(self) -> Sequence[Pull]:
        """The levers, the strongest swing first."""
        return sensitivities(self.brief.tree)

    @cached_property
    def by_effort(self) -> list[Pull]:
        """The same, the greatest effect per effort first."""
        return sorted(self.pulls, key=lambda pull: -float(f"{pull.per_effort:.9g}"))

    @cached_property
    def views(self) -> list[View]:
        """Today, and each scenario's targets."""
        places: list[tuple[Label, str, Mapping[str, float]]] = [(words.AT_TODAY, "", {})]
        for tab in self.tabs:
            levers = {name: lever.target for name, lever in tab.brief.solution.levers.items()}
            places.append((words.AT_SCENARIO, tab.brief.sheet, levers))
        return [self._view(self.brief.say(label, scenario=sheet), at) for label, sheet, at in places]

    def _view(self, name: str, at: Mapping[str, float]) -> View:
        tree = self.brief.tree
        here = {name: lever.start for name, lever in tree.levers.items()} | dict(at)
        return View(name, tree.slopes(tree.kgi, here), elasticities(tree, tree.kgi, here))

    @cached_property
    def must(self) -> Brief:
        """The scenario that must be achieved, else the first."""
        return next((tab.brief for tab in self.tabs if tab.brief.scenario.role == "must_achieve"), self.brief)

    @cached_property
    def goal(self) -> Goal:
        """Its goal for the KGI, else its first."""
        goals = self.must.scenario.goals
        return next((goal for goal in goals if self.brief.tree.kpi(goal.kpi).name == self.kgi.name), goals[0])

    @cached_property
    def alone(self) -> Mapping[str, Alone]:
        """What each lever would have to become alone, the guardrails kept; empty where there are too many to ask."""
        return one_lever(self.brief.tree, self.goal, self.must.scenario.guards) if len(self.brief.tree.levers) <= MOST_ALONE else {}

    @cached_property
    def goal_slopes(self) -> Mapping[str, float]:
        """Today's slope of that goal's KPI towards every lever."""
        tree = self.brief.tree
        return tree.slopes(tree.kpi(self.goal.kpi).name, {name: lever.start for name, lever in tree.levers.items()})

    @cached_property
    def locked(self) -> list[Kpi]:
        """The numbers that may not be moved."""
        return [kpi for kpi in self.brief.tree.kpis.values() if not kpi.is_formula and kpi.locked]


def way(lever: Lever) -> float:
    """Return +1 where a step makes the lever greater, -1 where the good way is down."""
    return -1.0 if lever.better == "lower" else 1.0


def bounds(lever: Lever, pull: Pull) -> tuple[float | None, float | None]:
    """Return the KGI at both bounds that somebody typed: what a lever has by default says nothing about a plan."""
    return pull.low if lever.low is not None else None, pull.high if lever.high is not None else None


def step(lever: Lever) -> float:
    """Return the size of the step for which an effect is said."""
    return unit_step(lever.start, lever.unit)
