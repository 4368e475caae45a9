"""The first screen of the guide: today, every goal and its verdict, the moves that matter, and what else to know at once.

Knows where each thing stands and how much room it has. Does not know what is in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.board import Board
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.book.scenario_table import VERDICTS
from kpi_xl.book.tabs import width_of
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Lang

TITLE, FLAG, CARDS, MOVES = 1, 2, 4, 9
"""Rows of the title, of what says whether all is up to date, and the first rows of the cards and of the moves."""

OF_A_CARD: Mapping[int, float] = {0: 20.0, 1: 34.0, 2: 32.0, 3: 38.0}
"""The height of each of the four rows of a card: name, value, what it is about, verdict."""

HEIGHTS = {TITLE: 32.0, FLAG: 21.0, FLAG + 1: 5.0, MOVES - 1: 6.0, MOVES: 20.0} | {CARDS + at: size for at, size in OF_A_CARD.items()}
A_MOVE, A_GAP = 18.0, 6.0

ALL = 126.0
"""The width of the whole page in Excel's characters: what a small laptop shows without scrolling."""

LABEL, TODAY, SCENARIO = (34.0, 46.0), 18.0, (24.0, 46.0)
"""The least and the most width of the labels, the width of today, and the least and the most of a scenario's two columns."""

NARROW = 32.0
"""A card narrower than this wraps what wider ones say in a line."""

TARGETS = 0.6
"""The share of a scenario's width that its targets take; its ratios take the rest."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, from top to bottom."""

    name: PageCell
    value: PageCell
    about: PageCell
    verdict: PageCell


@dataclass(frozen=True)
class Screen:
    """What the first screen says.

    Attributes
    ----------
    cards
        Today's KGI first, then a card per scenario.
    moves
        The moves that matter, their headers first; empty where there are none. A row is a lever, today, and target and ratio per scenario.
    said
        What else to know: a head and a text each.
    """

    lang: Lang
    title: PageCell
    subtitle: PageCell
    flag: PageCell
    cards: tuple[Card, ...]
    moves: tuple[tuple[PageCell, ...], ...]
    said: tuple[tuple[PageCell, PageCell], ...]

    @cached_property
    def widths(self) -> dict[int, float]:
        """The width of every column."""
        label = min(max(LABEL[0], *(width_of(str(row[0].value or "")) + 2 for row in self.moves), 0.0), LABEL[1])
        scenarios = len(self.cards) - 1
        pair = min(max(SCENARIO[0], (ALL - label - TODAY) / scenarios), SCENARIO[1])
        widths = {1: label, 2: TODAY}
        for place in range(scenarios):
            widths |= {3 + 2 * place: round(pair * TARGETS, 1), 4 + 2 * place: round(pair * (1 - TARGETS), 1)}
        return widths

    @property
    def end(self) -> int:
        """The last row."""
        return self._said + len(self.said) - 1

    @property
    def flag_area(self) -> str:
        """Where the flag stands."""
        return f"C{FLAG}:{column_letters(max(self.widths))}{FLAG}"

    def board(self) -> Board:
        """Return the screen's cells, merges and heights."""
        board = Board(self.lang, self.widths, heights=HEIGHTS | self._taller)
        board.put(TITLE, 1, board.last, self.title)
        board.put(FLAG, 1, 2, self.subtitle)
        board.put(FLAG, 3, board.last, self.flag)
        for place, card in enumerate(self.cards):
            for row, cell in enumerate((card.name, card.value, card.about, card.verdict), CARDS):
                board.put(row, 1 + 2 * place, 2 + 2 * place, cell)
        for row, cells in enumerate(self.moves, MOVES):
            board.heights.setdefault(row, A_MOVE)
            board.cells |= {(row, column): cell for column, cell in enumerate(cells, 1)}
        board.heights[self._said - 1] = A_GAP
        for row, (head, text) in enumerate(self.said, self._said):
            board.line(row, head, text)
        return board

    @property
    def _taller(self) -> dict[int, float]:
        """The heights of the cards' rows where the cards are narrow: a name that wraps, a verdict of three lines."""
        width = self.widths[3] + self.widths[4]
        if width >= NARROW:
            return {}
        longest = max(width_of(str(card.name.value or "")) for card in self.cards[1:])
        return {CARDS: OF_A_CARD[0] * (2 if longest > width - 2.0 else 1), CARDS + 3: OF_A_CARD[3] * 1.5}

    def verdicts(self) -> Iterator[Rule]:
        """Yield the live looks of the verdicts, by the symbol they begin with."""
        area = f"C{CARDS + 3}:{column_letters(max(self.widths))}{CARDS + 3}"
        for symbol, look in VERDICTS:
            yield Rule(area, f'LEFT(C{CARDS + 3},1)="{symbol}"', look)

    @property
    def _said(self) -> int:
        return MOVES + len(self.moves) + 1 if self.moves else MOVES
