"""A solution: what every KPI must become, or how far it can be brought, and how sure we are.

Knows the answer. Does not know how it was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from kpi_xl.calc.tape import Floats
from kpi_xl.labels import Label
from kpi_xl.model.goal import Goal, Target

Proof = Literal["proven", "found"]
Binding = Literal["low", "high"] | None


class Outcome(StrEnum):
    """How a question ends."""

    REACHED = "reached"
    OUT_OF_REACH = "out_of_reach"
    ALREADY_MET = "already_met"
    NO_EFFECT = "no_effect"


OUTCOMES: dict[Outcome, Label] = {
    Outcome.REACHED: Label(ja="到達", en="Reached"),
    Outcome.OUT_OF_REACH: Label(ja="この条件では届かない", en="Out of reach"),
    Outcome.ALREADY_MET: Label(ja="すでに達成", en="Already met"),
    Outcome.NO_EFFECT: Label(ja="KGIに影響なし", en="No effect on the goal"),
}


@dataclass(frozen=True, slots=True)
class LeverTarget:
    """What becomes of one lever.

    `ratio` is target / baseline, None where the baseline is 0. `binding` names the bound it stopped at ("low" or "high"), None inside.
    """

    baseline: float
    target: float
    ratio: float | None
    binding: Binding


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A single change that would do: this lever's bound moved to this value, everything else as it is."""

    lever: str
    bound: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hard goals that cannot hold together, though any of them left out would let the others hold.

    `goals` are their places among the solution's goals. Proven: no values inside the bounds meet all of them; found: the search met none.
    """

    goals: tuple[int, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class Reach:
    """The best value of the goal's KPI inside the bounds, and whether that is proven. None where no lever has a say."""

    value: float | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Answer:
    """Lever values, whether they meet the goals, and what the strategy can say about itself (fields as in `Solution`)."""

    values: Floats
    meets: bool
    residual: float | None = None
    optimum: Proof | None = None
    share: float | None = None
    first_crossing: Proof | None = None
    resolution: float | None = None
    left_out: tuple[str, ...] = ()
    conflict: Conflict | None = None
    is_practical: bool = False


@dataclass(frozen=True)
class Solution:
    """The answer to a question.

    Attributes
    ----------
    goals, targets
        What was asked for, and what each goal comes to in its KPI's unit.
    strategy
        How the effort was shared out.
    values
        Every KPI, constants included, after the moves. For `out_of_reach` this is the best scenario found.
    levers
        What becomes of every lever of the tree; one that does not move keeps its baseline.
    binding
        The levers that stopped at a bound, in the order of the table.
    reach
        The best value of the first goal's KPI inside the bounds.
    relaxations
        Where the goal is out of reach: each single bound that, moved, would bring it in reach.
    together
        Where no single bound would: several that, moved together, would; each of them is needed.
    conflict
        Where several goals are out of reach together: the fewest of them that contradict each other.
    margins
        For each goal how far beyond its target it ends, as a share of the goal's scale: at most 1e-9, except at a jump; negative where it
        is missed.
    prices
        Where the goal is out of reach: for each lever at a bound that holds the goal back, by how much the first goal's KPI would change
        per unit by which that bound moves up.
    residual
        Imbalance at the end (KKT residual over the largest term); None where the strategy does not balance anything.
    share
        How far along its path the goal was met, for the strategies that walk one; None for the others.
    resolution
        The widest step in t with which the path was looked at before the first crossing; None for the others.
    optimum, first_crossing
        Whether that the effort is least, or the crossing the first one, is proven or found; None where it says nothing.
    left_out
        Levers that the strategy could not move: they have no positive baseline, no stated target or no room.
    agreed
        Levers that were settled before anything was solved.
    releases
        Where the goals are missed only because of agreed values: each of these, released, would bring them in reach; or the several
        that would do together.
    costs
        What the plan costs, for each lever whose cost is known; in the money that the costs were typed in.
    budget
        What might be spent, where that was asked.
    enough
        Where the goals are out of reach for the budget: what the cheapest plan found for them costs; None where none was found.
    is_practical
        Whether targets were rounded to numbers that people work with.
    """

    goals: tuple[Goal, ...]
    targets: tuple[Target, ...]
    strategy: str
    outcome: Outcome
    values: Mapping[str, float]
    levers: Mapping[str, LeverTarget]
    reach: Reach
    relaxations: tuple[Relaxation, ...] = ()
    margins: tuple[float, ...] = ()
    prices: Mapping[str, float] = field(default_factory=dict)
    residual: float | None = None
    share: float | None = None
    resolution: float | None = None
    optimum: Proof | None = None
    first_crossing: Proof | None = None
    left_out: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    releases: tuple[tuple[str, ...], ...] = ()
    is_practical: bool = False
    together: tuple[Relaxation, ...] = ()
    conflict: Conflict | None = None
    costs: Mapping[str, float] = field(default_factory=dict)
    budget: float | None = None
    enough: float | None = None

    @property
    def cost(self) -> float | None:
        """What the plan costs in all, from today; None where no lever has a cost."""
        return sum(self.costs.values()) if self.costs else None

    @property
    def scan(self) -> float | None:
        """The same as `resolution`: how closely the path was looked at."""
        return self.resolution

    @property
    def binding(self) -> tuple[str, ...]:
        """The levers that stopped at a bound."""
        return tuple(name for name, lever in self.levers.items() if lever.binding)

    @property
    def moved(self) -> dict[str, LeverTarget]:
        """The levers that have to move."""
        return {name: lever for name, lever in self.levers.items() if lever.target != lever.baseline}
