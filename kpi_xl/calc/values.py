"""How Excel turns one kind of value into another, and compares two of any kind.

Knows values. Does not know formulas, cells or levers.
"""

from __future__ import annotations

import math
import re

from kpi_xl.calc.cells import NUM, VALUE, ExcelError, Value
from kpi_xl.calc.dates import serial_of_text

LONGEST_PLAIN = 21  # digits before General turns to an exponent
CLEARLY = 1e-13  # numbers further apart for their size differ in 15 digits, however these are rounded
SMALLEST_PLAIN = -10  # decimal exponent below which General turns to an exponent
_NUMBER = re.compile(r"\(?[-+]?[¥\\$]?[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?\)?%?")


def as_number(value: Value) -> float | ExcelError:
    """Return what arithmetic makes of a value: a blank is 0, TRUE is 1, "12" is 12, other text is #VALUE!."""
    if isinstance(value, ExcelError):
        return value
    if isinstance(value, str):
        number = number_of_text(value)
        return VALUE if number is None else number
    return 0.0 if value is None else float(value)


def number_of_text(text: str) -> float | None:
    """Return the number, percentage, amount of money, date or time that a text spells, or None."""
    word = text.strip()
    if not word:
        return None
    if not any(digit in word for digit in "0123456789") or not _NUMBER.fullmatch(word):
        return serial_of_text(word)
    sign = -1.0 if word[0] == "(" or "-" in word.split("e")[0].split("E")[0] else 1.0
    digits = re.sub(r"[(),¥\\$%]", "", word).lstrip("+-")
    if (word[0] == "(") != (word.rstrip("%")[-1] == ")"):
        return None
    try:
        return sign * float(digits) / (100.0 if word.endswith("%") else 1.0)
    except ValueError:
        return None


def as_text(value: Value) -> str | ExcelError:
    """Return what & makes of a value: a blank is an empty text, a number is written as General."""
    if isinstance(value, ExcelError | str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else general(value)


def general(number: float) -> str:
    """Write a number as the format General does where width does not matter: 15 digits at most."""
    if number == 0.0:
        return "0"
    mantissa, exponent = f"{abs(number):.14e}".split("e")
    digits, power, sign = mantissa.replace(".", "").rstrip("0"), int(exponent), "-" if number < 0 else ""
    if not SMALLEST_PLAIN < power < LONGEST_PLAIN:
        return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}E{'-' if power < 0 else '+'}{abs(power):02d}"
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    whole = digits[: power + 1].ljust(power + 1, "0")
    return f"{sign}{whole}{'.' if digits[power + 1 :] else ''}{digits[power + 1 :]}"


def as_truth(value: Value) -> bool | ExcelError:
    """Return what IF and AND make of a value: a number is true unless it is 0; of texts only TRUE and FALSE will do."""
    if isinstance(value, ExcelError):
        return value
    if isinstance(value, str):
        return {"TRUE": True, "FALSE": False}.get(value.strip().upper(), VALUE)
    return bool(value)


def compare(left: Value, right: Value) -> int:
    """Return -1, 0 or 1: numbers come before texts, texts before logicals; texts compare without letter case."""
    if type(left) is float and type(right) is float and (left == right or not math.isclose(left, right, rel_tol=CLEARLY)):
        return (left > right) - (left < right)
    first, second = _ranked(left, right), _ranked(right, left)
    return (first > second) - (first < second)


def _ranked(value: Value, other: Value) -> tuple[int, float, str]:
    if value is None:  # a blank takes the kind of what it is compared with
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    return 0, fifteen_digits(value) if isinstance(value, float) else 0.0, ""


def fifteen_digits(number: float) -> float:
    """Return a number as Excel compares it: 0.1+0.2 equals 0.3."""
    return float(f"{number:.14e}")


def checked(number: float) -> float | ExcelError:
    """Return a number, or #NUM! where it is none that Excel can hold."""
    return number if math.isfinite(number) else NUM
