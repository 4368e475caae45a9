"""The monthly plan: the KGI by month, quarter and year for every scenario beside what really was, every KPI of every month below, and how
levers go.

Knows what stands where. Does not know what is in each part, nor how it is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import LEGEND
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.page import ColumnGroup, Name, Page, PageCell, Rule
from kpi_xl.book.plan_columns import FIRST, LABEL, UNIT, Columns
from kpi_xl.book.plan_freshness import PlanFreshness
from kpi_xl.book.plan_goals import HEADER, PlanGoals
from kpi_xl.book.plan_grid import Cells, PlanGrid
from kpi_xl.book.plan_kgi import PlanKgi
from kpi_xl.book.plan_ways import PlanWays
from kpi_xl.book.planned import Planned
from kpi_xl.book.tabs import Tab, freshness_formula, widths_of
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.labels import Label

PLAN = "plan"
FLAG = "F1:I1"
"""The cells that say whether the page is up to date."""

GAP = 4
"""From the last row of a part to the headers of the next."""


@collector_at_rest()
def plan_page(tabs: Sequence[Tab], planned: Planned, sheet: str, milestones: frozenset[int] | None = None) -> Page:
    """Return the page of every KPI of every month, for a sheet of this name.

    Parameters
    ----------
    milestones
        The years for which the workbook has milestones of the KGI; None without a page of them.
    """
    return PlanPage(tuple(tabs), planned, sheet, milestones).page()


def kgi_of(tabs: Sequence[Tab], planned: Planned) -> PlanKgi:
    """Return where the KGI stands on the page."""
    columns = Columns(planned.course.months, planned.begins, tabs[0].brief.lang)
    goals = PlanGoals(tuple(tabs), planned, columns)
    return PlanKgi(tuple(tabs), planned, columns, goals.last + 3)


@dataclass(frozen=True)
class PlanPage:
    """The scenarios' tabs, what is planned, and where each part stands on the page."""

    tabs: tuple[Tab, ...]
    planned: Planned
    sheet: str
    milestones: frozenset[int] | None

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @cached_property
    def columns(self) -> Columns:
        """Where the columns stand."""
        return Columns(self.planned.course.months, self.planned.begins, self.brief.lang)

    @cached_property
    def goals(self) -> PlanGoals:
        """Whether the plan meets its goals."""
        return PlanGoals(self.tabs, self.planned, self.columns)

    @cached_property
    def kgi(self) -> PlanKgi:
        """The KGI's months, and the chart."""
        return PlanKgi(self.tabs, self.planned, self.columns, self.goals.last + 3, self.milestones)

    @cached_property
    def ways(self) -> PlanWays:
        """How levers go; below the grids, whose rows are one per KPI."""
        height = len(self.brief.tree.kpis) + GAP
        header = self.kgi.last + GAP - 1 + height * len(self.tabs)
        return PlanWays(self.planned.course, self.planned.conditions, self.brief.reading.settings, self.columns, header)

    @cached_property
    def grids(self) -> list[PlanGrid]:
        """The grid of every scenario, one below the other."""
        made: list[PlanGrid] = []
        for tab in self.tabs:
            header = (made[-1].last if made else self.kgi.last - 1) + GAP
            extra = self.planned.extra.get(tab.brief.sheet, {})
            made.append(PlanGrid(tab, self.planned.course, self.columns, self.ways, self.sheet, header, extra))
        return made

    @cached_property
    def freshness(self) -> PlanFreshness:
        """Whether the plan still says what is asked."""
        return PlanFreshness(
            self.brief.reading, self.planned.course, self.planned.conditions, self.ways.header + 1, self.columns.remark + 1
        )

    def page(self) -> Page:
        """Return the page."""
        cells: Cells = {}
        for grid in self.grids:
            cells |= grid.build()
            cells[grid.header - 1, LABEL] = PageCell(self._say(labels.plan.EVERY_KPI, scenario=grid.brief.sheet), style="section")
        cells[self.ways.header - 1, LABEL] = PageCell(self._say(labels.plan.WAYS_HEAD), style="section")
        cells |= self._title() | self.goals.cells(self.grids) | self.kgi.cells(self.grids) | self.ways.cells() | self.freshness.cells()
        widest = dict(zip((LABEL, UNIT), widths_of(self.brief.tree), strict=True))
        last = column_letters(self.columns.last_month)
        return Page(
            key=PLAN,
            sheet=self.sheet,
            cells=cells,
            lang=self.brief.lang,
            widths=widest | self.columns.widths,
            heights={1: 34.0},
            merges=(*(f"A{row}:L{row}" for row in (2, 3, 4) if (row, 1) in cells), FLAG, *self.goals.merges),
            rules=(*self._rules(), *self.goals.rules()),
            names=(Name(LEGEND, f"{quoted_sheet(self.sheet)}!{self.kgi.legend}", hidden=True),),
            charts=(self.kgi.chart(),),
            frozen=f"{column_letters(UNIT)}{HEADER}",
            groups=(ColumnGroup(*self.columns.quarters, collapsed=False),),
            hidden_columns=(self.freshness.column, self.freshness.column + 1),
            tab="tab_other",
            title_rows=f"{self.kgi.header}:{self.kgi.header}",
            print_area=f"A1:{last}{self.ways.last}",
        )

    def _say(self, label: Label, **words: object) -> str:
        return self.brief.say(label, **words)

    def _title(self) -> Cells:
        course = self.planned.course
        first, last, count = course.months[0], course.months[-1], len(course.months)
        moved = max((len(extra) for extra in self.planned.extra.values()), default=0)
        flag = self.freshness.flag(freshness_formula(self.tabs))
        cells = {
            (1, 1): PageCell(self._say(labels.plan.TITLE, kpi=self.kgi.kgi.shown), style="title"),
            (1, FIRST): PageCell(formula=flag, style="symbol"),
            (2, 1): PageCell(self._say(labels.plan.HOW, first=first, last=last, count=count), style="note"),
            (3, 1): PageCell(self._say(labels.plan.HOW_MONEY), style="note"),
        }
        # They stay in sight while people scroll down, which no grid's own headers do.
        cells |= {(HEADER - 1, column): PageCell(said, style="note_right") for column, said in list(self.columns.headers())[:count]}
        if moved:
            cells[4, 1] = PageCell(self._say(labels.plan.HOW_TOTAL, count=moved), style="note")
        return cells

    def _rules(self) -> Iterator[Rule]:
        yield from fresh_rules(self.brief, FLAG, f"${column_letters(FIRST)}$1")
