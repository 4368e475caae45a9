"""The page that says how likely the goals are: in words, as a table, as histograms, and what drives the spread.

Knows where each part stands. Does not know how a figure is found, nor how the page is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.amounts import bare
from kpi_xl.book.brief import Brief
from kpi_xl.book.chances import MOST_LEVERS, Outlook, Plan
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.layout import KPIS
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.probability_chart import HEIGHT, Histograms
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import Tab, freshness_formula, width_of, widths_of
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.insight.spread import Pert, Tenths
from kpi_xl.labels import Label, listed
from kpi_xl.labels import probability as words

PROBABILITY = "probability"
MOST_PLANS, MOST_DRIVERS = 3, 20
"""So many plans are told, and so many levers that drive the spread."""

OF_A_PLAN = 4
"""Columns of a plan among the drivers: the correlation, and the spread across the others."""

NOTES, WIDTH = 3, 20.0
RARE, NEVER, ALWAYS = 0.001, 0.05, 0.95
PERCENT, CORRELATION = "0%", "[>=0.005]+0.00;[<=-0.005]-0.00;0.00"
ROWS_ON_A_PAGE = 60


@collector_at_rest()
def probability_page(tabs: Sequence[Tab]) -> Page:
    """Return the page on probabilities; one scenario is enough."""
    return Likelihood(tuple(tabs)).page()


@dataclass(frozen=True)
class Likelihood:
    """The scenarios' tabs, and where each thing stands on the page."""

    tabs: tuple[Tab, ...]

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @cached_property
    def outlook(self) -> Outlook:
        """The plans that are told, against their goals."""
        return Outlook(tuple(tab.brief for tab in self.tabs[:MOST_PLANS]))

    @property
    def plans(self) -> list[Plan]:
        """What may come of each plan."""
        return self.outlook.plans

    @property
    def last(self) -> int:
        """The last column."""
        return max(1 + OF_A_PLAN * len(self.plans), len(self.plans) + 4, 7)

    @cached_property
    def histograms(self) -> Histograms:
        """The charts."""
        return Histograms(self.outlook, tuple(self.plans[:2]), self.last + 1)

    def page(self) -> Page:
        """Return the page."""
        say, last = self.brief.say, column_letters(self.last)
        sheet, flag = say(words.PROBABILITY), column_letters(self.last - 2)
        said, notes = list(self._said()), list(self._notes())
        counts = [self.outlook.samples(len(plan.spreads)) for plan in self.plans]
        cells = {
            (1, 1): PageCell(sheet, style="title"),
            (1, self.last - 2): PageCell(formula=self._fresh(), style="symbol"),
            (2, 1): PageCell(say(words.SUBTITLE, samples=f"{min(counts):,}"), style="subtitle"),
        }
        lines = [*((line, "guide_said") for line in said), *((line, "note") for line in notes)]
        for row, (line, style) in enumerate(lines, NOTES):
            cells |= {(row, column): PageCell(style=style) for column in range(1, self.last + 1)}
            cells[row, 1] = PageCell(line, style=style)
        table = NOTES + len(lines) + 1
        heads = self._chances(table)
        chart = table + 3 + len(self.plans)
        drivers = chart + (HEIGHT + 1 if self.histograms.drawn else 0)
        found, more, end = self._drivers(drivers)
        widths = {1: widths_of(self.brief.tree)[0]} | dict.fromkeys(range(2, self.last + 1), WIDTH)
        wide, line_height = sum(widths.values()), ROW_HEIGHT[self.brief.lang]
        heights = {NOTES + place: line_height * math.ceil(1.1 * width_of(line) / wide) for place, (line, _) in enumerate(lines)}
        return Page(
            key=PROBABILITY,
            sheet=sheet,
            cells=cells | heads | found | self.histograms.cells(chart),
            lang=self.brief.lang,
            widths=widths,
            heights={1: 34.0, **heights, table + 1: 3 * line_height},
            merges=(f"{flag}1:{last}1", *(f"A{NOTES + place}:{last}{NOTES + place}" for place in range(len(lines))), *more),
            rules=tuple(fresh_rules(self.brief, f"{flag}1:{last}1", f"${flag}$1")),
            names=tuple(self.histograms.names(chart, sheet)),
            charts=tuple(self.histograms.charts(chart, self._areas(chart))),
            frozen="B1",
            hidden_columns=tuple(range(self.last + 1, self.histograms.last + 1)),
            tab="header",
            one_page=end <= ROWS_ON_A_PAGE,
            print_area=f"A1:{last}{end}",
        )

    def _fresh(self) -> str:
        """Return the live formula that also looks at what was typed for probabilities alone."""
        stale = self.brief.say(labels.scenario.STALE)
        columns, area = self.brief.reading.columns[KPIS.name], self.brief.reading.tables[KPIS.name]
        parts, seen = [], 0.0
        for weight, key in enumerate(("p10", "p90", "correlation"), 1):
            if key in columns:
                letters = column_letters(columns[key])
                parts.append(f"{weight}*SUM({quoted_sheet(area.sheet)}!${letters}${area.first_row}:${letters}${area.last_row})")
                seen += weight * math.fsum(value for kpi in self.brief.tree.kpis.values() if (value := getattr(kpi, key)) is not None)
        all_fresh = freshness_formula(self.tabs).removeprefix("=")
        if not parts:
            return f"={all_fresh}"
        same = f"ABS({'+'.join(parts)}-({seen!r}))<=1E-9*MAX(1,ABS({seen!r}))"
        return f'=IF({same},{all_fresh},"{stale}")'

    def _said(self) -> Iterator[str]:
        """Yield a sentence per plan."""
        for plan in self.plans:
            parts = []
            for of, other in enumerate(self.outlook.briefs):
                chance = self.outlook.chance(plan, of)
                if chance is not None:
                    parts.append(self.brief.say(words.SAYS_ONE, goal=other.sheet, tenths=_tenths(chance), share=_share(chance)))
            if parts and plan.spreads:
                yield self.brief.say(words.SAYS, plan=plan.brief.sheet, chances=listed(tuple(parts), self.brief.lang))

    def _notes(self) -> Iterator[str]:
        say = self.brief.say
        if not any(plan.spreads for plan in self.plans):
            yield say(words.NOTHING_SPREADS)
            return
        if any(plan.chances is None for plan in self.plans):
            yield say(words.CONTRADICT)
        yield say(words.HOW)
        yield say(words.ALONE)
        if any(len(plan.spreads) == MOST_LEVERS for plan in self.plans):
            yield say(words.ONLY_STRONGEST, count=MOST_LEVERS)
        if len(self.tabs) > MOST_PLANS:
            yield say(words.PLANS_LEFT_OUT, count=len(self.tabs) - MOST_PLANS)
        if len(self._names) > MOST_DRIVERS:
            yield say(words.MORE_DRIVERS, most=MOST_DRIVERS, count=len(self._names))

    def _chances(self, row: int) -> dict[tuple[int, int], PageCell]:
        """Return the table of how likely each goal is."""
        say, kgi = self.brief.say, self.brief.kgi
        cells = self._section(row, words.CHANCES.fill(kgi=kgi.shown))
        heads = [say(words.PLAN), *(say(words.GOAL_OF, goal=brief.sheet) for brief in self.outlook.briefs)]
        heads += [say(label) for label in (words.P10, words.P50, words.P90)]
        cells |= {(row + 1, column): PageCell(head, style="header") for column, head in enumerate(heads, 1)}
        for place, plan in enumerate(self.plans, row + 2):
            found = plan.chances
            chances = [self.outlook.chance(plan, of) for of in range(len(self.outlook.briefs))]
            quantiles = (found.p10, found.p50, found.p90) if found else (None,) * 3
            cells[place, 1] = PageCell(plan.brief.sheet, style="label_strong")
            cells |= {
                (place, column): PageCell(chance, style="computed_strong", format=PERCENT) for column, chance in enumerate(chances, 2)
            }
            for column, value in enumerate(quantiles, 2 + len(chances)):
                usable = value if value is not None and math.isfinite(value) else None
                cells[place, column] = PageCell(usable, style="computed", format=self.brief.number_format(kgi.unit))
        return cells

    @cached_property
    def _names(self) -> list[str]:
        """The levers that miss, those that drive the first plan's spread most first."""
        found: dict[str, None] = {}
        for plan in self.plans:
            found |= dict.fromkeys(plan.chances.drivers if plan.chances else plan.spreads)
        return list(found)

    def _drivers(self, row: int) -> tuple[dict[tuple[int, int], PageCell], list[str], int]:
        """Return the table of what drives the spread, what it merges, and its last row."""
        names = self._names[:MOST_DRIVERS]
        if not names:
            return {}, [], row
        cells, merges = self._section(row, words.DRIVERS), [f"A{row + 1}:A{row + 2}"]
        cells |= {
            (at, column): PageCell(style="header") for at in (row + 1, row + 2) for column in range(1, 2 + OF_A_PLAN * len(self.plans))
        }
        cells[row + 1, 1] = PageCell(self.brief.say(labels.KPI_LABEL), style="header")
        for place, plan in enumerate(self.plans):
            first = 2 + OF_A_PLAN * place
            left, second, right = (column_letters(column) for column in (first, first + 1, first + OF_A_PLAN - 1))
            cells[row + 1, first] = PageCell(plan.brief.sheet, style="header")
            cells[row + 2, first] = PageCell(self.brief.say(words.CORRELATES), style="header")
            cells[row + 2, first + 1] = PageCell(self.brief.say(words.SPREAD), style="header")
            merges += [f"{left}{row + 1}:{right}{row + 1}", f"{second}{row + 2}:{right}{row + 2}"]
            for at, name in enumerate(names, row + 3):
                known = plan.chances.drivers.get(name) if plan.chances else None
                cells[at, first] = PageCell(known, style="computed", format=CORRELATION)
                cells |= {(at, column): PageCell(style="remark") for column in range(first + 1, first + OF_A_PLAN)}
                cells[at, first + 1] = PageCell(self._spread(plan, name), style="remark")
                merges.append(f"{second}{at}:{right}{at}")
        cells |= {(at, 1): PageCell(self.brief.tree.kpis[name].shown, style="label") for at, name in enumerate(names, row + 3)}
        return cells, merges, row + 2 + len(names)

    def _spread(self, plan: Plan, name: str) -> str:
        """Return how far a lever may miss, in words."""
        spread, unit, lang = plan.spreads.get(name), self.brief.tree.kpis[name].unit, self.brief.lang
        if isinstance(spread, Pert):
            low, mode, high = (bare(value, unit, lang) for value in (spread.low, spread.mode, spread.high))
            return self.brief.say(words.FROM_TO, low=low, mode=mode, high=high)
        if isinstance(spread, Tenths):
            return self.brief.say(words.TENTHS_FROM_TO, low=bare(spread.p10, unit, lang), high=bare(spread.p90, unit, lang))
        return self.brief.say(words.AS_PLANNED)

    def _section(self, row: int, head: Label) -> dict[tuple[int, int], PageCell]:
        cells = {(row, column): PageCell(style="section") for column in range(1, self.last + 1)}
        return cells | {(row, 1): PageCell(self.brief.say(head), style="section")}

    def _areas(self, row: int) -> list[str]:
        """Return where the charts stand, side by side."""
        middle = 1 + (self.last - 2) // 2
        left, right, bottom = column_letters(middle), column_letters(middle + 1), row + HEIGHT - 1
        return [f"A{row}:{left}{bottom}", f"{right}{row}:{column_letters(self.last)}{bottom}"]


def _tenths(chance: float) -> Label:
    """Return in how many cases of ten."""
    if chance < NEVER or chance > ALWAYS:
        return words.ALMOST_NEVER if chance < NEVER else words.ALMOST_ALWAYS
    count = round(10.0 * chance)
    return words.TENTHS.fill(count=count) if count > 1 else words.ONCE


def _share(chance: float) -> str:
    if chance < RARE:
        return "<0.1%"
    return f"{chance:.0%}" if RARE * 10.0 <= chance <= 1.0 - RARE * 10.0 or chance == 1.0 else f"{chance:.1%}"
