"""A page of plan changes as its rows come about, one below the other.

Knows the columns that all parts of the page share. Does not know what any part says.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import Chart
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.book.styles import ROW_HEIGHT
from kpi_xl.book.tabs import width_of
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Label

LABEL, OWNER, UNIT, START, NOW, OLD, NEW, CHANGE, RATIO, OLD_NEXT, NEW_NEXT, DIRECTION = range(1, 13)
LAST = DIRECTION
FIRST_MONTH = UNIT + 1
"""The column of the first month, where a part of the page shows months."""

MARGIN, TITLE_HEIGHT = 3.0, 34.0
SECTION_HEIGHT, HEADER_HEIGHT = 1.3, 1.9


@dataclass
class Canvas:
    """What is on the page so far.

    Attributes
    ----------
    brief
        What all scenarios have in common.
    row
        The next free row.
    """

    brief: Brief
    widths: Mapping[int, float]
    cells: dict[tuple[int, int], PageCell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    row: int = 1

    @property
    def last(self) -> int:
        """The last column of the page."""
        return max(self.widths)

    def say(self, label: Label, **said: object) -> str:
        """Return a label in the page's language."""
        return self.brief.say(label, **said)

    def put(self, cells: Mapping[int, PageCell]) -> None:
        """Write a row of cells by column, and go on to the next row."""
        self.cells |= {(self.row, column): cell for column, cell in cells.items()}
        self.row += 1

    def title(self, said: str) -> None:
        """Write the page's title."""
        self.heights[self.row] = TITLE_HEIGHT
        self.put({LABEL: PageCell(said, style="title")})

    def sentence(self, said: str, style: str) -> None:
        """Write a sentence across the page, as high as it needs to be."""
        self._across(LABEL, said, style)
        self.row += 1

    def section(self, said: str) -> None:
        """Write the heading of a part."""
        self.heights[self.row] = ROW_HEIGHT[self.brief.lang] * SECTION_HEIGHT
        self.put({column: PageCell(said if column == LABEL else None, style="section") for column in range(LABEL, self.last + 1)})

    def headers(self, heads: Mapping[int, str]) -> None:
        """Write the headers of a table."""
        self.heights[self.row] = ROW_HEIGHT[self.brief.lang] * HEADER_HEIGHT
        self.put({column: PageCell(said, style="header") for column, said in heads.items()})

    def wide(self, cells: Mapping[int, PageCell], said: str, style: str) -> None:
        """Write a row whose last text goes on from the column of units to the end, as high as it needs to be."""
        self.cells |= {(self.row, column): cell for column, cell in cells.items()}
        self._across(UNIT, said, style)
        self.row += 1

    def _across(self, first: int, said: str, style: str) -> None:
        room = sum(self.widths[column] for column in range(first, LAST + 1)) - MARGIN
        self.cells |= {(self.row, column): PageCell(said if column == first else None, style=style) for column in range(first, LAST + 1)}
        self.merges.append(f"{column_letters(first)}{self.row}:{column_letters(LAST)}{self.row}")
        self.heights[self.row] = max(math.ceil(width_of(said) / room), 1) * ROW_HEIGHT[self.brief.lang]
