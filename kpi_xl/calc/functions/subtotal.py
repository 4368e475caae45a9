"""SUBTOTAL, which the totals row of a table uses: one of eleven aggregates, without the subtotals inside its range.

Knows which number means which aggregate. Does not know which rows are hidden: all of them count.
"""

from __future__ import annotations

from kpi_xl.calc.cells import VALUE, Address, ExcelError, Formula
from kpi_xl.calc.emitter import Emitter, Number
from kpi_xl.calc.functions.aggregates import AGGREGATES
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.operands import Grid, Node, Operand

_BY_NAME = {function.name: function for function in AGGREGATES}
_NAMES = ("AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "STDEV", "STDEVP", "SUM", "VAR", "VARP")
BY_NUMBER = {number + hidden: _BY_NAME[name] for number, name in enumerate(_NAMES, 1) for hidden in (0, 100)}


def subtotal(emit: Emitter, number: Number, *operands: Operand) -> Operand:
    """The aggregate of that number."""
    if isinstance(number, Node):
        raise emit.unsolvable()
    if isinstance(number, ExcelError):
        return number
    function = BY_NUMBER.get(int(number))
    return function.lower(emit, *(_without_subtotals(emit, operand) for operand in operands)) if function else VALUE


def _without_subtotals(emit: Emitter, operand: Operand) -> Operand:
    if not isinstance(operand, Grid) or operand.area is None:
        return operand
    area = operand.area

    def is_subtotal(row: int, column: int) -> bool:
        content = emit.contents.get(Address(area.sheet, area.first_row + row, area.first_column + column))
        return isinstance(content, Formula) and content.text.upper().startswith("=SUBTOTAL(")

    rows = [[None if is_subtotal(r, c) else element for c, element in enumerate(row)] for r, row in enumerate(operand.rows)]
    return Grid(tuple(map(tuple, rows)), area, operand.reference)


SUBTOTALS = (Function("SUBTOTAL", "number range range*", subtotal, "One of eleven aggregates."),)
