"""Make the monthly plan of a workbook: backsolve it, and spread every target over the months.

Knows what a plan needs. Does not know whether the workbook is a file or an open Excel, nor who asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kpi_xl.book.layout import WAYS
from kpi_xl.book.page import Page
from kpi_xl.book.plan_page import PLAN
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.ways import ways_area
from kpi_xl.book.ways_page import ways_page
from kpi_xl.calc.cells import Address
from kpi_xl.jobs.checking import check_free, check_tabs
from kpi_xl.jobs.keeping import follow, with_page
from kpi_xl.jobs.painting import paint
from kpi_xl.jobs.solving import DEFAULT_STRATEGY, Solved, answers, pages
from kpi_xl.jobs.spreading import Spread, spread


@dataclass(frozen=True, slots=True)
class Monthly:
    """What came of it: the answers, each over the months, the page's sheet, and whether a sheet of conditions was laid out."""

    solved: Solved
    spreads: tuple[Spread, ...]
    sheet: str
    laid_out: bool


def plan(book: Book, strategy: str | None = None, adopt: bool = False, now: datetime | None = None) -> Monthly:
    """Backsolve every scenario and paint the page of every KPI of every month; from then on each run keeps that page up to date.

    A workbook without a sheet of plan conditions gets one to type seasonal weights, delays and lags into.

    Parameters
    ----------
    book, strategy, adopt, now
        As for `solve`. The plan begins in the month that the settings say, else in the first month of the fiscal year in which `now` lies.

    Raises
    ------
    Problems
        With everything that is wrong at once; the workbook is untouched then.
    """
    reading = read_book(book)
    check_tabs(book, reading, adopt)
    kept = with_page(book, reading, PLAN, adopt)
    conditions = [] if ways_area(reading) else [ways_page(reading.lang)]
    if conditions:
        check_free(book, reading, {conditions[0].sheet: WAYS.name})
        reading = _with(reading, conditions[0])
    solved = answers(reading, strategy or reading.settings.strategy or DEFAULT_STRATEGY, reading.settings.practical)
    when = now or datetime.now().astimezone()
    painted = [*pages(solved, when, kept), *conditions]
    follow(book, kept)
    paint(book, reading, painted, adopt)
    return Monthly(solved, spread(solved.briefs, when), kept[PLAN], bool(conditions))


def _with(reading: Reading, page: Page) -> Reading:
    """Return a reading as it will be once a page stands: the plan's formulas look at it from the first day on."""
    cells = reading.tree.cells
    contents = {Address(page.sheet, *place): cell.value for place, cell in page.cells.items() if cell.value not in (None, "")}
    tables = {table.name: table.area(page.sheet) for table in page.tables}
    seen = replace(cells, contents={**cells.contents, **contents}, tables={**cells.tables, **tables}, sheets=cells.sheets | {page.sheet})
    return replace(reading, tree=replace(reading.tree, cells=seen))
