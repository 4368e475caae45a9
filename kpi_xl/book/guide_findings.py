"""The guide's section of what the linter found: each finding with its code, severity, cell, sentence and remedy.

Knows findings and words. Does not know how anything was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.book.board import Board
from kpi_xl.book.guide_manual import GAP, SECTION
from kpi_xl.book.page import PageCell
from kpi_xl.insight.finding import Finding, Severity
from kpi_xl.insight.linter import RULES
from kpi_xl.labels import linter as words

MOST = 50
"""So many findings are listed; whoever has more begins with these."""

LOOKS: Mapping[Severity, tuple[str, str]] = {"error": ("×", "warning"), "warning": ("△", "warning"), "hint": ("※", "guide_head")}
"""The symbol of a severity, and the style of a finding's head."""

HEAD, CELL, SAID = 1, 2, 3
"""Columns: the code, the cell, and what is said from here on."""

HEADERS = 20.0


@dataclass
class FindingsSection:
    """The section as it comes about on a board, from a row on."""

    board: Board
    row: int
    findings: Sequence[Finding]

    def build(self) -> None:
        """Write the section; `row` is then the first row below it."""
        title = words.SECTION.fill(count=len(self.findings)) if self.findings else words.SECTION_CLEAN
        self.board.heights |= {self.row: GAP, self.row + 1: SECTION}
        self.board.put(self.row + 1, 1, self.board.last, PageCell(title.say(self.board.lang), style="section"))
        self.row += 2
        if self.findings:
            self._list()
        else:
            clean = words.CLEAN_SAYS.fill(count=len(RULES)).say(self.board.lang)
            self._line(PageCell(words.CLEAN.say(self.board.lang), style="guide_head"), clean)

    def _list(self) -> None:
        self._line(PageCell(style="guide_text"), words.AS_SOLVED.say(self.board.lang))
        for first, last, label in ((HEAD, HEAD, words.RULE), (CELL, CELL, words.WHERE), (SAID, self.board.last, words.WHAT)):
            self.board.put(self.row, first, last, PageCell(label.say(self.board.lang), style="header"))
        self.board.heights[self.row] = HEADERS
        self.row += 1
        for finding in self.findings[:MOST]:
            self._finding(finding)
        if len(self.findings) > MOST:
            self._line(PageCell(style="guide_text"), words.LEFT_OUT.fill(count=len(self.findings) - MOST).say(self.board.lang))

    def _finding(self, finding: Finding) -> None:
        board, (symbol, style) = self.board, LOOKS[finding.severity]
        severity, title = words.SEVERITIES[finding.severity], RULES[finding.code].title
        head = words.HEAD.fill(symbol=symbol, severity=severity, code=finding.code, title=title).say(board.lang)
        said, remedy = finding.said.say(board.lang), words.REMEDY.fill(remedy=finding.remedy).say(board.lang)
        board.put(self.row, HEAD, HEAD, PageCell(head, style=style))
        board.put(self.row, CELL, CELL, PageCell(finding.cell, style="guide_cell", link=finding.cell))
        board.put(self.row, SAID, board.last, PageCell(f"{said}\n{remedy}", style="guide_text"))
        board.heights[self.row] = max(
            self._height(f"{said}\n{remedy}", SAID, board.last), self._height(head, HEAD, HEAD), self._height(finding.cell, CELL, CELL)
        )
        self.row += 1

    def _height(self, text: str, first: int, last: int) -> float:
        """Return the height of a text of several lines, each of which may wrap."""
        return sum(self.board.height(line, "guide_text", first, last) for line in text.split("\n"))

    def _line(self, head: PageCell, text: str) -> None:
        self.board.line(self.row, head, PageCell(text, style="guide_text"))
        self.row += 1
