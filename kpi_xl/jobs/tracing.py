"""Make a KPI tree of a cell in anybody's workbook: read, trace, type the rows into a new workbook, see that it reads back the same.

Knows the order of the work. Does not know files, nor who asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kpi_xl import errors, labels
from kpi_xl.book.example import Example
from kpi_xl.book.identity import target
from kpi_xl.book.input_table import FIRST
from kpi_xl.book.layout import KPIS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading, headed, read_book
from kpi_xl.book.templates import new_book
from kpi_xl.book.trace import Trace, as_example, traced
from kpi_xl.book.trace_formula import Carrier
from kpi_xl.book.trace_words import Words
from kpi_xl.calc.cells import Address, Cells, column_letters
from kpi_xl.calc.compile import evaluate_through
from kpi_xl.formula.references import LAST_COLUMN, LAST_ROW, column_number
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import tracing as words
from kpi_xl.labels.script import is_japanese

CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
CLOSE = 1e-9
"""By how much of itself a row may differ from the cell it comes from."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What came of it: the new workbook, what it reads as, the cell that was traced, and the formulas of which only the value is left."""

    book: OpenpyxlBook
    reading: Reading
    cell: Address
    formulas: int
    notes: tuple[errors.Note, ...]

    @property
    def levers(self) -> int:
        """How many rows can be moved."""
        return len(self.reading.tree.levers)


def trace(book: Book, kgi: str, lang: Lang | None = None, formats: Mapping[Address, str] | None = None, file: str = "") -> Traced:
    """Make a workbook whose KPI table has a row for each cell that a cell depends on; the workbook traced is only read.

    Parameters
    ----------
    kgi
        The cell, such as Sheet1!B9, or its name.
    lang
        The language of the new workbook; None is that of the traced one.
    formats
        How the cells' numbers are shown, which says what is a rate and what is money.
    file
        What the traced workbook is called.

    Raises
    ------
    NoSuchPlace, TraceProblem, CircularReference
        If there is no such cell, or it cannot be traced.
    """
    cells = Cells(book.contents(), book.names(), book.tables(), sheets=frozenset(book.sheets()))
    place = find(kgi, book, cells)
    carrier = Carrier(cells, evaluate_through(cells, place))
    said, spoken = Words(cells, formats or {}), lang or spoken_in(book) or "en"
    cuts: dict[Address, Label] = {}
    while True:
        found = traced(carrier, place, cuts)
        example = as_example(found, said, file)
        if all(isinstance(row.baseline, str) or row.locked for row in example.kpis):
            raise errors.NothingMoves(where=place, formula=found.formula(place))
        made = new_book(example, spoken)
        try:
            reading = read_book(made)
        except errors.Problems as problems:
            wrong = _named(found, problems, spoken)
            if not wrong:
                raise
        else:
            wrong = _misfits(found, example, reading)
        if not wrong:
            formulas = sum(bool(source.pieces) for source in found.sources.values())
            return Traced(made, reading, place, formulas, tuple(_notes(found)))
        cuts |= wrong


def spoken_in(book: Book) -> Lang | None:
    """Return the language of anybody's workbook: that of our headers, else that of its words; None where it has no words."""
    texts = [*book.sheets(), *(content for content in book.contents().values() if isinstance(content, str))]
    return headed(book) or ("ja" if is_japanese(texts) else "en" if len(texts) > len(book.sheets()) else None)


def find(said: str, book: Book, cells: Cells) -> Address:
    """Return the cell that somebody names.

    Raises
    ------
    NotACell, NoSuchPlace
        If it is none, or there is no such sheet.
    """
    sheets = book.sheets()
    sheet, bar, cell = said.strip().replace("！", "!").rpartition("!")
    named = next((text for (scope, name), text in cells.names.items() if scope is None and name.casefold() == said.strip().casefold()), "")
    if (own := target(named)) is not None:
        return own
    match = CELL.fullmatch(cell.strip())
    row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
    if not 1 <= row <= LAST_ROW or not 1 <= column <= LAST_COLUMN or (not bar and len(sheets) != 1):
        raise errors.NotACell(where=said, example=f"{sheets[0]}!B9")
    wanted = sheet.strip().strip("'").replace("''", "'") or sheets[0]
    there = {name.casefold(): name for name in sheets}
    if wanted.casefold() not in there:
        raise errors.NoSuchPlace(where=wanted, kind=labels.SHEET, names=", ".join(sheets))
    return Address(there[wanted.casefold()], row, column)


def _named(found: Trace, problems: errors.Problems, lang: Lang) -> dict[Address, Label]:
    """Return the formulas that the new workbook's problems are about."""
    column = column_letters(1 + [column.key for column in KPIS.columns].index("baseline"))
    rows = {f"{KPIS.sheet.say(lang)}!{column}{row}": source for row, source in enumerate(found.sources.values(), FIRST)}
    about = [problem.where.replace("'", "") for problem in problems.problems]
    return {rows[where].place: words.NOT_SOLVABLE for where in about if where in rows and rows[where].pieces}


def _misfits(found: Trace, example: Example, reading: Reading) -> dict[Address, Label]:
    """Return the formulas that come to another value than in the workbook they are from, though all they are calculated from is right."""
    values = dict(zip(found.sources, (reading.tree.baseline[row.name.en] for row in example.kpis), strict=True))
    right = {place for place, source in found.sources.items() if math.isclose(values[place], source.value, rel_tol=CLOSE, abs_tol=CLOSE)}
    return {
        place: words.OTHER_VALUE
        for place, source in found.sources.items()
        if source.pieces and place not in right and right.issuperset(source.precedents)
    }


def _notes(found: Trace) -> list[errors.Note]:
    return [
        errors.TakenAsInput(where=source.place, formula=found.formula(source.place), why=source.cut, value=f"{source.value:,.12g}")
        for source in found.cuts
    ]
