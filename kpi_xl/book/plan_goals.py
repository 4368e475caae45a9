"""The table above a monthly plan that says of every goal whether the plan meets it, in the KPI's own unit.

Knows goals and the grids below. Does not know months one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.book.plan_columns import END, FIRST, LABEL, OVER, TODAY, UNIT, Columns, over
from kpi_xl.book.plan_grid import PlanGrid
from kpi_xl.book.planned import Planned
from kpi_xl.book.scenario_table import VERDICTS
from kpi_xl.book.simulator_page import met
from kpi_xl.book.tabs import Tab
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.total import MEANINGS

HEADER = 6
"""The row of the headers."""

VERDICT = FIRST + 2

Cells = dict[tuple[int, int], PageCell]


@dataclass(frozen=True)
class PlanGoals:
    """A row for each goal of each scenario."""

    tabs: tuple[Tab, ...]
    planned: Planned
    columns: Columns

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @cached_property
    def goals(self) -> list[tuple[int, Kpi]]:
        """Each goal that a scenario has: the scenario's place and the KPI."""
        return [(place, tab.brief.tree.kpis[name]) for place, tab in enumerate(self.tabs) for name in tab.goals]

    @property
    def last(self) -> int:
        """The last row."""
        return HEADER + len(self.goals)

    @property
    def merges(self) -> Iterator[str]:
        """The cells that are one."""
        yield from (f"C{row}:D{row}" for row in range(HEADER, self.last + 1))

    def cells(self, grids: Sequence[PlanGrid]) -> Cells:
        """Return headers and rows."""
        heads = {
            LABEL: labels.SCENARIO,
            UNIT: labels.GOAL_KPI,
            OVER: labels.plan.GOAL_MEANING,
            END: labels.plan.GOAL,
            FIRST: labels.plan.PLAN_FIGURE,
            FIRST + 1: labels.UNIT,
            VERDICT: labels.plan.VERDICT,
        }
        cells: Cells = {(HEADER, column): PageCell(self._say(label), style="header") for column, label in heads.items()}
        cells[HEADER, TODAY] = PageCell(style="header")
        cells[HEADER - 1, LABEL] = PageCell(self._say(labels.plan.GOAL_CHECK), style="section")
        for row, (place, kpi) in enumerate(self.goals, HEADER + 1):
            cells |= {(row, column): cell for column, cell in self._row(row, grids[place], kpi)}
        return cells

    def rules(self) -> Iterator[Rule]:
        """Yield the live looks of the verdicts."""
        letters = column_letters(VERDICT)
        for symbol, look in VERDICTS:
            yield Rule(f"{letters}{HEADER + 1}:{letters}{self.last}", f'${letters}{HEADER + 1}="{symbol}"', look)

    def _say(self, label: Label) -> str:
        return self.brief.say(label)

    def _row(self, row: int, grid: PlanGrid, kpi: Kpi) -> Iterator[tuple[int, PageCell]]:
        tab, number = grid.tab, self.brief.number_format(kpi.unit)
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
        yield VERDICT, PageCell(formula=met(kpi, base, goal, figure), style="symbol")
        if tab.brief.sheet in self.planned.missed:
            yield VERDICT + 1, PageCell(self._say(labels.plan.OUT_OF_REACH), style="note")

    def _figure(self, grid: PlanGrid, name: str, meaning: str) -> str:
        """Return what the plan comes to in the KPI's own unit: where it ends, the season left aside, or what all months come to."""
        row, period = grid.rows[name], grid.period(name)
        if meaning == "run_rate":
            last, end = (f"${column_letters(column)}{row}" for column in (self.columns.last_month, END))
            seasonal = grid.ways.seasonal
            return grid.pace(name, last if seasonal == "FALSE" else f"IF({seasonal},{end},{last})")
        area = self.columns.area(row)
        return grid.pace(name, f"AVERAGE({area})" if period.over == "flow" else over(period, area).removeprefix("="))
