"""Calculate what is known, write the rest on the tape: the arithmetic under every operator and function.

Knows operands and the tape's operations. Does not know formulas, references or functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from kpi_xl.calc.cells import DIV0, NUM, Address, ExcelError, Formula, Value
from kpi_xl.calc.operands import Choice, Node, Scalar, leaves
from kpi_xl.calc.operations import FLOATS, NAN, operations
from kpi_xl.calc.tape import TapeBuilder
from kpi_xl.calc.values import as_number, as_text, as_truth, checked
from kpi_xl.errors import TooManyCases, UnsolvableFunction

Number = float | ExcelError | Node
Truth = bool | ExcelError | Node

MOST_CASES = 32
NOWHERE = Address("", 1, 1)
TRUTHS = frozenset({"lt", "le", "eq", "ne", "and", "or"})
SAFE = TRUTHS | {"same", "neg", "add", "sub", "mul", "abs", "min", "max", "if", "floor"}
"""Operations that give an error only where an operand is one (or the result is beyond 1E+308)."""

_VALUES = {name: row.value for name, row in operations(FLOATS).items()}


@dataclass
class Emitter:
    """Writes one tape. `here` and `function` are what is compiled right now; `contents` is all that can be looked at."""

    contents: Mapping[Address, Value | Formula] = field(default_factory=dict)
    builder: TapeBuilder = field(default_factory=TapeBuilder)
    here: Address = NOWHERE
    function: str = ""
    _sure: set[int] = field(default_factory=set)

    def input(self) -> Node:
        """Add a lever."""
        node = Node(self.builder.input())
        self._sure.add(node.index)
        return node

    def apply(self, operation: str, *operands: Scalar) -> Number:
        """Calculate one operation on operands taken as numbers; the first error among them is the result."""
        if len(operands) == 2 and type(operands[0]) is float and type(operands[1]) is float:
            return _fold(operation, cast(Sequence[float], operands))
        numbers = [operand if type(operand) is float else self.number(operand) for operand in operands]
        for number in numbers:
            if isinstance(number, ExcelError):
                return number
        known = [number for number in numbers if isinstance(number, float)]
        return _fold(operation, known) if len(known) == len(numbers) else self._write(operation, [self.index(number) for number in numbers])

    def _write(self, operation: str, operands: Sequence[int]) -> Node:
        node = Node(self.builder.apply(operation, *operands), operation in TRUTHS)
        if operation in SAFE and self._sure.issuperset(operands):
            self._sure.add(node.index)
        return node

    def index(self, number: Number | bool) -> int:
        """Return the tape's node of a number; an error is nan there."""
        if isinstance(number, Node):
            return number.index
        index = self.builder.constant(NAN if isinstance(number, ExcelError) else float(number))
        if not isinstance(number, ExcelError):
            self._sure.add(index)
        return index

    def surely(self, node: Node) -> bool:
        """Whether a node cannot be an error."""
        return node.index in self._sure

    def number(self, scalar: Scalar) -> Number:
        """Take an operand as a number; of a choice, a text side is an error on the tape."""
        if isinstance(scalar, Choice):
            sides = [self.index(self.number(side)) for side in (scalar.yes, scalar.no)]
            return self._write("if", [scalar.condition, *sides])
        return Node(scalar.index) if isinstance(scalar, Node) else as_number(scalar)

    def truth(self, scalar: Scalar) -> Truth:
        """Take an operand as TRUE or FALSE."""
        if type(scalar) is bool:  # the usual one first
            return scalar
        if isinstance(scalar, Choice):
            sides = [self.index(self.truth(side)) for side in (scalar.yes, scalar.no)]
            return Node(self._write("if", [scalar.condition, *sides]).index, boolean=True)
        if isinstance(scalar, Node):
            return scalar if scalar.boolean else self._write("ne", [scalar.index, self.index(0.0)])
        return as_truth(scalar)

    def text(self, scalar: Scalar) -> Scalar:
        """Take an operand as a text, an error, or a choice of these."""
        if isinstance(scalar, Choice):
            return self.choose(Node(scalar.condition, boolean=True), self.text(scalar.yes), self.text(scalar.no))
        if not isinstance(scalar, Node):
            return as_text(scalar)
        if not scalar.boolean:
            raise self.unsolvable()
        return self.choose(scalar, "TRUE", "FALSE")

    def choose(self, condition: Truth, yes: Scalar, no: Scalar) -> Scalar:
        """Return one of two operands."""
        if isinstance(condition, ExcelError):
            return condition
        if not isinstance(condition, Node):
            return yes if condition else no
        if type(yes) is type(no) and yes == no and self.surely(condition):
            return yes
        kind = _kind(yes)
        if kind and kind == _kind(no):
            sides = [self.index(side) for side in (yes, no) if isinstance(side, Node | float | bool)]
            return Node(self._write("if", [condition.index, *sides]).index, kind == "boolean")
        choice = Choice(condition.index, yes, no)
        if sum(1 for _ in leaves(choice)) > MOST_CASES:
            raise TooManyCases(where=str(self.here), function=self.function, limit=MOST_CASES)
        return choice

    def spread(self, calculate: Callable[..., Scalar], *scalars: Scalar) -> Scalar:
        """Calculate every case of operands that are choices."""
        for position, scalar in enumerate(scalars):
            if isinstance(scalar, Choice):
                before, after = scalars[:position], scalars[position + 1 :]
                yes = self.spread(calculate, *before, scalar.yes, *after)
                no = self.spread(calculate, *before, scalar.no, *after)
                return self.choose(Node(scalar.condition, boolean=True), yes, no)
        return calculate(*scalars)

    def reduce(self, operation: str, scalars: Sequence[Scalar]) -> Number:
        """Combine one or more operands as a balanced tree: short, and accurate for long sums."""
        row = [self.number(scalar) for scalar in scalars]
        while len(row) > 1:
            pairs = [self.apply(operation, left, right) for left, right in zip(row[::2], row[1::2], strict=False)]
            row = pairs + row[len(pairs) * 2 :]
        return row[0]

    def negate(self, truth: Truth) -> Truth:
        """Return NOT of a logical value."""
        if isinstance(truth, Node):
            return self._write("eq", [truth.index, self.index(0.0)])
        return truth if isinstance(truth, ExcelError) else not truth

    def fails(self, scalar: Scalar) -> Truth:
        """Whether an operand is an error."""
        if isinstance(scalar, Choice):
            sides = [self.index(self.fails(side)) for side in (scalar.yes, scalar.no)]
            known = self._write("if", [scalar.condition, *sides])
            return Node(self.index(self.apply("fallback", known, 1.0)), boolean=True)
        if not isinstance(scalar, Node):
            return isinstance(scalar, ExcelError)
        if self.surely(scalar):
            return False
        holds = self.apply("fallback", self._write("eq", [scalar.index, scalar.index]), 0.0)
        return self.negate(Node(self.index(holds), boolean=True))

    def unsolvable(self) -> UnsolvableFunction:
        """Return the error of a function that depends on a lever and cannot be followed there."""
        return UnsolvableFunction(where=str(self.here), function=self.function)


def _kind(scalar: Scalar) -> str:
    if isinstance(scalar, Node):
        return "boolean" if scalar.boolean else "number"
    return "boolean" if isinstance(scalar, bool) else "number" if isinstance(scalar, float) else ""


def _fold(operation: str, numbers: Sequence[float]) -> Number:
    result = checked(_VALUES[operation](*numbers))
    if isinstance(result, ExcelError):
        return DIV0 if (operation == "div" and numbers[1] == 0) or (operation == "pow" and numbers[0] == 0 > numbers[1]) else NUM
    return bool(result) if operation in TRUTHS else float(result)
