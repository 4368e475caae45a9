"""What stands above the tables of the review: the period, whether all is up to date, which plan it is compared with, the summary.

Knows where each of these stands, and the hidden cells beside them that formulas need. Does not know the tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.brief import Brief
from kpi_xl.book.identity import absolute
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.book.review_months import Months, named, periods
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Label
from kpi_xl.labels import review as words
from kpi_xl.plan.review import Review

PERIOD_ROW, PLAN_ROW, SUMMARY = 4, 5, 7
SETTING = {"must_achieve": "fair", "stretch": "stretch_fair", "other": "fair"}
"""The setting that says from which achievement a KPI counts as ○, by role."""

FIRST, LAST, FAIR, BEGIN, WHICH = 1, 2, 3, 5, 6
"""The rows of the hidden cells: the numbers of the first and the last month looked at, both thresholds, the number of the first month of
the plan in force in the last one, and which plan that is.
"""

Cells = dict[tuple[int, int], PageCell]


@dataclass(frozen=True)
class Head:
    """The head.

    Attributes
    ----------
    fair
        From which achievement a KPI counts as ○ and as △, for each plan.
    tests
        What has to be true, beside the period and the actuals, for the page to be up to date.
    plan
        Which plan the actuals are compared with.
    last
        The last column people see; the next one holds the hidden cells.
    """

    brief: Brief
    review: Review
    sentences: Sequence[str]
    fair: Sequence[tuple[float, float]]
    tests: Sequence[str]
    plan: str
    last: int

    @property
    def period(self) -> tuple[str, str, str, str]:
        """The hidden cells that the months need."""
        first, last, begin, which = (self._hidden_cell(row) for row in (FIRST, LAST, BEGIN, WHICH))
        return first, last, begin, which

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The hidden cells of the thresholds, one for each plan."""
        return tuple(self._hidden_cell(FAIR + place) for place in range(len(self.review.plans)))

    @cached_property
    def offered(self) -> list[str]:
        """The periods to choose from."""
        return periods(self.review.base.months, self.brief.lang, self.brief.reading.settings.begins(self.brief.lang))

    @cached_property
    def chosen(self) -> str:
        """The period for which the page is made."""
        stretch = self.review.months
        return named(self.review.base.months[stretch.first : stretch.last + 1], self.brief.lang)

    def cells(self, months: Months, rows: tuple[int, int]) -> Cells:
        """Return title, period, plan, summary and the hidden cells; the table of KPIs stands in some rows."""
        say, column = self.brief.say, self.last + 1
        cells: Cells = {
            (1, 1): PageCell(say(words.REVIEW), style="title"),
            (2, 1): PageCell(say(words.SUBTITLE), style="subtitle"),
            (PERIOD_ROW, 1): PageCell(say(words.PERIOD), style="label_strong"),
            (PERIOD_ROW, 2): PageCell(self.chosen, style="input_text", format="@"),
            (PERIOD_ROW, 3): PageCell(formula=self._flag(months, rows), style="symbol"),
            (PERIOD_ROW, 5): PageCell(say(words.MADE_FOR, period=self.chosen), style="note"),
            (PLAN_ROW, 1): PageCell(say(words.PLAN_USED), style="label_strong"),
            (PLAN_ROW, 2): PageCell(self.plan, style="note"),
        }
        cells |= section(SUMMARY, self.last, say(words.SUMMARY))
        cells |= {(row, 1): PageCell(said, style="reason") for row, said in enumerate(self.sentences, SUMMARY + 1)}
        cells |= {(row, column): PageCell(formula=formula, style="hidden") for row, formula in self._figures()}
        return cells | {(row, months.first): PageCell(period, style="hidden", format="@") for row, period in enumerate(self.offered, 1)}

    def merges(self) -> Iterator[str]:
        """Yield the areas in which a text has more room than its column."""
        last = column_letters(self.last)
        yield f"C{PERIOD_ROW}:D{PERIOD_ROW}"
        yield f"E{PERIOD_ROW}:{last}{PERIOD_ROW}"
        yield f"B{PLAN_ROW}:{last}{PLAN_ROW}"

    def rules(self) -> Iterator[Rule]:
        """Yield the looks of the cell that says whether all is up to date."""
        fresh = self.brief.say(words.FRESH)
        yield Rule(f"C{PERIOD_ROW}:D{PERIOD_ROW}", f'$C${PERIOD_ROW}="{fresh}"', "fresh")
        yield Rule(f"C{PERIOD_ROW}:D{PERIOD_ROW}", f'$C${PERIOD_ROW}<>"{fresh}"', "stale")

    def _hidden_cell(self, row: int) -> str:
        return f"${column_letters(self.last + 1)}${row}"

    def _flag(self, months: Months, rows: tuple[int, int]) -> str:
        """Return the formula that says whether the period, the actuals and the plan are those the page was made of."""
        fresh, stale = self.brief.say(words.FRESH), self.brief.say(words.STALE)
        tests = [f'$B${PERIOD_ROW}="{self.chosen}"', f"{months.changes(rows)}=0", *self.tests]
        return f'=IF(IFERROR(AND({",".join(tests)}),FALSE),"{fresh}","{stale}")'

    def _figures(self) -> Iterator[tuple[int, str]]:
        """Yield the hidden formulas and their rows."""
        months = "{" + ",".join(f'"{month}"' for month in self.review.base.months) + "}"
        for row, part in ((FIRST, "LEFT"), (LAST, "RIGHT")):
            yield row, f"=IFERROR(MATCH({part}($B${PERIOD_ROW},7),{months},0),1)"
        for place, (scenario, _) in enumerate(self.review.plans):
            home, usual = self.brief.reading.settings.cells.get(SETTING[scenario.role]), self.fair[place][0]
            yield FAIR + place, f"=IFERROR(VALUE({absolute(home)}),{usual!r})" if home else f"={usual!r}"
        spells = self.review.plans[0][1].spells
        if len(spells) > 1:
            begins = "{" + ",".join(str(place + 1) for place, _ in spells) + "}"
            yield WHICH, f"=MATCH({self._hidden_cell(LAST)},{begins},1)"
            yield BEGIN, f"=INDEX({begins},{self._hidden_cell(WHICH)})"


def section(row: int, last: int, said: str) -> Cells:
    """Return the heading of a part of the page."""
    cells = {(row, column): PageCell(style="section") for column in range(1, last + 1)}
    return cells | {(row, 1): PageCell(said, style="section")}


def plan_words(review: Review, kept: Label, brief: Brief) -> str:
    """Say which plan is in force from which month; a plan that nobody has numbered is what `kept` says."""
    plans = review.plans[0][1]
    if not any(plans.numbers):
        return brief.say(kept)
    said = []
    for place, which in plans.spells:
        gone, number = plans.plans[which].course.gone, plans.numbers[which]
        last = plans.months[gone - 1] if gone else None
        name = brief.say(words.NUMBERED if last else words.NUMBERED_FIRST, number=number, last=last)
        said.append(brief.say(words.SPELL, month=plans.months[place], plan=name) if place else name)
    return brief.say(words.SPELLS_BETWEEN).join(said)
