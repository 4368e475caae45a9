"""The page that says what changes the KGI between any two of today, the scenarios, the stated targets and the last months measured.

Knows the states that can be compared and where each table stands. Does not know how a change is split, nor how the page is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.contribution_table import Pair, PairTables
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import Tab, freshness_formula, width_of, widths_of
from kpi_xl.calc.cells import column_letters
from kpi_xl.insight.split import in_order, split
from kpi_xl.labels import contribution as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.measured import Measured, Moment

CONTRIBUTION = "contribution"
MOST_PAIRS = 10
"""So many pairs of states stand side by side."""

MOST_IN_ORDER = 200
"""The view in the order of the table, for pairs between which so many levers move at most: each costs an evaluation of the tree."""

NOTES = 3
AMOUNT_WIDTH, SHARE_WIDTH = 18.0, 13.0
ROWS_ON_A_PAGE = 60
NAMED = 5
"""So many levers are named in a note."""

TINY = 1e-9
"""A measured KGI so close to its formula, as a share of it, agrees with it."""


@dataclass(frozen=True)
class State:
    """A state of the tree: its name, its levers, and the KGI where it was measured."""

    name: str
    levers: Mapping[str, float] = field(default_factory=dict)
    kgi: float | None = None
    is_month: bool = False


@collector_at_rest()
def contribution_page(tabs: Sequence[Tab], measured: Measured | None = None) -> Page:
    """Return the page on contributions; one scenario is enough, and months may be left out."""
    return Contributions(tuple(tabs), measured or Measured(tabs[0].brief.tree)).page()


@dataclass(frozen=True)
class Contributions:
    """The scenarios' tabs, and what was measured."""

    tabs: tuple[Tab, ...]
    measured: Measured

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def kgi(self) -> Kpi:
        """The KPI whose change is split."""
        return self.brief.kgi

    @cached_property
    def planned(self) -> list[State]:
        """Today, every scenario, and the stated targets where there are any."""
        stated = {lever.name: lever.stated for lever in self.brief.tree.levers.values() if lever.stated is not None}
        found = [State(self.brief.say(labels.scenario.TODAY))]
        for tab in self.tabs:
            found.append(State(tab.brief.sheet, {name: lever.target for name, lever in tab.brief.solution.levers.items()}))
        return [*found, State(self.brief.say(labels.STATED), stated)] if stated else found

    @cached_property
    def months(self) -> list[State]:
        """The months that were measured."""
        return [
            State(self.brief.say(words.MEASURED, month=each.month), each.levers, each.kgi, is_month=True) for each in self.measured.moments
        ]

    @cached_property
    def blocks(self) -> list[PairTables]:
        """The tables between the states that are planned, and those from or to a month."""
        found = [self._tables(self.brief.tree, _neighbours_first(self.planned))]
        today, *ahead = self.planned
        mixed = _neighbours_first([today, *self.months, *ahead])
        with_months = [pair for pair in mixed if pair[0].is_month or pair[1].is_month]
        return [*found, *([self._tables(self.measured.tree, with_months)] if with_months else [])]

    @property
    def last(self) -> int:
        """The last column."""
        return max(block.last for block in self.blocks)

    @property
    def wide(self) -> float:
        """How wide all columns are together."""
        return widths_of(self.brief.tree)[0] + (self.last - 1) / 2 * (AMOUNT_WIDTH + SHARE_WIDTH)

    def page(self) -> Page:
        """Return the page."""
        say, last = self.brief.say, column_letters(self.last)
        flag = column_letters(self.last - 1)
        cells = {
            (1, 1): PageCell(say(words.CONTRIBUTION), style="title"),
            (1, self.last - 1): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            (2, 1): PageCell(say(words.SUBTITLE, kgi=self.kgi.shown), style="subtitle"),
        }
        merges, heights, row = [f"{flag}1:{last}1"], {1: 34.0}, NOTES
        for place, (block, notes) in enumerate(zip(self.blocks, (self._notes(), self._notes_on_months()), strict=False)):
            if place:
                cells[row, 1] = PageCell(say(words.MONTHS), style="section")
                row += 1
            for note in notes:
                cells[row, 1] = PageCell(note, style="note")
                merges.append(f"A{row}:{last}{row}")
                heights[row] = ROW_HEIGHT[self.brief.lang] * math.ceil(width_of(note) / self.wide)
                row += 1
            row += 1
            cells |= block.cells(row)
            merges += block.merges(row)
            heights |= block.heights(row)
            row += block.end + 1
        return Page(
            key=CONTRIBUTION,
            sheet=say(words.CONTRIBUTION),
            cells=cells,
            lang=self.brief.lang,
            widths={1: widths_of(self.brief.tree)[0]}
            | {column: SHARE_WIDTH if column % 2 else AMOUNT_WIDTH for column in range(2, self.last + 1)},
            heights=heights,
            merges=tuple(merges),
            rules=tuple(fresh_rules(self.brief, f"{flag}1:{last}1", f"${flag}$1")),
            frozen="B1",
            tab="header",
            one_page=row <= ROWS_ON_A_PAGE,
            print_area=f"A1:{last}{row - 2}",
        )

    def _tables(self, tree: KpiTree, pairs: Sequence[tuple[State, State]]) -> PairTables:
        return PairTables(self.brief, tree, tuple(_pair(tree, *pair) for pair in pairs[:MOST_PAIRS]))

    def _notes(self) -> Iterator[str]:
        """Yield how the figures came about, and what is left out."""
        say = self.brief.say
        pairs = [pair for block in self.blocks for pair in block.pairs]
        yield say(words.ALL_SOLVED)
        for method in dict.fromkeys(pair.split.method for pair in pairs if pair.split):
            yield say(words.METHODS[method])
        if any(pair.in_order for pair in pairs):
            yield say(words.ORDER_NOTE)
        without = [say(words.FROM_TO, before=pair.before, after=pair.after) for pair in pairs if pair.split is None]
        if without:
            yield say(words.NO_SPLIT, pairs=labels.listed(tuple(without), self.brief.lang), kgi=self.kgi.shown)
        left = math.comb(len(self.planned) + len(self.months), 2) - len(pairs)
        if left:
            yield say(words.PAIRS_LEFT_OUT, count=left)

    def _notes_on_months(self) -> Iterator[str]:
        """Yield what the months show, and what was assumed of them."""
        yield self.brief.say(words.MONTHS_NOTE, months=self._listed([str(each.month) for each in self.measured.moments]))
        for moment in self.measured.moments:
            if moment.assumed:
                yield self._assumed(moment)
        if any(pair.rest for pair in self.blocks[-1].pairs):
            yield self.brief.say(words.REST_NOTE, kgi=self.kgi.shown)

    def _assumed(self, moment: Moment) -> str:
        """Return what was not typed for a month."""
        names = [self.measured.tree.kpis[name].shown for name in moment.assumed]
        left = len(names) - NAMED
        said = [*names[:NAMED], self.brief.say(words.OTHERS, count=left)] if left > 1 else names
        return self.brief.say(words.ASSUMED, month=moment.month, names=self._listed(said))

    def _listed(self, texts: Sequence[str]) -> str:
        return labels.listed(texts, self.brief.lang)


def _neighbours_first(states: Sequence[State]) -> list[tuple[State, State]]:
    """Return every two states: neighbours first, then all others."""
    places = sorted(combinations(range(len(states)), 2), key=lambda pair: (pair[1] - pair[0] > 1, pair))
    return [(states[before], states[after]) for before, after in places]


def _pair(tree: KpiTree, before: State, after: State) -> Pair:
    beyond, found = _beyond(tree, after) - _beyond(tree, before), split(tree, before.levers, after.levers)
    asked = found is not None and found.method != "sequential" and len(found.shares) <= MOST_IN_ORDER
    return Pair(before.name, after.name, found, beyond, in_order(tree, before.levers, after.levers) if asked else None)


def _beyond(tree: KpiTree, state: State) -> float:
    """Return by how much the measured KGI is above what the formula makes of the levers."""
    if state.kgi is None:
        return 0.0
    beyond = state.kgi - tree.evaluate(state.levers)[tree.kgi]
    return beyond if abs(beyond) > TINY * abs(state.kgi) else 0.0
