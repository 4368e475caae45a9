"""The chart of how many times today's value each lever becomes in each scenario, and the hidden cells it draws.

Knows the scenarios' tabs and where the ratios stand. Does not know the rest of the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Name, PageCell
from kpi_xl.book.scenario_table import RATIO_FORMAT
from kpi_xl.book.tabs import Tab, colours
from kpi_xl.calc.cells import column_letters, quoted_sheet

MOST_LEVERS, MOST_BARS = 12, 30
HEIGHT, LEAST_HEIGHT = (4.5, 0.45, 0.25), 6.8
"""Centimetres: of a chart without bars, of the space for a lever, of each of its bars; and of the smallest chart."""

TODAY, LARGE = 1.0, 2.0
"""Where bars begin; and the ratio from which on the axis begins at 0, since a closer look at the small ones would show nothing."""


@dataclass(frozen=True)
class RatioChart:
    """The chart; its figures stand in hidden columns from `column` on: the levers' names, then a column per scenario."""

    tabs: tuple[Tab, ...]
    column: int

    @cached_property
    def sizes(self) -> dict[str, float]:
        """How far each lever that has a ratio moves, in the scenario that moves it most."""
        tree = self.tabs[0].brief.tree
        return {
            name: max(abs(math.log(max(tab.brief.solution.levers[name].ratio or TODAY, 1e-9))) for tab in self.tabs)
            for name, lever in tree.levers.items()
            if lever.start > 0.0
        }

    @cached_property
    def levers(self) -> list[str]:
        """The levers there is room for, those that move most, in the order of the tree."""
        room = min(MOST_LEVERS, MOST_BARS // len(self.tabs))
        most = set(sorted(self.sizes, key=lambda name: -self.sizes[name])[:room])
        return [name for name in self.tabs[0].brief.tree.depths if name in most]

    @property
    def height(self) -> float:
        """The chart's height in centimetres; 0 where there is none."""
        empty, lever, bar = HEIGHT
        return max(LEAST_HEIGHT, empty + len(self.levers) * (lever + bar * len(self.tabs))) if self.levers else 0.0

    def cells(self, header: int, ratios: Mapping[str, Sequence[str]]) -> dict[tuple[int, int], PageCell]:
        """Return the hidden cells below a header row; `ratios` says where each KPI's ratios stand."""
        cells = {(header, self.column + place): PageCell(tab.brief.sheet, style="muted") for place, tab in enumerate(self.tabs, 1)}
        for row, name in enumerate(self.levers, header + 1):
            cells[row, self.column] = PageCell(self.tabs[0].brief.tree.kpis[name].shown, style="muted")
            cells |= {(row, self.column + place): PageCell(formula=f"={cell}", style="muted") for place, cell in enumerate(ratios[name], 1)}
        return cells

    def names(self, header: int) -> Iterator[Name]:
        """Yield the name of the legend."""
        if self.levers:
            sheet = quoted_sheet(self.tabs[0].brief.say(PAGE_SHEETS["compare"]))
            first, last = (column_letters(self.column + place) for place in (1, len(self.tabs)))
            yield Name(LEGEND, f"{sheet}!${first}${header}:${last}${header}", hidden=True)

    def charts(self, header: int, area: str) -> Iterator[Chart]:
        """Yield the chart, to fill an area of the page."""
        if not self.levers:
            return
        brief, (first, last) = self.tabs[0].brief, (header + 1, header + len(self.levers))
        names, *letters = (column_letters(self.column + place) for place in range(len(self.tabs) + 1))
        ratios = [tab.brief.solution.levers[name].ratio or TODAY for tab in self.tabs for name in self.levers]
        everyone = len(self.levers) == len(self.sizes)
        yield Chart(
            kind="bar",
            title=brief.say(labels.compare.RATIOS) if everyone else brief.say(labels.compare.RATIOS_OF_MOST, count=len(self.levers)),
            categories=f"{names}{first}:{names}{last}",
            series=tuple(
                Series(f"{own}{header}", f"{own}{first}:{own}{last}", colour)
                for own, colour in zip(letters, colours(self.tabs), strict=True)
            ),
            format=RATIO_FORMAT.say(brief.lang),
            area=area,
            begin=TODAY,
            least=0.0 if max(ratios) > LARGE else max(0.0, math.floor(10.0 * min(TODAY, *ratios) - 0.5) / 10.0),
        )
