"""The page on cost: what each plan costs and whether less would do, the least cost of every level of the KGI, and the cost of each KPI.

Knows the scenarios' tabs, and what levels cost. Does not know how it is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.money import money_unit
from kpi_xl.book.page import Name, Page, PageCell
from kpi_xl.book.scenario_table import RATIO_FORMAT
from kpi_xl.book.tabs import Tab, freshness_formula, widths_of
from kpi_xl.book.way_out import money
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.insight.cost_curve import CostPoint, cost_curve, has_costs, plan_at
from kpi_xl.labels import Label, listed
from kpi_xl.model.kpi import Kpi

COST = "cost"
STEPS, STEPS_OF_A_LARGE_TREE = 8, 4
"""Levels of the curve after today's: with the usual goals of 150% and 300% of today both are among the first."""

MOST_LEVERS, MOST_NAMED = 40, 5
HEAD, LABEL, REMARK = 4, 1, 7
"""The row of the first headers; the first column, and the one for remarks."""

CHART_ROWS = 17
WIDTHS = {2: 19.0, 3: 19.0, 4: 19.0, 5: 24.0, 6: 22.0, REMARK: 34.0}
PLAN_HEADERS = (
    labels.SCENARIO,
    labels.KGI,
    labels.cost.PLAN,
    labels.cost.CHEAPEST,
    labels.cost.SAVED,
    labels.cost.NEXT,
    labels.cost.REMARK,
)
CURVE_HEADERS = (labels.cost.CURVE, labels.KGI, labels.scenario.RATIO, labels.cost.LEAST, labels.cost.STEP, labels.cost.PER_PERCENT)

Cells = dict[tuple[int, int], PageCell]


def cost_pages(tabs: Sequence[Tab]) -> list[Page]:
    """Return the page on cost; none where no lever has one."""
    return [CostPage(tuple(tabs)).page()] if has_costs(tabs[0].brief.tree) else []


@dataclass(frozen=True)
class CostPage:
    """The scenarios' tabs, and where each thing stands on the page."""

    tabs: tuple[Tab, ...]

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def kgi(self) -> Kpi:
        """The KPI whose levels are paid for."""
        return self.brief.kgi

    @cached_property
    def curve(self) -> tuple[CostPoint, ...]:
        """The least cost of every level, from today to what the stretch scenario plans; the farthest scenario where there is none."""
        tree, kgi = self.brief.tree, self.kgi
        dared = [tab for tab in self.tabs if tab.brief.scenario.role == "stretch"] or self.tabs
        ends = [tab.brief.solution.values[kgi.name] for tab in dared]
        end = min(ends) if kgi.better == "lower" else max(ends)
        return cost_curve(tree, end, STEPS_OF_A_LARGE_TREE if tree.is_large else STEPS)

    @cached_property
    def levers(self) -> list[str]:
        """The levers with a cost, those that cost most where they are many, in the order of the table."""
        known = [name for name, lever in self.brief.tree.levers.items() if lever.cost is not None]
        paid = {name: max(tab.brief.solution.costs[name] for tab in self.tabs) for name in known}
        most = set(sorted(known, key=lambda name: -paid[name])[:MOST_LEVERS])
        return [name for name in known if name in most]

    @property
    def chart_row(self) -> int:
        """The row at whose top the chart begins."""
        return HEAD + len(self.tabs) + 2

    @property
    def curve_row(self) -> int:
        """The row of the curve's headers, below the chart."""
        return self.chart_row + CHART_ROWS + 1

    @property
    def levers_row(self) -> int:
        """The row of the headers of the levers."""
        return self.curve_row + len(self.curve) + 3

    @property
    def end(self) -> int:
        """The last row."""
        return self.levers_row + len(self.levers)

    def page(self) -> Page:
        """Return the page."""
        say = self.brief.say
        cells: Cells = {
            (1, LABEL): PageCell(say(PAGE_SHEETS[COST]), style="title"),
            (2, LABEL): PageCell(say(labels.cost.SUBTITLE), style="subtitle"),
            (1, 5): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            (self.curve_row + len(self.curve) + 1, LABEL): PageCell(self._how(), style="note"),
        }
        cells |= self._headers(HEAD, PLAN_HEADERS) | self._headers(self.curve_row, CURVE_HEADERS)
        for row, tab in enumerate(self.tabs, HEAD + 1):
            cells |= {(row, column): cell for column, cell in enumerate(self._plan(tab, row), 1)}
        for row, point in enumerate(self.curve, self.curve_row + 1):
            cells |= {(row, column): cell for column, cell in enumerate(self._level(point, row), 1)}
        cells |= self._lever_cells()
        how = self.curve_row + len(self.curve) + 1
        return Page(
            key=COST,
            sheet=say(PAGE_SHEETS[COST]),
            cells=cells,
            lang=self.brief.lang,
            widths={LABEL: widths_of(self.brief.tree)[0], **WIDTHS},
            heights={1: 34.0, how: 34.0},
            merges=("E1:G1", f"A{how}:G{how}"),
            rules=tuple(fresh_rules(self.brief, "E1:G1", "$E$1")),
            names=(Name(LEGEND, f"{quoted_sheet(say(PAGE_SHEETS[COST]))}!$D${self.curve_row}", hidden=True),),
            charts=(self._chart(),),
            frozen="B1",
            one_page=self.end <= 60,
            print_area=f"A1:G{self.end}",
        )

    def _headers(self, row: int, heads: Sequence[Label | str]) -> Cells:
        return {
            (row, column): PageCell(head if isinstance(head, str) else self.brief.say(head), style="header")
            for column, head in enumerate(heads, 1)
        }

    def _plan(self, tab: Tab, row: int) -> Iterator[PageCell]:
        """Yield a scenario: what its KGI comes to, what that costs and would cost at least, and what one per cent more does."""
        brief, shown = tab.brief, self.brief.money_format
        now, then = plan_at(brief.tree, brief.solution, brief.typed.agreed)
        more = then.cost - now.cost if now.cost is not None and then.cost is not None else None
        yield PageCell(brief.sheet, style="label_strong", link=f"{quoted_sheet(brief.sheet)}!A1")
        yield PageCell(formula=f"={tab.cell('target', self.kgi.name)}", style="computed_strong", format=brief.number_format(self.kgi.unit))
        yield PageCell(formula=f"={self._total(tab)}", style="computed_strong", format=shown)
        yield PageCell(self._cost(now), style="computed", format=shown)
        # What two sums of the same plan differ by in their last digits is no saving.
        saved = f'=IF(ISNUMBER(D{row}),IF(C{row}-D{row}<=1E-9*ABS(C{row}),0,C{row}-D{row}),"")'
        yield PageCell(formula=saved, style="computed", format=shown)
        yield PageCell(brief.say(labels.cost.OUT_OF_REACH) if more is None else max(0.0, more), style="computed", format=shown)
        yield PageCell(self._remark(brief, now), style="remark")

    def _remark(self, brief: Brief, now: CostPoint) -> str:
        """Say how sure the cheapest plan is, what might be spent, and whether the plan moves what has no known cost."""
        said = [brief.say(labels.cost.PROVEN if now.proof == "proven" else labels.cost.FOUND)] if now.proof else []
        if brief.solution.budget is not None:
            budget = money(brief.solution.budget, brief)
            said.insert(0, f"{brief.say(labels.cost.BUDGET)} {budget}")
        if any(brief.tree.levers[name].cost is None for name in brief.solution.moved):
            said.append(brief.say(labels.cost.UNKNOWN_TOO))
        return listed(said, brief.lang)

    def _level(self, point: CostPoint, row: int) -> Iterator[PageCell]:
        """Yield one level of the curve."""
        brief, shown, before = self.brief, self.brief.money_format, row - 1
        first = row == self.curve_row + 1
        today = f"B${self.curve_row + 1}"
        yield PageCell(brief.say(labels.scenario.TODAY) if first else f"{row - self.curve_row - 1}/{len(self.curve) - 1}", style="label")
        yield PageCell(point.level, style="computed", format=brief.number_format(self.kgi.unit))
        yield PageCell(formula=f'=IF({today}=0,"",B{row}/{today})', style="computed", format=RATIO_FORMAT.say(brief.lang))
        yield PageCell(self._cost(point), style="computed", format=shown)
        both = f"AND(ISNUMBER(D{row}),ISNUMBER(D{before}))"
        yield PageCell(formula=None if first else f'=IF({both},D{row}-D{before},"")', style="computed", format=shown)
        per = f'=IF(AND({both},B{before}<>0,B{row}<>B{before}),(D{row}-D{before})/(ABS(B{row}-B{before})/ABS(B{before})*100),"")'
        yield PageCell(formula=None if first else per, style="computed", format=shown)

    def _cost(self, point: CostPoint) -> float | str:
        return self.brief.say(labels.cost.OUT_OF_REACH) if point.cost is None else point.cost

    def _lever_cells(self) -> Cells:
        """Return what each KPI's move costs in each scenario: links to the scenarios' tabs."""
        tree, known = self.brief.tree, sum(lever.cost is not None for lever in self.brief.tree.levers.values())
        all_shown = known == len(self.levers)
        head = self.brief.say(labels.cost.LEVERS) if all_shown else self.brief.say(labels.cost.MOST_LEVERS, count=len(self.levers))
        cells = self._headers(self.levers_row, (head, *(tab.brief.sheet for tab in self.tabs[: REMARK - 1])))
        for row, name in enumerate(self.levers, self.levers_row + 1):
            home = tree.addresses[name]
            link = f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
            cells[row, LABEL] = PageCell(tree.kpis[name].shown, style="label", link=link)
            for column, tab in enumerate(self.tabs[: REMARK - 1], 2):
                cells[row, column] = PageCell(formula=f"={tab.cell('cost', name)}", style="computed", format=self.brief.money_format)
        return cells

    def _total(self, tab: Tab) -> str:
        """Return the cell of a tab that holds its total cost: above the column of costs."""
        any_cell = tab.cell("cost", self.kgi.name)
        sheet, letters = any_cell.rpartition("$")[0], min(tab.rows.values()) - 2
        return f"{sheet}${letters}"

    def _how(self) -> str:
        """Say what the curve stands for, and which levers it leaves alone."""
        unknown = [self.brief.tree.kpis[name].shown for name, lever in self.brief.tree.levers.items() if lever.cost is None]
        if not unknown:
            return self.brief.say(labels.cost.HOW)
        more = [self.brief.say(labels.cost.MORE, count=len(unknown) - MOST_NAMED)] if len(unknown) > MOST_NAMED else []
        named = unknown[:MOST_NAMED] + more
        said = self.brief.say(labels.cost.ONLY_KNOWN, levers=listed(named, self.brief.lang))
        return f"{self.brief.say(labels.cost.HOW)} {said}"

    def _chart(self) -> Chart:
        brief, (first, last) = self.brief, (self.curve_row + 1, self.curve_row + len(self.curve))
        paid = max((point.cost for point in self.curve if point.cost is not None), default=0.0)
        level = max(abs(point.level) for point in self.curve)
        return Chart(
            kind="line",
            title=brief.say(labels.cost.CURVE_OF, kpi=self.kgi.shown),
            categories=f"B{first}:B{last}",
            series=(Series(f"D{self.curve_row}", f"D{first}:D{last}", "tab_must_achieve"),),
            format=brief.axis_format(money_unit(brief.tree, brief.lang), paid),
            area=f"A{self.chart_row}:G{self.chart_row + CHART_ROWS - 1}",
            least=0.0,
            category_format=brief.axis_format(self.kgi.unit, level),
        )
