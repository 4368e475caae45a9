"""Carry a formula of anybody's workbook to a KPI table: its words stay, and where it named a cell there is now a row.

Knows references and the values behind them. Does not know what a row is called, nor where it will stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from kpi_xl import errors
from kpi_xl.book.calculated import text
from kpi_xl.book.translate import DEEPEST, STANDS_WHERE_IT_IS
from kpi_xl.calc.cells import Address, Area, Cells, ExcelError, Formula, Value
from kpi_xl.calc.references import Named, References
from kpi_xl.formula.expression import Call, CellRef, Expression, External, NameRef, Number, RangeRef, Reference, TableRef, parts, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.labels import Label
from kpi_xl.labels import tracing as words

MOST_IN_RANGE = 60
"""Cells of one range that may become rows; a longer one is data rather than a tree."""

LISTED = frozenset({"SUM", "PRODUCT", "MIN", "MAX", "AVERAGE", "COUNT", "SUMSQ", "GEOMEAN", "MEDIAN"})
"""Functions that look at the numbers of a range alone: the list of their cells means the same."""

Piece = str | Address
"""A part of a formula: its own words, or the cell whose row stands there."""


class Cut(Exception):
    """A formula that cannot be carried: what about it cannot."""

    def __init__(self, why: Label) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True)
class Carrier:
    """What a workbook's cells hold and show.

    Attributes
    ----------
    cells
        The workbook.
    values
        What every formula shows.
    """

    cells: Cells
    values: Mapping[Address, Value]

    @cached_property
    def references(self) -> References:
        """What the workbook's references mean."""
        return References(self.cells)

    def shown(self, cell: Address) -> Value:
        """Return what a cell shows."""
        content = self.cells.contents.get(cell)
        return self.values.get(cell, content.cached) if isinstance(content, Formula) else content

    def carry(self, formula: str, home: Address) -> tuple[Piece, ...]:
        """Return a formula in pieces.

        Raises
        ------
        Cut
            If a part of it has no counterpart among rows.
        """
        return ("=", *self._body(formula, home, 0))

    def _body(self, formula: str, home: Address, depth: int) -> list[Piece]:
        if depth > DEEPEST:
            raise Cut(words.TOO_DEEP)
        try:
            changes = self._changes(parse(formula, str(home)), home, depth)
        except errors.KpiXlError as problem:
            raise Cut(words.NOT_READ) from problem
        found, done = list[Piece](), 1
        for (start, stop), pieces in sorted(changes, key=lambda change: change[0]):
            found += [formula[done:start], *pieces]
            done = stop
        return [piece for piece in (*found, formula[done:]) if piece != ""]

    def _changes(self, expression: Expression, home: Address, depth: int) -> list[tuple[tuple[int, int], list[Piece]]]:
        found = []
        waiting = [(expression, "")]
        while waiting:
            node, inside = waiting.pop()
            if isinstance(node, External):
                raise Cut(words.OTHER_WORKBOOK)
            if isinstance(node, Call) and node.function in STANDS_WHERE_IT_IS:
                raise Cut(words.MOVING.fill(function=node.function))
            if isinstance(node, Call) and node.function == "SUMPRODUCT":
                found.append((node.span, self._products(node, home)))
            elif isinstance(node, CellRef | RangeRef | NameRef | TableRef):
                found.append((node.span, self._reference(node, home, inside, depth)))
            else:
                own = node.function if isinstance(node, Call) else ""
                waiting += [(part, own) for part in parts(node)]
        return found

    def _reference(self, node: Reference, home: Address, inside: str, depth: int) -> list[Piece]:
        target = self.references.find(node, home)
        if isinstance(target, ExcelError):
            return [target.code]
        if isinstance(target, Named):
            return self._named(node, target, home)
        if target.is_cell:
            return self._cell(target.corner, depth)
        if inside not in LISTED:
            raise Cut(words.WHOLE_RANGE.fill(function=inside) if inside else words.RANGE_ALONE)
        numbers = self._numbers(target)
        return _joined(numbers, ",") or ["0"]

    def _named(self, node: Reference, target: Named, home: Address) -> list[Piece]:
        """Return a name that stands for a constant, written out."""
        name = node.name if isinstance(node, NameRef) else ""
        if any(isinstance(each, CellRef | RangeRef | NameRef | TableRef) for each in walk(target.expression)):
            raise Cut(words.NAMED_FORMULA.fill(name=name))
        said = {own.casefold(): text for (scope, own), text in self.cells.names.items() if scope in (None, home.sheet)}[name.casefold()]
        constant = said.removeprefix("=")
        return [constant if isinstance(target.expression, Number) else f"({constant})"]

    def _products(self, node: Call, home: Address) -> list[Piece]:
        """Return the sum of products of ranges, written out."""
        areas = [self.references.find(each, home) if isinstance(each, Reference) else None for each in node.arguments]
        if not areas or not all(isinstance(area, Area) for area in areas):
            raise Cut(words.WHOLE_RANGE.fill(function=node.function))
        clipped = [self.references.clip(area) for area in areas if isinstance(area, Area)]
        if len({(area.height, area.width) for area in clipped}) != 1 or clipped[0].height * clipped[0].width > MOST_IN_RANGE:
            raise Cut(words.LONG_RANGE.fill(function=node.function, most=MOST_IN_RANGE))
        places = [(row, column) for row in range(clipped[0].height) for column in range(clipped[0].width)]
        rows = [[area.part(*place).corner for area in clipped] for place in places]
        terms = [_joined(cells, "*") for cells in rows if all(isinstance(self.shown(cell), float) for cell in cells)]
        return ["(", *[*chain.from_iterable(("+", *term) for term in terms)][1:], ")"] if terms else ["0"]

    def _cell(self, cell: Address, depth: int) -> list[Piece]:
        """Return a cell with a number as its row, any other written out."""
        content, shown = self.cells.contents.get(cell), self.shown(cell)
        if isinstance(shown, float):
            return [cell]
        if isinstance(content, Formula):
            if shown is None or isinstance(shown, ExcelError):
                raise Cut(words.SHOWS.fill(cell=cell, value=shown or ""))
            return ["(", *self._body(content.text, cell, depth + 1), ")"]
        if isinstance(shown, bool):
            return [str(shown).upper()]
        return [text(shown) if isinstance(shown, str) else shown.code if isinstance(shown, ExcelError) else "0"]

    def _numbers(self, area: Area) -> Sequence[Address]:
        """Return the cells of a range that show numbers."""
        found = [cell for cell in self.references.filled(area) if isinstance(self.shown(cell), float)]
        if len(found) > MOST_IN_RANGE:
            raise Cut(words.LONG_RANGE.fill(function="", most=MOST_IN_RANGE))
        if any(isinstance(self.shown(cell), ExcelError) for cell in self.references.filled(area)):
            raise Cut(words.ERROR_IN_RANGE)
        return found


def _joined(cells: Sequence[Address], sign: str) -> list[Piece]:
    """Return cells with a sign between them."""
    pieces: list[Piece] = []
    for cell in cells:
        pieces += [sign, cell]
    return pieces[1:]
