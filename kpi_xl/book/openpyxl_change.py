"""Change single cells and tables of sheets that are not ours, as openpyxl holds them.

Knows openpyxl's cells and tables. Does not know which may be changed, nor files.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import Table, TableColumn

from kpi_xl.book.page import Scalar
from kpi_xl.calc.cells import Address
from kpi_xl.errors import NotFinite


def set_content(target: Cell, value: Scalar, formula: str | None) -> None:
    """Put a value or a formula into a cell that keeps its look; a text stays a text, whatever it begins with, and "" is blank."""
    if formula is not None:
        target._value, target.data_type = formula, "f"
    elif isinstance(value, str):
        target._value, target.data_type = value or None, "s" if value else "n"
    else:
        target._value, target.data_type = finite(value, target), "b" if isinstance(value, bool) else "n"


def finite(value: Scalar, target: Cell) -> Scalar:
    """Refuse nan and inf: a file holding one opens with a repair prompt, or shows a blank."""
    if isinstance(value, float) and not (float("-inf") < value < float("inf")):
        raise NotFinite(where=str(Address(target.parent.title, target.row, target.column)), value=value)
    return value


def resize(table: Table, last_row: int, headers: Sequence[str]) -> None:
    """Move a table's last row; with all its headers it has further columns to the right."""
    widen(table, headers)
    first, _, last = table.ref.partition(":")
    table.ref = f"{first}:{last.rstrip('0123456789')}{last_row}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref


def widen(table: Table, headers: Sequence[str]) -> None:
    """Let a table have further columns to the right, by all its headers."""
    left, top, right, bottom = range_boundaries(table.ref)
    for place in range(right - left + 1, len(headers)):
        table.tableColumns.append(TableColumn(id=1 + max(column.id for column in table.tableColumns), name=headers[place]))
    table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(max(right, left + len(headers) - 1))}{bottom}"
