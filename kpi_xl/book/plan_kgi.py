"""The KGI of a monthly plan by month, quarter and year: every scenario, the milestones, what really was, and the chart of all of them.

Knows the grids below, the actuals and the milestones. Does not know how a plan comes about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.ahead_layout import MILESTONES
from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import Chart, Series
from kpi_xl.book.page import PageCell
from kpi_xl.book.plan_columns import END, FIRST, LABEL, OVER, TODAY, UNIT, Columns
from kpi_xl.book.plan_grid import PlanGrid
from kpi_xl.book.planned import Planned
from kpi_xl.book.tabs import Tab, colours
from kpi_xl.book.typed_actuals import TypedActuals
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.month import Month
from kpi_xl.plan.period import Period

SHARE = "0.0%"
CHART_ROWS, WIDEST_CHART = 15, 12

Cells = dict[tuple[int, int], PageCell]


@dataclass(frozen=True)
class PlanKgi:
    """The rows below a row of headers.

    Attributes
    ----------
    header
        The row of the headers.
    milestones
        The years for which the workbook has milestones; None without a page of them.
    """

    tabs: tuple[Tab, ...]
    planned: Planned
    columns: Columns
    header: int
    milestones: frozenset[int] | None = None

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def kgi(self) -> Kpi:
        """The KPI that everything leads to."""
        return self.brief.kgi

    @cached_property
    def period(self) -> Period:
        """What becomes of it over time."""
        return self.planned.course.period(self.kgi.name)

    @cached_property
    def actuals(self) -> TypedActuals:
        """What people typed of it."""
        return TypedActuals(self.brief.tree.cells, self.kgi.name)

    @property
    def milestone(self) -> int:
        """The row of the milestones."""
        return self.header + len(self.tabs) + 1

    @property
    def actual(self) -> int:
        """The row of what the KGI really was."""
        return self.milestone + (self.milestones is not None)

    @property
    def drawn(self) -> int:
        """The first of the rows from which the chart takes milestones and actuals."""
        return self.actual + (len(self.tabs) + 1 if self.actuals else 0)

    @property
    def chart_row(self) -> int:
        """The first row of the chart."""
        return self.drawn + len(self._points) + 1

    @property
    def last(self) -> int:
        """The last row of the chart."""
        return self.chart_row + CHART_ROWS

    @property
    def legend(self) -> str:
        """The cells of the series' names."""
        return f"$A${self.header + 1}:$A${self.drawn - 1}"

    def row(self, place: int) -> int:
        """Return the row of the scenario at a place."""
        return self.header + 1 + place

    def cells(self, grids: Sequence[PlanGrid]) -> Cells:
        """Return headers and rows."""
        heads = {
            LABEL: labels.plan.MONTHLY,
            UNIT: labels.UNIT,
            OVER: labels.plan.OVER_SHORT,
            TODAY: labels.plan.TODAY,
            END: labels.plan.END,
        }
        cells: Cells = {(self.header, column): PageCell(self._say(label), style="header") for column, label in heads.items()}
        cells |= {(self.header, column): PageCell(words, style="header") for column, words in self.columns.headers()}
        cells[self.header, self.columns.remark] = PageCell()
        cells[self.header - 1, LABEL] = PageCell(self._say(labels.plan.MONTHLY_KGI, kpi=self.kgi.shown), style="section")
        for place, grid in enumerate(grids):
            cells[self.row(place), LABEL] = PageCell(self._say(labels.plan.OF_SCENARIO, scenario=grid.brief.sheet), style="label_strong")
            for column in range(UNIT, self.columns.remark):
                cells[self.row(place), column] = self._linked(grid, self.row(place), column)
        if self.milestones is not None:
            cells |= {(self.milestone, column): cell for column, cell in self._milestones()}
        if self.actuals:
            cells |= {(self.actual, column): cell for column, cell in self._really()} | self._shares()
        return cells | self._drawn()

    def chart(self) -> Chart:
        """Return the chart."""
        end, months = column_letters(self.columns.last_month), len(self.planned.course.months)

        def line(row: int, values: int, wear: str, dashed: bool = False) -> Series:
            return Series(f"A{row}", f"{column_letters(FIRST)}{values}:{end}{values}", wear, dashed)

        series = [line(self.row(place), self.row(place), wear) for place, wear in enumerate(colours(self.tabs))]
        looks = {self.milestone: ("header", True), self.actual: ("tab_input", False)}
        series += [line(row, values, *looks[row]) for values, row in enumerate(self._points, self.drawn)]
        return Chart(
            kind="line",
            title=self._say(labels.plan.TITLE, kpi=self.kgi.shown),
            categories=f"{column_letters(FIRST)}{self.header}:{end}{self.header}",
            series=tuple(series),
            format=self.brief.axis_format(self.kgi.unit, self.planned.largest),
            area=f"A{self.chart_row}:{column_letters(FIRST + min(months, WIDEST_CHART) - 1)}{self.last}",
        )

    @property
    def _points(self) -> list[int]:
        """The rows in which a month may be blank: each is drawn from a row of its own."""
        return [*([self.milestone] if self.milestones is not None else []), *([self.actual] if self.actuals else [])]

    def _say(self, label: Label, **words: object) -> str:
        return self.brief.say(label, **words)

    @property
    def _number(self) -> str:
        return self.brief.number_format(self.kgi.unit)

    def _linked(self, grid: PlanGrid, row: int, column: int) -> PageCell:
        if column > self.columns.last_month:
            formula = dict(self.columns.sums(row, self.period))[column]
        else:
            formula = f"={column_letters(column)}{grid.rows[self.kgi.name]}"
        if column in (UNIT, OVER):
            return PageCell(formula=formula, style="label")
        return PageCell(formula=formula, style="computed_strong", format=self._number)

    def _front(self, row: int, label: str) -> Iterator[tuple[int, PageCell]]:
        """Yield what stands before the months of a row that has no way."""
        yield LABEL, PageCell(label, style="label_strong")
        yield UNIT, PageCell(formula=f"={column_letters(UNIT)}{self.row(0)}", style="label")
        yield OVER, PageCell(formula=f"={column_letters(OVER)}{self.row(0)}", style="label")
        yield from ((column, PageCell(style="computed")) for column in (TODAY, END))

    def _sums(self, row: int) -> Iterator[tuple[int, PageCell]]:
        """Yield what the months of a row come to of which some may be blank."""
        for place, (column, said) in enumerate(self.columns.sums(row, self.period)):
            span = self.columns.spans[place]
            filled = f"COUNT({self.columns.area(row, span.first, span.last)})"
            known = f"{filled}>0" if self.period.over == "rate" else f"{filled}={span.last - span.first + 1}"
            yield column, PageCell(formula=f'=IF({known},{said[1:]},"")', style="computed", format=self._number)

    def _milestones(self) -> Iterator[tuple[int, PageCell]]:
        """Yield every month's share of its year's milestone; a year without one stays blank."""
        row, lang = self.milestone, self.brief.lang
        years, values = (f"{MILESTONES.name}[{MILESTONES.column(key).label.say(lang)}]" for key in ("year", "milestone"))
        yield from self._front(row, self._say(labels.plan.MILESTONE))
        share = "" if self.period.months == 1.0 else f"/{self.period.months:.15g}"
        for place, month in enumerate(self.planned.course.months):
            year = month.fiscal_year(self.planned.begins)
            found = f'=IFERROR(INDEX({values},MATCH({year},{years},0)){share},"")'
            yield FIRST + place, PageCell(formula=found, style="computed", format=self._number)
        yield from self._sums(row)

    def _really(self) -> Iterator[tuple[int, PageCell]]:
        """Yield what the KGI really was; a month nobody typed stays blank."""
        yield from self._front(self.actual, self._say(labels.plan.ACTUAL))
        for place, said in enumerate(map(self.actuals.formula, self.planned.course.months)):
            found = f'=IFERROR(IF(ISNUMBER({said}),{said},""),"")'
            yield FIRST + place, PageCell(formula=found, style="computed", format=self._number)
        yield from self._sums(self.actual)

    def _shares(self) -> Cells:
        """Return what share of each scenario's plan that is."""
        cells: Cells = {}
        for nth, tab in enumerate(self.tabs, 1):
            words = self._say(labels.plan.ACTUAL_SHARE, scenario=tab.brief.sheet)
            cells[self.actual + nth, LABEL] = PageCell(words, style="label")
            for column in range(FIRST, self.columns.remark):
                here = column_letters(column)
                share = f'=IFERROR({here}{self.actual}/{here}{self.header + nth},"")'
                cells[self.actual + nth, column] = PageCell(formula=share, style="computed", format=SHARE)
        return cells

    def _drawn(self) -> Cells:
        """Return the rows that a chart can draw: it has no point where there is no cell, but one at 0 where a cell says an empty text."""
        cells: Cells = {}
        for row, source in enumerate(self._points, self.drawn):
            for place, month in enumerate(self.planned.course.months):
                cell = f"{column_letters(FIRST + place)}{source}"
                if self._is_known(source, month):
                    cells[row, FIRST + place] = PageCell(formula=f'=IF({cell}="",NA(),{cell})', style="hidden")
        return cells

    def _is_known(self, row: int, month: Month) -> bool:
        """Whether a month of a row says something today."""
        if row == self.actual:
            return month in self.actuals.months
        return month.fiscal_year(self.planned.begins) in (self.milestones or ())
