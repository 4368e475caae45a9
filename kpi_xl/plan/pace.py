"""Pace: where a total stands part of the way through its time, where it will land, and what the rest of the time needs.

Knows sums over periods. Does not know KPIs.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.errors import BadElapsed


@dataclass(frozen=True, slots=True)
class Pace:
    """A total on its way, each figure in the total's unit.

    Attributes
    ----------
    expected
        What an even pace would have brought by now.
    gap
        The actual beyond that; negative behind the pace.
    landing
        What the total comes to if the pace so far goes on; None before anything has elapsed.
    required
        What every remaining period has to bring; None where none remains.
    """

    expected: float
    gap: float
    landing: float | None
    required: float | None


def pace(actual: float, total: float, elapsed: float, periods: float) -> Pace:
    """Return the pace of a total of which `actual` stands after `elapsed` of `periods` periods.

    Raises
    ------
    BadElapsed
        If there are no periods, or more have elapsed than there are.

    Examples
    --------
    >>> pace(9500, 20000, 8, 20)
    Pace(expected=8000.0, gap=1500.0, landing=23750.0, required=875.0)
    """
    if not 0 <= elapsed <= periods or periods <= 0:
        raise BadElapsed(where="pace", elapsed=elapsed, periods=periods)
    expected = total * elapsed / periods
    return Pace(
        expected=expected,
        gap=actual - expected,
        landing=actual * periods / elapsed if elapsed else None,
        required=(total - actual) / (periods - elapsed) if elapsed < periods else None,
    )
