"""What cells and areas hold while formulas are compiled: what was compiled so far, else what the workbook says.

Knows contents and what was made of formulas. Does not know how a formula is compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.calc.cells import Address, Area, Formula, Value
from kpi_xl.calc.operands import Grid, Operands, Scalar, plain
from kpi_xl.calc.references import References


class NotCompiled(Exception):
    """A cell that was needed could not be compiled; what is wrong with it has been said there."""


@dataclass(slots=True)
class Holdings:
    """What formulas find; `operands` grows while they are compiled."""

    contents: Mapping[Address, Value | Formula]
    operands: Operands
    references: References
    grids: dict[Address | Area, Grid] = field(default_factory=dict)

    def read(self, place: Address | Area) -> Grid:
        """Return what a cell or an area holds, as a reference."""
        if (known := self.grids.get(place)) is not None:
            return known
        if isinstance(place, Address):
            grid = Grid(((self.held(place),),), Area(place.sheet, place.row, place.column, place.row, place.column), reference=True)
        else:
            clipped = self.references.clip(place)
            rows = range(clipped.first_row, clipped.last_row + 1)
            columns = range(clipped.first_column, clipped.last_column + 1)
            cells = tuple(tuple(self.held(Address(place.sheet, row, column)) for column in columns) for row in rows)
            grid = Grid(cells, place, reference=True)
        self.grids[place] = grid
        return grid

    def held(self, cell: Address) -> Scalar:
        """Return what a cell holds."""
        operand = self.operands.get(cell)
        if operand is not None:
            return operand
        content = self.contents.get(cell)
        if content is None or type(content) is float or type(content) is str:  # the usual ones first
            return content
        if isinstance(content, Formula):
            raise NotCompiled
        return plain(content)
