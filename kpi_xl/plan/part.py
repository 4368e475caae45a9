"""A tree cut where something takes time: parts that can each be calculated for all months at once.

A part is calculated from the levers and from the KPIs it was cut at, each as late as it arrives. Without lags the whole tree is one part.
Knows the tree's formulas. Does not know months.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi_xl.calc.compile import compile_cells
from kpi_xl.calc.program import Program
from kpi_xl.model import crossing
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.lag import Lags, lag_between, used


@dataclass(frozen=True, slots=True)
class Part:
    """Some KPIs and what calculates them.

    Attributes
    ----------
    kpi
        The one KPI it was cut out for; None for all the others together.
    inputs
        The KPIs it is calculated from, in the order of the tape's inputs.
    kpis
        Those it calculates.
    """

    kpi: str | None
    inputs: tuple[str, ...]
    kpis: tuple[str, ...]
    program: Program

    @property
    def needs(self) -> frozenset[str]:
        """The inputs that make a difference to it."""
        nodes = self.program.tape.used_inputs
        return frozenset(name for name, node in zip(self.inputs, self.program.tape.inputs, strict=True) if node in nodes)

    def is_late(self, kpi: str, lags: Lags) -> bool:
        """Whether what it calculates for one of its KPIs is that KPI as it arrives, and not its own month."""
        return kpi != self.kpi and kpi in self.inputs and lag_between(lags, kpi, self.kpi) > 0


def parts(tree: KpiTree, lags: Lags) -> tuple[Part, ...]:
    """Return the parts of a tree in an order in which they can be calculated."""
    cuts = _cuts(tree, lags)
    if not cuts:
        return (Part(None, tuple(tree.levers), tuple(tree.kpis), tree.program),)
    alone = [_part(tree, cuts, name) for name in tree.kpis if name in cuts]
    rest = _part(tree, cuts, None)
    return (*_ordered(alone), rest)


def _cuts(tree: KpiTree, lags: Lags) -> frozenset[str]:
    """Return the KPIs whose values have to be known before they are used: those that arrive late, and those that something reaches late."""
    acted_on = {effect.affected for effect in tree.effects}
    late = {name for name, _ in lags}
    into = {name for _, name in lags if name}
    below = {child for name in into for child in used(tree)[name]}
    return frozenset(into | {name for name in late | below if tree.kpis[name].is_formula or name in acted_on})


def _part(tree: KpiTree, cuts: frozenset[str], kpi: str | None) -> Part:
    inputs = tuple(name for name in tree.kpis if name in tree.levers or (name in cuts and name != kpi))
    kpis = (kpi,) if kpi else tuple(name for name in tree.kpis if name not in cuts)
    factors = crossing.factors(tree, (effect for effect in tree.effects if effect.affected in kpis))
    program = compile_cells(tree.cells, [tree.addresses[name] for name in inputs], [tree.addresses[name] for name in kpis], factors)
    return Part(kpi, inputs, kpis, program)


def _ordered(waiting: Iterable[Part]) -> list[Part]:
    """Return parts of one KPI each, every one after those it needs."""
    left = {part.kpi: part for part in waiting}
    found: list[Part] = []
    while left:
        ready = [part for part in left.values() if not (part.needs - {part.kpi}) & left.keys()]
        for part in ready:
            del left[part.kpi]
        found += ready
    return found
