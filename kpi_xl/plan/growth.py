"""Growth per year: the one rate that leads from a start to a goal.

Knows two values and a time. Does not know what grows.
"""

from __future__ import annotations

from kpi_xl.errors import NoGrowth


def growth(start: float, goal: float, years: float) -> float:
    """Return the yearly growth rate, (goal / start) ** (1 / years) - 1: 0.442 is 44.2% a year.

    Raises
    ------
    NoGrowth
        If start, goal or years is not above 0.

    Examples
    --------
    >>> round(growth(3e8, 9e8, 3), 4)
    0.4422
    """
    if not (start > 0.0 and goal > 0.0 and years > 0.0):
        raise NoGrowth(where="growth", start=start, goal=goal, years=years)
    return float((goal / start) ** (1.0 / years) - 1.0)
