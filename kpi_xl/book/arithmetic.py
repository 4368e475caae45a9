"""A formula in words: labels or numbers with × ÷ + − between them, functions by what they do, brackets where they are needed.

Knows expressions and how people write arithmetic. Does not know what a reference stands for, nor what any number is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from kpi_xl import labels
from kpi_xl.formula.expression import (
    Array,
    Binary,
    Boolean,
    Call,
    ErrorText,
    Expression,
    External,
    Missing,
    Number,
    Reference,
    Text,
    Unary,
)
from kpi_xl.formula.grammar import BINDS
from kpi_xl.labels import Label, Lang, listed

ATOM = 9
"""Binds so tightly that no brackets are ever needed."""

SIGN = BINDS["+"]
"""A minus sign may lead a sum, and stands in brackets anywhere else: people read -2^2 as -4, Excel as 4."""

CHAINED = frozenset({"*", "/", "+", "-", "&"})
"""Operators that people read from left to right without brackets, as Excel does."""

ALL_TERMS = {"SUM": "+", "PRODUCT": "*"}
"""Functions that are a sign between all of their terms."""

SPREADS = frozenset({*ALL_TERMS, "SUMPRODUCT", "AVERAGE", "MEDIAN", "MIN", "MAX", "COUNT", "AND", "OR"})
"""Functions whose ranges are named cell by cell."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A place in a sentence for a label, or for the number it stands for.

    `source` says whose number it is: a KPI by its name, or a formula such as =B!$A$1, which comes to `value` as things are.
    """

    label: str
    source: str
    value: float = 0.0


Piece = str | Figure


@dataclass(frozen=True, slots=True)
class Said:
    """Words with figures among them, and how tightly the sign outside all brackets binds."""

    pieces: tuple[Piece, ...]
    binds: int = ATOM

    @property
    def words(self) -> str:
        """The words with every figure's label in its place."""
        return "".join(piece if isinstance(piece, str) else piece.label for piece in self.pieces)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Figure))

    def within(self, binds: int) -> tuple[Piece, ...]:
        """Return the words as an operand: in brackets unless they bind at least so tightly."""
        return self.pieces if self.binds >= binds else ("(", *self.pieces, ")")


Meaning = Callable[[Reference | External, bool], Sequence[Said]]
"""What a reference says, a part per cell; the second argument tells whether a range is to be named cell by cell."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How formulas are said: in which language, what references mean, and how many terms are named before the rest is left out."""

    lang: Lang
    meaning: Meaning
    most: int

    def say(self, node: Expression) -> Said:
        """Return what an expression says."""
        match node:
            case Number():
                return Said((plain(node.value),))
            case Unary():
                return self._signed(node)
            case Binary():
                return self._chain(node)
            case Call():
                return self._call(node)
            case Text() | Boolean() | ErrorText() | Missing() | Array():
                return Said((constant(node, self.lang),))
            case _:
                return self._together(self.meaning(node, False))

    def _signed(self, node: Unary) -> Said:
        if node.operator == "-":
            return Said((self._sign("-"), *self.say(node.operand).within(ATOM)), SIGN)
        if node.operator != "%":
            return self.say(node.operand)
        if isinstance(node.operand, Number):
            return Said((plain(node.operand.value) + "%",))
        return self.say(Binary("/", node.operand, Number(100.0, node.span), node.span))

    def _chain(self, node: Binary) -> Said:
        """Say operands that bind alike one after the other; without recursion, because a sum may have thousands of terms."""
        binds, first, rest = BINDS[node.operator], node.left, [(node.operator, node.right)]
        while isinstance(first, Binary) and BINDS[first.operator] == binds:
            rest.append((first.operator, first.right))
            first = first.left
        rest.reverse()
        if node.operator in CHAINED:
            count = len(rest) + 1
            kept = rest if count <= self.most else [*rest[: self.most - 2], rest[-1]]
            said: list[Piece] = [*self.say(first).within(binds)]
            for place, (operator, operand) in enumerate(kept):
                skipped = count > self.most and place == len(kept) - 1
                said += [self._between(rest[self.most - 2][0]), labels.rationale.ELLIPSIS] if skipped else []
                said += [self._between(operator), *self.say(operand).within(binds + 1)]
            said += [labels.rationale.TERMS.fill(count=count).say(self.lang)] if count > self.most else []
            return Said(tuple(said), binds)
        return self._nested(first, rest, binds)

    def _nested(self, first: Expression, rest: Sequence[tuple[str, Expression]], binds: int) -> Said:
        """Say powers and comparisons, each in brackets before the next: 2^3^2 is (2^3)^2."""
        said = self.say(first)
        for operator, operand in rest[: self.most]:
            said = Said((*said.within(binds + 1), self._between(operator), *self.say(operand).within(binds + 1)), binds)
        left_out = f" {labels.rationale.ELLIPSIS}" if len(rest) > self.most else ""
        return Said((*said.pieces, left_out), binds) if left_out else said

    def _call(self, node: Call) -> Said:
        if node.function == "POWER" and len(node.arguments) == 2:
            return self.say(Binary("^", *node.arguments, node.span))
        if node.function == "SUMPRODUCT":
            return self._products(node)
        said = list(self._arguments(node))
        if node.function in ALL_TERMS and len(said) <= self.most:
            return self._terms(ALL_TERMS[node.function], said)
        return self._function(node.function, said)

    def _products(self, node: Call) -> Said:
        """Say a sum of products with its products, where all ranges are as long and few."""
        columns = [list(self._argument(argument, True)) for argument in node.arguments]
        if len({len(column) for column in columns}) == 1 and len(columns[0]) <= self.most:
            return self._terms("+", [self._terms("*", row) for row in zip(*columns, strict=True)])
        return self._function(node.function, [self._together(column) for column in columns])

    def _terms(self, operator: str, said: Sequence[Said]) -> Said:
        if len(said) < 2:
            return said[0] if said else Said(("0",))
        pieces: list[Piece] = []
        for place, each in enumerate(said):
            pieces += [self._between(operator)] if place else []
            pieces += each.within(BINDS[operator] + bool(place))
        return Said(tuple(pieces), BINDS[operator])

    def _function(self, function: str, said: Sequence[Said]) -> Said:
        """Say a function by its words if they have a place for every argument, else by its own name."""
        words = labels.rationale.FUNCTIONS.get(function, Label("{all}", "{all}")).say(self.lang)
        fields = [(literal, field) for literal, field, _, _ in Formatter().parse(words)]
        places = {field for _, field in fields if field is not None}
        if function not in labels.rationale.FUNCTIONS or (places != {"all"} and places != {str(place) for place in range(len(said))}):
            return Said((f"{function}(", *self._listed(said), ")"))
        pieces: list[Piece] = []
        for literal, field in fields:
            pieces += [literal] if literal else []
            pieces += () if field is None else self._listed(said) if field == "all" else said[int(field)].pieces
        return Said(tuple(pieces))

    def _arguments(self, node: Call) -> Iterator[Said]:
        for argument in node.arguments:
            yield from self._argument(argument, node.function in SPREADS)

    def _argument(self, argument: Expression, spread: bool) -> Iterable[Said]:
        if isinstance(argument, Reference | External):
            said = self.meaning(argument, spread)
            return said if spread else [self._together(said)]
        return [self.say(argument)]

    def _together(self, said: Sequence[Said]) -> Said:
        return said[0] if len(said) == 1 else Said(("(", *self._listed(said), ")")) if said else Said(("0",))

    def _listed(self, said: Sequence[Said]) -> tuple[Piece, ...]:
        """Return parts with commas between them; of many the first and the last, and how many there are."""
        shown = list(said)
        if len(said) > self.most:
            count = labels.rationale.ITEMS.fill(count=len(said)).say(self.lang)
            shown = [*said[: self.most - 1], Said((labels.rationale.ELLIPSIS,)), said[-1], Said((count,))]
        comma = listed(("", ""), self.lang)
        pieces: list[Piece] = []
        for place, each in enumerate(shown):
            pieces += [comma, *each.pieces] if place else each.pieces
        return tuple(pieces)

    def _sign(self, operator: str) -> str:
        return labels.rationale.SIGNS[operator].say(self.lang)

    def _between(self, operator: str) -> str:
        return f" {self._sign(operator)} "


def plain(value: float) -> str:
    """Return a number written in a formula as people write it: 12, 0.25, 1,000,000."""
    return f"{value:,.15g}"


def constant(node: Text | Boolean | ErrorText | Missing | Array, lang: Lang) -> str:
    """Return what is written in a formula and is no number."""
    match node:
        case Text():
            return labels.scenario.QUOTED_GOAL.fill(kpi=node.value).say(lang)
        case Boolean():
            return str(node.value).upper()
        case ErrorText():
            return node.code
        case Missing():
            return "0"
        case Array():
            rows = [", ".join(plain(each.value) if isinstance(each, Number) else constant(each, lang) for each in row) for row in node.rows]
            return "{" + "; ".join(rows) + "}"
