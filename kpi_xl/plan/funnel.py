"""A funnel read backwards: how many have to enter so that enough come out.

Knows rates from stage to stage. Does not know what the stages are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from kpi_xl.errors import BadRate


def funnel(goal: float, rates: Sequence[float]) -> list[float]:
    """Return how many each stage needs, the entrance first and the goal last.

    Parameters
    ----------
    goal
        How many have to come out at the end.
    rates
        The share that goes on from each stage to the next, the first stage first.

    Raises
    ------
    BadRate
        If a rate is not above 0.

    Examples
    --------
    >>> funnel(20, [0.4, 0.2])
    [250.0, 100.0, 20.0]
    """
    for place, rate in enumerate(rates, start=1):
        if not rate > 0.0:
            raise BadRate(where="funnel", place=place, rate=rate)
    return [*reversed(list(accumulate(reversed(rates), lambda needed, rate: needed / rate, initial=float(goal))))]
