"""The page that puts today and every scenario side by side: goals, a chart of the levers' ratios, every KPI, and what differs.

Knows where the scenarios' tabs keep their figures. Does not know how it is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.calculated import text
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.compare_chart import RatioChart
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Page, PageCell, Rule
from kpi_xl.book.scenario_table import RATIO_FORMAT, REMARKS, SYMBOLS, VERDICTS
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import Asked, Tab, every_asked, freshness_formula, room_for, width_of, widths_of
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.labels import Label, listed
from kpi_xl.model.kpi import Kpi

COMPARE = "compare"
LABEL, UNIT, TODAY, FIRST = 1, 2, 3, 4
OF_A_SCENARIO = (16.0, 16.0, 10.0)
WHAT_DIFFERS = 44.0, 62.0
"""The width of the column that says what differs, and the width from which on it wraps."""

HEAD = 4
"""The first of the two header rows of the goals."""

ROWS_ON_A_PAGE = 60
CENTIMETRES_A_POINT = 2.54 / 72


@collector_at_rest()
def compare_page(tabs: Sequence[Tab]) -> Page:
    """Return the page that compares scenarios; one is enough."""
    return Comparison(tuple(tabs)).page()


@dataclass(frozen=True)
class Comparison:
    """The scenarios' tabs, and where each thing stands on the page."""

    tabs: tuple[Tab, ...]

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def differs(self) -> int:
        """The last column, which says what differs."""
        return FIRST + 3 * len(self.tabs)

    @cached_property
    def goals(self) -> list[Asked]:
        """The KPIs of the goals and guardrails."""
        return every_asked(self.tabs)

    @cached_property
    def order(self) -> dict[str, int]:
        """The row of every KPI, in the order of the tree."""
        return {name: self.header + 2 + place for place, name in enumerate(self.brief.tree.depths)}

    @cached_property
    def chart(self) -> RatioChart:
        """The chart of the levers' ratios, its figures hidden beside the table."""
        return RatioChart(self.tabs, self.differs + 1)

    @property
    def chart_row(self) -> int:
        """The row at whose top the chart begins."""
        return HEAD + 3 + len(self.goals)

    @property
    def header(self) -> int:
        """The first of the two header rows of the table, below the chart."""
        rows = math.ceil(self.chart.height / (ROW_HEIGHT[self.brief.lang] * CENTIMETRES_A_POINT))
        return self.chart_row + (rows + 1 if rows else 0)

    @property
    def end(self) -> int:
        """The row of the legend, the last."""
        return self.header + 2 + len(self.order) + 1

    def page(self) -> Page:
        """Return the page."""
        say, last = self.brief.say, column_letters(self.differs)
        flag = column_letters(self.first(len(self.tabs) - 1))
        cells = {
            (1, 1): PageCell(say(PAGE_SHEETS[COMPARE]), style="title"),
            (2, 1): PageCell(say(labels.compare.COMPARE_SUBTITLE), style="subtitle"),
        }
        cells[1, self.first(len(self.tabs) - 1)] = PageCell(formula=freshness_formula(self.tabs), style="symbol")
        cells[self.end, 1] = PageCell(say(labels.compare.COMPARE_LEGEND), style="note")
        cells |= self._headers(HEAD, labels.scenario.GOAL, (labels.scenario.TARGET, labels.scenario.PLANNED, labels.scenario.VERDICT))
        cells |= self._headers(self.header, labels.KPI_LABEL, (labels.scenario.TARGET, labels.scenario.RATIO, labels.scenario.STATUS))
        cells[self.header, self.differs] = PageCell(
            say(labels.compare.WHAT_CHANGES if len(self.tabs) > 1 else labels.scenario.REMARK), style="header"
        )
        cells[self.header + 1, self.differs] = PageCell(style="header")
        for place, asked in enumerate(self.goals):
            cells |= {(HEAD + 2 + place, at): cell for at, cell in self._goal(asked).items()}
        for name, row in self.order.items():
            cells |= {(row, at): cell for at, cell in self._row(self.brief.tree.kpis[name], row).items()}
        widths = dict(zip((LABEL, UNIT), widths_of(self.brief.tree), strict=True)) | {TODAY: 16.0, self.differs: self._widest()}
        widths[LABEL] = room_for((asked.shown(self.brief) for asked in self.goals), widths[LABEL])
        widths |= {self.first(place) + at: width for place in range(len(self.tabs)) for at, width in enumerate(OF_A_SCENARIO)}
        return Page(
            key=COMPARE,
            sheet=say(PAGE_SHEETS[COMPARE]),
            cells=cells | self.chart.cells(self.header + 1, self._ratios()),
            lang=self.brief.lang,
            widths=widths,
            heights={1: 34.0},
            merges=(f"{flag}1:{last}1", f"A{self.end}:{last}{self.end}", *self._merges()),
            rules=(*fresh_rules(self.brief, f"{flag}1:{last}1", f"${flag}$1"), *self._rules()),
            names=tuple(self.chart.names(self.header + 1)),
            charts=tuple(self.chart.charts(self.header + 1, f"A{self.chart_row}:{last}{self.header - 2}")),
            frozen="B1",
            hidden_columns=tuple(range(self.differs + 1, self.differs + 2 + len(self.tabs))),
            tab="header",
            title_rows=f"{self.header}:{self.header + 1}",
            one_page=self.end <= ROWS_ON_A_PAGE,
            print_area=f"A1:{last}{self.end}",
        )

    def first(self, place: int) -> int:
        """The first of a scenario's three columns."""
        return FIRST + 3 * place

    def _headers(self, row: int, label: Label, heads: tuple[Label, Label, Label]) -> dict[tuple[int, int], PageCell]:
        cells = {(at, column): PageCell(style="header") for at in (row, row + 1) for column in range(1, self.differs)}
        for column, head in ((LABEL, label), (UNIT, labels.UNIT), (TODAY, labels.scenario.TODAY)):
            cells[row, column] = PageCell(self.brief.say(head), style="header")
        for place, tab in enumerate(self.tabs):
            cells[row, self.first(place)] = PageCell(tab.brief.sheet, style="header")
            for at, head in enumerate(heads):
                cells[row + 1, self.first(place) + at] = PageCell(self.brief.say(head), style="header")
        return cells

    def _merges(self) -> Iterator[str]:
        for row, columns in ((HEAD, (LABEL, UNIT, TODAY)), (self.header, (LABEL, UNIT, TODAY, self.differs))):
            yield from (f"{column_letters(column)}{row}:{column_letters(column)}{row + 1}" for column in columns)
            for place in range(len(self.tabs)):
                yield f"{column_letters(self.first(place))}{row}:{column_letters(self.first(place) + 2)}{row}"

    def _who(self, kpi: Kpi, strong: bool, indent: int = 0, called: str = "") -> dict[int, PageCell]:
        """Return the cells every row begins with: what it is, and today's value as a link to the tree."""
        home = self.brief.tree.addresses[kpi.name]
        look = "label_strong" if strong else "label"
        there = f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
        number = self.brief.number_format(kpi.unit)
        style = "computed_strong" if strong else "computed"
        return {
            LABEL: PageCell(called or kpi.shown, style=look, link=there, indent=indent),
            UNIT: PageCell(kpi.unit, style=look),
            TODAY: PageCell(formula=f"={self.brief.source(kpi.name, 'baseline')}", style=style, format=number),
        }

    def _goal(self, asked: Asked) -> dict[int, PageCell]:
        kpi = asked.kpi
        cells, number = self._who(kpi, strong=True, called=asked.shown(self.brief)), self.brief.number_format(kpi.unit)
        for place, tab in enumerate(self.tabs):
            first, target, verdict = self.first(place), tab.asked_cell("target", asked), tab.asked_cell("status", asked)
            cells[first] = PageCell(formula=target and f"={target}", style="computed_strong", format=number)
            cells[first + 1] = PageCell(formula=f"={tab.cell('target', kpi.name)}", style="computed_strong", format=number)
            cells[first + 2] = PageCell(formula=verdict and f"={verdict}", style="symbol")
        return cells

    def _row(self, kpi: Kpi, row: int) -> dict[int, PageCell]:
        strong = kpi.name == self.brief.tree.kgi
        cells = self._who(kpi, strong, self.brief.tree.depths[kpi.name])
        number, style = self.brief.number_format(kpi.unit), "computed_strong" if strong else "computed"
        today = f"${column_letters(TODAY)}{row}"
        for place, tab in enumerate(self.tabs):
            first = self.first(place)
            value = f"{column_letters(first)}{row}"
            cells[first] = PageCell(formula=f"={tab.cell('target', kpi.name)}", style=style, format=number)
            cells[first + 1] = PageCell(formula=f'=IF({today}=0,"",{value}/{today})', style=style, format=RATIO_FORMAT.say(self.brief.lang))
            status = f"={tab.cell('status', kpi.name)}" if kpi.is_formula or kpi.is_lever else None
            cells[first + 2] = PageCell(formula=status, style="symbol")
        differs = self._differs(kpi, row) if kpi.is_lever else self._none_differs() if strong else None
        cells[self.differs] = PageCell(formula=differs, style="remark" if self._widest() < WHAT_DIFFERS[1] else "computed_wrap")
        return cells

    def _differs(self, kpi: Kpi, row: int) -> str:
        """Return the formula that says which scenarios alone move a lever, and what its tabs remark on it."""
        say, today = self.brief.say, f"${column_letters(TODAY)}{row}"
        parts = [self._movers([f"{column_letters(self.first(place))}{row}<>{today}" for place in range(len(self.tabs))])]
        for tab in self.tabs:
            remark = tab.cell("remark", kpi.name)
            head, _, tail = say(labels.compare.IN_SCENARIO, scenario=tab.brief.sheet, remark="\0").partition("\0")
            parts.append(f'IF({remark}="","",{text(head)}&{remark}&{text(tail)})')
        return "=" + "&".join(part for part in parts if part)

    def _none_differs(self) -> str | None:
        """Return the formula that says, where the rows below are blank, that the scenarios move the same levers."""
        letters, top = column_letters(self.differs), self.order[self.brief.tree.kgi]
        below = f"{letters}{top + 1}:{letters}{self.end - 2}"
        return f'=IF(COUNTIF({below},"?*")=0,{text(self.brief.say(labels.compare.NONE_DIFFERS))},"")' if len(self.tabs) > 1 else None

    def _movers(self, moved: Sequence[str]) -> str:
        """Return the part that names the scenarios that move a lever, where not all do; `moved` are their tests."""
        if len(self.tabs) == 1:
            return ""
        head, _, tail = self.brief.say(labels.compare.MOVED_ONLY_BY, scenarios="\0").partition("\0")
        names = []
        for place, tab in enumerate(self.tabs):
            comma = f'IF(OR({",".join(moved[:place])}),{text(listed(("", ""), self.brief.lang))},"")&' if place else ""
            names.append(f'IF({moved[place]},{comma}{text(tab.brief.sheet)},"")')
        either = ",".join(moved)
        return f'IF(AND(OR({either}),NOT(AND({either}))),{text(head)}&{"&".join(names)}&{text(tail)},"")'

    def _rules(self) -> Iterator[Rule]:
        for place in range(len(self.tabs)):
            letters = column_letters(self.first(place) + 2)
            for symbol, look in VERDICTS:
                yield Rule(f"{letters}{HEAD + 2}:{letters}{HEAD + 1 + len(self.goals)}", f'{letters}{HEAD + 2}="{symbol}"', look)
            for symbol, look in SYMBOLS:
                yield Rule(f"{letters}{self.header + 2}:{letters}{self.end - 2}", f'{letters}{self.header + 2}="{symbol}"', look)

    def _ratios(self) -> dict[str, list[str]]:
        """Return where each KPI's ratios stand, a cell per scenario."""
        columns = [column_letters(self.first(place) + 1) for place in range(len(self.tabs))]
        return {name: [f"{letters}{row}" for letters in columns] for name, row in self.order.items()}

    def _widest(self) -> float:
        """Return the width that shows a remark of every scenario side by side, within reason."""
        remarks = [label for pair in REMARKS.values() for label in pair]
        each = [
            max(width_of(self.brief.say(labels.compare.IN_SCENARIO, scenario=tab.brief.sheet, remark=remark)) for remark in remarks)
            for tab in self.tabs
        ]
        return min(max(WHAT_DIFFERS[0], sum(each)), WHAT_DIFFERS[1])
