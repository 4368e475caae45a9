"""Rules that read how a formula is written: figures inside it, and one effect that counts twice.

Knows formulas. Does not know values.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.formula.expression import Binary, Call, Expression, Number, Unary, chain, parts, walk
from kpi_xl.insight.inspected import Inspected, Remark
from kpi_xl.labels import linter as words
from kpi_xl.model.dimension import TIME, dimension
from kpi_xl.model.kpi import Kpi

CALENDAR = (2, 3, 4, 7, 12, 24, 30, 52, 60, 365)
UNITS_OF_TEN = tuple(10.0**exponent for exponent in range(-12, 13))
HARMLESS = frozenset((0.0, 1.0, *map(float, CALENDAR), *UNITS_OF_TEN))
"""Figures that belong into formulas: of the calendar, halves, and powers of ten that turn yen into thousands of yen."""

ADDING = ("SUM", "PRODUCT", "AVERAGE", "MIN", "MAX")


def buried(seen: Inspected) -> Iterator[Remark]:
    """Yield rows whose formula calculates with a figure that deserves a row of its own."""
    for name, formula in seen.formulas.items():
        text = seen.text(name)
        operands = [formula, *(part for node in walk(formula) if _calculates(node) for part in parts(node))]
        found = sorted((node.span, text[slice(*node.span)]) for node in operands if not _harmless(node))
        if found:
            numbers = ", ".join(dict.fromkeys(figure for _, figure in found))
            yield Remark((seen.tree.kpis[name],), words.BURIED_SAID, words.BURIED_REMEDY, {"numbers": numbers})


def _calculates(node: Expression) -> bool:
    return (isinstance(node, Binary) and node.operator in "+-*/") or (isinstance(node, Call) and node.function in ADDING)


def _harmless(node: Expression) -> bool:
    """Whether an operand is no figure, or one that belongs into formulas."""
    scale = 1.0
    while isinstance(node, Unary):
        scale *= 0.01 if node.operator == "%" else 1.0
        node = node.operand
    return not isinstance(node, Number) or any(abs(node.value * scale - each) <= 1e-9 * each for each in HARMLESS)


def counted_twice(seen: Inspected) -> Iterator[Remark]:
    """Yield products of a duration and what is left after a rate that should fall, both levers: a contract period beside churn.

    Read off units and form: a duration is measured in time alone, the rate is in % and lower is better; it stands as 1-rate, in a
    row of its own or not, or below the line.
    """
    for name, period, rate in durations_beside_rates(seen):
        facts = {"period": period.shown, "rate": rate.shown, "name": rate.name}
        yield Remark((seen.tree.kpis[name], period, rate), words.TWICE_SAID, words.TWICE_REMEDY, facts)


def durations_beside_rates(seen: Inspected) -> Iterator[tuple[str, Kpi, Kpi]]:
    """Yield the row, the duration and the rate of every such product, each pair once."""
    told: set[tuple[str, str]] = set()
    for name, formula in seen.formulas.items():
        for node in walk(formula):
            if (isinstance(node, Binary) and node.operator in "*/") or (isinstance(node, Call) and node.function == "PRODUCT"):
                for period, rate in _pairs(seen, node, name):
                    if (period.name, rate.name) not in told:
                        told.add((period.name, rate.name))
                        yield name, period, rate


def _pairs(seen: Inspected, node: Expression, name: str) -> Iterator[tuple[Kpi, Kpi]]:
    factors = [("*", each) for each in node.arguments] if isinstance(node, Call) else chain(node, "*/")
    periods = [kpi for sign, each in factors if sign == "*" and (kpi := seen.referred(each, name)) and _is_duration(kpi)]
    if periods:
        rates = [kpi for sign, each in factors for kpi in _falling(seen, sign, each, name) if _should_fall(kpi)]
        yield from ((period, rate) for period in periods for rate in rates)


def _falling(seen: Inspected, sign: str, node: Expression, name: str) -> Iterator[Kpi]:
    """Yield the rows of which the rest counts in a factor."""
    kpi = seen.referred(node, name)
    if kpi is None and sign == "*" and isinstance(node, Binary) and node.operator == "-":
        yield from seen.rests(node, name)
    elif kpi and sign == "/":
        yield kpi
    elif kpi and kpi.name in seen.formulas:
        row = seen.formulas[kpi.name]
        yield from seen.rests(row, kpi.name) if isinstance(row, Binary) and row.operator == "-" else ()


def _is_duration(kpi: Kpi) -> bool:
    unit = dimension(kpi.unit)
    return kpi.is_lever and unit is not None and dict(unit.powers) == {TIME: 1}


def _should_fall(kpi: Kpi) -> bool:
    return kpi.is_lever and kpi.is_rate and kpi.better == "lower"
