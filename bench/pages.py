"""Writing the pages of the example and of a large tree, beside what openpyxl needs for as many styled cells: `python -m bench.pages`.

Two lines each. The first is what the yardstick does as well: from pages and their figures to the bytes of a workbook. The second is
everything a run does beyond opening, reading and solving: drawing samples for the probabilities, saying what every cell holds, calculating
every formula, and writing. The large tree takes half a minute and is only measured there; its memory is the whole process's. Seconds are
those of the processor, so that a busy machine is unfair to none.
"""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Border, Font, NamedStyle, PatternFill, Side

from bench.table import ENOUGH, Line, shown
from kpi_xl import jobs
from kpi_xl.book.example import Example, GoalRow, KpiRow
from kpi_xl.book.examples import EXAMPLES
from kpi_xl.book.input_pages import goals_page, kpi_page, settings_page
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.own_pages import own_pages
from kpi_xl.book.package import sheet_parts
from kpi_xl.book.page import Page
from kpi_xl.book.reader import read_book
from kpi_xl.book.templates import names, template_path
from kpi_xl.labels import Label
from kpi_xl.solve.backsolve import backsolve
from tests.solve.large import GOAL, large_rows

ROUNDS = 7
LARGE = 5_000
TWICE, LIMITS, NONE = "<= 2x as long", "<= 20 s, <= 500 MB", "-"
WIDTH = 30
"""Columns of the yardstick's sheet."""


def lines() -> Iterator[Line]:
    """Yield the example's lines."""
    yield from both("the example", template_path("ja", "example").read_bytes(), ROUNDS, (TWICE, NONE))


def both(name: str, content: bytes, rounds: int, wanted: tuple[str, str]) -> Iterator[Line]:
    """Measure a workbook's pages: only writing them, and the whole run without opening, reading and solving, which are no pages."""
    cells = painted(content)
    whole, writing = fastest(lambda: run(content), rounds)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before, _ = fastest(lambda: read_and_solve(content), rounds)
    theirs, _ = fastest(lambda: styled_cells(cells), rounds)
    note = f"{cells:,} cells, at most {megabytes:,.0f} MB; {before:.2f} s for opening, reading and solving"
    yield Line(f"writing the pages of {name}", writing, "openpyxl, as many styled cells", theirs, wanted[0])
    yield Line(f"making and writing them ({name})", whole - before, "openpyxl, as many styled cells", theirs, wanted[1], note)


def fastest(work: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Return the processor's seconds of the fastest of some rounds, and what the work says it needed for its last part then."""
    found: list[tuple[float, float]] = []
    while len(found) < rounds and sum(seconds for seconds, _ in found) < ENOUGH:
        start = time.process_time()
        part = work()
        found.append((time.process_time() - start, part))
    return min(found)


def run(content: bytes) -> float:
    """Open, solve, paint and pack a workbook; return the seconds in which its pages were written."""
    book = Timed.load(content)
    jobs.solve(book)
    book.to_bytes()
    return book.seconds


class Timed(OpenpyxlBook):
    """A workbook that counts the processor's seconds in which it takes pages and makes bytes of them."""

    seconds = 0.0

    def write(self, pages: Sequence[Page], place: int | None = None, adopt: bool = False) -> None:
        """Take pages."""
        start = time.process_time()
        super().write(pages, place, adopt)
        self.seconds += time.process_time() - start

    def to_bytes(self, stamp: datetime | None = None) -> bytes:
        """Make bytes."""
        start = time.process_time()
        made = super().to_bytes(stamp)
        self.seconds += time.process_time() - start
        return made


def read_and_solve(content: bytes) -> float:
    """Do what comes before the pages; it writes nothing."""
    reading = read_book(OpenpyxlBook.load(content))
    for scenario in reading.scenarios:
        backsolve(reading.tree, goals=scenario.goals)
    return 0.0


def painted(content: bytes) -> int:
    """Count the cells of the pages a run paints, as they stand in the file."""
    book = OpenpyxlBook.load(content)
    jobs.solve(book)
    with zipfile.ZipFile(io.BytesIO(book.to_bytes())) as package:
        parts, ours = sheet_parts(package), own_pages(package)
        return sum(package.read(parts[sheet]).count(b"<c ") for sheet in ours)


def styled_cells(count: int) -> float:
    """Let openpyxl alone write so many cells, a third of them formulas, in a few named styles."""
    book = Workbook()
    for number in range(10):
        side = Side("thin", color="CCCCCC")
        fill = PatternFill("solid", f"FFFFF{number}")
        book.add_named_style(NamedStyle(f"style {number}", Font(bold=number > 5), fill, Border(bottom=side), number_format="#,##0"))
    for place in range(count):
        cell = book.active.cell(place // WIDTH + 1, place % WIDTH + 1, (float(place), "text", "=A1")[place % 3])
        cell.style = f"style {place % 10}"
    book.save(io.BytesIO())
    return 0.0


def large_workbook(kpis: int) -> bytes:
    """A workbook of so many KPIs: the tree of `tests.solve.large` and the example's first two goals."""
    formulas, levers = large_rows(kpis)
    rows = [KpiRow(_same(name), _same(name), formula, _same("")) for name, formula in formulas.items()]
    rows += [
        KpiRow(_same(each.name), _same(each.name), each.baseline or 0.0, _same(each.unit), low=each.low, high=each.high) for each in levers
    ]
    goals = (
        GoalRow(True, each.role, each.scenario, GOAL, "times", factor, each.why, each.future)
        for each, factor in zip(EXAMPLES["example"].goals, (1.5, 2.0), strict=False)
    )
    example = Example(_same("Large"), tuple(rows), tuple(goals))
    book = OpenpyxlBook.new("en", "Large")
    for name in names(example, "en"):
        book.define(name.name, name.refers_to, hidden=name.hidden, comment=name.comment)
    book.write([page(example, "en") for page in (kpi_page, goals_page, settings_page)])
    return book.to_bytes()


def _same(word: str) -> Label:
    return Label(word, word)


if __name__ == "__main__":
    print(shown([*lines(), *both(f"{LARGE:,} KPIs", large_workbook(LARGE), 1, (NONE, LIMITS))]))
