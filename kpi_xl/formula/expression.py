"""What a formula says, as a tree of frozen nodes; every node knows the characters it came from.

Knows Excel's syntax. Does not know what any cell holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""First and one-past-last character of a node in the formula's text, the leading = counted."""

Area = Literal["data", "all", "headers", "totals", "this_row", "headers_and_data", "data_and_totals"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Boolean:
    """TRUE or FALSE."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error written in the formula, such as #REF! after a row was deleted."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Missing:
    """An argument left empty, as in IF(a,,b)."""

    span: Span


@dataclass(frozen=True, slots=True)
class CellRef:
    """One cell; rows and columns count from 1; `sheet` is None on the formula's own sheet."""

    sheet: str | None
    row: int
    column: int
    span: Span


@dataclass(frozen=True, slots=True)
class RangeRef:
    """A rectangle of cells, both corners included; a whole column has row 1 to 1,048,576."""

    sheet: str | None
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    span: Span


@dataclass(frozen=True, slots=True)
class NameRef:
    """A defined name; with a sheet it is that sheet's own name."""

    sheet: str | None
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class TableRef:
    """A structured reference; no table means the one around the formula.

    `columns` holds no column (all of them), one, or the first and the last of a run of columns.
    """

    table: str | None
    columns: tuple[str, ...]
    area: Area
    span: Span


@dataclass(frozen=True, slots=True)
class External:
    """A reference into another workbook, as written; its value is what this workbook remembers of it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Array:
    """Constants in braces, row by row."""

    rows: tuple[tuple[Number | Text | Boolean | ErrorText, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign, a percent sign behind its operand, or @ before it."""

    operator: Literal["-", "+", "%", "@"]
    operand: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them."""

    operator: str
    left: Expression
    right: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A function in capitals, without the file format's _xlfn. prefix, and its arguments."""

    function: str
    arguments: tuple[Expression, ...]
    span: Span


Reference = CellRef | RangeRef | NameRef | TableRef
Expression = Number | Text | Boolean | ErrorText | Missing | Reference | External | Array | Unary | Binary | Call


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield every node, first to last as written; without recursion, because a sum may have thousands of terms."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(parts(node)))


def parts(node: Expression) -> tuple[Expression, ...]:
    """Return the nodes directly inside a node."""
    match node:
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case Array():
            return tuple(element for row in node.rows for element in row)
        case _:
            return ()


def chain(node: Expression, operators: str) -> list[tuple[str, Expression]]:
    """Return the operands of a chain with the sign before each; without recursion, because a sum may have thousands of terms."""
    found: list[tuple[str, Expression]] = []
    while isinstance(node, Binary) and node.operator in operators:
        found.append((node.operator, node.right))
        node = node.left
    found.append((operators[0], node))
    return found[::-1]
