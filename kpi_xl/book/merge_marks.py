"""What a reader decided on the page of merged copies: the lines of its conflicts, read back from a workbook.

Knows where that page keeps its columns. Does not know how copies are merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl import errors, labels
from kpi_xl.book.merge_page import BEFORE, MERGE, NOW, SAYS, TAKE
from kpi_xl.book.merge_rows import Content, shown
from kpi_xl.book.port import Book
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.formula.expression import CellRef, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.labels import LANGS


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conflicts as it stands on the page of a workbook: the cell, what it was, what a copy says, whether that is marked."""

    place: Address
    before: Content
    says: Content
    marked: bool


def lines(book: Book) -> list[Line]:
    """Return the conflicts of a merged workbook's page; each line's live cell still knows its place when rows have moved."""
    found = [sheet for sheet in book.sheets() if book.marker(sheet) == (MERGE, sheet)]
    contents = book.contents()
    words = {labels.merging.TAKE.say(lang) for lang in LANGS}
    heads = [at for at, content in contents.items() if at.sheet in found and at.column == TAKE and content in words]
    return [line for head in heads for line in _below(contents, head)]


def _below(contents: dict[Address, Content], head: Address) -> Iterator[Line]:
    row = head.row + 1
    while isinstance(now := contents.get(Address(head.sheet, row, NOW)), Formula):
        place = _place(now.text)
        if place is not None:
            before, says = (_meant(contents.get(Address(head.sheet, row, column))) for column in (BEFORE, SAYS))
            yield Line(place, before, says, bool(shown(contents.get(Address(head.sheet, row, TAKE)))))
        row += 1


def _place(formula: str) -> Address | None:
    try:
        nodes = [node for node in walk(parse(formula)) if isinstance(node, CellRef) and node.sheet]
    except errors.KpiXlError:
        return None  # the row was deleted since
    return Address(nodes[0].sheet or "", nodes[0].row, nodes[0].column) if nodes else None


def _meant(content: Content) -> Content:
    """Return what a cell of the page stands for."""
    if isinstance(content, str):
        if content in (labels.merging.BLANK.ja, labels.merging.BLANK.en):
            return None
        return Formula(content) if content.startswith("=") else content
    return content
