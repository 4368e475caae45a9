"""What the tree really was in the last months: every lever as it was measured, and the KGI as it was typed.

Knows a tree and its actuals. Does not know plans, nor what months are compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.month import Month
from kpi_xl.plan.period import Over, period_of
from kpi_xl.plan.split import below, own, unlocked

LAST = 2
"""Last month and this month: so many of the months that were measured are looked at."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The tree in one month, in its own units: a flow of 円/年 at the annual pace of the month.

    Attributes
    ----------
    levers
        What each lever was by itself, before effects of others came on top; one that was never typed is left out.
    kgi
        The KGI as somebody typed it; None where nobody did.
    assumed
        Levers of the KGI that were not typed for the month: they are as they were last typed before, else as today.
    """

    month: Month
    levers: Mapping[str, float]
    kgi: float | None
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The last months in which a lever of the KGI was measured, the latest last; in `tree` measured KPIs that are locked are levers too."""

    tree: KpiTree
    moments: tuple[Moment, ...] = ()


def measured(tree: KpiTree, actuals: Actuals, over: Mapping[str, Over] | None = None) -> Measured:
    """Return what a tree was in the last months.

    Parameters
    ----------
    over
        What somebody typed about a KPI's months: flow, stock or rate.
    """
    freed = unlocked(tree, actuals)
    under = below(freed, freed.kgi)
    telling = [name for name in freed.levers if name in under]
    months = [month for month in actuals.months if actuals.at(month).keys() & set(telling)]
    return Measured(freed, tuple(_moment(freed, actuals, over or {}, month, telling) for month in months[-LAST:]))


def _moment(tree: KpiTree, actuals: Actuals, over: Mapping[str, Over], month: Month, telling: list[str]) -> Moment:
    typed = actuals.at(month)

    def pace(name: str, amount: float) -> float:
        return period_of(tree.kpis[name].unit, over.get(name)).pace(amount)

    known = {name: {when: value for when, value in actuals.of(name).items() if when <= month} for name in tree.levers}
    shown = {name: pace(name, series[max(series)]) for name, series in known.items() if series}
    kgi = pace(tree.kgi, typed[tree.kgi]) if tree.kgi in typed else None
    return Moment(month, own(tree, shown), kgi, tuple(name for name in telling if name not in typed))
