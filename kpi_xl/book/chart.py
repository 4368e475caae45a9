"""A chart as plain data: what it draws, in which colours, and where it stands.

Knows cells of its own page and style keys. Does not know what draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LEGEND = "_kpi_xl_legend"
"""The page's hidden name for the cells from which its charts take the names of their series.

By it a chart of ours is told from one of the user's."""


APART, ONE_LINE = -5, 100
"""How the bars of a category lie: side by side with a gap, or on one line."""

GAP = 60
"""Between categories, in per cent of a bar."""

WIDTH = 0.75
"""The share of a chart's width that bars have, beside their names and what the last number of the axis needs."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars. `name` is a cell of the page's legend, `values` an area, `colour` a style key whose fill it wears.

    A column whose colour has no fill is not seen: it carries what stands on it.
    """

    name: str
    values: str
    colour: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Clustered bars that lie, first category on top; columns that stand on each other; or lines.

    `categories` is an area of the page; `format` the number format of the values, as a chart knows no live formats; `begin` is where bars
    start, `least` where their axis does; `overlap` is by how much of their width in per cent the bars of a category cover each other, so
    that with `ONE_LINE` those to the left and to the right of an axis share a line; `width` is the share of the chart's width that bars
    have; `gap` lies between categories; of columns only `every` so many-th
    has its name written. It fills the cells of `area`, whatever these measure in a program.
    """

    kind: Literal["bar", "column", "line"]
    title: str
    categories: str
    series: tuple[Series, ...]
    format: str
    area: str
    begin: float | None = None
    least: float | None = None
    category_format: str = "General"
    overlap: int = APART
    width: float = WIDTH
    legend: bool = True
    gap: int = GAP
    every: int = 1
