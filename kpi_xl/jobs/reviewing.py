"""Look back on a month or a quarter: read the actuals, plan again what was planned, find why the KGI is off, paint the page.

Knows the order of the work. Does not know how a plan is made, nor what the page looks like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from kpi_xl import errors
from kpi_xl.book.actuals_book import bring_up
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.assumptions import questions, read_outlook
from kpi_xl.book.kept_plans import read_kept
from kpi_xl.book.layout import ACTUALS, PAGE_SHEETS
from kpi_xl.book.plan_page import PLAN
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.review_page import REVIEW, ReviewPage
from kpi_xl.book.review_source import figures, source_of
from kpi_xl.book.run_entry import serial
from kpi_xl.jobs.checking import check_free
from kpi_xl.jobs.keeping import standing
from kpi_xl.jobs.painting import paint
from kpi_xl.jobs.solving import DEFAULT_STRATEGY, answers
from kpi_xl.jobs.spreading import Spread, ends_of, spread
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.in_force import InForce
from kpi_xl.plan.month import Month
from kpi_xl.plan.review import Planned, Review, stretch_of


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What looking back gave: what was read, what was found, the sentences to mail, and what is worth saying."""

    reading: Reading
    review: Review
    sentences: tuple[str, ...]
    notes: tuple[errors.Note, ...]


def review(book: Book, month: Month | None = None, quarter: bool = False, today: date | None = None, adopt: bool = False) -> Reviewed:
    """Paint the page that looks back on a month, or on the quarter it lies in.

    Parameters
    ----------
    book
        The workbook, changed in memory.
    month
        The month; None is the last one that has actuals.
    today
        The day it is; None is that of the clock.
    adopt
        Whether a sheet of the user's that has the page's name may be painted over.

    Raises
    ------
    Problems
        With everything that is wrong with the workbook or its actuals; the workbook is untouched then.
    NoActualsYet, MonthOutsidePlan
        If there is nothing to look back on.
    """
    day = today or date.today()
    now = Month.of(day)
    reading = read_book(book)
    check_free(book, reading, {PAGE_SHEETS[REVIEW].say(reading.lang): REVIEW}, adopt)
    sheet = read_actuals(reading, now)
    if not sheet.actuals:
        raise errors.NoActualsYet(where=ACTUALS.sheet, sheet=ACTUALS.sheet)
    solved = answers(reading, reading.settings.strategy or DEFAULT_STRATEGY, reading.settings.practical)
    spreads = spread(solved.briefs, datetime.combine(day, time()))
    course = spreads[0].plan.course
    kept = read_kept(reading, course.months, standing(book, reading).get(PLAN))
    plans = _compared(spreads, kept.in_force(course, ends_of(spreads), sheet.actuals))
    chosen = stretch_of(course.months, month or sheet.actuals.months[-1], quarter, reading.settings.begins(reading.lang))
    found = Review(plans, sheet.actuals, chosen)
    bring_up(book, reading, sheet, Actuals(), course.months)
    again = read_book(book)
    whole = read_actuals(again, now)
    page = ReviewPage(solved.briefs[0], found, whole, figures(again, whole), source_of(reading, kept), _asked(reading, day))
    paint(book, reading, [page.page()], adopt)
    return Reviewed(reading, found, tuple(page.sentences), (*reading.notes, *sheet.notes))


def _asked(reading: Reading, today: date) -> list[str]:
    """Return what is to be asked about the assumptions, of a workbook that looks three years ahead."""
    outlook = read_outlook(reading.tree.cells, reading.tree)
    return questions(outlook, reading.tree, serial(datetime.combine(today, time())), reading.lang)


def _compared(spreads: Sequence[Spread], plans: Mapping[str, InForce]) -> list[Planned]:
    """Return the plans that are compared: those of the goal that must be achieved, else of the first, and of the next one."""
    order = {"must_achieve": 0, "stretch": 1, "other": 2}
    first = sorted(spreads, key=lambda each: order[each.brief.scenario.role])[:2]
    return [(each.brief.scenario, plans[each.brief.sheet]) for each in first]
