"""Cross effects in a tree: which KPIs they name, what is wrong with them, and the factors they put on cells.

Knows a tree and its effects. Does not know how a factor is calculated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_xl import errors
from kpi_xl.calc.cells import Address
from kpi_xl.calc.factors import Factor, Factors
from kpi_xl.model import check
from kpi_xl.model.effect import Effect

if TYPE_CHECKING:
    from kpi_xl.model.tree import KpiTree


def settled(tree: KpiTree, effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """Return effects with the names as the tree spells them.

    Raises
    ------
    Problems
        With everything that is wrong with any of them.
    """
    problems: list[errors.KpiXlError] = []
    found: dict[tuple[str, str], Effect] = {}
    for effect in effects:
        try:
            cause, affected = (tree.kpi(name, effect.where or "effects").name for name in (effect.cause, effect.affected))
        except errors.UnknownKpi as problem:
            problems.append(problem)
            continue
        named = replace(effect, cause=cause, affected=affected)
        problems += _faults(tree, named)
        first = found.setdefault((named.cause, named.affected), named)
        if first is not named:
            problems.append(errors.EffectTwice(where=where(named), cause=named.cause, affected=named.affected, other=where(first)))
    if problems:
        raise errors.Problems(problems)
    return tuple(found.values())


def where(effect: Effect) -> str:
    """Return where an effect stands: its cell, else what it is about."""
    return effect.where or f"Effect({effect.cause}, {effect.affected})"


def factors(tree: KpiTree, effects: Iterable[Effect]) -> Factors:
    """Return for each cell that is acted on its factors; today every one of them is 1."""
    found: dict[Address, list[Factor]] = {}
    for effect in effects:
        factor = Factor(tree.addresses[effect.cause], tree.baseline[effect.cause], effect.elasticity)
        found.setdefault(tree.addresses[effect.affected], []).append(factor)
    return found


def faults(tree: KpiTree, effects: Sequence[Effect], found: Iterable[errors.KpiXlError]) -> Iterator[errors.KpiXlError]:
    """Yield what compiling found wrong; the formulas alone run in no circle, so that every circle goes through an effect."""
    named = {address: name for name, address in tree.addresses.items()}
    for problem in found:
        if not isinstance(problem, errors.CircularReference):
            yield problem
            continue
        circle: tuple[Address, ...] = problem.facts["circle"]  # type: ignore[assignment]
        after = [*circle[1:], circle[0]]
        through = [each for cell, need in zip(circle, after, strict=True) for each in effects if _links(tree, each, need, cell)]
        cells = " → ".join(named.get(cell, str(cell)) for cell in (circle[0], *reversed(circle)))
        yield errors.EffectCircle(where=where(through[0]), cells=cells)


def idle(tree: KpiTree) -> Iterator[errors.Note]:
    """Yield a note for each effect of a KPI that no lever moves."""
    for effect in tree.effects:
        if tree.node(effect.cause) is None:
            yield errors.IdleEffect(where=where(effect), cause=tree.kpis[effect.cause].shown, affected=tree.kpis[effect.affected].shown)


def alone(tree: KpiTree, shown: Mapping[str, float]) -> dict[str, float]:
    """Return the lever values that make levers show some values once the effects of others have come on top.

    What is measured holds every effect already: this is what each lever did by itself.
    A lever whose factor is 0 or an error keeps its value.
    """
    levers = dict(shown)
    for name in _acted_on(tree):
        if name in shown:
            comes_to = tree.evaluate(levers)[name]
            found = levers[name] * shown[name] / comes_to if comes_to else math.nan
            levers[name] = found if math.isfinite(found) else levers[name]
    return levers


def _acted_on(tree: KpiTree) -> list[str]:
    """Return the levers that others act on, each after all that acts on it."""
    order = {step.node: place for place, step in enumerate(tree.tape.steps)}
    names = {effect.affected for effect in tree.effects if effect.affected in tree.levers}
    return sorted(names, key=lambda name: order.get(tree.node(name) or -1, -1))


def _links(tree: KpiTree, effect: Effect, cause: Address, affected: Address) -> bool:
    return (tree.addresses[effect.cause], tree.addresses[effect.affected]) == (cause, affected)


def _faults(tree: KpiTree, effect: Effect) -> Iterator[errors.KpiXlError]:
    kpi, base = tree.kpis[effect.cause], tree.baseline[effect.cause]
    if not math.isfinite(effect.elasticity):
        yield errors.NumberNotFinite(where=where(effect), lever=effect.affected, value=effect.elasticity)
    if effect.cause == effect.affected:
        yield errors.EffectOnItself(where=where(effect), kpi=kpi.shown)
    if not base > 0.0:
        yield errors.EffectFromNothing(where=where(effect), kpi=kpi.shown, value=check.shown(base, kpi))
