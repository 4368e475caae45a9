"""How unreasonable a target is: how far beyond today, the industry, the room it has and its own history it lies, in three bands.

Knows targets and yardsticks. Does not know where a history comes from, nor how a band is shown.

An unreasonable goal is what the product is for; a band is no verdict, but where to begin to talk.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree

Band = Literal["ordinary", "daring", "unreasonable"]
BANDS: tuple[Band, ...] = ("ordinary", "daring", "unreasonable")

Yardstick = Literal["today", "industry", "room", "history"]
LIMITS: Mapping[Yardstick, tuple[float, float]] = MappingProxyType(
    {"today": (1.1, 2.0), "industry": (1.1, 2.0), "room": (0.5, 0.9), "history": (1.0, 2.0)}
)
"""Of each yardstick: up to where a target is ordinary, and from where on unreasonable; between them it is daring.

"110% of last year" and "a little above the industry average" are what everybody asks for; from twice on, work has to be done differently.
"""

CLOSE = 1e-9
"""A figure so close to a limit, as a share of it, lies on it."""

MONTHS = 12
"""A target is reached over so many months, unless said otherwise."""

LEAST_CHANGES = 5
"""So many monthly changes make a history."""


@dataclass(frozen=True, slots=True)
class History:
    """The monthly changes of a KPI, as logarithms of ratios: their mean, and their standard deviation."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One KPI's target on every yardstick there is for it.

    Attributes
    ----------
    figures
        today: how many times better than today. industry: how many times the industry's value, or its value divided by the target where
        lower is better. room: the share of the way to the bound. history: by how many standard deviations of past monthly changes the
        change needed each month exceeds the usual one.
    """

    kpi: str
    figures: Mapping[Yardstick, float]

    @property
    def bands(self) -> dict[Yardstick, Band]:
        """The band on each yardstick."""
        return {yardstick: band(yardstick, figure) for yardstick, figure in self.figures.items()}

    @property
    def band(self) -> Band:
        """The gravest of them."""
        return max(self.bands.values(), key=BANDS.index, default="ordinary")

    @property
    def decides(self) -> Yardstick | None:
        """The first yardstick on which it is that band."""
        return next((yardstick for yardstick, found in self.bands.items() if found == self.band), None)


def band(yardstick: Yardstick, figure: float) -> Band:
    """Return the band of a figure on a yardstick."""
    ordinary, unreasonable = LIMITS[yardstick]
    if figure <= ordinary * (1.0 + CLOSE):
        return "ordinary"
    return "daring" if figure < unreasonable * (1.0 - CLOSE) else "unreasonable"


def unreasonable(
    tree: KpiTree,
    targets: Mapping[str, float],
    history: Mapping[str, Sequence[float]] = MappingProxyType({}),
    months: int = MONTHS,
) -> dict[str, Judged]:
    """Return how unreasonable targets are.

    Parameters
    ----------
    targets
        KPI to what it must become, in its unit; computed KPIs such as the KGI may be among them. One that equals today's value asks for
        nothing and is left out.
    history
        KPI to its value in month after month, without gaps, the oldest first.
    months
        Over how many months the targets are to be reached; the history is then asked for an equal change, by ratio, in each.

    Raises
    ------
    UnknownKpi
        If a target names no KPI of the tree.

    Notes
    -----
    A yardstick that does not apply is left out: today and history where a value is not positive, the industry where it is not given, room
    where a KPI is no lever or its bound is open, a history of fewer than five changes or without any spread.
    """
    found = {}
    for name, target in targets.items():
        kpi = tree.kpi(name)
        today = tree.baseline[kpi.name]
        if target != today and math.isfinite(target):
            past = past_changes(history.get(kpi.name, ()))
            found[kpi.name] = Judged(kpi.name, dict(_figures(tree, kpi, target, _pace(today, target, past, months))))
    return found


def past_changes(values: Sequence[float]) -> History | None:
    """Return the mean and the sample standard deviation of monthly changes; None where they are too few, all alike, or not positive."""
    if len(values) <= LEAST_CHANGES or any(not value > 0.0 for value in values):
        return None
    changes = [math.log(after / before) for before, after in pairwise(values)]
    deviation = statistics.stdev(changes)
    return History(statistics.fmean(changes), deviation) if deviation > CLOSE else None


def _figures(tree: KpiTree, kpi: Kpi, target: float, pace: float | None) -> Iterator[tuple[Yardstick, float]]:
    today = tree.baseline[kpi.name]
    if today > 0.0 and target > 0.0:
        yield "today", max(target / today, today / target)
    if kpi.industry is not None and kpi.industry > 0.0 and target > 0.0:
        less = kpi.better == "lower" or (kpi.better is None and target < today)
        yield "industry", kpi.industry / target if less else target / kpi.industry
    if kpi.is_lever:
        bound = tree.levers[kpi.name].bounds[target > today]
        if math.isfinite(bound) and bound != today:
            yield "room", (target - today) / (bound - today)
    if pace is not None:
        yield "history", pace


def _pace(today: float, target: float, past: History | None, months: int) -> float | None:
    """Return by how many standard deviations the change needed each month exceeds the usual one, in the direction of the target."""
    if past is None or not (today > 0.0 and target > 0.0):
        return None
    needed = math.log(target / today) / months
    return math.copysign(1.0, needed) * (needed - past.mean) / past.deviation
