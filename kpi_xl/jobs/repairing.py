"""Point names at their rows again after somebody sorted, inserted, deleted or renamed.

Knows names, rows and formulas. Does not know what is computed from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_xl.book.actuals_sheet import renamed_rows
from kpi_xl.book.identity import absolute, described, identify, rewritten, rewritten_cells
from kpi_xl.book.port import Book
from kpi_xl.book.reader import open_book
from kpi_xl.book.rows import renamed
from kpi_xl.book.valued import refresh


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: the cell each mended name points at now, and the names that were removed because no row is known to be theirs."""

    moved: Mapping[str, str]
    removed: tuple[str, ...]


def repair(book: Book) -> Repaired:
    """Point every name at its row again, and write new names of renamed rows wherever they stand: formulas, choices, actuals."""
    opened = open_book(book)
    identity = identify(opened.rows, opened.cells)
    places = {row.name: address for row, address in opened.rows}
    rows = {row.name: row for row, _ in opened.rows}
    for address, formula in rewritten_cells(opened.cells, identity.renamed).items():
        book.set_cell(address.sheet, address.row, address.column, None, formula.text)
    for address, chosen in (each for sheet in opened.sheets.values() for each in renamed(sheet, identity.renamed)):
        book.set_cell(address.sheet, address.row, address.column, chosen)
    for (sheet, name), said in opened.cells.names.items():
        if (mended := rewritten("=" + said.removeprefix("="), identity.renamed).removeprefix("=")) != said.removeprefix("="):
            book.define(name, mended, sheet)
    for place, name in renamed_rows(opened.cells, identity.renamed):
        book.set_cell(place.sheet, place.row, place.column, name)
    for old in (*identity.renamed, *identity.loose):
        book.undefine(old)
    moved = {name: places[name] for name in (*identity.adrift, *identity.renamed.values(), *identity.missing)}
    for name, address in moved.items():
        book.define(name, absolute(address), comment=described(rows[name].shown, rows[name].unit, opened.lang))
    refresh(book)  # after names have moved, any result may be an old one
    return Repaired({name: str(address) for name, address in moved.items()}, identity.loose)
