"""Why the KGI is off its plan: the gap split among the KPIs that people can act on.

Knows a plan and actuals. Does not know who owns a KPI, nor how the split is shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpi_xl.insight.contribution import contributions
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.monthly import Plan
from kpi_xl.plan.origin import rebuilt
from kpi_xl.plan.track import Stretch


@dataclass(frozen=True, slots=True)
class Split:
    """The KGI's gap over some months, as figures of the months themselves.

    Attributes
    ----------
    gap
        The actual less the plan; None where the KGI is neither typed nor can be calculated.
    effects
        What each KPI that was typed adds to it or takes from it, by name, the greatest loss first; those of no effect left out.
    rest
        What is left: the typed KGI less what the formula makes of the typed KPIs. The effects and it add up to the gap.
    assumed
        Levers nobody typed: they count as planned.
    """

    gap: float | None = None
    effects: Mapping[str, float] = field(default_factory=dict)
    rest: float = 0.0
    assumed: tuple[str, ...] = ()


def split(plan: Plan, actuals: Actuals, months: Stretch) -> Split:
    """Split the KGI's gap among the KPIs that were typed, over the months in which it or a lever below it was.

    Each month by itself, by Shapley values between the plan's levers and the actual ones; then the months together as the KGI's months are:
    added up, averaged, or the last one alone.
    """
    tree = unlocked(plan.course.tree, actuals)
    telling = {tree.kgi} | (below(tree, tree.kgi) & tree.levers.keys())
    known = [place for place in range(months.first, months.last + 1) if actuals.at(plan.months[place]).keys() & telling]
    if plan.period(tree.kgi).over == "stock":
        known = known[-1:]
    if not known:
        return Split(assumed=tuple(plan.course.tree.levers))
    every = [_month(tree, plan, actuals, place) for place in known]
    share = 1.0 if plan.period(tree.kgi).over != "rate" else 1.0 / len(known)
    effects = {name: share * math.fsum(one.effects.get(name, 0.0) for one in every) for name in tree.levers}
    found = {name: effect for name, effect in effects.items() if effect}
    ordered = dict(sorted(found.items(), key=lambda pair: pair[1] * _way(tree)))
    gap = share * math.fsum(one.gap or 0.0 for one in every)
    assumed = tuple(name for name in plan.course.tree.levers if any(name in one.assumed for one in every))
    return Split(gap, ordered, gap - math.fsum(ordered.values()), assumed)


def unlocked(tree: KpiTree, actuals: Actuals) -> KpiTree:
    """Return the tree in which locked KPIs that have actuals are levers: what they were is a cause like any other."""
    wanted = {name for name, kpi in tree.kpis.items() if kpi.locked and not kpi.is_formula and actuals.of(name)}
    if not wanted:
        return tree
    rows = [replace(kpi, locked=False) if name in wanted else kpi for name, kpi in tree.kpis.items()]
    return rebuilt(tree, rows)


def levers_at(tree: KpiTree, plan: Plan, actuals: Actuals, place: int) -> dict[str, float]:
    """Return every lever in one month, in the tree's units: as typed, else as planned; without what others pulled it along."""
    typed = actuals.at(plan.months[place])
    shown = {name: plan.period(name).pace(typed[name]) if name in typed else float(plan.values[name][place]) for name in tree.levers}
    return own(tree, shown)


def own(tree: KpiTree, shown: Mapping[str, float]) -> dict[str, float]:
    """Return what levers did by themselves where they show some values."""
    return tree.alone(shown) if tree.effects else dict(shown)


def _month(tree: KpiTree, plan: Plan, actuals: Actuals, place: int) -> Split:
    period, typed = plan.period(tree.kgi), actuals.at(plan.months[place])
    before = own(tree, {name: float(plan.values[name][place]) for name in tree.levers})
    after = levers_at(tree, plan, actuals, place)
    effects = {name: period.amount(effect) for name, effect in contributions(tree, before, after).items() if effect}
    reached = typed.get(tree.kgi, period.amount(tree.evaluate(after)[tree.kgi]))
    gap = reached - float(plan.amounts(tree.kgi)[place])
    return Split(gap, effects, assumed=tuple(name for name in plan.course.tree.levers if name not in typed))


def _way(tree: KpiTree) -> float:
    return -1.0 if tree.kpis[tree.kgi].better == "lower" else 1.0


def computed(plan: Plan, actuals: Actuals, names: Sequence[str]) -> dict[str, list[float]]:
    """Return what the formulas make of the typed KPIs in every month, as figures of the month; nan where no lever below was typed."""
    tree = unlocked(plan.course.tree, actuals)
    found: dict[str, list[float]] = {name: [] for name in names}
    under = {name: below(tree, name) for name in names}
    for place, month in enumerate(plan.months):
        typed = actuals.at(month).keys()
        values = tree.evaluate(levers_at(tree, plan, actuals, place)) if typed & tree.levers.keys() else None
        for name in names:
            known = values is not None and bool(under[name] & typed & tree.levers.keys())
            found[name].append(plan.period(name).amount(values[name]) if values is not None and known else math.nan)
    return found


def below(tree: KpiTree, kpi: str) -> set[str]:
    """Return everything a KPI is calculated from."""
    found, waiting = set[str](), [kpi]
    while waiting:
        for child in tree.children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
