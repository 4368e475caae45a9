"""Which period people chose on the review that stands in a workbook.

Knows where the page keeps its one input cell. Does not know what follows from it.
"""

from __future__ import annotations

from kpi_xl.book.export_shape import month_of
from kpi_xl.book.identity import target
from kpi_xl.book.port import Book
from kpi_xl.plan.month import IN_A_QUARTER, Month

CHOSEN = "_kpi_xl_period"
"""The page's hidden name for its input cell: it follows when people insert rows and columns."""

NOTHING = (None, False)


def chosen_period(book: Book) -> tuple[Month | None, bool]:
    """Return the month that is chosen, and whether the quarter it begins is meant; no month where there is no page, or another period."""
    sheet = next((name for name in book.sheets() if (book.marker(name) or ("",)) == ("review", name)), None)
    refers_to = book.names().get((sheet, CHOSEN)) if sheet else None
    place = target("=" + refers_to.removeprefix("=")) if refers_to else None
    said = book.contents().get(place) if place else None
    first, last = (month_of(part) for part in (said[:7], said[-7:])) if isinstance(said, str) else NOTHING
    if not isinstance(first, Month) or not isinstance(last, Month) or last - first >= IN_A_QUARTER:
        return NOTHING
    return first, last > first
