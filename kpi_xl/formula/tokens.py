"""Cut a formula's text into words, and walk along them.

Knows what a word of Excel's language looks like. Does not know how words may be put together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpi_xl.errors import FormulaSyntax, FormulaTooDeep, FormulaTooLong, R1C1Formula
from kpi_xl.labels import Label

LONGEST_FORMULA = 8_192  # characters; Excel's limit
NESTED_LEVELS = 64  # brackets inside brackets; Excel's limit
OPEN_PARTS = 192  # brackets and operators waiting for what comes after them; keeps every reader of the tree off Python's recursion limit
SHOWN = 30  # characters of a long formula shown on either side of a fault

NO_CELL = Label(ja="入力", en="Input")
THE_END = Label(ja="数式の終わり", en="the end")
EQUALS_SIGN = Label(ja="= ", en="an = sign")
CLOSING_QUOTE = Label(ja='閉じる引用符（"）', en='a closing quote (")')
CLOSING_BRACKET = Label(ja="閉じる角かっこ（]）", en="a closing bracket (])")
OPERAND = Label(ja="値・セル・名前・関数のいずれか", en="a value, a cell, a name or a function")

# The name's first letter may be any script's; U+3099 and U+309A are the voicing marks that file names from a Mac carry.
_NAME = r"(?:[^\W\d]|\\)[\w.?\\・\u3099\u309a]*"
_SHEET = r"[\w.・\u3099\u309a]+"

KINDS: tuple[tuple[str, str], ...] = (  # tried in this order
    ("text", r'"(?:[^"]|"")*"'),
    ("error", r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)"),
    ("external", r"'[^'\[]*\[[^\]']*\](?:[^']|'')*'!|\[[^\[\]'@#]+\](?:" + _SHEET + r")?!"),
    ("columns", r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(!\[])"),
    ("rows", r"\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w.!])"),
    ("r1c1", r"[Rr](?:[0-9]+|\[-?[0-9]+\])?[Cc](?:[0-9]+|\[-?[0-9]+\])?(?![\w.(\[!?\\])|[RrCc]\[-?[0-9]+\]"),
    ("cell", r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w.(\[!?\\])"),
    ("sheet", r"'(?:[^'\[\]]|'')+'!|" + _SHEET + "(?::" + _SHEET + ")?!"),
    ("number", r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"),
    ("name", _NAME),
    ("operator", r"<=|>=|<>|[-+*/^&=<>%@:,(){};#]"),
)
_WORD = re.compile(r"\s*(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS) + ")")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, its kind, and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool = False
    """Whether a space stands before it: between two references that is an operator."""


def excerpt(text: str, position: int) -> str:
    """Return the formula, or what stands around a position of a long one."""
    first, last = max(0, position - SHOWN), position + SHOWN
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


class Cursor:
    """A place in a formula's words."""

    def __init__(self, text: str, where: str | Label) -> None:
        self.text, self.where = text, where
        self.open = 0
        self._levels = 0
        if len(text) > LONGEST_FORMULA:
            raise FormulaTooLong(where=where, length=len(text), limit=LONGEST_FORMULA)
        if not text.startswith("="):
            raise self.fault(Token("end", text[:1], 0, 0), EQUALS_SIGN)
        self._tokens = self._cut()
        self._at = 0

    @property
    def next(self) -> Token:
        """The word that comes now."""
        return self._tokens[self._at]

    @property
    def after_next(self) -> Token:
        """The word behind the one that comes now."""
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Return the word that comes now and step over it."""
        token = self.next
        self._at += token.kind != "end"
        return token

    def sees(self, *operators: str) -> bool:
        """Whether one of these operators comes now."""
        return self.next.kind == "operator" and self.next.text in operators

    def expect(self, operator: str, expected: Label) -> Token:
        """Step over an operator that must come now."""
        if not self.sees(operator):
            raise self.fault(self.next, expected)
        return self.take()

    def deeper(self, parts: int = 1) -> None:
        """Count a bracket that opens (or, below 0, closes)."""
        self._levels += parts
        self.waits(parts)
        if self._levels > NESTED_LEVELS:
            raise FormulaTooDeep(where=self.where, limit=NESTED_LEVELS)

    def waits(self, parts: int) -> None:
        """Count brackets and operators that wait for what comes after them."""
        self.open += parts
        if self.open > OPEN_PARTS:
            raise FormulaTooDeep(where=self.where, limit=OPEN_PARTS)

    def fault(self, token: Token, expected: Label) -> FormulaSyntax:
        """Return the error that says what stands there and what should."""
        found = f"「{token.text}」", f"'{token.text}'"
        return FormulaSyntax(
            where=self.where,
            formula=excerpt(self.text, token.start),
            position=token.start + 1,
            found=Label(*found) if token.text else THE_END,
            expected=expected,
        )

    def _cut(self) -> list[Token]:
        tokens, end = [Token("start", "=", 0, 1)], len(self.text.rstrip())
        while tokens[-1].end < end:
            tokens.append(self._word(tokens[-1].end))
        return [*tokens[1:], Token("end", "", end, end)]

    def _word(self, at: int) -> Token:
        match = _WORD.match(self.text, at)
        if match is None or match.lastgroup is None:
            return self._bracket(at)
        kind = match.lastgroup
        token = Token(kind, match[kind], match.start(kind), match.end(kind), match.start(kind) > at)
        if kind == "r1c1":
            raise R1C1Formula(where=self.where, found=token.text)
        return token

    def _bracket(self, at: int) -> Token:
        """Cut a table's brackets, which hold their own language, as one word; an apostrophe makes the next character plain."""
        start = self.text.index(self.text[at:].lstrip()[0], at)
        if self.text[start] != "[":
            raise self.fault(Token("unknown", self.text[start], start, start + 1), CLOSING_QUOTE if self.text[start] == '"' else OPERAND)
        depth, end = 0, start
        while end < len(self.text):
            character = self.text[end]
            depth += (character == "[") - (character == "]")
            end += 2 if character == "'" else 1
            if depth == 0:
                return Token("bracket", self.text[start:end], start, end, start > at)
        raise self.fault(Token("end", "", len(self.text), len(self.text)), CLOSING_BRACKET)
