"""What Excel makes of what it is handed, and how it shows what a file spells."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from openpyxl.cell import Cell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from kpi_xl.calc.cells import TableArea
from tests.support.engine.com import Lacking, refused
from tests.support.excel_formulas import NEWER

NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(?:e[-+]?\d+)?", re.IGNORECASE)
DATE = re.compile(r"(\d{4})[-/年](\d{1,2})(?:[-/月](\d{1,2})日?)?|(\d{1,2})[-/月](\d{1,2})日?")
TRUTHS = {"TRUE": True, "FALSE": False}
ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
HERE = re.compile(r"([^\W\d][\w.]*)\[\[#This Row\],\[((?:'.|[^\[\]'])*)\]\]")


def entered(text: str) -> tuple[Any, str, bool]:
    """Return what a typed text becomes: the value, openpyxl's letter for its kind, and whether it wears a quote mark."""
    if text.startswith("'"):
        return text[1:], "s", True
    if text.upper() in TRUTHS:
        return TRUTHS[text.upper()], "b", False
    if text in ERRORS:
        return text, "e", False
    if NUMBER.fullmatch(text.rstrip("%")):
        return float(text.rstrip("%").replace(",", "")) / (100 if text.endswith("%") else 1), "n", False
    if found := DATE.fullmatch(text):
        year, month, day = (int(part or 1) for part in found.groups()[:3]) if found[1] else (2026, int(found[4]), int(found[5]))
        return datetime(year, month, day), "d", False
    return text, "s", False


def taken(formula: str, tables: set[str]) -> str:
    """Return a formula as a file spells it; Excel refuses one that names no table, and `_xlfn.` is not how people write."""
    made = []
    tokens = Tokenizer(formula)
    for token in tokens.items:
        text = token.value
        if token.type == Token.FUNC and text.startswith("_xl"):
            raise Lacking(f"{text} in {formula}")
        if token.type == Token.FUNC and token.subtype == Token.OPEN and text.rstrip("(").upper() in NEWER:
            text = "_xlfn." + text
        if token.type == Token.OPERAND and token.subtype == Token.RANGE and "[" in text and "!" not in text:
            table = text.partition("[")[0]
            if table and table.casefold() not in tables:
                raise refused(f"no table {table}: {formula}")
        made.append(text)
    return "=" + "".join(made)


def shown(formula: str, cell: Cell, tables: list[TableArea]) -> str:
    """Return a file's formula as Excel shows it in a cell: new functions plain, and `@` for a table's own row."""
    inside = {area.name for area in tables if area.sheet == cell.parent.title and area.header_row < cell.row <= area.last_row}

    def at(found: re.Match[str]) -> str:
        column = found[2] if re.fullmatch(r"\w+", found[2]) else f"[{found[2]}]"
        return f"{'' if found[1] in inside else found[1]}[@{column}]"

    bare = "".join(token.value.removeprefix("_xlfn.") if token.type == Token.FUNC else token.value for token in Tokenizer(formula).items)
    return HERE.sub(at, "=" + bare)
