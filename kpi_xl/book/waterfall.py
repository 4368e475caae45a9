"""The waterfall of a scenario's tab: from today's KGI over what each KPI adds or takes away to the target, and the hidden cells it draws.

Knows what was split and where today and the target stand. Does not know the rest of the tab.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.amounts import bare, change
from kpi_xl.book.brief import Brief, at
from kpi_xl.book.calculated import text
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.page import Name, PageCell
from kpi_xl.book.rollup import LINES, Rollup
from kpi_xl.book.scenario_table import LAST_HIDDEN
from kpi_xl.book.spoken import number
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.insight.split import Split, split
from kpi_xl.labels import contribution as words
from kpi_xl.labels import scenario
from kpi_xl.model.kpi import is_rate

MOST = 10
"""So many levers have a bar of their own; the others share one."""

ROWS = LINES + 1
"""Rows of the chart, and of the table beside it with its header."""

LABEL, AMOUNT, START, END, BASE, WHOLE, GOOD, BAD, GOOD_BELOW, BAD_BELOW = range(LAST_HIDDEN + 1, LAST_HIDDEN + 11)
SEEN = {WHOLE: "header", GOOD: "tab_must_achieve", BAD: "tab_stretch", GOOD_BELOW: "tab_must_achieve", BAD_BELOW: "tab_stretch"}
"""The columns that are drawn with the colour of each; below 0 a bar has a part of its own."""

LAST = column_letters(8)
"""The last column under the chart."""

TINY = 1e-9
GAP = 30


@dataclass(frozen=True)
class Waterfall:
    """The chart from a header row on; `rows` is 0 where nothing moves the KGI or its change cannot be split."""

    brief: Brief
    header: int
    table_row: int

    @cached_property
    def found(self) -> Split | None:
        """How the change of the KGI from today to the scenario is shared out."""
        targets = {name: lever.target for name, lever in self.brief.solution.levers.items()}
        return split(self.brief.tree, {}, targets)

    @property
    def rows(self) -> int:
        """How many rows it takes: the chart, the sentence below, and a blank one."""
        return ROWS + 3 if self.found and self.found.shares else 0

    @property
    def note(self) -> int:
        """The row of the sentence."""
        return self.header + ROWS + 1

    @cached_property
    def bars(self) -> list[tuple[str, float]]:
        """The label and the share of every bar between today and the target."""
        shares = list(self.found.shares.items()) if self.found else []
        room = MOST if len(shares) > MOST + 1 else len(shares)
        found = [(self.brief.tree.kpis[name].shown, share) for name, share in shares[:room]]
        rest = shares[room:]
        others = self.brief.say(words.OTHERS, count=len(rest))
        return [*found, *([(others, sum(share for _, share in rest))] if rest else [])]

    def cells(self) -> dict[tuple[int, int], PageCell]:
        """Return the hidden figures, the table beside the chart and the sentence."""
        if not self.rows or self.found is None:
            return {}
        cells = {(self.header, column): PageCell("", style="muted") for column in SEEN}
        for row, line in enumerate(self._lines(), self.header + 1):
            cells |= {(row, column): cell for column, cell in line.items()}
        cells |= Rollup(self.brief, self.found).cells(self.header, self._live)
        cells[self.note, 1] = PageCell(formula=self._sentence(self.found), style="note")
        return cells

    def heights(self) -> dict[int, float]:
        """Return the rows that are higher than others: the header of the table beside the chart."""
        return {self.header: 2 * ROW_HEIGHT[self.brief.lang]} if self.rows else {}

    def merges(self) -> Iterator[str]:
        """Yield what is merged."""
        if self.rows:
            yield f"A{self.note}:K{self.note}"

    def names(self) -> Iterator[Name]:
        """Yield the name of the legend."""
        if self.rows:
            first, last = column_letters(min(SEEN) - 1), column_letters(max(SEEN))
            yield Name(LEGEND, f"{quoted_sheet(self.brief.sheet)}!${first}${self.header}:${last}${self.header}", hidden=True)

    def charts(self) -> Iterator[Chart]:
        """Yield the chart."""
        if not self.rows:
            return
        brief, kgi = self.brief, self.brief.kgi
        first, last = self.header + 1, self._goal
        size = max(abs(brief.tree.baseline[kgi.name]), abs(brief.solution.values[kgi.name]))
        drawn = {BASE: "plain", **SEEN}
        yield Chart(
            kind="column",
            title=brief.say(words.WATERFALL, kgi=kgi.shown, scenario=brief.sheet),
            categories=_area(LABEL, first, last),
            series=tuple(Series(f"{column_letters(at)}{self.header}", _area(at, first, last), look) for at, look in drawn.items()),
            format=brief.axis_format(kgi.unit, size),
            area=f"A{self.header}:{LAST}{self.header + ROWS}",
            legend=False,
            gap=GAP,
        )

    @property
    def _goal(self) -> int:
        """The row of the target's bar; above it stands what has changed since the workbook was solved."""
        return self.header + len(self.bars) + 3

    @property
    def _live(self) -> tuple[str, str]:
        """The cells of what has changed since, and of the whole change."""
        today, goal, since = (f"${column_letters(AMOUNT)}${row}" for row in (self.header + 1, self._goal, self._goal - 1))
        return since, f"({goal}-{today})"

    def _lines(self) -> Iterator[dict[int, PageCell]]:
        """Yield the hidden cells of every bar: today, the levers, what has changed since, the target."""
        first, amounts = self.header + 1, column_letters(AMOUNT)
        kgi = self.brief.kgi
        today, target = at("baseline", self.table_row), at("target", self.table_row)
        yield self._whole(first, scenario.TODAY.say(self.brief.lang), today, self.brief.tree.baseline[kgi.name])
        for row, (label, share) in enumerate(self.bars, first + 1):
            yield self._step(row, PageCell(f"{label}\n{self._signed(share)}", style="muted"), PageCell(share, style="muted"))
        rest = f"{target}-{today}-SUM({amounts}{first + 1}:{amounts}{self._goal - 2})"
        snapped = f"=IF(ABS({rest})<={TINY:.0E}*MAX(ABS({target}),ABS({today})),0,{rest})"
        name = f'=IF({amounts}{self._goal - 1}=0,"",{text(self.brief.say(words.SINCE))})'
        yield self._step(self._goal - 1, PageCell(formula=name, style="muted"), PageCell(formula=snapped, style="muted"))
        yield self._whole(self._goal, self.brief.sheet, target, self.brief.solution.values[kgi.name])

    def _whole(self, row: int, label: str, source: str, value: float) -> dict[int, PageCell]:
        """Return a bar from 0 on, with its number below its name."""
        unit = self.brief.kgi.unit
        said = number(source, value, unit, self.brief.lang).formula
        return {
            LABEL: PageCell(formula=f"={text(label)}&CHAR(10)&{said}", style="muted"),
            AMOUNT: PageCell(formula=f"={source}", style="muted"),
            START: PageCell(0.0, style="muted"),
            END: PageCell(formula=f"={source}", style="muted"),
            WHOLE: PageCell(formula=f"={source}", style="muted"),
        }

    def _step(self, row: int, label: PageCell, amount: PageCell) -> dict[int, PageCell]:
        """Return a bar on top of the one before."""
        start, end = (f"{column_letters(column)}{row}" for column in (START, END))
        up, lower = f"{end}>={start}", self.brief.kgi.better == "lower"
        above, below = f"ABS(MAX(0,{end})-MAX(0,{start}))", f"-ABS(MIN(0,{end})-MIN(0,{start}))"
        columns = (BAD, GOOD, BAD_BELOW, GOOD_BELOW) if lower else (GOOD, BAD, GOOD_BELOW, BAD_BELOW)
        parts = (f"IF({up},{above},0)", f"IF({up},0,{above})", f"IF({up},{below},0)", f"IF({up},0,{below})")
        return {
            LABEL: label,
            AMOUNT: amount,
            START: PageCell(formula=f"={column_letters(END)}{row - 1}", style="muted"),
            END: PageCell(formula=f"={start}+{column_letters(AMOUNT)}{row}", style="muted"),
            BASE: PageCell(formula=f"=MAX(0,MIN({start},{end}))+MIN(0,MAX({start},{end}))", style="muted"),
            **{column: PageCell(formula=f"={part}", style="muted") for column, part in zip(columns, parts, strict=True)},
        }

    def _signed(self, share: float) -> str:
        """Return a share as people say a change."""
        unit, lang = self.brief.kgi.unit, self.brief.lang
        said = change(abs(share), unit, lang) if is_rate(unit) else bare(abs(share), unit, lang)
        return ("-" if share < 0.0 else "+") + said

    def _sentence(self, found: Split) -> str:
        """Return the live sentence that says whether the levers' bars are still those of what stands on the tab."""
        since, _ = self._live
        solved = self.brief.say(words.AS_SOLVED, method=words.METHODS[found.method])
        edited = self.brief.say(words.EDITED, since=words.SINCE)
        return f"=IF({since}=0,{text(solved)},{text(edited)})"


def _area(column: int, first: int, last: int) -> str:
    return f"{column_letters(column)}{first}:{column_letters(column)}{last}"
