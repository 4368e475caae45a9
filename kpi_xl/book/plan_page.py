"""The monthly plan: the KGI by month, quarter and year for every scenario beside what really was, and every KPI of every month below.

Knows what stands around the grids. Does not know how it is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.actuals_sheet import table_of
from kpi_xl.book.brief import Brief
from kpi_xl.book.calculated import text
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.export_shape import month_of
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.layout import ACTUALS
from kpi_xl.book.page import ColumnGroup, Name, Page, PageCell, Rule
from kpi_xl.book.plan_columns import END, FIRST, LABEL, OVER, TODAY, UNIT, Columns, over
from kpi_xl.book.plan_grid import Cells, PlanGrid
from kpi_xl.book.scenario_table import VERDICTS
from kpi_xl.book.simulator_page import met
from kpi_xl.book.tabs import Tab, colours, freshness_formula, widths_of
from kpi_xl.calc.cells import TableArea, column_letters, quoted_sheet
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.course import Course
from kpi_xl.plan.month import Month
from kpi_xl.plan.total import MEANINGS

PLAN = "plan"
CHECK = 6
"""The row of the headers of the goals."""

CHART_ROWS = 15
SHARE = "0.0%"
AHEAD = 40
"""So many columns beside the actuals' months are looked through as well, for months that are added later."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a page is made of.

    Attributes
    ----------
    course
        The months and how every lever goes through them.
    extra
        For each scenario by how much its levers end beyond its targets.
    missed
        The scenarios whose goals the whole period cannot meet.
    """

    course: Course
    begins: int
    extra: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    missed: frozenset[str] = frozenset()


@collector_at_rest()
def plan_page(tabs: Sequence[Tab], planned: Planned, sheet: str) -> Page:
    """Return the page of every KPI of every month, for a sheet of this name."""
    return PlanPage(tuple(tabs), planned, sheet).page()


@dataclass(frozen=True)
class PlanPage:
    """The scenarios' tabs, what is planned, and where each thing stands on the page."""

    tabs: tuple[Tab, ...]
    planned: Planned
    sheet: str

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def kgi(self) -> Kpi:
        """The KPI that the page begins with."""
        return self.brief.tree.kpis[self.brief.tree.kgi]

    @cached_property
    def columns(self) -> Columns:
        """Where the columns stand."""
        return Columns(self.planned.course.months, self.planned.begins, self.brief.lang)

    @cached_property
    def goals(self) -> list[tuple[int, Kpi]]:
        """Each goal that a scenario has: the scenario's place and the KPI."""
        return [(place, tab.brief.tree.kpis[name]) for place, tab in enumerate(self.tabs) for name in tab.goals]

    @cached_property
    def actuals(self) -> TableArea | None:
        """Where the actuals stand, as far as anybody types them."""
        return table_of(self.brief.tree.cells)

    @property
    def head(self) -> int:
        """The row of the headers of the KGI's months."""
        return CHECK + len(self.goals) + 3

    @property
    def actual(self) -> int:
        """The row of what the KGI really was."""
        return self.head + len(self.tabs) + 1

    @property
    def drawn(self) -> int:
        """The row from which the chart takes what the KGI really was."""
        return self.actual + len(self.tabs) + 1

    @property
    def chart(self) -> int:
        """The first row of the chart."""
        return self.drawn + 1 if self.actuals else self.actual + 1

    @cached_property
    def grids(self) -> list[PlanGrid]:
        """The grid of every scenario, one below the other."""
        made: list[PlanGrid] = []
        header = self.chart + CHART_ROWS + 3
        for tab in self.tabs:
            extra = self.planned.extra.get(tab.brief.sheet, {})
            made.append(PlanGrid(tab, self.planned.course, self.columns, self.sheet, header, extra))
            header = made[-1].last + 4
        return made

    def page(self) -> Page:
        """Return the page."""
        cells: Cells = {}
        for grid in self.grids:
            cells |= grid.build()
            cells[grid.header - 1, LABEL] = PageCell(self._say(labels.plan.EVERY_KPI, scenario=grid.brief.sheet), style="section")
        cells |= self._title() | self._checks() | self._by_month() | (self._really() if self.actuals else {})
        widest = dict(zip((LABEL, UNIT), widths_of(self.brief.tree), strict=True))
        last = column_letters(self.columns.last_month)
        return Page(
            key=PLAN,
            sheet=self.sheet,
            cells=cells,
            lang=self.brief.lang,
            widths=widest | self.columns.widths,
            heights={1: 34.0},
            merges=(
                *(f"A{row}:L{row}" for row in (2, 3, 4) if (row, 1) in cells),
                "F1:H1",
                *(f"C{row}:D{row}" for row in range(CHECK, CHECK + len(self.goals) + 1)),
            ),
            rules=tuple(self._rules()),
            names=(Name(LEGEND, f"{quoted_sheet(self.sheet)}!$A${self.head + 1}:$A${self.actual}", hidden=True),),
            charts=(self._chart(),),
            frozen=f"{column_letters(UNIT)}{CHECK - 1}",
            groups=(ColumnGroup(*self.columns.quarters, collapsed=False),),
            tab="tab_other",
            title_rows=f"{self.head}:{self.head}",
            print_area=f"A1:{last}{self.grids[-1].last}",
        )

    def _say(self, label: Label, **words: object) -> str:
        return self.brief.say(label, **words)

    def _title(self) -> Cells:
        course = self.planned.course
        first, last, count = course.months[0], course.months[-1], len(course.months)
        moved = max((len(extra) for extra in self.planned.extra.values()), default=0)
        cells = {
            (1, 1): PageCell(self._say(labels.plan.TITLE, kpi=self.kgi.shown), style="title"),
            (1, FIRST): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            (2, 1): PageCell(self._say(labels.plan.HOW, first=first, last=last, count=count), style="note"),
            (3, 1): PageCell(self._say(labels.plan.HOW_MONEY), style="note"),
        }
        if moved:
            cells[4, 1] = PageCell(self._say(labels.plan.HOW_TOTAL, count=moved), style="note")
        return cells

    def _checks(self) -> Cells:
        """Return for every goal whether the plan meets it, in the KPI's own unit."""
        heads = {
            LABEL: labels.SCENARIO,
            UNIT: labels.GOAL_KPI,
            OVER: labels.plan.GOAL_MEANING,
            END: labels.plan.GOAL,
            FIRST: labels.plan.PLAN_FIGURE,
            FIRST + 1: labels.UNIT,
            FIRST + 2: labels.plan.VERDICT,
        }
        cells: Cells = {(CHECK, column): PageCell(self._say(label), style="header") for column, label in heads.items()}
        cells[CHECK, TODAY] = PageCell(style="header")
        cells[CHECK - 1, LABEL] = PageCell(self._say(labels.plan.GOAL_CHECK), style="section")
        for row, (place, kpi) in enumerate(self.goals, CHECK + 1):
            cells |= {(row, column): cell for column, cell in self._check(row, place, kpi)}
        return cells

    def _check(self, row: int, place: int, kpi: Kpi) -> Iterator[tuple[int, PageCell]]:
        tab, grid, number = self.tabs[place], self.grids[place], self.brief.number_format(kpi.unit)
        meaning = self.brief.reading.settings.meaning
        goal, figure = f"${column_letters(END)}{row}", f"${column_letters(FIRST)}{row}"
        base = self.brief.source(kpi.name, "baseline") or "0"
        yield LABEL, PageCell(tab.brief.sheet, style="label_strong")
        yield UNIT, PageCell(kpi.shown, style="label")
        yield OVER, PageCell(self._say(MEANINGS[meaning]), style="computed_text")
        yield TODAY, PageCell(style="computed_text")
        yield END, PageCell(formula=f"={tab.goal_cell('target', kpi.name)}", style="computed_strong", format=number)
        yield FIRST, PageCell(formula=f"={self._figure(grid, kpi.name, meaning)}", style="computed_strong", format=number)
        yield FIRST + 1, PageCell(kpi.unit, style="computed_text")
        yield FIRST + 2, PageCell(formula=met(kpi, base, goal, figure), style="symbol")
        if tab.brief.sheet in self.planned.missed:
            yield FIRST + 3, PageCell(self._say(labels.plan.OUT_OF_REACH), style="note")

    def _figure(self, grid: PlanGrid, name: str, meaning: str) -> str:
        """Return what the plan comes to in the KPI's own unit: where it ends, the season left aside, or what all months come to."""
        row, period = grid.rows[name], grid.period(name)
        if meaning == "run_rate":
            seasonal = any(self.planned.course.way(lever).weights for lever in self.brief.tree.levers)
            return grid.pace(name, f"${column_letters(END if seasonal else self.columns.last_month)}{row}")
        area = self.columns.area(row)
        return grid.pace(name, f"AVERAGE({area})" if period.over == "flow" else over(period, area).removeprefix("="))

    def _by_month(self) -> Cells:
        """Return the KGI of every scenario: its months, and what they come to."""
        heads = {
            LABEL: labels.plan.MONTHLY,
            UNIT: labels.UNIT,
            OVER: labels.plan.OVER_SHORT,
            TODAY: labels.plan.TODAY,
            END: labels.plan.END,
        }
        cells: Cells = {(self.head, column): PageCell(self._say(label), style="header") for column, label in heads.items()}
        cells |= {(self.head, column): PageCell(words, style="header") for column, words in self.columns.headers()}
        cells[self.head, self.columns.remark] = PageCell()
        cells[self.head - 1, LABEL] = PageCell(self._say(labels.plan.MONTHLY_KGI, kpi=self.kgi.shown), style="section")
        for row, grid in enumerate(self.grids, self.head + 1):
            cells[row, LABEL] = PageCell(self._say(labels.plan.OF_SCENARIO, scenario=grid.brief.sheet), style="label_strong")
            for column in range(UNIT, self.columns.remark):
                cells[row, column] = self._linked(grid, column)
        return cells

    def _linked(self, grid: PlanGrid, column: int) -> PageCell:
        source = f"{column_letters(column)}{grid.rows[self.kgi.name]}"
        if column in (UNIT, OVER):
            return PageCell(formula=f"={source}", style="label")
        return PageCell(formula=f"={source}", style="computed_strong", format=self.brief.number_format(self.kgi.unit))

    def _really(self) -> Cells:
        """Return what the KGI really was, and what share of each scenario's plan that is; a month nobody typed stays blank."""
        cells: Cells = {(self.actual, LABEL): PageCell(self._say(labels.plan.ACTUAL), style="label_strong")}
        cells |= {(self.actual, column): PageCell(style="label" if column == UNIT else "computed") for column in range(UNIT, FIRST)}
        cells[self.actual, UNIT] = PageCell(formula=f"={column_letters(UNIT)}{self.head + 1}", style="label")
        number, found, known = self.brief.number_format(self.kgi.unit), self._typed(), self._known()
        for nth, tab in enumerate(self.tabs, 1):
            words = self._say(labels.plan.ACTUAL_SHARE, scenario=tab.brief.sheet)
            cells[self.actual + nth, LABEL] = PageCell(words, style="label")
        for place, said in enumerate(found):
            here = column_letters(FIRST + place)
            actual = f"{here}{self.actual}"
            cells[self.actual, FIRST + place] = PageCell(
                formula=f'=IFERROR(IF(ISNUMBER({said}),{said},""),"")', style="computed", format=number
            )
            # A chart draws no point where a cell is empty, but one at 0 where it says an empty text.
            if self.planned.course.months[place] in known:
                cells[self.drawn, FIRST + place] = PageCell(formula=f"={actual}", style="hidden")
            for nth in range(1, len(self.tabs) + 1):
                share = f'=IFERROR({actual}/{here}{self.head + nth},"")'
                cells[self.actual + nth, FIRST + place] = PageCell(formula=share, style="computed", format=SHARE)
        return cells

    def _known(self) -> frozenset[Month]:
        """Return the months for which somebody typed what the KGI was."""
        area, contents = self.actuals, self.brief.tree.cells.contents
        if area is None:
            return frozenset()
        heads = [(column, month_of(said)) for column, said in enumerate(area.columns, area.first_column)]
        rows = {place.row for place, content in contents.items() if place.sheet == area.sheet and content == self.kgi.name}
        filled = {place.column for place, content in contents.items() if place.sheet == area.sheet and place.row in rows and content != ""}
        return frozenset(month for column, month in heads if month and column in filled)

    def _typed(self) -> Iterator[str]:
        """Yield for every month the formula of what people typed for the KGI; an error where there is no such row or month."""
        area = self.actuals
        if area is None:
            return
        sheet, name = quoted_sheet(area.sheet), ACTUALS.column("name").label
        place = next((place for place, said in enumerate(area.columns) if said in (name.ja, name.en)), 0)
        names, first, last = (column_letters(area.first_column + shift) for shift in (place, 0, len(area.columns) + AHEAD))
        end = area.last_row + AHEAD
        rows, heads = f"{sheet}!${names}${area.header_row}:${names}${end}", f"{sheet}!${first}${area.header_row}:${last}${area.header_row}"
        grid = f"{sheet}!${first}${area.header_row}:${last}${end}"
        written = {month_of(said): said for said in area.columns if month_of(said)}
        for month in self.planned.course.months:
            header = text(written.get(month, str(month)))
            yield f"INDEX({grid},MATCH({text(self.kgi.name)},{rows},0),MATCH({header},{heads},0))"

    def _chart(self) -> Chart:
        wears = colours(self.tabs)
        end = column_letters(self.columns.last_month)
        rows = range(self.head + 1, self.actual)
        series = [Series(f"A{row}", f"{column_letters(FIRST)}{row}:{end}{row}", wear) for row, wear in zip(rows, wears, strict=True)]
        if self.actuals:
            series.append(Series(f"A{self.actual}", f"{column_letters(FIRST)}{self.drawn}:{end}{self.drawn}", "tab_input"))
        size = max(abs(tab.brief.solution.values[self.kgi.name]) for tab in self.tabs) / self.grids[0].period(self.kgi.name).months
        return Chart(
            kind="line",
            title=self._say(labels.plan.TITLE, kpi=self.kgi.shown),
            categories=f"{column_letters(FIRST)}{self.head}:{end}{self.head}",
            series=tuple(series),
            format=self.brief.axis_format(self.kgi.unit, size),
            area=f"A{self.chart}:{column_letters(FIRST + min(len(self.planned.course.months), 12) - 1)}{self.chart + CHART_ROWS}",
        )

    def _rules(self) -> Iterator[Rule]:
        yield from fresh_rules(self.brief, "F1:H1", "$F$1")
        verdict, first = column_letters(FIRST + 2), CHECK + 1
        for symbol, look in VERDICTS:
            yield Rule(f"{verdict}{first}:{verdict}{CHECK + len(self.goals)}", f'${verdict}{first}="{symbol}"', look)
