"""The review in at most eight sentences, to paste into a mail.

Knows a review and words. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl.book.amounts import amount
from kpi_xl.book.brief import Brief
from kpi_xl.book.review_months import named
from kpi_xl.labels import listed
from kpi_xl.labels import review as words
from kpi_xl.plan.review import Review
from kpi_xl.plan.track import Stretch, Track

MOST = 8
NAMED = 3
SMALL = 0.005
"""A difference below this share of the plan is not worth a sentence."""


@dataclass(frozen=True)
class Summary:
    """The sentences; thresholds are those of each plan's symbols."""

    brief: Brief
    review: Review
    fair: Sequence[tuple[float, float]]

    def sentences(self) -> list[str]:
        """Return them, what matters most first."""
        return [*self._all()][:MOST]

    def _all(self) -> Iterator[str]:
        track = self.review.track(self.review.kgi.name)
        yield self._result(track)
        if track.reached(self.review.months) is None:
            return
        yield from self._second()
        yield from self._landing(self.review.ahead(self.review.kgi.name, self.review.months.last))
        yield from self._causes()
        yield from self._remedies()
        yield from self._doubts(track)

    def _result(self, track: Track) -> str:
        months, kgi = self.review.months, self.review.kgi
        reached, planned = track.reached(months), track.planned(months)
        facts = {"period": self._period(months), "kgi": kgi.shown, "scenario": self.review.plans[0][0].name, "plan": self._money(planned)}
        facts["which"] = self._which()
        if reached is None:
            return self.brief.say(words.SAID_NOTHING, **facts)
        facts |= {"actual": self._money(reached), "gap": self._signed(reached - planned), "share": _share(track.achievement(months))}
        return self.brief.say(words.SAID_RESULT, **facts, symbol=track.status(months, *self.fair[0]))

    def _second(self) -> Iterator[str]:
        for (scenario, plans), fair in list(zip(self.review.plans, self.fair, strict=True))[1:2]:
            track, months = self.review.track(self.review.kgi.name, plans.shown), self.review.months
            facts = {"plan": self._money(track.planned(months)), "share": _share(track.achievement(months))}
            yield self.brief.say(words.SAID_SECOND, scenario=scenario.name, **facts, symbol=track.status(months, *fair))

    def _landing(self, track: Track) -> Iterator[str]:
        last, months = self.review.months.last, self.review.base.months
        linear, shape, required = track.linear(last), track.by_shape(last), track.required(last)
        if linear is None or shape is None or last + 1 >= len(months):
            return
        low, high = self._money(min(linear, shape)), self._money(max(linear, shape))
        said = words.SAID_LANDING_ONE if low == high else words.SAID_LANDING
        yield self.brief.say(said, linear=low, shape=high, last=months[-1], end=self._money(track.end))
        known = track.known(Stretch(0, last))
        if required is not None and track.over != "stock":
            mean, left = float(track.actual[known].mean()), len(months) - known[-1] - 1
            yield self.brief.say(words.SAID_REQUIRED, count=left, required=self._money(required), mean=self._money(mean))

    def _causes(self) -> Iterator[str]:
        effects = self.review.split.effects
        way = -1.0 if self.review.kgi.better == "lower" else 1.0
        least = SMALL * abs(self.review.track(self.review.kgi.name).planned(self.review.months))
        losses = [name for name in effects if effects[name] * way < -least][:NAMED]
        gains = [name for name in reversed(list(effects)) if effects[name] * way > least][:NAMED]
        for names, label in ((losses, words.SAID_LOSSES), (gains, words.SAID_GAINS)):
            if names:
                yield self.brief.say(label, causes=listed((self._cause(name, effects[name]) for name in names), self.brief.lang))

    def _remedies(self) -> Iterator[str]:
        period = self.review.base.period(self.review.kgi.name)
        found = [
            self.brief.say(words.REPAIRS, kpi=self.review.tree.kpis[each.lever].shown, effect=self._signed(period.amount(each.effect)))
            for each in self.review.remedies
        ]
        if found:
            yield self.brief.say(words.SAID_REMEDIES, levers=listed(found, self.brief.lang))

    def _doubts(self, track: Track) -> Iterator[str]:
        split = self.review.split
        if abs(split.rest) > SMALL * abs(track.planned(self.review.months)):
            yield self.brief.say(words.SAID_DIFFERENCE, difference=self._signed(split.rest))
        elif split.assumed:
            yield self.brief.say(words.SAID_ASSUMED, count=len(split.assumed))

    def _cause(self, name: str, effect: float) -> str:
        kpi = self.review.tree.kpis[name]
        said = words.CAUSE_OWNED if kpi.owner else words.CAUSE
        return self.brief.say(said, kpi=kpi.shown, effect=self._signed(effect), owner=kpi.owner)

    def _which(self) -> str:
        """Say which plan the months are compared with."""
        said = [self.brief.say(words.THE_PLAN_NUMBERED, number=number) for number in self.review.numbers]
        return listed(said, self.brief.lang) if said else self.brief.say(words.THE_PLAN)

    def _period(self, months: Stretch) -> str:
        return named(self.review.base.months[months.first : months.last + 1], self.brief.lang)

    def _money(self, value: float) -> str:
        kgi = self.review.kgi
        flow = self.review.base.period(kgi.name).over == "flow"
        return amount(value, kgi.unit.partition("/")[0] if flow else kgi.unit, self.brief.lang)

    def _signed(self, value: float) -> str:
        return ("+" if value >= 0.0 else "") + self._money(value)


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"
