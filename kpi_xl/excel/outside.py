"""Formulas of a table that reach outside it: a cell function sees the table alone, and a blank in their place would be a wrong answer.

Knows a table's cells and names. Does not know what its rows mean.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from kpi_xl import labels
from kpi_xl.book.layout import KPIS
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.calc.references import HINT, NO_HINT
from kpi_xl.errors import KpiXlError
from kpi_xl.errors.excel import CellFunctionError, NoPlaces, OutsideTable
from kpi_xl.excel.table_cells import Placed
from kpi_xl.formula.expression import CellRef, Expression, External, NameRef, RangeRef, TableRef, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.formula.shape import Shape, read


def reaching_outside(table: Placed, names: Collection[str]) -> Iterator[tuple[Address, CellFunctionError]]:
    """Yield each cell whose formula uses what is not in the table, and what is to be said about it.

    Parameters
    ----------
    names
        What the rows are called.
    """
    known = {table.area.name, *(name.casefold() for name in names)}
    for cell, content in table.contents.items():
        if isinstance(content, Formula):
            problem = _problem(content.text, cell, table, known)
            if problem is not None:
                yield cell, problem


def _problem(text: str, cell: Address, table: Placed, known: Collection[str]) -> CellFunctionError | None:
    """Return what is wrong with a formula; one that cannot be read is left to who calculates it."""
    try:
        shape, _ = read(text, str(cell))
        if _names_rows_alone(shape, known):
            return None
        expression = parse(text, str(cell))
    except KpiXlError:
        return None
    for node in walk(expression):
        shown = text[slice(*node.span)]
        if isinstance(node, CellRef | RangeRef) and node.sheet is None and not table.is_sure:
            return NoPlaces(where=cell, formula=text, column=KPIS.column("cell").label)
        if isinstance(node, NameRef) and not _is_known(node, known, shape):
            close = () if node.sheet else difflib.get_close_matches(node.name, sorted(known), n=3)
            return _outside(text, cell, shown, close)
        if _is_elsewhere(node, table):
            return _outside(text, cell, shown, ())
    return None


def _names_rows_alone(shape: Shape, known: Collection[str]) -> bool:
    """Whether a formula is of the usual kind: nothing but names of rows."""
    return all(isinstance(node, NameRef) and _is_known(node, known, shape) for node in shape.references) and not any(
        isinstance(node, External) for node in walk(shape.expression)
    )


def _is_known(name: NameRef, known: Collection[str], shape: Shape) -> bool:
    """Whether a name is a row's, the table's, or may be the formula's own."""
    return name.sheet is None and (name.name.casefold() in known or shape.defines_names)


def _is_elsewhere(node: Expression, table: Placed) -> bool:
    match node:
        case CellRef():
            return not _inside(table, node.sheet, node.row, node.column)
        case RangeRef():
            corners = (node.first_row, node.first_column), (node.last_row, node.last_column)
            return not all(_inside(table, node.sheet, row, column) for row, column in corners)
        case TableRef():
            return node.table is not None and node.table.casefold() != table.area.name
    return isinstance(node, External)


def _inside(table: Placed, sheet: str | None, row: int, column: int) -> bool:
    area = table.area
    own = sheet is None or sheet.casefold() == area.sheet.casefold()
    return own and area.header_row <= row <= area.last_row and area.first_column <= column <= area.last_column


def _outside(text: str, cell: Address, shown: str, close: Collection[str]) -> OutsideTable:
    hint = HINT.fill(names=", ".join(close)) if close else NO_HINT
    locked = KPIS.column("locked").label
    return OutsideTable(where=cell, formula=text, reference=shown, hint=hint, locked=locked, yes=labels.YES)
