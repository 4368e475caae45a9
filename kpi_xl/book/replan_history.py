"""The last part of the page of plan changes: every plan so far, a column each, where the next run reads them.

Knows where `snapshots` looks. Does not know what else is on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.input_pages import DATE
from kpi_xl.book.page import PageCell
from kpi_xl.book.replan_canvas import LABEL, Canvas
from kpi_xl.book.review_months import named
from kpi_xl.book.revised import Revised
from kpi_xl.book.snapshots import BODY, FIRST, KPI, NOBODYS, History, Snapshot
from kpi_xl.labels import replan as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.month import months


@dataclass(frozen=True)
class HistoryPart:
    """The part."""

    canvas: Canvas
    revised: Sequence[Revised]
    history: History

    def write(self) -> int:
        """Write it, and return the row of the plans' numbers, where the next run begins to read."""
        canvas = self.canvas
        canvas.section(canvas.say(words.HISTORY))
        anchor, tree = canvas.row, canvas.brief.tree
        for head in self._heads():
            canvas.put(dict(enumerate(head, LABEL)))
        assert canvas.row == anchor + BODY
        for each in self.revised:
            for name in tree.levers:
                canvas.put(dict(enumerate(self._row(each.brief.sheet, tree.kpis[name]), LABEL)))
        for kpi in tree.kpis.values():
            if kpi.name not in tree.levers and kpi.name in self.history.starts:
                canvas.put(dict(enumerate(self._row(NOBODYS, kpi), LABEL)))
        return anchor

    def _heads(self) -> Iterator[list[PageCell]]:
        """Yield the rows of headers: numbers, months, what was fixed, dates."""
        canvas = self.canvas
        first = (labels.KPI_LABEL, words.OWNER, labels.UNIT, labels.SCENARIO, labels.NAME, words.START)
        yield [*(PageCell(canvas.say(label), style="header") for label in first), *(self._number(plan) for plan in self.history.plans)]
        for label in (words.PERIOD, words.FIXED, words.MADE):
            left = [PageCell(canvas.say(label) if place == KPI else None, style="header") for place in range(FIRST)]
            yield [*left, *(self._fact(plan, label) for plan in self.history.plans)]

    def _number(self, plan: Snapshot) -> PageCell:
        return PageCell(float(plan.number), style="header", format=self.canvas.say(words.NUMBER))

    def _fact(self, plan: Snapshot, label: labels.Label) -> PageCell:
        """Return what a header says of a plan."""
        lang = self.canvas.brief.lang
        if label is words.MADE:
            return PageCell(plan.made, style="header", format=DATE.say(lang))
        if label is words.FIXED:
            return PageCell(str(plan.last) if plan.last else self.canvas.say(words.ORIGINAL), style="header")
        if plan.first is None or plan.until is None:
            return PageCell(style="header")
        return PageCell(named(months(plan.first, plan.until - plan.first + 1), lang), style="header")

    def _row(self, scenario: str, kpi: Kpi) -> Iterator[PageCell]:
        """Yield what a row says: who it is, what it set out from, and where it ends by every plan."""
        number = self.canvas.brief.number_format(kpi.unit)
        yield from (PageCell(said, style="label") for said in (kpi.shown, kpi.owner or None, kpi.unit, scenario, kpi.name))
        ends = (plan.ends.get(scenario, {}).get(kpi.name) for plan in self.history.plans)
        yield from (PageCell(value, style="computed", format=number) for value in (self.history.starts.get(kpi.name), *ends))
