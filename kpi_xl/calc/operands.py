"""What stands between the operators while a formula is compiled: what is known already, and what depends on a lever.

Knows the shapes an operand can have. Does not know how they are calculated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl.calc.cells import Address, Area, Formula, Value


@dataclass(frozen=True, slots=True)
class Node:
    """A number on the tape, or a logical value there (1 is TRUE)."""

    index: int
    boolean: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of two operands of different kinds, such as IF(x>0,"a",1): which one, a node on the tape tells.

    It keeps texts, blanks and errors exact although the tape holds only numbers: what is done to a choice is done to
    both its sides.
    """

    condition: int
    yes: Scalar
    no: Scalar


Scalar = Value | Node | Choice


@dataclass(frozen=True, slots=True)
class Grid:
    """A range or an array, row by row.

    `area` is where it stands, blank rows and columns at its end included (`rows` leaves them out); the result of a
    calculation on a range keeps the area, but is no longer a `reference`.
    """

    rows: tuple[tuple[Scalar, ...], ...]
    area: Area | None = None
    reference: bool = False

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.area.height if self.area else len(self.rows)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.area.width if self.area else len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> Scalar:
        """Return one element; rows and columns count from 0."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None

    def elements(self) -> Iterator[Scalar]:
        """Yield every element, row by row."""
        return (element for row in self.rows for element in row)

    def part(self, row: int, column: int, height: int = 1, width: int = 1) -> Grid:
        """Return a rectangle of it; rows and columns count from 0."""
        rows = tuple(line[column : column + width] for line in self.rows[row : row + height])
        area = self.area.part(row, column, height, width) if self.area else None
        return Grid(rows, area, self.reference)


Operand = Scalar | Grid


def leaves(scalar: Scalar) -> Iterator[Value | Node]:
    """Yield every case of an operand."""
    waiting = [scalar]
    while waiting:
        case = waiting.pop()
        if isinstance(case, Choice):
            waiting += (case.no, case.yes)
        else:
            yield case


def plain(content: Value | Formula) -> Value:
    """Return a cell's constant as formulas see it: whole numbers are floats as well."""
    value = content.cached if isinstance(content, Formula) else content
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


Operands = dict[Address, Scalar]
