"""Functions of texts: none of them can follow a lever.

Knows texts. Does not know number formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kpi_xl.calc.cells import VALUE, ExcelError, Value
from kpi_xl.calc.emitter import Emitter
from kpi_xl.calc.functions.criteria import wildcard
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.number_format import fixed, formatted
from kpi_xl.calc.operands import Grid, Operand, Scalar
from kpi_xl.calc.values import as_number, as_text

LONGEST_TEXT = 32_767


def left(text: str, count: float = 1.0) -> Value:
    """The first characters."""
    return text[: int(count)] if count >= 0 else VALUE


def right(text: str, count: float = 1.0) -> Value:
    """The last characters."""
    return VALUE if count < 0 else text[-int(count) :] if count >= 1 else ""


def middle(text: str, start: float, count: float) -> Value:
    """Characters from a position, counted from 1."""
    return text[int(start) - 1 : int(start) - 1 + int(count)] if start >= 1 and count >= 0 else VALUE


def substitute(text: str, old: str, new: str, which: float = 0.0) -> Value:
    """Every occurrence of a text, or only one of them, replaced."""
    if not old:
        return text
    if not which:
        return text.replace(old, new)
    parts = text.split(old)
    place = int(which)
    return old.join(parts[:place]) + new + old.join(parts[place:]) if 1 <= place < len(parts) else VALUE if place < 1 else text


def replace(text: str, start: float, count: float, new: str) -> Value:
    """Characters from a position replaced."""
    first = int(start) - 1
    return text[:first] + new + text[first + int(count) :] if start >= 1 and count >= 0 else VALUE


def find(part: str, text: str, start: float = 1.0) -> Value:
    """The position of a text, letter case counted."""
    place = text.find(part, int(start) - 1) if start >= 1 else -1
    return float(place + 1) if place >= 0 else VALUE


def search(part: str, text: str, start: float = 1.0) -> Value:
    """The position of a text with * and ?, without letter case."""
    found = wildcard(part).search(text, int(start) - 1) if 1 <= start <= len(text) + 1 else None
    return float(found.start() + 1) if found else VALUE


def repeat(text: str, count: float) -> Value:
    """A text several times."""
    return text * int(count) if count >= 0 and len(text) * int(count) <= LONGEST_TEXT else VALUE


def joined(emit: Emitter, *operands: Operand) -> Scalar:
    """All texts one after another."""
    return emit.spread(_concatenated, *(emit.text(scalar) for scalar in _scalars(operands)))


def text_join(emit: Emitter, between: Scalar, skip: Scalar, *operands: Operand) -> Scalar:
    """All texts with one between them, blanks left out if asked."""

    def calculate(*texts: Value) -> Value:
        errors = [text for text in texts if isinstance(text, ExcelError)]
        return errors[0] if errors else str(texts[0]).join(str(text) for text in texts[2:] if text != "" or texts[1] is False)

    return emit.spread(calculate, emit.text(between), emit.truth(skip), *(emit.text(scalar) for scalar in _scalars(operands)))


def _concatenated(*texts: Value) -> Value:
    errors = [text for text in texts if isinstance(text, ExcelError)]
    return errors[0] if errors else "".join(map(str, texts))


def _scalars(operands: tuple[Operand, ...]) -> Iterator[Scalar]:
    for operand in operands:
        if isinstance(operand, Grid):
            yield from operand.elements()
        else:
            yield operand


def value(text: Value) -> Value:
    """The number a text spells."""
    return VALUE if isinstance(text, bool) else as_number(text)


def text(number: Value, code: str) -> Value:
    """A number in a format."""
    return as_text(number) if isinstance(number, bool) else formatted(number, code)


def _constant(name: str, parameters: str, lower: Callable[..., Value], meaning: str) -> Function:
    return Function(name, parameters, lower, meaning, constant=True)


TEXT = (
    _constant("LEFT", "text number?", left, "The first characters."),
    _constant("RIGHT", "text number?", right, "The last characters."),
    _constant("MID", "text number number", middle, "Characters from a position."),
    _constant("LEN", "text", lambda text: float(len(text)), "How many characters."),
    _constant("TRIM", "text", lambda text: " ".join(part for part in text.split(" ") if part), "Without superfluous spaces."),
    _constant("CLEAN", "text", lambda text: "".join(c for c in text if c >= " "), "Without control characters."),
    _constant("UPPER", "text", str.upper, "In capitals."),
    _constant("LOWER", "text", str.lower, "In small letters."),
    _constant("PROPER", "text", str.title, "With capital initials."),
    _constant("REPT", "text number", repeat, "A text several times."),
    _constant("EXACT", "text text", lambda one, other: one == other, "Whether two texts are the same, letter case counted."),
    _constant("FIND", "text text number?", find, "The position of a text."),
    _constant("SEARCH", "text text number?", search, "The position of a text with wildcards."),
    _constant("SUBSTITUTE", "text text text number?", substitute, "One text for another."),
    _constant("REPLACE", "text number number text", replace, "Characters at a position for others."),
    _constant("VALUE", "value", value, "The number a text spells."),
    _constant("TEXT", "value text", text, "A number in a format."),
    _constant("FIXED", "number number? truth?", fixed, "A number with so many decimals."),
    _constant("CHAR", "number", lambda code: chr(int(code)) if 1 <= code < 128 else VALUE, "A character by number."),
    _constant("UNICHAR", "number", lambda code: chr(int(code)) if 1 <= code < 0x110000 else VALUE, "A character by number."),
    _constant("CODE", "text", lambda text: float(ord(text[0])) if text and text[0] < "\x80" else VALUE, "A character's number."),
    Function("CONCATENATE", "value value*", joined, "All texts one after another."),
    Function("CONCAT", "range range*", joined, "All texts one after another."),
    Function("TEXTJOIN", "value value range range*", text_join, "All texts with one between them."),
)
