"""A KPI as one row of the table says it, and a lever: a KPI that can be moved.

Knows what a person typed and the bounds that follow from it. Does not know how a KPI is calculated.
"""

from __future__ import annotations

import math
import unicodedata
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from kpi_xl.labels import Label

Better = Literal["higher", "lower"]
CostPer = Literal["unit", "ratio"]

LOW = Label(ja="下限", en="low")
HIGH = Label(ja="上限", en="high")

LATER = ConfigDict(defer_build=True)
"""Checks of what was typed are built when they are first needed: building them would be a third of the time that importing takes."""

TYPED = ConfigDict(extra="forbid", arbitrary_types_allowed=True, **LATER)


@dataclass(frozen=True, config=TYPED)
class Kpi:
    """One row of the KPI table, as typed.

    Parameters
    ----------
    name
        What formulas call it; the row's identity.
    baseline
        Today's value in `unit`, an Excel formula that starts with "=", or None for a blank.
    unit
        Such as 人/月 or %; a unit with a % sign means a rate, held as 0.05 for 5%.
    better
        Whether more is better; None where nobody said.
    low, high
        The values a lever may take, in its unit; None leaves the side to its default.
    stated
        The target somebody had in mind before backsolving.
    effort
        How hard a move is, above 0; 1 is usual, 2 twice as hard.
    order
        Place in the queue of the strategy `in_order`.
    cost
        What a change costs, by `cost_per`; None where nobody knows, 0 where it is free.
    cost_per
        What `cost` buys: "unit", one unit of the KPI (one point of a rate); "ratio", the first doubling. None: "ratio" where a growth is
        typed, else "unit".
    cost_growth
        How the cost of a ratio grows, at least 1: cost * ((1 + m)^growth - 1) for a move m. None is 1.
    locked
        A number that must not be moved: a constant.
    industry, last_year
        References for goals, in the KPI's unit.
    p10, p90
        What it turns out below in one case of ten, and above in another; both or neither.
    moves_with, correlation
        Another lever that turns out high or low with this one, and their rank correlation, -1 to 1.
    where
        The cell of the baseline, for messages.
    """

    name: str
    baseline: float | str | None = None
    label: str = ""
    unit: str = ""
    better: Better | None = None
    low: float | None = None
    high: float | None = None
    stated: float | None = None
    effort: float = 1.0
    parent: str | None = None
    order: float | None = None
    locked: bool = False
    industry: float | None = None
    last_year: float | None = None
    p10: float | None = None
    p90: float | None = None
    moves_with: str | None = None
    correlation: float | None = None
    cost: float | None = None
    cost_per: CostPer | None = None
    cost_growth: float | None = None
    owner: str = ""
    note: str = ""
    where: str = ""

    @property
    def is_formula(self) -> bool:
        """Whether the KPI is computed from others."""
        return isinstance(self.baseline, str)

    @property
    def is_lever(self) -> bool:
        """Whether the KPI is a number that may be moved."""
        return not self.is_formula and not self.locked

    @property
    def is_rate(self) -> bool:
        """Whether the unit is a percentage."""
        return is_rate(self.unit)

    @property
    def shown(self) -> str:
        """The words people know the KPI by."""
        return self.label or self.name


@dataclass(frozen=True, config=TYPED)
class Lever:
    """A KPI that can be moved: its baseline, how far it may go, and what a move costs. Fields as in `Kpi`."""

    name: str
    baseline: float | None
    low: float | None = None
    high: float | None = None
    stated: float | None = None
    effort: float = 1.0
    order: float | None = None
    locked: bool = False
    better: Better | None = None
    unit: str = ""
    industry: float | None = None
    last_year: float | None = None
    cost: float | None = None
    cost_per: CostPer | None = None
    cost_growth: float | None = None

    @property
    def cost_law(self) -> CostPer:
        """What the cost is counted per: what is typed, else a ratio where a growth is typed, else a unit."""
        return self.cost_per or ("unit" if self.cost_growth is None else "ratio")

    @property
    def growth(self) -> float:
        """How the cost of a ratio grows: 1 where nobody said."""
        return 1.0 if self.cost_growth is None else self.cost_growth

    @property
    def units(self) -> float:
        """How many units one of the KPI's own numbers is: a rate counts in points."""
        return 100.0 if is_rate(self.unit) else 1.0

    @property
    def start(self) -> float:
        """The baseline as a number: a blank counts as 0, as in Excel's arithmetic."""
        return self.baseline or 0.0

    @property
    def natural(self) -> tuple[float, float]:
        """The values the lever can take whatever anybody allows: a rate lies in 0 to 1, a positive quantity stays at or above 0.

        A natural limit that today's value already crosses is none.
        """
        low, high = default_bounds(self.unit, self.start)
        return (low if low is not None and low <= self.start else -math.inf, high if high is not None and high >= self.start else math.inf)

    @property
    def bounds(self) -> tuple[float, float]:
        """Low and high, the typed one where there is one, else the natural limit."""
        low, high = self.natural
        return (low if self.low is None else self.low, high if self.high is None else self.high)

    @property
    def way(self) -> float:
        """+1 where more is better, -1 where less is, 0 where nobody said."""
        return {"higher": 1.0, "lower": -1.0, None: 0.0}[self.better]


def is_rate(unit: str) -> bool:
    """Whether a unit is a percentage; full-width signs count."""
    return "%" in unicodedata.normalize("NFKC", unit)


def default_bounds(unit: str, baseline: float) -> tuple[float | None, float | None]:
    """Return the bounds a lever has when nobody types any: a rate 0 to 1, any other positive quantity 0 and open."""
    if is_rate(unit):
        return 0.0, 1.0
    return (0.0, None) if baseline > 0.0 else (None, None)
