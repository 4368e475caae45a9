"""From one formula to one operand: fold what is known, write on the tape what depends on a lever.

Knows expressions. Does not know in which order cells are compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from kpi_xl.calc.broadcast import each, intersect, single
from kpi_xl.calc.cells import Address, Area, ExcelError
from kpi_xl.calc.emitter import Emitter
from kpi_xl.calc.functions import FUNCTIONS
from kpi_xl.calc.functions.function import call
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
    TableRef,
    Text,
    Unary,
)
from kpi_xl.formula.tokens import NESTED_LEVELS

MOVING = frozenset({"INDIRECT", "OFFSET"})
"""Functions that choose their cells while Excel calculates."""


class Unavailable(Exception):
    """Something that only Excel can calculate."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Lowering:
    """Compiles formulas one after another onto one tape; `holdings` gives what cells and areas hold."""

    def __init__(self, emit: Emitter, references: References, holdings: Holdings) -> None:
        self._emit, self._references, self._read, self._held = emit, references, holdings.read, holdings.held
        self._names = 0
        self._found: Mapping[int, Meaning] = {}

    def cell(self, expression: Expression, here: Address, found: Mapping[int, Meaning]) -> Scalar:
        """Return what a cell shows: of a range the part that crosses it, 0 for a reference to a blank.

        Parameters
        ----------
        found
            What references of the expression mean here, by the identity of their nodes: formulas of one shape share these.
        """
        self._emit.here, self._emit.function, self._names, self._found = here, "", 0, found
        return shown(self._emit, intersect(self._lower(expression), here))

    def _lower(self, expression: Expression) -> Operand:
        """Walk down signs and first operands without recursion: a sum may have thousands of terms."""
        if not isinstance(expression, (Unary, Binary)):
            return self._leaf(expression)
        spine = []
        while isinstance(expression, (Unary, Binary)):
            spine.append(expression)
            expression = expression.operand if isinstance(expression, Unary) else expression.left
        place = self._found.get(id(expression)) if isinstance(spine[-1], Binary) else None
        operand = self._held(place) if isinstance(place, Address) else self._leaf(expression)
        for node in reversed(spine):
            operand = self._unary(node, operand) if isinstance(node, Unary) else self._binary(node, operand)
        return operand

    def _unary(self, node: Unary, operand: Operand) -> Operand:
        if node.operator == "@":
            return intersect(operand, self._emit.here)
        if node.operator == "+":
            return operand
        return each(partial(UNARY[node.operator], self._emit), [operand])

    def _binary(self, node: Binary, left: Operand) -> Operand:
        # Of a cell an operator takes what it holds; a function may ask where it stands.
        place = self._found.get(id(node.right))
        right = self._held(place) if isinstance(place, Address) else single(self._lower(node.right))
        left, calculate = single(left), BINARY[node.operator]
        if isinstance(left, Grid) or isinstance(right, Grid):
            return each(partial(calculate, self._emit), [left, right])
        return calculate(self._emit, left, right)

    def _leaf(self, expression: Expression) -> Operand:
        if isinstance(expression, (Number, Text, Boolean)):  # the usual ones first
            return expression.value
        if isinstance(expression, Call):
            return self._call(expression)
        if isinstance(expression, (CellRef, RangeRef, NameRef, TableRef)):
            return self._reference(expression)
        match expression:
            case ErrorText():
                return ExcelError(expression.code)
            case Missing():
                return None
            case Array():
                return Grid(tuple(tuple(_constant(element) for element in row) for row in expression.rows))
        raise Unavailable(expression.text if isinstance(expression, External) else "")

    def _call(self, expression: Call) -> Operand:
        function = FUNCTIONS.get(expression.function)
        if function is None:
            raise Unavailable(expression.function)
        return call(self._emit, function, [partial(self._lower, argument) for argument in expression.arguments])

    def _reference(self, reference: CellRef | RangeRef | NameRef | TableRef) -> Operand:
        target = self._found.get(id(reference)) or self._references.find(reference, self._emit.here)
        if isinstance(target, (Address, Area)):
            return self._read(target)
        if isinstance(target, ExcelError):
            return target
        return self._named(reference, target)

    def _named(self, reference: CellRef | RangeRef | NameRef | TableRef, target: Named) -> Operand:
        if self._names >= NESTED_LEVELS:
            raise CircularReference(where=str(self._emit.here), cells=reference.name if isinstance(reference, NameRef) else "")
        self._names += 1
        operand = self._lower(target.expression)
        self._names -= 1
        return operand


def shown(emit: Emitter, scalar: Scalar) -> Scalar:
    """Return a formula's result as its cell shows it: a blank is 0 there."""
    if isinstance(scalar, Choice):
        return emit.spread(lambda case: 0.0 if case is None else case, scalar)
    return 0.0 if scalar is None else scalar


def _constant(element: Number | Text | Boolean | ErrorText) -> Scalar:
    return ExcelError(element.code) if isinstance(element, ErrorText) else element.value
