"""Functions of many numbers: sums, means, extremes, spread.

Knows how a list of numbers becomes one. Does not know which cells count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpi_xl.calc.cells import DIV0, NUM, VALUE, ExcelError
from kpi_xl.calc.emitter import Emitter, Number
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.functions.gather import Entry, entries, entry, how_many, total
from kpi_xl.calc.operands import Grid, Node, Operand, Scalar

HUGE = 1e308
"""Stands in MIN and MAX for a cell that turns out to hold no number."""


def sum_(emit: Emitter, *operands: Operand) -> Number:
    """The sum."""
    return total(emit, [one.value for one in entries(emit, operands)])


def product(emit: Emitter, *operands: Operand) -> Number:
    """The product; 0 if there is no number."""
    found = [emit.choose(one.counts, one.value, 1.0) for one in entries(emit, operands)]
    return emit.reduce("mul", found) if found else 0.0


def mean(emit: Emitter, found: Sequence[Entry]) -> Number:
    """The mean of gathered numbers; of none, #DIV/0!."""
    return emit.apply("div", total(emit, [one.value for one in found]), how_many(emit, [one.counts for one in found]))


def average(emit: Emitter, *operands: Operand) -> Number:
    """The mean."""
    return mean(emit, list(entries(emit, operands)))


def extreme(emit: Emitter, operation: str, found: Sequence[Entry]) -> Scalar:
    """The smallest or largest of gathered numbers; 0 if there is none."""
    if not found:
        return 0.0
    if all(type(one.value) is float and one.counts is True for one in found):  # nothing depends on a lever
        return emit.reduce(operation, [one.value for one in found])
    missing = HUGE if operation == "min" else -HUGE
    result = emit.reduce(operation, [emit.choose(one.counts, one.value, missing) for one in found])
    if any(one.counts is True for one in found):
        return result
    return emit.choose(emit.truth(how_many(emit, [one.counts for one in found])), result, 0.0)


def count(emit: Emitter, *operands: Operand) -> Number:
    """How many are numbers; errors are not."""
    direct = [operand for operand in operands if not isinstance(operand, Grid)]
    found = [entry(emit, element) for operand in operands if isinstance(operand, Grid) for element in operand.elements()]
    counted = [emit.number(one.counts) for one in found if one.counts is not False]
    fine = [emit.negate(emit.fails(one.value)) for one in found if one.counts is not False]
    typed = [emit.negate(emit.fails(emit.number(operand))) for operand in direct]
    pairs = [emit.apply("mul", counts, holds) for counts, holds in zip(counted, fine, strict=True)]
    return total(emit, [*pairs, *(emit.number(holds) for holds in typed)])


def count_filled(emit: Emitter, *operands: Operand) -> Number:
    """How many are not blank."""
    return how_many(emit, (emit.negate(_blank(emit, element, "")) for element in _elements(operands)))


def count_blank(emit: Emitter, grid: Operand) -> Number:
    """How many are blank or an empty text."""
    if not isinstance(grid, Grid):
        return VALUE
    outside = grid.height * grid.width - sum(len(row) for row in grid.rows)
    return emit.apply("add", how_many(emit, [_blank(emit, element, None) for element in grid.elements()]), float(outside))


def _elements(operands: Sequence[Operand]) -> list[Scalar]:
    return [element for operand in operands for element in (operand.elements() if isinstance(operand, Grid) else [operand])]


def _blank(emit: Emitter, element: Scalar, empty_text: str | None) -> bool | Node | ExcelError:
    """Whether an element is blank; an empty text counts as blank too, unless it is the one that does not."""
    test = emit.spread(lambda case: case is None or (case == "" and isinstance(case, str) and empty_text is None), element)
    return emit.truth(test)


def sum_product(emit: Emitter, *operands: Operand) -> Scalar:
    """The sum of products of arrays of one shape; what is no number counts as 0."""
    grids = [operand if isinstance(operand, Grid) else Grid(((operand,),)) for operand in operands]
    if len({(grid.height, grid.width) for grid in grids}) > 1:
        return VALUE
    height, width = max(len(grid.rows) for grid in grids), max(len(row) for grid in grids for row in grid.rows)
    places = [(row, column) for row in range(height) for column in range(width)]
    return total(emit, [emit.reduce("mul", [entry(emit, grid.at(*place)).value for grid in grids]) for place in places])


def squares(emit: Emitter, *operands: Operand) -> Number:
    """The sum of squares."""
    return total(emit, [emit.apply("mul", one.value, one.value) for one in entries(emit, operands)])


def variance(emit: Emitter, operands: Sequence[Operand], lost: float) -> Number:
    """The mean square distance from the mean; `lost` is 1 for a sample, 0 for everyone."""
    found = list(entries(emit, operands))
    centre, number = mean(emit, found), how_many(emit, [one.counts for one in found])
    if isinstance(number, float) and number <= lost:
        return DIV0
    gaps = [emit.number(emit.choose(one.counts, emit.apply("sub", one.value, centre), 0.0)) for one in found]
    return emit.apply("div", total(emit, [emit.apply("mul", gap, gap) for gap in gaps]), emit.apply("sub", number, lost))


def geometric_mean(emit: Emitter, *operands: Operand) -> Number:
    """The nth root of the product."""
    found = list(entries(emit, operands))
    logs = [emit.number(emit.choose(one.counts, emit.apply("ln", one.value), 0.0)) for one in found]
    number = how_many(emit, [one.counts for one in found])
    return emit.apply("exp", emit.apply("div", total(emit, logs), number)) if found else NUM


def harmonic_mean(emit: Emitter, *operands: Operand) -> Number:
    """The number of values over the sum of their reciprocals."""
    found = list(entries(emit, operands))
    parts = [emit.number(emit.choose(one.counts, emit.apply("div", 1.0, one.value), 0.0)) for one in found]
    return emit.apply("div", how_many(emit, [one.counts for one in found]), total(emit, parts)) if found else NUM


def _extreme(operation: str) -> Callable[..., Scalar]:
    return lambda emit, *operands: extreme(emit, operation, list(entries(emit, operands)))


def _spread(lost: float, root: bool) -> Callable[..., Scalar]:
    def lower(emit: Emitter, *operands: Operand) -> Scalar:
        result = variance(emit, operands, lost)
        return emit.apply("sqrt", result) if root else result

    return lower


AGGREGATES = (
    Function("SUM", "range range*", sum_, "The sum."),
    Function("PRODUCT", "range range*", product, "The product."),
    Function("AVERAGE", "range range*", average, "The mean."),
    Function("MIN", "range range*", _extreme("min"), "The smallest."),
    Function("MAX", "range range*", _extreme("max"), "The largest."),
    Function("COUNT", "range range*", count, "How many are numbers."),
    Function("COUNTA", "range range*", count_filled, "How many are not blank."),
    Function("COUNTBLANK", "range", count_blank, "How many are blank or an empty text."),
    Function("SUMPRODUCT", "range range*", sum_product, "The sum of products of arrays."),
    Function("SUMSQ", "range range*", squares, "The sum of squares."),
    *(Function(name, "range range*", _spread(1, root=True), "Standard deviation of a sample.") for name in ("STDEV", "STDEV.S")),
    *(Function(name, "range range*", _spread(0, root=True), "Standard deviation of everyone.") for name in ("STDEVP", "STDEV.P")),
    *(Function(name, "range range*", _spread(1, root=False), "Variance of a sample.") for name in ("VAR", "VAR.S")),
    *(Function(name, "range range*", _spread(0, root=False), "Variance of everyone.") for name in ("VARP", "VAR.P")),
    Function("GEOMEAN", "range range*", geometric_mean, "The nth root of the product."),
    Function("HARMEAN", "range range*", harmonic_mean, "The harmonic mean."),
)
