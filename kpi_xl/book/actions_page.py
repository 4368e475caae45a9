"""The action plan: a row per task with its KPI's gap, what covers it, when to begin at the latest, what came of it, and a Gantt chart.

Knows where each thing stands. Does not know what a formula says, nor how the page is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kpi_xl.book.action_ends import Ends
from kpi_xl.book.action_formulas import Aim, Formulas
from kpi_xl.book.action_gantt import ABOVE, HEAD, Gantt
from kpi_xl.book.action_head import CARDS, END, SAID, TODAY, VALUES, Head, card
from kpi_xl.book.action_layout import ACTIONS, HIDDEN_KEYS, MOST_PASSES, ORDER, PASSES, SEEN_KEYS, TYPED
from kpi_xl.book.action_looks import rules
from kpi_xl.book.action_plan import ActionPlan, chosen, extended
from kpi_xl.book.brief import Brief
from kpi_xl.book.calculated import whole
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.formats import RATE
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.input_pages import DATE
from kpi_xl.book.input_table import ROOM, STYLES
from kpi_xl.book.kpi_names import remembered
from kpi_xl.book.movers import movers
from kpi_xl.book.page import Page, PageCell, PageTable, Rule
from kpi_xl.book.tabs import Tab
from kpi_xl.book.typed_choices import names_of_lists, offers
from kpi_xl.book.typed_rows import USERS, TypedRow
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import actions as words
from kpi_xl.plan.schedule import longest_chain

KEY = "actions"
FIRST = HEAD + 1
MOST_ROWS = 60
"""For so many KPIs rows are made, those that count most."""

SPARE_PASSES = 3
"""Chains may grow by so many tasks before the page has to be painted anew."""

TEXT = "@"
SLACK = '[<0]"⚠ "-0;[=0]"◆ "0;0'
USERS_WIDTH = 20.0
DATES = ("start", "due", "latest")
IN_THE_KPIS_UNIT = ("gap", "uncovered", "effect", "measured", "today", "target")


@collector_at_rest()
def actions_page(tabs: Sequence[Tab], plan: ActionPlan, sheet: str, now: datetime) -> Page:
    """Return the page: what people typed, and a row more for every KPI that has to move and has none.

    Parameters
    ----------
    sheet
        Where it stands.
    now
        The time of this run, local: what is not live says that it is as of then.
    """
    moving = movers(tabs)
    order = {name: place for place, name in enumerate(tabs[0].brief.order)}
    names, left_out = chosen(moving, MOST_ROWS, order)
    return ActionsPage(tuple(tabs), extended(plan, names, tabs[0].brief.tree), sheet, left_out, now).page()


def counts(page: Page) -> tuple[int, int, int, int]:
    """Return how many rows, KPIs to move, KPIs not covered and overdue tasks a page shows, once its formulas have their values."""
    rows = page.tables[0].last_row - HEAD
    cards = (page.cells[VALUES, CARDS[place][0]].value for place in range(3))
    kpis, short, late = (int(value) if isinstance(value, float) else 0 for value in cards)
    return rows, kpis, short, late


def aims(tabs: Sequence[Tab]) -> list[Tab]:
    """Return the tab that gaps are measured against, then the one above it, if any: must-achieve and stretch, else the first two."""
    roles = {tab.brief.scenario.role: tab for tab in reversed(tabs)}
    main = roles.get("must_achieve", tabs[0])
    above = roles.get("stretch") or next((tab for tab in tabs if tab is not main), None)
    return [main] if above is None or above is main else [main, above]


@dataclass(frozen=True)
class ActionsPage:
    """The page as it comes about."""

    tabs: tuple[Tab, ...]
    plan: ActionPlan
    sheet: str
    left_out: int
    now: datetime

    @property
    def brief(self) -> Brief:
        """The scenario that gaps are measured against."""
        return aims(self.tabs)[0].brief

    @property
    def rows(self) -> tuple[TypedRow, ...]:
        """The rows; a table needs one at least."""
        return self.plan.rows or (TypedRow(None),)

    @property
    def last(self) -> int:
        """The last row of the table."""
        return HEAD + len(self.rows)

    @cached_property
    def passes(self) -> int:
        """How often latest starts are worked back."""
        return min(longest_chain(self.plan.waits) + SPARE_PASSES, MOST_PASSES)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The columns of the table."""
        users = tuple(USERS + header for header in self.plan.table.users)
        return (*ORDER, *users, *HIDDEN_KEYS, *SEEN_KEYS, *PASSES[: self.passes + 1])

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column stands."""
        return {key: place for place, key in enumerate(self.keys, 1)}

    @cached_property
    def hidden(self) -> tuple[int, ...]:
        """The columns nobody sees."""
        shown = len(ORDER) + len(self.plan.table.users)
        return (*range(shown + 1, len(self.keys) + 1), self.gantt.hidden)

    @cached_property
    def gantt(self) -> Gantt:
        """The chart beside the table."""
        return Gantt(
            lang=self.brief.lang,
            column=len(self.keys) + 1,
            figures=self.columns["row"],
            first_row=FIRST,
            last_row=self.last + ROOM,
            letters={key: self.letters(key) for key in ("start", "due", "slack", "timing")},
            starts=whole(ACTIONS, "start", self.brief.lang),
            dues=whole(ACTIONS, "due", self.brief.lang),
            today=card(TODAY),
            end=card(END),
        )

    def letters(self, key: str) -> str:
        """Return a column's letters."""
        return column_letters(self.columns[key])

    def page(self) -> Page:
        """Return the page."""
        say = self.brief.say
        more = say(words.LEFT_OUT, most=MOST_ROWS, count=self.left_out) if self.left_out else ""
        head = Head(self.tabs, self.ends, self.plan, self.now, more, self.passes)
        flag, *areas = head.merges()
        return Page(
            key=KEY,
            sheet=self.sheet,
            cells={**head.cells(), **self._head(), **self._body(), **dict(self.gantt.cells())},
            lang=self.brief.lang,
            widths={**self._widths(), **self.gantt.widths},
            heights={1: 34.0, 3: 36.0, VALUES: 30.0, SAID: 22.0, HEAD: 24.0},
            merges=(flag, *areas, *self.gantt.merges()),
            rules=(*fresh_rules(self.brief, flag, f"${flag[0]}$1"), *self._rules(), *self.gantt.rules()),
            choices=tuple(offers(ACTIONS, TYPED, self.columns, (FIRST, self.last + ROOM), self.brief)),
            names=tuple(names_of_lists(self.brief.reading)),
            tables=(self._table(),),
            frozen=f"D{FIRST}",
            hidden_columns=self.hidden,
            tab="tab_input",
            title_rows=f"{ABOVE}:{HEAD}",
            paper="A3",
            print_area=f"A1:{column_letters(self.gantt.last_column)}{self.last}",
        )

    def _table(self) -> PageTable:
        titles = tuple(self._header(key) for key in self.keys)
        formulas = {self._header(key): formula for key, formula in self._formulas.items()}
        return PageTable(ACTIONS.name, HEAD, 1, self.last, titles, formulas)

    @cached_property
    def _formulas(self) -> dict[str, str]:
        aimed = [Aim(tab.area("name"), tab.area("target"), tab.brief.scenario.role) for tab in aims(self.tabs)]
        return Formulas(self.brief.lang, aimed, card(TODAY), self._end, self.passes).all()

    @property
    def ends(self) -> Ends:
        """By when the KPIs have to be there."""
        return Ends(self.brief)

    @property
    def _end(self) -> str:
        return self.ends.formula(f"{ACTIONS.name}[[#This Row],[{self._header('kpi')}]]", card(END))

    def _header(self, key: str) -> str:
        return key.removeprefix(USERS) if key.startswith(USERS) else ACTIONS.column(key).label.say(self.brief.lang)

    def _head(self) -> dict[tuple[int, int], PageCell]:
        return {(HEAD, place): PageCell(self._header(key), style="header") for key, place in self.columns.items()}

    def _body(self) -> dict[tuple[int, int], PageCell]:
        return {
            (row, place): self._cell(typed, key, (row, place))
            for row, typed in enumerate(self.rows, FIRST)
            for key, place in self.columns.items()
        }

    def _cell(self, row: TypedRow, key: str, at: tuple[int, int]) -> PageCell:
        if key in SEEN_KEYS:
            return remembered(row.text("kpi"), self.brief.tree)[SEEN_KEYS.index(key)]
        if key in self._formulas:
            shown = key in ORDER
            return PageCell(formula=self._formulas[key], style=_style(key) if shown else "hidden", format=self._format(row, key))
        look = PageCell(style="input_text" if key.startswith(USERS) else _style(key), format=self._format(row, key))
        cell = self.plan.table.cell(row, key, at, look)
        choices = ACTIONS.column(key).choices if key in TYPED else {}
        word = choices.get(str(cell.value)) if cell.formula is None else None
        return cell if word is None else PageCell(word.say(self.brief.lang), style=cell.style, format=cell.format)

    def _format(self, row: TypedRow, key: str) -> str | None:
        kpi = self.brief.tree.kpis.get(row.text("kpi"))
        if key in DATES:
            return DATE.say(self.brief.lang)
        if key in ("effect", "measured") and row.text("kind") == "share":
            return RATE
        if key in IN_THE_KPIS_UNIT and kpi is not None:
            return self.brief.number_format(kpi.unit)
        return {"after": TEXT, "slack": SLACK, "number": "0"}.get(key)

    def _widths(self) -> dict[int, float]:
        widths = {column.key: column.width for column in ACTIONS.columns}
        return {place: widths.get(key, USERS_WIDTH) for key, place in self.columns.items()}

    def _rules(self) -> Iterator[Rule]:
        units = sorted({kpi.unit for kpi in self.brief.tree.kpis.values() if kpi.unit})
        formats = {unit: self.brief.number_format(unit) for unit in units}
        letters = {key: self.letters(key) for key in (*ORDER, "first", "short")}
        return rules(letters, (FIRST, self.last + ROOM), formats, f"A{SAID}")


def _style(key: str) -> str:
    column = ACTIONS.column(key)
    if key in TYPED:
        return STYLES[column.sort]
    return {"unit": "computed_text", "verdict": "computed_text", "timing": "computed_text"}.get(key, "computed")
