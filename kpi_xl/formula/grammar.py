"""Put a formula's words together: one function per rule of Excel's grammar, and the rule is its docstring.

Knows precedence and brackets. Does not know what any cell holds.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kpi_xl.errors import FormulaError, SemicolonFormula
from kpi_xl.formula.expression import Array, Binary, Boolean, Call, ErrorText, Expression, Missing, Number, Span, Text, Unary
from kpi_xl.formula.references import PREFIXES, reference, refuse_reference_operators
from kpi_xl.formula.tokens import NO_CELL, Cursor, Token
from kpi_xl.labels import Label

BINDS = {"^": 5, "*": 4, "/": 4, "+": 3, "-": 3, "&": 2, "=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1}
"""How tightly an operator binds; all of them to the left, ^ too: 2^3^2 is 64. Signs bind tighter still: -2^2 is 4."""

OPERATOR_OR_END = Label(ja="演算子か数式の終わり", en="an operator or the end")
CLOSING = Label(ja="閉じるかっこ", en="a closing parenthesis")
COMMA_OR_CLOSING = Label(ja="カンマか閉じるかっこ", en="a comma or a closing parenthesis")
CONSTANT = Label(ja="定数", en="a constant")
CLOSING_BRACE = Label(ja="カンマ・セミコロン・閉じる波かっこのいずれか", en="a comma, a semicolon or a closing brace")
SMALLER_NUMBER = Label(ja="1E+308までの数値", en="a number up to 1E+308")
EQUAL_ROWS = Label(ja="同じ長さの行", en="a row as long as the first")


def parse(text: str, where: str | Label = NO_CELL) -> Expression:
    """Read an Excel formula; formula = "=" expression.

    Parameters
    ----------
    text
        The formula as Excel's file or its `.Formula` property gives it: A1 references, commas, English function names.
    where
        The cell, for error messages.

    Returns
    -------
    Expression
        The tree; every node knows the characters it came from.

    Raises
    ------
    FormulaError
        If the text is not a formula, or one in a notation that is not supported; the sentence says where and what was expected.
    """
    cursor = Cursor(text, where)
    tree = expression(cursor)
    if cursor.next.kind != "end":
        raise _separator(cursor, OPERATOR_OR_END)
    return tree


def expression(cursor: Cursor) -> Expression:
    """expression = operand (operator operand)*, grouped by how tightly the operators bind."""
    operands, operators = [operand(cursor)], list[str]()
    while cursor.next.kind == "operator" and cursor.next.text in BINDS:
        operator = cursor.take().text
        while operators and BINDS[operators[-1]] >= BINDS[operator]:
            _join(cursor, operands, operators)
        operators.append(operator)
        cursor.waits(1)
        operands.append(operand(cursor))
    while operators:
        _join(cursor, operands, operators)
    return operands[0]


def _join(cursor: Cursor, operands: list[Expression], operators: list[str]) -> None:
    cursor.waits(-1)
    right, left = operands.pop(), operands.pop()
    operands.append(Binary(operators.pop(), left, right, (left.span[0], right.span[1])))


def operand(cursor: Cursor) -> Expression:
    """operand = ("-" | "+" | "@")* primary "%"*"""
    signs = []
    while cursor.sees("-", "+", "@"):
        signs.append(cursor.take())
    tree = primary(cursor)
    for sign in reversed(signs):
        tree = Unary(sign.text, tree, (sign.start, tree.span[1]))  # type: ignore[arg-type]
    while cursor.sees("%"):
        tree = Unary("%", tree, (tree.span[0], cursor.take().end))
    return tree


def primary(cursor: Cursor) -> Expression:
    """primary = number | text | error | boolean | "(" expression ")" | array | call | reference"""
    token = cursor.next
    if token.kind in _CONSTANTS:
        return _constant(cursor)
    if cursor.sees("("):
        return group(cursor)
    if cursor.sees("{"):
        return array(cursor)
    if token.kind == "name" and cursor.after_next.text == "(" and not cursor.after_next.spaced:
        return call(cursor)
    if token.kind == "name" and token.text.upper() in ("TRUE", "FALSE") and cursor.after_next.text[:1] != "[":
        cursor.take()
        return Boolean(token.text.upper() == "TRUE", (token.start, token.end))
    return reference(cursor)


def group(cursor: Cursor) -> Expression:
    """group = "(" expression ")" """
    opening = cursor.take()
    cursor.deeper()
    tree = expression(cursor)
    refuse_reference_operators(cursor, tree, opening)
    _close(cursor, CLOSING)
    return tree


def call(cursor: Cursor) -> Expression:
    """call = name "(" [argument ("," argument)*] ")" """
    name, _ = cursor.take(), cursor.take()
    cursor.deeper()
    arguments = [] if cursor.sees(")") else [argument(cursor)]
    while cursor.sees(","):
        cursor.take()
        arguments.append(argument(cursor))
    end = _close(cursor, COMMA_OR_CLOSING).end
    function = PREFIXES.sub("", name.text).upper()
    if function == "SINGLE" and len(arguments) == 1:  # how a file spells the sign @
        return Unary("@", arguments[0], (name.start, end))
    return Call(function, tuple(arguments), (name.start, end))


def argument(cursor: Cursor) -> Expression:
    """argument = [expression]"""
    return Missing((cursor.next.start, cursor.next.start)) if cursor.sees(",", ")") else expression(cursor)


def array(cursor: Cursor) -> Expression:
    """array = "{" row (";" row)* "}" """
    opening = cursor.take()
    rows = [row(cursor)]
    while cursor.sees(";"):
        semicolon = cursor.take()
        rows.append(row(cursor))
        if len(rows[-1]) != len(rows[0]):
            raise cursor.fault(semicolon, EQUAL_ROWS)
    return Array(tuple(rows), (opening.start, cursor.expect("}", CLOSING_BRACE).end))


def row(cursor: Cursor) -> tuple[Number | Text | Boolean | ErrorText, ...]:
    """row = element ("," element)*"""
    elements = [element(cursor)]
    while cursor.sees(","):
        cursor.take()
        elements.append(element(cursor))
    return tuple(elements)


def element(cursor: Cursor) -> Number | Text | Boolean | ErrorText:
    """element = ["-" | "+"] number | text | boolean | error"""
    if cursor.sees("-", "+"):
        sign = cursor.take()
        if cursor.next.kind != "number":
            raise cursor.fault(cursor.next, CONSTANT)
        number = _number(cursor)
        return Number(-number.value if sign.text == "-" else number.value, (sign.start, number.span[1]))
    if cursor.next.kind in _CONSTANTS:
        return _constant(cursor)
    word = cursor.next
    if word.text.upper() not in ("TRUE", "FALSE"):
        raise cursor.fault(word, CONSTANT)
    return Boolean(cursor.take().text.upper() == "TRUE", (word.start, word.end))


def _constant(cursor: Cursor) -> Number | Text | ErrorText:
    return _CONSTANTS[cursor.next.kind](cursor)


def _number(cursor: Cursor) -> Number:
    value = float(cursor.next.text)
    if not math.isfinite(value):
        raise cursor.fault(cursor.next, SMALLER_NUMBER)
    return Number(value, _span(cursor.take()))


def _text(cursor: Cursor) -> Text:
    token = cursor.take()
    return Text(token.text[1:-1].replace('""', '"'), _span(token))


def _error(cursor: Cursor) -> ErrorText:
    token = cursor.take()
    return ErrorText(token.text, _span(token))


_CONSTANTS: dict[str, Callable[[Cursor], Number | Text | ErrorText]] = {"number": _number, "text": _text, "error": _error}


def _span(token: Token) -> Span:
    return token.start, token.end


def _close(cursor: Cursor, expected: Label) -> Token:
    if not cursor.sees(")"):
        raise _separator(cursor, expected)
    cursor.deeper(-1)
    return cursor.take()


def _separator(cursor: Cursor, expected: Label) -> FormulaError:
    """Return what is wrong where an operator, a comma or a bracket should stand."""
    if cursor.sees(";"):
        return SemicolonFormula(where=cursor.where, position=cursor.next.start + 1)
    return cursor.fault(cursor.next, expected)
