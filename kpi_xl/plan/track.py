"""One KPI on its way: its plan and its actuals, month by month, and what follows from them for any stretch of months.

Knows figures as people type them: a flow's own amount of each month. Does not know the tree, nor the other KPIs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Better
from kpi_xl.plan import standing
from kpi_xl.plan.period import Over

BLOCKS = "▁▂▃▄▅▆▇█"
"""A small chart's columns, the lowest first."""

MIDDLE = 3
"""Which of them is drawn where all values are alike."""

CLOSE = 6
"""To so many decimals a column's height is rounded first: halfway between two, every program then draws the same one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some months of a plan, by the places of the first and the last, counted from 0."""

    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Track:
    """A KPI's plan and its actuals.

    Attributes
    ----------
    over
        Whether its months add up (flow), are averaged (rate) or the last one stands for all (stock).
    better
        Which way is good.
    plan, actual
        A figure for each month of the plan; an actual nobody knows is nan.
    """

    over: Over
    better: Better
    plan: Floats
    actual: Floats

    def known(self, months: Stretch) -> list[int]:
        """Return the places of the months of which there is an actual."""
        return [place for place in range(months.first, months.last + 1) if math.isfinite(self.actual[place])]

    def reached(self, months: Stretch) -> float | None:
        """Return what the known months come to; None where none is known."""
        known = self.known(months)
        return self._comes_to(self.actual[known]) if known else None

    def planned(self, months: Stretch) -> float:
        """Return what the plan says of the same months; of all of them where none is known."""
        places = self.known(months) or list(range(months.first, months.last + 1))
        return self._comes_to(self.plan[places])

    def gap(self, months: Stretch) -> float | None:
        """Return the actual less the plan, whichever way is good."""
        reached = self.reached(months)
        return None if reached is None else reached - self.planned(months)

    def achievement(self, months: Stretch) -> float | None:
        """Return the share of the plan that is achieved, direction and zeros minded as in `standing`."""
        reached = self.reached(months)
        return None if reached is None else standing.achievement(reached, self.planned(months), self.better)

    def status(self, months: Stretch, fair: float, poor: float) -> str | None:
        """Return the symbol of it."""
        reached = self.reached(months)
        return None if reached is None else standing.status(reached, self.planned(months), self.better, fair, poor)

    @property
    def whole(self) -> Stretch:
        """All months of the plan."""
        return Stretch(0, len(self.plan) - 1)

    @property
    def end(self) -> float:
        """What the whole plan comes to."""
        return self._comes_to(self.plan)

    def linear(self, last: int) -> float | None:
        """Return where the whole time lands if it goes on as it did up to a month.

        A sum is scaled up, a mean stays, a level goes on along the line from its first to its last figure.
        """
        known, count = self.known(Stretch(0, last)), len(self.plan)
        if not known:
            return None
        reached = self._comes_to(self.actual[known])
        if self.over == "flow":
            return reached / len(known) * count
        if self.over == "rate" or known[-1] == known[0]:
            return reached
        slope = (reached - float(self.actual[known[0]])) / (known[-1] - known[0])
        return reached + slope * (count - 1 - known[-1])

    def by_shape(self, last: int) -> float | None:
        """Return where the whole time lands if it stays as far from the plan as it is, in proportion; linear where the plan so far is 0."""
        known = self.known(Stretch(0, last))
        if not known:
            return None
        planned = self._comes_to(self.plan[known])
        return self._comes_to(self.actual[known]) / planned * self.end if planned else self.linear(last)

    def required(self, last: int) -> float | None:
        """Return what each month after the last known one has to bring so that the whole plan is met after all; None where none is left.

        Months before that nobody typed count as planned. Of a level it is the change per month.
        """
        known, count = self.known(Stretch(0, last)), len(self.plan)
        if not known:
            return None
        if self.over == "stock":
            left = count - 1 - known[-1]
            return (self.end - float(self.actual[known[-1]])) / left if left else None
        left, holes = count - 1 - known[-1], [place for place in range(known[-1]) if place not in known]
        whole = self.end * (count if self.over == "rate" else 1)
        return (whole - float(self.actual[known].sum()) - float(self.plan[holes].sum())) / left if left else None

    def trend(self, last: int, most: int = 12) -> str:
        """Return the known actuals up to a month as a small chart of blocks, the lowest as the lowest block."""
        values = [float(self.actual[place]) for place in self.known(Stretch(max(0, last - most + 1), last))]
        if not values:
            return ""
        low, room = min(values), max(values) - min(values)
        return "".join(BLOCKS[int(round((value - low) / room * (len(BLOCKS) - 1), CLOSE) + 0.5) if room else MIDDLE] for value in values)

    def _comes_to(self, values: Floats) -> float:
        if self.over == "stock":
            return float(values[-1])
        return float(values.sum() if self.over == "flow" else np.mean(values))
