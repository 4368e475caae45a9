"""The numbers that the sentences of a page are about: each is put into words once, in a hidden cell beside them.

Knows scenarios' tabs. Does not know the sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kpi_xl.book.arithmetic import Figure, Piece, Said
from kpi_xl.book.page import PageCell
from kpi_xl.book.spoken import Spoken, exact, in_brackets, joined, number, quoted, suffix, unnamed
from kpi_xl.book.tabs import Tab
from kpi_xl.calc.cells import column_letters
from kpi_xl.labels import Lang
from kpi_xl.model.tree import KpiTree

TODAY = 0
"""The place of today among the columns; the first scenario's is 1."""

NOTHING = "—"
"""What is said of a number where the workbook has an error."""


@dataclass(frozen=True)
class Figures:
    """Numbers in the order in which they were asked for: a row each, today's and every scenario's, from the hidden `column` on."""

    tabs: Sequence[Tab]
    column: int
    rows: dict[tuple[str, bool], int] = field(default_factory=dict)
    cells: dict[tuple[int, int], PageCell] = field(default_factory=dict)

    @property
    def last_column(self) -> int:
        """The last of the hidden columns."""
        return self.column + len(self.tabs)

    def full(self, kpi: str, when: int) -> Spoken:
        """Return a KPI's number today or in a scenario, with its unit, as people say it."""
        return self._with_unit(kpi, self._number(kpi, when, number))

    def result(self, kpi: str, when: int) -> Spoken:
        """Return the same with the digits that arithmetic needs."""
        return self._with_unit(kpi, self._number(kpi, when, exact))

    def put_into(self, said: Said, when: int) -> Spoken:
        """Return a formula's words with numbers in the places of labels; a negative one stands in brackets unless it is alone."""
        return joined(self._piece(piece, when, alone=len(said.pieces) == 1) for piece in said.pieces)

    def _piece(self, piece: Piece, when: int, alone: bool) -> Spoken:
        if not isinstance(piece, Figure):
            return quoted(piece)
        if piece.source.startswith("="):
            said = self._kept((piece.source, True), TODAY, unnamed(piece.source.removeprefix("="), piece.value))
            return said if alone else in_brackets(said)
        said = self._number(piece.source, when, exact)
        never_negative = piece.source in self._tree.levers and self._tree.levers[piece.source].bounds[0] >= 0.0
        return said if alone or never_negative else in_brackets(said)

    def _number(self, kpi: str, when: int, say: Callable[[str, float, str, Lang], Spoken]) -> Spoken:
        tab = self.tabs[max(when - 1, 0)]
        value = tab.brief.solution.values[kpi] if when else self._tree.baseline[kpi]
        cell = tab.cell("target" if when else "baseline", kpi)
        said = say(cell, value if math.isfinite(value) else 0.0, self._tree.kpis[kpi].unit, self._lang)
        return self._kept((kpi, say is exact), when, said)

    def _with_unit(self, kpi: str, said: Spoken) -> Spoken:
        rest = suffix(self._tree.kpis[kpi].unit, self._lang)
        return joined([said, quoted(rest)]) if rest else said

    def _kept(self, asked: tuple[str, bool], when: int, said: Spoken) -> Spoken:
        """Keep what says a number in its hidden cell, and return what says that cell."""
        row = self.rows.setdefault(asked, len(self.rows) + 1)
        self.cells[row, self.column + when] = PageCell(formula=f'=IFERROR({said.formula},"{NOTHING}")', style="hidden")
        return Spoken(f"${column_letters(self.column + when)}${row}", said.words)

    @property
    def _tree(self) -> KpiTree:
        return self.tabs[0].brief.tree

    @property
    def _lang(self) -> Lang:
        return self.tabs[0].brief.lang
