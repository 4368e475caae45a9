"""The guide of a workbook that nobody has solved yet: the KGI today and the goals as they are set, alive, and the next step.

Knows the columns of the tables it reads. Does not know where on the page anything stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.calculated import KPI_LOOKS, LETTERS, NO_LAST_YEAR, text, whole
from kpi_xl.book.formats import CHOICES, PLAIN
from kpi_xl.book.guide_manual import Sheets
from kpi_xl.book.guide_page import laid_out
from kpi_xl.book.guide_screen import FLAG, Card, Screen
from kpi_xl.book.layout import GOALS, KPI_DISPLAY, KPI_KGI, KPIS, LST_KPI, TABLES, YES_NO
from kpi_xl.book.page import Page, PageCell, Rule
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Label, Lang, guide

SHOWN = ("must_achieve", "stretch")
"""The looks of the cards; as many goals are shown."""

ROWS = 20
"""So many rows of the goals table are looked at."""

HOLE = "\0"
ARROW = " → "
"""What the goals table writes between today and the target."""


def template_guide(lang: Lang, tables: Collection[str]) -> Page:
    """Return the guide of a new workbook with these tables; all it says of KPIs and goals it reads from them."""
    asked = Asked(lang)
    sheets = Sheets({table.name: table.sheet.say(lang) for table in TABLES if table.name in tables}, {}, {})
    screen = asked.screen()
    counts = {(row, screen_end(screen)): PageCell(formula=formula, style="hidden") for row, formula in enumerate(asked.counts(), 1)}
    return laid_out(screen, sheets, iter((Rule(screen.flag_area, f'$C${FLAG}<>""', "poor"),)), counts)


def screen_end(screen: Screen) -> int:
    """Return the first column beside the screen, where hidden cells stand."""
    return max(screen.widths) + 1


@dataclass(frozen=True)
class Asked:
    """What the tables of a workbook ask, as formulas."""

    lang: Lang

    def screen(self) -> Screen:
        """Return the first screen."""
        return Screen(
            lang=self.lang,
            title=PageCell(formula=f"={self._sentence(guide.TITLE, kpi=self._kgi('label'))}", style="title"),
            subtitle=PageCell(guide.NOT_SOLVED_SUBTITLE.say(self.lang), style="subtitle"),
            flag=PageCell(guide.NOT_SOLVED.say(self.lang), style="symbol"),
            cards=(self._today(), *(self._card(number, role) for number, role in enumerate(SHOWN, 1))),
            moves=(),
            said=tuple(self._said()),
        )

    def counts(self) -> Iterator[str]:
        """Yield, for each row of the goals table, how many goals are active up to it."""
        active, amount = (whole(GOALS, key, self.lang) for key in ("active", "amount"))
        for row in range(1, ROWS + 1):
            no = ",".join(f"INDEX({active},{row})={text(YES_NO['no'].say(lang))}" for lang in ("ja", "en"))
            before = f"{self._column}{row - 1}+" if row > 1 else ""
            yield f'={before}IFERROR(IF(OR(INDEX({amount},{row})="",{no}),0,1),0)'

    @property
    def _column(self) -> str:
        return f"${column_letters(3 + 2 * len(SHOWN))}$"

    def _kgi(self, key: str) -> str:
        return f"INDEX({whole(KPIS, key, self.lang)},IFERROR(MATCH({KPI_KGI},{LST_KPI},0),1))"

    def _goal(self, number: int, key: str) -> str:
        """Return the cell of the n-th active goal, as a text."""
        row = f"MATCH({number},{self._column}1:{self._column}{ROWS},0)"
        return f'INDEX({whole(GOALS, key, self.lang)},{row})&""'

    def _today(self) -> Card:
        unit = self._kgi("unit")
        displays = "{" + ",".join(text(label.say(self.lang)) for label in CHOICES.values()) + "}"
        found = f"VLOOKUP(LEFT({unit},{LETTERS[self.lang]}),{KPI_LOOKS},1+IFERROR(MATCH({KPI_DISPLAY},{displays},0),1),FALSE)"
        united = self._sentence(guide.UNITED, kpi=self._kgi("label"), unit=unit)
        return Card(
            name=PageCell(guide.KGI_TODAY.say(self.lang), style="guide_today"),
            value=PageCell(formula=f"=TEXT({self._kgi('baseline')},IFERROR({found},{text(PLAIN)}))", style="guide_value"),
            about=PageCell(formula=f'=IF({unit}="",{self._kgi("label")},{united})', style="guide_about"),
            verdict=PageCell(style="guide_verdict"),
        )

    def _card(self, number: int, role: str) -> Card:
        """Return the card of the n-th active goal: the goals table says what it comes to, as "today → target"."""
        said, none = self._goal(number, "result"), text(guide.NO_GOAL.say(self.lang))
        target = f"IFERROR(MID({said},FIND({text(ARROW)},{said})+{len(ARROW)},99),{said})"
        label = f"INDEX({whole(KPIS, 'label', self.lang)},MATCH({self._goal(number, 'kpi')},{LST_KPI},0))"
        return Card(
            name=PageCell(formula=f"=IFERROR({self._name(number)},{none})", style=f"guide_{role}"),
            value=PageCell(formula=f'=IFERROR(SUBSTITUTE({target},{text(NO_LAST_YEAR.say(self.lang))},""),{none})', style="guide_value"),
            about=PageCell(formula=f'=IFERROR({self._sentence(guide.GOAL_FROM_NOTHING, kpi=label)},"")', style="guide_about"),
            verdict=PageCell(formula=f'=IFERROR(IF({said}="","",{text(guide.NOT_SOLVED.say(self.lang))}),"")', style="guide_verdict"),
        )

    def _name(self, number: int) -> str:
        scenario = self._goal(number, "scenario")
        return f'IF({scenario}="",{self._goal(number, "role")},{scenario})'

    def _said(self) -> Iterator[tuple[PageCell, PageCell]]:
        yield self._head(guide.NEXT), PageCell(guide.NEXT_STEP.say(self.lang), style="warning")
        for number in range(1, len(SHOWN) + 1):
            head = f'=IFERROR({self._sentence(guide.WHY, scenario=self._name(number))},"")'
            yield (
                PageCell(formula=head, style="guide_said"),
                PageCell(formula=f'=IFERROR({self._goal(number, "why")},"")', style="card_text"),
            )
        all_of_them = f"{self._column}{ROWS}"
        shown = f'IF({all_of_them}>{len(SHOWN)},{text(guide.FIRST_TWO.say(self.lang))},"")'
        more = text(guide.ALL_GOALS.fill(goals=labels.GOALS).say(self.lang))
        yield (
            self._head(guide.ACTIVE_GOALS),
            PageCell(formula=f"={self._sentence(guide.COUNTED, count=all_of_them)}&{shown}&{more}", style="card_text"),
        )

    def _head(self, words: Label) -> PageCell:
        return PageCell(words.say(self.lang), style="guide_said")

    def _sentence(self, words: Label, **parts: str) -> str:
        """Return a sentence as a formula, with formulas in the place of its {placeholders}."""
        said = words.fill(**{name: f"{HOLE}{part}{HOLE}" for name, part in parts.items()}).say(self.lang)
        pieces = said.split(HOLE)
        return "&".join(piece if place % 2 else text(piece) for place, piece in enumerate(pieces) if piece)
