"""A page of cards and sentences as it comes about: cells that span columns, and rows as high as what they say.

Knows cells, merges and how much room words take. Does not know what is said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kpi_xl.book.page import PageCell
from kpi_xl.book.styles import SIZE, STYLES
from kpi_xl.book.tabs import width_of
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Lang

LINE: Mapping[Lang, float] = {"ja": 18.0, "en": 15.5}
"""The height of one of several lines of text, in points."""

UNKNOWN = " "
"""What a formula says is not known here: it gets the room of a text as long as the page is wide."""

AIR = 4.0
"""Points above and below a text together."""


@dataclass
class Board:
    """The cells, merged areas and row heights of a page whose columns have these widths."""

    lang: Lang
    widths: Mapping[int, float]
    cells: dict[tuple[int, int], PageCell] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last column."""
        return max(self.widths)

    def put(self, row: int, first: int, last: int, cell: PageCell) -> None:
        """Let a cell span columns; each of them wears its style, since a merged area shows the edges of all its cells."""
        blank = replace(cell, value=None, formula=None, link=None)
        self.cells |= {(row, column): blank for column in range(first + 1, last + 1)} | {(row, first): cell}
        if last > first:
            self.merges.append(f"{column_letters(first)}{row}:{column_letters(last)}{row}")

    def line(self, row: int, head: PageCell, text: PageCell) -> None:
        """Put a head into the first column and a text across the others; the row is as high as the text needs, or as it was made."""
        self.put(row, 1, 1, head)
        self.put(row, 2, self.last, text)
        words = str(text.value or "") if text.formula is None else UNKNOWN * int(sum(self.widths.values()))
        self.heights.setdefault(row, self.height(words, text.style, 2, self.last))

    def height(self, words: str, style: str, first: int, last: int) -> float:
        """Return the height of a text that wraps across columns: no program fits a merged row by itself."""
        room = sum(self.widths[column] for column in range(first, last + 1))
        lines = max(1, math.ceil(width_of(words) * STYLES[style].size / SIZE / room))
        return AIR + LINE[self.lang] * lines
