"""The page of plan changes: what the old plan would come to, what the new one asks of every lever and owner, and every plan so far.

Knows plans and where things stand. Does not know how a plan is made, nor how the page is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.amounts import amount, bare
from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.identity import absolute
from kpi_xl.book.input_pages import DATE
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Name, Page, PageCell, Rule
from kpi_xl.book.plan_grid import monthly_unit
from kpi_xl.book.revised import Revised
from kpi_xl.book.scenario_table import RATIO_FORMAT
from kpi_xl.book.snapshots import ANCHOR, BODY, DATES, FIRST, MONTHS, NUMBERS, REPLAN, Snapshot
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import width_of, widths_of
from kpi_xl.calc.cells import Address, column_letters, quoted_sheet
from kpi_xl.labels import Label, listed
from kpi_xl.labels import replan as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import Plan
from kpi_xl.plan.total import MEANINGS, Meaning

LABEL, OWNER, UNIT, START, NOW, OLD, NEW, CHANGE, RATIO, OLD_NEXT, NEW_NEXT, DIRECTION = range(1, 13)
LAST = DIRECTION
NUMBERS_WIDTH, OWNER_WIDTH = 16.0, 15.0
CHART_ROWS = 14
ROLE_COLOURS = {"must_achieve": "tab_must_achieve", "stretch": "tab_stretch"}
ALIKE = 1e-6
"""Ends that differ by less than this share of the larger one are the same to people."""

Cells = dict[tuple[int, int], PageCell]


@dataclass
class ReplanPage:
    """The page as its rows come about.

    Attributes
    ----------
    snapshots
        Every plan so far, this one among them.
    row
        The next free row.
    """

    revised: Sequence[Revised]
    snapshots: Sequence[Snapshot]
    meaning: Meaning
    cells: Cells = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    row: int = 4
    legend: int = 0
    anchor: int = 0

    def page(self) -> Page:
        """Return the page."""
        self._title()
        for each in self.revised:
            self._scenario(each)
        self._history()
        sheet = self.brief.say(PAGE_SHEETS[REPLAN])
        names = [Name(ANCHOR, absolute(Address(sheet, self.anchor, LABEL)), hidden=True)]
        names.append(Name(LEGEND, f"{quoted_sheet(sheet)}!$A${self.legend}:$A${self.anchor - 1}", hidden=True))
        return Page(
            key=REPLAN,
            sheet=sheet,
            cells=self.cells,
            lang=self.brief.lang,
            widths=self._widths,
            heights=self.heights,
            merges=tuple(self.merges),
            rules=tuple(self.rules),
            names=tuple(names),
            charts=tuple(self.charts),
            frozen="B4",
            tab="tab_other",
            print_area=f"A1:{column_letters(self._last_column)}{self.row}",
        )

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.revised[0].brief

    @property
    def _months(self) -> tuple[Month, ...]:
        return self.revised[0].done.before.months

    @property
    def _gone(self) -> int:
        return self.revised[0].done.before.course.gone

    @property
    def _last_column(self) -> int:
        return max(LAST, UNIT + len(self._months) + 1, LABEL + FIRST - 1 + len(self.snapshots))

    @cached_property
    def _widths(self) -> dict[int, float]:
        """How wide each column is."""
        label, unit = widths_of(self.brief.tree)
        owner = max((width_of(kpi.owner) + 2 for kpi in self.brief.tree.kpis.values()), default=0.0)
        names = max(width_of(name) + 3 for name in self.brief.tree.levers)
        scenarios = max(width_of(each.brief.sheet) + 3 for each in self.revised)
        rest = dict.fromkeys(range(START, self._last_column + 1), NUMBERS_WIDTH)
        wider = {START: max(NUMBERS_WIDTH, scenarios), NOW: max(NUMBERS_WIDTH, names)}
        return rest | wider | {LABEL: label, OWNER: max(OWNER_WIDTH, owner), UNIT: unit}

    def _say(self, label: Label, **said: object) -> str:
        return self.brief.say(label, **said)

    def _title(self) -> None:
        kgi = self.brief.tree.kpis[self.brief.tree.kgi]
        self.cells[1, 1] = PageCell(self._say(words.TITLE, kpi=kgi.shown), style="title")
        self.heights[1] = 34.0
        last = self._months[self._gone - 1] if self._gone else self._months[0]
        said = {"last": last, "left": len(self._months) - self._gone, "meaning": MEANINGS[self.meaning]}
        self.row = 2
        self._sentence(self._say(words.HOW, **said), "note")
        self.row = 4

    def _sentence(self, said: str, style: str) -> None:
        """Write a sentence across the page, as high as it needs to be."""
        widths = self._widths
        room = sum(widths[column] for column in range(LABEL, LAST + 1)) - 3.0
        self.cells[self.row, LABEL] = PageCell(said, style=style)
        self.cells |= {(self.row, column): PageCell(style=style) for column in range(OWNER, LAST + 1)}
        self.merges.append(f"A{self.row}:{column_letters(LAST)}{self.row}")
        self.heights[self.row] = math.ceil(width_of(said) / room) * ROW_HEIGHT[self.brief.lang]
        self.row += 1

    def _section(self, said: str) -> None:
        self.cells |= {(self.row, column): PageCell(style="section") for column in range(LABEL, LAST + 1)}
        self.cells[self.row, LABEL] = PageCell(said, style="section")
        self.heights[self.row] = ROW_HEIGHT[self.brief.lang] * 1.3
        self.row += 1

    def _scenario(self, each: Revised) -> None:
        self._section(each.brief.sheet)
        for said in each.sentences(self.meaning):
            self._sentence(said, "card_text")
        self.row += 1
        self._by_month(each)
        if 0 < self._gone < len(self._months):
            self._by_lever(each)
            self._by_owner(each)

    def _headers(self, heads: dict[int, str]) -> None:
        self.cells |= {(self.row, column): PageCell(said, style="header") for column, said in heads.items()}
        self.heights[self.row] = ROW_HEIGHT[self.brief.lang] * 1.9
        self.row += 1

    def _by_month(self, each: Revised) -> None:
        """Write the KGI of every month by the old plan and the new one, and draw both."""
        kgi = self.brief.tree.kpis[self.brief.tree.kgi]
        self._section(self._say(words.BY_MONTH, scenario=each.brief.sheet, kpi=kgi.shown))
        top, first, last = self.row, UNIT + 1, UNIT + len(self._months)
        heads = {LABEL: "", OWNER: "", UNIT: self._say(labels.UNIT)} | {first + at: str(month) for at, month in enumerate(self._months)}
        self._headers(heads | {last + 1: self._say(words.IN_ALL)})
        self.legend = self.legend or self.row
        number = self.brief.number_format(kgi.unit)
        for label, plan in ((words.OLD_PLAN, each.done.before), (words.NEW_PLAN, each.done.after)):
            strong = "computed_strong" if label is words.NEW_PLAN else "computed"
            self.cells[self.row, LABEL] = PageCell(self._say(label), style="label")
            self.cells[self.row, OWNER] = PageCell(style="label")
            self.cells[self.row, UNIT] = PageCell(self._a_month(plan, kgi), style="label")
            for at, value in enumerate(plan.amounts(kgi.name).tolist()):
                self.cells[self.row, first + at] = PageCell(value, style=strong, format=number)
            self.cells[self.row, last + 1] = PageCell(plan.total(kgi.name), style=strong, format=number)
            self.row += 1
        self.cells[self.row, LABEL] = PageCell(self._say(words.KIND), style="label")
        self.cells |= {(self.row, column): PageCell(style="label") for column in (OWNER, UNIT)}
        for at in range(len(self._months)):
            said = words.IS_ACTUAL if at < self._gone else words.IS_PLAN
            self.cells[self.row, first + at] = PageCell(self._say(said), style="symbol")
        self._chart(top, kgi, each)
        self.row += CHART_ROWS + 3

    def _a_month(self, plan: Plan, kpi: Kpi) -> str:
        return monthly_unit(kpi.unit, self.brief.lang) if plan.period(kpi.name).months != 1.0 else kpi.unit

    def _chart(self, top: int, kgi: Kpi, each: Revised) -> None:
        first, last = column_letters(UNIT + 1), column_letters(UNIT + len(self._months))
        wears = ("tab_other", ROLE_COLOURS.get(each.brief.scenario.role, "tab_must_achieve"))
        series = tuple(
            Series(f"A{row}", f"{first}{row}:{last}{row}", wear, dashed=row == top + 1)
            for row, wear in zip((top + 1, top + 2), wears, strict=True)
        )
        size = float(abs(each.done.after.amounts(kgi.name)).max())
        area = f"A{self.row + 1}:{column_letters(min(LAST, UNIT + len(self._months)))}{self.row + 1 + CHART_ROWS}"
        title = self._say(words.BY_MONTH, scenario=each.brief.sheet, kpi=kgi.shown)
        axis = self.brief.axis_format(kgi.unit, size)
        self.charts.append(Chart("line", title, f"{first}{top}:{last}{top}", series, axis, area))

    def _by_lever(self, each: Revised) -> None:
        """Write every goal's KPI, then every lever with its owner: where it is, where it was to end, and where it is to end now."""
        self._section(self._say(words.BY_LEVER, scenario=each.brief.sheet))
        now, upcoming = self._months[self._gone - 1], self._months[self._gone]
        self._headers(
            {
                LABEL: self._say(labels.KPI_LABEL),
                OWNER: self._say(words.OWNER),
                UNIT: self._say(labels.UNIT),
                START: self._say(words.START),
                NOW: self._say(words.NOW, month=now),
                OLD: self._say(words.OLD_END),
                NEW: self._say(words.NEW_END),
                CHANGE: self._say(words.CHANGE),
                RATIO: self._say(words.RATIO),
                OLD_NEXT: self._say(words.OLD_NEXT, month=upcoming),
                NEW_NEXT: self._say(words.NEW_NEXT, month=upcoming),
                DIRECTION: self._say(words.DIRECTION),
            }
        )
        first = self.row
        goals = [kpi for kpi in each.brief.goal_kpis if kpi.is_formula]
        for kpi in (*goals, *self._levers(each)):
            self.cells |= {(self.row, column): cell for column, cell in self._line(each, kpi)}
            self.row += 1
        area = f"{column_letters(DIRECTION)}{first}:{column_letters(DIRECTION)}{self.row - 1}"
        cell = f"${column_letters(DIRECTION)}{first}"
        for label, look in ((words.UP, "poor"), (words.DOWN, "fair")):
            self.rules.append(Rule(area, f'{cell}="{self._say(label)}"', look))
        self.row += 1

    def _levers(self, each: Revised) -> list[Kpi]:
        """Return the levers by owner, those nobody owns last; each owner's by how much they change."""
        tree = self.brief.tree

        def size(name: str) -> float:
            old, new = each.done.before.ends[name], each.done.after.ends[name]
            return abs(new - old) / max(abs(old), abs(new), 1e-300)

        ordered = sorted(tree.levers, key=lambda name: (not tree.kpis[name].owner, tree.kpis[name].owner, -round(size(name), 9)))
        return [tree.kpis[name] for name in ordered]

    def _line(self, each: Revised, kpi: Kpi) -> Iterator[tuple[int, PageCell]]:
        before, after, gone = each.done.before, each.done.after, self._gone
        lever, number = not kpi.is_formula, self.brief.number_format(kpi.unit)
        style = "computed" if lever else "computed_strong"
        ends = [plan.ends[kpi.name] if lever else float(plan.values[kpi.name][-1]) for plan in (before, after)]
        figures = {
            START: self.brief.tree.baseline[kpi.name],
            NOW: float(before.values[kpi.name][gone - 1]),
            OLD: ends[0],
            NEW: ends[1],
            OLD_NEXT: float(before.values[kpi.name][gone]),
            NEW_NEXT: float(after.values[kpi.name][gone]),
        }
        home = self.brief.tree.addresses[kpi.name]
        yield LABEL, PageCell(kpi.shown, style="label" if lever else "label_strong", link=str(home))
        yield OWNER, PageCell(kpi.owner or None, style="label")
        yield UNIT, PageCell(kpi.unit, style="label")
        yield from ((column, PageCell(value, style=style, format=number)) for column, value in figures.items())
        old, new = f"{column_letters(OLD)}{self.row}", f"{column_letters(NEW)}{self.row}"
        same = f"ABS({new}-{old})<={ALIKE:g}*MAX(ABS({new}),ABS({old}))"
        yield CHANGE, PageCell(formula=f"=IF({same},0,{new}-{old})", style=style, format=number)
        yield RATIO, PageCell(formula=f'=IFERROR({new}/{old},"")', style=style, format=RATIO_FORMAT.say(self.brief.lang))
        up, down, alike = (self._say(label) for label in (words.UP, words.DOWN, words.SAME))
        yield DIRECTION, PageCell(formula=f'=IF({same},"{alike}",IF({new}>{old},"{up}","{down}"))', style="symbol")

    def _by_owner(self, each: Revised) -> None:
        """Write for every owner how many of his KPIs change, and from what to what."""
        self._section(self._say(words.BY_OWNER, scenario=each.brief.sheet))
        self._headers({LABEL: self._say(words.OWNER), OWNER: self._say(words.COUNT), UNIT: self._say(words.WHAT)})
        self._across(self.row - 1, "header")
        owners: dict[str, list[str]] = {}
        for kpi in self._levers(each):
            old, new = each.done.before.ends[kpi.name], each.done.after.ends[kpi.name]
            changed = owners.setdefault(kpi.owner or self._say(words.NOBODY), [])
            if abs(new - old) > ALIKE * max(abs(old), abs(new)):
                step = {"old": bare(old, kpi.unit, self.brief.lang), "new": amount(new, kpi.unit, self.brief.lang)}
                changed.append(self._say(words.STEP, kpi=kpi.shown, **step))
        for owner, changed in owners.items():
            self.cells[self.row, LABEL] = PageCell(owner, style="label")
            self.cells[self.row, OWNER] = PageCell(float(len(changed)), style="computed", format="0")
            said = listed(changed, self.brief.lang) if changed else self._say(words.UNCHANGED)
            self.cells[self.row, UNIT] = PageCell(said, style="computed_wrap")
            self._across(self.row, "computed_wrap")
            room = sum(width for column, width in self._widths.items() if UNIT <= column <= LAST) - 3.0
            self.heights[self.row] = math.ceil(width_of(said) / room) * ROW_HEIGHT[self.brief.lang]
            self.row += 1
        self.row += 1

    def _across(self, row: int, style: str) -> None:
        """Join the cells of a row from the units on."""
        self.cells |= {(row, column): PageCell(style=style) for column in range(UNIT + 1, LAST + 1)}
        self.merges.append(f"{column_letters(UNIT)}{row}:{column_letters(LAST)}{row}")

    def _history(self) -> None:
        """Write every plan so far, a column each, where the next run reads them."""
        self._section(self._say(words.HISTORY))
        self.anchor = self.row
        heads = (labels.KPI_LABEL, words.OWNER, labels.UNIT, labels.SCENARIO, labels.NAME)
        for shift, label in ((NUMBERS, None), (MONTHS, words.FIXED), (DATES, words.MADE)):
            for place in range(FIRST):
                said = self._say(heads[place]) if label is None else self._say(label) if place == FIRST - 1 else None
                self.cells[self.row + shift, LABEL + place] = PageCell(said, style="header")
        for place, snapshot in enumerate(self.snapshots, LABEL + FIRST):
            last = str(snapshot.last) if snapshot.last else self._say(words.ORIGINAL)
            self.cells[self.row + NUMBERS, place] = PageCell(float(snapshot.number), style="header", format=self._say(words.NUMBER))
            self.cells[self.row + MONTHS, place] = PageCell(last, style="header")
            self.cells[self.row + DATES, place] = PageCell(snapshot.made, style="header", format=DATE.say(self.brief.lang))
        self.row += BODY
        for each in self.revised:
            for name in self.brief.tree.levers:
                self._plans_of(each.brief.sheet, self.brief.tree.kpis[name])

    def _plans_of(self, scenario: str, kpi: Kpi) -> None:
        for place, said in enumerate((kpi.shown, kpi.owner or None, kpi.unit, scenario, kpi.name), LABEL):
            self.cells[self.row, place] = PageCell(said, style="label")
        for place, snapshot in enumerate(self.snapshots, LABEL + FIRST):
            end = snapshot.ends.get(scenario, {}).get(kpi.name)
            self.cells[self.row, place] = PageCell(end, style="computed", format=self.brief.number_format(kpi.unit))
        self.row += 1
