"""What a copy says that no cell of the base can take: rows deleted or renamed, columns and tables that only one of the two has.

Knows an alignment. Does not know the cells that both have.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl import labels
from kpi_xl.book import entry
from kpi_xl.book.layout import KPIS
from kpi_xl.book.merge_align import Alignment
from kpi_xl.book.merge_cells import Finding
from kpi_xl.book.merge_parts import TAB, Who
from kpi_xl.book.merge_rows import Grid, shown
from kpi_xl.calc.cells import Address
from kpi_xl.labels import Label


def row_findings(copy: str, alignment: Alignment) -> Iterator[Finding]:
    """Yield what is to be said of a copy's rows, columns, tables and tabs."""
    for key, grid in alignment.base.grids.items():
        if key in alignment.pairs:
            yield from _columns(copy, alignment, key)
            yield from _gone(copy, alignment, key)
        elif grid.part is not TAB:
            yield Finding(copy, labels.merging.TABLE_GONE.fill(table=grid.part.table.sheet), _corner(grid))
    yield from _renamed(copy, alignment)
    for key, grid in alignment.copy.grids.items():
        if grid.part is TAB:
            yield from _homeless(copy, alignment, key, grid)
        elif key not in alignment.pairs:
            yield Finding(copy, labels.merging.TABLE_NEW.fill(table=grid.part.table.sheet))


def _renamed(copy: str, alignment: Alignment) -> Iterator[Finding]:
    base, other = alignment.base, alignment.copy
    for new, old in alignment.pairs[KPIS.name].items():
        before, after = base.says(base.kpis, base.kpis.rows[old], "name"), other.says(other.kpis, other.kpis.rows[new], "name")
        if before != after:
            yield Finding(copy, labels.merging.RENAMED.fill(old=before, new=after), base.kpis.address(old, "name"))


def _columns(copy: str, alignment: Alignment, key: str) -> Iterator[Finding]:
    here, there = alignment.copy.grids[key], alignment.base.grids[key]
    for column in there.columns:
        if column not in here.columns and column not in there.part.ours:
            place = Address(there.area.sheet, there.area.header_row, there.columns[column])
            yield Finding(copy, labels.merging.COLUMN_GONE.fill(column=there.header(column)), place)
    for column in here.columns.keys() - there.columns.keys():
        filled = [
            row for row in here.rows.values() if alignment.copy.content(Address(here.area.sheet, row, here.columns[column])) is not None
        ]
        if filled:
            yield Finding(copy, labels.merging.COLUMN_NEW.fill(column=here.header(column), count=len(filled)), _corner(there))


def _gone(copy: str, alignment: Alignment, key: str) -> Iterator[Finding]:
    """Yield the rows that a copy deleted; a tab has the rows its last run gave it."""
    there, kept = alignment.base.grids[key], set(alignment.pairs[key].values())
    for who in () if there.part is TAB else (who for who in there.rows if who not in kept):
        place = there.address(who, there.part.title)
        yield Finding(copy, labels.merging.ROW_GONE.fill(row=alignment.base.title(there, who)), place)


def _homeless(copy: str, alignment: Alignment, key: str, grid: Grid) -> Iterator[Finding]:
    """Yield what was typed on a tab for which the base has no tab or no row."""
    for who in (who for who in grid.rows if who not in alignment.pairs.get(key, {})):
        for column in grid.part.table.columns:
            content = alignment.copy.content(grid.address(who, column.key))
            if content is not None:
                told = {"sheet": grid.area.sheet, "row": _named(alignment, who), "column": column.label, "says": shown(content)}
                yield Finding(copy, _where_to(alignment, key).fill(**told))


def _where_to(alignment: Alignment, key: str) -> Label:
    return labels.merging.NO_TAB_ROW if key in alignment.pairs else labels.merging.NO_TAB


def _named(alignment: Alignment, who: Who) -> str:
    spelled = {entry.plain(name): name for roster in (alignment.base, alignment.copy) for name in roster.names.values()}
    return spelled.get(who[0], who[0])


def _corner(grid: Grid) -> Address:
    return Address(grid.area.sheet, grid.area.header_row, grid.area.first_column)
