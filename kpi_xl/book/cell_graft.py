"""Change single cells of a sheet part that is not ours; every other cell stays as it is written.

Knows sheet XML. Does not know why a cell changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from kpi_xl.book.package import FORBIDDEN, Cached
from kpi_xl.book.splice import Node, Splice, start_tag
from kpi_xl.calc.cells import column_letters
from kpi_xl.formula.references import column_number

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell holds from now on: a value, or a formula (with "=") and its result."""

    value: float | str | bool | None = None
    formula: str | None = None
    result: Cached | None = None

    def xml(self, prefix: str) -> tuple[str | None, str]:
        """The cell's type, and what stands between its tags."""
        if self.formula is not None:
            formula = f"<{prefix}f>{clean(self.formula.removeprefix('='))}</{prefix}f>"
            return kind(self.result), formula + result_xml(self.result, prefix)
        if self.value is None or self.value == "":
            return None, ""
        if isinstance(self.value, str):
            return "inlineStr", f'<{prefix}is><{prefix}t xml:space="preserve">{clean(self.value)}</{prefix}t></{prefix}is>'
        made = Cached.of(self.value)
        return kind(made), result_xml(made, prefix)


def clean(text: str) -> str:
    """A text as XML; what XML forbids as Excel spells it."""
    return escape(FORBIDDEN.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text))


def kind(result: Cached | None) -> str | None:
    """A cell's type; a number needs none."""
    return None if result is None or result.kind == "n" else result.kind


def result_xml(result: Cached | None, prefix: str) -> str:
    """The element that holds a result."""
    return "" if result is None else f"<{prefix}v>{clean(result.text)}</{prefix}v>"


@dataclass(frozen=True, slots=True)
class Row:
    """A row and its cells by column."""

    node: Node
    cells: Mapping[int, Node]


def with_cells(
    xml: bytes, contents: Mapping[Place, Content], results: Mapping[Place, Cached], formula_at: Callable[[Place], str | None]
) -> bytes:
    """Return a sheet part with some cells' contents and some formulas' results changed.

    Parameters
    ----------
    formula_at
        The formula of a cell as its own text: a cell that shares another's has none in the file, and needs one when that other changes.
    """
    part = Splice.of(xml)
    data = part.root.child("sheetData")
    if data is None:
        return xml
    grid = dict(rows(data))
    cells = {(number, column): cell for number, row in grid.items() for column, cell in row.cells.items()}
    freed = {place: formula_at(place) for place in orphans(cells, contents)}
    for place, cell in cells.items():
        if place in contents:
            part.replace(cell, filled(part, cell, contents[place]))
        elif place in freed or (place in results and cell.child("f") is not None):
            part.replace(cell, recalculated(part, cell, freed.get(place), results.get(place)))
    insert(part, data, grid, {place: contents[place] for place in sorted(contents) if place not in cells})
    return part.done()


def rows(data: Node) -> Iterator[tuple[int, Row]]:
    """The rows by number; a row or cell that does not say where it stands follows the one before."""
    number = 0
    for node in data.every("row"):
        number, column, cells = int(node.attributes.get("r", number + 1)), 0, {}
        for cell in node.every("c"):
            column = column_number(cell.attributes.get("r", "").rstrip("0123456789")) or column + 1
            cells[column] = cell
        yield number, Row(node, cells)


def orphans(cells: Mapping[Place, Node], contents: Mapping[Place, Content]) -> Iterator[Place]:
    """The cells that share the formula of a cell about to change."""
    shared: dict[str, list[Place]] = {}
    for place, cell in cells.items():
        formula = cell.child("f")
        if formula is not None and formula.attributes.get("t") == "shared":
            shared.setdefault(formula.attributes.get("si", ""), []).append(place)
    for places in shared.values():
        first = next((place for place in places if "ref" in cells[place].children[0].attributes), None)
        if first in contents:
            yield from (place for place in places if place not in contents)


def filled(part: Splice, cell: Node, content: Content) -> bytes:
    """A cell with other content and the same look."""
    type_, inside = content.xml(cell.prefix)
    start = start_tag(part.xml[cell.start : cell.inner], {"t": type_, "cm": None, "vm": None})
    return closed(start, inside.encode(), cell)


def recalculated(part: Splice, cell: Node, formula: str | None, result: Cached | None) -> bytes:
    """A formula cell with another result, or with the formula it shared as its own."""
    start = part.xml[cell.start : cell.inner]
    pieces = []
    for child in cell.children:
        if child.tag == "f" and formula is not None:
            pieces.append(f"<{child.name}>{clean(formula.removeprefix('='))}</{child.name}>".encode())
        elif child.tag not in ("v", "is") or result is None:
            pieces.append(part.xml[child.start : child.end])
        if child.tag == "f" and result is not None:
            start = start_tag(start, {"t": kind(result), "vm": None})
            pieces.append(result_xml(result, cell.prefix).encode())
    return closed(start, b"".join(pieces), cell)


def closed(start: bytes, inside: bytes, cell: Node) -> bytes:
    """An element from its start tag and what stands in it."""
    opened = start[:-2].rstrip() + b">" if start.endswith(b"/>") else start
    return opened + inside + f"</{cell.name}>".encode()


def insert(part: Splice, data: Node, grid: Mapping[int, Row], contents: Mapping[Place, Content]) -> None:
    """Put cells where there were none, in the order of rows and columns that Excel insists on."""
    fresh: dict[int, list[bytes]] = {}
    for (number, column), content in contents.items():
        type_, inside = content.xml(data.prefix)
        kept = f' t="{type_}"' if type_ else ""
        made = f'<{data.prefix}c r="{column_letters(column)}{number}"{kept}>{inside}</{data.prefix}c>'.encode()
        row = grid.get(number)
        if row is None or row.node.inner == row.node.end:
            fresh.setdefault(number, []).append(made)
        else:
            behind = [cell.start for at, cell in row.cells.items() if at > column]
            part.insert(min(behind, default=row.node.close), made)
    widened = {number for number, _ in contents} - set(fresh)
    for number in sorted(widened):
        part.set(grid[number].node, {"spans": None})  # a hint that would be wrong now
    insert_rows(part, data, grid, fresh)


def insert_rows(part: Splice, data: Node, grid: Mapping[int, Row], fresh: Mapping[int, list[bytes]]) -> None:
    """Put cells into rows that had none."""
    new = []
    for number, cells in fresh.items():
        if number in grid:
            node = grid[number].node
            part.replace(node, closed(start_tag(part.xml[node.start : node.inner], {"spans": None}), b"".join(cells), node))
            continue
        made = f'<{data.prefix}row r="{number}">'.encode() + b"".join(cells) + f"</{data.prefix}row>".encode()
        behind = [row.node.start for at, row in grid.items() if at > number]
        if behind:
            part.insert(min(behind), made)
        else:
            new.append(made)
    part.append(data, new)
