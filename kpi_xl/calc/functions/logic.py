"""Functions that choose: IF and its family, AND, OR, NOT.

Knows truth. Does not know which branch a lever will take.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.calc.broadcast import each, intersect, single
from kpi_xl.calc.cells import NA, VALUE, ExcelError
from kpi_xl.calc.emitter import Emitter, Truth
from kpi_xl.calc.functions.function import Function, Lazy
from kpi_xl.calc.operands import Choice, Grid, Node, Operand, Scalar
from kpi_xl.calc.operators import BINARY

COMBINES = {"and": min, "or": max}


def if_(emit: Emitter, condition: Lazy, yes: Lazy, no: Lazy = lambda: False) -> Operand:
    """Compile only the branch that is taken where the condition is known."""
    test = single(condition())
    if isinstance(test, Grid):
        return each(lambda c, a, b: emit.choose(emit.truth(c), a, b), [test, yes(), no()])
    truth = emit.truth(test)
    if isinstance(truth, Node):
        return each(lambda a, b: emit.choose(truth, a, b), [yes(), no()])
    return truth if isinstance(truth, ExcelError) else single(yes() if truth else no())


def if_error(emit: Emitter, value: Lazy, otherwise: Lazy) -> Operand:
    """Compile the second operand only where the first one may be an error."""
    return _rescue(emit, value, otherwise, only=None)


def if_na(emit: Emitter, value: Lazy, otherwise: Lazy) -> Operand:
    """The same for #N/A alone; on the tape, where all errors are alike, for any error."""
    return _rescue(emit, value, otherwise, only=NA)


def _rescue(emit: Emitter, value: Lazy, otherwise: Lazy, only: ExcelError | None) -> Operand:
    def rescued(scalar: Scalar, spare: Scalar) -> Scalar:
        if isinstance(scalar, Choice) and emit.surely(Node(scalar.condition)):
            return emit.choose(Node(scalar.condition), rescued(scalar.yes, spare), rescued(scalar.no, spare))
        if isinstance(scalar, ExcelError):
            return scalar if only and scalar != only else spare
        if isinstance(scalar, Node) and not scalar.boolean and isinstance(spare, float | Node):
            return scalar if emit.surely(scalar) else emit.apply("fallback", scalar, spare)
        return emit.choose(emit.fails(scalar), spare, scalar)

    first = single(value())
    if isinstance(first, Grid):
        return each(rescued, [first, otherwise()])
    if not isinstance(first, Node | Choice | ExcelError):
        return first
    return rescued(first, intersect(otherwise(), emit.here))


def ifs(emit: Emitter, *pairs: Lazy) -> Operand:
    """The value behind the first condition that holds."""
    if not pairs:
        return NA
    return if_(emit, pairs[0], pairs[1], lambda: ifs(emit, *pairs[2:]))


def switch(emit: Emitter, subject: Operand, *cases: Lazy) -> Operand:
    """The result behind the first case that equals the subject, else the last one if it stands alone."""
    if len(cases) < 2:
        return cases[0]() if cases else NA

    def equal() -> Operand:
        return each(lambda a, b: BINARY["="](emit, a, b), [subject, cases[0]()])

    return if_(emit, equal, cases[1], lambda: switch(emit, subject, *cases[2:]))


def choose(emit: Emitter, index: Operand, *options: Lazy) -> Operand:
    """The option of that number; a fraction is cut off."""
    number = emit.apply("rounddown", single(index) if not isinstance(single(index), Grid) else VALUE, 0.0)  # type: ignore[arg-type]
    if isinstance(number, ExcelError):
        return number
    if isinstance(number, float):
        return single(options[int(number) - 1]()) if 1 <= number <= len(options) else VALUE
    result: Operand = VALUE
    for position in range(len(options), 0, -1):
        fits = Node(emit.index(emit.apply("eq", number, float(position))), boolean=True)
        result = each(lambda a, b, fits=fits: emit.choose(fits, a, b), [options[position - 1](), result])
    return result


def truths(emit: Emitter, operands: tuple[Operand, ...]) -> Iterator[Truth]:
    """Yield what counts as a logical value: in a range neither texts nor blanks do."""
    for operand in operands:
        if not isinstance(operand, Grid):
            yield emit.truth(operand)
            continue
        for element in operand.elements():
            if isinstance(element, Choice) or (element is not None and not isinstance(element, str)):
                yield emit.truth(element)


def _combined(operation: str) -> Function:
    name = operation.upper()

    def lower(emit: Emitter, *operands: Operand) -> Scalar:
        found = list(truths(emit, operands))
        errors = [truth for truth in found if isinstance(truth, ExcelError)]
        if errors or not found:
            return errors[0] if errors else VALUE
        if all(isinstance(truth, bool) for truth in found):
            return bool(COMBINES[operation](found))  # type: ignore[type-var]
        return Node(emit.index(emit.reduce(operation, found)), boolean=True)

    return Function(name, "range range*", lower, f"TRUE if {'all' if operation == 'and' else 'any'} of them are.")


def xor(emit: Emitter, *operands: Operand) -> Scalar:
    """TRUE if an odd number of them are."""
    found = list(truths(emit, operands))
    result: Scalar = found[0] if found else VALUE
    for truth in found[1:]:
        result = BINARY["<>"](emit, result, truth)
    return result


LOGIC = (
    Function("IF", "lazy lazy lazy?", if_, "One of two values."),
    Function("IFERROR", "lazy lazy", if_error, "A value, or another one if it is an error."),
    Function("IFNA", "lazy lazy", if_na, "A value, or another one if it is #N/A."),
    Function("IFS", "lazy lazy lazy* lazy*", ifs, "The value behind the first condition that holds."),
    Function("SWITCH", "range lazy lazy lazy*", switch, "The result behind the case that equals the subject."),
    Function("CHOOSE", "range lazy lazy*", choose, "The option of that number."),
    _combined("and"),
    _combined("or"),
    Function("XOR", "range range*", xor, "TRUE if an odd number of them are."),
    Function("NOT", "truth", lambda emit, truth: emit.negate(truth), "FALSE for TRUE."),
    Function("TRUE", "", lambda emit: True, "TRUE."),
    Function("FALSE", "", lambda emit: False, "FALSE."),
)
