"""The page that says how strongly each lever acts on the KGI: two tornados, slopes and elasticities, and what brings most for the effort.

Knows where each part stands. Does not know how a figure is found, nor how the page is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.sensitivity_chart import Tornados
from kpi_xl.book.sensitivity_figures import MOST_ALONE, Figures
from kpi_xl.book.sensitivity_table import FIRST, HEADS, LABEL, SAYS, STEP, TODAY, UNIT, Tables
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import Tab, freshness_formula, width_of, widths_of
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import listed
from kpi_xl.labels import sensitivity as words

SENSITIVITY = "sensitivity"
NOTES = 3
"""The first row of the sentences below the subtitle."""

WIDTHS = {TODAY: 16.0, STEP: 30.0}
COLUMN, UNIT_MOST = 20.0, 22.0
FLAG_COLUMNS = 4
SPARE = 3.0
"""Of the characters of a header, those that its edges and its bold letters take."""

MOST_NAMED = 5
ROWS_ON_A_PAGE = 60
CENTIMETRES_A_POINT = 2.54 / 72


@collector_at_rest()
def sensitivity_page(tabs: Sequence[Tab]) -> Page:
    """Return the page on sensitivity; one scenario is enough."""
    return Sensitivity(Figures(tuple(tabs))).page()


@dataclass(frozen=True)
class Sensitivity:
    """What was computed, and where each thing stands on the page."""

    figures: Figures

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.figures.brief

    @cached_property
    def tables(self) -> Tables:
        """The rows of both tables."""
        return Tables(self.figures)

    @cached_property
    def tornados(self) -> Tornados:
        """The charts, their figures hidden beside the tables."""
        return Tornados(self.figures, self.tables.last + 1)

    @cached_property
    def notes(self) -> list[str]:
        """The sentences below the subtitle."""
        return list(self._notes())

    @property
    def kgi_row(self) -> int:
        """The row of the KGI, above the charts."""
        return NOTES + len(self.notes) + 1

    @property
    def chart_row(self) -> int:
        """The row at whose top the charts begin."""
        return self.kgi_row + 2

    @property
    def effects(self) -> int:
        """The row of the heading of the first table; its headers follow."""
        rows = math.ceil(self.tornados.height / (ROW_HEIGHT[self.brief.lang] * CENTIMETRES_A_POINT))
        return self.chart_row + (rows + 1 if rows else 0)

    @property
    def ranking(self) -> int:
        """The row of the heading of the ranking; its headers follow."""
        return self.effects + HEADS + len(self.figures.pulls) + 2

    @property
    def end(self) -> int:
        """The last row."""
        return self.ranking + HEADS + len(self.figures.pulls) + 1

    @cached_property
    def widths(self) -> dict[int, float]:
        """The width of every column."""
        label, unit = widths_of(self.brief.tree)
        return {LABEL: label, UNIT: min(unit, UNIT_MOST), **WIDTHS} | dict.fromkeys(range(FIRST, self.tables.last + 1), COLUMN)

    def page(self) -> Page:
        """Return the page."""
        say, last, kgi = self.brief.say, column_letters(self.tables.last), self.figures.kgi
        flag = column_letters(self.tables.last - FLAG_COLUMNS + 1)
        cells = {
            (1, 1): PageCell(say(words.SENSITIVITY), style="title"),
            (1, self.tables.last - FLAG_COLUMNS + 1): PageCell(formula=freshness_formula(self.figures.tabs), style="symbol"),
            (2, 1): PageCell(say(words.SENSITIVITY_SUBTITLE, kgi=kgi.shown), style="subtitle"),
        }
        cells |= {(row, 1): PageCell(note, style="note") for row, note in enumerate(self.notes, NOTES)}
        cells |= {(self.kgi_row, column): cell for column, cell in self.tables.who(kgi, strong=True).items()}
        cells[self.kgi_row, STEP] = PageCell(say(labels.scenario.TODAY), style="label_strong")
        table, merges = self._tables() if self.figures.pulls else ({}, [])
        return Page(
            key=SENSITIVITY,
            sheet=say(words.SENSITIVITY),
            cells=cells | table | self.tornados.cells(self.effects),
            lang=self.brief.lang,
            widths=self.widths,
            heights={1: 34.0, **self._heights()},
            merges=(f"{flag}1:{last}1", *(f"A{NOTES + place}:{last}{NOTES + place}" for place in range(len(self.notes))), *merges),
            rules=tuple(fresh_rules(self.brief, f"{flag}1:{last}1", f"${flag}$1")),
            names=tuple(self.tornados.names(self.effects, say(words.SENSITIVITY))),
            charts=tuple(self.tornados.charts(self.effects, self._areas())),
            frozen="B1",
            hidden_columns=tuple(range(self.tables.last + 1, self.tornados.last + 1)),
            tab="header",
            one_page=self.end <= ROWS_ON_A_PAGE,
            print_area=f"A1:{last}{self.end}",
        )

    def _tables(self) -> tuple[dict[tuple[int, int], PageCell], list[str]]:
        """Return the cells of both tables with their headings, and what they merge."""
        say, last = self.brief.say, self.tables.last
        cells = {(self.effects, column): PageCell(style="section") for column in range(1, last + 1)}
        cells |= {(self.ranking, column): PageCell(style="section") for column in range(1, last + 1)}
        cells[self.effects, 1] = PageCell(say(words.EFFECTS), style="section")
        cells[self.ranking, 1] = PageCell(say(words.BY_EFFORT), style="section")
        heads, merges = self.tables.effect_headers(self.effects + 1)
        more, others = self.tables.ranking_headers(self.ranking + 1)
        says = column_letters(SAYS)
        for top, rows in ((self.effects, self.tables.effects()), (self.ranking, self.tables.ranking())):
            cells |= {(top + HEADS + place, column): cell for place, row in enumerate(rows, 1) for column, cell in row.items()}
        first = self.ranking + HEADS + 1
        lines = [f"{says}{row}:{column_letters(last)}{row}" for row in range(first, first + len(self.figures.pulls))]
        return cells | heads | more, [*merges, *others, *lines]

    def _notes(self) -> Iterator[str]:
        say, kgi, named = self.brief.say, self.figures.kgi.shown, self.figures.locked[:MOST_NAMED]
        yield say(words.COMPUTED_ONCE)
        if not self.figures.pulls:
            yield say(words.NOTHING_ACTS, kgi=kgi)
            return
        yield say(words.HOW_TO_READ, kgi=kgi)
        yield say(words.HOW_EFFORT, kgi=kgi)
        count, levers = len(self.figures.locked), len(self.brief.tree.levers)
        if count:
            names = listed(tuple(kpi.shown for kpi in named), self.brief.lang)
            shown = say(words.AND_MORE, names=names, count=count - len(named)) if count > len(named) else names
            yield say(words.LOCKED_ARE_LEFT_OUT, count=count, names=shown)
        if levers > len(self.figures.pulls):
            yield say(words.WEAKEST_ARE_LEFT_OUT, most=len(self.figures.pulls), count=levers - len(self.figures.pulls))
        if levers > MOST_ALONE:
            yield say(words.ALONE_TOO_MANY, most=MOST_ALONE)

    def _heights(self) -> dict[int, float]:
        """Return the heights of the sentences, and of the headers that name the KGI or a scenario."""
        line, wide = ROW_HEIGHT[self.brief.lang], sum(self.widths.values())
        found = {NOTES + place: line * math.ceil(width_of(note) / wide) for place, note in enumerate(self.notes)}
        heads = (width_of(name) for name in self.tables.pair_names)
        return found | ({self.effects + 1: line * math.ceil(max(heads) / (2 * COLUMN - SPARE))} if self.figures.pulls else {})

    def _areas(self) -> list[str]:
        """Return where the charts stand, side by side, each about half as wide as the page."""
        half, middle, last = sum(self.widths.values()) / 2, 1, self.tables.last
        while sum(self.widths[column] for column in range(1, middle + 1)) < half - COLUMN / 2:
            middle += 1
        bottom = self.effects - 2
        left, right = column_letters(middle), column_letters(middle + 1)
        return [f"A{self.chart_row}:{left}{bottom}", f"{right}{self.chart_row}:{column_letters(last)}{bottom}"]
