"""The table beside the waterfall: the levers' parts, added up to the KPIs right below the KGI.

Knows a split and its columns. Does not know where it begins.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.book.brief import Brief, column
from kpi_xl.book.calculated import text
from kpi_xl.book.page import PageCell
from kpi_xl.calc.cells import column_letters
from kpi_xl.insight.contribution import rolled_up
from kpi_xl.insight.split import Split
from kpi_xl.labels import contribution as words

NAME, AMOUNT, SHARE = (column(key) for key in ("remark", "agreed", "note"))
LINES = 14
"""Rows below the header: the KPIs, what has changed since, and the total."""

CHANGE_FORMAT = "+0.0%;-0.0%;0%"


@dataclass(frozen=True)
class Rollup:
    """The table of one split."""

    brief: Brief
    split: Split

    def cells(self, header: int, live: tuple[str, str]) -> dict[tuple[int, int], PageCell]:
        """Return the cells from a header row on; `live` is where the change since and the whole change stand."""
        brief, tree = self.brief, self.brief.tree
        kgi, (since, total) = tree.kpis[tree.kgi], live
        cells = {
            (header, NAME): PageCell(brief.say(words.LEVEL_ONE, kgi=kgi.shown), style="header"),
            (header, AMOUNT): PageCell(brief.say(words.CHANGE), style="header"),
            (header, SHARE): PageCell(brief.say(words.SHARE), style="header"),
        }
        rows = self._rows()
        for row, (label, amount) in enumerate(rows, header + 1):
            cells |= self._line(row, PageCell(label, style="label"), PageCell(amount, style="computed"), total)
        after = header + 1 + len(rows)
        changed = PageCell(formula=f'=IF({since}=0,"",{text(brief.say(words.SINCE))})', style="label")
        cells |= self._line(after, changed, PageCell(formula=f'=IF({since}=0,"",{since})', style="computed"), total)
        name = PageCell(brief.say(words.TOTAL), style="label_strong")
        return cells | self._line(after + 1, name, PageCell(formula=f"={total}", style="computed_strong"), total)

    def _rows(self) -> list[tuple[str, float]]:
        """Return the KPIs right below the KGI, in the order of the tree, those that matter least in one row where there are many."""
        tree = self.brief.tree
        rolled = {name: amount for name, amount in rolled_up(tree, self.split.shares).items() if amount}
        room = LINES - 2
        most = set(sorted(rolled, key=lambda name: -abs(rolled[name]))[: room if len(rolled) <= room else room - 1])
        rows = [(tree.kpis[name].shown, rolled[name]) for name in tree.depths if name in most]
        rest = [amount for name, amount in rolled.items() if name not in most]
        return [*rows, *([(self.brief.say(words.OTHERS, count=len(rest)), sum(rest))] if rest else [])]

    def _line(self, row: int, label: PageCell, amount: PageCell, total: str) -> dict[tuple[int, int], PageCell]:
        number = self.brief.number_format(self.brief.kgi.unit)
        own = f"{column_letters(AMOUNT)}{row}"
        share = f'=IF(OR({own}="",{total}=0),"",{own}/{total})'
        return {
            (row, NAME): label,
            (row, AMOUNT): PageCell(amount.value, amount.formula, amount.style, number),
            (row, SHARE): PageCell(formula=share, style=amount.style, format=CHANGE_FORMAT),
        }
