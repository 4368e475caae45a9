"""Bring pages into a workbook: what the reading only understood is done, every formula gets its value, every page its sheet.

Knows pages and the port. Does not know what a page says, nor which job made it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.book.calculated import text
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.identity import absolute, described
from kpi_xl.book.layout import KPI_RESULTS
from kpi_xl.book.page import Page
from kpi_xl.book.pointing import check_pointing
from kpi_xl.book.port import Book
from kpi_xl.book.reader import Reading
from kpi_xl.book.upkeep import unfilled
from kpi_xl.book.valued import cells_with, refreshed, value_all
from kpi_xl.calc.cells import quoted_sheet


@collector_at_rest()
def paint(book: Book, reading: Reading, pages: list[Page], adopt: bool = False) -> None:
    """Paint pages, the guide as the first tab unless it stands elsewhere already; a file gets every result with its formula.

    Raises
    ------
    Problems
        If a formula of the user's points at a row of ours that would come to stand for another KPI; the workbook is untouched then.
    """
    check_pointing(reading.tree, pages)
    inputs_changed = _settle(book, reading)
    if book.calculates:
        _write(book, pages, adopt)
        return
    cells = cells_with(book, pages)
    value_all(pages, cells)
    _write(book, pages, adopt)
    book.cache(refreshed(cells, pages, inputs_changed))


def _settle(book: Book, reading: Reading) -> bool:
    """Do what the reading only understood: missing names, corrected numbers, rows below a table. Return whether a value may change."""
    for name, address in reading.identity.missing.items():
        kpi = reading.tree.kpis[name]
        book.define(name, absolute(address), comment=described(kpi.shown, kpi.unit, reading.lang))
    book.define(KPI_RESULTS, text(f"#{quoted_sheet(reading.scenarios[0].name)}!"), hidden=True)
    for address, value in reading.corrections.items():
        book.set_cell(address.sheet, address.row, address.column, value)
    tables, grown = book.tables(), False
    for area in reading.tables.values():
        if area.last_row != tables[area.name].last_row:
            book.resize_table(area.name, area.last_row)
            grown = True
    for address, formula in unfilled(reading.tree.cells, reading.tables, reading.columns):
        book.set_cell(address.sheet, address.row, address.column, None, formula)
    return grown or bool(reading.identity.missing or reading.corrections)


def _write(book: Book, pages: Sequence[Page], adopt: bool) -> None:
    """Write every page: the guide is the first tab, unless it stands elsewhere already; the others come after those there are."""
    guides = [page for page in pages if page.key == "guide"]
    others = [page for page in pages if page.key != "guide"]
    ours = [sheet for sheet in book.sheets() if book.marker(sheet)]
    alone = bool(guides) and ours == [guide.sheet for guide in guides]
    book.write(others, place=len(book.sheets()) if alone else None, adopt=adopt)
    book.write(guides, place=0, adopt=adopt)
