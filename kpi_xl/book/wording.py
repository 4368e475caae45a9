"""What a computed KPI's formula says: references become the KPIs they mean, cells between two KPIs are written out in place.

Knows a tree's formulas and cells. Does not know where the words stand, nor what the numbers are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import errors
from kpi_xl.book.arithmetic import Arithmetic, Figure, Meaning, Said
from kpi_xl.book.identity import absolute
from kpi_xl.calc.cells import Address, Area, ExcelError, Formula
from kpi_xl.calc.references import Named
from kpi_xl.formula.expression import External, Number, Reference
from kpi_xl.formula.grammar import parse
from kpi_xl.labels import Lang
from kpi_xl.model.tree import KpiTree

TERMS = (8, 5, 3)
"""How many terms are named before the rest is left out: the first of these with which the words are short enough."""

LONGEST_WORDS = 320
"""Characters of a formula in words that people still read."""

DEEPEST = 3
"""Cells between two KPIs that are written out inside each other."""


@dataclass(frozen=True)
class Wording:
    """The words of a tree's formulas."""

    tree: KpiTree
    lang: Lang

    def of(self, kpi: str) -> Said | None:
        """Return a computed KPI's formula in words, or None where they would be too long to read."""
        home, formula = self.tree.addresses[kpi], str(self.tree.kpis[kpi].baseline)
        for most in TERMS:
            said = self._say(formula, home, most, 0)
            if len(said.words) <= LONGEST_WORDS:
                return said
        return None

    @cached_property
    def _kpis(self) -> Mapping[Address, str]:
        return {address: name for name, address in self.tree.addresses.items()}

    def _say(self, formula: str, home: Address, most: int, depth: int) -> Said:
        return Arithmetic(self.lang, self._meaning(formula, home, most, depth), most).say(parse(formula, str(home)))

    def _meaning(self, formula: str, home: Address, most: int, depth: int) -> Meaning:
        def meaning(node: Reference | External, spread: bool) -> Sequence[Said]:
            written = Said((formula[node.span[0] : node.span[1]],))
            try:
                target = None if isinstance(node, External) else self.tree.references.find(node, home)
            except errors.KpiXlError:  # a name the formula defines by itself
                target = None
            if isinstance(target, Named):
                return [self._named(written, target)]
            if isinstance(target, ExcelError):
                return [Said((target.code,))]
            return [written] if target is None else list(self._cells(target, written, spread, (most, depth)))

        return meaning

    def _named(self, written: Said, target: Named) -> Said:
        """Say a name that stands for a number as a figure; any other name as it is written."""
        if not isinstance(target.expression, Number):
            return written
        value = target.expression.value
        return Said((Figure(written.words, f"={value:.15g}", value),))

    def _cells(self, area: Area, written: Said, spread: bool, limits: tuple[int, int]) -> Iterator[Said]:
        cells = list(self.tree.references.filled(area))
        ours = any(cell in self._kpis or cell in self.tree.program.depends for cell in cells)
        if area.is_cell:
            yield self._cell(area.corner, written, limits)
        elif spread or ours:
            yield from (self._cell(cell, Said((str(cell),)), limits) for cell in cells if not self._is_text(cell))
        else:
            yield written

    def _is_text(self, cell: Address) -> bool:
        return isinstance(self.tree.cells.contents.get(cell), str)

    def _cell(self, cell: Address, written: Said, limits: tuple[int, int]) -> Said:
        """Return the KPI whose cell it is, what the cell between two KPIs is calculated from, or the cell itself with its number."""
        most, depth = limits
        if cell in self._kpis:
            kpi = self.tree.kpis[self._kpis[cell]]
            return Said((Figure(kpi.shown, kpi.name),))
        content = self.tree.cells.contents.get(cell)
        if cell in self.tree.program.depends and isinstance(content, Formula):
            return self._say(content.text, cell, most, depth + 1) if depth < DEEPEST else written
        value = content.cached if isinstance(content, Formula) else content
        return Said((Figure(written.words, f"={absolute(cell)}", float(value) if isinstance(value, float | int) else 0.0),))
