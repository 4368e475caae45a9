"""The page that looks three years ahead: milestones of the KGI by year beside the plan, and the assumptions behind them.

Knows where each thing stands and its live formulas. Does not know how it is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from kpi_xl.book.actions_page import aims
from kpi_xl.book.ahead_formulas import AheadFormulas
from kpi_xl.book.ahead_layout import ASSUMPTION_KEYS, ASSUMPTIONS, FILLED, MILESTONE_KEYS, MILESTONES, SHOWN
from kpi_xl.book.ahead_rows import usual_rows, usual_years
from kpi_xl.book.assumptions import CHECK_AGAIN, Outlook
from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.formats import RATE
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.input_pages import DATE
from kpi_xl.book.input_table import ROOM, STYLES
from kpi_xl.book.kpi_names import remembered
from kpi_xl.book.layout import Table
from kpi_xl.book.page import Name, Page, PageCell, PageTable, Rule
from kpi_xl.book.plan_years import PlanYears
from kpi_xl.book.run_entry import serial
from kpi_xl.book.scenario_table import SYMBOLS
from kpi_xl.book.tabs import Tab, freshness_formula
from kpi_xl.book.typed_choices import names_of_lists, offers
from kpi_xl.book.typed_rows import USERS, TypedRow, TypedTable
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.labels import ahead as words
from kpi_xl.labels.actions import TODAY as TODAY_WORD
from kpi_xl.model.kpi import Kpi

KEY = "ahead"
HEAD, CAPTIONS, TODAY = 7, 6, 4
FIRST = HEAD + 1
CHART_END = 22
COLOURS = ("header", "tab_must_achieve", "tab_stretch")
PLANS = ("plan", "plan_above")
WIDE = 11
"""So many columns the sentences span."""

USERS_WIDTH = 20.0
REMARKS: Mapping[str, str] = {"◎": "good", "△": "poor", "×": "bad", "…": "poor"}


@collector_at_rest()
def ahead_page(tabs: Sequence[Tab], outlook: Outlook, sheet: str, now: datetime, years: PlanYears | None = None) -> Page:
    """Return the page around what people typed; a new one begins with this year, three more, and a row for each kind of assumption.

    Parameters
    ----------
    years
        Where a monthly plan says what each year comes to, if there is one.
    """
    brief = aims(tabs)[0].brief
    milestones, assumptions = outlook.milestones, outlook.assumptions
    if not milestones.rows:
        milestones = replace(milestones, rows=tuple(usual_years(tabs, now)))
    if not assumptions.rows:
        assumptions = replace(assumptions, rows=tuple(usual_rows()))
    return AheadPage(tuple(aims(tabs)), tuple(tabs), brief, milestones, assumptions, sheet, now, years).page()


@dataclass(frozen=True)
class AheadPage:
    """The page as it comes about."""

    aimed: tuple[Tab, ...]
    tabs: tuple[Tab, ...]
    brief: Brief
    milestones: TypedTable
    assumptions: TypedTable
    sheet: str
    now: datetime
    years: PlanYears | None = None

    @property
    def kgi(self) -> Kpi:
        """The KPI the milestones are of."""
        return self.brief.kgi

    @property
    def formulas(self) -> AheadFormulas:
        """What the cells calculate."""
        return AheadFormulas(self.brief, self.kgi, FIRST, f"${column_letters(WIDE)}${TODAY}", self.years)

    @property
    def last(self) -> int:
        """The last row of the milestones."""
        return HEAD + len(self.milestones.rows)

    @property
    def assumptions_head(self) -> int:
        """The row of the headers of the assumptions."""
        return max(self.last, CHART_END) + 3

    @property
    def end(self) -> int:
        """The last row of the assumptions."""
        return self.assumptions_head + len(self.assumptions.rows)

    @cached_property
    def columns(self) -> tuple[dict[str, int], dict[str, int]]:
        """Where the columns of both tables stand, by key; those of the user's own come after those people see."""
        upper = [column.key for column in MILESTONES.columns] + [USERS + header for header in self.milestones.users]
        lower = [column.key for column in ASSUMPTIONS.columns]
        lower[SHOWN:SHOWN] = [USERS + header for header in self.assumptions.users]
        placed = ({key: place for place, key in enumerate(keys, 1)} for keys in (upper, lower))
        first, second = placed
        return first, second

    def page(self) -> Page:
        """Return the page."""
        wide = column_letters(WIDE)
        flag = f"{column_letters(WIDE - 1)}1:{wide}1"
        legend = f"{quoted_sheet(self.sheet)}!$D${CAPTIONS}:${column_letters(4 + len(self.aimed))}${CAPTIONS}"
        upper, lower = self.columns
        shown = SHOWN + len(self.assumptions.users)
        return Page(
            key=KEY,
            sheet=self.sheet,
            cells=self._above() | self._milestones() | self._assumptions(),
            lang=self.brief.lang,
            widths={place: self._width(key) for key, place in lower.items()},
            heights={1: 34.0, 3: 38.0, HEAD: 24.0, self.assumptions_head: 24.0},
            merges=(flag, f"A2:{wide}2", f"A3:{wide}3"),
            rules=(*fresh_rules(self.brief, flag, f"${flag[0]}$1"), *self._rules()),
            choices=(
                *offers(MILESTONES, MILESTONE_KEYS, upper, (FIRST, self.last), self.brief),
                *offers(ASSUMPTIONS, ASSUMPTION_KEYS, lower, (self.assumptions_head + 1, self.end + ROOM), self.brief),
            ),
            names=(Name(LEGEND, legend, hidden=True), *names_of_lists(self.brief.reading)),
            tables=(
                self._table(MILESTONES, HEAD, self.last, upper, {}),
                self._table(ASSUMPTIONS, self.assumptions_head, self.end, lower, {"remark": self.formulas.remark}),
            ),
            charts=(self._chart(),),
            frozen="B1",
            hidden_columns=tuple(range(shown + 1, len(lower) + 1)),
            tab="tab_input",
            one_page=True,
            print_area=f"A1:{column_letters(max(shown, WIDE))}{self.end}",
            title_rows=None,
        )

    def _width(self, key: str) -> float:
        return USERS_WIDTH if key.startswith(USERS) else ASSUMPTIONS.column(key).width

    def _table(self, table: Table, head: int, last: int, columns: Mapping[str, int], formulas: Mapping[str, str]) -> PageTable:
        titles = tuple(_header(table, key, self.brief) for key in columns)
        filled = {_header(table, key, self.brief): formula for key, formula in formulas.items()}
        return PageTable(table.name, head, 1, last, titles, filled)

    def _above(self) -> dict[tuple[int, int], PageCell]:
        say = self.brief.say
        cells = {
            (1, 1): PageCell(say(words.AHEAD), style="title"),
            (1, WIDE - 1): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            (2, 1): PageCell(say(words.SUBTITLE, kgi=self.kgi.shown), style="subtitle"),
            (3, 1): PageCell(say(words.HOW_MONTHLY if self.years else words.HOW), style="note"),
            (TODAY, WIDE - 1): PageCell(say(TODAY_WORD), style="note_right"),
            (TODAY, WIDE): PageCell(float(serial(self.now) // 1), "=TODAY()", "note", DATE.say(self.brief.lang)),
            (CAPTIONS - 1, 1): PageCell(say(words.MILESTONES_HEAD), style="section"),
            (self.assumptions_head - 1, 1): PageCell(say(words.ASSUMPTIONS_HEAD, days=f"{CHECK_AGAIN:.0f}"), style="section"),
        }
        captions = [say(words.MILESTONE), *(tab.brief.sheet for tab in self.aimed)]
        cells |= {(CAPTIONS, 4 + place): PageCell(caption, style="note") for place, caption in enumerate(captions)}
        return cells

    def _milestones(self) -> dict[tuple[int, int], PageCell]:
        columns, number = self.columns[0], self.brief.number_format(self.kgi.unit)
        formats = {"year": "0", "growth": RATE, "value": number}
        cells = {(HEAD, place): PageCell(_header(MILESTONES, key, self.brief), style="header") for key, place in columns.items()}
        for row, typed in enumerate(self.milestones.rows, FIRST):
            for key, place in columns.items():
                style = "input_text" if key.startswith(USERS) else STYLES.get(MILESTONES.column(key).sort, "computed")
                look = PageCell(style=style, format=formats.get(key))
                cells[row, place] = look if key in FILLED else self.milestones.cell(typed, key, (row, place), look)
            cells[row, columns["milestone"]] = PageCell(formula=self.formulas.milestone(row), style="computed_strong", format=number)
            for key, tab in zip(PLANS, self.aimed, strict=False):
                cells[row, columns[key]] = PageCell(formula=self.formulas.plan(tab, row), style="computed", format=number)
            cells[row, columns["enough"]] = PageCell(formula=self.formulas.enough(row), style="computed_text")
        return cells

    def _assumptions(self) -> dict[tuple[int, int], PageCell]:
        columns, head = self.columns[1], self.assumptions_head
        cells = {(head, place): PageCell(_header(ASSUMPTIONS, key, self.brief), style="header") for key, place in columns.items()}
        for row, typed in enumerate(self.assumptions.rows, head + 1):
            for key, place in columns.items():
                cells[row, place] = self._assumption(typed, key, (row, place))
        return cells

    def _assumption(self, row: TypedRow, key: str, at: tuple[int, int]) -> PageCell:
        if key == "remark":
            return PageCell(formula=self.formulas.remark, style="computed_text")
        if key in FILLED:
            hidden = remembered(row.text(key.partition("_")[2]), self.brief.tree)
            return hidden[0] if key.startswith("seen") else hidden[1]
        style = "input_text" if key.startswith(USERS) else STYLES[ASSUMPTIONS.column(key).sort]
        look = PageCell(style=style, format=DATE.say(self.brief.lang) if key == "checked" else None)
        cell = self.assumptions.cell(row, key, at, look)
        choices = {} if key.startswith(USERS) else ASSUMPTIONS.column(key).choices
        word = choices.get(str(cell.value)) if cell.formula is None else None
        return cell if word is None else replace(cell, value=word.say(self.brief.lang))

    def _rules(self) -> Iterator[Rule]:
        area, cell = f"H{FIRST}:H{self.last}", f"$H{FIRST}"
        yield from (Rule(area, f'LEFT({cell})="{symbol}"', look) for symbol, look in SYMBOLS)
        letters, first = column_letters(self.columns[1]["remark"]), self.assumptions_head + 1
        for symbol, look in REMARKS.items():
            yield Rule(f"{letters}{first}:{letters}{self.end + ROOM}", f'LEFT(${letters}{first})="{symbol}"', look)

    def _chart(self) -> Chart:
        kgi = self.kgi
        values = [tab.brief.solution.values[kgi.name] for tab in self.aimed]
        size = max(map(abs, (*values, self.brief.tree.baseline[kgi.name])))
        letters = ("D", *("EF"[: len(self.aimed)]))
        return Chart(
            kind="line",
            title=self.brief.say(words.CHART, kgi=kgi.shown),
            categories=f"A{FIRST}:A{self.last}",
            series=tuple(
                Series(f"{letter}{CAPTIONS}", f"{letter}{FIRST}:{letter}{self.last}", colour, dashed=place > 0)
                for place, (letter, colour) in enumerate(zip(letters, COLOURS, strict=False))
            ),
            format=self.brief.axis_format(kgi.unit, size),
            area=f"I{CAPTIONS}:K{self.assumptions_head - 2}",
            category_format="0",
        )


def _header(table: Table, key: str, brief: Brief) -> str:
    return key.removeprefix(USERS) if key.startswith(USERS) else table.column(key).label.say(brief.lang)
