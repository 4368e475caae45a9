"""Functions that find a cell: INDEX, MATCH and the lookups.

Knows how values are found. Does not know what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import cast

from kpi_xl.calc.broadcast import single
from kpi_xl.calc.cells import NA, REF, VALUE, ExcelError, Value
from kpi_xl.calc.emitter import Emitter, Truth
from kpi_xl.calc.functions.criteria import wildcard
from kpi_xl.calc.functions.function import Function, Lazy
from kpi_xl.calc.operands import Choice, Grid, Node, Operand, Scalar
from kpi_xl.calc.operators import BINARY
from kpi_xl.calc.values import compare

Cases = Sequence[tuple[Truth, Scalar]]


def first_true(emit: Emitter, cases: Cases, otherwise: Scalar) -> Scalar:
    """Return the value of the first case that is true.

    The chain of choices ends in a value and only then asks whether any case was true, so that a lookup of numbers
    stays a number on the tape.
    """
    open_ones: list[tuple[Truth, Scalar]] = []
    for truth, value in cases:
        if truth is False:
            continue
        if isinstance(truth, ExcelError):
            return truth
        if truth is True:
            return _chain(emit, open_ones, value)
        open_ones.append((truth, value))
    if not open_ones:
        return otherwise
    found = emit.reduce("or", [truth for truth, _ in open_ones])
    return emit.choose(emit.truth(found), _chain(emit, open_ones[:-1], open_ones[-1][1]), otherwise)


def _chain(emit: Emitter, cases: Cases, last: Scalar) -> Scalar:
    for truth, value in reversed(cases):
        last = emit.choose(truth, value, last)
    return last


def matching(emit: Emitter, wanted: Scalar, keys: Sequence[Scalar], mode: str) -> list[tuple[int, Truth]]:
    """Return positions, best first, with whether the key there is what is wanted.

    Modes: `exact`, `wildcard`; `ascending` and `descending` for sorted keys (the last one not beyond what is wanted);
    `smaller` and `larger` for keys in any order, which must be known.
    """
    if mode in ("exact", "wildcard"):
        return [(place, _equal(emit, wanted, key, mode)) for place, key in enumerate(keys)]
    if mode in ("smaller", "larger"):
        return _nearest(emit, wanted, keys, mode)
    operator = "<=" if mode == "ascending" else ">="
    return [(place, _comparable(emit, operator, keys[place], wanted)) for place in reversed(range(len(keys)))]


def _equal(emit: Emitter, wanted: Scalar, key: Scalar, mode: str) -> Truth:
    if isinstance(key, ExcelError) or key is None:
        return False
    if mode == "wildcard" and isinstance(wanted, str) and isinstance(key, str) and any(sign in wanted for sign in "*?~"):
        return wildcard(wanted).fullmatch(key) is not None
    return _comparable(emit, "=", key, wanted)


def _comparable(emit: Emitter, operator: str, key: Scalar, wanted: Scalar) -> Truth:
    """Compare a key with what is wanted; keys of another kind do not count."""
    if isinstance(key, Choice):
        return emit.truth(emit.spread(lambda case: _comparable(emit, operator, case, wanted), key))
    if isinstance(wanted, ExcelError):
        return wanted
    wanted = 0.0 if wanted is None else wanted
    if key is None or isinstance(key, ExcelError) or _kind(key) != _kind(wanted):
        return False
    return emit.truth(BINARY[operator](emit, key, wanted))


def _nearest(emit: Emitter, wanted: Scalar, keys: Sequence[Scalar], mode: str) -> list[tuple[int, Truth]]:
    if any(isinstance(key, Node | Choice) for key in keys):
        raise emit.unsolvable()
    known = list(enumerate(cast(Sequence[Value], keys)))
    order = [place for place, _ in sorted(known, key=cmp_to_key(_by_key), reverse=mode == "smaller")]
    operator = "<=" if mode == "smaller" else ">="
    return [(place, _comparable(emit, operator, keys[place], wanted)) for place in order]


def _by_key(one: tuple[int, Value], other: tuple[int, Value]) -> int:
    return compare(one[1], other[1])


def _kind(scalar: Scalar) -> str:
    if isinstance(scalar, Node):
        return "logical" if scalar.boolean else "number"
    return "logical" if isinstance(scalar, bool) else "text" if isinstance(scalar, str) else "number"


def _line(operand: Operand) -> list[Scalar] | None:
    """Return the elements of a single row or column."""
    if not isinstance(operand, Grid):
        return [operand]
    return list(operand.elements()) if 1 in (operand.height, operand.width) else None


def _whole(emit: Emitter, scalar: Scalar) -> int | ExcelError | Node:
    """Return a position without its decimals, or the number on the tape."""
    number = emit.apply("rounddown", scalar, 0.0)
    return int(number) if isinstance(number, float) else number


def match(emit: Emitter, wanted: Scalar, keys: Operand, kind: Scalar = 1.0) -> Scalar:
    """The position of a value, counted from 1."""
    line, way = _line(keys), emit.number(kind)
    if isinstance(way, Node):
        raise emit.unsolvable()
    if line is None or isinstance(way, ExcelError):
        return NA if line is None else way
    mode = "wildcard" if way == 0 else "ascending" if way > 0 else "descending"
    return _cases(emit, wanted, lambda case: [(t, float(p + 1)) for p, t in matching(emit, case, line, mode)])


def _cases(emit: Emitter, wanted: Scalar, cases: Callable[[Scalar], Cases]) -> Scalar:
    return emit.spread(lambda case: first_true(emit, cases(case), NA), wanted)


def _table_lookup(down: bool) -> Callable[..., Scalar]:
    """Lower VLOOKUP (keys in the first column) or HLOOKUP (keys in the first row)."""

    def lower(emit: Emitter, wanted: Scalar, table: Operand, place: Scalar, sorted_keys: Scalar = True) -> Scalar:
        number, approximate = _whole(emit, place), emit.truth(sorted_keys)
        for known in (number, approximate):
            if isinstance(known, Node):
                raise emit.unsolvable()
            if isinstance(known, ExcelError):
                return known
        if not isinstance(table, Grid) or not isinstance(number, int) or number < 1:
            return VALUE
        if number > (table.width if down else table.height):
            return REF
        count = len(table.rows) if down else max(map(len, table.rows))
        keys = [table.at(n, 0) if down else table.at(0, n) for n in range(count)]
        values = [table.at(n, number - 1) if down else table.at(number - 1, n) for n in range(count)]
        mode = "ascending" if approximate else "wildcard"
        return _cases(emit, wanted, lambda case: [(t, values[p]) for p, t in matching(emit, case, keys, mode)])

    return lower


XLOOKUP_MODES = {0.0: "exact", 2.0: "wildcard", -1.0: "smaller", 1.0: "larger"}


def xlookup(
    emit: Emitter, wanted: Scalar, keys: Operand, results: Operand, otherwise: Lazy = lambda: NA, mode: Scalar = 0.0, way: Scalar = 1.0
) -> Operand:
    """The result beside a key."""
    line, kind, direction = _line(keys), emit.number(mode), emit.number(way)
    if isinstance(kind, Node) or isinstance(direction, Node):
        raise emit.unsolvable()
    if line is None or isinstance(kind, ExcelError) or isinstance(direction, ExcelError):
        return VALUE
    spare = single(otherwise())
    spare = NA if spare is None or isinstance(spare, Grid) else spare
    grid = results if isinstance(results, Grid) else Grid(((results,),))
    down = (isinstance(keys, Grid) and keys.width == 1 and keys.height > 1) or grid.width == 1
    if (grid.height if down else grid.width) != (max(keys.height, keys.width) if isinstance(keys, Grid) else 1):
        return VALUE

    def column(offset: int) -> Scalar:
        def cases(case: Scalar) -> Cases:
            found = matching(emit, case, line, XLOOKUP_MODES.get(kind, "exact"))
            if direction < 0:
                found = found[::-1]
            return [(truth, grid.at(place, offset) if down else grid.at(offset, place)) for place, truth in found]

        return emit.spread(lambda case: first_true(emit, cases(case), spare), wanted)

    across = grid.width if down else grid.height
    if across == 1:
        return column(0)
    found = [column(offset) for offset in range(across)]
    return Grid((tuple(found),)) if down else Grid(tuple((one,) for one in found))


def index(emit: Emitter, operand: Operand, row: Scalar, column: Scalar | None = None) -> Operand:
    """The element in a row and a column; 0 stands for all of them."""
    grid = operand if isinstance(operand, Grid) else Grid(((operand,),))
    if column is None and grid.height == 1:
        row, column = 1.0, row
    places = [_whole(emit, row), _whole(emit, 1.0 if column is None and grid.width == 1 else 0.0 if column is None else column)]
    for place, size in zip(places, (grid.height, grid.width), strict=True):
        if isinstance(place, ExcelError):
            return place
        if isinstance(place, int) and not 0 <= place <= size:
            return VALUE if place < 0 else REF
    if all(isinstance(place, int) for place in places):
        return _part(grid, *cast(list[int], places))
    rows = [(_at(emit, places[0], n, grid.height), _across(emit, grid, n, places[1])) for n in range(len(grid.rows))]
    return first_true(emit, rows, REF)


def _part(grid: Grid, row: int, column: int) -> Operand:
    height, width = 1 if row else grid.height, 1 if column else grid.width
    return grid.part(max(row - 1, 0), max(column - 1, 0), height, width)


def _across(emit: Emitter, grid: Grid, row: int, column: int | Node | ExcelError) -> Scalar:
    cases = [(_at(emit, column, n, grid.width), grid.at(row, n)) for n in range(max(map(len, grid.rows)))]
    return first_true(emit, cases, REF)


def _at(emit: Emitter, place: int | Node | ExcelError, position: int, size: int) -> Truth:
    """Whether a position is meant; 0 stands for all of them, which is the one there is where the size is 1."""
    if isinstance(place, int):
        return place == position + 1 or (place == 0 and size == 1)
    here = emit.apply("eq", place, float(position + 1))
    return emit.truth(emit.apply("or", here, emit.apply("eq", place, 0.0)) if size == 1 else here)


def lookup(emit: Emitter, wanted: Scalar, keys: Operand, results: Operand | None = None) -> Scalar:
    """The result beside the last key that is not beyond what is wanted."""
    line, values = _line(keys), _line(keys if results is None else results)
    if line is None or values is None:
        return VALUE
    return _cases(emit, wanted, lambda case: [(t, values[p]) for p, t in matching(emit, case, line, "ascending") if p < len(values)])


LOOKUP = (
    Function("INDEX", "range value value?", index, "The element in a row and a column."),
    Function("MATCH", "value range value?", match, "The position of a value."),
    Function("VLOOKUP", "value range value value?", _table_lookup(down=True), "A value to the right of a key."),
    Function("HLOOKUP", "value range value value?", _table_lookup(down=False), "A value below a key."),
    Function("XLOOKUP", "value range range lazy? value? value?", xlookup, "The result beside a key."),
    Function("LOOKUP", "value range range?", lookup, "The result beside the last key not beyond a value."),
)
