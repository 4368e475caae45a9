"""Tables of pairs of states: what each branch and each lever adds to the change of the KGI between the two.

Knows the pairs and their splits. Does not know which states there are, nor where the tables begin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.brief import Brief
from kpi_xl.book.page import PageCell
from kpi_xl.book.rollup import CHANGE_FORMAT
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.calc.cells import column_letters
from kpi_xl.insight.contribution import rolled_up
from kpi_xl.insight.split import Split
from kpi_xl.labels import Label, review
from kpi_xl.labels import contribution as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree

MOST_ROWS = 40
"""So many rows below each other; the others share one."""

Cells = dict[tuple[int, int], PageCell]


@dataclass(frozen=True)
class Pair:
    """Two states by their names, and how the change of the KGI between them is shared out; None where it cannot be.

    Attributes
    ----------
    rest
        What the KGI as it was measured changes beyond what the formula makes of the levers.
    in_order
        The same change shared out as the levers move one after another in the order of the table; None where that is not asked for.
    """

    before: str
    after: str
    split: Split | None
    rest: float = 0.0
    in_order: Mapping[str, float] | None = None

    @property
    def change(self) -> float | None:
        """The whole change of the KGI."""
        return self.split.change + self.rest if self.split else None


@dataclass(frozen=True)
class PairTables:
    """The tables of some pairs of states of one tree."""

    brief: Brief
    tree: KpiTree
    pairs: tuple[Pair, ...]

    @property
    def kgi(self) -> Kpi:
        """The KPI whose change is split."""
        return self.tree.kpis[self.tree.kgi]

    @property
    def last(self) -> int:
        """The last column."""
        return 1 + 2 * len(self.pairs)

    @cached_property
    def branches(self) -> list[dict[str, float]]:
        """For each pair what the KPIs right below the KGI add."""
        return [rolled_up(self.tree, pair.split.shares) if pair.split else {} for pair in self.pairs]

    @cached_property
    def levers(self) -> list[dict[str, float]]:
        """For each pair what the levers add."""
        return [dict(pair.split.shares) if pair.split else {} for pair in self.pairs]

    @cached_property
    def in_order(self) -> list[dict[str, float]]:
        """For each pair what the levers add as they move one after another."""
        return [dict(pair.in_order or {}) for pair in self.pairs]

    @property
    def end(self) -> int:
        """How many rows the tables take."""
        *_, (row, _, rows) = self._tables(0)
        return row + 2 + len(rows) + 1

    def cells(self, first: int) -> Cells:
        """Return the cells of the tables from a row on."""
        cells: Cells = {}
        for row, head, rows in self._tables(first):
            cells |= self._headers(row, head)
            for place, (label, amounts) in enumerate(rows, row + 2):
                cells |= {(place, column): cell for column, cell in self._line(label, amounts).items()}
            changes = [pair.change for pair in self.pairs]
            total = self._line(self.brief.say(words.TOTAL), changes, "_strong")
            cells |= {(row + 2 + len(rows), column): cell for column, cell in total.items()}
        return cells

    def merges(self, first: int) -> Iterator[str]:
        """Yield what is merged: the headers."""
        for row, _, _ in self._tables(first):
            yield f"A{row}:A{row + 1}"
            yield from (f"{column_letters(2 + 2 * place)}{row}:{column_letters(3 + 2 * place)}{row}" for place in range(len(self.pairs)))

    def heights(self, first: int) -> dict[int, float]:
        """Return the rows that are higher than others."""
        return {row: ROW_HEIGHT[self.brief.lang] * 2 for row, _, _ in self._tables(first)}

    def _tables(self, first: int) -> Iterator[tuple[int, Label, list[tuple[str, list[float | None]]]]]:
        """Yield for each table where it begins, what stands over it, and its rows."""
        tables = [(words.LEVEL_ONE, self.branches), (words.BY_LEVER, self.levers)]
        if any(self.in_order):
            tables.append((words.IN_ORDER, self.in_order))
        row = first
        for head, parts in tables:
            rows = self._rows(parts)
            yield row, head, rows
            row += 2 + len(rows) + 2

    def _rows(self, parts: Sequence[Mapping[str, float]]) -> list[tuple[str, list[float | None]]]:
        """Return a label and an amount per pair for each KPI that adds anything, those that never matter much in one row, and what no KPI
        explains.
        """
        tops = [max((abs(amount) for amount in part.values()), default=0.0) for part in parts]
        names = dict.fromkeys(name for part in parts for name, amount in part.items() if amount)
        if parts is self.in_order:
            names = dict.fromkeys(sorted(names, key=self.tree.lever_places.__getitem__))
        weight = {
            name: max(abs(part.get(name, 0.0)) / top for part, top in zip(parts, tops, strict=True) if top) if any(tops) else 0.0
            for name in names
        }
        kept = set(sorted(names, key=lambda name: -weight[name])[: MOST_ROWS if len(names) > MOST_ROWS + 1 else len(names)])
        found = [(self.tree.kpis[name].shown, self._amounts(parts, {name})) for name in names if name in kept]
        rest = names.keys() - kept
        if rest:
            found.append((self.brief.say(words.OTHERS, count=len(rest)), self._amounts(parts, rest)))
        if any(pair.rest for pair in self.pairs):
            found.append((self.brief.say(review.DIFFERENCE), [pair.rest if pair.split else None for pair in self.pairs]))
        return found

    def _amounts(self, parts: Sequence[Mapping[str, float]], names: set[str]) -> list[float | None]:
        pairs = zip(self.pairs, parts, strict=True)
        return [math.fsum(part.get(name, 0.0) for name in names) if pair.split else None for pair, part in pairs]

    def _headers(self, row: int, head: Label) -> Cells:
        cells = {(at, column): PageCell(style="header") for at in (row, row + 1) for column in range(1, self.last + 1)}
        cells[row, 1] = PageCell(self.brief.say(head, kgi=self.kgi.shown), style="header")
        for place, pair in enumerate(self.pairs):
            cells[row, 2 + 2 * place] = PageCell(self.brief.say(words.FROM_TO, before=pair.before, after=pair.after), style="header")
            cells[row + 1, 2 + 2 * place] = PageCell(self.brief.say(words.CHANGE), style="header")
            cells[row + 1, 3 + 2 * place] = PageCell(self.brief.say(words.SHARE), style="header")
        return cells

    def _line(self, label: str, amounts: Sequence[float | None], strong: str = "") -> dict[int, PageCell]:
        """Return a row: for each pair the amount, and its share in the whole change."""
        number, style = self.brief.number_format(self.kgi.unit), f"computed{strong}"
        cells = {1: PageCell(label, style=f"label{strong}")}
        for place, (pair, amount) in enumerate(zip(self.pairs, amounts, strict=True)):
            part = amount / pair.change if pair.change and amount is not None else None
            cells[2 + 2 * place] = PageCell(amount, style=style, format=number)
            cells[3 + 2 * place] = PageCell(part, style=style, format=CHANGE_FORMAT)
        return cells
