"""Defined names of an open workbook.

Knows how Excel scopes and hides names. Does not know what they name.
"""

from __future__ import annotations

import re

import xlwings as xw

from kpi_xl.book.xlwings_native import put

EXCELS_OWN = re.compile(r"print_area|print_titles|criteria|extract|database|consolidate_area|_filterdatabase|_xl\w*\..*", re.IGNORECASE)


def read_names(book: xw.Book) -> dict[tuple[str | None, str], str]:
    """Every defined name but Excel's own."""
    found = {scoped(made.name): str(made.refers_to).removeprefix("=") for made in book.names}
    return {(scope, name): refers_to for (scope, name), refers_to in found.items() if not EXCELS_OWN.fullmatch(name)}


def scoped(name: str) -> tuple[str | None, str]:
    """A name as Excel hands it over, its sheet in front, as sheet and name."""
    sheet, mark, bare = name.rpartition("!")
    return (sheet.removeprefix("'").removesuffix("'").replace("''", "'") if mark else None), bare


def define(holder: xw.Book | xw.Sheet, name: str, refers_to: str, hidden: bool = False, comment: str = "") -> None:
    """Define a name, or define it anew."""
    made = holder.names.add(name, "=" + refers_to.removeprefix("="))
    if hidden:
        put(made.api, "name visible", False)
    if comment:
        put(made.api, "name comment", comment)


def undefine(holder: xw.Book | xw.Sheet, names: frozenset[tuple[str | None, str]]) -> None:
    """Remove names, each given by its sheet and itself. A book finds a sheet's name for one of its own, so all are looked at."""
    for made in [made for made in holder.names if scoped(made.name) in names]:
        made.delete()


def referred(sheet: xw.Sheet, name: str) -> str:
    """What a sheet's own name refers to, "" where there is none."""
    return str(sheet.names(name).refers_to).removeprefix("=") if sheet.names.contains(name) else ""
