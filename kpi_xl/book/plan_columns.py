"""Where the columns of the monthly plan stand: what a row is, its months, and what they come to in all, by year and by quarter.

Knows months and fiscal years. Does not know rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Label, Lang
from kpi_xl.plan.month import IN_A_QUARTER, IN_A_YEAR, JANUARY, Month
from kpi_xl.plan.period import Period

LABEL, UNIT, OVER, TODAY, END = range(1, 6)
FIRST = 6
"""The first month."""

WIDTHS = {OVER: 12.0, TODAY: 17.0, END: 17.0}
MONTH_WIDTH, SUM_WIDTH, REMARK_WIDTH = 14.5, 18.0, 60.0


@dataclass(frozen=True, slots=True)
class Span:
    """Some months that are shown together: what they are called, and the places of the first and the last."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Columns:
    """The columns of a plan of these months, with fiscal years that begin with the month `begins`."""

    months: Sequence[Month]
    begins: int
    lang: Lang

    @property
    def last_month(self) -> int:
        """The column of the last month."""
        return FIRST + len(self.months) - 1

    @cached_property
    def spans(self) -> list[Span]:
        """What stands beside the months, a column each: everything, the years, the quarters."""
        whole = Span(self.say(labels.plan.PERIOD_TOTAL), 0, len(self.months) - 1)
        return [whole, *self.years, *self._spans(IN_A_QUARTER)]

    @cached_property
    def years(self) -> list[Span]:
        """The fiscal years, one after the other; they stand right beside what everything comes to."""
        return self._spans(IN_A_YEAR)

    @property
    def quarters(self) -> tuple[int, int]:
        """The first and the last column of the quarters."""
        count = len(self._spans(IN_A_QUARTER))
        return self.remark - count, self.remark - 1

    @property
    def remark(self) -> int:
        """The column of the remarks."""
        return self.last_month + len(self.spans) + 1

    @property
    def widths(self) -> dict[int, float]:
        """The widths of all columns but the first two."""
        months = dict.fromkeys(range(FIRST, self.last_month + 1), MONTH_WIDTH)
        sums = dict.fromkeys(range(self.last_month + 1, self.remark), SUM_WIDTH)
        return WIDTHS | months | sums | {self.remark: REMARK_WIDTH}

    def headers(self) -> Iterator[tuple[int, str]]:
        """Yield what stands above the months and beside them, by column."""
        yield from ((FIRST + place, str(month)) for place, month in enumerate(self.months))
        yield from ((self.last_month + 1 + place, span.name) for place, span in enumerate(self.spans))
        yield self.remark, self.say(labels.plan.REMARK)

    def sums(self, row: int, period: Period) -> Iterator[tuple[int, str]]:
        """Yield what a row's months come to, by column."""
        for place, span in enumerate(self.spans):
            yield self.last_month + 1 + place, over(period, self.area(row, span.first, span.last))

    def area(self, row: int, first: int = 0, last: int | None = None) -> str:
        """Return the cells of some months of a row, fixed by column."""
        ends = (FIRST + first, self.last_month if last is None else FIRST + last)
        return ":".join(f"${column_letters(column)}{row}" for column in ends)

    def say(self, label: Label, **words: object) -> str:
        """Return a label in the page's language."""
        return (label.fill(**words) if words else label).say(self.lang)

    def _spans(self, length: int) -> list[Span]:
        """Return the fiscal years or quarters, those of which some months are missing marked so."""
        found: dict[tuple[int, int], list[int]] = {}
        for place, month in enumerate(self.months):
            quarter = month.quarter(self.begins) if length == IN_A_QUARTER else 0
            found.setdefault((month.fiscal_year(self.begins), quarter), []).append(place)
        return [Span(self._name(*key, len(places), length), places[0], places[-1]) for key, places in found.items()]

    def _name(self, year: int, quarter: int, count: int, length: int) -> str:
        said = self.say(labels.plan.CALENDAR_YEAR if self.begins == JANUARY else labels.plan.FISCAL_YEAR, year=year)
        if quarter:
            said = self.say(labels.plan.QUARTER, year=said, quarter=quarter)
        return said if count == length else self.say(labels.plan.PARTIAL, name=said, count=count)


def over(period: Period, area: str) -> str:
    """Return the formula of what an area of months comes to: its sum, its mean, or its last month."""
    if period.over == "stock":
        return "=" + area.partition(":")[2]
    return f"={'SUM' if period.over == 'flow' else 'AVERAGE'}({area})"
