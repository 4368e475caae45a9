"""Do to every element of ranges and arrays what is done to single values.

Knows shapes. Does not know what is calculated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpi_xl.calc.cells import NA, VALUE, Address
from kpi_xl.calc.operands import Grid, Operand, Scalar


def each(calculate: Callable[..., Scalar], operands: Sequence[Operand]) -> Operand:
    """Calculate once, or once per element where an operand is a grid; a single row or column serves all the others."""
    operands = [single(operand) for operand in operands]
    grids = [operand for operand in operands if isinstance(operand, Grid)]
    if not grids:
        return calculate(*operands)
    height, width = max(len(grid.rows) for grid in grids), max(len(row) for grid in grids for row in grid.rows)
    rows = [[calculate(*(_element(operand, row, column) for operand in operands)) for column in range(width)] for row in range(height)]
    full = max(grid.height for grid in grids), max(grid.width for grid in grids)
    area = next((grid.area for grid in grids if grid.area and (grid.height, grid.width) == full), None)
    return Grid(tuple(map(tuple, rows)), area)


def single(operand: Operand) -> Operand:
    """Return a grid of one cell as that cell."""
    return operand.at(0, 0) if type(operand) is Grid and operand.height == operand.width == 1 else operand


def intersect(operand: Operand, here: Address) -> Scalar:
    """Return the element in a cell's own row or column, as @ does; of an array that stands nowhere the first one."""
    if not isinstance(operand, Grid):
        return operand
    area = operand.area
    if area is None or operand.height == operand.width == 1:
        return operand.at(0, 0)
    row = here.row - area.first_row if operand.height > 1 else 0
    column = here.column - area.first_column if operand.width > 1 else 0
    inside = 0 <= row < operand.height and 0 <= column < operand.width and (operand.height == 1 or operand.width == 1)
    return operand.at(row, column) if inside else VALUE


def _element(operand: Operand, row: int, column: int) -> Scalar:
    if not isinstance(operand, Grid):
        return operand
    row, column = row if operand.height > 1 else 0, column if operand.width > 1 else 0
    return operand.at(row, column) if row < operand.height and column < operand.width else NA
