"""What the columns that people fill in on a page of ours offer and say.

Knows columns and where a workbook keeps the names of its KPIs. Does not know rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kpi_xl.book.brief import Brief
from kpi_xl.book.identity import absolute
from kpi_xl.book.layout import KPIS, LST_KPI, Table
from kpi_xl.book.page import Choices, Name
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Address, column_letters

OWN_LIST = "_kpi_xl_kpis"
"""A page's hidden name for the cells of the KPIs' names."""


def offers(table: Table, keys: Iterable[str], columns: Mapping[str, int], rows: tuple[int, int], brief: Brief) -> Iterator[Choices]:
    """Yield what each column offers and says from a first to a last row; nothing is refused, as the reader understands more."""
    for key in keys:
        column, letters = table.column(key), column_letters(columns[key])
        offered = tuple(label.say(brief.lang) for label in column.choices.values()) or None
        source = kpi_list(brief.reading) if column.sort == "name" else offered
        yield Choices(f"{letters}{rows[0]}:{letters}{rows[1]}", source, column.label.say(brief.lang), column.help.say(brief.lang))


def kpi_list(reading: Reading) -> str:
    """Return the source of a list of KPIs: the workbook's own name for their names, else the page's."""
    return f"={LST_KPI if _listed(reading) else OWN_LIST}"


def names_of_lists(reading: Reading) -> Iterator[Name]:
    """Yield the page's own name for the cells of the KPIs' names, where the workbook has none: a drop-down takes no other sheet's cells."""
    if not _listed(reading):
        area, column = reading.tables[KPIS.name], reading.columns[KPIS.name]["name"]
        first, last = (absolute(Address(area.sheet, row, column)) for row in (area.first_row, area.last_row))
        yield Name(OWN_LIST, f"{first}:{last.rpartition('!')[2]}", hidden=True)


def _listed(reading: Reading) -> bool:
    return any(sheet is None and name.casefold() == LST_KPI for sheet, name in reading.tree.cells.names)
