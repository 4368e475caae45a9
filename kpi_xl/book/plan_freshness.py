"""Whether a monthly plan still says what its settings and conditions ask: beside it stands what was asked, and a live cell compares.

Most of the conditions are live in the plan's formulas. What changes the formulas themselves is remembered here: months, lags, which KPI a
row is about, what becomes of its months; and, where the whole period has to meet a goal, everything that the ends were solved for. Knows
settings and conditions. Does not know what the plan says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.brief import hidden
from kpi_xl.book.calculated import text
from kpi_xl.book.identity import absolute
from kpi_xl.book.input_table import ROOM
from kpi_xl.book.page import PageCell
from kpi_xl.book.reader import Reading
from kpi_xl.book.ways import FREE, Conditions
from kpi_xl.calc.cells import Address, ExcelError, Formula, Value, column_letters
from kpi_xl.plan.course import Course

ASKED = ("start", "months", "fiscal_start", "meaning")
"""Settings that a plan is built on."""

Cells = dict[tuple[int, int], PageCell]


@dataclass(frozen=True)
class PlanFreshness:
    """Two hidden columns from a row on: what was asked, and whether it is no longer so.

    Attributes
    ----------
    first, column
        The first row, and the left one of the two columns.
    """

    reading: Reading
    course: Course
    conditions: Conditions
    first: int
    column: int

    def flag(self, inner: str) -> str:
        """Return the formula that says so, and what another formula says where nothing changed."""
        changed, words = column_letters(self.column + 1), labels.plan.ASKED_CHANGED.say(self.reading.lang)
        area = f"${changed}${self.first}:${changed}${max(self.first, self.last)}"
        return f"=IF(SUM({area})>0,{text(words)},{inner.removeprefix('=')})"

    @property
    def last(self) -> int:
        """The last row."""
        return self.first + len(self.cells()) // 2 - 1

    def cells(self) -> Cells:
        """Return both columns."""
        found: Cells = {}
        for row, (asked, was) in enumerate(self._asked(), self.first):
            found[row, self.column] = hidden(was)
            test = f"{asked}=${column_letters(self.column)}${row}"
            found[row, self.column + 1] = PageCell(formula=f"=IF(IFERROR({test},FALSE),0,1)", style="hidden")
        return found

    @property
    def _is_total(self) -> bool:
        return self.reading.settings.meaning == "total"

    def _asked(self) -> Iterator[tuple[str, float | str | bool | None]]:
        """Yield what is compared, as a formula, and what it was."""
        for key in (*ASKED, *(["curve"] if self._is_total else [])):
            if (cell := self.reading.settings.cells.get(key)) is not None:
                yield absolute(cell), _plain(self._setting(cell))
        area = self.conditions.area
        if area is None:
            return
        for key, column in self.conditions.columns.items():
            if key not in FREE:
                yield from self._column(area.sheet, column, area.first_row, area.last_row)
        free = sorted(column for key, column in self.conditions.columns.items() if key in FREE)
        for row in range(area.first_row, area.last_row + 1):
            if self._is_total:
                cells = [Address(area.sheet, row, column) for column in free]
                yield from ((absolute(cell), _plain(self.conditions.typed[cell])) for cell in cells if cell in self.conditions.typed)
            if self._is_total or row not in self._followed:
                yield from self._counted(area.sheet, free, row, row)
        yield from self._counted(area.sheet, free, area.last_row + 1, area.last_row + ROOM)

    @property
    def _followed(self) -> set[int]:
        """The rows whose curve, delay and season the plan's formulas look at."""
        levers = {row for name, row in self.conditions.own.items() if name in self.course.tree.levers}
        return levers | ({self.conditions.whole} if self.conditions.whole else set())

    def _setting(self, cell: Address) -> Value:
        reading = self.reading
        content = reading.corrections.get(cell, reading.calculated.get(cell, reading.tree.cells.contents.get(cell)))
        return content.cached if isinstance(content, Formula) else content

    def _column(self, sheet: str, column: int, first: int, last: int) -> Iterator[tuple[str, float | str | bool | None]]:
        """Yield every filled cell of a column, and how many there are with the room below."""
        cells = [Address(sheet, row, column) for row in range(first, last + 1)]
        yield from ((absolute(cell), _plain(self.conditions.typed[cell])) for cell in cells if cell in self.conditions.typed)
        yield from self._counted(sheet, [column], first, last + ROOM)

    def _counted(self, sheet: str, columns: list[int], first: int, last: int) -> Iterator[tuple[str, float]]:
        """Yield how many cells of some columns are filled; columns of the user's own in between do not count."""
        gaps = [place for place in range(1, len(columns)) if columns[place] != columns[place - 1] + 1]
        for start, stop in zip([0, *gaps], [*gaps, len(columns)], strict=True):
            left, right = columns[start], columns[stop - 1]
            area = f"{absolute(Address(sheet, first, left))}:${column_letters(right)}${last}"
            inside = (at for at in self.conditions.typed if first <= at.row <= last and left <= at.column <= right)
            yield f'SUMPRODUCT(({area}<>"")*1)', float(sum(1 for _ in inside))


def _plain(value: Value) -> float | str | bool | None:
    return value.code if isinstance(value, ExcelError) else value
