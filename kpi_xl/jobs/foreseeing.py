"""Make or update the page that looks three years ahead, around what people typed.

Knows the order of the work. Does not know files, nor who asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kpi_xl import errors
from kpi_xl.book.assumptions import due, read_outlook
from kpi_xl.book.port import Book
from kpi_xl.book.reader import read_book
from kpi_xl.book.run_entry import serial
from kpi_xl.jobs.checking import check_tabs
from kpi_xl.jobs.keeping import follow, with_page
from kpi_xl.jobs.painting import paint
from kpi_xl.jobs.solving import DEFAULT_STRATEGY, Solved, answers, pages
from kpi_xl.labels import Label
from kpi_xl.labels import ahead as words


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What came of it: the answers, the sheet, how many years and assumptions it has, how many are to be checked and how many fell."""

    solved: Solved
    sheet: str
    years: int
    assumptions: int
    ask: int
    fell: int

    @property
    def said(self) -> Label:
        """What to say of it."""
        counts = {"years": self.years, "assumptions": self.assumptions, "ask": self.ask, "fell": self.fell}
        return words.UPDATED.fill(sheet=self.sheet, **counts)


def ahead(book: Book, adopt: bool = False, now: datetime | None = None) -> Foreseen:
    """Backsolve every scenario and paint the page beside the others; what people typed in it stays.

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
        With everything that is wrong with the workbook or the page at once; the workbook is untouched then.
    """
    reading, moment = read_book(book), now or datetime.now().astimezone()
    check_tabs(book, reading, adopt)
    outlook = read_outlook(reading.tree.cells, reading.tree)
    if outlook.problems:
        raise errors.Problems(outlook.problems)
    kept = with_page(book, reading, "ahead", adopt)
    solved = answers(reading, reading.settings.strategy or DEFAULT_STRATEGY, reading.settings.practical)
    painted = pages(solved, moment, kept)
    follow(book, kept)
    paint(book, reading, painted, adopt)
    said = [row for row in outlook.assumptions.rows if row.text("assumption")]
    page = next(page for page in painted if page.key == "ahead")
    years = page.tables[0].last_row - page.tables[0].first_row
    asked = sum(due(row, serial(moment) // 1) for row in said)
    return Foreseen(solved, page.sheet, years, len(said), asked, sum(row.text("state") == "fell" for row in said))
