"""Find everything that is wrong with a workbook, before anything is changed.

Knows the reader, and which sheets our pages need. Does not know what is computed, nor what is painted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kpi_xl import errors
from kpi_xl.book.action_plan import read_actions
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.agreements import SCENARIO
from kpi_xl.book.assumptions import read_outlook
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.ways import read_ways
from kpi_xl.plan.month import Month

SOLVED_PAGES = frozenset(
    {"guide", "compare", "simulator", "sensitivity", "contribution", "probability", "cost", "tree", "rationale", "run_log"}
)
"""The pages that solving paints."""


def check(book: Book, today: date | None = None) -> Reading:
    """Read a workbook, its actuals too, and find everything that is wrong with it; nothing is changed.

    Parameters
    ----------
    book
        The workbook.
    today
        The day it is; None is that of the clock.

    Raises
    ------
    Problems
        With every problem at once.
    """
    reading = read_book(book)
    check_tabs(book, reading)
    cells, tree = reading.tree.cells, reading.tree
    problems = [*read_actions(cells, tree).problems, *read_outlook(cells, tree).problems]
    try:
        read_ways(reading)
    except errors.Problems as found:
        problems += found.problems
    if problems:
        raise errors.Problems(problems)
    actuals = read_actuals(reading, Month.of(today or date.today()))
    return replace(reading, notes=(*reading.notes, *actuals.notes))


def check_tabs(book: Book, reading: Reading, adopt: bool = False) -> None:
    """Refuse to paint a scenario's tab, or a page of solving, on a sheet of the user's."""
    scenarios = {scenario.name: SCENARIO for scenario in reading.scenarios}
    check_free(book, reading, scenarios | {PAGE_SHEETS[key].say(reading.lang): key for key in SOLVED_PAGES}, adopt)


def check_free(book: Book, reading: Reading, wanted: Mapping[str, str], adopt: bool = False) -> None:
    """Refuse to paint on a sheet of the user's; one that may be adopted must not hold the tables we read.

    `wanted` maps the name of each sheet to be painted to its page's key.

    Raises
    ------
    Problems
        With every such sheet.
    """
    inputs = {area.sheet for area in reading.tables.values()}
    taken = [sheet for sheet in _taken(book, wanted) if not adopt or sheet in inputs]
    if taken:
        raise errors.Problems([errors.SheetTaken(where=sheet) for sheet in taken])


def _taken(book: Book, wanted: Mapping[str, str]) -> list[str]:
    """Return each sheet of the user's that has the name of a tab we would paint; `wanted` maps the name to the page's key."""
    existing = {sheet.casefold(): sheet for sheet in book.sheets()}
    found = {existing[sheet.casefold()]: key for sheet, key in wanted.items() if sheet.casefold() in existing}
    return [sheet for sheet, key in found.items() if book.marker(sheet) != (key, sheet)]
