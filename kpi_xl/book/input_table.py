"""One input table on its sheet: help above each header, rows in the look of what they hold, prompts and drop-downs.

Knows columns and looks. Does not know what a row means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.book.calculated import calculated
from kpi_xl.book.layout import LST_KPI, Column, Sort, Table
from kpi_xl.book.page import Choices, ColumnGroup, PageCell, PageTable
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Lang

HELP, HEADER, FIRST = 6, 7, 8
"""The sheet rows of the help, the headers and the first row of data."""

ROOM = 200
"""How many rows below a table already offer choices, prompts and live looks."""

Cells = dict[tuple[int, int], PageCell]

STYLES: Mapping[Sort, str] = {
    "text": "input_text",
    "name": "input_text",
    "choice": "input_text",
    "number": "input",
    "baseline": "input",
    "amount": "input",
    "date": "input",
    "prose": "input_wrap",
    "formula": "formula_text",
    "shown": "computed_wrap",
}


@dataclass(frozen=True, slots=True)
class InputTable:
    """A table of the layout with so many rows, in one language; its first column is the sheet's."""

    table: Table
    lang: Lang
    rows: int

    @property
    def last(self) -> int:
        """The sheet row of the last row of data."""
        return HEADER + self.rows

    def column(self, key: str) -> int:
        """Return where a column stands."""
        return 1 + [column.key for column in self.table.columns].index(key)

    def letters(self, key: str) -> str:
        """Return a column's letters."""
        return column_letters(self.column(key))

    def area(self, first: str, last: str | None = None) -> str:
        """Return the area from a column to another, over all rows and the room below them."""
        return f"{self.letters(first)}{FIRST}:{self.letters(last or first)}{self.last + ROOM}"

    @property
    def widths(self) -> dict[int, float]:
        """The widths of the columns."""
        return {place: column.width for place, column in enumerate(self.table.columns, 1)}

    @property
    def page_table(self) -> PageTable:
        """The table as Excel's."""
        formulas = {self.table.column(key).label.say(self.lang): formula for key, formula in calculated(self.table, self.lang).items()}
        return PageTable(self.table.name, HEADER, 1, self.last, self.table.headers(self.lang), formulas)

    @property
    def groups(self) -> tuple[ColumnGroup, ...]:
        """The outline group of the details."""
        details = [place for place, column in enumerate(self.table.columns, 1) if column.detail]
        return (ColumnGroup(details[0], details[-1]),) if details else ()

    def head(self) -> Cells:
        """Return the help and the headers."""
        cells: Cells = {}
        for place, column in enumerate(self.table.columns, 1):
            cells[HELP, place] = PageCell(column.help.say(self.lang), style="note")
            cells[HEADER, place] = PageCell(column.label.say(self.lang), style="header")
        return cells

    def body(self, rows: Sequence[Mapping[str, PageCell]]) -> Cells:
        """Return the rows; a column a row does not say is an empty input, and one the table fills in holds its formula."""
        formulas = calculated(self.table, self.lang)
        cells: Cells = {}
        for line, row in enumerate(rows, FIRST):
            for place, column in enumerate(self.table.columns, 1):
                filled = PageCell(formula=formulas.get(column.key), style=STYLES[column.sort], format=column.format)
                cells[line, place] = row.get(column.key, filled)
        return cells

    def choices(self) -> Iterator[Choices]:
        """Yield what each column offers and says; nothing is refused, since the reader understands more than a list can hold."""
        for column in self.table.columns:
            if column.key not in calculated(self.table, self.lang):
                said = (column.prompt or column.help).say(self.lang)
                yield Choices(self.area(column.key), source(column, self.lang), column.label.say(self.lang), said)


def source(column: Column, lang: Lang) -> str | tuple[str, ...] | None:
    """Return what a column's drop-down lists."""
    if column.choices:
        return tuple(label.say(lang) for label in column.choices.values())
    return f"={LST_KPI}" if column.sort == "name" else None
