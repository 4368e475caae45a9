"""A scenario: goals that hold together, what they are for, and the tab their answer goes to.

Knows what was asked for. Does not know the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpi_xl.model.goal import Goal

Role = Literal["must_achieve", "stretch", "other"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Goals that are solved together.

    Attributes
    ----------
    name
        What people call it; the name of its tab.
    role
        Whether the team has to achieve it, may stretch to it, or neither.
    goals
        One or more; at least one is the KGI's in the usual case.
    rows
        For each goal the sheet row of the goals table it stands in, or None for a usual goal nobody typed.
    """

    name: str
    role: Role
    goals: tuple[Goal, ...]
    rows: tuple[int | None, ...] = ()
