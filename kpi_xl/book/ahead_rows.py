"""What a page that looks three years ahead begins with, and the years it has.

Knows scenarios and the calendar. Does not know how the page looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from kpi_xl.book.actions_page import aims
from kpi_xl.book.ahead_layout import ASSUMPTIONS, OUTLOOKS
from kpi_xl.book.assumptions import Outlook
from kpi_xl.book.tabs import Tab
from kpi_xl.book.typed_rows import TypedRow
from kpi_xl.labels import ahead as words
from kpi_xl.plan.growth import growth
from kpi_xl.plan.month import Month

YEARS = 3


def milestone_years(tabs: Sequence[Tab], outlook: Outlook, now: datetime) -> frozenset[int]:
    """Return the years that the page has rows for."""
    rows = outlook.milestones.rows or tuple(usual_years(tabs, now))
    return frozenset(int(year) for row in rows if (year := row.number("year")) is not None)


def usual_years(tabs: Sequence[Tab], now: datetime) -> Iterator[TypedRow]:
    """Yield today's fiscal year and three more, growing so that the last reaches the highest plan's KGI."""
    tab = aims(tabs)[-1]
    kgi = tab.brief.tree.kgi
    today, goal = tab.brief.tree.baseline[kgi], tab.brief.solution.values[kgi]
    rate = round(growth(today, goal, YEARS), 4) if today > 0.0 and goal > 0.0 else None
    year = Month.of(now).fiscal_year(tab.brief.reading.settings.begins(tab.brief.lang))
    yield TypedRow(None, {}, {"year": float(year)})
    for place in range(1, YEARS + 1):
        said = tab.brief.say(words.REACHES, scenario=tab.brief.sheet) if place == 1 and rate is not None else None
        yield TypedRow(None, {}, {"year": float(year + place), "growth": rate, "note": said})


def usual_rows() -> Iterator[TypedRow]:
    """Yield a row for each kind of assumption, what is likely to change first."""
    for outlook in OUTLOOKS:
        yield from (TypedRow(None, {}, {"area": area, "outlook": outlook}) for area in ASSUMPTIONS.column("area").choices)
