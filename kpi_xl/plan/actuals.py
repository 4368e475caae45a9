"""What each KPI really was, month by month, as people type it.

Knows KPIs by name, and months. Does not know a plan, nor where the figures were typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.model.dimension import dimension
from kpi_xl.plan.month import Month

Series = Mapping[Month, float]
"""What one KPI was in each month of which anything is known."""


@dataclass(frozen=True, slots=True)
class Actuals:
    """The actual figures of a tree.

    Attributes
    ----------
    values
        KPI name to its figures; a month nobody typed is absent. Each figure is what people type for that month: a flow's own amount of
        the month, a rate as 0.05 for 5%, a stock as it stands at the month's end.
    """

    values: Mapping[str, Series] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.values.values())

    def of(self, kpi: str) -> Series:
        """Return a KPI's figures; a KPI nobody typed has none."""
        return self.values.get(kpi, {})

    def at(self, month: Month) -> dict[str, float]:
        """Return every KPI that has a figure in a month."""
        return {kpi: series[month] for kpi, series in self.values.items() if month in series}

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month in which something is known, in order."""
        return tuple(sorted({month for series in self.values.values() for month in series}))

    def until(self, month: Month) -> Actuals:
        """Return the figures up to a month, that month included."""
        return Actuals({kpi: {when: value for when, value in series.items() if when <= month} for kpi, series in self.values.items()})

    def holes(self) -> dict[str, tuple[Month, ...]]:
        """Return for each KPI the months between its first and its last figure that have none; a KPI without such months is absent."""
        found: dict[str, tuple[Month, ...]] = {}
        for kpi, series in self.values.items():
            if series:
                first, count = min(series), max(series) - min(series)
                empty = tuple(month for place in range(count) if (month := first + place) not in series)
                found |= {kpi: empty} if empty else {}
        return found


def is_flow(unit: str) -> bool:
    """Whether a unit says an amount per stretch of time (人/月, 円/年), so that days and months of it add up."""
    found = dimension(unit)
    return found is not None and found.time == -1
