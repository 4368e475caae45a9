"""Lags: a KPI's change of this month reaches the KPIs above it some months later, as leads of March close in May.

Knows which KPI acts on which. Does not know ways nor values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl import errors
from kpi_xl.model.tree import KpiTree


@dataclass(frozen=True, slots=True)
class Lag:
    """How many months a KPI takes to act.

    Attributes
    ----------
    kpi
        The KPI whose value of a month is used later.
    months
        By how much later.
    into
        The one KPI it reaches late; None for every KPI whose formula uses it. A lag into one KPI wins over one into all.
    where
        The cell it was typed in, for messages.
    """

    kpi: str
    months: int
    into: str | None = None
    where: str = ""


Lags = Mapping[tuple[str, str | None], int]
"""Months by the KPI that acts and the one it acts on, None for all of them."""


def lags_of(tree: KpiTree, lags: Sequence[Lag]) -> Lags:
    """Return lags by the names of the tree, those of no month left out.

    Raises
    ------
    Problems
        With everything that is wrong with any of them.
    """
    problems: list[errors.KpiXlError] = []
    found: dict[tuple[str, str | None], int] = {}
    for lag in lags:
        try:
            key = (tree.kpi(lag.kpi, _where(lag)).name, tree.kpi(lag.into, _where(lag)).name if lag.into else None)
        except errors.UnknownKpi as problem:
            problems.append(problem)
            continue
        problems += _faults(tree, lag, key, found)
        found[key] = lag.months
    if problems:
        raise errors.Problems(problems)
    return {key: months for key, months in found.items() if months or key[1]}


def lag_between(lags: Lags, kpi: str, into: str | None) -> int:
    """Return by how many months a KPI reaches another late; None for what nobody named."""
    return lags.get((kpi, into), lags.get((kpi, None), 0))


def arrivals(tree: KpiTree, lags: Lags) -> dict[str, int]:
    """Return for every lever how many months its change takes at most to get through to everything it acts on."""
    above: dict[str, list[str]] = {}
    for name, children in used(tree).items():
        for child in children:
            above.setdefault(child, []).append(name)
    longest: dict[str, int] = {}

    def look(name: str) -> int:
        waiting = [(name, iter(above.get(name, ())))]
        while waiting:
            here, parents = waiting[-1]
            parent = next((each for each in parents if each not in longest), None)
            if parent is not None:
                waiting.append((parent, iter(above.get(parent, ()))))
                continue
            longest[here] = max((longest[each] + lag_between(lags, here, each) for each in above.get(here, ())), default=0)
            waiting.pop()
        return longest[name]

    return {name: look(name) for name in tree.levers} if lags else dict.fromkeys(tree.levers, 0)


def used(tree: KpiTree) -> dict[str, tuple[str, ...]]:
    """Return what each KPI is made of: what its formula uses, and what acts on it although no formula says so."""
    found = dict(tree.children)
    for effect in tree.effects:
        found[effect.affected] = (*found[effect.affected], effect.cause)
    return found


def _where(lag: Lag) -> str:
    return lag.where or f"Lag({lag.kpi})"


def _faults(tree: KpiTree, lag: Lag, key: tuple[str, str | None], found: Lags) -> Iterator[errors.KpiXlError]:
    name, into = key
    shown = tree.kpis[name].shown
    if lag.months != int(lag.months) or lag.months < 0:
        yield errors.BadLag(where=_where(lag), kpi=shown, months=lag.months)
    if key in found:
        yield errors.LagTwice(where=_where(lag), kpi=shown, into=tree.kpis[into].shown if into else "*")
    if into and name not in used(tree)[into]:
        children = ", ".join(tree.kpis[child].shown for child in used(tree)[into]) or "-"
        yield errors.LagPastParent(where=_where(lag), kpi=shown, into=tree.kpis[into].shown, children=children)
