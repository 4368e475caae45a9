"""The curve on which a KPI goes from today to its target over a number of periods.

Knows shares of a way. Does not know months, nor the tree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from kpi_xl.errors import NoPeriods, UnknownCurve

Curve = Callable[[float], float]
"""From the share of the time that has passed to the share of the way that is gone: 0 to 0, 1 to 1, never falling."""

STEEPNESS = 10.0
"""How sudden the S-curve is in its middle: nine tenths of the way lie in the middle half or so of the time."""


def _logistic(time: float) -> float:
    return 1.0 / (1.0 + math.exp(-STEEPNESS * (time - 0.5)))


LOWEST, RISE = _logistic(0.0), _logistic(1.0) - _logistic(0.0)
"""Where the logistic curve of the S begins, and how far it rises."""


def straight(time: float) -> float:
    """The same amount in every period."""
    return time


def s_curve(time: float) -> float:
    """Slow at first, fast in the middle, slow at the end: a logistic curve, stretched to begin at 0 and end at 1."""
    return (_logistic(time) - LOWEST) / RISE


CURVES: Mapping[str, Curve] = {"linear": straight, "geometric": straight, "s_curve": s_curve}
"""Key to curve. "geometric" is straight on a logarithmic scale: the same ratio in every period."""


def plan(baseline: float, target: float, periods: int, curve: str = "linear") -> list[float]:
    """Return a KPI's value at the end of every period on its way from baseline to target; the last one is the target.

    A geometric way needs both ends positive; elsewhere it is linear.

    Raises
    ------
    UnknownCurve, NoPeriods
        If there is no such curve, or no period.

    Examples
    --------
    >>> plan(100, 800, 3, "geometric")
    [200.0, 400.0, 800.0]
    """
    if curve not in CURVES:
        raise UnknownCurve(where="plan", curve=curve, curves=", ".join(CURVES))
    if periods < 1:
        raise NoPeriods(where="plan", periods=periods)
    gone = [CURVES[curve](period / periods) for period in range(1, periods)]
    return [*(_on_the_way(baseline, target, share, curve) for share in gone), float(target)]


def _on_the_way(baseline: float, target: float, share: float, curve: str) -> float:
    if curve == "geometric" and baseline > 0.0 and target > 0.0:
        return float(baseline * (target / baseline) ** share)
    return baseline + (target - baseline) * share
