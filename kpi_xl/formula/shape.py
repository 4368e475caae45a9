"""Read formulas that differ only in the cells they name once: a page says the same in every row.

Knows where in a formula's text cells are named. Does not know what any cell holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpi_xl.errors import KpiXlError
from kpi_xl.formula.expression import Call, CellRef, Expression, NameRef, RangeRef, Reference, TableRef, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.formula.references import LAST_COLUMN, LAST_ROW, column_number
from kpi_xl.formula.tokens import LONGEST_FORMULA
from kpi_xl.labels import Label

Place = tuple[int, int]
"""A row and a column, counted from 1."""

DEFINES_NAMES = frozenset({"LET", "LAMBDA"})
"""Functions whose arguments hold names that nothing else defines."""

KEPT = 4_096
"""Shapes remembered; a workbook has a few dozen, and one per formula that names no cell."""

A_CELL = "A1"
"""What stands for any cell while a shape is read."""

_CELL = re.compile(r"(?<![\w.?\\$・\u3099\u309a])\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?![\w.(\[!?\\])")
_R1C1 = 471
"""Column RC: RC5 is a cell in one notation and none in the other; the grammar decides."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A formula without its cells.

    Attributes
    ----------
    expression
        The tree; where it names a cell, its own row and column mean nothing.
    references
        Its references in the order they are written.
    cells
        For each reference which of the formula's cells it is: none of them (a name, a table), one, or two corners.
    defines_names
        Whether some of its names may be defined by the formula itself.
    """

    expression: Expression
    references: tuple[Reference, ...]
    cells: tuple[tuple[int, ...], ...]
    defines_names: bool

    @classmethod
    def alone(cls, expression: Expression) -> Shape:
        """A shape that only one formula has: its references mean what they say."""
        references = _references(expression)
        return cls(expression, references, ((),) * len(references), _defines_names(expression))


def read(text: str, where: object) -> tuple[Shape, list[Place]]:
    """Read a formula as a shape and the cells it names, as `parse` would; `where` is its cell, which messages name.

    Raises
    ------
    FormulaError
        As `parse` does.
    """
    parts = _CELL.split(text)
    columns, rows = [*map(column_number, parts[1::3])], [*map(int, parts[2::3])]
    are_cells = not rows or (min(rows) > 0 and max(rows) <= LAST_ROW and max(columns) <= LAST_COLUMN and _R1C1 not in columns)
    if are_cells and len(text) <= LONGEST_FORMULA:
        known = _shape(tuple(parts[::3]))
        if known is not None:
            return known, list(zip(rows, columns, strict=True))
    return Shape.alone(parse(text, where if isinstance(where, Label) else str(where))), []


@lru_cache(maxsize=KEPT)
def _shape(words: tuple[str, ...]) -> Shape | None:
    """Return the shape of the words around some cells, or None where one of these is no cell: it stands in a text, or nothing fits."""
    try:
        expression = parse(A_CELL.join(words))
    except KpiXlError:
        return None  # said where it is read by itself, with its place
    ends, end = {}, 0
    for number, word in enumerate(words[:-1]):
        end += len(word) + len(A_CELL)
        ends[end] = number
    references = _references(expression)
    cells = tuple(_cells(node, ends) for node in references)
    if sorted(number for pair in cells for number in pair) != list(range(len(words) - 1)):
        return None
    return Shape(expression, references, cells, _defines_names(expression))


def _cells(node: Reference, ends: dict[int, int]) -> tuple[int, ...]:
    last = ends.get(node.span[1])
    if last is None or not isinstance(node, CellRef | RangeRef):
        return ()
    return (last,) if isinstance(node, CellRef) else (last - 1, last)


def _references(expression: Expression) -> tuple[Reference, ...]:
    return tuple(node for node in walk(expression) if isinstance(node, CellRef | RangeRef | NameRef | TableRef))


def _defines_names(expression: Expression) -> bool:
    return any(isinstance(node, Call) and node.function in DEFINES_NAMES for node in walk(expression))
