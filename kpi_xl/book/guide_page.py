"""The first page of a solved workbook: the answer on one screen, and below it how to go on.

Knows where the scenarios' tabs keep their figures. Does not know where on the page anything stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book import daring
from kpi_xl.book.brief import TOP, Brief
from kpi_xl.book.calculated import text
from kpi_xl.book.checks import checks
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.guide_findings import FindingsSection
from kpi_xl.book.guide_manual import GAP, Manual, Sheets
from kpi_xl.book.guide_screen import FLAG, Card, Screen
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.movers import movers
from kpi_xl.book.page import Page, PageCell, Rule
from kpi_xl.book.scenario_table import RATIO_FORMAT
from kpi_xl.book.tabs import Tab, freshness_formula
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.insight.finding import Finding
from kpi_xl.labels import Lang, guide
from kpi_xl.model.kpi import Kpi
from kpi_xl.solve.strategies import STRATEGIES

GUIDE = "guide"
HOLE = "\0"
"""What stands in a sentence where a formula puts a part of its own."""


def guide_page(tabs: Sequence[Tab], others: Sequence[Page], findings: Sequence[Finding]) -> Page:
    """Return the guide of a solved workbook; `others` are the pages beside the scenarios' tabs, `findings` what the linter has to say."""
    answer = Answer(tuple(tabs))
    brief = tabs[0].brief
    sheets = Sheets(
        {table: area.sheet for table, area in brief.reading.tables.items()},
        {tab.brief.sheet: tab.brief.scenario.role for tab in tabs},
        {page.key: page.sheet for page in others},
    )
    screen = answer.screen()
    return laid_out(screen, sheets, fresh_rules(brief, screen.flag_area, f"$C${FLAG}"), findings=findings)


def laid_out(
    screen: Screen,
    sheets: Sheets,
    flag: Iterator[Rule],
    hidden: Mapping[tuple[int, int], PageCell] | None = None,
    findings: Sequence[Finding] | None = None,
) -> Page:
    """Return a screen and the manual below it as a page.

    Parameters
    ----------
    flag
        The looks of the flag.
    hidden
        Cells that only formulas need.
    findings
        What the linter has to say; None where it was not asked.
    """
    board, row = screen.board(), screen.end + 1
    if findings is not None:
        section = FindingsSection(board, row, findings)
        section.build()
        row = section.row
    manual = Manual(board, row, sheets)
    manual.build()
    last = column_letters(board.last)
    return Page(
        key=GUIDE,
        sheet=PAGE_SHEETS[GUIDE].say(screen.lang),
        cells={**board.cells, **(hidden or {})},
        lang=screen.lang,
        widths=screen.widths,
        heights={**board.heights, screen.end + 1: GAP},
        merges=tuple(board.merges),
        rules=(*flag, *screen.verdicts(), *manual.rules()),
        hidden_columns=tuple(sorted({column for _, column in hidden or ()})),
        tab="header",
        print_area=f"A1:{last}{manual.row - 1}",
    )


@dataclass(frozen=True)
class Answer:
    """What the scenarios' tabs say, as one screen."""

    tabs: tuple[Tab, ...]

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @property
    def lang(self) -> Lang:
        """The language the page speaks."""
        return self.brief.lang

    def screen(self) -> Screen:
        """Return the first screen."""
        kgi = self.brief.kgi
        return Screen(
            lang=self.lang,
            title=PageCell(self.brief.say(guide.TITLE, kpi=kgi.shown), style="title"),
            subtitle=PageCell(self.brief.say(guide.SUBTITLE), style="subtitle"),
            flag=PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            cards=(self._today(kgi), *(self._card(tab) for tab in self.tabs)),
            moves=tuple(self._moves()),
            said=tuple(self._said()),
        )

    @cached_property
    def moved(self) -> list[str]:
        """The levers that move in any scenario, those that count most first."""
        return movers(self.tabs)

    def _today(self, kgi: Kpi) -> Card:
        home = self.brief.tree.addresses[kgi.name]
        there = f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
        return Card(
            name=PageCell(self.brief.say(guide.KGI_TODAY), style="guide_today"),
            value=PageCell(
                formula=f"={self.brief.source(kgi.name, 'baseline')}",
                style="guide_value",
                format=self.brief.number_format(kgi.unit),
                link=there,
            ),
            about=PageCell(united(kgi.shown, kgi.unit, self.lang), style="guide_about"),
            verdict=PageCell(self.brief.say(guide.STRATEGY, strategy=STRATEGIES[self.brief.solution.strategy].label), style="guide_about"),
        )

    def _card(self, tab: Tab) -> Card:
        """Return the card of a scenario: its first goal, and whether all its goals are met."""
        brief = tab.brief
        kpi = brief.tree.kpi(brief.scenario.goals[0].kpi)
        number = brief.number_format(kpi.unit)
        target, today = tab.goal_cell("target", kpi.name), tab.goal_cell("baseline", kpi.name)
        met, kept = (
            ",".join(f'{tab.goal_at("status", place)}="◎"' for place, goal in enumerate(brief.scenario.goals) if goal.guard is guard)
            for guard in (False, True)
        )
        reached = (
            f"IF(AND({kept}),{text(brief.say(guide.MET))},{text(brief.say(guide.GUARD_BROKEN))})" if kept else text(brief.say(guide.MET))
        )
        head, _, tail = brief.say(guide.PLAN, value=HOLE).partition(HOLE)
        plan = f"{text(head)}&TEXT({tab.cell('target', kpi.name)},{text(number)})&{text(tail)}"
        more = len(brief.scenario.aims) - 1
        others = text(brief.say(guide.MORE_GOALS, count=more)) if more else ""
        before, _, after = brief.say(guide.GOAL_OF, kpi=kpi.shown, ratio=HOLE).partition(HOLE)
        about = (
            f'IFERROR({text(before)}&TEXT({target}/{today},"0.00")&{text(after)},{text(brief.say(guide.GOAL_FROM_NOTHING, kpi=kpi.shown))})'
        )
        return Card(
            name=PageCell(brief.sheet, style=f"guide_{brief.scenario.role}"),
            value=PageCell(formula=f"={target}", style="guide_value", format=number, link=f"{quoted_sheet(brief.sheet)}!A1"),
            about=PageCell(formula=f"={about}&{others}" if others else f"={about}", style="guide_about"),
            verdict=PageCell(
                formula=f"=IF(AND({met}),{reached},{text(brief.say(guide.MISSED))})&CHAR(10)&{plan}",
                style="guide_verdict",
            ),
        )

    def _moves(self) -> Iterator[tuple[PageCell, ...]]:
        if not self.moved:
            return
        say = self.brief.say
        heads = [say(guide.MOVES), say(labels.scenario.TODAY)]
        heads += [word for tab in self.tabs for word in (tab.brief.sheet, say(labels.scenario.RATIO))]
        yield tuple(PageCell(head, style="header") for head in heads)
        for name in self.moved[:TOP]:
            kpi, home = self.brief.tree.kpis[name], self.brief.tree.addresses[name]
            number, there = self.brief.number_format(kpi.unit), f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
            yield (
                PageCell(united(kpi.shown, "" if kpi.is_rate else kpi.unit, self.lang), style="label", link=there),
                PageCell(formula=f"={self.brief.source(name, 'baseline')}", style="computed", format=number),
                *(cell for tab in self.tabs for cell in self._move(tab, name, number)),
            )

    def _move(self, tab: Tab, name: str, number: str) -> tuple[PageCell, PageCell]:
        return (
            PageCell(formula=f"={tab.cell('target', name)}", style="computed", format=number),
            PageCell(formula=f"={tab.cell('ratio', name)}", style="computed", format=RATIO_FORMAT.say(self.lang)),
        )

    def _said(self) -> Iterator[tuple[PageCell, PageCell]]:
        if not self.moved:
            yield (
                PageCell(self.brief.say(guide.MOVES), style="guide_said"),
                PageCell(self.brief.say(guide.NOTHING_MOVES), style="card_text"),
            )
        for head, sentence in checks([tab.brief for tab in self.tabs]):
            yield PageCell(head, style="guide_said"), PageCell(sentence, style="card_text")
        hardest = max((tab.brief for tab in self.tabs), key=daring.asked)
        if said := daring.sentence(hardest):
            yield PageCell(self.brief.say(labels.unreasonable.HEADER), style="guide_said"), PageCell(said, style="card_text")


def united(shown: str, unit: str, lang: Lang) -> str:
    """Return a KPI's label with its unit."""
    return guide.UNITED.fill(kpi=shown, unit=unit).say(lang) if unit else shown
