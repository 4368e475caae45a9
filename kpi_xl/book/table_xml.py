"""A page's table as a part of a package.

Knows tables as plain data and how a table part spells them. Does not know the package.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from kpi_xl.book.cell_graft import clean
from kpi_xl.book.page import PageTable
from kpi_xl.calc.cells import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def table_xml(table: PageTable, number: int) -> bytes:
    """Return a table without filter buttons: sorting would move rows from under their names."""
    ends = ((table.first_column, table.first_row), (table.last_column, table.last_row))
    area, name = ":".join(f"{column_letters(column)}{row}" for column, row in ends), quoteattr(table.name)
    columns = "".join(column_xml(table, place, title) for place, title in enumerate(table.columns, 1))
    return (
        f'<table xmlns="{MAIN}" id="{number}" name={name} displayName={name} ref="{area}" headerRowCount="1">'
        f'<tableColumns count="{len(table.columns)}">{columns}</tableColumns><tableStyleInfo showRowStripes="0"/></table>'
    ).encode()


def column_xml(table: PageTable, place: int, title: str) -> str:
    """A column, with the formula by which it fills itself."""
    start = f'<tableColumn id="{place}" name={quoteattr(title)}'
    formula = table.calculated.get(title, "").removeprefix("=")
    return f"{start}><calculatedColumnFormula>{clean(formula)}</calculatedColumnFormula></tableColumn>" if formula else start + "/>"
