"""Make or update the action plan: a row for every KPI that has to move, around what people typed.

Knows the order of the work. Does not know files, nor who asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kpi_xl import errors
from kpi_xl.book.action_plan import read_actions
from kpi_xl.book.actions_page import counts
from kpi_xl.book.port import Book
from kpi_xl.book.reader import read_book
from kpi_xl.book.valued import page_with_results
from kpi_xl.jobs.checking import check_tabs
from kpi_xl.jobs.keeping import follow, with_page
from kpi_xl.jobs.painting import paint
from kpi_xl.jobs.solving import DEFAULT_STRATEGY, Solved, answers, pages
from kpi_xl.labels import Label
from kpi_xl.labels import actions as words


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of it: the answers the plan rests on, and how many rows, KPIs to move, KPIs not covered and overdue tasks it has."""

    solved: Solved
    sheet: str
    rows: int
    kpis: int
    short: int
    late: int

    @property
    def said(self) -> Label:
        """What to say of it."""
        return words.UPDATED.fill(rows=self.rows, kpis=self.kpis, short=self.short, late=self.late)


def actions(book: Book, adopt: bool = False, now: datetime | None = None) -> Planned:
    """Backsolve every scenario and paint the action plan beside the other pages; what people typed in it stays.

    Parameters
    ----------
    book
        The workbook, changed in memory.
    adopt
        Whether a sheet of the user's that has the name of a page may be painted over.
    now
        The time of this run, local; None is that of the clock.

    Raises
    ------
    Problems
        With everything that is wrong with the workbook or the plan at once; the workbook is untouched then.
    """
    reading = read_book(book)
    check_tabs(book, reading, adopt)
    plan = read_actions(reading.tree.cells, reading.tree)
    if plan.problems:
        raise errors.Problems(plan.problems)
    kept = with_page(book, reading, "actions", adopt)
    solved = answers(reading, reading.settings.strategy or DEFAULT_STRATEGY, reading.settings.practical)
    painted = pages(solved, now or datetime.now().astimezone(), kept)
    follow(book, kept)
    paint(book, reading, painted, adopt)
    page = page_with_results(book, painted, "actions")
    return Planned(solved, page.sheet, *counts(page))
