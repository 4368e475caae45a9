"""What an open workbook was seen to hold, so that nobody asks Excel twice: each name alone costs three calls.

Knows sheets, tables and names. Does not know when somebody may have changed them: whoever keeps it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import xlwings as xw

from kpi_xl.book.xlwings_names import read_names
from kpi_xl.book.xlwings_read import read_tables
from kpi_xl.calc.cells import TableArea


class Seen:
    """A workbook's sheets, tables and names, each read when it is first asked for."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    @cached_property
    def sheets(self) -> Mapping[str, xw.Sheet]:
        """Every worksheet by its name, in tab order."""
        return {sheet.name: sheet for sheet in self._book.sheets}

    @cached_property
    def tables(self) -> Mapping[str, TableArea]:
        """Every table by its name."""
        return {area.name: area for area in read_tables(self.sheets)}

    @cached_property
    def names(self) -> dict[tuple[str | None, str], str]:
        """Every defined name with what it refers to."""
        return read_names(self._book)

    def names_of(self, sheet: str | None) -> dict[str, str]:
        """The names of one sheet's own, or of the workbook."""
        return {name: text for (scope, name), text in self.names.items() if scope == sheet}

    def forget(self, *parts: str) -> None:
        """See these anew when they are asked for again."""
        for part in parts:
            self.__dict__.pop(part, None)

    def learn(self, sheet: str | None, names: Mapping[str, str], whole: bool = False) -> None:
        """Take in what some names of a sheet's own, or of the workbook's, refer to now; `whole`: it has no others."""
        if "names" in self.__dict__:
            known = {name.casefold() for name in names}  # Excel does not tell Sales from SALES
            for place in [(scope, name) for scope, name in self.names if scope == sheet and (whole or name.casefold() in known)]:
                del self.names[place]
            self.names.update({(sheet, name): text for name, text in names.items()})
