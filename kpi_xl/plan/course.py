"""A course: the months ahead, how every lever goes through them, what takes time, and what has happened already.

Knows ways, lags and periods of a tree. Does not know where the levers are to end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.lag import Lags, arrivals
from kpi_xl.plan.month import Month
from kpi_xl.plan.part import Part, parts
from kpi_xl.plan.period import Over, Period, period_of
from kpi_xl.plan.way import STRAIGHT, Way, onward

NO_LAGS: Lags = {}


@dataclass(frozen=True, eq=False)
class Course:
    """What is planned, but for the ends.

    Attributes
    ----------
    ways
        How each lever goes; one that is not named goes the `usual` way.
    lags
        What takes time, as `lags_of` returns it.
    over
        What somebody typed about a KPI's months: flow, stock or rate.
    past
        What every KPI showed in the months that are over, the first of the course first; all as long as each other. The rest of the course
        goes on from there.
    """

    tree: KpiTree
    months: tuple[Month, ...]
    ways: Mapping[str, Way] = field(default_factory=dict)
    usual: Way = STRAIGHT
    lags: Lags = field(default_factory=lambda: NO_LAGS)
    over: Mapping[str, Over] = field(default_factory=dict)
    past: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def gone(self) -> int:
        """How many of the months are over."""
        return max((len(values) for values in self.past.values()), default=0)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The tree, cut where something takes time."""
        return parts(self.tree, self.lags)

    @cached_property
    def arrivals(self) -> dict[str, int]:
        """By how many months each lever has to arrive early, since its effect takes as long to get through."""
        return arrivals(self.tree, self.lags)

    def period(self, kpi: str) -> Period:
        """Return what becomes of a KPI over time."""
        return period_of(self.tree.kpis[kpi].unit, self.over.get(kpi))

    def way(self, lever: str) -> Way:
        """Return how a lever goes."""
        return self.ways.get(lever, self.usual)

    def seasons(self, lever: str) -> Floats:
        """Return by what the season multiplies a lever in every month."""
        return self.way(lever).seasons(self.months)

    def shares(self, lever: str) -> Floats:
        """Return which share of its remaining way a lever has gone at the end of every month that is left."""
        return onward(self.way(lever).shares(len(self.months), self.arrivals[lever]), self.gone)[1:]

    def start(self, lever: str) -> float:
        """Return from where a lever sets out, the season left aside: today, or where its last month that is over left it."""
        past = self.own_past.get(lever)
        if past is None or not self.gone:
            return self.tree.levers[lever].start
        season = float(self.seasons(lever)[self.gone - 1])
        return float(past[-1]) / season if season else self.tree.levers[lever].start

    @cached_property
    def own_past(self) -> Mapping[str, Floats]:
        """What levers did by themselves in the months that are over: what was measured holds what others pulled them to."""
        shown = {name: values for name, values in self.past.items() if name in self.tree.levers}
        if not self.tree.effects or not shown:
            return shown
        usual = {name: lever.start for name, lever in self.tree.levers.items()}
        alone = [self.tree.alone(usual | {name: float(values[month]) for name, values in shown.items()}) for month in range(self.gone)]
        return {name: np.array([each[name] for each in alone]) for name in shown}

    def levels(self, lever: str, end: float) -> Floats:
        """Return what a lever shows by itself in every month on its way to an end, what is over included."""
        left = self.way(lever).levels(self.start(lever), end, self.shares(lever)) * self.seasons(lever)[self.gone :]
        return np.concatenate([self.own_past.get(lever, np.empty(0)), left])

    def late(self, kpi: str, series: Floats, by: int) -> Floats:
        """Return a KPI's months as they arrive: so many months later, and before the course began what it is today."""
        by = min(by, len(series))
        return np.concatenate([np.full(by, self.tree.baseline[kpi]), series[: len(series) - by]]) if by else series
