"""A scenario: goals and guardrails that hold together, what they are for, and the tab their answer goes to.

Knows what was asked for. Does not know the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpi_xl.model.goal import Goal

Role = Literal["must_achieve", "stretch", "other"]
Asked = Literal["must_achieve", "stretch", "other", "guardrail"]
"""What a row of the goals table may be: a goal of one of the roles, or a guardrail, which belongs to other goals."""


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
        What it aims at, one or more, then its guardrails; the first is the headline.
    rows
        For each goal the sheet row of the goals table it stands in, or None for a usual goal nobody typed.
    """

    name: str
    role: Role
    goals: tuple[Goal, ...]
    rows: tuple[int | None, ...] = ()

    @property
    def aims(self) -> tuple[Goal, ...]:
        """The goals that are no guardrails."""
        return tuple(goal for goal in self.goals if not goal.guard)

    @property
    def guards(self) -> tuple[Goal, ...]:
        """What has to hold on the way to the aims."""
        return tuple(goal for goal in self.goals if goal.guard)
