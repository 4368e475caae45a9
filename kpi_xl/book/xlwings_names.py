"""Defined names of an open workbook.

Knows how Excel scopes and hides names. Does not know what they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import xlwings as xw

from kpi_xl.book.xlwings_native import put

EXCELS_OWN = re.compile(r"print_area|print_titles|criteria|extract|database|consolidate_area|_filterdatabase|_xl\w*\..*", re.IGNORECASE)


def read_names(holder: xw.Book | xw.Sheet) -> dict[tuple[str | None, str], str]:
    """Every defined name of a book or a sheet, but Excel's own."""
    found = {scoped(name): made for name, made in each(holder)}
    return {place: meant(made) for place, made in found.items() if not EXCELS_OWN.fullmatch(place[1])}


def each(holder: xw.Book | xw.Sheet) -> Iterator[tuple[str, Any]]:
    """Yield each name with what xlwings' engine holds for it: xlwings itself asks Excel for every name twice."""
    yield from holder.names.impl.snapshot()


def meant(made: xw.Name) -> str:
    """What a name refers to, without the equals sign."""
    return str(made.refers_to).removeprefix("=")


def scoped(name: str) -> tuple[str | None, str]:
    """A name as Excel hands it over, its sheet in front, as sheet and name."""
    sheet, mark, bare = name.rpartition("!")
    return (sheet.removeprefix("'").removesuffix("'").replace("''", "'") if mark else None), bare


def define(holder: xw.Book | xw.Sheet, name: str, refers_to: str, hidden: bool = False, comment: str = "") -> xw.Name:
    """Define a name, or define it anew."""
    formula = "=" + refers_to.removeprefix("=")
    made = holder.names.add(name, formula)
    if hidden:
        put(made.api, "name visible", False)
    if comment:
        put(made.api, "name comment", comment)
    return made


def undefine(holder: xw.Book | xw.Sheet, names: frozenset[tuple[str | None, str]]) -> None:
    """Remove names, each given by its sheet and itself. A book finds a sheet's name for one of its own, so all are looked at."""
    for made in [made for name, made in each(holder) if scoped(name) in names]:
        made.delete()


def referred(sheet: xw.Sheet, name: str) -> str:
    """What a sheet's own name refers to, "" where there is none."""
    return meant(sheet.names(name)) if sheet.names.contains(name) else ""
