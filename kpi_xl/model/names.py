"""Which names Excel accepts, and what to suggest for one that it does not.

Knows the rules for defined names. Does not know which names a workbook has.
"""

from __future__ import annotations

import re
import unicodedata

from kpi_xl.formula.references import LAST_COLUMN, LAST_ROW, column_number
from kpi_xl.labels import Label

LONGEST = 255

EMPTY = Label(ja="空欄です", en="it is empty")
TOO_LONG = Label(ja="長すぎます", en="it is too long")
LOOKS_LIKE_A_CELL = Label(ja="セル番地と同じ形です", en="it reads as a cell address")
BAD_CHARACTER = Label(ja="空白や記号が含まれています", en="it holds a space or a sign")
BAD_START = Label(ja="数字や記号で始まっています", en="it starts with a digit or a sign")
RESERVED = Label(ja="Excelの予約語です", en="Excel keeps this word for itself")

_CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_R1C1 = re.compile(r"[Rr]([0-9]*)([Cc]([0-9]*))?|[Cc]([0-9]*)")


def fault(name: str) -> Label | None:
    """Say why Excel refuses a name, or None where it accepts it."""
    if not name:
        return EMPTY
    if len(name) > LONGEST:
        return TOO_LONG
    if not name.isalnum() and not all(map(_may_stand, name)):
        return BAD_CHARACTER
    if not (name[0].isalpha() or name[0] in "_\\"):
        return BAD_START
    if _R1C1.fullmatch(name) or _is_cell(name):
        return LOOKS_LIKE_A_CELL
    return RESERVED if name.upper() in ("TRUE", "FALSE") else None


def suggest(text: str, otherwise: str = "KPI_") -> str:
    """Return a legal name close to a text."""
    kept = "".join(character if _may_stand(character) else "_" for character in unicodedata.normalize("NFKC", text.strip()))
    name = re.sub(r"_+", "_", kept).strip("_.") or otherwise
    if not (name[0].isalpha() or name[0] in "_\\"):
        name = "_" + name
    return name if fault(name) is None else name[: LONGEST - 1] + "_"


def same(one: str, other: str) -> bool:
    """Whether Excel takes two names for the same: letter case and full width do not count."""
    return unicodedata.normalize("NFKC", one).casefold() == unicodedata.normalize("NFKC", other).casefold()


def _may_stand(character: str) -> bool:
    return character.isalnum() or character in "_.\\?" or unicodedata.category(character) in ("Lm", "Mn", "Mc")


def _is_cell(name: str) -> bool:
    match = _CELL.fullmatch(name)
    return match is not None and column_number(match[1]) <= LAST_COLUMN and 1 <= int(match[2]) <= LAST_ROW
