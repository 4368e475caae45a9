"""What formulas can see: addresses, values, formulas, names and tables, without a workbook behind them.

Knows how Excel writes an address. Does not know where the cells come from, nor how a formula is calculated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kpi_xl.formula.references import LAST_COLUMN

PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")
LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*")


@dataclass(frozen=True, slots=True)
class ExcelError:
    """A value such as #DIV/0!: it spoils whatever is calculated from it."""

    code: str

    def __str__(self) -> str:
        return self.code


DIV0, NA, NAME, NUM, REF, VALUE = (ExcelError(code) for code in ("#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#REF!", "#VALUE!"))

Value = float | bool | str | ExcelError | None
"""What a cell can hold; None is a blank cell."""


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(column: int) -> str:
    """Return a column's letters: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@lru_cache(maxsize=1024)
def quoted_sheet(sheet: str) -> str:
    """Return a sheet name as Excel writes it before an exclamation mark: quoted unless it is one plain word."""
    plain = PLAIN_SHEET.fullmatch(sheet) and not LOOKS_LIKE_A_CELL.fullmatch(sheet)
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


class Address(NamedTuple):
    """One cell; rows and columns count from 1. Its text is what Excel writes: KPIツリー!C5."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{quoted_sheet(self.sheet)}!{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells on one sheet, both corners included."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.last_row - self.first_row + 1

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.last_column - self.first_column + 1

    @property
    def is_cell(self) -> bool:
        """Whether it is a single cell."""
        return self.first_row == self.last_row and self.first_column == self.last_column

    @property
    def corner(self) -> Address:
        """Its upper left cell."""
        return Address(self.sheet, self.first_row, self.first_column)

    def part(self, row: int, column: int, height: int = 1, width: int = 1) -> Area:
        """Return a rectangle inside it; row and column count from 0."""
        top, left = self.first_row + row, self.first_column + column
        return Area(self.sheet, top, left, top + height - 1, left + width - 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell's formula, its = included, and the value the workbook last showed for it."""

    text: str
    cached: Value = None


@dataclass(frozen=True, slots=True)
class TableArea:
    """Where an Excel table stands; the rows are those of its data, without headers and totals."""

    name: str
    sheet: str
    header_row: int
    first_row: int
    last_row: int
    first_column: int
    columns: tuple[str, ...]
    totals: bool = False

    @property
    def last_column(self) -> int:
        """The sheet column of its last column."""
        return self.first_column + len(self.columns) - 1


@dataclass(frozen=True, slots=True)
class Cells:
    """Everything formulas can refer to.

    Parameters
    ----------
    contents
        What each cell holds; a cell that is not here is blank.
    names
        (sheet, or None for the workbook; name) to what it refers to, as text with or without its =. Letter case does not matter.
    tables
        Excel's tables by name.
    known
        Names that rows claim but that are not defined yet: a name that nothing else defines resolves to that row's cell.
    sheets
        Sheets that exist though no cell of theirs is in `contents`.
    """

    contents: Mapping[Address, Value | Formula]
    names: Mapping[tuple[str | None, str], str] = field(default_factory=dict)
    tables: Mapping[str, TableArea] = field(default_factory=dict)
    known: Mapping[str, Address] = field(default_factory=dict)
    sheets: frozenset[str] = frozenset()
