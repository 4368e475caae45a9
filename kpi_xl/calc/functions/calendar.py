"""Functions of dates: none of them can follow a lever.

Knows serial numbers as Excel counts days. Does not know today's date.
"""

from __future__ import annotations

from collections.abc import Callable

from kpi_xl.calc.cells import NUM, Value
from kpi_xl.calc.dates import calendar_date, months_later, serial
from kpi_xl.calc.functions.function import Function


def date(year: float, month: float, day: float) -> Value:
    """A date; years before 1900 count from 1900."""
    number = serial(int(year) + (1900 if 0 <= year < 1900 else 0), int(month // 1), int(day // 1))
    return NUM if number is None else number


def _part(position: int) -> Callable[[float], Value]:
    def lower(number: float) -> Value:
        found = calendar_date(number)
        return NUM if found is None else float(found[position])

    return lower


def _later(end_of_month: bool) -> Callable[[float, float], Value]:
    def lower(number: float, months: float) -> Value:
        found = months_later(number, int(months), end_of_month)
        return NUM if found is None else found

    return lower


def weekday(number: float, kind: float = 1.0) -> Value:
    """The day of the week: Sunday is 1 (kind 1), Monday is 1 (kind 2), Monday is 0 (kind 3)."""
    monday = (int(number // 1) - 2) % 7
    numbers = {1.0: (monday + 1) % 7 + 1, 2.0: monday + 1, 3.0: monday}
    return float(numbers[kind]) if kind in numbers and number >= 0 else NUM


CALENDAR = (
    Function("DATE", "number number number", date, "A date.", constant=True),
    Function("YEAR", "number", _part(0), "A date's year.", constant=True),
    Function("MONTH", "number", _part(1), "A date's month.", constant=True),
    Function("DAY", "number", _part(2), "A date's day.", constant=True),
    Function("EDATE", "number number", _later(end_of_month=False), "The same day some months later.", constant=True),
    Function("EOMONTH", "number number", _later(end_of_month=True), "The last day of a month.", constant=True),
    Function("WEEKDAY", "number number?", weekday, "The day of the week.", constant=True),
    Function("DAYS", "number number", lambda end, start: float(end // 1 - start // 1), "Days between two dates.", constant=True),
)
