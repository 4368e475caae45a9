"""What would repair the KGI: the levers that bring most for the effort from where things stand, and what each alone would have to become.

Knows a tree and where its levers are. Does not know plans nor months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi_xl.insight.sensitivity import sensitivities
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.one_lever import Alone, one_lever

BEST = 3
A_PERCENT = 0.01


@dataclass(frozen=True, slots=True)
class Remedy:
    """A lever that repairs much.

    Attributes
    ----------
    now
        Where it is, in its unit.
    effect
        Change of the KGI, in its unit, when the lever becomes 1% better.
    alone
        What it alone would have to become.
    """

    lever: str
    now: float
    effect: float
    alone: Alone


def remedies(tree: KpiTree, levers: Mapping[str, float], wanted: float, most: int = BEST) -> tuple[Remedy, ...]:
    """Return the levers that repair the KGI best, the greatest change per effort first; those at their bound are left out.

    Parameters
    ----------
    levers
        Where each lever is, in its unit.
    wanted
        What the KGI should be, in its unit.
    """
    there = replace(tree, levers={name: replace(lever, baseline=levers[name]) for name, lever in tree.levers.items()}, effects=())
    alone = one_lever(there, Goal(tree.kgi, value=wanted))
    pulls = sorted(sensitivities(there), key=lambda pull: -float(f"{pull.per_effort:.9g}"))
    found = [
        Remedy(pull.lever, levers[pull.lever], pull.per_effort * tree.levers[pull.lever].effort * A_PERCENT, alone[pull.lever])
        for pull in pulls
        if pull.per_effort > 0.0 and not _stuck(alone[pull.lever], there.baseline[tree.kgi])
    ]
    return tuple(found[:most])


def _stuck(alone: Alone, today: float) -> bool:
    """Whether a lever cannot bring the KGI any further than it is."""
    return not alone.reached and alone.best == today
