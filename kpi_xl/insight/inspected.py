"""A tree as the rules of the linter look at it: its formulas read, its units measured, once for all rules.

Knows trees and formulas. Does not know rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl.calc.cells import Address, Formula
from kpi_xl.calc.order import in_order
from kpi_xl.formula.expression import Binary, Expression, Number, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.insight.finding import Finding, Severity
from kpi_xl.insight.measurer import Measurer
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found, before it has a code: the rows, the first one's name and cell known to every sentence, and the other facts."""

    kpis: tuple[Kpi, ...]
    said: Label
    remedy: Label
    facts: Mapping[str, object] = field(default_factory=dict)
    cell: str = ""

    def finding(self, code: str, severity: Severity) -> Finding:
        """Return the finding with its sentences filled."""
        first = self.kpis[0]
        where = self.cell or first.where or first.name
        facts = {"where": where, "kpi": first.shown, "name": first.name, **self.facts}
        return Finding(code, severity, tuple(kpi.name for kpi in self.kpis), where, self.said.fill(**facts), self.remedy.fill(**facts))


@dataclass(frozen=True)
class Inspected:
    """What every rule is given."""

    tree: KpiTree

    @cached_property
    def formulas(self) -> dict[str, Expression]:
        """The formula of every computed row."""
        return {name: parse(text, name) for name in self.tree.kpis if (text := self.text(name))}

    def text(self, name: str) -> str:
        """Return the formula of a computed row as written."""
        content = self.tree.cells.contents.get(self.tree.addresses[name])
        return content.text if isinstance(content, Formula) else ""

    @cached_property
    def measurer(self) -> Measurer:
        """The units of every formula."""
        return Measurer(self.tree)

    @cached_property
    def kpi_at(self) -> dict[Address, Kpi]:
        """The row that each baseline cell belongs to."""
        return {address: self.tree.kpis[name] for name, address in self.tree.addresses.items()}

    def referred(self, node: Expression, name: str) -> Kpi | None:
        """Return the row that a part of a row's formula means by itself, if it means one."""
        places = list(self.measurer.places(node, self.tree.addresses[name]))
        return self.kpi_at.get(places[0]) if len(places) == 1 else None

    def rests(self, node: Expression, name: str) -> Iterator[Kpi]:
        """Yield the rows r that stand as 1-r in a row's formula."""
        for each in walk(node):
            if isinstance(each, Binary) and each.operator == "-" and isinstance(each.left, Number) and each.left.value == 1.0:
                kpi = self.referred(each.right, name)
                if kpi is not None:
                    yield kpi

    def user_of(self, cell: Address) -> Kpi:
        """Return the first row that is calculated from a cell outside the table."""
        needs = self.tree.program.precedents
        users = (kpi for at, kpi in self.kpi_at.items() if cell in in_order([at], lambda each: needs.get(each, ())))
        return next(users, self.tree.kpis[self.tree.kgi])

    def below(self, name: str) -> set[str]:
        """Return every row that a row is calculated from, itself included."""
        found, waiting = {name}, [name]
        while waiting:
            fresh = [child for child in self.tree.children[waiting.pop()] if child not in found]
            found.update(fresh)
            waiting += fresh
        return found
