"""Reality check: what the stated targets come to together, against what the goals ask for, and what follows from that.

Knows stated targets and goals. Does not know how they are shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi_xl.insight.closing import Closing, closing
from kpi_xl.insight.easing import Easing, Stated
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.question import TOLERANCE
from kpi_xl.solve.solution import Outcome


@dataclass(frozen=True, slots=True)
class Check:
    """One goal against the stated targets.

    Attributes
    ----------
    goal, target
        What was asked for, and what it comes to.
    implied
        The goal's KPI if every stated target were met.
    ratio
        implied / baseline; None where the baseline is 0.
    meets
        Whether the stated targets meet the goal.
    share
        The share of the common way from today to the stated targets that is enough for the goal: 0.192 is 19.2%; above 1 where the stated
        targets are not enough but the way beyond them is; None where it never gets there.
    excess
        How many times over the stated targets meet the goal: implied / target, or target / implied where lower is better; below 1 where
        they miss it, None where either is not positive.
    count
        How many stated targets have a say in the goal.
    enough
        The fewest stated targets found that meet the goal by themselves, everything else as today; empty where all are needed or none do.
    alone
        Each stated target that could be eased while all others stay, those first that come down most.
    together
        How far stated targets could be eased at once: what is left is the least effort between today and the stated targets.
    closing
        Where they miss the goal: what closes the rest.
    against
        Levers whose stated targets lead away from the goal.
    past_bounds
        Levers whose stated targets lie outside their bounds.

    Notes
    -----
    `enough` and `together` are found, not proven: there may be other sets. On trees with very many stated targets `enough`, `alone` and
    `against` look at the 60 that go farthest.
    """

    goal: Goal
    target: float
    implied: float
    ratio: float | None
    meets: bool
    share: float | None
    excess: float | None = None
    count: int = 0
    enough: tuple[str, ...] = ()
    alone: tuple[Easing, ...] = ()
    together: tuple[Easing, ...] = ()
    closing: Closing | None = None
    against: tuple[str, ...] = ()
    past_bounds: tuple[str, ...] = ()


def reality_check(tree: KpiTree, goals: Sequence[Goal]) -> list[Check]:
    """Compare what the stated targets imply with each goal.

    Returns
    -------
    list[Check]
        One per goal, in their order; empty where no lever has a stated target.

    Raises
    ------
    UnknownKpi, GoalWithoutReference
        If a goal makes no sense for this tree.
    """
    stated = {lever.name: lever.stated for lever in tree.levers.values() if lever.stated is not None}
    if not stated:
        return []
    implied = tree.evaluate(stated)
    return [_check(tree, goal, implied[tree.kpi(goal.kpi).name], stated) for goal in goals]


def _check(tree: KpiTree, goal: Goal, implied: float, stated: dict[str, float]) -> Check:
    kpi = tree.kpi(goal.kpi)
    baseline = tree.baseline[kpi.name]
    target = goal.target(kpi, baseline).value
    solution = backsolve(tree, goal, strategy="toward_stated")
    enough = {Outcome.REACHED: solution.share, Outcome.ALREADY_MET: 0.0}.get(solution.outcome)
    scale = max(abs(target), abs(baseline), abs(target - baseline))
    beyond = (target - implied if kpi.better == "lower" else implied - target) / (scale or 1.0)
    meets, asked = beyond >= -TOLERANCE, Stated(tree, goal)
    all_met = solution.outcome is Outcome.ALREADY_MET
    few = asked.enough() if meets and not all_met else ()
    return Check(
        goal,
        target,
        implied,
        implied / baseline if baseline else None,
        meets,
        enough,
        excess=_excess(implied, target, kpi.better == "lower"),
        count=len(asked.targets),
        enough=few if len(few) < len(asked.targets) else (),
        alone=_most_first(asked.alone()) if meets else (),
        together=_most_first(asked.together()) if meets and not all_met else (),
        closing=None if meets else closing(tree, goal, stated),
        against=asked.against(),
        past_bounds=tuple(name for name, value in stated.items() if not _allows(tree, name, value)),
    )


def _most_first(found: Iterable[Easing]) -> tuple[Easing, ...]:
    return tuple(sorted(found, key=lambda each: -each.relief))


def _excess(implied: float, target: float, lower: bool) -> float | None:
    if not (math.isfinite(implied) and implied > 0.0 and target > 0.0):
        return None
    return target / implied if lower else implied / target


def _allows(tree: KpiTree, name: str, value: float) -> bool:
    low, high = tree.levers[name].bounds
    return low <= value <= high
