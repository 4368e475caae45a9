"""How levers go, live: a line for the usual way, one for what holds for all, one for each KPI that has a row of its own in the conditions.

A line says its curve, its delay, which share of the way is gone at the end of each month, and by what the season multiplies it. Every
figure follows the cells that people type into. Knows courses and conditions. Does not know scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.calculated import text
from kpi_xl.book.identity import absolute
from kpi_xl.book.page import PageCell
from kpi_xl.book.plan_columns import END, FIRST, LABEL, OVER, TODAY, UNIT, Columns
from kpi_xl.book.settings import Settings
from kpi_xl.book.ways import WEIGHTS, Conditions, is_for_all
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.labels import Lang
from kpi_xl.plan.course import Course
from kpi_xl.plan.curve import LOWEST, RISE, STEEPNESS
from kpi_xl.plan.month import IN_A_YEAR
from kpi_xl.plan.way import Way

USUAL, ALL = "", "*"
"""The sources of a way that is no KPI's own: the settings, and the row about all."""

CURVE, DELAY, EARLY = UNIT, OVER, TODAY
"""The columns of a line: its curve, its delay, and by how many months it has to arrive before the end."""

SHARE, FACTOR = "0%", "0.00"

Cells = dict[tuple[int, int], PageCell]
Line = tuple[str, int]
"""Where a way is said (a KPI with a row of its own, `ALL` or `USUAL`), and by how many months it has to arrive early."""


@dataclass(frozen=True)
class PlanWays:
    """The lines below a row of headers.

    Attributes
    ----------
    header
        The row of the headers.
    """

    course: Course
    conditions: Conditions
    settings: Settings
    columns: Columns
    header: int

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.columns.lang

    @property
    def count(self) -> int:
        """The row that counts the months."""
        return self.header + 1

    @cached_property
    def rows(self) -> dict[Line, int]:
        """The row of every line's shares; the row below it, if the line has one, shows its season."""
        wanted = [(USUAL, 0), *([(ALL, 0)] if self.conditions.whole else []), *(self.line(name) for name in self.course.tree.levers)]
        found: dict[Line, int] = {}
        row = self.count + 1
        for line in dict.fromkeys(wanted):
            found[line] = row
            row += 2 if self._has_season(line) else 1
        return found

    @property
    def last(self) -> int:
        """The last row."""
        line, row = next(reversed(self.rows.items()))
        return row + self._has_season(line)

    def line(self, lever: str) -> Line:
        """Return the line that a lever goes along."""
        return self._source(lever), self.course.arrivals[lever]

    def share(self, lever: str, place: int) -> str:
        """Return the cell of the share of its way that a lever has gone at the end of a month."""
        return f"{column_letters(FIRST + place)}${self.rows[self.line(lever)]}"

    def usual_share(self, place: int) -> str:
        """Return the same of the usual way."""
        return f"{column_letters(FIRST + place)}${self.rows[USUAL, 0]}"

    def season(self, lever: str, place: int) -> str | None:
        """Return the cell of what the season multiplies a lever by in a month; None where nobody can say one."""
        row = self._season_row(self._source(lever))
        return f"{column_letters(FIRST + place)}${row}" if row else None

    def is_geometric(self, lever: str) -> str:
        """Return the test whether a lever's way is the same ratio every month."""
        return f"${column_letters(CURVE)}${self.rows[self.line(lever)]}={text(self._word('geometric'))}"

    def delay(self, lever: str) -> str:
        """Return the cell of a lever's delay."""
        return f"${column_letters(DELAY)}${self.rows[self.line(lever)]}"

    def season_area(self, lever: str) -> str | None:
        """Return the cells of a lever's season; None where nobody can say one."""
        row = self._season_row(self._source(lever))
        return self._months(row) if row else None

    @property
    def seasonal(self) -> str:
        """Return the test whether any month of any line is in season."""
        areas = [self._months(row) for line in self.rows if self._has_season(line) and (row := self._season_row(line[0]))]
        tests = [test for area in areas for test in (f"MAX({area})>1+1E-9", f"MIN({area})<1-1E-9")]
        return f"OR({','.join(tests)})" if tests else "FALSE"

    def cells(self) -> Cells:
        """Return headers and lines."""
        words = labels.plan
        heads = {LABEL: words.WAY_OF, CURVE: words.WAY_CURVE, DELAY: words.DELAY_SHORT, EARLY: words.EARLY}
        found = {(self.header, column): PageCell(label.say(self.lang), style="header") for column, label in heads.items()}
        found[self.header, END] = PageCell(style="header")
        months = list(self.columns.headers())[: len(self.course.months)]
        found |= {(self.header, column): PageCell(said, style="header") for column, said in months}
        found[self.count, LABEL] = PageCell(words.MONTH_NUMBER.say(self.lang), style="label")
        for place in range(len(self.course.months)):
            found[self.count, FIRST + place] = PageCell(float(place + 1), style="computed", format="0")
        for line, row in self.rows.items():
            found |= {(row, column): cell for column, cell in self._shares(line, row)}
            if self._has_season(line):
                found |= {(row + 1, column): cell for column, cell in self._seasons(line[0], row + 1)}
        return found

    def _shares(self, line: Line, row: int) -> Iterator[tuple[int, PageCell]]:
        curve, delay, early = (f"${column_letters(column)}{row}" for column in (CURVE, DELAY, EARLY))
        yield LABEL, PageCell(self._label(line), style="label")
        yield CURVE, PageCell(formula=f"={self._curve(line)}", style="label")
        yield DELAY, PageCell(formula=f"={self._delay(line)}", style="computed", format="0")
        yield EARLY, PageCell(float(line[1]), style="computed", format="0")
        yield END, PageCell(style="computed")
        length = f"(${column_letters(self.columns.last_month)}${self.count}-{early}-{delay})"
        for place in range(len(self.course.months)):
            number = f"{column_letters(FIRST + place)}${self.count}"
            gone = f"IF({length}>0,MAX(0,MIN(1,({number}-{delay})/{length})),IF({number}>{delay},1,0))"
            bent = f"(1/(1+EXP(-{STEEPNESS:g}*({gone}-0.5)))-{LOWEST:.17g})/{RISE:.17g}"
            said = f"=IF({curve}={text(self._word('s_curve'))},{bent},{gone})"
            yield FIRST + place, PageCell(formula=said, style="computed", format=SHARE)

    def _seasons(self, source: str, row: int) -> Iterator[tuple[int, PageCell]]:
        yield LABEL, PageCell(labels.plan.SEASON_OF.say(self.lang), style="label", indent=1)
        yield from ((column, PageCell(style="label" if column == UNIT else "computed")) for column in range(UNIT, FIRST))
        for place, month in enumerate(self.course.months):
            yield FIRST + place, PageCell(formula=f"={self._factor(source, place, month.month)}", style="computed", format=FACTOR)

    def _way(self, source: str) -> Way:
        return self.conditions.general if source == ALL else self.course.way(source)

    def _label(self, line: Line) -> str:
        source = line[0]
        names = {USUAL: labels.plan.AS_SET, ALL: labels.plan.FOR_ALL}
        said = names[source] if source in names else labels.plan.WAY_OF_KPI.fill(kpi=self.course.tree.kpis[source].shown)
        return said.say(self.lang)

    def _curve(self, line: Line) -> str:
        """Return the word for a line's curve, as it is typed now."""
        source, known = line[0], self._way(line[0]).curve
        if line[1] and source in (USUAL, ALL):
            return self._of(CURVE, source)
        if source == USUAL:
            cell = self.settings.cells.get("curve")
            return self._chosen(absolute(cell), text(self._word("linear")), self.course.usual.curve) if cell else text(self._word(known))
        cell = self._typed_at(source, "curve")
        above = self._of(CURVE, self._above(source))
        return self._chosen(absolute(cell), above, known) if cell else above

    def _chosen(self, cell: str, blank: str, known: str) -> str:
        """Return the page's word for what a cell says; what is spelled in another way means what it was understood as."""
        words = labels.plan.CURVE_LABELS.values()
        pairs = [(said, label.say(self.lang)) for label in words for said in (label.ja, label.en)]
        spelled, meant = ("{" + ",".join(text(pair[side]) for pair in pairs) + "}" for side in (0, 1))
        return f'IF({cell}="",{blank},IFERROR(INDEX({meant},MATCH({cell},{spelled},0)),{text(self._word(known))}))'

    def _delay(self, line: Line) -> str:
        source = line[0]
        if line[1] and source in (USUAL, ALL):
            return self._of(DELAY, source)
        cell = self._typed_at(source, "delay") if source != USUAL else None
        if cell is None:
            return "0" if source == USUAL else self._of(DELAY, self._above(source))
        above = str(self._way(source).delay) if cell in self.conditions.corrections else self._of(DELAY, self._above(source))
        said = absolute(cell)
        return f"IF(ISNUMBER({said}),MAX(0,{said}),{above})"

    def _factor(self, source: str, place: int, month: int) -> str:
        """Return a month's weight over the mean of the twelve; what holds above where not all twelve are typed."""
        cells = [cell for key in WEIGHTS if (cell := self._typed_at(source, key))]
        above = self._season_row(self._above(source))
        without = f"{column_letters(FIRST + place)}${above}" if above else "1"
        if len(cells) < IN_A_YEAR:
            return without
        if any(cell in self.conditions.corrections for cell in cells):
            without = f"{float(self._way(source).seasons(self.course.months)[place]):.17g}"
        area = self._together(cells)
        return f"IF(AND(COUNT({area})={IN_A_YEAR},MIN({area})>=0,SUM({area})>0),{absolute(cells[month - 1])}/AVERAGE({area}),{without})"

    def _together(self, cells: list[Address]) -> str:
        first, last = cells[0], cells[-1]
        if [cell.column for cell in cells] != list(range(first.column, first.column + len(cells))):
            return ",".join(map(absolute, cells))
        return f"{absolute(first)}:${column_letters(last.column)}${last.row}"

    def _source(self, lever: str) -> str:
        if lever in self.conditions.own:
            return lever
        return ALL if self.conditions.whole and is_for_all(self.course.tree.kpis[lever]) else USUAL

    def _above(self, source: str) -> str:
        """Return what holds where a source says nothing."""
        general = source not in (USUAL, ALL) and self.conditions.whole and is_for_all(self.course.tree.kpis[source])
        return ALL if general else USUAL

    def _of(self, column: int, source: str) -> str:
        return f"${column_letters(column)}${self.rows[source, 0]}"

    def _has_season(self, line: Line) -> bool:
        source, early = line
        return source != USUAL and (early == 0 or source != ALL)

    def _season_row(self, source: str) -> int | None:
        """Return the row of a source's season."""
        found = [row for line, row in self.rows.items() if line[0] == source and self._has_season(line)]
        return found[0] + 1 if found else None

    def _months(self, row: int) -> str:
        return f"${column_letters(FIRST)}${row}:${column_letters(self.columns.last_month)}${row}"

    def _typed_at(self, source: str, key: str) -> Address | None:
        """Return the cell of the conditions in which a source says something."""
        area, column = self.conditions.area, self.conditions.columns.get(key)
        row = self.conditions.whole if source == ALL else self.conditions.own.get(source)
        return Address(area.sheet, row, column) if area and column and row else None

    def _word(self, curve: str) -> str:
        return labels.plan.CURVE_LABELS[curve].say(self.lang)
