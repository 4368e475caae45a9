"""Which of a function's operands count as numbers: in a range neither texts, blanks nor logical values do.

Knows operands. Does not know what they are gathered for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpi_xl.calc.cells import ExcelError
from kpi_xl.calc.emitter import Emitter, Number, Truth
from kpi_xl.calc.operands import Choice, Grid, Node, Operand, Scalar


@dataclass(frozen=True, slots=True)
class Entry:
    """A number, and whether it counts at all; one that does not count is 0."""

    value: Number
    counts: Truth = True


def entries(emit: Emitter, operands: Iterable[Operand]) -> Iterator[Entry]:
    """Yield the numbers of all operands. Typed straight into the formula, logical values and texts count as numbers."""
    for operand in operands:
        if isinstance(operand, Grid):
            found = (entry(emit, element) for element in operand.elements())
            yield from (one for one in found if one.counts is not False)
        else:
            yield Entry(emit.number(operand))


def entry(emit: Emitter, element: Scalar) -> Entry:
    """Return what one cell of a range contributes."""
    if isinstance(element, Choice):
        yes, no = entry(emit, element.yes), entry(emit, element.no)
        condition = Node(element.condition, boolean=True)
        value = emit.choose(condition, yes.value, no.value)
        return Entry(emit.number(value), emit.truth(emit.choose(condition, yes.counts, no.counts)))
    if isinstance(element, float | ExcelError) or (isinstance(element, Node) and not element.boolean):
        return Entry(element)
    return Entry(0.0, False)


def total(emit: Emitter, found: Iterable[Scalar]) -> Number:
    """Return the sum of any number of operands."""
    items = list(found)
    return emit.reduce("add", items) if items else 0.0


def how_many(emit: Emitter, found: Iterable[Truth]) -> Number:
    """Return how many of these are true."""
    return total(emit, [emit.number(truth) for truth in found])
