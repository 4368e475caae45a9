"""A month of a calendar: arithmetic over years, the days it has, and where it stands in a fiscal year.

Knows calendars. Does not know what happens in a month.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import overload

from kpi_xl.errors import BadMonth

IN_A_YEAR, IN_A_QUARTER = 12, 3
JANUARY, APRIL = 1, 4

EARLIEST, LATEST = 1900, 9999
"""The years that Excel's dates know."""

WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:\s*[-/.]?\s*\d{1,2}\s*日?(?:[ T]00:00(?::00)?)?)?")
"""2026-04, 2026/4, 2026年4月, and a day of the month after any of them."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year; later months are larger."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str, where: str = "month") -> Month:
        """Read `2026-04`, and what people write for it: `2026/4`, `2026年4月`, full-width digits, a day of the month.

        Raises
        ------
        BadMonth
            If the text says no month of the years 1900 to 9999.

        Examples
        --------
        >>> str(Month.parse("2026年4月"))
        '2026-04'
        """
        found = WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
        year, month = (int(found[1]), int(found[2])) if found else (0, 0)
        if not (EARLIEST <= year <= LATEST and 1 <= month <= IN_A_YEAR):
            raise BadMonth(where=where, text=text)
        return cls(year, month)

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def __add__(self, months: int) -> Month:
        year, month = divmod(self._count + months, IN_A_YEAR)
        return Month(year, month + 1)

    @overload
    def __sub__(self, other: Month) -> int: ...
    @overload
    def __sub__(self, other: int) -> Month: ...
    def __sub__(self, other: Month | int) -> Month | int:
        return self._count - other._count if isinstance(other, Month) else self + -other

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, self.days)

    @property
    def days(self) -> int:
        """How many days it has."""
        return monthrange(self.year, self.month)[1]

    def fiscal_year(self, begins: int = JANUARY) -> int:
        """Return the fiscal year it belongs to, called by the calendar year in which that begins: 2027-03 is in 2026 where April begins.

        Parameters
        ----------
        begins
            The month, 1 to 12, with which a fiscal year begins.
        """
        return (self - (begins - 1)).year

    def quarter(self, begins: int = JANUARY) -> int:
        """Return which quarter of its fiscal year it lies in, 1 to 4."""
        return ((self - (begins - 1)).month - 1) // IN_A_QUARTER + 1

    @property
    def _count(self) -> int:
        """How many months after year 0 began."""
        return self.year * IN_A_YEAR + self.month - 1


def months(first: Month, count: int) -> tuple[Month, ...]:
    """Return so many months one after the other."""
    return tuple(first + place for place in range(count))
