"""What a monthly plan brings in a fiscal year, for formulas on other pages.

Knows where the plan's page says it. Does not know who asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.book.plan_columns import END
from kpi_xl.book.plan_kgi import PlanKgi
from kpi_xl.book.tabs import Tab
from kpi_xl.calc.cells import column_letters, quoted_sheet


@dataclass(frozen=True)
class PlanYears:
    """The columns of years on the page of the monthly plan."""

    kgi: PlanKgi
    sheet: str

    @property
    def first(self) -> int:
        """The fiscal year in which the plan begins."""
        return self.kgi.planned.course.months[0].fiscal_year(self.kgi.planned.begins)

    def figure(self, tab: Tab, year: str, today: str) -> str:
        """Return the formula of what a scenario's plan brings in the year of a cell, in the KGI's own unit.

        A year of which only some months are planned counts as they do on average; before the plan it is today, after it the end goes on.
        """
        row = self.kgi.row(next(place for place, each in enumerate(self.kgi.tabs) if each.brief.sheet == tab.brief.sheet))
        columns, period = self.kgi.columns, self.kgi.period
        years, sheet = columns.years, quoted_sheet(self.sheet)
        first, last = (column_letters(columns.last_month + 2 + place) for place in (0, len(years) - 1))
        place = f"{year}-{self.first - 1}"
        found = f"INDEX({sheet}!${first}${row}:${last}${row},{place})"
        if period.over == "flow":
            shares = [f"{period.months / (span.last - span.first + 1):.15g}" for span in years]
            found += f"*{shares[0]}" if len({*shares}) == 1 else f"*INDEX({{{','.join(shares)}}},{place})"
        after = f"{sheet}!${column_letters(END)}${row}" + ("" if period.months == 1.0 else f"*{period.months:.15g}")
        return f"IF({place}<1,{today},IF({place}>{len(years)},{after},{found}))"
