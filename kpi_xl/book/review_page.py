"""The page that looks back on a month or a quarter: a summary to mail, why the KGI is off, what repairs it, and every KPI alive.

Knows where each part stands. Does not know how a figure is found.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.actuals_sheet import ActualsSheet
from kpi_xl.book.brief import Brief
from kpi_xl.book.identity import absolute
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Choices, Name, Page, PageCell, Rule
from kpi_xl.book.review_causes import Causes, Cells
from kpi_xl.book.review_chosen import CHOSEN
from kpi_xl.book.review_head import PERIOD_ROW, SUMMARY, Head, plan_words, section
from kpi_xl.book.review_months import Months
from kpi_xl.book.review_rows import Rows, shown_columns
from kpi_xl.book.review_source import Source
from kpi_xl.book.review_words import MOST, Summary
from kpi_xl.book.scenario_table import THRESHOLDS
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import width_of, widths_of
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.labels import review as words
from kpi_xl.plan import standing
from kpi_xl.plan.review import Review

REVIEW = "review"
MOST_ROWS = 300
"""So many KPIs are shown; a table of more helps nobody, and its months would fill the memory."""

MOST_ASKED = 2
"""So many of the summary's sentences are about assumptions."""

TALL, HEAD = 34.0, 2.2
USUAL, TREND_WIDTH, REMARK_WIDTH = 16.5, 19.0, 28.0


@dataclass(frozen=True)
class ReviewPage:
    """The page.

    Attributes
    ----------
    typed
        What is typed in the cells of the actuals.
    source
        Where the plan is from that the actuals are compared with.
    asked
        What is to be asked about the assumptions of the next three years.
    """

    brief: Brief
    review: Review
    sheet: ActualsSheet
    typed: Mapping[Address, float]
    source: Source
    asked: Sequence[str] = ()

    @cached_property
    def sentences(self) -> list[str]:
        """The summary, what is to be asked about assumptions last."""
        asked = list(self.asked)[:MOST_ASKED]
        return [*Summary(self.brief, self.review, self.fair).sentences()[: MOST - len(asked)], *asked]

    @cached_property
    def fair(self) -> list[tuple[float, float]]:
        """From which achievement a KPI counts as ○ and as △, for each plan."""
        found = []
        for scenario, _ in self.review.plans:
            settings = self.brief.reading.settings
            typed = settings.stretch_fair if scenario.role == "stretch" else settings.fair
            fair = typed or THRESHOLDS[scenario.role][0]
            found.append((fair, fair - standing.POOR))
        return found

    @cached_property
    def causes(self) -> list[Cells]:
        """The rows of the causes."""
        return list(self.shorts.causes())

    @cached_property
    def remedies(self) -> list[Cells]:
        """The rows of the remedies."""
        return list(self.shorts.remedies())

    @cached_property
    def shorts(self) -> Causes:
        """Both short tables."""
        return Causes(self.brief, self.review)

    @property
    def causes_row(self) -> int:
        """The row of the heading of the causes; their headers follow."""
        return SUMMARY + len(self.sentences) + 2

    @property
    def last(self) -> int:
        """The last column people see."""
        return len(shown_columns(len(self.review.plans)))

    @cached_property
    def names(self) -> dict[str, int]:
        """The KPIs of the table, in the order of the tree, with their depth."""
        depths = self.review.tree.depths
        return dict(list(depths.items())[:MOST_ROWS])

    @cached_property
    def head(self) -> Head:
        """What stands above the tables."""
        said = plan_words(self.review, self.source.said, self.brief)
        return Head(self.brief, self.review, self.sentences, self.fair, self.source.tests, said, self.last)

    @cached_property
    def months(self) -> Months:
        """The hidden months."""
        return Months(self.review, self.sheet, self.typed, self.last + 2, self.header, self.head.period)

    @cached_property
    def header(self) -> int:
        """The row of the headers of the table of KPIs."""
        remedies = len(self.remedies)
        return self._remedies_row + (remedies + 3 if remedies else 0) + 1

    @cached_property
    def rows(self) -> Rows:
        """The table of every KPI."""
        return Rows(self.brief, self.review, self.months, self.header, self.head.thresholds)

    def page(self) -> Page:
        """Return the page."""
        say, last, first = self.brief.say, column_letters(self.last), self.header + 1
        end = self.header + len(self.names)
        cells = {**self.head.cells(self.months, (first, end)), **self._short(), **self.rows.heads()}
        for row, (name, depth) in enumerate(self.names.items(), first):
            cells |= self.rows.row(self.review.tree.kpis[name], row, depth)
        notes = list(self._notes())
        cells |= {(end + 2 + place, 1): PageCell(note, style="note") for place, note in enumerate(notes)}
        lines = [SUMMARY + 1 + place for place in range(len(self.sentences))]
        lines += [end + 2 + place for place in range(len(notes))]
        return Page(
            key=REVIEW,
            sheet=say(PAGE_SHEETS[REVIEW]),
            cells=cells,
            lang=self.brief.lang,
            widths=self.widths,
            heights={1: TALL, 3: 8.0, **self._heights()},
            merges=(*(f"A{row}:{last}{row}" for row in lines), *self.head.merges(), *self._merges()),
            rules=(*self.head.rules(), *self._rules(first, end)),
            choices=(Choices(f"B{PERIOD_ROW}", f"={self._list}", say(words.PERIOD), say(words.PERIOD_PROMPT)),),
            names=(Name(CHOSEN, absolute(Address(say(PAGE_SHEETS[REVIEW]), PERIOD_ROW, 2)), hidden=True),),
            frozen="B1",
            hidden_columns=tuple(range(self.last + 1, self.months.last + 1)),
            tab="header",
            paper="A3",
            print_area=f"A1:{last}{end + 1 + len(notes)}",
        )

    @cached_property
    def widths(self) -> Mapping[int, float]:
        """The width of every column."""
        label, unit = widths_of(self.review.tree)
        found = dict.fromkeys(range(1, self.last + 1), USUAL) | {1: label, 2: max(unit, USUAL), 3: USUAL}
        return found | {self.rows.columns["trend"]: TREND_WIDTH, self.rows.columns["remark"]: REMARK_WIDTH}

    @property
    def _list(self) -> str:
        column = column_letters(self.months.first)
        return f"${column}$1:${column}${len(self.head.offered)}"

    def _short(self) -> dict[tuple[int, int], PageCell]:
        """Return the two short tables and the heading of the long one."""
        kgi, row = self.review.kgi.shown, self.causes_row
        cells = section(row, self.last, self.brief.say(words.CAUSES, kgi=kgi))
        cells |= self._lines(row + 1, [self.shorts.cause_heads(), *self.causes])
        if not self.causes:
            cells[row + 2, 1] = PageCell(self.brief.say(words.NO_CAUSES), style="note")
        if self.remedies:
            row = self._remedies_row
            cells |= section(row, self.last, self.brief.say(words.REMEDIES))
            cells |= self._lines(row + 1, [self.shorts.remedy_heads(), *self.remedies])
        return cells | section(self.header - 1, self.last, self.brief.say(words.TABLE))

    @property
    def _remedies_row(self) -> int:
        return self.causes_row + 3 + max(len(self.causes), 1)

    def _lines(self, first: int, lines: list[Cells]) -> dict[tuple[int, int], PageCell]:
        columns = self.rows.columns
        return {(row, columns[key]): cell for row, line in enumerate(lines, first) for key, cell in line.items()}

    def _notes(self) -> Iterator[str]:
        say = self.brief.say
        if len(self.names) < len(self.review.tree.kpis):
            yield say(words.TOO_MANY, most=len(self.names), count=len(self.review.tree.kpis) - len(self.names))
        yield say(words.LEGEND, scenario=self.review.plans[0][0].name, fair=f"{self.fair[0][0]:.0%}")
        yield say(words.HOW)

    def _heights(self) -> dict[int, float]:
        line, wide = ROW_HEIGHT[self.brief.lang], sum(self.widths.values())
        found = {row: line * math.ceil(width_of(said) / wide) for row, said in enumerate(self.sentences, SUMMARY + 1)}
        heads = [self.header, self.causes_row + 1, *([self._remedies_row + 1] if self.remedies else [])]
        return found | dict.fromkeys(heads, HEAD * line)

    def _merges(self) -> Iterator[str]:
        """Yield the areas in which a text of the short tables has more room than its column."""
        said, bar, last, figures, gap = (column_letters(self.rows.columns[key]) for key in ("achieved", "status", "trend", "unit", "gap"))
        top = self._remedies_row + 1
        yield from (f"{said}{row}:{last}{row}" for row in range(top, top + 1 + len(self.remedies)) if self.remedies)
        for row, cells in enumerate(self.causes, self.causes_row + 2):
            yield f"{bar}{row}:{last}{row}"
            if not isinstance(cells["plan"].value, float):
                yield f"{figures}{row}:{gap}{row}"
        if self.causes:
            yield f"{bar}{self.causes_row + 1}:{last}{self.causes_row + 1}"

    def _rules(self, first: int, last: int) -> Iterator[Rule]:
        yield from self.rows.rules(first, last)
        better, worse = ("<0", ">0") if self.review.kgi.better == "lower" else (">0", "<0")
        top, end = self.causes_row + 2, self.causes_row + 1 + len(self.causes)
        for key in ("achieved", "status") if self.causes else ():
            letters, effect = column_letters(self.rows.columns[key]), f"${column_letters(self.rows.columns['achieved'])}{top}"
            yield Rule(f"{letters}{top}:{letters}{end}", f"{effect}{worse}", "bad")
            yield Rule(f"{letters}{top}:{letters}{end}", f"{effect}{better}", "good")
