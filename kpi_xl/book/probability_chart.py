"""Histograms of the KGI, a chart per plan, coloured by the goals that are met, and the hidden cells they draw.

Knows what may come of each plan. Does not know the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.amounts import amount
from kpi_xl.book.chances import Outlook, Plan
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.page import Name, PageCell
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.insight.histogram import BINS, Histogram, histogram
from kpi_xl.labels import probability as words

COLOURS = ("tab_other", "tab_must_achieve", "tab_stretch", "tab_input")
"""By how many goals are met."""

GAP, EVERY = 8, 5
HEIGHT = 15
"""Rows of a chart."""


@dataclass(frozen=True)
class Histograms:
    """The charts of some plans; their figures stand in hidden columns from `column` on."""

    outlook: Outlook
    plans: tuple[Plan, ...]
    column: int

    @cached_property
    def drawn(self) -> list[tuple[Plan, Histogram]]:
        """The plans that spread, each with its histogram."""
        brief = self.outlook.briefs[0]
        lower = brief.kgi.better == "lower"
        marks = [value for _, value in self.marks]
        found = [(plan, histogram(plan.chances.samples, marks, lower)) for plan in self.plans if plan.chances]
        return [(plan, made) for plan, made in found if made]

    @property
    def marks(self) -> list[tuple[str, float]]:
        """The goals that are marked by a colour: their scenarios and what they ask of the KGI."""
        return [(brief.sheet, value) for brief, value in self.outlook.marks][: len(COLOURS) - 1]

    @property
    def wide(self) -> int:
        """Hidden columns of a chart: the middles, and a share for each section."""
        return 2 + len(self.marks)

    @property
    def last(self) -> int:
        """The last hidden column."""
        return self.column + self.wide * len(self.drawn) - 1

    def cells(self, header: int) -> dict[tuple[int, int], PageCell]:
        """Return the hidden cells from a header row on."""
        brief = self.outlook.briefs[0]
        unit, say = brief.kgi.unit, brief.say
        heads = [say(words.NONE_MET)]
        heads += [say(words.MEETS, goal=goal, value=amount(value, unit, brief.lang)) for goal, value in self.marks]
        cells: dict[tuple[int, int], PageCell] = {}
        for place, (_, made) in enumerate(self.drawn):
            first = self.column + place * self.wide
            cells |= {(header, first + at): PageCell(head, style="muted") for at, head in enumerate(heads, 1)}
            for row, middle in enumerate(made.middles.tolist(), header + 1):
                cells[row, first] = PageCell(middle, style="muted")
            for at, section in enumerate(made.sections, 1):
                cells |= {(row, first + at): PageCell(share, style="muted") for row, share in enumerate(section.tolist(), header + 1)}
        return cells

    def names(self, header: int, sheet: str) -> Iterator[Name]:
        """Yield the name of the legend."""
        if self.drawn:
            first, last = column_letters(self.column), column_letters(self.last)
            yield Name(LEGEND, f"{quoted_sheet(sheet)}!${first}${header}:${last}${header}", hidden=True)

    def charts(self, header: int, areas: Sequence[str]) -> Iterator[Chart]:
        """Yield a chart for each plan, to fill an area of the page each."""
        brief = self.outlook.briefs[0]
        kgi = brief.kgi
        for place, ((plan, made), area) in enumerate(zip(self.drawn, areas, strict=False)):
            first, last = header + 1, header + BINS
            at = [column_letters(self.column + place * self.wide + step) for step in range(self.wide)]
            yield Chart(
                kind="column",
                title=brief.say(words.HISTOGRAM, plan=plan.brief.sheet, kgi=kgi.shown),
                categories=f"{at[0]}{first}:{at[0]}{last}",
                series=tuple(
                    Series(f"{letters}{header}", f"{letters}{first}:{letters}{last}", colour)
                    for letters, colour in zip(at[1:], COLOURS, strict=False)
                ),
                format="0%",
                area=area,
                category_format=brief.axis_format(kgi.unit, float(abs(made.middles).max())),
                gap=GAP,
                every=EVERY,
            )
