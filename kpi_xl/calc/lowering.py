"""From one formula to one operand: fold what is known, write on the tape what depends on a lever.

Knows expressions. Does not know in which order cells are compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kpi_xl.calc.broadcast import each, intersect, single
from kpi_xl.calc.cells import Address, Area, ExcelError
from kpi_xl.calc.emitter import Emitter
from kpi_xl.calc.functions import FUNCTIONS
from kpi_xl.calc.functions.function import Lazy, prepared
from kpi_xl.calc.holdings import Holdings
from kpi_xl.calc.operands import Choice, Grid, Operand, Scalar
from kpi_xl.calc.operators import BINARY, UNARY
from kpi_xl.calc.references import Meaning, Named, References
from kpi_xl.errors import CircularReference
from kpi_xl.formula.expression import (
    Array,
    Binary,
    Boolean,
    Call,
    CellRef,
    ErrorText,
    Expression,
    External,
    Missing,
    NameRef,
    Number,
    RangeRef,
    Reference,
    TableRef,
    Text,
    Unary,
)
from kpi_xl.formula.shape import Shape
from kpi_xl.formula.tokens import NESTED_LEVELS

Step = Callable[[Operand], Operand]
"""What a sign or an operator does to the operand before it."""

MOVING = frozenset({"INDIRECT", "OFFSET"})
"""Functions that choose their cells while Excel calculates."""


class Unavailable(Exception):
    """Something that only Excel can calculate."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Lowering:
    """Compiles formulas one after another onto one tape, each shape by a routine made once; `holdings` gives what cells and areas hold."""

    def __init__(self, emit: Emitter, references: References, holdings: Holdings) -> None:
        self._emit, self._references, self._read, self._held = emit, references, holdings.read, holdings.held
        self._routines: dict[int, tuple[Expression, Lazy]] = {}
        self._slots: dict[int, int] = {}
        self._names = 0
        self._found: Sequence[Meaning] = ()

    def cell(self, shape: Shape, here: Address, found: Sequence[Meaning]) -> Scalar:
        """Return what a cell shows: of a range the part that crosses it, 0 for a reference to a blank.

        Parameters
        ----------
        found
            What the references of the shape mean here, in its order.
        """
        self._emit.here, self._emit.function, self._names, self._found = here, "", 0, found
        return shown(self._emit, intersect(self._routine(shape.expression, shape.references)(), here))

    def forget(self) -> None:
        """Drop the routines: they point back here, and what stands in a circle stays until the collector comes by."""
        self._routines.clear()

    def _routine(self, expression: Expression, references: Sequence[Reference] = ()) -> Lazy:
        """Return what calculates an expression, made when it is first asked for: `references` are those whose meaning changes."""
        if (known := self._routines.get(id(expression))) is None:
            self._slots = {id(node): place for place, node in enumerate(references)}
            known = self._routines[id(expression)] = expression, self._lowered(expression)  # its identity lives as long as it does
        return known[1]

    def _lowered(self, expression: Expression) -> Lazy:
        """Walk down signs and first operands without recursion: a sum may have thousands of terms."""
        spine = []
        while isinstance(expression, (Unary, Binary)):
            spine.append(expression)
            expression = expression.operand if isinstance(expression, Unary) else expression.left
        first = self._side(expression) if spine and isinstance(spine[-1], Binary) else self._leaf(expression)
        steps = [self._unary(node) if isinstance(node, Unary) else self._binary(node) for node in reversed(spine)]
        return _chained(first, steps)

    def _unary(self, node: Unary) -> Step:
        if node.operator == "@":
            return lambda operand: intersect(operand, self._emit.here)
        if node.operator == "+":
            return lambda operand: operand
        calculate = partial(UNARY[node.operator], self._emit)
        return lambda operand: each(calculate, [operand])

    def _binary(self, node: Binary) -> Step:
        side, calculate, emit = self._side(node.right), BINARY[node.operator], self._emit

        def step(left: Operand) -> Operand:
            right, left = side(), single(left)
            if type(left) is Grid or type(right) is Grid:
                return each(partial(calculate, emit), [left, right])
            return calculate(emit, left, right)  # type: ignore[arg-type]

        return step

    def _side(self, expression: Expression) -> Lazy:
        """One side of an operator, which of a cell takes what it holds; a function may ask where it stands."""
        slot = self._slots.get(id(expression))
        if slot is None:
            whole = self._lowered(expression)
            return lambda: single(whole())
        other, held = self._leaf(expression), self._held

        def side() -> Operand:
            place = self._found[slot]
            return held(place) if type(place) is Address else single(other())

        return side

    def _leaf(self, expression: Expression) -> Lazy:
        match expression:
            case Number() | Text() | Boolean():
                value: Operand = expression.value
            case Call():
                return self._call(expression)
            case CellRef() | RangeRef() | NameRef() | TableRef():
                return self._reference(expression)
            case ErrorText():
                value = ExcelError(expression.code)
            case Missing():
                value = None
            case Array():
                value = Grid(tuple(tuple(_constant(element) for element in row) for row in expression.rows))
            case _:
                return partial(_unavailable, expression.text if isinstance(expression, External) else "")
        return lambda: value

    def _call(self, expression: Call) -> Lazy:
        function = FUNCTIONS.get(expression.function)
        if function is None:
            return partial(_unavailable, expression.function)
        return prepared(self._emit, function, [self._lowered(argument) for argument in expression.arguments])

    def _reference(self, reference: Reference) -> Lazy:
        slot = self._slots.get(id(reference))

        def referred() -> Operand:
            target = (slot is not None and self._found[slot]) or self._references.find(reference, self._emit.here)
            if isinstance(target, (Address, Area)):
                return self._read(target)
            return target if isinstance(target, ExcelError) else self._named(reference, target)

        return referred

    def _named(self, reference: Reference, target: Named) -> Operand:
        if self._names >= NESTED_LEVELS:
            raise CircularReference(where=str(self._emit.here), cells=reference.name if isinstance(reference, NameRef) else "")
        self._names += 1
        operand = self._routine(target.expression)()
        self._names -= 1
        return operand


def _chained(first: Lazy, steps: Sequence[Step]) -> Lazy:
    """One operand, and what is done to it one after another."""
    if not steps:
        return first

    def chained() -> Operand:
        operand = first()
        for step in steps:
            operand = step(operand)
        return operand

    return chained


def _unavailable(what: str) -> Operand:
    raise Unavailable(what)


def shown(emit: Emitter, scalar: Scalar) -> Scalar:
    """Return a formula's result as its cell shows it: a blank is 0 there."""
    if isinstance(scalar, Choice):
        return emit.spread(lambda case: 0.0 if case is None else case, scalar)
    return 0.0 if scalar is None else scalar


def _constant(element: Number | Text | Boolean | ErrorText) -> Scalar:
    return ExcelError(element.code) if isinstance(element, ErrorText) else element.value
