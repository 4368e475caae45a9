"""By when a KPI has to be there: what its scenario's goals say, as formulas and as numbers.

Knows briefs and the goals table. Does not know tasks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.brief import Brief
from kpi_xl.book.calculated import text
from kpi_xl.book.layout import GOALS
from kpi_xl.calc.cells import Address, Formula


@dataclass(frozen=True)
class Ends:
    """The due dates of one scenario's goals."""

    brief: Brief

    @cached_property
    def cells(self) -> list[str]:
        """The cells in which the goals say by when."""
        pairs = zip(self.brief.scenario.goals, self.brief.scenario.rows, strict=True)
        found = (self.brief.goal_cell(row, "due") for goal, row in pairs if row is not None and not goal.guard)
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def formula(self, kpi: str, usual: str) -> str:
        """Return the formula of the day that counts for a KPI: that of its own goal, else the usual one."""
        pairs = zip(self.brief.scenario.goals, self.brief.scenario.rows, strict=True)
        own = {
            self.brief.tree.kpi(goal.kpi).name: self.brief.goal_cell(row, "due")
            for goal, row in pairs
            if row is not None and not goal.guard
        }
        formula = usual
        for name, cell in own.items():
            if cell is not None and name != self.brief.tree.kgi:
                formula = f"IF(AND({kpi}={text(name)},ISNUMBER({cell})),{cell},{formula})"
        return formula

    def days(self) -> dict[str, float | None]:
        """Return that day of every KPI, as Excel counts days; None where no goal says one."""
        columns = self.brief.reading.columns.get(GOALS.name, {})
        dues: dict[str, float] = {}
        for goal, row in zip(self.brief.scenario.goals, self.brief.scenario.rows, strict=True):
            if row is None or goal.guard or "due" not in columns:
                continue
            sheet = self.brief.reading.tables[GOALS.name].sheet
            content = self.brief.tree.cells.contents.get(Address(sheet, row, columns["due"]))
            value = content.cached if isinstance(content, Formula) else content
            if isinstance(value, float):
                dues[self.brief.tree.kpi(goal.kpi).name] = value
        usual = min(dues.values(), default=None)
        own = {name: day for name, day in dues.items() if name != self.brief.tree.kgi}
        return {name: own.get(name, usual) for name in self.brief.tree.kpis}
