"""What a box of the drawn tree says: its KPI's name, and below it today's value and every scenario's target with its symbol.

Knows one box's own rows and columns, counted from 0. Does not know where on the page it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.page import PageCell
from kpi_xl.book.tabs import A_LEVEL, Tab, width_of
from kpi_xl.book.tree_drawing import Box
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.calc.number_format import formatted
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi

A_LINE = 2
"""How many scenarios stand side by side; more of them take further lines."""

NUMBER, SYMBOL = (13.0, 28.0), 4.5
"""The least and the greatest width of a column of values, and the width of one of symbols."""

WIDEST = 60.0
"""The width from which on a name is cut."""

BOLD = 1.06
"""How much wider bold letters are."""

MORE = 1.25
"""The room that a number has for what people type later, as a share of its width."""

KINDS: dict[str, Label] = {
    "tree_kgi": labels.KGI,
    "tree_computed": labels.tree_drawing.A_COMPUTED,
    "tree_lever": labels.tree_drawing.A_LEVER,
    "tree_constant": labels.tree_drawing.A_CONSTANT,
    "tree_again": labels.tree_drawing.A_REFERENCE,
    "tree_goal": labels.tree_drawing.A_GOAL,
}
"""How each kind of KPI looks, and the legend's word for it."""


@dataclass(frozen=True)
class Content:
    """What the boxes of a tree say, for the scenarios of some tabs."""

    tabs: tuple[Tab, ...]

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def lines(self) -> int:
        """How many lines of values a box has."""
        return math.ceil(len(self.tabs) / A_LINE)

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of a box's columns: today's value, then a target and a symbol for each scenario on a line."""
        return (self.number, *(self.number, SYMBOL) * min(len(self.tabs), A_LINE))

    @cached_property
    def number(self) -> float:
        """The width of a column of values: the longest number has room, with some to spare, and a scenario's name."""
        found = (self.brief.tree.baseline, *(tab.brief.solution.values for tab in self.tabs))
        formats = {name: self.brief.number_format(kpi.unit) for name, kpi in self.brief.tree.kpis.items()}
        longest = max(width_of(str(formatted(values[name], look))) for values in found for name, look in formats.items())
        captions = (width_of(self._caption(tab)) - SYMBOL for tab in self.tabs)
        return min(max(NUMBER[0], longest * BOLD * MORE, *captions), NUMBER[1])

    @cached_property
    def goals(self) -> frozenset[str]:
        """The KPIs that some scenario has a goal for."""
        return frozenset(name for tab in self.tabs for name in tab.goals)

    def target(self, place: int) -> tuple[int, int]:
        """Return the line and the column of a scenario's target; the symbol stands at its right."""
        return place // A_LINE, 1 + 2 * (place % A_LINE)

    def name(self, box: Box) -> str:
        """Return the words above the values, cut where they are too long for any box."""
        kpi, words = self.brief.tree.kpis[box.kpi], labels.tree_drawing
        marks = {
            words.WITH_UNIT: bool(kpi.unit) and not box.again,
            words.HAS_A_GOAL: kpi.name in self.goals,
            words.DRAWN_ELSEWHERE: box.again,
            words.FOLDED: bool(box.indent),
            words.AND_BELOW: bool(box.left_out),
        }
        said = kpi.shown
        for label, holds in marks.items():
            said = self.brief.say(label, kpi=said, unit=kpi.unit, left_out=box.left_out) if holds else said
        return _cut(said, WIDEST)

    def room(self, box: Box) -> float:
        """Return the width a box's name needs."""
        return width_of(self.name(box)) * BOLD + A_LEVEL * (box.indent + 2)

    def captions(self) -> Iterator[tuple[tuple[int, int], PageCell]]:
        """Yield what stands over each band: today and the scenarios, arranged as in a box."""
        said = {(0, 0): self.brief.say(labels.scenario.TODAY)}
        for place, tab in enumerate(self.tabs):
            said[self.target(place)] = _cut(self._caption(tab), self.number + SYMBOL)
        for at in ((line, column) for line in range(self.lines) for column in range(len(self.widths))):
            yield at, PageCell(said.get(at), style="tree_caption")

    def cells(self, box: Box, home: str) -> Iterator[tuple[tuple[int, int], PageCell]]:
        """Yield a box's cells; `home` is where its KPI is drawn in full."""
        kpi = self.brief.tree.kpis[box.kpi]
        if box.again:
            yield (0, 0), PageCell(self.name(box), style="tree_again", link=home, indent=box.indent)
            return
        there = self.brief.tree.addresses[kpi.name]
        link = f"{quoted_sheet(there.sheet)}!{column_letters(there.column)}{there.row}"
        yield (0, 0), PageCell(self.name(box), style=_kind(kpi, self.brief.tree.kgi), link=link, indent=box.indent)
        yield from (((1 + line, column), cell) for (line, column), cell in self._values(kpi).items())

    def _caption(self, tab: Tab) -> str:
        return self.brief.say(labels.tree_drawing.OF_A_SCENARIO, scenario=tab.brief.sheet)

    def _values(self, kpi: Kpi) -> dict[tuple[int, int], PageCell]:
        moves, number = kpi.is_formula or kpi.is_lever, self.brief.number_format(kpi.unit)
        style = "locked" if not moves else "computed_strong" if kpi.name == self.brief.tree.kgi else "computed"
        found = {(line, column): PageCell(style=style) for line in range(self.lines) for column in range(len(self.widths))}
        found[0, 0] = PageCell(formula=f"={self.brief.source(kpi.name, 'baseline')}", style=style, format=number)
        for place, tab in enumerate(self.tabs if moves else ()):
            line, column = self.target(place)
            target = tab.cell("target", kpi.name)
            found[line, column] = PageCell(formula=f"={target}", style=style, format=number, link=target)
            found[line, column + 1] = PageCell(formula=f"={tab.cell('status', kpi.name)}", style="symbol")
        return found


def _kind(kpi: Kpi, kgi: str) -> str:
    """Return the style that tells what can be done about a KPI."""
    if kpi.name == kgi:
        return "tree_kgi"
    return "tree_computed" if kpi.is_formula else "tree_lever" if kpi.is_lever else "tree_constant"


def _cut(words: str, width: float) -> str:
    """Return a text, its end left out where it is too wide."""
    if width_of(words) <= width:
        return words
    while width_of(words + "…") > width:
        words = words[:-1]
    return words + "…"
