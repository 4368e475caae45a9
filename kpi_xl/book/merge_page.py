"""The page of merged copies: what they disagree on cell by cell, what was taken from whom, what was not taken.

Knows what came of merging. Does not know how it came about, nor how the page is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kpi_xl import labels
from kpi_xl.book.formats import AUTOMATIC, number_format
from kpi_xl.book.input_pages import DATE
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.merge import Merged
from kpi_xl.book.merge_cells import Change, Finding, Option
from kpi_xl.book.merge_rows import Content
from kpi_xl.book.page import Choices, Page, PageCell, Rule, Scalar
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import width_of
from kpi_xl.calc.cells import ExcelError, Formula, column_letters
from kpi_xl.labels import Label, Lang

MERGE = "merge"
PLACE, ROW, ITEM, BEFORE, SAYS, WHO, NOW, TAKE = range(1, 9)
HEADERS = (
    labels.merging.PLACE,
    labels.merging.ROW,
    labels.merging.ITEM,
    labels.merging.BEFORE,
    labels.merging.SAYS,
    labels.merging.WHO,
    labels.merging.NOW,
    labels.merging.TAKE,
)
WIDTHS = (22.0, 30.0, 20.0, 24.0, 24.0, 30.0, 24.0, 9.0)
NUMBERS = frozenset({"number", "baseline", "amount"})
TALL = 34.0
INSET = 3.0
"""How much of a cell's width its text cannot use, in Excel's characters."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What was mailed, what came back, and what the merged workbook is called."""

    base: str
    copies: Sequence[str]
    merged: str


@dataclass
class MergePage:
    """The page as its lines come about.

    Attributes
    ----------
    row
        The next free row.
    """

    merged: Merged
    mail: Mail
    lang: Lang
    display_unit: str = AUTOMATIC
    cells: dict[tuple[int, int], PageCell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    choices: list[Choices] = field(default_factory=list)
    row: int = 1

    def page(self) -> Page:
        """Return the page."""
        self._top()
        self._conflicts()
        self._section(labels.merging.TAKEN)
        self._lines(self.merged.taken, HEADERS[:-1])
        self._section(labels.merging.LEFT)
        self._findings()
        self._sentence(labels.merging.NOT_COMPARED.say(self.lang), "note")
        return Page(
            key=MERGE,
            sheet=PAGE_SHEETS[MERGE].say(self.lang),
            cells=self.cells,
            lang=self.lang,
            widths=dict(enumerate(WIDTHS, 1)),
            heights=self.heights,
            merges=tuple(self.merges),
            rules=tuple(self.rules),
            choices=tuple(self.choices),
            frozen="A4",
            tab="tab_other",
            print_area=f"A1:{column_letters(TAKE)}{self.row}",
        )

    def _say(self, label: Label, **words: object) -> str:
        return label.fill(**words).say(self.lang)

    def _top(self) -> None:
        mail, merged = self.mail, self.merged
        copies = Label(*("、".join(mail.copies), ", ".join(mail.copies)))
        self.cells[1, 1] = PageCell(PAGE_SHEETS[MERGE].say(self.lang), style="title")
        self.cells[2, 1] = PageCell(
            self._say(labels.merging.SUBTITLE, base=mail.base, count=len(mail.copies), copies=copies), style="subtitle"
        )
        counts = {"taken": len(merged.taken), "conflicts": len(merged.conflicts), "open": merged.open, "left": len(merged.findings)}
        self.cells[3, 1] = PageCell(self._say(labels.merging.SUMMARY, **counts), style="subtitle")
        self.heights[1] = TALL
        self.row = 5

    def _conflicts(self) -> None:
        self._section(labels.merging.CONFLICTS)
        if self.merged.conflicts:
            self._sentence(self._say(labels.merging.CONFLICTS_HELP, book=self.mail.merged), "note")
        first = self.row + 1
        self._lines(self.merged.conflicts, HEADERS)
        if self.merged.conflicts:
            area = f"{column_letters(TAKE)}{first}:{column_letters(TAKE)}{self.row - 2}"
            prompt = (labels.merging.TAKE.say(self.lang), labels.merging.TAKE_PROMPT.say(self.lang))
            self.choices.append(Choices(area, (labels.merging.MARK.say(self.lang),), *prompt))
            says, now = f"${column_letters(SAYS)}{first}", f"${column_letters(NOW)}{first}"
            self.rules.append(Rule(f"E{first}:E{self.row - 2}", f'AND({says}={now},{says}<>"")', "reached"))

    def _section(self, label: Label) -> None:
        for column in range(1, TAKE + 1):
            self.cells[self.row, column] = PageCell(style="section")
        self.cells[self.row, 1] = PageCell(label.say(self.lang), style="section")
        self.heights[self.row] = ROW_HEIGHT[self.lang] * 1.3
        self.row += 1

    def _sentence(self, sentence: str, style: str, first: int = 1, last: int = TAKE) -> None:
        """Write a sentence across some columns, as high as it needs to be."""
        self.cells[self.row, first] = PageCell(sentence, style=style)
        self.cells |= {(self.row, column): PageCell(style=style) for column in range(first + 1, last + 1)}
        self.merges.append(f"{column_letters(first)}{self.row}:{column_letters(last)}{self.row}")
        lines = math.ceil(width_of(sentence) / (sum(WIDTHS[first - 1 : last]) - INSET))
        self.heights[self.row] = max(self.heights.get(self.row, 0.0), lines * ROW_HEIGHT[self.lang])
        self.row += 1

    def _lines(self, changes: Iterable[Change], headers: Sequence[Label]) -> None:
        lines = [(change, option) for change in changes for option in change.options]
        if not lines:
            self._nothing()
            return
        self._headers(dict(enumerate(headers, 1)))
        for change, option in lines:
            cells = self._line(change, option)
            self.cells |= {(self.row, column): cell for column, cell in cells.items() if column <= len(headers)}
            self.row += 1
        self.row += 1

    def _line(self, change: Change, option: Option) -> dict[int, PageCell]:
        place = str(change.place)
        number, align = self._format(change), "computed" if change.column.sort in NUMBERS else "computed_wrap"
        marked = labels.merging.MARK.say(self.lang) if option is change.taken else None

        def says(content: Content) -> PageCell:
            shown = self._shown(content)
            return PageCell(shown, style="computed_wrap" if isinstance(shown, str) else align, format=number)

        return {
            PLACE: PageCell(place, style="computed_text", link=place),
            ROW: PageCell(change.row, style="computed_wrap"),
            ITEM: PageCell(change.column.label.say(self.lang), style="computed_wrap"),
            BEFORE: says(change.before),
            SAYS: says(option.content),
            WHO: PageCell(("、" if self.lang == "ja" else ", ").join(option.copies), style="computed_wrap"),
            NOW: PageCell(formula=f'=IF({place}="","",{place})', style=align, format=number),
            TAKE: PageCell(marked, style="input_text"),
        }

    def _findings(self) -> None:
        if not self.merged.findings:
            self._nothing()
            return
        heads = {PLACE: labels.merging.PLACE, ROW: labels.merging.WHAT, WHO: labels.merging.WHO}
        self._headers(heads, TAKE)
        self.merges += [f"B{self.row - 1}:E{self.row - 1}", f"F{self.row - 1}:H{self.row - 1}"]
        for finding in sorted(self.merged.findings, key=lambda each: (each.copy, each.where is None)):
            self._finding(finding)
        self.row += 1

    def _finding(self, finding: Finding) -> None:
        place = str(finding.where) if finding.where else None
        self.cells[self.row, PLACE] = PageCell(place, style="computed_text", link=place)
        self.cells |= {(self.row, column): PageCell(style="computed_wrap") for column in range(WHO, TAKE + 1)}
        self.cells[self.row, WHO] = PageCell(finding.copy, style="computed_wrap")
        self.merges.append(f"F{self.row}:H{self.row}")
        self._sentence(finding.say.say(self.lang), "computed_wrap", ROW, SAYS)

    def _headers(self, heads: dict[int, Label], last: int = 0) -> None:
        self.cells |= {(self.row, column): PageCell(style="header") for column in range(1, last + 1)}
        self.cells |= {(self.row, column): PageCell(label.say(self.lang), style="header") for column, label in heads.items()}
        self.row += 1

    def _nothing(self) -> None:
        self.cells[self.row, 1] = PageCell(labels.merging.NOTHING.say(self.lang), style="note")
        self.row += 2

    def _format(self, change: Change) -> str | None:
        if change.column.sort == "date":
            return DATE.say(self.lang)
        return number_format(change.unit, self.lang, self.display_unit) if change.column.sort in NUMBERS else None

    def _shown(self, content: Content) -> Scalar:
        """Return what stands on the page for a cell: a formula as its text, a blank as a word."""
        if content is None:
            return labels.merging.BLANK.say(self.lang)
        if isinstance(content, Formula):
            return content.text
        return content.code if isinstance(content, ExcelError) else content


def merge_page(merged: Merged, mail: Mail, lang: Lang, display_unit: str = AUTOMATIC) -> Page:
    """Return the page of merged copies, with money in a display unit."""
    return MergePage(merged, mail, lang, display_unit).page()
