"""Carry a KPI's formula to a scenario tab, so that the same text computes from that tab's targets.

A name stays as it is: the tab defines it anew. Any other way of writing a KPI's cell becomes that name, a range of KPI cells becomes the
tab's own range, a cell between two KPIs is written out in place, and a cell no lever can change is named with its sheet. Knows references.
Does not know how a tab looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kpi_xl import errors
from kpi_xl.book.identity import absolute
from kpi_xl.calc.cells import Address, Area, Cells, ExcelError, Formula, column_letters, quoted_sheet
from kpi_xl.calc.references import Named, References
from kpi_xl.formula.expression import Call, CellRef, Expression, NameRef, RangeRef, Reference, TableRef, walk
from kpi_xl.formula.grammar import parse

LONGEST = 8_192
"""Characters Excel allows in a formula."""

DEEPEST = 24
"""Cells between two KPIs that may be written out inside each other; Excel allows 64 levels of nesting."""

SPREADS = frozenset({"SUM", "PRODUCT", "MIN", "MAX", "AVERAGE", "COUNT", "COUNTA", "AND", "OR", "SUMSQ", "GEOMEAN", "MEDIAN"})
"""Functions to which a list of cells means the same as the range they fill."""

STANDS_WHERE_IT_IS = frozenset({"ROW", "COLUMN", "FORMULATEXT", "ISFORMULA", "ADDRESS", "CELL", "SHEET", "OFFSET", "INDIRECT"})
"""Functions whose answer depends on where the formula stands: their formulas cannot move."""


KEPT = 1_024
"""Formulas remembered: each is carried to several columns, one after another."""


class Untranslatable(Exception):
    """A formula that has no counterpart on the tab."""


@dataclass(frozen=True)
class Translator:
    """Everything a formula's references have to be compared with.

    Attributes
    ----------
    cells
        What the workbook holds.
    kpis
        The KPI whose baseline cell stands at an address.
    depends
        Cells that depend on a lever.
    targets
        For each KPI the cell of its target on the tab.
    shared
        What the workbook's references mean, where that is known already.
    """

    cells: Cells
    kpis: Mapping[Address, str]
    depends: frozenset[Address]
    targets: Mapping[str, Address]
    shared: References | None = None

    def translate(self, formula: str, home: Address) -> str | None:
        """Return the formula for the tab, or None where it has no counterpart there."""
        try:
            text = self._text(formula, home, 0)
        except Untranslatable:
            return None
        return text if len(text) <= LONGEST else None

    @cached_property
    def references(self) -> References:
        """What the workbook's references mean."""
        return self.shared or References(self.cells)

    @cached_property
    def global_names(self) -> frozenset[str]:
        """Names that mean the same on every sheet, in small letters."""
        return frozenset(name.casefold() for sheet, name in self.cells.names if sheet is None)

    def _text(self, formula: str, home: Address, depth: int) -> str:
        if depth > DEEPEST:
            raise Untranslatable
        changes = []
        for node, inside in _with_parents(formula):
            if isinstance(node, Call) and node.function in STANDS_WHERE_IT_IS:
                raise Untranslatable
            if isinstance(node, CellRef | RangeRef | NameRef | TableRef):
                changes.append((node.span, self._reference(node, formula, home, inside, depth)))
        for (start, stop), text in sorted(changes, reverse=True):
            formula = formula[:start] + text + formula[stop:]
        return formula

    def _reference(self, node: Reference, formula: str, home: Address, inside: str, depth: int) -> str:
        written = formula[node.span[0] : node.span[1]]
        try:
            target = self.references.find(node, home)
        except errors.KpiXlError as problem:
            raise Untranslatable from problem
        if isinstance(target, ExcelError):
            return target.code
        if isinstance(target, Named):
            return self._named(written, target, home, depth)
        cells = list(self.references.filled(target))
        if isinstance(node, NameRef) and node.sheet is None and not any(cell in self.kpis or cell in self.depends for cell in cells):
            return written if node.name.casefold() in self.global_names else _absolute(target)
        if target.height * target.width == 1:
            return self._cell(target.corner, depth)
        if not any(cell in self.depends for cell in cells):
            return _absolute(target)
        return self._range(target, cells, inside, depth)

    def _named(self, written: str, target: Named, home: Address, depth: int) -> str:
        """Return a name that stands for a formula or a constant: as it is, or written out where a lever is behind it."""
        references = [node for node in walk(target.expression) if isinstance(node, CellRef | RangeRef | NameRef | TableRef)]
        areas = [area for node in references if isinstance(area := self.references.find(node, home), Area)]
        if not any(cell in self.depends or cell in self.kpis for area in areas for cell in self.references.filled(area)):
            return written
        raise Untranslatable

    def _cell(self, cell: Address, depth: int) -> str:
        if cell in self.kpis:
            return self.kpis[cell]
        if cell not in self.depends:
            return absolute(cell)
        content = self.cells.contents[cell]
        if not isinstance(content, Formula):
            raise Untranslatable
        return "(" + self._text(content.text, cell, depth + 1)[1:] + ")"

    def _range(self, area: Area, cells: Sequence[Address], inside: str, depth: int) -> str:
        """Return the tab's range of the same KPIs in the same order, else the list of its cells where that means the same."""
        own = [target for cell in cells if cell in self.kpis and (target := self.targets.get(self.kpis[cell]))]
        column = {cell.column for cell in own}
        rows = [cell.row for cell in own]
        if len(own) == len(cells) == area.height * area.width and len(column) == 1 and rows == list(range(rows[0], rows[0] + len(rows))):
            letters = column_letters(own[0].column)
            return f"${letters}${rows[0]}:${letters}${rows[-1]}"
        if inside not in SPREADS:
            raise Untranslatable
        return ",".join(self._cell(cell, depth) for cell in cells)


@lru_cache(maxsize=KEPT)
def _with_parents(formula: str) -> tuple[tuple[Expression, str], ...]:
    """Return every node of a formula that was read before, with the function it is a direct argument of."""
    expression = parse(formula)
    direct = {id(argument): node.function for node in walk(expression) if isinstance(node, Call) for argument in node.arguments}
    return tuple((node, direct.get(id(node), "")) for node in walk(expression))


def _absolute(area: Area) -> str:
    first, last = (
        f"${column_letters(column)}${row}" for column, row in ((area.first_column, area.first_row), (area.last_column, area.last_row))
    )
    return f"{quoted_sheet(area.sheet)}!{first}" if first == last else f"{quoted_sheet(area.sheet)}!{first}:{last}"
