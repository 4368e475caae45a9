"""What a person typed into one cell, taken as what its column expects.

Knows columns and typed values. Raises what is wrong with one cell; does not know what else stands in the row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from kpi_xl import errors
from kpi_xl.book.layout import Column
from kpi_xl.calc.cells import Address, ExcelError, Value
from kpi_xl.labels import LANGS, Label
from kpi_xl.model import typed

TRUTHS = {True: "yes", False: "no"}


def plain(text: str) -> str:
    """Return a text as it is compared: width, letter case and line breaks do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def text(value: Value) -> str:
    """Take a cell as a text; a whole number loses its decimal point."""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return "" if value is None else str(value).strip()


def number(value: Value, column: Column, where: Address) -> float | None:
    """Take a cell as a number; a blank is None.

    Raises
    ------
    NotANumber
        If it is a text that means no number, a logical value or an error.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    meant = typed.number(value) if isinstance(value, str) else None
    if meant is None:
        raise errors.NotANumber(where=where, value=value, column=column.label)
    return meant


def amount(value: Value, column: Column, where: Address) -> float | None:
    """Take a cell as the amount of a goal: a number, or how many times (3倍, x3)."""
    times = typed.times(value) if isinstance(value, str) else None
    return times if times is not None else number(value, column, where)


def choice(value: Value, column: Column, where: Address) -> str | None:
    """Take a cell as one of its column's choices, by word in either language or by key; a blank is None.

    Raises
    ------
    NotAChoice
        If it is none of them.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    said = TRUTHS.get(value, "") if isinstance(value, bool) else text(value)
    found = one_of(said, column.choices) if not isinstance(value, ExcelError) else None
    if found is None:
        raise errors.NotAChoice(where=where, value=value, column=column.label, choices=listed(column.choices))
    return found


def one_of(said: str, choices: Mapping[str, Label]) -> str | None:
    """Return the key of a choice that is said in either language, or by its key."""
    for key, label in choices.items():
        if plain(said) in (plain(key), *(plain(label.say(lang)) for lang in LANGS)):
            return key
    return None


def listed(choices: Mapping[str, Label]) -> Label:
    """Return all choices as one text per language."""
    return Label("・".join(label.ja for label in choices.values()), ", ".join(label.en for label in choices.values()))
