"""Say a copy's formula in the words of the base: cells that stand elsewhere, rows that had another name, headers in another language.

Knows how references are written. Does not know which formulas changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl import errors
from kpi_xl.book.identity import rewritten
from kpi_xl.book.merge_align import Alignment
from kpi_xl.calc.cells import Address, column_letters, quoted_sheet
from kpi_xl.formula.expression import CellRef, Expression, NameRef, RangeRef, TableRef, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.formula.references import LAST_COLUMN, LAST_ROW

_CELL = re.compile(r"(\$?)[A-Za-z]{1,3}(\$?)[0-9]{1,7}")
_APART = re.compile(r'("(?:[^"]|"")*"|\'(?:[^\']|\'\')*\')')
_IDLE = re.compile(r"\s|\$|@|_xlfn\.(?:_xlws\.)?", re.IGNORECASE)


def normal(text: str) -> str:
    """Return a formula as it is compared: spaces, letter case and $ do not count outside quotes.

    Examples
    --------
    >>> normal('= a * $C$5 & "x y"')
    '=A*C5&"x y"'
    """
    return "".join(part if place % 2 else _IDLE.sub("", part).upper() for place, part in enumerate(_APART.split(text)))


def names_in(text: str) -> set[str]:
    """Return the workbook's names a formula uses; a formula that cannot be read uses none."""
    return {node.name for node in _nodes(text) if isinstance(node, NameRef) and node.sheet is None}


def at_home(alignment: Alignment, text: str, place: Address) -> str | None:
    """Return what a copy's formula is in the base, or None where it refers to a cell that the base has not.

    Parameters
    ----------
    place
        The copy's cell the formula stands in.
    """
    if alignment.plain and not alignment.added:
        return text
    text = rewritten(text, alignment.renamed)
    nodes = [node for node in _nodes(text) if isinstance(node, CellRef | RangeRef | TableRef)]
    for node in sorted(nodes, key=lambda node: node.span, reverse=True):
        start, stop = node.span
        moved = _moved(alignment, node, text[start:stop], place)
        if moved is None:
            return None
        text = text[:start] + moved + text[stop:]
    return text


def _nodes(text: str) -> Iterator[Expression]:
    try:
        yield from walk(parse(text))
    except errors.KpiXlError:
        return  # what cannot be read is reported where it is computed


def _moved(alignment: Alignment, node: CellRef | RangeRef | TableRef, text: str, place: Address) -> str | None:
    if isinstance(node, TableRef):
        return _headers(alignment, node, text, place)
    sheet = node.sheet or place.sheet
    if isinstance(node, CellRef):
        corners = _one(alignment, Address(sheet, node.row, node.column))
    elif node.last_row == LAST_ROW or node.last_column == LAST_COLUMN:
        return text
    else:
        corners = _area(alignment, sheet, node)
    return None if corners is None else _written(text, corners, node.sheet)


def _written(text: str, corners: list[Address], sheet: str | None) -> str:
    """Return a reference with its corners replaced; its $ and its sheet stay where they were."""
    places = iter(corners)

    def corner(found: re.Match[str]) -> str:
        place = next(places)
        return f"{found[1]}{column_letters(place.column)}{found[2]}{place.row}"

    prefix = f"{quoted_sheet(corners[0].sheet)}!" if sheet is not None else ""
    return prefix + ":".join(_CELL.sub(corner, part.rpartition("!")[2].strip()) for part in _ends(text, len(corners)))


def _ends(text: str, count: int) -> list[str]:
    return [text] if count == 1 else list(text.rsplit(":", 1))


def _one(alignment: Alignment, place: Address) -> list[Address] | None:
    home = alignment.home(place)
    return None if home is None else [home]


def _area(alignment: Alignment, sheet: str, node: RangeRef) -> list[Address] | None:
    """Return the corners of an area in the base, if it holds there what it holds here, and besides only rows the copy deleted."""
    rows = [alignment.home(Address(sheet, row, node.first_column)) for row in range(node.first_row, node.last_row + 1)]
    right = alignment.home(Address(sheet, node.first_row, node.last_column))
    known = [place for place in rows if place is not None]
    if len(known) < len(rows) or right is None or right.column - known[0].column != node.last_column - node.first_column:
        return None
    found = {place.row for place in known}
    first, last = min(found), max(found)
    if not set(range(first, last + 1)) - found <= alignment.gone(known[0].sheet):
        return None
    return [Address(known[0].sheet, first, known[0].column), Address(known[0].sheet, last, right.column)]


def _headers(alignment: Alignment, node: TableRef, text: str, place: Address) -> str:
    for key, grid in alignment.copy.grids.items():
        own = node.table is None and grid.holds(place)
        if (own or (node.table or "").casefold() == key) and key in alignment.base.grids:
            there = alignment.base.grids[key]
            shared = [column for column in there.columns if column in grid.columns and grid.header(column) in node.columns]
            for old, new in ((grid.header(column), there.header(column)) for column in shared):
                text = text.replace(f"[{old}]", f"[{new}]").replace(f"@{old}]", f"@{new}]")
    return text
