"""Which stated targets could be eased and the goal would still be met: each alone, several together, and the fewest that do.

Knows stated targets and one goal that they meet. Does not know words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.goal import Goal
from kpi_xl.model.kpi import Lever
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.question import Question, ask
from kpi_xl.solve.solution import Outcome
from kpi_xl.solve.walk import narrow

MOST = 60
"""So many stated targets are looked at one by one: of more, those that go farthest from today."""

FEW = 12
"""Up to so many targets are tried when the fewest that do are looked for."""


@dataclass(frozen=True, slots=True)
class Easing:
    """A stated target that asks for more than the goal needs.

    Attributes
    ----------
    needed
        What would do instead of `stated`, in the lever's unit, on its way from today.
    spare
        The share of that way which is given back, counted in ratios where both ends are positive: 1 where the lever may stay as today.
    """

    lever: str
    stated: float
    needed: float
    spare: float

    @property
    def relief(self) -> float:
        """How much the target comes down, as a logarithm of the ratio; infinite where there is none."""
        return abs(math.log(self.needed / self.stated)) if self.needed > 0.0 and self.stated > 0.0 else math.inf


@dataclass(frozen=True)
class Stated:
    """The stated targets of a tree, and a goal."""

    tree: KpiTree
    goal: Goal

    @cached_property
    def targets(self) -> dict[str, float]:
        """Every stated target that would move a lever which has a say in the goal."""
        levers = self.question.levers
        return {lever.name: lever.stated for lever in levers if lever.stated is not None and lever.stated != lever.start}

    @cached_property
    def question(self) -> Question:
        """The goal as a question about the levers that it depends on."""
        return ask(self.tree, (self.goal,))

    @cached_property
    def at_targets(self) -> Floats:
        """Those levers at their stated targets."""
        return np.array([self.targets.get(lever.name, lever.start) for lever in self.question.levers], dtype=float)

    @cached_property
    def places(self) -> list[int]:
        """Where the levers with stated targets stand in the question, the farthest ways first where there are too many."""
        places = np.flatnonzero(self.at_targets != self.question.start).tolist()
        ways = [_length(self.question.levers[place], float(self.at_targets[place])) for place in places]
        ranked = sorted(range(len(places)), key=lambda rank: -ways[rank])[:MOST]
        return [places[rank] for rank in sorted(ranked)]

    def alone(self) -> Iterator[Easing]:
        """Yield how far each target could be eased while all others stay as stated; one that could not is left out."""
        for place, margin in zip(self.places, self._margins(self.at_targets, self.question.start), strict=True):
            yield from self._eased(place, margin)

    def together(self) -> tuple[Easing, ...]:
        """Return how far the targets could be eased at once: the least effort between today and the stated targets that meets the goal."""
        solution = backsolve(_within(self.tree, self.targets), self.goal)
        if solution.outcome is not Outcome.REACHED:
            return ()
        needed = {name: lever.target for name, lever in solution.levers.items()}
        eased = (self._easing(self.tree.levers[name], needed[name]) for name in self.targets if needed[name] != self.targets[name])
        return tuple(eased)

    def enough(self) -> tuple[str, ...]:
        """Return the fewest targets found that meet the goal while everything else stays as today: each time the one that brings most."""
        chosen: list[int] = []
        values = self.question.start.copy()
        while len(chosen) < min(FEW, len(self.places)):
            rest = [place for place in self.places if place not in chosen]
            margins = self._margins(values, self.at_targets, rest)
            best = int(np.argmax(margins))
            chosen.append(rest[best])
            values[rest[best]] = self.at_targets[rest[best]]
            if margins[best] >= 0.0:
                return tuple(self.question.levers[place].name for place in sorted(chosen))
        return ()

    def against(self) -> tuple[str, ...]:
        """Return the levers whose stated targets lead away from the goal: leaving such a lever as it is brings more."""
        with_all = self.question.worst(self.question.run(self.at_targets))
        margins = self._margins(self.at_targets, self.question.start)
        worse = [place for place, margin in zip(self.places, margins, strict=True) if margin > with_all + 1e-12]
        return tuple(self.question.levers[place].name for place in worse)

    def _margins(self, base: Floats, other: Floats, places: Sequence[int] | None = None) -> list[float]:
        """Return the goal's margin with one lever after the other set to another value."""
        places = self.places if places is None else places
        if not places:
            return []
        values = np.repeat(base[:, None], len(places), axis=1)
        values[places, range(len(places))] = other[places]
        return [float(margin) for margin in self.question.worst_over(values)]

    def _eased(self, place: int, at_today: float) -> Iterator[Easing]:
        lever, stated = self.question.levers[place], float(self.at_targets[place])

        def margin(share: float) -> float:
            values = self.at_targets.copy()
            values[place] = on_way(lever, stated, share)
            return self.question.worst(self.question.run(values))

        there = margin(1.0)
        if there < 0.0:
            return
        share = 0.0 if at_today >= 0.0 else narrow(margin, 0.0, 1.0, max(at_today, -1e300), there)
        if share < 1.0:
            yield self._easing(lever, on_way(lever, stated, share))

    def _easing(self, lever: Lever, needed: float) -> Easing:
        stated = self.targets[lever.name]
        return Easing(lever.name, stated, needed, 1.0 - share_of(lever, stated, needed))


def on_way(lever: Lever, end: float, share: float) -> float:
    """Return where a lever stands on its way from today to an end: by ratios where both are positive."""
    if share in (0.0, 1.0):
        return end if share else lever.start
    if lever.start > 0.0 and end > 0.0:
        return float(lever.start * (end / lever.start) ** share)
    return lever.start + share * (end - lever.start)


def share_of(lever: Lever, end: float, value: float) -> float:
    """Return the share of that way at which a value lies."""
    if lever.start > 0.0 and end > 0.0 and value > 0.0:
        return math.log(value / lever.start) / math.log(end / lever.start)
    return (value - lever.start) / (end - lever.start)


def _length(lever: Lever, end: float) -> float:
    return abs(math.log(end / lever.start)) if lever.start > 0.0 and end > 0.0 else math.inf


def _within(tree: KpiTree, targets: Mapping[str, float]) -> KpiTree:
    """Return the tree in which every lever stays between today and its stated target; one without stays as it is."""

    def bounded(lever: Lever) -> Lever:
        ends = sorted((lever.start, targets.get(lever.name, lever.start)))
        return replace(lever, low=ends[0], high=ends[1])

    return replace(tree, levers={name: bounded(lever) for name, lever in tree.levers.items()})
