"""The unit that a formula gives, worked out from the units of what it uses.

Knows formulas and units. Does not know which unit a row claims, nor rules. Wherever a unit is unknown, so is what is made of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kpi_xl.calc.cells import Address, Area, Formula
from kpi_xl.calc.order import in_order
from kpi_xl.errors import FormulaError
from kpi_xl.formula.expression import Binary, Call, CellRef, Expression, NameRef, Number, RangeRef, TableRef, Unary, chain
from kpi_xl.formula.grammar import parse
from kpi_xl.insight.measure import Measure, clash, explains
from kpi_xl.model.dimension import dimension
from kpi_xl.model.tree import KpiTree

COUNTS = (2.0, 366.0)
"""Between these a row that only counts may be the number of periods in another: a row that says 12."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two parts of one sum that cannot be added; `periods` where only the period or the scale differs."""

    cell: Address
    parts: tuple[str, str]
    periods: bool


Part = tuple[str, Measure | None]
"""A part of a formula as written, and its measure."""


class Measurer:
    """Measures the formulas of one tree, each cell once, and collects the sums that do not fit together."""

    def __init__(self, tree: KpiTree) -> None:
        self.clashes: list[Clash] = []
        self._references = tree.references
        self._kpis = {address: tree.kpis[name] for name, address in tree.addresses.items()}
        self._formulas: dict[Address, Measure | None] = {}
        # What is needed comes first, so that a chain of cells outside the table is no recursion.
        for cell in in_order(tree.addresses.values(), lambda each: tree.program.precedents.get(each, ())):
            content = tree.cells.contents.get(cell)
            if isinstance(content, Formula):
                self._formulas[cell] = _Reader(self, cell, content.text).measure(parse(content.text, str(cell)))

    def formula(self, cell: Address) -> Measure | None:
        """Return the measure of the formula in a cell."""
        return self._formulas.get(cell)

    def places(self, node: Expression, here: Address) -> Iterator[Address]:
        """Yield the filled cells that a reference means; none where it means nothing we can follow."""
        if isinstance(node, CellRef | RangeRef | NameRef | TableRef):
            try:
                target = self._references.find(node, here)
            except FormulaError:
                return
            if isinstance(target, Area):
                yield from self._references.filled(target.corner if target.is_cell else target)

    def held(self, cell: Address) -> Measure | None:
        """Return the measure of what a cell holds: a row's unit is what it says, not what its formula gives."""
        kpi = self._kpis.get(cell)
        if kpi is None:
            found = self.formula(cell)
            return found and replace(found, bare=False)
        unit = dimension(kpi.unit)
        if unit is None:
            return None
        counts = isinstance(kpi.baseline, float | int) and COUNTS[0] <= kpi.baseline <= COUNTS[1] and not (unit.time or unit.money)
        return Measure(unit, constants=(float(kpi.baseline or 0.0),) if counts else (), bare=True)

    def said(self, node_text: str, cell: Address) -> str:
        """Return how a sentence names a cell: a row with its unit, anything else as the formula writes it."""
        kpi = self._kpis.get(cell)
        return f"{kpi.shown} [{kpi.unit}]" if kpi else node_text


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one formula; every method returns a measure, or None where something in it is unknown."""

    measurer: Measurer
    here: Address
    text: str

    def measure(self, node: Expression) -> Measure | None:
        match node:
            case Number():
                return Measure(factors=(node.value,), literal=True)
            case Unary():
                return self.signed(node)
            case Binary(operator="+" | "-"):
                return self.sum([part for _, term in chain(node, "+-") for part in self.parts(term)])
            case Binary(operator="*" | "/"):
                return self.product((sign, self.measure(each)) for sign, each in chain(node, "*/"))
            case Call(function=function) if function in CALLS:
                return CALLS[function](self, node.arguments)
            case CellRef() | RangeRef() | NameRef() | TableRef():
                held = [measure for _, measure in self.parts(node)]
                return held[0] if len(held) == 1 else None
            case _:
                return None

    def signed(self, node: Expression) -> Measure | None:
        """A sign changes nothing; a percent sign is one more number."""
        percents = 0
        while isinstance(node, Unary):
            percents += node.operator == "%"
            node = node.operand
        inside = self.measure(node)
        return replace(inside, factors=(*inside.factors, 0.01**percents)) if inside and percents else inside

    def parts(self, node: Expression) -> list[Part]:
        """Return what stands in a place of a sum, cell by cell for a range."""
        written = self.text[slice(*node.span)]
        if isinstance(node, CellRef | RangeRef | NameRef | TableRef):
            cells = list(self.measurer.places(node, self.here))
            return [(self.measurer.said(written, cell), self.measurer.held(cell)) for cell in cells] or [(written, None)]
        return [(written, self.measure(node))]

    def sum(self, parts: Sequence[Part]) -> Measure | None:
        """A sum has the unit of its parts; a number takes the unit of what stands beside it."""
        known = [(said, measure) for said, measure in parts if measure and not measure.literal]
        for (one, first), (other, second) in ((known[0], each) for each in known[1:]):
            kind = clash(first, second)
            if kind is not None:
                self.measurer.clashes.append(Clash(self.here, (one, other), kind == "periods"))
                return None
        return self.alike([measure for _, measure in parts])

    def alike(self, measures: Sequence[Measure | None]) -> Measure | None:
        """Parts of one kind have that kind; otherwise nobody knows."""
        known = [measure for measure in measures if measure is not None]
        units = [measure for measure in known if not measure.literal]
        if len(known) < len(measures) or not known:
            return None
        if not units:
            return Measure(literal=True)
        if len(units) < len(known) and not (units[0].unit.money or units[0].unit.things):
            return Measure()  # 1-rate, 1+growth a month: a factor
        converted = [each for each in units if not each.factors] or units  # visitors*12 + leads a year: the unit that needs no conversion
        fits = all(each.factors == converted[0].factors and math.isclose(each.unit.scale, converted[0].unit.scale) for each in converted)
        same = all((each.unit.time, each.unit.money) == (converted[0].unit.time, converted[0].unit.money) for each in units)
        needed = all(explains(each.unit.scale / converted[0].unit.scale, each.factors) for each in units if each not in converted)
        return replace(converted[0], bare=False) if fits and same and needed else None

    def product(self, factors: Iterable[tuple[str, Measure | None]]) -> Measure | None:
        """A product multiplies units, and remembers the numbers in it."""
        whole = Measure(literal=True)
        for sign, each in factors:
            if each is None:
                return None
            each = each.inverse if sign == "/" else each
            whole = Measure(
                whole.unit * each.unit, whole.factors + each.factors, whole.constants + each.constants, whole.literal and each.literal
            )
        return whole


def _added(reader: _Reader, arguments: Sequence[Expression]) -> Measure | None:
    return reader.sum([part for each in arguments for part in reader.parts(each)])


def _chosen(reader: _Reader, arguments: Sequence[Expression]) -> Measure | None:
    return reader.alike([measure for each in arguments for _, measure in reader.parts(each)])


def _multiplied(reader: _Reader, arguments: Sequence[Expression]) -> Measure | None:
    return reader.product(("*", measure) for each in arguments for _, measure in reader.parts(each))


def _first(reader: _Reader, arguments: Sequence[Expression]) -> Measure | None:
    return reader.measure(arguments[0]) if arguments else None


def _branches(reader: _Reader, arguments: Sequence[Expression]) -> Measure | None:
    return _chosen(reader, arguments[1:])


CALLS: dict[str, Callable[[_Reader, Sequence[Expression]], Measure | None]] = {
    **dict.fromkeys(("SUM", "AVERAGE"), _added),
    **dict.fromkeys(("MIN", "MAX"), _chosen),
    "PRODUCT": _multiplied,
    **dict.fromkeys(("ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "ABS", "IFERROR"), _first),
    "IF": _branches,
}
"""Function -> what it does to units; any other function's unit is unknown."""
