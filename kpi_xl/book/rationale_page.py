"""The page that says where every number comes from, in sentences with their arithmetic: goals, strategy, levers, computed KPIs.

Knows the order of the sentences and how the page is set. Does not know how it is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kpi_xl import labels
from kpi_xl.book import daring
from kpi_xl.book.amounts import share
from kpi_xl.book.brief import Brief
from kpi_xl.book.checks import findings
from kpi_xl.book.effect_lines import effect_lines
from kpi_xl.book.figures import Figures
from kpi_xl.book.formula_lines import FormulaLines
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.goal_lines import GoalLines
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.lever_lines import LeverLines
from kpi_xl.book.line import Line
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.spoken import Spoken
from kpi_xl.book.tabs import Tab, freshness_formula, width_of
from kpi_xl.book.way_out import way_out
from kpi_xl.labels import Lang
from kpi_xl.solve.solution import Outcome
from kpi_xl.solve.strategies import STRATEGIES

RATIONALE = "rationale"
HEAD, SENTENCE, FIGURES = 1, 2, 3
"""Columns: headings, sentences, and the hidden ones from here on."""

WIDTHS = {HEAD: 44.0, SENTENCE: 104.0}
FLAG, FIRST = 3, 5
"""Rows of the cell that says whether all is up to date, and of the first line."""

LOOKS = {  # look of a line -> styles of its heading and of its sentence, and the space around its text in points
    "scenario": ("header_left", "header_left", 8.0),
    "part": ("section", "section", 6.0),
    "reason": ("reason_head", "reason", 5.0),
    "formula": ("reason_head", "reason_formula", 5.0),
    "number": ("reason_when", "reason", 2.0),
    "warning": ("reason_head", "warning", 5.0),
    "note": ("plain", "reason_note", 5.0),
}
LINE_HEIGHT: dict[Lang, float] = {"ja": 17.5, "en": 14.5}
LETTER = 0.85
"""The width of a letter of a sentence, as a share of what `width_of` allows for letters of the usual size."""

SPARE = 4.0
"""Of the characters a line has, those that a break between words may leave empty."""

ONE_PAGE = 900.0
"""Points up to which all rows together still read well on one sheet of paper."""

ORDER = {"must_achieve": 0, "stretch": 1, "other": 2}
SHARES = frozenset({"headroom", "toward_stated"})
"""Strategies whose share of the way says something to a reader."""


def rationale_page(tabs: Sequence[Tab]) -> Page:
    """Return the page that explains every number: what must be achieved first, then what is dared."""
    ranked = sorted(tabs, key=lambda tab: ORDER[tab.brief.scenario.role])
    return Rationale(tuple(ranked), Figures(ranked, FIGURES)).page()


@dataclass(frozen=True)
class Rationale:
    """The scenarios' tabs, and the numbers that are said."""

    tabs: tuple[Tab, ...]
    figures: Figures = field(repr=False)

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    def page(self) -> Page:
        """Return the page."""
        say, lines = self.brief.say, list(self._lines())
        cells = {
            (1, HEAD): PageCell(say(PAGE_SHEETS[RATIONALE]), style="title"),
            (2, HEAD): PageCell(say(labels.rationale.RATIONALE_SUBTITLE), style="subtitle"),
            (FLAG, HEAD): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
        }
        for row, line in enumerate(lines, FIRST):
            cells |= {(row, column): cell for column, cell in _cells(line).items()}
        last = FIRST + len(lines) - 1
        heights = {1: 34.0, FLAG: 22.0, FIRST - 1: 8.0} | {row: _height(line, self.brief.lang) for row, line in enumerate(lines, FIRST)}
        return Page(
            key=RATIONALE,
            sheet=say(PAGE_SHEETS[RATIONALE]),
            cells=cells | self.figures.cells,
            lang=self.brief.lang,
            widths=WIDTHS,
            heights=heights,
            rules=tuple(fresh_rules(self.brief, f"A{FLAG}", f"$A${FLAG}")),
            frozen=f"A{FIRST}",
            hidden_columns=tuple(range(FIGURES, self.figures.last_column + 1)),
            title_rows=f"1:{FIRST - 1}",
            one_page=sum(heights.values()) <= ONE_PAGE,
            print_area=f"A1:B{last}",
        )

    def _lines(self) -> Iterator[Line]:
        say = self.brief.say
        for when, tab in enumerate(self.tabs, 1):
            yield from self._scenario(tab, when)
            yield Line("")
        yield Line(say(labels.rationale.ARITHMETIC), look="scenario")
        yield Line("", say(labels.rationale.ARITHMETIC_HOW), "note")
        yield from FormulaLines(self.tabs, self.figures).lines()

    def _scenario(self, tab: Tab, when: int) -> Iterator[Line]:
        """Yield a scenario's goals, how the answer was found, whether the stated targets would do, and its levers."""
        brief = tab.brief
        yield Line(brief.sheet, look="scenario")
        for place in range(len(brief.solution.goals)):
            yield from GoalLines(tab, place, self.figures, when).lines()
        yield Line(brief.say(labels.STRATEGY), _strategy(brief))
        for place, said in enumerate(findings(brief)):
            yield Line("" if place else brief.say(labels.scenario.REALITY), said)
        if judged := daring.sentence(brief):
            yield Line(brief.say(labels.unreasonable.HEADER), judged)
            yield from (Line("", said) for said in daring.explained(brief))
            yield Line("", daring.rule(brief), "note")
        if brief.solution.outcome in (Outcome.OUT_OF_REACH, Outcome.NO_EFFECT):
            yield Line(brief.say(labels.scenario.WAY_OUT), way_out(brief), "warning")
        yield Line(brief.say(labels.rationale.MOVES), look="part")
        yield from LeverLines(tab, self.figures, when).lines()
        if brief.tree.effects:
            yield Line(brief.say(labels.effects.SHEET), look="part")
            yield from effect_lines(tab)


def _strategy(brief: Brief) -> str:
    """Say how the effort was shared out, what came of it, and whether that is proven."""
    solution, said = brief.solution, []
    strategy = STRATEGIES[solution.strategy].label
    if solution.outcome is Outcome.OUT_OF_REACH:  # the closest plan shares nothing out
        said.append(brief.say(labels.rationale.SOLVED_WITH, strategy=strategy))
    if solution.outcome is Outcome.REACHED:
        said.append(brief.say(labels.rationale.STRATEGY_SAYS[solution.strategy], strategy=strategy))
        if solution.strategy in SHARES and solution.share is not None:
            said.append(brief.say(labels.rationale.SHARE_WENT, share=share(solution.share)))
        said += (
            [brief.say(labels.rationale.BEST_BUY.get(solution.strategy, labels.rationale.OPTIMUM)[solution.optimum])]
            if solution.optimum
            else []
        )
        said += [brief.say(labels.rationale.FIRST_CROSSING[solution.first_crossing])] if solution.first_crossing else []
    if solution.is_practical:
        said.append(brief.say(labels.scenario.IS_PRACTICAL, setting=labels.PRACTICAL))
    said.append(brief.say(labels.rationale.OUTCOMES_SAY[solution.outcome]))
    return ("" if brief.lang == "ja" else " ").join(said)


def _cells(line: Line) -> dict[int, PageCell]:
    if not line.head and not line.said:
        return {}
    head, sentence, _ = LOOKS[line.look]
    said = (
        PageCell(formula=f"={line.said.formula}", style=sentence) if isinstance(line.said, Spoken) else PageCell(line.said, style=sentence)
    )
    return {HEAD: PageCell(line.head or None, style=head, link=line.link), SENTENCE: said}


def _height(line: Line, lang: Lang) -> float:
    """Return the height of a row: words that fill several lines need them all."""
    rows = max(_rows(line.words, WIDTHS[SENTENCE]), _rows(line.head, WIDTHS[HEAD]))
    return rows * LINE_HEIGHT[lang] + LOOKS[line.look][2]


def _rows(words: str, width: float) -> int:
    return sum(max(1, math.ceil(width_of(part) * LETTER / (width - SPARE))) for part in words.split("\n"))
