"""The levers of a scenario in sentences: from what to what, how many times, and whether a bound or an agreement decides.

Knows levers and where their tab keeps their figures. Does not know where the sentences stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.effect_lines import times_effects
from kpi_xl.book.figures import TODAY, Figures
from kpi_xl.book.line import Line
from kpi_xl.book.spoken import Spoken, either, full, joined, quoted, ratio, sentence
from kpi_xl.book.tabs import Tab
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Lever

MOST_LEVERS = 30
"""So many levers are listed; of more, those that move most."""


@dataclass(frozen=True, slots=True)
class Side:
    """What is said of one of a lever's bounds."""

    key: str
    none: Label
    room: Label
    at: Label
    past: Label
    beyond: str


HIGH = Side("high", labels.rationale.NO_HIGH, labels.rationale.BELOW_HIGH, labels.rationale.AT_HIGH, labels.rationale.PAST_HIGH, ">")
LOW = Side("low", labels.rationale.NO_LOW, labels.rationale.ABOVE_LOW, labels.rationale.AT_LOW, labels.rationale.PAST_LOW, "<")


@dataclass(frozen=True, slots=True)
class LeverLines:
    """A scenario's levers, and the place of the scenario's numbers."""

    tab: Tab
    figures: Figures
    when: int

    def lines(self) -> Iterator[Line]:
        """Yield a line per lever, in the order of the tree; of very many, those that move most."""
        brief = self.tab.brief
        listed = self._listed()
        for name in listed:
            cell = self.tab.cell("target", name).replace("$", "")
            yield Line(brief.tree.kpis[name].shown, self._lever(brief.tree.levers[name]), link=cell)
        if len(listed) < len(brief.tree.levers):
            words = {"count": f"{len(brief.tree.levers):,}", "most": len(listed), "sheet": brief.sheet}
            yield Line("", brief.say(labels.rationale.LEVERS_LEFT_OUT, **words), "note")

    def _listed(self) -> list[str]:
        brief = self.tab.brief
        names = [name for name in brief.order if name in brief.tree.levers]
        most = sorted(names, key=self._size, reverse=True)[:MOST_LEVERS]
        return [name for name in names if name in set(most)] if len(names) > len(most) else names

    def _size(self, name: str) -> float:
        """Return how far a lever moves: how many times, else whether at all."""
        moved = self.tab.brief.solution.levers[name]
        if moved.ratio is not None and moved.ratio > 0.0:
            return abs(math.log(moved.ratio))
        return math.inf if moved.target != moved.baseline else 0.0

    def _lever(self, lever: Lever) -> Spoken:
        brief, moved = self.tab.brief, self.tab.brief.solution.levers[lever.name]
        base, target = self.tab.cell("baseline", lever.name), self.tab.own_cell(lever.name)
        acted_on = lever.name in brief.affected
        today, shown = (self.figures.full(lever.name, when) for when in (TODAY, self.when))
        then = full(target, moved.target, lever.unit, brief.lang) if acted_on else shown
        times = ratio(f"({target}/{base})", moved.ratio or 0.0, brief.lang)
        by_ratio = either(f"{base}=0", not lever.start, quoted(""), sentence(labels.rationale.BY_RATIO, brief.lang, ratio=times))
        moves = sentence(labels.rationale.MOVES_TO, brief.lang, today=today, target=then, ratio=by_ratio)
        bound = either(f"{target}>{base}", moved.target > lever.start, self._bound(lever, HIGH), self._bound(lever, LOW))
        stays = sentence(labels.rationale.STAYS, brief.lang, today=today)
        said = either(f"{target}={base}", moved.target == lever.start, stays, joined([moves, bound]))
        said = joined([said, quoted(brief.say(labels.rationale.AGREED))]) if lever.name in brief.solution.agreed else said
        return self._with_effects(lever, said, shown) if acted_on else said

    def _with_effects(self, lever: Lever, said: Spoken, shown: Spoken) -> Spoken:
        """Say what a lever becomes by itself, and what effects of others make of that."""
        lang = self.tab.brief.lang
        parts = {"factor": times_effects(self.tab, lever.name), "value": shown}
        return joined([sentence(labels.effects.BEFORE_EFFECTS, lang, said=said), sentence(labels.effects.AFTER_EFFECTS, lang, **parts)])

    def _bound(self, lever: Lever, side: Side) -> Spoken:
        lang, target = self.tab.brief.lang, self.tab.brief.solution.levers[lever.name].target
        value = lever.bounds[side is HIGH]
        bound, now = self.tab.cell(side.key, lever.name), self.tab.own_cell(lever.name)
        there = full(bound, value if math.isfinite(value) else 0.0, lever.unit, lang)
        room, at, past = (sentence(label, lang, bound=there) for label in (side.room, side.at, side.past))
        is_past = target > value if side is HIGH else target < value
        reached = either(f"{now}{side.beyond}{bound}", is_past, past, either(f"{now}={bound}", target == value, at, room))
        return either(f'{bound}=""', not math.isfinite(value), quoted(self.tab.brief.say(side.none)), reached)
