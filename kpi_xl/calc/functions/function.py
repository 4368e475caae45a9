"""What a function is: one row with a name, its parameters, how it is calculated, and what it means.

Knows how arguments reach a function. Does not know any function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import cast

from kpi_xl.calc.broadcast import each, single
from kpi_xl.calc.cells import ExcelError, Value
from kpi_xl.calc.emitter import Emitter
from kpi_xl.calc.operands import Grid, Node, Operand, Scalar
from kpi_xl.calc.values import as_number, as_text, as_truth
from kpi_xl.errors import WrongArguments

Lazy = Callable[[], Operand]
"""An argument that is compiled only when the function asks for it."""
Given = Operand | Lazy

KNOWN: dict[str, Callable[[Value], Value]] = {"number": as_number, "truth": as_truth, "text": as_text, "value": lambda value: value}
TAKEN: Mapping[str, Callable[[Emitter, Scalar], Operand]] = {"number": Emitter.number, "truth": Emitter.truth, "text": Emitter.text}
WHOLE = ("range", "lazy")


@dataclass(frozen=True, slots=True)
class Function:
    """One function.

    Parameters
    ----------
    name
        As in Excel, in capitals.
    parameters
        A word per parameter: `number`, `truth`, `text` and `value` are single values (given a range, the function is
        calculated for each cell), `range` is an operand as it is, `lazy` one that is compiled on demand. `?` marks an
        optional one, `*` those that may repeat together.
    lower
        From an `Emitter` and the operands to the result; of a `constant` function, from plain values to a plain value.
    meaning
        One line.
    constant
        It cannot be followed where it depends on a lever.
    """

    name: str
    parameters: str
    lower: Callable[..., Operand]
    meaning: str
    constant: bool = False

    @property
    def expected(self) -> str:
        """How many arguments it takes, such as 2-3 or 1+."""
        words = self.parameters.split()
        least = sum(not word.endswith(("?", "*")) for word in words)
        most = "+" if any(word.endswith("*") for word in words) else f"-{len(words)}" if len(words) > least else ""
        return f"{least}{most}"


@cache
def kinds_of(parameters: str, count: int) -> tuple[str, ...] | None:
    """Return the kind of each argument, or None where so many arguments make no sense."""
    words = parameters.split()
    repeated = [word[:-1] for word in words if word.endswith("*")]
    single = [word.rstrip("?") for word in words if not word.endswith("*")]
    least = sum(not word.endswith(("?", "*")) for word in words)
    if count < least or (count > len(single) and (not repeated or (count - len(single)) % len(repeated))):
        return None
    return tuple((single + repeated * count)[:count])


def prepared(emit: Emitter, function: Function, arguments: Sequence[Lazy]) -> Lazy:
    """Return what calculates a function of its arguments, as often as it is asked; what each argument is taken for is settled now."""
    kinds = kinds_of(function.parameters, len(arguments))
    if kinds is None:
        return partial(_refuse, emit, function, len(arguments))
    takers = [_taker(kind, argument) for kind, argument in zip(kinds, arguments, strict=True)]
    singles = [place for place, kind in enumerate(kinds) if kind not in WHOLE]
    once = _known(emit, function, kinds) if function.constant else _lowered(emit, function, kinds)

    def run() -> Operand:
        given = [take() for take in takers]
        emit.function = function.name
        for place in singles:
            if type(given[place]) is Grid:
                return _for_each(once, given, singles)
        return once(given)

    return run


def _refuse(emit: Emitter, function: Function, given: int) -> Operand:
    raise WrongArguments(where=str(emit.here), function=function.name, given=given, expected=function.expected)


def _taker(kind: str, argument: Lazy) -> Callable[[], Given]:
    if kind == "lazy":
        return lambda: argument
    return argument if kind == "range" else lambda: single(argument())


def _for_each(once: Callable[[list[Given]], Operand], given: Sequence[Given], singles: Sequence[int]) -> Operand:
    """Calculate a function once per cell of the ranges given to it as single values."""

    def calculate(*scalars: Scalar) -> Scalar:
        whole = list(given)
        for place, scalar in zip(singles, scalars, strict=True):
            whole[place] = scalar
        result = once(whole)
        return result.at(0, 0) if isinstance(result, Grid) else result  # an array inside an array shows its first element

    return each(calculate, [cast(Operand, given[place]) for place in singles])


def _lowered(emit: Emitter, function: Function, kinds: Sequence[str]) -> Callable[[list[Given]], Operand]:
    """Take the single values for what they are meant to be, and lower."""
    lower, taken = function.lower, [(place, TAKEN[kind]) for place, kind in enumerate(kinds) if kind in TAKEN]

    def once(given: list[Given]) -> Operand:
        for place, take in taken:
            given[place] = take(emit, cast(Scalar, given[place]))
        return lower(emit, *given)

    return once


def _known(emit: Emitter, function: Function, kinds: Sequence[str]) -> Callable[[list[Given]], Operand]:
    """Calculate from plain values, case by case; the first error among them is the result."""

    def known(*values: Scalar) -> Value:
        if any(isinstance(value, Node) for value in values):
            raise emit.unsolvable()
        taken = [KNOWN[kind](cast(Value, value)) for kind, value in zip(kinds, values, strict=True)]
        errors = [value for value in taken if isinstance(value, ExcelError)]
        return errors[0] if errors else cast(Value, function.lower(*taken))

    return lambda given: emit.spread(known, *cast(Sequence[Scalar], given))
