"""Whether a sheet still wears the look of a page, so that only what stands in its cells need be written.

A page that was painted leaves a hidden name behind: a digest of all but its contents, and of the texts that stood in its cells. Rows that
were inserted, removed or sorted since show by the names and the texts that moved along. What a user does by hand to colours, widths,
charts or links does not show: it stays until the page's look changes.

Knows pages, and what an open sheet holds. Does not know how anything is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

import xlwings as xw

import kpi_xl
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.xlwings_areas import cells_of, corners
from kpi_xl.book.xlwings_names import define
from kpi_xl.book.xlwings_native import take
from kpi_xl.book.xlwings_read import formulas, grid
from kpi_xl.book.xlwings_seen import Seen

LOOK = "_kpi_xl_look"
"""The hidden sheet-scoped name that says how a page of ours was painted last; "" while it is being painted."""


def worn(sheet: xw.Sheet, page: Page, seen: Seen) -> bool:
    """Whether a sheet wears the look of a page, by its names, its tables and its texts."""
    names = seen.names_of(page.sheet)
    before, _, texts = names.get(LOOK, "").strip('"').partition("|")
    tables = [area for area in seen.tables.values() if area.sheet == page.sheet]
    return (
        before == look(page, names)
        and sorted(tables, key=str) == sorted((table.area(page.sheet) for table in page.tables), key=str)
        and texts == digest(sorted(texts_on(sheet)))
    )


def leave(sheet: xw.Sheet, page: Page, seen: Seen) -> None:
    """Say on a sheet how it was painted."""
    say(sheet, page, seen, f"{look(page, seen.names_of(page.sheet))}|{digest(sorted(texts_of(page)))}")


def efface(sheet: xw.Sheet, page: Page, seen: Seen) -> None:
    """Say that a sheet is being painted: should that fail, it is painted whole the next time."""
    say(sheet, page, seen, "")


def say(sheet: xw.Sheet, page: Page, seen: Seen, text: str) -> None:
    """Leave word on a page of ours; one that is the user's carries nothing."""
    if page.ours:
        define(sheet, LOOK, f'"{text}"', hidden=True)
        seen.learn(page.sheet, {LOOK: f'"{text}"'})


def look(page: Page, names: Mapping[str, str]) -> str:
    """A digest of all of a page but its contents, and of the names on its sheet."""
    cells = {
        place: PageCell(None, cell.formula and "=", cell.style, cell.format, cell.link, cell.indent) for place, cell in page.cells.items()
    }
    own = sorted((name, text) for name, text in names.items() if name != LOOK)
    return digest((kpi_xl.__version__, replace(page, cells={}), sorted(cells.items(), key=lambda entry: entry[0]), own))


def texts_of(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield the texts a page writes, but those that begin like a formula and those in cells that are merged away."""
    away = {place for area in page.merges for place in list(cells_of(corners(area)))[1:]}
    for place, cell in page.cells.items():
        if cell.formula is None and isinstance(cell.value, str) and is_text(cell.value) and place not in away:
            yield *place, cell.value


def texts_on(sheet: xw.Sheet) -> Iterator[tuple[int, int, str]]:
    """Yield the texts that stand on a sheet, as `texts_of` does."""
    used = sheet.used_range
    values, written = grid(take(used.api, "value")), grid(formulas(used))
    for row, (shown, texts) in enumerate(zip(values, written, strict=True), used.row):
        for column, (value, text) in enumerate(zip(shown, texts, strict=True), used.column):
            if isinstance(value, str) and is_text(str(text)):
                yield row, column, value


def is_text(text: str) -> bool:
    """Whether a cell's text is neither blank nor like a formula."""
    return text != "" and not text.startswith("=")


def digest(told: object) -> str:
    """A short stand-in for what was told."""
    return sha256(repr(told).encode()).hexdigest()[:24]
