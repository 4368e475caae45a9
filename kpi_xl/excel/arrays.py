"""What Excel hands to a function, as rows of cell values.

Knows single cells, ranges, dates, errors and blanks as they arrive. Does not know what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import SupportsFloat, cast

from kpi_xl.calc.cells import DIV0, NA, NAME, NUM, REF, VALUE, ExcelError, Value
from kpi_xl.calc.dates import serial

Cell = float | str | bool | date | None
"""A cell as it arrives: an error is its code as a text, or None."""

Rows = Sequence[Sequence[Cell]]

ERRORS = {error.code: error for error in (DIV0, NA, NAME, NUM, REF, VALUE, ExcelError("#NULL!"))}

COM_ERRORS = range(-2146826288, -2146826188)
"""Errors newer than xlwings (#SPILL!, #CALC!) arrive as these whole numbers; a number in a cell is never a whole number of Python's."""

SECONDS = 86_400.0


def as_rows(given: object) -> Rows:
    """Return what was passed as rows: a single cell is one row of one cell."""
    if not isinstance(given, list | tuple):
        return [[cast(Cell, given)]]
    return given if given and all(isinstance(row, list | tuple) for row in given) else [given]


def value(cell: object) -> Value:
    """Return what a cell holds: an empty text is a blank, a date its serial number."""
    if isinstance(cell, str):
        return ERRORS.get(cell, cell) if cell.strip() else None
    if cell is None or isinstance(cell, bool):
        return cell
    if isinstance(cell, date):
        return _serial(cell)
    if type(cell) is int and cell in COM_ERRORS:
        return VALUE
    number = float(cast(SupportsFloat, cell))
    return number if number == number else None


def single(given: object) -> Value:
    """Return the value of a single cell, however it was passed; of a range, its first cell that holds something."""
    return next((held for row in as_rows(given) for cell in row if (held := value(cell)) is not None), None)


def without_blank_end(rows: Rows) -> Rows:
    """Return rows without the blank ones at the end, such as those of a whole column."""
    last = len(rows)
    while last and _is_blank(rows[last - 1]):
        last -= 1
    return rows[:last]


def _is_blank(row: Sequence[Cell]) -> bool:
    return row.count(None) == len(row) or all(value(cell) is None for cell in row)  # the first is fast: a whole column has a million rows


def _serial(moment: date) -> float | None:
    day = serial(moment.year, moment.month, moment.day)
    if day is None or not isinstance(moment, datetime):
        return day
    return day + (moment.hour * 3600 + moment.minute * 60 + moment.second) / SECONDS
