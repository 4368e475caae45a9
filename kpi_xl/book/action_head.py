"""What stands above the action plan: how to use it, its figures as cards, the tightest chain of tasks, what is to be corrected.

Knows the plan and where the cards stand. Does not know the table's columns by their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kpi_xl.book.action_ends import Ends
from kpi_xl.book.action_layout import ACTIONS, PASSES
from kpi_xl.book.action_plan import ActionPlan, dated, tasks
from kpi_xl.book.calculated import text, whole
from kpi_xl.book.input_pages import DATE
from kpi_xl.book.page import PageCell
from kpi_xl.book.run_entry import serial
from kpi_xl.book.tabs import Tab, freshness_formula
from kpi_xl.calc.cells import column_letters
from kpi_xl.errors import KpiXlError
from kpi_xl.labels import actions as words
from kpi_xl.plan.schedule import schedule, tightest_chain

CARDS = ((1, 2), (3, 3), (4, 5), (6, 7), (8, 9), (10, 11))
"""The columns of each card: KPIs to move, KPIs not covered, overdue tasks, today, the end, the tightest chain."""

TODAY, END = 3, 4
LABELS, VALUES, SAID = 4, 5, 6
COLUMNS = 11
"""So many columns the sentences span."""


def card(place: int) -> str:
    """Return the cell of a card's value."""
    return f"${column_letters(CARDS[place][0])}${VALUES}"


@dataclass(frozen=True)
class Head:
    """The cells above the table.

    Attributes
    ----------
    more
        A sentence to go on with after how to use it, if any.
    passes
        How often latest starts are worked back.
    """

    tabs: Sequence[Tab]
    ends: Ends
    plan: ActionPlan
    now: datetime
    more: str
    passes: int

    def cells(self) -> dict[tuple[int, int], PageCell]:
        """Return the cells."""
        say = self.ends.brief.say
        cells = {
            (1, 1): PageCell(say(words.ACTIONS), style="title"),
            (1, COLUMNS - 1): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            (2, 1): PageCell(say(words.SUBTITLE, scenario=self.ends.brief.sheet), style="subtitle"),
            (3, 1): PageCell(f"{say(words.HOW)} {self.more}".strip(), style="note"),
            (SAID, 1): self._said(),
        }
        for (first, last), (label, value) in zip(CARDS, self._cards(), strict=True):
            for column in range(first, last + 1):
                cells[LABELS, column] = label if column == first else PageCell(style=label.style)
                cells[VALUES, column] = value if column == first else PageCell(style=value.style)
        return cells

    def merges(self) -> Iterator[str]:
        """Yield the areas of sentences and cards; the first is the flag's."""
        end = column_letters(COLUMNS)
        yield f"{column_letters(COLUMNS - 1)}1:{end}1"
        yield from (f"A{row}:{end}{row}" for row in (2, 3, SAID))
        for first, last in CARDS:
            if last > first:
                yield from (f"{column_letters(first)}{row}:{column_letters(last)}{row}" for row in (LABELS, VALUES))

    @property
    def _day(self) -> float:
        return float(serial(self.now) // 1)

    def _cards(self) -> Iterator[tuple[PageCell, PageCell]]:
        """Yield each card's label and value."""
        lang, look = self.ends.brief.lang, DATE.say(self.ends.brief.lang)
        first, short, timing = (whole(ACTIONS, key, lang) for key in ("first", "short", "timing"))
        counts = {
            words.TO_MOVE: f"=SUM({first})",
            words.SHORT: f"=SUM({short})",
            words.OVERDUE: f"=COUNTIF({timing},{text(words.LATE.say(lang))})",
        }
        for label, formula in counts.items():
            yield PageCell(label.say(lang), style="card_label"), PageCell(formula=formula, style="card_value", format="0")
        yield PageCell(words.TODAY.say(lang), style="card_label"), PageCell(self._day, "=TODAY()", "card_value", look)
        said, end = self._end()
        yield PageCell(formula=f"={said}", style="card_label"), PageCell(formula=f"={end}", style="card_value", format=look)
        when = dated(self._day, lang)
        yield PageCell(self.ends.brief.say(words.PATH, when=when), style="card_label"), PageCell(self._path(), style="guide_said")

    def _end(self) -> tuple[str, str]:
        """Return what is said of the day from which tasks are worked back, and that day: the goals', else that of the last task."""
        lang = self.ends.brief.lang
        due = whole(ACTIONS, "due", lang)
        of_goals, of_tasks = text(words.END.say(lang)), text(words.END_OF_TASKS.say(lang))
        last = f'IF(COUNT({due})>0,MAX({due}),"")'
        if not self.ends.cells:
            return of_tasks, last
        goals = ",".join(self.ends.cells)
        return f"IF(COUNT({goals})>0,{of_goals},{of_tasks})", f"IF(COUNT({goals})>0,MIN({goals}),{last})"

    def _path(self) -> str:
        """Say the chain of tasks with the least slack, as far as dates were typed and nothing waits in a circle."""
        say, known = self.ends.brief.say, tasks(self.plan, self.ends.days(), self._day)
        try:
            timings = schedule(known)
        except KpiXlError:
            return say(words.NO_PATH)
        path = tightest_chain(known, timings)
        if not path or all(row.number("due") is None for row in self.plan.rows):
            return say(words.NO_PATH)
        return say(words.PATH_SAYS, path=" → ".join(path), slack=f"{timings[path[0]].slack:.0f}")

    def _said(self) -> PageCell:
        """Say what is to be corrected; while there is nothing, say live whether latest starts are worked back to the end."""
        brief = self.ends.brief
        if self.plan.problems:
            when, first = dated(self._day, brief.lang), self.plan.problems[0].sentence(brief.lang)
            return PageCell(brief.say(words.PROBLEMS, when=when, count=len(self.plan.problems), first=first), style="warning")
        last, before = (whole(ACTIONS, PASSES[place], brief.lang) for place in (self.passes, self.passes - 1))
        return PageCell(formula=f'=IF(IFERROR(SUMPRODUCT(({last}<>{before})*1),0)>0,{text(brief.say(words.UNSETTLED))},"")', style="note")
