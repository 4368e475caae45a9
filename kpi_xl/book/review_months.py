"""The hidden columns of the review: every KPI's plan and actuals month by month, which the table's formulas read.

Knows where each month stands, and how an actual is found in the table of actuals. Does not know the table of KPIs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl.book.actuals_sheet import ActualsSheet
from kpi_xl.book.identity import absolute
from kpi_xl.book.page import PageCell
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.labels import Lang
from kpi_xl.labels import review as words
from kpi_xl.plan.month import IN_A_QUARTER, Month
from kpi_xl.plan.review import Review
from kpi_xl.plan.track import BLOCKS, CLOSE, MIDDLE

HELPERS = ("name", "known", "last", "known_to_date", "last_to_date", "first", "lowest", "highest")
"""Hidden columns before the months: who the row is, and numbers that several formulas need."""

KINDS = ("plan", "second", "typed", "actual", "shown")
"""What is said of every month: both plans, what is typed, the actual in use, and the actual while it is among the last twelve."""

MOST_SHOWN = 12
NUMBERS = ">-1E+300"
"""The condition that is true of every number, and of no text."""


@dataclass(frozen=True)
class Months:
    """The hidden columns from `first` on; month numbers and names stand in the two rows above the table's first.

    Attributes
    ----------
    period
        The two cells that hold the numbers of the first and of the last month looked at.
    """

    review: Review
    sheet: ActualsSheet
    first: int
    header: int
    period: tuple[str, str]

    @property
    def count(self) -> int:
        """How many months the plan has."""
        return len(self.review.base.months)

    @property
    def last(self) -> int:
        """The last hidden column."""
        return self.first + len(HELPERS) + len(KINDS) * self.count - 1

    def helper(self, key: str, row: int) -> str:
        """Return a hidden cell of a row."""
        return f"${column_letters(self.first + HELPERS.index(key))}{row}"

    def cell(self, kind: str, place: int, row: int) -> str:
        """Return a month's cell of a row."""
        return f"${column_letters(self._column(kind, place))}{row}"

    def row(self, kind: str, row: int) -> str:
        """Return all months of a row."""
        return f"{self.cell(kind, 0, row)}:{self.cell(kind, self.count - 1, row)}"

    @property
    def numbers(self) -> str:
        """The cells with the months' numbers, 1 for the first."""
        first, last = (column_letters(self._column("plan", place)) for place in (0, self.count - 1))
        return f"${first}${self.header - 1}:${last}${self.header - 1}"

    def within(self, kind: str, row: int, first: str, last: str) -> str:
        """Return the conditions of COUNTIFS and SUMIFS that months from one to another have a number of some kind."""
        return f'{self.row(kind, row)},"{NUMBERS}",{self.numbers},">="&{first},{self.numbers},"<="&{last}'

    def heads(self) -> Iterator[tuple[int, PageCell]]:
        """Yield the months' numbers, by column."""
        yield from ((self._column("plan", place), PageCell(place + 1.0, style="hidden")) for place in range(self.count))

    def cells(self, kpi: str, row: int) -> dict[int, PageCell]:
        """Return a row's hidden cells, by column."""
        found = {self.first + place: PageCell(formula=f"={formula}", style="hidden") for place, formula in self._helpers(row)}
        found[self.first] = PageCell(kpi, style="hidden")
        for kind, values in self._plans(kpi):
            found |= {self._column(kind, place): PageCell(value, style="hidden") for place, value in enumerate(values)}
        made = self.review.computed.get(kpi)
        for place, month in enumerate(self.review.base.months):
            typed, actual = self.cell("typed", place, row), self.cell("actual", place, row)
            value = made[place] if made is not None else math.nan
            instead = f"{value!r}" if math.isfinite(value) else '""'
            window = f"AND(ISNUMBER({actual}),{place + 1}<={self.period[1]},{place + 1}>{self.period[1]}-{MOST_SHOWN})"
            for kind, formula in (
                ("typed", self._typed(kpi, month, row)),
                ("actual", f"IF(ISNUMBER({typed}),{typed},{instead})"),
                ("shown", f'IF({window},{actual},"")'),
            ):
                found[self._column(kind, place)] = PageCell(formula=f"={formula}", style="hidden")
        return found

    def trend(self, row: int) -> str:
        """Return the formula of a small chart of blocks, which every program can show."""
        low, high = self.helper("lowest", row), self.helper("highest", row)
        return "=" + "&".join(self._block(self.cell("shown", place, row), low, high) for place in range(self.count))

    def _block(self, cell: str, low: str, high: str) -> str:
        share = f"ROUND(({cell}-{low})/({high}-{low})*{len(BLOCKS) - 1},{CLOSE})"
        height = f'IF({high}={low},"{BLOCKS[MIDDLE]}",MID("{BLOCKS}",1+INT({share}+0.5),1))'
        return f'IF({cell}="","",{height})'

    def _column(self, kind: str, place: int) -> int:
        return self.first + len(HELPERS) + KINDS.index(kind) * self.count + place

    def _plans(self, kpi: str) -> Iterator[tuple[str, Sequence[float]]]:
        for kind, (_, plan) in zip(("plan", "second"), self.review.plans, strict=False):
            yield kind, self.review.planned(kpi, plan).tolist()

    def _typed(self, kpi: str, month: Month, row: int) -> str:
        """Return what is typed for a month: a number, or an empty text; so too where another KPI's row has come to stand there."""
        if kpi not in self.sheet.rows or month not in self.sheet.months:
            return '""'
        place = self.sheet.address(kpi, month)
        cell, name = absolute(place), absolute(Address(place.sheet, place.row, self.sheet.columns["name"]))
        return f'IF(AND({name}={self.helper("name", row)},ISNUMBER({cell})),{cell},"")'

    def _helpers(self, row: int) -> Iterator[tuple[int, str]]:
        first, last = self.period
        actual, n = self.row("actual", row), self.numbers
        inside, until = f'({actual}<>"")*({n}>={first})*({n}<={last})', f'({actual}<>"")*({n}<={last})'
        formulas = {
            "known": f"COUNTIFS({self.within('actual', row, first, last)})",
            "last": f"SUMPRODUCT(MAX({inside}*{n}))",
            "known_to_date": f"COUNTIFS({self.within('actual', row, '1', last)})",
            "last_to_date": f"SUMPRODUCT(MAX({until}*{n}))",
            "first": f"{self.count + 1}-SUMPRODUCT(MAX({until}*({self.count + 1}-{n})))",
            "lowest": f"MIN({self.row('shown', row)})",
            "highest": f"MAX({self.row('shown', row)})",
        }
        yield from ((HELPERS.index(key), formula) for key, formula in formulas.items())


def periods(months: Sequence[Month], lang: Lang) -> list[str]:
    """Return what can be looked at: every month, then every quarter of the plan, then the whole plan."""
    quarters = [months[place : place + IN_A_QUARTER] for place in range(0, len(months), IN_A_QUARTER)]
    several = [stretch for stretch in (*quarters, months) if len(stretch) > 1]
    return [*map(str, months), *dict.fromkeys(named(stretch, lang) for stretch in several)]


def named(months: Sequence[Month], lang: Lang) -> str:
    """Return what some months are called: 2026-04, or 2026-04〜2026-06."""
    return str(months[0]) if len(months) == 1 else words.FROM_TO.fill(first=months[0], last=months[-1]).say(lang)
