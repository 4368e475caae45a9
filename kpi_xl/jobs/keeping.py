"""The pages that not every workbook has: each is painted anew around what people typed there, by every run once it is there.

Knows which pages these are and on which sheets they stand. Does not know what is on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from kpi_xl.book.action_layout import ACTIONS
from kpi_xl.book.action_plan import read_actions
from kpi_xl.book.actions_page import actions_page
from kpi_xl.book.ahead_layout import ASSUMPTIONS
from kpi_xl.book.ahead_page import ahead_page
from kpi_xl.book.ahead_rows import milestone_years
from kpi_xl.book.assumptions import read_outlook
from kpi_xl.book.calculated import text
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Page
from kpi_xl.book.plan_page import PLAN, kgi_of, plan_page
from kpi_xl.book.plan_years import PlanYears
from kpi_xl.book.planned import Planned
from kpi_xl.book.port import MARKER, Book
from kpi_xl.book.reader import Reading
from kpi_xl.book.tabs import Tab
from kpi_xl.book.ways import course_of
from kpi_xl.jobs.checking import check_free
from kpi_xl.jobs.spreading import planned, spread
from kpi_xl.plan.month import Month

Painter = Callable[[Sequence[Tab], Mapping[str, str], datetime], Page]
"""From the scenarios' tabs, the sheets of all pages that are kept, by key, and the time of the run to the page."""

TABLES: Mapping[str, str] = {"actions": ACTIONS.name, "ahead": ASSUMPTIONS.name}
"""The table that a page keeps, by the page's key."""


def _actions(tabs: Sequence[Tab], kept: Mapping[str, str], now: datetime) -> Page:
    tree = tabs[0].brief.tree
    return actions_page(tabs, read_actions(tree.cells, tree), kept["actions"], now)


def _ahead(tabs: Sequence[Tab], kept: Mapping[str, str], now: datetime) -> Page:
    tree = tabs[0].brief.tree
    return ahead_page(tabs, read_outlook(tree.cells, tree), kept["ahead"], now, _years(tabs, kept, now))


def _years(tabs: Sequence[Tab], kept: Mapping[str, str], now: datetime) -> PlanYears | None:
    """Return where the monthly plan says what each year comes to; None in a workbook without one."""
    if PLAN not in kept:
        return None
    reading = tabs[0].brief.reading
    course = course_of(reading, Month.of(now))
    return PlanYears(kgi_of(tabs, Planned(course, reading.settings.begins(reading.lang))), kept[PLAN])


def _plan(tabs: Sequence[Tab], kept: Mapping[str, str], now: datetime) -> Page:
    tree = tabs[0].brief.tree
    milestones = milestone_years(tabs, read_outlook(tree.cells, tree), now) if "ahead" in kept else None
    return plan_page(tabs, planned(spread([tab.brief for tab in tabs], now)), kept[PLAN], milestones)


KEPT: Mapping[str, Painter] = {"actions": _actions, "ahead": _ahead, PLAN: _plan}


def standing(book: Book, reading: Reading) -> dict[str, str]:
    """Return the pages that stand in a workbook, and their sheets: whatever people call a sheet, its table tells the page."""
    tables = {name.casefold(): area.sheet for name, area in reading.tree.cells.tables.items()}
    found = {key: tables.get(name, "") for key, name in TABLES.items()}
    return {key: sheet for key, sheet in found.items() if sheet and (book.marker(sheet) or ("",))[0] == key} | _planned(book)


def _planned(book: Book) -> dict[str, str]:
    """Return the monthly plan, which has no table, and its sheet."""
    sheet = next((sheet for sheet in book.sheets() if book.marker(sheet) == (PLAN, sheet)), None)
    return {PLAN: sheet} if sheet else {}


def follow(book: Book, kept: Mapping[str, str]) -> None:
    """Let the markers of pages whose sheets people renamed say the new names; a copy of a sheet has a table of another name."""
    for key, sheet in kept.items():
        if sheet in book.sheets() and (book.marker(sheet) or ("",))[0] == key:
            book.define(MARKER, text(f"{key}|{sheet}"), sheet, hidden=True)


def with_page(book: Book, reading: Reading, key: str, adopt: bool) -> dict[str, str]:
    """Return the pages that stand in a workbook and one more, which is to be made.

    Raises
    ------
    Problems
        If a sheet of the user's has its name.
    """
    kept = standing(book, reading)
    if key not in kept:
        kept[key] = PAGE_SHEETS[key].say(reading.lang)
        check_free(book, reading, {kept[key]: key}, adopt)
    return kept
