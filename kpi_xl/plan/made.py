"""A plan as it is kept: its number, up to which month it was fixed, and where each lever was to end.

Knows no tree. Does not know what the plan says of any month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.plan.month import Month


@dataclass(frozen=True, slots=True)
class Made:
    """One scenario's plan.

    Attributes
    ----------
    last
        The last month that was over when it was made; None for a plan that was made before the first.
    ends
        Lever name to where it ends, in its unit, the season left aside.
    """

    number: int
    last: Month | None = None
    ends: Mapping[str, float] = field(default_factory=dict)
