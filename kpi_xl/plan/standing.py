"""How an actual value stands against its target: the gap, the achievement, and the symbol that says it.

Knows one KPI. Does not know where its target comes from.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.model.kpi import Better

FAIR = 0.9
"""From this achievement on a KPI counts as ○, unless somebody says otherwise."""

POOR = 0.2
"""△ reaches this much further down."""

SYMBOLS: Mapping[str, str] = {"good": "◎", "fair": "○", "poor": "△", "bad": "×"}


def gap(actual: float, target: float, better: Better = "higher") -> float:
    """Return how far an actual value is past its target, in the KPI's unit; negative while something is missing."""
    return target - actual if better == "lower" else actual - target


def achievement(actual: float, target: float, better: Better = "higher") -> float:
    """Return the share of a target that is achieved: 1 is all of it; for a KPI that is better the lower it is, target / actual.

    Where a share makes no sense, because a value is 0 or the two differ in sign, the answer is 1 where the target is met, else 0.
    """
    upper, lower = (target, actual) if better == "lower" else (actual, target)
    if upper > 0.0 and lower > 0.0:
        return upper / lower
    if upper < 0.0 and lower < 0.0:
        return lower / upper
    return 1.0 if gap(actual, target, better) >= 0.0 else 0.0


def status(actual: float, target: float, better: Better = "higher", fair: float = FAIR, poor: float | None = None) -> str:
    """Return the symbol of an achievement: ◎ met, ○ at least `fair`, △ at least `poor` (0.2 below `fair` unless said), else ×."""
    share = achievement(actual, target, better)
    least = fair - POOR if poor is None else poor
    return SYMBOLS["good" if share >= 1.0 else "fair" if share >= fair else "poor" if share >= least else "bad"]
