"""A page is what we paint, as plain data: cells with a value or a formula and a style key, rules, choices, names, tables, charts.

Knows rows, columns (both from 1) and style keys. Does not know what a workbook library is, nor what a page means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from kpi_xl.book.chart import Chart
from kpi_xl.calc.cells import TableArea
from kpi_xl.labels import Lang

Scalar = float | str | bool | None
Paper = Literal["A4", "A3"]


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell: a value, or a formula with its computed value.

    `formula` is Excel's file form: it starts with "=", and functions newer than 2007 carry `_xlfn.`. `value` is then its result, stored
    beside it so that a reader that does not calculate still sees it; an error is its code, such as "#DIV/0!".
    `format` is an Excel number format (None: the style's own). `link` is a place in the same workbook, such as "'KPIツリー'!D7".
    `indent` adds to the style's own.
    """

    value: Scalar = None
    formula: str | None = None
    style: str = "plain"
    format: str | None = None
    link: str | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A live look: cells of `area` whose `formula` is true wear `look`, a key of `styles.LOOKS`. Earlier rules win; `stop` ends the search.

    `format` is a number format to wear as well, such as one that shows 億; the look "none" then leaves the colours alone.
    """

    area: str
    formula: str
    look: str = "none"
    stop: bool = False
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a cell accepts: a formula such as "=lst_kpi", or literal words; `source=None` accepts anything and only shows the prompt, or
    the numbers `between` two.

    With an `error` text anything else is refused; without it the list is an offer.
    """

    area: str
    source: str | tuple[str, ...] | None
    prompt_title: str = ""
    prompt: str = ""
    error: str = ""
    between: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name. `refers_to` is a formula without "="; a text constant keeps its quotes."""

    name: str
    refers_to: str
    hidden: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class PageTable:
    """An Excel table without filter buttons; its header row is `first_row`. `calculated` maps a column to its formula (with "=")."""

    name: str
    first_row: int
    first_column: int
    last_row: int
    columns: tuple[str, ...]
    calculated: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def last_column(self) -> int:
        return self.first_column + len(self.columns) - 1

    def area(self, sheet: str) -> TableArea:
        """Return where formulas will find it."""
        return TableArea(self.name, sheet, self.first_row, self.first_row + 1, self.last_row, self.first_column, self.columns)


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Columns `first` to `last` in an outline group a reader opens with one click."""

    first: int
    last: int
    collapsed: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of ours: `key` says which page it is, `sheet` its tab in the workbook's language.

    Widths are Excel's characters and heights its points, by column and row number; a row without a height gets its style's, or grows with
    text that wraps. `frozen` is the first cell that scrolls ("C8");
    `tab` a style key whose fill colours the tab; `title_rows` ("1:7") repeat on every printed page. Paper is in landscape, one page wide;
    `one_page` makes it one page high as well.
    A page that is not `ours` carries no marker: it is the user's from the moment it stands, and never painted over.
    """

    key: str
    sheet: str
    cells: Mapping[tuple[int, int], PageCell]
    lang: Lang = "ja"
    widths: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    heights: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    merges: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    choices: tuple[Choices, ...] = ()
    names: tuple[Name, ...] = ()
    tables: tuple[PageTable, ...] = ()
    charts: tuple[Chart, ...] = ()
    frozen: str | None = None
    groups: tuple[ColumnGroup, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    tab: str = "header"
    title_rows: str | None = None
    one_page: bool = False
    paper: Paper = "A4"
    print_area: str | None = None
    zoom: int = 100
    gridlines: bool = False
    ours: bool = True
