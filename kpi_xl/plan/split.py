"""Why the KGI is off its plan: the gap split among the KPIs that people can act on.

Knows a plan and actuals. Does not know who owns a KPI, nor how the split is shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kpi_xl.insight.contribution import contributions
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.delay import delays
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.origin import rebuilt
from kpi_xl.plan.track import Stretch
from kpi_xl.solve.moved import Mask


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

    Each month by itself, by Shapley values between the plan's levers and the actual ones, each in the month from which what it does gets
    through to the KGI in this one; then the months together as the KGI's months are: added up, averaged, or the last one alone.
    """
    tree = unlocked(plan.course.tree, actuals)
    late = delays(tree, plan.course.lags, tree.kgi)
    reading = _Reading(tree, plan, actuals, late, dict(zip(plan.months, computed(plan, actuals, [tree.kgi])[tree.kgi], strict=True)))
    known = [place for place in range(months.first, months.last + 1) if reading.is_known(place)]
    if plan.period(tree.kgi).over == "stock":
        known = known[-1:]
    if not known:
        return Split(assumed=tuple(plan.course.tree.levers))
    every = [reading.month(place) for place in known]
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


@dataclass(frozen=True)
class _Reading:
    """A plan and actuals as they are split, month by month.

    Attributes
    ----------
    late
        By how many months each lever gets through to the KGI late.
    made
        What the formulas make of the KGI in every month.
    """

    tree: KpiTree
    plan: Plan
    actuals: Actuals
    late: Mapping[str, int]
    made: Mapping[Month, float]

    def is_known(self, place: int) -> bool:
        """Whether the KGI of a month was typed, or a lever that gets through in it."""
        typed = (self.typed(name, place) for name in self.tree.levers)
        return self.tree.kgi in self.actuals.at(self.plan.months[place]) or any(value is not None for value in typed)

    def typed(self, lever: str, place: int) -> float | None:
        """Return what was typed of a lever in the month from which it gets through in another; None where nobody did, or it never does."""
        month = place - self.late.get(lever, 0)
        if month < 0 or lever not in self.late:
            return None
        value = self.actuals.of(lever).get(self.plan.months[month])
        return None if value is None else self.plan.period(lever).pace(value)

    def planned(self, lever: str, place: int) -> float:
        """Return what was planned of it for that month; before the plan began it is what it was."""
        month = place - self.late.get(lever, 0)
        return float(self.plan.values[lever][month]) if month >= 0 else self.tree.baseline[lever]

    def month(self, place: int) -> Split:
        """Split one month's gap."""
        tree, period, when = self.tree, self.plan.period(self.tree.kgi), self.plan.months[place]
        planned = {name: self.planned(name, place) for name in tree.levers}
        known = {name: value for name in tree.levers if (value := self.typed(name, place)) is not None}
        split_up = contributions(tree, own(tree, planned), own(tree, planned | known))
        effects = {name: period.amount(effect) for name, effect in split_up.items() if effect}
        reached = self.actuals.at(when).get(tree.kgi, self.made[when])
        if not math.isfinite(reached):
            reached = period.amount(tree.evaluate(own(tree, planned | known))[tree.kgi])
        gap = reached - float(self.plan.amounts(tree.kgi)[place])
        missing = (name for name in self.plan.course.tree.levers if name not in known and place >= self.late.get(name, place + 1))
        return Split(gap, effects, assumed=tuple(missing))


def _way(tree: KpiTree) -> float:
    return -1.0 if tree.kpis[tree.kgi].better == "lower" else 1.0


def computed(plan: Plan, actuals: Actuals, names: Sequence[str]) -> dict[str, list[float]]:
    """Return what the formulas make of the typed KPIs in every month, as figures of the month; nan where no lever that gets through in the
    month was typed. What takes time takes it here too.
    """
    tree, months = unlocked(plan.course.tree, actuals), plan.months
    shown = {name: np.array([_typed(plan, actuals, name, place) for place in range(len(months))]) for name in tree.levers}
    known = {name: np.isfinite(values) for name, values in shown.items()}
    past = {name: np.where(known[name], values, plan.values[name]) for name, values in shown.items()}
    made = monthly(replace(plan.course, tree=tree, past=past), {}).values
    return {name: np.where(_known(plan, tree, known, name), made[name] / plan.period(name).months, math.nan).tolist() for name in names}


def _typed(plan: Plan, actuals: Actuals, name: str, place: int) -> float:
    value = actuals.of(name).get(plan.months[place])
    return math.nan if value is None else plan.period(name).pace(value)


def _known(plan: Plan, tree: KpiTree, known: Mapping[str, Mask], kpi: str) -> Mask:
    """Return in which months a lever gets through to a KPI that was typed in the month it comes from."""
    found = np.zeros(len(plan.months), dtype=bool)
    for name, late in delays(tree, plan.course.lags, kpi).items():
        if name in known:
            found[late:] |= known[name][: len(found) - late] if late < len(found) else False
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
