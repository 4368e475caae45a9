"""Functions that take only the cells that meet a condition: SUMIFS and its family.

Knows conditions such as ">5" and "東*". Does not know tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kpi_xl.calc.cells import VALUE, ExcelError, Value
from kpi_xl.calc.emitter import Emitter, Truth
from kpi_xl.calc.functions.aggregates import extreme, mean
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.functions.gather import Entry, entry, how_many, total
from kpi_xl.calc.operands import Choice, Grid, Node, Operand, Scalar
from kpi_xl.calc.operators import BINARY
from kpi_xl.calc.values import number_of_text

_CONDITION = re.compile(r"(>=|<=|<>|>|<|=)?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Criterion:
    """An operator and what a cell is compared with; `pattern` if that is a text with * or ?."""

    operator: str
    operand: Value | Node
    pattern: re.Pattern[str] | None = None


def wildcard(text: str) -> re.Pattern[str]:
    """Return the pattern of a text in which * is any text, ? any character, and ~ makes the next one plain."""
    parts = re.findall(r"~[*?~]|.", text, re.DOTALL)
    spelled = {"*": ".*", "?": "."}
    return re.compile("".join(spelled.get(part, re.escape(part[-1])) for part in parts), re.DOTALL | re.IGNORECASE)


def criterion(value: Value | Node) -> Criterion:
    """Read a condition."""
    if not isinstance(value, str):
        return Criterion("=", 0.0 if value is None else value)
    match = _CONDITION.fullmatch(value)
    operator, word = (match[1] or "", match[2]) if match else ("", value)
    number = number_of_text(word)
    if number is not None:
        return Criterion(operator or "=", number)
    if word.upper() in ("TRUE", "FALSE"):
        return Criterion(operator or "=", word.upper() == "TRUE")
    if word.startswith("#"):
        return Criterion(operator or "=", ExcelError(word.upper()))
    if operator in ("", "=", "<>"):
        return Criterion(operator, word, wildcard(word) if word else None)
    return Criterion(operator, word)


def meets(emit: Emitter, element: Scalar, condition: Criterion) -> Truth:
    """Whether a cell meets a condition; an error meets none but its own."""
    return emit.truth(emit.spread(lambda case: _meets(emit, case, condition), element))


def _meets(emit: Emitter, case: Value | Node, condition: Criterion) -> Truth:
    operand, unequal = condition.operand, condition.operator == "<>"
    if isinstance(case, ExcelError) or isinstance(operand, ExcelError):
        return (case == operand) != unequal
    if isinstance(operand, str) and condition.operator in ("", "=", "<>"):
        return _spelled(case, condition) != unequal
    if isinstance(case, str) and _kind(operand) == "number" and condition.operator == "=":
        case = number_of_text(case)  # a text that spells the number counts as well
    if not _alike(case, operand):
        return unequal
    truth = emit.truth(BINARY[condition.operator or "="](emit, case, operand))
    if isinstance(truth, Node) and not emit.surely(truth):
        return Node(emit.index(emit.apply("fallback", truth, float(unequal))), boolean=True)
    return truth


def _spelled(case: Value | Node, condition: Criterion) -> bool:
    """Whether a cell reads as a text; the empty text is a blank cell (and, without an operator, an empty text too)."""
    if condition.pattern is None:
        return case is None or (case == "" and isinstance(case, str) and condition.operator == "")
    return isinstance(case, str) and condition.pattern.fullmatch(case) is not None


def _alike(case: Value | Node, operand: Value | Node) -> bool:
    return case is not None and _kind(case) == _kind(operand)


def _kind(value: Value | Node) -> str:
    logical = isinstance(value, bool) or (isinstance(value, Node) and value.boolean)
    return "logical" if logical else "text" if isinstance(value, str) else "number"


def selected(emit: Emitter, pairs: Sequence[tuple[Operand, Operand]], values: Grid | None) -> list[Entry] | ExcelError:
    """Return the numbers (or, without `values`, a 1 each) of the cells that meet every condition."""
    grids = [grid if isinstance(grid, Grid) else Grid(((grid,),)) for grid, _ in pairs]
    every = [*grids, values] if values else grids
    if len({(grid.height, grid.width) for grid in every}) > 1:
        return VALUE
    conditions = [_condition(emit, condition) for _, condition in pairs]
    height, width = max(len(grid.rows) for grid in every), max(len(row) for grid in every for row in grid.rows)
    found = []
    for place in ((row, column) for row in range(height) for column in range(width)):
        met = _all(emit, [meets(emit, grid.at(*place), one) for grid, one in zip(grids, conditions, strict=True)])
        if met is False:
            continue
        one = entry(emit, values.at(*place)) if values else Entry(1.0)
        counts = _all(emit, [met, one.counts])
        if counts is not False:
            found.append(Entry(emit.number(emit.choose(counts, one.value, 0.0)), counts))
    return found


def _condition(emit: Emitter, operand: Operand) -> Criterion:
    scalar = operand.at(0, 0) if isinstance(operand, Grid) else operand
    if isinstance(scalar, Choice):
        raise emit.unsolvable()
    return criterion(scalar)


def _all(emit: Emitter, truths: Sequence[Truth]) -> Truth:
    if False in [truth for truth in truths if isinstance(truth, bool)]:
        return False
    open_ones = [truth for truth in truths if truth is not True]
    return emit.truth(emit.reduce("and", open_ones)) if len(open_ones) > 1 else open_ones[0] if open_ones else True


Finish = Callable[[Emitter, list[Entry]], Scalar]


def _one(finish: Finish) -> Callable[..., Scalar]:
    """Lower SUMIF and AVERAGEIF, where the numbers may be the tested cells themselves."""

    def lower(emit: Emitter, tested: Operand, condition: Operand, values: Operand | None = None) -> Scalar:
        numbers = tested if values is None else values
        if not isinstance(numbers, Grid):
            return VALUE
        return _finished(emit, finish, selected(emit, [(tested, condition)], numbers))

    return lower


def _many(finish: Finish, counting: bool = False) -> Callable[..., Scalar]:
    """Lower the functions with any number of conditions."""

    def lower(emit: Emitter, *operands: Operand) -> Scalar:
        values, pairs = (None, operands) if counting else (operands[0], operands[1:])
        if values is not None and not isinstance(values, Grid):
            return VALUE
        return _finished(emit, finish, selected(emit, list(zip(pairs[::2], pairs[1::2], strict=True)), values))

    return lower


def _finished(emit: Emitter, finish: Finish, found: list[Entry] | ExcelError) -> Scalar:
    return found if isinstance(found, ExcelError) else finish(emit, found)


def _sum(emit: Emitter, found: list[Entry]) -> Scalar:
    return total(emit, [one.value for one in found])


def _count(emit: Emitter, found: list[Entry]) -> Scalar:
    return how_many(emit, [one.counts for one in found])


CRITERIA = (
    Function("SUMIF", "range range range?", _one(_sum), "The sum of the cells that meet a condition."),
    Function("AVERAGEIF", "range range range?", _one(mean), "Their mean."),
    Function("COUNTIF", "range range", _many(_count, counting=True), "Their number."),
    Function("SUMIFS", "range range range range* range*", _many(_sum), "The sum of the cells that meet all conditions."),
    Function("AVERAGEIFS", "range range range range* range*", _many(mean), "Their mean."),
    Function("COUNTIFS", "range range range* range*", _many(_count, counting=True), "Their number."),
    Function("MAXIFS", "range range range range* range*", _many(lambda emit, found: extreme(emit, "max", found)), "The largest of them."),
    Function("MINIFS", "range range range range* range*", _many(lambda emit, found: extreme(emit, "min", found)), "The smallest of them."),
)
