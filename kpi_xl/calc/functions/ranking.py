"""Functions of the order of numbers: the middle one, the nth largest, the place among others.

Knows how numbers are sorted, on the tape too. Does not know which cells count.
"""

from __future__ import annotations

from collections.abc import Callable

from kpi_xl.calc.cells import NA, NUM, ExcelError
from kpi_xl.calc.emitter import Emitter, Number
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.functions.gather import entries, how_many
from kpi_xl.calc.operands import Node, Operand, Scalar
from kpi_xl.calc.operators import BINARY

MOST_SORTED = 32
"""How many numbers that depend on levers are sorted on the tape: it takes that many squared steps."""

Pick = Callable[[Emitter, list[Number], float], Number]


def ascending(emit: Emitter, operands: tuple[Operand, ...]) -> list[Number] | ExcelError:
    """Return the numbers from the smallest up, or the first error among them."""
    found = list(entries(emit, operands))
    errors = [one.value for one in found if isinstance(one.value, ExcelError)]
    if errors:
        return errors[0]
    known = [one.value for one in found if isinstance(one.value, float)]
    if len(known) == len(found):
        return [*sorted(known)]
    if len(found) > MOST_SORTED or any(one.counts is not True for one in found):
        raise emit.unsolvable()
    return _exchanged(emit, [one.value for one in found])


def _exchanged(emit: Emitter, row: list[Number]) -> list[Number]:
    """Sort by exchanging neighbours: as many rounds as there are numbers, whatever they turn out to be."""
    for turn in range(len(row)):
        for place in range(turn % 2, len(row) - 1, 2):
            one, other = row[place], row[place + 1]
            row[place], row[place + 1] = emit.apply("min", one, other), emit.apply("max", one, other)
    return row


def _ordered(pick: Pick) -> Callable[..., Scalar]:
    """Lower a function of sorted numbers and a place that may not depend on a lever."""

    def lower(emit: Emitter, operand: Operand, place: Number) -> Scalar:
        found = ascending(emit, (operand,))
        if isinstance(place, Node):
            raise emit.unsolvable()
        for one in (found, place):
            if isinstance(one, ExcelError):
                return one
        return pick(emit, found, place) if isinstance(found, list) and isinstance(place, float) else NUM

    return lower


def median(emit: Emitter, *operands: Operand) -> Scalar:
    """The middle one, or the mean of the two in the middle."""
    found = ascending(emit, operands)
    return found if isinstance(found, ExcelError) else percentile(emit, found, 0.5)


def percentile(emit: Emitter, found: list[Number], share: float) -> Number:
    """The value below which a share of the numbers lies, between two of them by proportion."""
    if not found or not 0 <= share <= 1:
        return NUM
    place = share * (len(found) - 1)
    low = int(place)
    if place == low:
        return found[low]
    gap = emit.apply("sub", found[low + 1], found[low])
    return emit.apply("add", found[low], emit.apply("mul", gap, place - low))


def quartile(emit: Emitter, found: list[Number], quarter: float) -> Number:
    """A percentile in quarters."""
    return percentile(emit, found, int(quarter) / 4)


def smallest(emit: Emitter, found: list[Number], place: float) -> Number:
    """The nth smallest; a fraction counts up."""
    position = -int(-place // 1)
    return found[position - 1] if 1 <= position <= len(found) else NUM


def largest(emit: Emitter, found: list[Number], place: float) -> Number:
    """The nth largest."""
    return smallest(emit, found[::-1], place)


def rank(emit: Emitter, number: Number, grid: Operand, ascending_order: Number = 0.0) -> Scalar:
    """The place of a number among others: 1 + how many come before it; #N/A if it is not among them."""
    if isinstance(ascending_order, Node):
        raise emit.unsolvable()
    values = [one.value for one in entries(emit, [grid])]
    ahead = [emit.truth(BINARY["<" if ascending_order else ">"](emit, value, number)) for value in values]
    same = [emit.truth(BINARY["="](emit, value, number)) for value in values]
    place = emit.apply("add", how_many(emit, ahead), 1.0)
    return place if True in same else emit.choose(emit.truth(emit.reduce("or", [False, *same])), place, NA)


RANKING = (
    Function("MEDIAN", "range range*", median, "The middle one."),
    Function("LARGE", "range number", _ordered(largest), "The nth largest."),
    Function("SMALL", "range number", _ordered(smallest), "The nth smallest."),
    *(Function(name, "range number", _ordered(percentile), "A percentile.") for name in ("PERCENTILE", "PERCENTILE.INC")),
    *(Function(name, "range number", _ordered(quartile), "A quartile.") for name in ("QUARTILE", "QUARTILE.INC")),
    *(Function(name, "number range number?", rank, "The place among others.") for name in ("RANK", "RANK.EQ")),
)
