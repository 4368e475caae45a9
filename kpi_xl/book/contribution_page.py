"""The page that says what changes the KGI between any two of today, the scenarios and the stated targets: by branch and by lever.

Knows the states that can be compared and where each figure stands. Does not know how a change is split, nor how the page is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.rollup import CHANGE_FORMAT
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import Tab, freshness_formula, width_of, widths_of
from kpi_xl.calc.cells import column_letters
from kpi_xl.insight.contribution import rolled_up
from kpi_xl.insight.split import Split, split
from kpi_xl.labels import Label
from kpi_xl.labels import contribution as words
from kpi_xl.model.kpi import Kpi

CONTRIBUTION = "contribution"
MOST_PAIRS, MOST_ROWS = 10, 40
"""So many pairs of states stand side by side, and so many rows below each other; the others share one."""

NOTES = 3
AMOUNT_WIDTH, SHARE_WIDTH = 18.0, 13.0
ROWS_ON_A_PAGE = 60


@dataclass(frozen=True)
class Pair:
    """Two states by their names, and how the change of the KGI between them is shared out; None where it cannot be."""

    before: str
    after: str
    split: Split | None


@collector_at_rest()
def contribution_page(tabs: Sequence[Tab]) -> Page:
    """Return the page on contributions; one scenario is enough."""
    return Contributions(tuple(tabs)).page()


@dataclass(frozen=True)
class Contributions:
    """The scenarios' tabs, and what was computed of them."""

    tabs: tuple[Tab, ...]

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def kgi(self) -> Kpi:
        """The KPI whose change is split."""
        return self.brief.tree.kpis[self.brief.tree.kgi]

    @cached_property
    def states(self) -> list[tuple[str, Mapping[str, float]]]:
        """Today, every scenario, and the stated targets where there are any: the name of each and its levers."""
        stated = {lever.name: lever.stated for lever in self.brief.tree.levers.values() if lever.stated is not None}
        found: list[tuple[str, Mapping[str, float]]] = [(self.brief.say(labels.scenario.TODAY), {})]
        for tab in self.tabs:
            found.append((tab.brief.sheet, {name: lever.target for name, lever in tab.brief.solution.levers.items()}))
        return [*found, (self.brief.say(labels.STATED), stated)] if stated else found

    @cached_property
    def pairs(self) -> list[Pair]:
        """Neighbours first, then all others; as many as there is room for."""
        places = sorted(combinations(range(len(self.states)), 2), key=lambda pair: (pair[1] - pair[0] > 1, pair))
        return [self._pair(before, after) for before, after in places[:MOST_PAIRS]]

    @property
    def last(self) -> int:
        """The last column."""
        return 1 + 2 * len(self.pairs)

    @cached_property
    def branches(self) -> list[dict[str, float]]:
        """For each pair what the KPIs right below the KGI add."""
        return [rolled_up(self.brief.tree, pair.split.shares) if pair.split else {} for pair in self.pairs]

    @cached_property
    def levers(self) -> list[dict[str, float]]:
        """For each pair what the levers add."""
        return [dict(pair.split.shares) if pair.split else {} for pair in self.pairs]

    def page(self) -> Page:
        """Return the page."""
        say, last = self.brief.say, column_letters(self.last)
        notes, flag = list(self._notes()), column_letters(self.last - 1)
        cells = {
            (1, 1): PageCell(say(words.CONTRIBUTION), style="title"),
            (1, self.last - 1): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            (2, 1): PageCell(say(words.SUBTITLE, kgi=self.kgi.shown), style="subtitle"),
        }
        cells |= {(row, 1): PageCell(note, style="note") for row, note in enumerate(notes, NOTES)}
        row, merges, heights = NOTES + len(notes) + 1, [f"{flag}1:{last}1"], {1: 34.0}
        merges += [f"A{NOTES + place}:{last}{NOTES + place}" for place in range(len(notes))]
        wide = widths_of(self.brief.tree)[0] + len(self.pairs) * (AMOUNT_WIDTH + SHARE_WIDTH)
        heights |= {NOTES + place: ROW_HEIGHT[self.brief.lang] * math.ceil(width_of(note) / wide) for place, note in enumerate(notes)}
        for head, parts in ((words.LEVEL_ONE, self.branches), (words.BY_LEVER, self.levers)):
            rows = self._rows(parts)
            cells |= self._headers(row, head)
            merges += [f"A{row}:A{row + 1}", *self._across(row)]
            heights[row] = ROW_HEIGHT[self.brief.lang] * 2
            for place, (label, amounts) in enumerate(rows, row + 2):
                cells |= {(place, column): cell for column, cell in self._line(label, amounts).items()}
            total = row + 2 + len(rows)
            changes = [pair.split.change if pair.split else None for pair in self.pairs]
            cells |= {(total, column): cell for column, cell in self._line(say(words.TOTAL), changes, "_strong").items()}
            row = total + 2
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

    def _pair(self, before: int, after: int) -> Pair:
        (first, start), (last, stop) = self.states[before], self.states[after]
        return Pair(first, last, split(self.brief.tree, start, stop))

    def _rows(self, parts: Sequence[Mapping[str, float]]) -> list[tuple[str, list[float | None]]]:
        """Return a label and an amount per pair for each KPI that adds anything, those that never matter much in one row at the end."""
        tops = [max((abs(amount) for amount in part.values()), default=0.0) for part in parts]
        names = dict.fromkeys(name for part in parts for name, amount in part.items() if amount)
        weight = {
            name: max(abs(part.get(name, 0.0)) / top for part, top in zip(parts, tops, strict=True) if top) if any(tops) else 0.0
            for name in names
        }
        kept = set(sorted(names, key=lambda name: -weight[name])[: MOST_ROWS if len(names) > MOST_ROWS + 1 else len(names)])
        found = [(self.brief.tree.kpis[name].shown, self._amounts(parts, {name})) for name in names if name in kept]
        rest = names.keys() - kept
        return [*found, *([(self.brief.say(words.OTHERS, count=len(rest)), self._amounts(parts, rest))] if rest else [])]

    def _amounts(self, parts: Sequence[Mapping[str, float]], names: set[str]) -> list[float | None]:
        pairs = zip(self.pairs, parts, strict=True)
        return [math.fsum(part.get(name, 0.0) for name in names) if pair.split else None for pair, part in pairs]

    def _headers(self, row: int, head: Label) -> dict[tuple[int, int], PageCell]:
        cells = {(at, column): PageCell(style="header") for at in (row, row + 1) for column in range(1, self.last + 1)}
        cells[row, 1] = PageCell(self.brief.say(head, kgi=self.kgi.shown), style="header")
        for place, pair in enumerate(self.pairs):
            cells[row, 2 + 2 * place] = PageCell(self.brief.say(words.FROM_TO, before=pair.before, after=pair.after), style="header")
            cells[row + 1, 2 + 2 * place] = PageCell(self.brief.say(words.CHANGE), style="header")
            cells[row + 1, 3 + 2 * place] = PageCell(self.brief.say(words.SHARE), style="header")
        return cells

    def _across(self, row: int) -> Iterator[str]:
        yield from (f"{column_letters(2 + 2 * place)}{row}:{column_letters(3 + 2 * place)}{row}" for place in range(len(self.pairs)))

    def _line(self, label: str, amounts: Sequence[float | None], strong: str = "") -> dict[int, PageCell]:
        """Return a row: for each pair the amount, and its share in the whole change."""
        number, style = self.brief.number_format(self.kgi.unit), f"computed{strong}"
        cells = {1: PageCell(label, style=f"label{strong}")}
        for place, (pair, amount) in enumerate(zip(self.pairs, amounts, strict=True)):
            part = amount / pair.split.change if pair.split and pair.split.change and amount is not None else None
            cells[2 + 2 * place] = PageCell(amount, style=style, format=number)
            cells[3 + 2 * place] = PageCell(part, style=style, format=CHANGE_FORMAT)
        return cells

    def _notes(self) -> Iterator[str]:
        """Yield how the figures came about, and what is left out."""
        say = self.brief.say
        yield say(words.ALL_SOLVED)
        for method in dict.fromkeys(pair.split.method for pair in self.pairs if pair.split):
            yield say(words.METHODS[method])
        without = [say(words.FROM_TO, before=pair.before, after=pair.after) for pair in self.pairs if pair.split is None]
        if without:
            yield say(words.NO_SPLIT, pairs=labels.listed(tuple(without), self.brief.lang), kgi=self.kgi.shown)
        left = math.comb(len(self.states), 2) - len(self.pairs)
        if left:
            yield say(words.PAIRS_LEFT_OUT, count=left)
