"""Tornados: bars to both sides of today's KGI, one line per lever, and the hidden cells they draw.

Knows what was computed. Does not know the rest of the page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.chart import LEGEND, ONE_LINE, Chart, Series
from kpi_xl.book.page import Name, PageCell
from kpi_xl.book.sensitivity_figures import Figures, bounds
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.labels import Label
from kpi_xl.labels import sensitivity as words

MOST_BARS = 30
HEIGHT, LEAST_HEIGHT = (4.5, 0.85), 7.5
"""Centimetres: of a chart without bars and of each of its lines; and of the smallest chart."""

NARROW = 0.71
"""The share of a chart's width that its bars have: numbers with a sign and a unit stand out to both sides."""

SOUGHT = re.compile(r"\[(?P<sign>[<>=]+)(?P<bound>[^\]]+)\](?P<shown>.*)")
HOLDS = {">=": float.__ge__, "<": float.__lt__, "=": float.__eq__}


@dataclass(frozen=True, slots=True)
class Bar:
    """A lever's line: how the KGI changes at either end; None where there is none."""

    name: str
    ends: tuple[float | None, float | None]

    @property
    def length(self) -> float:
        """From the leftmost to the rightmost end, today among them; to nine digits, so that equal bars keep their order."""
        reached = (0.0, *(end for end in self.ends if end is not None))
        return float(f"{max(reached) - min(reached):.9g}")


@dataclass(frozen=True, slots=True)
class Tornado:
    """Bars, the longest first, and the words around them: the title where all are drawn, where some are, and the names of the sides."""

    bars: tuple[Bar, ...]
    titles: tuple[Label, Label]
    sides: tuple[Label, Label]

    @property
    def drawn(self) -> tuple[Bar, ...]:
        """The bars there is room for."""
        return self.bars[:MOST_BARS]


@dataclass(frozen=True)
class Tornados:
    """Both charts; their figures stand in hidden columns from `column` on: names and both sides of each."""

    figures: Figures
    column: int

    @cached_property
    def all(self) -> list[Tornado]:
        """The tornado of a tenth and that of the bounds somebody typed; one without bars is left out."""
        swung = [Bar(pull.lever, (self._change(pull.minus), self._change(pull.plus))) for pull in self.figures.pulls]
        levers = self.figures.brief.tree.levers
        typed = [(pull.lever, bounds(levers[pull.lever], pull)) for pull in self.figures.pulls]
        bounded = [Bar(name, (self._change(low), self._change(high))) for name, (low, high) in typed]
        found = [
            Tornado(_sorted(swung), (words.SWUNG, words.SWUNG_MOST), (words.TENTH_LOWER, words.TENTH_HIGHER)),
            Tornado(_sorted(bounded), (words.TO_BOUNDS, words.TO_BOUNDS_MOST), (labels.LOW, labels.HIGH)),
        ]
        return [tornado for tornado in found if tornado.bars]

    @property
    def last(self) -> int:
        """The last hidden column."""
        return self.column + 3 * len(self.all) - 1

    @property
    def height(self) -> float:
        """The charts' height in centimetres; 0 where there is none."""
        empty, line = HEIGHT
        return max((max(LEAST_HEIGHT, empty + line * len(tornado.drawn)) for tornado in self.all), default=0.0)

    def cells(self, header: int) -> dict[tuple[int, int], PageCell]:
        """Return the hidden cells below a header row."""
        cells: dict[tuple[int, int], PageCell] = {}
        for place, tornado in enumerate(self.all):
            first = self.column + 3 * place
            for side, label in enumerate(tornado.sides, 1):
                cells[header, first + side] = PageCell(self.figures.brief.say(label), style="muted")
            for row, bar in enumerate(tornado.drawn, header + 1):
                cells[row, first] = PageCell(self.figures.brief.tree.kpis[bar.name].shown, style="muted")
                cells |= {(row, first + side): PageCell(end, style="muted") for side, end in enumerate(bar.ends, 1)}
        return cells

    def names(self, header: int, sheet: str) -> Iterator[Name]:
        """Yield the name of the legend."""
        if self.all:
            first, last = column_letters(self.column), column_letters(self.last)
            yield Name(LEGEND, f"{quoted_sheet(sheet)}!${first}${header}:${last}${header}", hidden=True)

    def charts(self, header: int, areas: Sequence[str]) -> Iterator[Chart]:
        """Yield a chart for each tornado, to fill an area of the page each."""
        brief, kgi = self.figures.brief, self.figures.kgi
        for place, (tornado, area) in enumerate(zip(self.all, areas, strict=False)):
            names, minus, plus = (column_letters(self.column + 3 * place + side) for side in range(3))
            first, last = header + 1, header + len(tornado.drawn)
            size = max(abs(self.figures.today), tornado.drawn[0].length)
            title = tornado.titles[len(tornado.drawn) < len(tornado.bars)]
            yield Chart(
                kind="bar",
                title=brief.say(title, kgi=kgi.shown, count=len(tornado.drawn)),
                categories=f"{names}{first}:{names}{last}",
                series=(
                    Series(f"{minus}{header}", f"{minus}{first}:{minus}{last}", "tab_stretch"),
                    Series(f"{plus}{header}", f"{plus}{first}:{plus}{last}", "tab_must_achieve"),
                ),
                format=signed(brief.axis_format(kgi.unit, size), size),
                area=area,
                overlap=ONE_LINE,
                width=NARROW,
            )

    def _change(self, value: float | None) -> float | None:
        return None if value is None or not math.isfinite(value) else value - self.figures.today


def _sorted(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted((bar for bar in bars if bar.length), key=lambda bar: -bar.length))


def signed(shown: str, size: float) -> str:
    """Return the part of a number format that is for values of a size, with a sign for either side of 0.

    Examples
    --------
    >>> signed("[>=100]#,##0;[<0]-#,##0.0#;0.0#", 5000.0)
    '+#,##0;-#,##0;0'
    """
    for part in shown.split(";"):
        found = SOUGHT.fullmatch(part)
        if found is None or HOLDS[found["sign"]](float(size), float(found["bound"])):
            digits = found["shown"] if found else part
            return f"+{digits};-{digits};0"
    return shown
