"""Plan again from actuals: fix the months that are over, solve the rest, show the old plan beside the new one, keep every plan.

Knows the order of the work. Does not know how a plan is made, nor what the page looks like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kpi_xl import errors
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.layout import ACTUALS, PAGE_SHEETS
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.replan_page import ReplanPage
from kpi_xl.book.revised import Revised
from kpi_xl.book.snapshots import REPLAN, Snapshot, kept, read_snapshots
from kpi_xl.calc.dates import serial
from kpi_xl.jobs.checking import check_free
from kpi_xl.jobs.painting import paint
from kpi_xl.jobs.solving import DEFAULT_STRATEGY, REACHED, answers
from kpi_xl.jobs.spreading import Spread, spread
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.course import Course
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import monthly
from kpi_xl.plan.replan import Asked, Replanned, went
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
        """Whether no scenario's plan was changed."""
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
    plans = read_snapshots(reading) or (_first(spreads, today),)
    revised = tuple(_revised(spreads, plans, sheet.actuals.until(last), Fixed(last, chosen)))
    plans = _with(plans, revised, last, today)
    paint(book, reading, [ReplanPage(revised, plans, reading.settings.meaning).page()], adopt)
    return Replan(reading, revised, last, plans[-1].number, (*reading.notes, *sheet.notes))


@dataclass(frozen=True, slots=True)
class Fixed:
    """The last month that is over, and how the rest is shared out."""

    last: Month
    strategy: str


def _revised(spreads: Sequence[Spread], plans: Sequence[Snapshot], actuals: Actuals, fixed: Fixed) -> Iterator[Revised]:
    """Plan every scenario again; one that builds on another comes after it."""
    found: dict[str, Revised] = {}
    for each in sorted(spreads, key=lambda spread: spread.brief.base is not None):
        settings, brief = each.brief.reading.settings, each.brief
        beyond = _beyond(found[brief.base].done) if brief.base in found else None
        asked = Asked(brief.scenario.goals, settings.meaning, fixed.strategy, brief.typed.agreed, settings.practical, beyond)
        course, ends = _in_force(each, plans, actuals)
        found[brief.sheet] = Revised(brief, planned_again(course, ends, actuals, fixed.last, asked))
    yield from (found[each.brief.sheet] for each in spreads)


def _in_force(each: Spread, plans: Sequence[Snapshot], actuals: Actuals) -> tuple[Course, dict[str, float]]:
    """Return the course and the ends of the plan in force: the first plan, or the last one that was made from actuals, begun with them."""
    course, scenario = each.plan.course, each.brief.sheet
    first, latest = ({**each.plan.ends, **_still_there(plan.ends.get(scenario, {}), each)} for plan in (plans[0], plans[-1]))
    gone = plans[-1].last - course.months[0] + 1 if plans[-1].last else 0
    past, _ = went(monthly(course, first), actuals, min(max(gone, 0), len(course.months)))
    return replace(course, past=past), latest


def _beyond(done: Replanned) -> Solution | None:
    return done.solution if done.solution is not None and done.solution.outcome in REACHED else None


def _still_there(ends: Mapping[str, float], each: Spread) -> dict[str, float]:
    """Return the ends of the plan in force, of levers that are levers still and that nobody has settled since."""
    agreed = each.brief.typed.agreed
    return {name: end for name, end in ends.items() if name in each.brief.tree.levers and name not in agreed}


def _first(spreads: Sequence[Spread], today: float) -> Snapshot:
    return Snapshot(1, today, None, {each.brief.sheet: dict(each.plan.ends) for each in spreads})


def _with(plans: Sequence[Snapshot], revised: Sequence[Revised], last: Month, today: float) -> tuple[Snapshot, ...]:
    """Return the plans there have been, with a new one where any scenario changed."""
    if all(each.done.holds for each in revised):
        return tuple(plans)
    ends = {each.brief.sheet: dict(each.done.after.ends) for each in revised}
    if plans[-1].last == last:  # planned twice from the same months: the newer one counts
        return (*plans[:-1], replace(plans[-1], made=today, ends=ends))
    return kept((*plans, Snapshot(plans[-1].number + 1, today, last, ends)))
