"""Whose KPI is meant in a cell that people type or choose: by name, by label, or by the cell it stood beside before it was renamed.

Knows a tree, and typed rows with their hidden columns. Does not know what the rows are for.
"""

from __future__ import annotations

from collections import Counter

from kpi_xl import errors
from kpi_xl.book.entry import plain
from kpi_xl.book.identity import absolute, target
from kpi_xl.book.page import PageCell
from kpi_xl.book.typed_rows import TypedRow, TypedTable
from kpi_xl.calc.cells import Formula
from kpi_xl.model.tree import KpiTree


class KpiNames:
    """Finds KPIs, and collects what names none."""

    def __init__(self, table: TypedTable, tree: KpiTree) -> None:
        self.problems: list[errors.KpiXlError] = []
        self._table, self._tree = table, tree
        self._names = {name.casefold(): name for name in tree.kpis}
        often = Counter(kpi.label for kpi in tree.kpis.values())
        self._labels = {kpi.label: name for name, kpi in tree.kpis.items() if kpi.label and often[kpi.label] == 1}
        self._homes = {address: name for name, address in tree.addresses.items()}

    def name(self, row: TypedRow, key: str, seen: str = "seen", home: str = "home") -> str:
        """Return the name of the KPI that a row's cell means; what means none is a problem, and stays as it was typed.

        Parameters
        ----------
        seen, home
            The hidden columns that say which KPI the cell named when the page was painted, and where that stood.
        """
        said, where = row.text(key), self._table.address(row, key)
        if not said:
            return ""
        own = self._names.get(said.casefold()) or self._labels.get(said) or self._renamed(row, said, seen, home)
        if own is None:
            try:
                return self._tree.kpi(said, str(where)).name
            except errors.KpiXlError as problem:
                self.problems.append(problem)
        return own or said

    def _renamed(self, row: TypedRow, said: str, seen: str, home: str) -> str | None:
        """Return the KPI whose cell the row was beside, if the row still names what it named then."""
        stood = row.contents.get(home)
        cell = target(stood.text) if isinstance(stood, Formula) else None
        return self._homes.get(cell) if cell is not None and plain(str(row.contents.get(seen, ""))) == plain(said) else None


def remembered(name: str, tree: KpiTree) -> tuple[PageCell, PageCell]:
    """Return the hidden cells that lead to a KPI after it got another name: its name now, and a formula that follows its cell."""
    home = tree.addresses.get(name)
    if home is None:
        return PageCell(style="hidden"), PageCell(style="hidden")
    return PageCell(name, style="hidden"), PageCell(formula=f"={absolute(home)}", style="hidden")
