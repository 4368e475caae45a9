"""Functions about cells: what kind of value they hold, where they stand, which formula they have.

Knows kinds and places. Does not calculate.
"""

from __future__ import annotations

from collections.abc import Callable

from kpi_xl.calc.broadcast import each
from kpi_xl.calc.cells import NA, VALUE, Address, ExcelError, Formula, Value, column_letters, quoted_sheet
from kpi_xl.calc.emitter import Emitter
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.operands import Choice, Grid, Node, Operand, Scalar


def _test(name: str, holds: Callable[[Value], bool], meaning: str) -> Function:
    """A test of a value's kind; a number on the tape is tested as 0, and as an error where it may be one."""

    def lower(emit: Emitter, scalar: Scalar) -> Scalar:
        if isinstance(scalar, Choice):
            return emit.choose(emit.fails(scalar), holds(VALUE), emit.spread(lambda case: lower(emit, case), scalar))
        if not isinstance(scalar, Node):
            return holds(scalar)
        return emit.choose(emit.fails(scalar), holds(VALUE), holds(False if scalar.boolean else 0.0))

    return Function(name, "value", lower, meaning)


def as_it_is(emit: Emitter, scalar: Scalar) -> Scalar:
    """N: a number as it is, TRUE as 1, an error as an error, anything else as 0."""
    if isinstance(scalar, Node):
        return Node(scalar.index)
    if isinstance(scalar, Choice):
        return emit.spread(lambda case: as_it_is(emit, case), scalar)
    return scalar if isinstance(scalar, ExcelError) else float(scalar) if isinstance(scalar, float | bool) else 0.0


def only_text(emit: Emitter, scalar: Scalar) -> Scalar:
    """T: a text as it is, an error as an error, anything else as an empty text."""
    if isinstance(scalar, Node):
        return emit.choose(emit.fails(scalar), VALUE, "")
    return emit.spread(lambda case: case if isinstance(case, str | ExcelError) else "", scalar)


def _row(emit: Emitter, operand: Operand | None = None) -> Operand:
    return _place(emit, operand, lambda cell: cell.row, across=False)


def _column(emit: Emitter, operand: Operand | None = None) -> Operand:
    return _place(emit, operand, lambda cell: cell.column, across=True)


def _place(emit: Emitter, operand: Operand | None, number: Callable[[Address], int], across: bool) -> Operand:
    if operand is None:
        return float(number(emit.here))
    if not isinstance(operand, Grid) or operand.area is None:
        return operand if isinstance(operand, ExcelError) else VALUE
    first = number(operand.area.corner)
    if across:
        return Grid((tuple(float(first + n) for n in range(operand.width)),), operand.area.part(0, 0, 1, operand.width))
    rows = tuple((float(first + n),) for n in range(len(operand.rows)))
    return Grid(rows, operand.area.part(0, 0, operand.height, 1))


def _size(size: Callable[[Grid], int]) -> Callable[[Emitter, Operand], Scalar]:
    return lambda emit, operand: float(size(operand)) if isinstance(operand, Grid) else operand if isinstance(operand, ExcelError) else 1.0


def _formula(emit: Emitter, operand: Operand) -> Formula | None:
    content = emit.contents.get(operand.area.corner) if isinstance(operand, Grid) and operand.area else None
    return content if isinstance(content, Formula) else None


def formula_text(emit: Emitter, operand: Operand) -> Scalar:
    """The text of a cell's formula."""
    formula = _formula(emit, operand)
    return formula.text if formula else NA


def is_formula(emit: Emitter, operand: Operand) -> Scalar:
    """Whether a cell has a formula."""
    return _formula(emit, operand) is not None if isinstance(operand, Grid) else VALUE


def address(row: float, column: float, kind: float = 1.0, a1: bool = True, sheet: str | None = None) -> Value:
    """An address as text; kinds 1 to 4 say which parts have a dollar sign."""
    if row < 1 or column < 1 or kind not in (1, 2, 3, 4) or not a1:
        return VALUE
    letters = ("$" if kind in (1, 3) else "") + column_letters(int(column))
    number = ("$" if kind in (1, 2) else "") + str(int(row))
    return (quoted_sheet(sheet) + "!" if sheet else "") + letters + number


def hyperlink(emit: Emitter, link: Operand, friendly: Operand | None = None) -> Operand:
    """What a link shows."""
    return link if friendly is None else each(lambda shown: shown, [friendly])


INFORMATION = (
    _test("ISNUMBER", lambda value: isinstance(value, float), "Whether it is a number."),
    _test("ISTEXT", lambda value: isinstance(value, str), "Whether it is a text."),
    _test("ISNONTEXT", lambda value: not isinstance(value, str), "Whether it is no text."),
    _test("ISLOGICAL", lambda value: isinstance(value, bool), "Whether it is TRUE or FALSE."),
    _test("ISBLANK", lambda value: value is None, "Whether it is blank."),
    _test("ISERROR", lambda value: isinstance(value, ExcelError), "Whether it is an error."),
    _test("ISERR", lambda value: isinstance(value, ExcelError) and value != NA, "Whether it is an error other than #N/A."),
    _test("ISNA", lambda value: value == NA, "Whether it is #N/A."),
    Function("NA", "", lambda emit: NA, "#N/A."),
    Function("N", "value", as_it_is, "A value as a number."),
    Function("T", "value", only_text, "A text, or an empty one."),
    Function("ROW", "range?", _row, "The row's number."),
    Function("COLUMN", "range?", _column, "The column's number."),
    Function("ROWS", "range", _size(lambda grid: grid.height), "How many rows."),
    Function("COLUMNS", "range", _size(lambda grid: grid.width), "How many columns."),
    Function("FORMULATEXT", "range", formula_text, "The text of a formula."),
    Function("ISFORMULA", "range", is_formula, "Whether a cell has a formula."),
    Function("ADDRESS", "number number number? truth? text?", address, "An address as text.", constant=True),
    Function("HYPERLINK", "range range?", hyperlink, "What a link shows."),
)
