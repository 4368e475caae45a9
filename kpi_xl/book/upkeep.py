"""What only Excel does by itself when a row is added to a table: the columns that fill themselves in.

Knows tables and their calculated columns. Does not know what the rows are for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_xl.book.calculated import calculated
from kpi_xl.book.layout import EFFECTS, GOALS, KPIS, language_of
from kpi_xl.calc.cells import Address, Cells, Formula, TableArea


def unfilled(cells: Cells, tables: Mapping[str, TableArea], columns: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[Address, str]]:
    """Yield each blank cell of a calculated column and its formula; a column in which no row has one is the user's and left alone."""
    for table in (KPIS, GOALS, EFFECTS):
        area = tables.get(table.name)
        if area is None:
            continue
        for key, formula in calculated(table, language_of(area.columns, table)).items():
            if key not in columns[table.name]:
                continue
            column = [Address(area.sheet, row, columns[table.name][key]) for row in range(area.first_row, area.last_row + 1)]
            if any(isinstance(cells.contents.get(cell), Formula) for cell in column):
                yield from ((cell, formula) for cell in column if cells.contents.get(cell) is None)
