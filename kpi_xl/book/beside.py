"""What people typed on a page of ours beside what it says: it stays when the page is painted anew.

A cell goes where the KPI of its row goes, or with the KPI above it. Where the page itself has come to need the place, it stands in the
first free column to the right of the page. Knows cells and rows of a page. Does not know what they mean, nor any workbook library.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from kpi_xl.book.page import PageTable, Scalar
from kpi_xl.book.page_graft import row_of

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a cell: a value, or a formula and its result; and the number of its look among the workbook's own."""

    value: Scalar
    formula: str | None = None
    look: int = 0


Moved = Callable[[Typed, Place, Place], Typed]
"""What becomes of a cell that goes from one place to another: a formula goes along."""


def rows_of_names(before: Mapping[str, str], after: Mapping[str, str]) -> dict[int, int]:
    """Return where every row has gone that a page's own names point at, by where it was."""
    rows = {name: (row_of(before[name]), row_of(after[name])) for name in before if name in after}
    return {old: new for old, new in rows.values() if old and new}


def outside(typed: Mapping[Place, Typed], tables: Iterable[PageTable]) -> dict[Place, Typed]:
    """Return what does not stand in the columns of a table, or below: whatever is typed there is a row, and read as one."""
    areas = [(table.first_row, range(table.first_column, table.last_column + 1)) for table in tables]
    return {(row, column): cell for (row, column), cell in typed.items() if not any(row >= top and column in wide for top, wide in areas)}


def settled(typed: Mapping[Place, Typed], rows: Mapping[int, int], taken: Collection[Place], moved: Moved) -> dict[Place, Typed]:
    """Return where every typed cell stands on the fresh page.

    Parameters
    ----------
    rows
        Where the rows of KPIs have gone.
    taken
        The cells that the fresh page fills.
    """
    found: dict[Place, Typed] = {}
    free = 1 + max((column for _, column in taken), default=0)
    for (row, column), cell in sorted(typed.items()):
        above = max((old for old in rows if old <= row), default=row)
        new = row + rows.get(above, row) - above
        place = (new, column)
        if place in taken or place in found:
            place = next((new, right) for right in count(free) if (new, right) not in found and (new, right) not in typed)
        found[place] = moved(cell, (row, column), place)
    return found
