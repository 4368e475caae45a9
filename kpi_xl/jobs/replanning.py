"""Plan again from actuals: fix the months that are over, solve the rest, show the old plan beside the new one, keep every plan.

Knows the order of the work. Does not know how a plan is made, nor what the page looks like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kpi_xl import errors
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.kept_plans import Ends, KeptPlans, read_kept
from kpi_xl.book.layout import ACTUALS, PAGE_SHEETS
from kpi_xl.book.plan_page import PLAN
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.replan_page import ReplanPage
from kpi_xl.book.review_chosen import chosen_period
from kpi_xl.book.review_page import REVIEW
from kpi_xl.book.revised import Revised
from kpi_xl.book.snapshots import REPLAN, History, Snapshot
from kpi_xl.calc.dates import serial
from kpi_xl.jobs.checking import check_free
from kpi_xl.jobs.keeping import standing
from kpi_xl.jobs.painting import paint
from kpi_xl.jobs.reviewing import review
from kpi_xl.jobs.solving import DEFAULT_STRATEGY, REACHED, answers
from kpi_xl.jobs.spreading import Spread, ends_of, spread
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.course import Course
from kpi_xl.plan.in_force import InForce
from kpi_xl.plan.month import Month
from kpi_xl.plan.replan import Asked, Replanned
from kpi_xl.plan.replan import replan as planned_again
from kpi_xl.solve.solution import Solution


@dataclass(frozen=True, slots=True)
class Replan:
    """What planning again gave.

    Attributes
    ----------
    last
        The last month that was fixed at what happened.
    number
        The number of the plan that is in force now.
    """

    reading: Reading
    revised: tuple[Revised, ...]
    last: Month
    number: int
    notes: tuple[errors.Note, ...]

    @property
    def sheet(self) -> str:
        """The page's sheet."""
        return PAGE_SHEETS[REPLAN].say(self.reading.lang)

    @property
    def holds(self) -> bool:
        """Whether every scenario's plan does what was asked, so that none was changed."""
        return all(each.done.holds for each in self.revised)

    @property
    def all_reached(self) -> bool:
        """Whether every scenario's goals are within reach."""
        return not any(each.misses for each in self.revised)


def replan(book: Book, last: Month | None = None, strategy: str | None = None, adopt: bool = False, now: datetime | None = None) -> Replan:
    """Fix the months that are over at their actuals, solve the rest, and paint old and new plan side by side.

    Parameters
    ----------
    book
        The workbook, changed in memory.
    last
        The last month that is over; None is the last one that has actuals.
    strategy
        How to share out the effort; None is the workbook's setting, else least effort.
    adopt
        Whether a sheet of the user's that has the page's name may be painted over.
    now
        The time it is, local; None is that of the clock.

    Raises
    ------
    Problems
        With everything that is wrong with the workbook or its actuals; the workbook is untouched then.
    NoActualsYet
        If nobody has typed an actual.
    """
    now = now or datetime.now().astimezone()
    reading = read_book(book)
    check_free(book, reading, {PAGE_SHEETS[REPLAN].say(reading.lang): REPLAN}, adopt)
    sheet = read_actuals(reading, Month.of(now))
    if not sheet.actuals:
        raise errors.NoActualsYet(where=ACTUALS.sheet, sheet=ACTUALS.sheet)
    chosen, practical = strategy or reading.settings.strategy or DEFAULT_STRATEGY, reading.settings.practical
    spreads = spread(answers(reading, chosen, practical).briefs, now)
    last, today = last or sheet.actuals.months[-1], serial(now.year, now.month, now.day) or 0.0
    course, ends = spreads[0].plan.course, ends_of(spreads)
    kept = read_kept(reading, course.months, standing(book, reading).get(PLAN))
    plans = kept.in_force(course, ends, sheet.actuals.until(last))
    revised = tuple(_revised(spreads, plans, sheet.actuals.until(last), Fixed(last, chosen)))
    history = _history(kept, course, ends, today)
    history = _with(history, revised, last, today)
    paint(book, reading, [ReplanPage(revised, history, sheet, reading.settings.meaning).page()], adopt)
    _look_back(book, course.months, now.date())
    return Replan(reading, revised, last, history.number, (*reading.notes, *sheet.notes))


@dataclass(frozen=True, slots=True)
class Fixed:
    """The last month that is over, and how the rest is shared out."""

    last: Month
    strategy: str


def _revised(spreads: Sequence[Spread], plans: Mapping[str, InForce], actuals: Actuals, fixed: Fixed) -> Iterator[Revised]:
    """Plan every scenario again; one that builds on another comes after it."""
    found: dict[str, Revised] = {}
    for each in sorted(spreads, key=lambda spread: spread.brief.base is not None):
        settings, brief = each.brief.reading.settings, each.brief
        beyond = _beyond(found[brief.base].done) if brief.base in found else None
        asked = Asked(
            brief.scenario.goals, settings.meaning, fixed.strategy, brief.typed.agreed, settings.practical, beyond, settings.budget
        )
        newest = plans[brief.sheet].newest
        found[brief.sheet] = Revised(brief, planned_again(newest.course, newest.ends, actuals, fixed.last, asked))
    yield from (found[each.brief.sheet] for each in spreads)


def _beyond(done: Replanned) -> Solution | None:
    return done.solution if done.solution is not None and done.solution.outcome in REACHED else None


def _history(kept: KeptPlans, course: Course, ends: Ends, today: float) -> History:
    """Return the plans there have been; the first one of these months is among them, with what its levers set out from."""
    if kept.history.during(course.months):
        return kept.history
    tree, months = kept.course(course).tree, course.months
    starts = {name: tree.baseline[name] for name, kpi in tree.kpis.items() if not kpi.is_formula}
    starts |= {name: lever.start for name, lever in tree.levers.items()}
    first = Snapshot(kept.history.number + 1, today, months[0], months[-1], None, kept.first(ends))
    return History((*kept.history.plans, first), starts)


def _with(history: History, revised: Sequence[Revised], last: Month, today: float) -> History:
    """Return the plans there have been, with a new one where any scenario changed."""
    if all(each.done.stays for each in revised):
        return history
    ends, before = {each.brief.sheet: dict(each.done.after.ends) for each in revised}, history.plans[-1]
    if before.last == last:  # planned twice from the same months: the newer one counts
        return replace(history, plans=(*history.plans[:-1], replace(before, made=today, ends=ends)))
    made = replace(before, number=before.number + 1, made=today, last=last, ends=ends)
    return replace(history, plans=(*history.plans, made)).within()


def _look_back(book: Book, months: Sequence[Month], today: date) -> None:
    """Bring a review that stands in the workbook up to the new plan."""
    if not any(book.marker(sheet) == (REVIEW, sheet) for sheet in book.sheets()):
        return
    month, quarter = chosen_period(book)
    review(book, month if month in months else None, quarter, today)
