"""The page on which the KPI tree is drawn in cells: boxes, lines between them, and a legend.

Knows the page's rows and columns. Does not know where in the drawing a box stands, what it says, nor how it is painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Page, PageCell, Rule
from kpi_xl.book.scenario_table import SYMBOLS, THRESHOLDS
from kpi_xl.book.styles import ROW_HEIGHT, SIZE, STYLES
from kpi_xl.book.tabs import Tab, freshness_formula, width_of
from kpi_xl.book.tree_box import KINDS, WIDEST, Content
from kpi_xl.book.tree_drawing import BANDS, MOST, Box, Drawing, drawing, headed
from kpi_xl.book.tree_paper import fitting
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.labels import listed

TREE = "tree"
LINE_WIDTH, FLAG_WIDTH, LEAST_WIDTH = 2.0, 46.0, 75.0
"""Of a column for lines, of the flag, and of the whole page at least: its title and the flag stand side by side."""

TITLE_HEIGHT, GAP_HEIGHT = 34.0, 8.0
LEGEND = 3
"""The first row of the legend."""

Cells = dict[tuple[int, int], PageCell]


def tree_page(tabs: Sequence[Tab]) -> Page:
    """Return the page that draws the tree; one scenario is enough."""
    return Diagram(Content(tuple(tabs))).page()


@dataclass(frozen=True)
class Diagram:
    """What the boxes say, and where each thing stands on the page."""

    content: Content

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.content.brief

    @cached_property
    def drawing(self) -> Drawing:
        """Where boxes and lines stand."""
        tree = self.brief.tree
        return drawing(headed(tree.depths, tree.kgi), tree.children, 1 + self.content.lines)

    @cached_property
    def widths(self) -> dict[int, float]:
        """The width of every column: a band is as wide as its longest name asks for."""
        found: dict[int, float] = {}
        numbers, number = self.content.widths, self.content.number
        for band in range(self.drawing.bands):
            longest = max(self.content.room(box) for box in self.drawing.boxes if box.band == band)
            wanted = max(min(longest, WIDEST), LEAST_WIDTH / self.drawing.bands)
            spare = max(0.0, wanted - sum(numbers)) / numbers.count(number)
            found |= {self.column(band) - side: LINE_WIDTH for side in (1, 2) if band}
            found |= {self.column(band, at): width + (spare if width == number else 0.0) for at, width in enumerate(numbers)}
        return found

    @cached_property
    def header(self) -> int:
        """The first row of the captions, below the legend and a gap."""
        return LEGEND + math.ceil(len(KINDS) / len(self._wide)) + 1

    @property
    def first(self) -> int:
        """The row in which the drawing begins, below the captions and a gap."""
        return self.header + self.content.lines + 1

    @property
    def end(self) -> int:
        """The first row of the notes below the drawing."""
        return self.first + self.drawing.rows

    def column(self, band: int, at: int = 0) -> int:
        """Return a column of a band's boxes; two narrow ones for lines stand before each band but the first."""
        return band * (len(self.content.widths) + 2) + 1 + at

    def place(self, box: Box) -> str:
        """Return the first cell of a box."""
        return f"{column_letters(self.column(box.band))}{self.first + box.row}"

    def page(self) -> Page:
        """Return the page."""
        notes, last = list(self._notes()), column_letters(max(self.widths))
        flag, heights = column_letters(self._flag), self._heights(notes)
        end = self.end + len(notes) - 1
        paper, one_page = fitting(sum(self.widths.values()), sum(heights.values()))
        return Page(
            key=TREE,
            sheet=self.brief.say(PAGE_SHEETS[TREE]),
            cells=self._head(notes) | self._legend() | self._captions() | self._lines() | self._boxes(),
            lang=self.brief.lang,
            widths=self.widths,
            heights=heights,
            merges=(f"{flag}1:{last}1", *(f"A{row}:{last}{row}" for row in (2, *range(self.end, end + 1))), *self._merges()),
            rules=(*fresh_rules(self.brief, f"{flag}1:{last}1", f"${flag}$1"), *self._rules()),
            frozen=f"A{self.first}",
            title_rows=f"{LEGEND}:{self.first - 1}",
            one_page=one_page,
            print_area=f"A1:{last}{end}",
            paper=paper,
        )

    @property
    def _wide(self) -> list[int]:
        """The columns in which a word has room."""
        return [column for column, width in self.widths.items() if width >= self.content.number]

    @property
    def _flag(self) -> int:
        """The column from which on the words that say whether the page is up to date have room."""
        return max(at for at in self.widths if sum(width for column, width in self.widths.items() if column >= at) >= FLAG_WIDTH)

    def _heights(self, notes: Sequence[str]) -> dict[int, float]:
        line, room = ROW_HEIGHT[self.brief.lang], sum(self.widths.values()) * SIZE / STYLES["note"].size
        gaps = (self.header - 1, self.first - 1, *(self.first + gap for gap in self.drawing.gaps))
        said = {2: str(self._subtitle.value), **dict(enumerate(notes, self.end))}
        return (
            dict.fromkeys(range(LEGEND, self.end), line)
            | dict.fromkeys(gaps, GAP_HEIGHT)
            | {1: TITLE_HEIGHT, **{row: line * math.ceil(width_of(words) / room) for row, words in said.items()}}
        )

    def _head(self, notes: Sequence[str]) -> Cells:
        """Return what stands above the legend and below the drawing."""
        return {
            (1, 1): PageCell(self.brief.say(PAGE_SHEETS[TREE]), style="title"),
            (1, self._flag): PageCell(formula=freshness_formula(self.content.tabs), style="symbol"),
            (2, 1): self._subtitle,
            **{(row, 1): PageCell(words, style="note") for row, words in enumerate(notes, self.end)},
        }

    @property
    def _subtitle(self) -> PageCell:
        left_out, words = self.drawing.left_out, labels.tree_drawing
        if not left_out:
            return PageCell(self.brief.say(words.TREE_SUBTITLE), style="note")
        return PageCell(self.brief.say(words.TOO_MANY_BOXES, most=MOST, left_out=left_out, scenario=self.brief.sheet), style="warning")

    def _legend(self) -> Cells:
        wide = self._wide
        return {
            (LEGEND + place // len(wide), wide[place % len(wide)]): PageCell(self.brief.say(said), style=style)
            for place, (style, said) in enumerate(KINDS.items())
        }

    def _notes(self) -> Iterator[str]:
        say, scales = self.brief.say, dict[tuple[float, float], list[str]]()
        for tab in self.content.tabs:
            scales.setdefault(THRESHOLDS[tab.brief.scenario.role], []).append(tab.brief.sheet)
        for (fair, poor), sheets in scales.items():
            scenarios = listed(sheets, self.brief.lang)
            yield say(labels.tree_drawing.SCALE, scenarios=scenarios, fair=f"{fair:.0%}", poor=f"{poor:.0%}")
        yield say(labels.tree_drawing.HOW_TO_READ)
        if any(box.indent for box in self.drawing.boxes):
            yield say(labels.tree_drawing.FOLDED_DEEPER, levels=BANDS)

    def _captions(self) -> Cells:
        return {
            (self.header + line, self.column(band, at)): cell
            for band in range(self.drawing.bands)
            for (line, at), cell in self.content.captions()
        }

    def _lines(self) -> Cells:
        return {
            (self.first + row, self.column(band) - 2 + side): PageCell(style=f"line_{stroke}")
            for (row, band, side), stroke in self.drawing.strokes.items()
        }

    def _boxes(self) -> Cells:
        here = quoted_sheet(self.brief.say(PAGE_SHEETS[TREE]))
        homes = {box.kpi: f"{here}!{self.place(box)}" for box in self.drawing.boxes if not box.again}
        return {
            (self.first + box.row + row, self.column(box.band, at)): cell
            for box in self.drawing.boxes
            for (row, at), cell in self.content.cells(box, homes.get(box.kpi) or self.content.tabs[0].cell("target", box.kpi))
        }

    def _merges(self) -> Iterator[str]:
        """Yield each box's name, and over each band every scenario's name above its target and its symbol."""
        for box in self.drawing.boxes:
            end = column_letters(self.column(box.band, len(self.content.widths) - 1))
            yield f"{self.place(box)}:{end}{self.first + box.row}"
        for line, column in self._targets():
            yield f"{column_letters(column)}{self.header + line}:{column_letters(column + 1)}{self.header + line}"

    def _rules(self) -> Iterator[Rule]:
        """Yield the live colours: a target and its symbol wear the look of the symbol."""
        for column in sorted({column for _, column in self._targets()}):
            target, symbol = column_letters(column), column_letters(column + 1)
            for sign, look in SYMBOLS:
                yield Rule(f"{target}{self.first}:{symbol}{self.end - 1}", f'${symbol}{self.first}="{sign}"', look)

    def _targets(self) -> Iterator[tuple[int, int]]:
        """Yield for each band and each scenario the line within a box and the column in which the targets stand."""
        for band in range(self.drawing.bands):
            for place in range(len(self.content.tabs)):
                line, column = self.content.target(place)
                yield line, self.column(band, column)
