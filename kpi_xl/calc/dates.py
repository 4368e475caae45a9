"""Dates as Excel counts them: serial numbers from 1 January 1900.

Knows the calendar. Does not know formulas.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

DAY_ZERO = date(1899, 12, 30)
LEAP_BUG = 60  # Excel counts a 29 February 1900 that never was; up to there its numbers are one lower
LAST_SERIAL = 2_958_465  # 31 December 9999
_DATE = re.compile(r"([0-9]{4})[-/年]([0-9]{1,2})(?:[-/月]([0-9]{1,2})日?|月)?(?:\s+(.*))?")
_TIME = re.compile(r"([0-9]{1,4}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?")


def serial(year: int, month: int, day: int) -> float | None:
    """Return the serial of a date; months and days may run over, as DATE allows; None outside 1900 to 9999."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1900 <= year <= 9999:
        return None
    number = (date(year, month, 1) - DAY_ZERO).days + day - 1
    number -= number <= LEAP_BUG
    return float(number) if 0 <= number <= LAST_SERIAL else None


def calendar_date(number: float) -> tuple[int, int, int] | None:
    """Return year, month and day of a serial, or None outside 1900 to 9999."""
    whole = int(number // 1)
    if whole == LEAP_BUG:
        return 1900, 2, 29
    if not 0 <= whole <= LAST_SERIAL:
        return None
    if whole == 0:
        return 1900, 1, 0
    day = DAY_ZERO + timedelta(days=whole + (whole < LEAP_BUG))
    return day.year, day.month, day.day


def months_later(number: float, months: int, end_of_month: bool) -> float | None:
    """Return the same day (or the last day) some months later."""
    start = calendar_date(number)
    if start is None:
        return None
    year, month = start[0] + (start[1] - 1 + months) // 12, (start[1] - 1 + months) % 12 + 1
    if not 1900 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month)[1]
    return serial(year, month, last if end_of_month else min(start[2], last))


def serial_of_text(text: str) -> float | None:
    """Return the serial of a text such as 2026/4/1, 2026年4月1日, 2026-04 or 9:30, or None."""
    match = _DATE.fullmatch(text)
    if match is None:
        return _time(text)
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    if not (1900 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    time = _time(match[4]) if match[4] else 0.0
    number = serial(year, month, day)
    return None if number is None or time is None else number + time


def _time(text: str) -> float | None:
    match = _TIME.fullmatch(text)
    return (int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3] or 0)) / 86400 if match else None
