"""Read references: cells, ranges, names, other sheets and other workbooks.

Knows how Excel writes where a value stands. Does not know what stands there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kpi_xl.errors import UnsupportedFormula
from kpi_xl.formula.expression import CellRef, ErrorText, Expression, External, NameRef, RangeRef, TableRef
from kpi_xl.formula.structured import structured
from kpi_xl.formula.tokens import OPERAND, Cursor, Token
from kpi_xl.labels import Label

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # XFD1048576
PREFIXES = re.compile(r"^(?:_xlfn\.|_xlws\.|_xludf\.|_xll\.)+", re.IGNORECASE)
_PARTS = re.compile(r"\$?([A-Za-z]*)\$?([0-9]*)")

CELL_AFTER_COLON = Label(ja="範囲のもう一方の端のセル", en="the cell at the other end of the range")
CELL_OR_NAME = Label(ja="セルか名前", en="a cell or a name")
CELL_INSIDE_SHEET = Label(ja="XFD1048576までのセル", en="a cell up to XFD1048576")

SPILL = (
    Label(ja="スピル範囲の参照", en="a reference to a spilled range"),
    Label(ja="セル範囲で書いてください。", en="Write the range of cells."),
)
SHEETS = (
    Label(ja="複数シートにまたがる参照", en="a reference across several sheets"),
    Label(ja="シートごとに足してください。", en="Add the sheets up one by one."),
)
UNION = (
    Label(ja="参照の結合", en="a union of references"),
    Label(ja="範囲ごとに計算してください。", en="Calculate each range by itself."),
)
INTERSECTION = (
    Label(ja="参照の共通部分（空白演算子）", en="an intersection of references (a space between them)"),
    Label(ja="共通するセルを直接書いてください。", en="Write the common cells themselves."),
)
MOVING = (
    Label(ja="計算で端が決まる範囲", en="a range whose end is calculated"),
    Label(ja="両端をセルで書いてください。", en="Write both ends as cells."),
)


def reference(cursor: Cursor) -> Expression:
    """reference = place ["#"], and no second reference after a space"""
    first = cursor.next
    tree = place(cursor)
    last = cursor.next
    if cursor.sees("#"):
        raise _refused(cursor, first, SPILL)
    if cursor.sees(":"):
        raise _refused(cursor, first, MOVING)
    if last.spaced and (last.kind in ("cell", "columns", "rows", "sheet", "external", "name", "bracket") or last.text == "("):
        raise _refused(cursor, first, INTERSECTION)
    return tree


def place(cursor: Cursor) -> Expression:
    """place = external anything | sheet cells | sheet name | sheet error | cells | name | table"""
    first = cursor.next
    if first.kind == "external":
        cursor.take()
        end = place(cursor).span[1]
        return External(cursor.text[first.start : end], (first.start, end))
    sheet = _sheet(cursor) if first.kind == "sheet" else None
    token = cursor.next
    if token.kind in ("cell", "columns", "rows"):
        return cells(cursor, sheet, first)
    if token.kind == "error" and sheet is not None:
        cursor.take()
        return ErrorText(token.text, (first.start, token.end))
    if token.kind == "bracket" or (cursor.after_next.kind == "bracket" and not cursor.after_next.spaced and token.kind == "name"):
        return table(cursor)
    if token.kind != "name":
        raise cursor.fault(token, OPERAND if sheet is None else CELL_OR_NAME)
    cursor.take()
    return NameRef(sheet, token.text, (first.start, token.end))


def cells(cursor: Cursor, sheet: str | None, first: Token) -> Expression:
    """cells = cell | cell ":" [sheet] cell | column ":" column | row ":" row"""
    token = cursor.take()
    left, _, right = token.text.partition(":")
    top, start = _row_and_column(left, 1)
    bottom, end = _row_and_column(right or left, 0)
    last = token
    if token.kind == "cell":
        if not (1 <= top <= LAST_ROW and start <= LAST_COLUMN):
            return _as_name(cursor, sheet, first, token)
        if not cursor.sees(":"):
            return CellRef(sheet, top, start, (first.start, token.end))
        last = _other_end(cursor, sheet, first)
        bottom, end = _row_and_column(last.text, 0)
    if max(top, bottom) > LAST_ROW or max(start, end) > LAST_COLUMN or min(top, bottom) < 1:
        raise cursor.fault(token, CELL_INSIDE_SHEET)
    corners = min(top, bottom), min(start, end), max(top, bottom), max(start, end)
    return RangeRef(sheet, *corners, (first.start, last.end))


def table(cursor: Cursor) -> TableRef | ErrorText:
    """table = [name] bracket"""
    name = cursor.take() if cursor.next.kind == "name" else None
    bracket = cursor.take()
    return structured(cursor, name, bracket)


def refuse_reference_operators(cursor: Cursor, tree: Expression, opening: Token) -> None:
    """Say that (A1,B1) is a union, if it is one."""
    if cursor.sees(",") and isinstance(tree, CellRef | RangeRef | NameRef | TableRef):
        raise _refused(cursor, opening, UNION)


def _sheet(cursor: Cursor) -> str:
    token = cursor.take()
    if token.text[0] == "'":
        return token.text[1:-2].replace("''", "'")
    if ":" in token.text:
        raise _refused(cursor, token, SHEETS)
    return token.text[:-1]


def _other_end(cursor: Cursor, sheet: str | None, first: Token) -> Token:
    cursor.take()
    if cursor.next.kind == "sheet":
        other = _sheet(cursor)
        if sheet is not None and other.casefold() != sheet.casefold():
            raise _refused(cursor, first, SHEETS)
    if cursor.next.kind == "name" or cursor.next.text == "(":
        raise _refused(cursor, first, MOVING)
    if cursor.next.kind != "cell":
        raise cursor.fault(cursor.next, CELL_AFTER_COLON)
    return cursor.take()


def _as_name(cursor: Cursor, sheet: str | None, first: Token, token: Token) -> NameRef:
    """Read what looks like a cell but lies outside the sheet, such as ABCD1 or XYZ5, which Excel takes for a name."""
    if "$" in token.text:
        raise cursor.fault(token, CELL_INSIDE_SHEET)
    return NameRef(sheet, token.text, (first.start, token.end))


@lru_cache(maxsize=LAST_COLUMN)
@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """Return a column's number: A is 1, AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _row_and_column(text: str, missing: int) -> tuple[int, int]:
    """Return a row and a column; what a whole column or row leaves out is its first (1) or its last (0)."""
    match = _PARTS.fullmatch(text)
    letters, digits = match.groups() if match else ("", "")
    column = column_number(letters)
    return int(digits) if digits else missing or LAST_ROW, column or missing or LAST_COLUMN


def _refused(cursor: Cursor, first: Token, why: tuple[Label, Label]) -> UnsupportedFormula:
    """Return what is not supported, quoting the text up to the word that comes now."""
    end = max(cursor.next.end, first.end)
    return UnsupportedFormula(where=cursor.where, found=cursor.text[first.start : end], what=why[0], remedy=why[1])
