"""The page of plan changes: what the old plan would come to, what the new one asks of every lever, owner and month, and every plan so far.

Knows the order of the parts. Does not know how a plan is made, nor how the page is painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.actuals_sheet import ActualsSheet
from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import LEGEND
from kpi_xl.book.identity import absolute
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Name, Page
from kpi_xl.book.replan_canvas import LABEL, LAST, NOW, OWNER, START, UNIT, Canvas
from kpi_xl.book.replan_grid import ReplanGrid
from kpi_xl.book.replan_history import HistoryPart
from kpi_xl.book.replan_levers import LeverPart
from kpi_xl.book.replan_months import HEIGHT, MonthPart
from kpi_xl.book.revised import Revised
from kpi_xl.book.snapshots import ANCHOR, FIRST, REPLAN, History
from kpi_xl.book.tabs import width_of, widths_of
from kpi_xl.calc.cells import Address, column_letters, quoted_sheet
from kpi_xl.labels import replan as words
from kpi_xl.plan.month import Month
from kpi_xl.plan.total import MEANINGS, Meaning

NUMBERS_WIDTH, OWNER_WIDTH = 18.0, 15.0
MOST_KPIS = 300
"""The months of so many KPIs are shown; of a tree of more only the KGI's are, as they were when planned again."""


@dataclass(frozen=True)
class ReplanPage:
    """The page.

    Attributes
    ----------
    history
        Every plan so far, this one among them.
    actuals
        Where what happened is typed.
    """

    revised: Sequence[Revised]
    history: History
    actuals: ActualsSheet
    meaning: Meaning

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.revised[0].brief

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan."""
        return self.revised[0].done.before.months

    @property
    def gone(self) -> int:
        """How many of them are over."""
        return self.revised[0].done.before.course.gone

    @property
    def sheet(self) -> str:
        """Where the page stands."""
        return self.brief.say(PAGE_SHEETS[REPLAN])

    def page(self) -> Page:
        """Return the page."""
        canvas = Canvas(self.brief, self._widths)
        self._title(canvas)
        legends = [self._scenario(canvas, each) for each in self.revised]
        anchor = HistoryPart(canvas, self.revised, self.history).write()
        names = [Name(ANCHOR, absolute(Address(self.sheet, anchor, LABEL)), hidden=True)]
        names.append(Name(LEGEND, f"{quoted_sheet(self.sheet)}!$A${legends[0]}:$A${anchor - 1}", hidden=True))
        return Page(
            key=REPLAN,
            sheet=self.sheet,
            cells=canvas.cells,
            lang=self.brief.lang,
            widths=self._widths,
            heights=canvas.heights,
            merges=tuple(canvas.merges),
            rules=tuple(canvas.rules),
            names=tuple(names),
            charts=tuple(canvas.charts),
            frozen="B4",
            tab="tab_other",
            paper="A3",
            print_area=f"A1:{column_letters(self._last_column)}{canvas.row}",
        )

    @property
    def _last_column(self) -> int:
        return max(LAST, UNIT + len(self.months) + 1, LABEL + FIRST - 1 + len(self.history.plans))

    @cached_property
    def _widths(self) -> dict[int, float]:
        """How wide each column is."""
        label, unit = widths_of(self.brief.tree)
        owner = max((width_of(kpi.owner) + 2 for kpi in self.brief.tree.kpis.values()), default=0.0)
        names = max(width_of(name) + 3 for name, kpi in self.brief.tree.kpis.items() if not kpi.is_formula)
        scenarios = max(width_of(each.brief.sheet) + 3 for each in self.revised)
        rest = dict.fromkeys(range(START, self._last_column + 1), NUMBERS_WIDTH)
        wider = {START: max(NUMBERS_WIDTH, scenarios), NOW: max(NUMBERS_WIDTH, names)}
        return rest | wider | {LABEL: label, OWNER: max(OWNER_WIDTH, owner), UNIT: unit}

    def _title(self, canvas: Canvas) -> None:
        kgi = self.brief.kgi
        last = self.months[self.gone - 1] if self.gone else self.months[0]
        canvas.title(canvas.say(words.TITLE, kpi=kgi.shown))
        said = {"last": last, "left": len(self.months) - self.gone, "meaning": MEANINGS[self.meaning]}
        canvas.sentence(canvas.say(words.HOW, **said), "note")
        canvas.row += 1

    def _scenario(self, canvas: Canvas, each: Revised) -> int:
        """Write one scenario's parts, and return the row of the first chart's first legend."""
        canvas.section(each.brief.sheet)
        for said in each.sentences(self.meaning):
            canvas.sentence(said, "card_text")
        canvas.row += 1
        if not 0 < self.gone < len(self.months):
            return MonthPart(canvas, each, None).write()
        grid = self._grid(canvas, each)
        top = MonthPart(canvas, each, grid).write()
        LeverPart(canvas, each, grid).write()
        if grid is not None:
            canvas.section(canvas.say(words.EVERY_MONTH, scenario=each.brief.sheet))
            grid.write(canvas)
            canvas.row += 1
        return top

    def _grid(self, canvas: Canvas, each: Revised) -> ReplanGrid | None:
        """Return the months of every KPI where they will stand; None of too many KPIs."""
        if len(self.brief.tree.kpis) > MOST_KPIS:
            return None
        top = canvas.row + HEIGHT
        levers = LeverPart(canvas, each, None)
        lines = {kpi.name: top + 2 + place for place, kpi in enumerate(levers.kpis)}
        ends = {name: row for name, row in lines.items() if name in self.brief.tree.levers}
        return ReplanGrid(each, self.actuals, self.sheet, top + levers.height + 1, ends)
