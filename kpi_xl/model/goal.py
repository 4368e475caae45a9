"""A goal: a KPI, and what it must become, absolute or relative to today, to last year or to the industry.

Knows what was asked for. Does not know how it is reached.
"""

from __future__ import annotations

import math
from dataclasses import dataclass as plain
from typing import Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from kpi_xl.errors import AmbiguousGoal, GoalWithoutReference, NumberNotFinite
from kpi_xl.labels import Label
from kpi_xl.model.kpi import LATER, TYPED, Kpi

Kind = Literal["times", "percent", "times_industry", "value"]

KINDS: dict[Kind, Label] = {
    "times": Label(ja="現状比（倍）", en="times"),
    "percent": Label(ja="前年比", en="percent"),
    "times_industry": Label(ja="業界平均比", en="times_industry"),
    "value": Label(ja="数値指定", en="value"),
}
BASELINE = Label(ja="現状値", en="a baseline")
LAST_YEAR = Label(ja="前年の値", en="a last year's value")
INDUSTRY = Label(ja="業界平均", en="an industry average")


@plain(frozen=True, slots=True)
class Target:
    """What a goal comes to: the value, the reference it is a multiple of, and which reference that was."""

    value: float
    reference: float | None
    basis: Label | None


@dataclass(frozen=True, config=TYPED)
class Goal:
    """What a KPI must become. Exactly one of `times`, `percent`, `value`, `times_industry` is given.

    Parameters
    ----------
    kpi
        The KPI's name.
    times
        A multiple of the baseline: 3.0 is three times today.
    percent
        A percentage of last year, or of the baseline where last year is unknown: 150 is 150%.
    value
        The KPI's value itself, in its unit.
    times_industry
        A multiple of the industry's average.
    meet
        "exactly" asks for the value itself from either side; None for at least it (at most it where lower is better).
    hard
        Whether the goal has to hold; a soft one may stand alone only.
    guard
        Whether it guards rather than aims: a limit to hold on the way to another goal, which strategies that follow a path hold as well.
    """

    kpi: str
    times: float | None = None
    percent: float | None = None
    value: float | None = None
    times_industry: float | None = None
    meet: Literal["exactly"] | None = None
    hard: bool = True
    guard: bool = False
    where: str = ""

    def __post_init__(self) -> None:
        count = sum(amount is not None for amount in (self.times, self.percent, self.value, self.times_industry))
        if count != 1:
            raise AmbiguousGoal(where=self.where or "Goal", kpi=self.kpi, count=count)
        if not math.isfinite(getattr(self, self.kind)):
            raise NumberNotFinite(where=self.where or "Goal", lever=self.kpi, value=getattr(self, self.kind))

    @property
    def kind(self) -> Kind:
        """Which of the four ways to say a goal was used."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    def target(self, kpi: Kpi, baseline: float) -> Target:
        """Return what the goal comes to for a KPI whose value today is `baseline`.

        Raises
        ------
        GoalWithoutReference
            If the goal is a multiple of something that is blank, zero or negative.
        """
        if self.value is not None:
            return Target(self.value, None, None)
        factor, reference, basis = self._relative(kpi, baseline)
        if reference is None or not reference > 0.0:
            raise GoalWithoutReference(
                where=self.where or "Goal",
                kpi=self.kpi,
                kind=KINDS[self.kind],
                reference=basis,
                value="-" if reference is None else f"{reference:,g}",
            )
        return Target(factor * reference, reference, basis)

    def _relative(self, kpi: Kpi, baseline: float) -> tuple[float, float | None, Label]:
        if self.times is not None:
            return self.times, baseline, BASELINE
        if self.percent is not None:
            return self.percent / 100.0, *((baseline, BASELINE) if kpi.last_year is None else (kpi.last_year, LAST_YEAR))
        return self.times_industry or 0.0, kpi.industry, INDUSTRY


GOALS = TypeAdapter(tuple[Goal, ...], config=LATER)
"""What checks goals that a Python user hands over."""
