"""The hidden columns of the review: every KPI's plan and actuals month by month, which the table's formulas read.

Knows where each month stands, and how an actual is found in the table of actuals. Does not know the table of KPIs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.actuals_sheet import ActualsSheet
from kpi_xl.book.identity import absolute
from kpi_xl.book.page import PageCell
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.labels import Lang
from kpi_xl.labels import review as words
from kpi_xl.plan.month import Month
from kpi_xl.plan.review import Review, quarters
from kpi_xl.plan.track import BLOCKS, CLOSE, MIDDLE

HELPERS = ("name", "known", "last", "known_to_date", "last_to_date", "first", "lowest", "highest", "changed")
"""Hidden columns before the months: who the row is, numbers that several formulas need, and how many figures are not what they were."""

KINDS = ("plan", "second", "typed", "seen", "actual", "shown")
"""What is said of every month: both plans, what is typed and what was typed when the review was made, the actual in use, and the actual
while it is among the last twelve.
"""

NOW = "now"
"""Beside these, where there are several plans: what the one in force in the last month looked at says; what was over before it is as it
was.
"""

MOST_SHOWN = 12
NUMBERS = ">-1E+300"
"""The condition that is true of every number, and of no text."""


@dataclass(frozen=True)
class Months:
    """The hidden columns from `first` on; month numbers and names stand in the two rows above the table's first.

    Attributes
    ----------
    typed
        What is typed in the cells of the actuals.
    period
        The two cells that hold the numbers of the first and of the last month looked at, and those that hold the number of the first month
        of the plan in force in the last one, and which plan that is.
    """

    review: Review
    sheet: ActualsSheet
    typed: Mapping[Address, float]
    first: int
    header: int
    period: tuple[str, str, str, str]

    @property
    def count(self) -> int:
        """How many months the plan has."""
        return len(self.review.base.months)

    @property
    def last(self) -> int:
        """The last hidden column."""
        return self.first + len(self.helpers) + len(self.kinds) * self.count - 1

    @cached_property
    def spells(self) -> tuple[tuple[int, int], ...]:
        """From which month which plan is in force."""
        return self.review.plans[0][1].spells

    @property
    def ahead(self) -> str:
        """What looks beyond the months looked at is about this kind of plan."""
        return NOW if len(self.spells) > 1 else "plan"

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What is said of every month."""
        return (*KINDS, NOW) if len(self.spells) > 1 else KINDS

    @cached_property
    def helpers(self) -> tuple[str, ...]:
        """The hidden columns before the months."""
        ends = [f"end_{place}" for place in range(len(self.spells))] if len(self.spells) > 1 else []
        return (*HELPERS, *ends)

    def helper(self, key: str, row: int) -> str:
        """Return a hidden cell of a row."""
        return f"${column_letters(self.first + self.helpers.index(key))}{row}"

    def changes(self, rows: tuple[int, int]) -> str:
        """Return the formula of how many figures in some rows are not what they were when the page was made."""
        first, last = (self.helper("changed", row) for row in rows)
        return f"SUM({first}:{last})"

    def end(self, row: int) -> str | None:
        """Return what the whole plan in force comes to where there are several, else None: then its months say it."""
        if len(self.spells) == 1:
            return None
        return f"INDEX({self.helper('end_0', row)}:{self.helper(f'end_{len(self.spells) - 1}', row)},{self.period[3]})"

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
        for number, (place, _) in enumerate(self.spells if len(self.spells) > 1 else ()):
            column = self.first + self.helpers.index(f"end_{number}")
            found[column] = PageCell(self.review.ahead(kpi, place).end, style="hidden")
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
                (NOW, f"IF(AND({place + 1}<{self.period[2]},ISNUMBER({actual})),{actual},{self.cell('plan', place, row)})"),
            ):
                if kind in self.kinds:
                    found[self._column(kind, place)] = PageCell(formula=f"={formula}", style="hidden")
            found[self._column("seen", place)] = PageCell(self._seen(kpi, month), style="hidden")
        return found

    def _seen(self, kpi: str, month: Month) -> float | None:
        """Return what was typed for a month when the page was made."""
        known = kpi in self.sheet.rows and month in self.sheet.months
        return self.typed.get(self.sheet.address(kpi, month)) if known else None

    def trend(self, row: int) -> str:
        """Return the formula of a small chart of blocks, which every program can show."""
        low, high = self.helper("lowest", row), self.helper("highest", row)
        return "=" + "&".join(self._block(self.cell("shown", place, row), low, high) for place in range(self.count))

    def _block(self, cell: str, low: str, high: str) -> str:
        share = f"ROUND(({cell}-{low})/({high}-{low})*{len(BLOCKS) - 1},{CLOSE})"
        height = f'IF({high}={low},"{BLOCKS[MIDDLE]}",MID("{BLOCKS}",1+INT({share}+0.5),1))'
        return f'IF({cell}="","",{height})'

    def _column(self, kind: str, place: int) -> int:
        return self.first + len(self.helpers) + self.kinds.index(kind) * self.count + place

    def _plans(self, kpi: str) -> Iterator[tuple[str, Sequence[float]]]:
        for kind, (_, plans) in zip(("plan", "second"), self.review.plans, strict=False):
            yield kind, plans.shown.amounts(kpi).tolist()

    def _typed(self, kpi: str, month: Month, row: int) -> str:
        """Return what is typed for a month: a number, or an empty text; so too where another KPI's row has come to stand there."""
        if kpi not in self.sheet.rows or month not in self.sheet.months:
            return '""'
        place = self.sheet.address(kpi, month)
        cell, name = absolute(place), absolute(Address(place.sheet, place.row, self.sheet.columns["name"]))
        return f'IF(AND({name}={self.helper("name", row)},ISNUMBER({cell})),{cell},"")'

    def _helpers(self, row: int) -> Iterator[tuple[int, str]]:
        first, last, *_ = self.period
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
            "changed": f"SUMPRODUCT(({self.row('typed', row)}<>{self.row('seen', row)})*1)",
        }
        yield from ((self.helpers.index(key), formula) for key, formula in formulas.items())


def periods(months: Sequence[Month], lang: Lang, begins: int) -> list[str]:
    """Return what can be looked at: every month, then every quarter of fiscal years that begin with a month, then the whole plan."""
    parts = [months[each.first : each.last + 1] for each in quarters(months, begins)]
    several = [stretch for stretch in (*parts, months) if len(stretch) > 1]
    return [*map(str, months), *dict.fromkeys(named(stretch, lang) for stretch in several)]


def named(months: Sequence[Month], lang: Lang) -> str:
    """Return what some months are called: 2026-04, or 2026-04〜2026-06."""
    return str(months[0]) if len(months) == 1 else words.FROM_TO.fill(first=months[0], last=months[-1]).say(lang)
