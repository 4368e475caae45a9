"""The KGI of every month by the old plan and by the new one, and a chart of both.

Knows two plans. Does not know what else is on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.chart import Chart, Series
from kpi_xl.book.page import PageCell
from kpi_xl.book.plan_grid import monthly_unit
from kpi_xl.book.replan_canvas import FIRST_MONTH, LABEL, LAST, OWNER, UNIT, Canvas
from kpi_xl.book.replan_grid import ReplanGrid
from kpi_xl.book.revised import Revised
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import replan as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.monthly import Plan

CHART_ROWS = 14
ROLE_COLOURS = {"must_achieve": "tab_must_achieve", "stretch": "tab_stretch"}

HEIGHT = 5 + CHART_ROWS + 3
"""How many rows the part takes."""


@dataclass(frozen=True)
class MonthPart:
    """The part of one scenario; with a grid of the new plan's months the new plan's row follows it."""

    canvas: Canvas
    each: Revised
    grid: ReplanGrid | None

    @property
    def kgi(self) -> Kpi:
        """What is shown."""
        tree = self.canvas.brief.tree
        return tree.kpis[tree.kgi]

    def write(self) -> int:
        """Write it, and return the row of the old plan."""
        canvas, months = self.canvas, self.each.done.before.months
        canvas.section(canvas.say(words.BY_MONTH, scenario=self.each.brief.sheet, kpi=self.kgi.shown))
        heads = {LABEL: "", OWNER: "", UNIT: canvas.say(labels.UNIT)} | {FIRST_MONTH + at: str(month) for at, month in enumerate(months)}
        canvas.headers(heads | {FIRST_MONTH + len(months): canvas.say(words.IN_ALL)})
        top = canvas.row
        canvas.put(self._row(words.OLD_PLAN, self.each.done.before, None))
        canvas.put(self._row(words.NEW_PLAN, self.each.done.after, self.grid))
        kinds = [self.each.kind(at) for at in range(len(months))]
        left = {LABEL: PageCell(canvas.say(words.KIND), style="label")} | dict.fromkeys((OWNER, UNIT), PageCell(style="label"))
        canvas.put(left | {FIRST_MONTH + at: PageCell(canvas.say(kind), style="symbol") for at, kind in enumerate(kinds)})
        canvas.charts.append(self._chart(top))
        canvas.row += CHART_ROWS + 3
        return top

    def _row(self, label: labels.Label, plan: Plan, grid: ReplanGrid | None) -> dict[int, PageCell]:
        """Return a plan's row: as it was when planned again, or following the grid."""
        canvas, kpi = self.canvas, self.kgi
        style = "computed_strong" if label is words.NEW_PLAN else "computed"
        number, period = canvas.brief.number_format(kpi.unit), plan.period(kpi.name)
        unit = monthly_unit(kpi.unit, canvas.brief.lang) if period.months != 1.0 else kpi.unit
        cells = {LABEL: PageCell(canvas.say(label), style="label"), OWNER: PageCell(style="label"), UNIT: PageCell(unit, style="label")}
        for at, value in enumerate([*plan.amounts(kpi.name).tolist(), plan.total(kpi.name)]):
            shown = PageCell(value) if grid is None else PageCell(formula=f"={grid.cell(kpi.name, at)}")
            cells[FIRST_MONTH + at] = PageCell(shown.value, shown.formula, style, number)
        return cells

    def _chart(self, top: int) -> Chart:
        canvas, months = self.canvas, self.each.done.before.months
        first, last = (column_letters(FIRST_MONTH + at) for at in (0, len(months) - 1))
        wears = ("tab_other", ROLE_COLOURS.get(self.each.brief.scenario.role, "tab_must_achieve"))
        series = tuple(
            Series(f"A{row}", f"{first}{row}:{last}{row}", wear, dashed=row == top) for row, wear in zip((top, top + 1), wears, strict=True)
        )
        size = float(abs(self.each.done.after.amounts(self.kgi.name)).max())
        return Chart(
            kind="line",
            title=canvas.say(words.BY_MONTH, scenario=self.each.brief.sheet, kpi=self.kgi.shown),
            categories=f"{first}{top - 1}:{last}{top - 1}",
            series=series,
            format=canvas.brief.axis_format(self.kgi.unit, size),
            area=f"A{canvas.row + 1}:{column_letters(min(LAST, UNIT + len(months)))}{canvas.row + 1 + CHART_ROWS}",
        )
