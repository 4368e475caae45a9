"""What a new plan asks of every lever and of every owner: where it is, where it was to end, where it is to end now.

Knows the lines of both tables. Does not know what else is on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.amounts import amount, bare
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.book.replan_canvas import (
    CHANGE,
    DIRECTION,
    LABEL,
    NEW,
    NEW_NEXT,
    NOW,
    OLD,
    OLD_NEXT,
    OWNER,
    RATIO,
    START,
    UNIT,
    Canvas,
)
from kpi_xl.book.replan_grid import ReplanGrid
from kpi_xl.book.revised import Revised
from kpi_xl.book.scenario_table import RATIO_FORMAT
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import listed
from kpi_xl.labels import replan as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.month import Month

ALIKE = 1e-6
"""Ends that differ by less than this share of the larger one are the same to people."""


@dataclass(frozen=True)
class LeverPart:
    """Both tables of one scenario; without a grid of the new plan's months they say what it says now."""

    canvas: Canvas
    each: Revised
    grid: ReplanGrid | None

    @property
    def tree(self) -> KpiTree:
        """The tree as it was planned."""
        return self.each.done.before.course.tree

    @property
    def gone(self) -> int:
        """How many months are over."""
        return self.each.done.before.course.gone

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan."""
        return self.each.done.before.months

    @cached_property
    def kpis(self) -> list[Kpi]:
        """Every goal's KPI that is calculated, then the levers by owner, those nobody owns last; each owner's by how much they change."""
        goals = [kpi for kpi in self.each.brief.goal_kpis if kpi.is_formula]
        return [*goals, *self._levers]

    @cached_property
    def owners(self) -> dict[str, list[Kpi]]:
        """The levers of every owner."""
        found: dict[str, list[Kpi]] = {}
        for kpi in self._levers:
            found.setdefault(kpi.owner or self.canvas.say(words.NOBODY), []).append(kpi)
        return found

    @property
    def height(self) -> int:
        """How many rows both tables take."""
        return len(self.kpis) + len(self.owners) + 6

    def write(self) -> None:
        """Write both tables."""
        self._by_lever()
        self._by_owner()

    @cached_property
    def _levers(self) -> list[Kpi]:
        def size(name: str) -> float:
            old, new = self._ends(name)
            return abs(new - old) / max(abs(old), abs(new), 1e-300)

        kpis = self.tree.kpis
        ordered = sorted(self.tree.levers, key=lambda name: (not kpis[name].owner, kpis[name].owner, -round(size(name), 9)))
        return [kpis[name] for name in ordered]

    def _ends(self, name: str) -> tuple[float, float]:
        return self.each.done.before.ends[name], self.each.done.after.ends[name]

    def _by_lever(self) -> None:
        canvas = self.canvas
        now, upcoming = self.months[self.gone - 1], self.months[self.gone]
        canvas.section(canvas.say(words.BY_LEVER, scenario=self.each.brief.sheet))
        heads = {LABEL: labels.KPI_LABEL, OWNER: words.OWNER, UNIT: labels.UNIT, START: words.START}
        heads |= {OLD: words.OLD_END, NEW: words.NEW_END, CHANGE: words.CHANGE, RATIO: words.RATIO, DIRECTION: words.DIRECTION}
        dated = {NOW: (words.NOW, now), OLD_NEXT: (words.OLD_NEXT, upcoming), NEW_NEXT: (words.NEW_NEXT, upcoming)}
        said = {column: canvas.say(label) for column, label in heads.items()}
        canvas.headers(said | {column: canvas.say(label, month=month) for column, (label, month) in dated.items()})
        first = canvas.row
        for kpi in self.kpis:
            canvas.put(dict(self._line(kpi, canvas.row)))
        area = f"{column_letters(DIRECTION)}{first}:{column_letters(DIRECTION)}{canvas.row - 1}"
        for label, look in ((words.UP, "poor"), (words.DOWN, "fair")):
            canvas.rules.append(Rule(area, f'${column_letters(DIRECTION)}{first}="{canvas.say(label)}"', look))
        canvas.row += 1

    def _line(self, kpi: Kpi, row: int) -> Iterator[tuple[int, PageCell]]:
        """Yield a KPI's line. What happened and what is planned now follow the months below; the old plan is as it was."""
        canvas, lever, number = self.canvas, not kpi.is_formula, self.canvas.brief.number_format(kpi.unit)
        before, last = self.each.done.before, len(self.months) - 1
        style = "computed" if lever else "computed_strong"
        old_end, new_end = self._ends(kpi.name) if lever else (float(before.values[kpi.name][-1]), 0.0)
        figures = {
            START: PageCell(self.tree.baseline[kpi.name]),
            NOW: self._month(kpi, self.gone - 1),
            OLD: PageCell(old_end),
            NEW: PageCell(new_end) if lever else self._month(kpi, last),
            OLD_NEXT: PageCell(float(before.values[kpi.name][self.gone])),
            NEW_NEXT: self._month(kpi, self.gone),
        }
        yield LABEL, PageCell(kpi.shown, style="label" if lever else "label_strong", link=str(self.tree.addresses[kpi.name]))
        yield OWNER, PageCell(kpi.owner or None, style="label")
        yield UNIT, PageCell(kpi.unit, style="label")
        for column, cell in figures.items():
            yield column, PageCell(cell.value, cell.formula, style, number)
        old, new = (f"{column_letters(column)}{row}" for column in (OLD, NEW))
        same = f"ABS({new}-{old})<={ALIKE:g}*MAX(ABS({new}),ABS({old}))"
        yield CHANGE, PageCell(formula=f"=IF({same},0,{new}-{old})", style=style, format=number)
        yield RATIO, PageCell(formula=f'=IFERROR({new}/{old},"")', style=style, format=RATIO_FORMAT.say(canvas.brief.lang))
        up, down, alike = (canvas.say(label) for label in (words.UP, words.DOWN, words.SAME))
        yield DIRECTION, PageCell(formula=f'=IF({same},"{alike}",IF({new}>{old},"{up}","{down}"))', style="symbol")

    def _month(self, kpi: Kpi, place: int) -> PageCell:
        """Return what the new plan says of a month, in the KPI's own unit."""
        if self.grid is None:
            return PageCell(float(self.each.done.after.values[kpi.name][place]))
        return PageCell(formula=self.grid.pace(kpi.name, place))

    def _by_owner(self) -> None:
        """Write for every owner how many of his KPIs change, and from what to what."""
        canvas = self.canvas
        canvas.section(canvas.say(words.BY_OWNER, scenario=self.each.brief.sheet))
        heads = {column: PageCell(canvas.say(label), style="header") for column, label in ((LABEL, words.OWNER), (OWNER, words.COUNT))}
        canvas.wide(heads, canvas.say(words.WHAT), "header")
        for owner, kpis in self.owners.items():
            changed = [said for kpi in kpis for said in self._step(kpi)]
            told = listed(changed, canvas.brief.lang) if changed else canvas.say(words.UNCHANGED)
            count = PageCell(float(len(changed)), style="computed", format="0")
            canvas.wide({LABEL: PageCell(owner, style="label"), OWNER: count}, told, "computed_wrap")
        canvas.row += 1

    def _step(self, kpi: Kpi) -> Iterator[str]:
        """Yield from what to what a lever changes, nothing where it does not."""
        old, new = self._ends(kpi.name)
        if abs(new - old) > ALIKE * max(abs(old), abs(new)):
            lang = self.canvas.brief.lang
            yield self.canvas.say(words.STEP, kpi=kpi.shown, old=bare(old, kpi.unit, lang), new=amount(new, kpi.unit, lang))
