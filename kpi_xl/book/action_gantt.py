"""The Gantt chart beside the action plan: an axis of days, weeks or months that fits its span, and bars drawn by live rules.

Knows where dates stand. Does not know rows; whatever is typed later is drawn as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl.book.page import PageCell, Rule
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import actions as words

STEPS = 40
"""How many days, weeks or months the axis has."""

WIDTH = 4.3
FORMULAS, DATES, ABOVE, HEAD = 5, 6, 7, 8
"""The rows of the hidden figures, of the hidden first day of every step, of the months or years, and of the days or months."""

LEGEND: tuple[tuple[Label, str], ...] = (
    (words.BAR_OPEN, "gantt_open"),
    (words.BAR_CRITICAL, "gantt_critical"),
    (words.BAR_LATE, "gantt_late"),
    (words.BAR_CLOSED, "gantt_closed"),
    (words.BAR_TODAY, "gantt_today"),
)
LEGEND_COLUMNS = 5


@dataclass(frozen=True)
class Gantt:
    """The chart.

    Attributes
    ----------
    column
        The first of its columns.
    figures
        The first of three hidden columns in which its figures stand.
    first_row, last_row
        The rows of the bars.
    letters
        The columns of start, due, slack, status and timing, by key.
    starts, dues
        References to the columns of dates.
    today, end
        The cells of these dates.
    """

    lang: Lang
    column: int
    figures: int
    first_row: int
    last_row: int
    letters: dict[str, str]
    starts: str
    dues: str
    today: str
    end: str

    @property
    def last_column(self) -> int:
        """The last column people see; one more is hidden and holds the day after the end."""
        return self.column + STEPS - 1

    @property
    def widths(self) -> dict[int, float]:
        """The widths of its columns."""
        return dict.fromkeys(range(self.column, self.last_column + 2), WIDTH)

    @property
    def title_area(self) -> str:
        """Where its title stands."""
        return f"{column_letters(self.column)}2:{column_letters(self.last_column)}2"

    def merges(self) -> Iterator[str]:
        """Yield what its heading merges."""
        yield self.title_area
        for place in range(len(LEGEND)):
            first = self.column + place * LEGEND_COLUMNS
            yield f"{column_letters(first)}4:{column_letters(first + LEGEND_COLUMNS - 1)}4"

    def cells(self) -> Iterator[tuple[tuple[int, int], PageCell]]:
        """Yield the title, the legend, the figures and the axis."""
        yield (2, self.column), PageCell(words.GANTT.say(self.lang), style="subtitle")
        for place, (label, style) in enumerate(LEGEND):
            for column in range(LEGEND_COLUMNS):
                cell = PageCell(label.say(self.lang) if column == 0 else None, style=style)
                yield (4, self.column + place * LEGEND_COLUMNS + column), cell
        first, last, step, origin = self._figures
        yield first, PageCell(formula=f"=MIN({self.today},{self.starts},{self.dues})", style="hidden")
        yield last, PageCell(formula=f"=MAX({self.today},{self.starts},{self.dues},N({self.end}))", style="hidden")
        span = f"{_at(last)}-{_at(first)}"
        yield step, PageCell(formula=f'=IF({span}<{STEPS},"d",IF({span}<{STEPS * 7 - 6},"w","m"))', style="hidden")
        monday, month = f"{_at(first)}-WEEKDAY({_at(first)},3)", f"DATE(YEAR({_at(first)}),MONTH({_at(first)}),1)"
        yield (
            origin,
            PageCell(formula=f'=IF({_at(step)}="d",{_at(first)},IF({_at(step)}="w",{monday},{month}))', style="hidden"),
        )
        for place in range(STEPS + 1):
            yield from self._step(place)

    def rules(self) -> Iterator[Rule]:
        """Yield the bars, the strongest word first, and the column of today, in the axis as well."""
        head = f"{column_letters(self.column)}{ABOVE}:{column_letters(self.last_column)}{HEAD}"
        area = f"{column_letters(self.column)}{self.first_row}:{column_letters(self.last_column)}{self.last_row}"
        begin, after = f"{column_letters(self.column)}${DATES}", f"{column_letters(self.column + 1)}${DATES}"
        start, due, slack, timing = (f"${self.letters[key]}{self.first_row}" for key in ("start", "due", "slack", "timing"))
        inside = f"ISNUMBER({due}),{due}>={begin},IF(ISNUMBER({start}),{start},{due})<{after}"
        now = f"AND({self.today}>={begin},{self.today}<{after})"
        closed = ",".join(f'{timing}="{word.say(self.lang)}"' for word in (words.CLOSED_DONE, words.CLOSED_DROPPED))
        yield Rule(area, f"AND({inside},OR({closed}))", "bar_closed", stop=True)
        yield Rule(area, f'AND({inside},{timing}="{words.LATE.say(self.lang)}")', "bar_late", stop=True)
        yield Rule(area, f"AND({inside},ISNUMBER({slack}),N({slack})<=0)", "bar_critical", stop=True)
        yield Rule(area, f"AND({inside})", "bar_open", stop=True)
        yield Rule(area, now, "today")
        yield Rule(head, now, "attention")

    @property
    def hidden(self) -> int:
        """The column behind the last, which is hidden."""
        return self.last_column + 1

    @property
    def _figures(self) -> tuple[tuple[int, int], ...]:
        return tuple((FORMULAS, self.figures + place) for place in range(4))

    def _step(self, place: int) -> Iterator[tuple[tuple[int, int], PageCell]]:
        _, _, step, origin = (_at(each) for each in self._figures)
        column = self.column + place
        here, before = f"{column_letters(column)}${DATES}", f"{column_letters(column - 1)}${DATES}"
        later = f'IF({step}="m",EDATE({origin},{place}),{origin}+{place}*IF({step}="w",7,1))'
        yield (DATES, column), PageCell(formula=f"={later}", style="hidden")
        if place == STEPS:
            return
        above = f'IF({step}="m",YEAR({here}),MONTH({here}))'
        changed = f'{above}<>IF({step}="m",YEAR({before}),MONTH({before}))'
        shown = f"={above}" if place == 0 else f'=IF({changed},{above},"")'
        yield (ABOVE, column), PageCell(formula=shown, style="gantt_head", format="0")
        below = f'=IF({step}="m",MONTH({here}),DAY({here}))'
        yield (HEAD, column), PageCell(formula=below, style="gantt_head", format="0")


def _at(place: tuple[int, int]) -> str:
    return f"${column_letters(place[1])}${place[0]}"
