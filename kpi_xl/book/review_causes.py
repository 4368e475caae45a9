"""The two short tables of the review: why the KGI is off its plan, and what repairs it best.

Knows their rows. Does not know where they stand. Their figures are of the period for which the review was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.amounts import amount
from kpi_xl.book.brief import Brief
from kpi_xl.book.page import PageCell
from kpi_xl.book.review_rows import unit_of, who
from kpi_xl.labels import Label
from kpi_xl.labels import review as words
from kpi_xl.plan.remedy import Remedy
from kpi_xl.plan.review import Review

MOST = 10
"""So many causes are named; the others are one row together."""

BAR, BLOCK = 12, "█"
"""How many blocks the greatest effect is long."""

Cells = dict[str, PageCell]


@dataclass(frozen=True)
class Causes:
    """Both tables; a row is cells by the column of the large table that they stand in."""

    brief: Brief
    review: Review

    def cause_heads(self) -> Cells:
        """Return the headers of the causes."""
        kgi = self.review.kgi.shown
        heads = {"label": labels.KPI_LABEL, "unit": labels.UNIT, "owner": labels.OWNER, "plan": words.PLAN, "actual": words.ACTUAL}
        heads |= {"gap": words.GAP, "achieved": words.EFFECT, "status": words.SHARE_BAR}
        return self._heads(heads, kgi=kgi, scenario=self.review.plans[0][0].name)

    def remedy_heads(self) -> Cells:
        """Return the headers of the remedies."""
        heads = {"label": labels.KPI_LABEL, "unit": labels.UNIT, "owner": labels.OWNER, "plan": words.NOW, "actual": words.A_PERCENT}
        return self._heads(heads | {"gap": words.ALONE, "achieved": words.ALONE_SAYS})

    def causes(self) -> Iterator[Cells]:
        """Yield each cause with its effect on the KGI, the greatest loss first, then what no KPI explains, then the whole gap."""
        split, kgi = self.review.split, self.review.kgi.shown
        if split.gap is None:
            return
        ranked = sorted(split.effects, key=lambda name: -abs(split.effects[name]))
        named = set(ranked[:MOST])
        size = max((abs(effect) for effect in (*split.effects.values(), split.rest)), default=0.0)
        for name in (name for name in split.effects if name in named):
            yield self._cause(name) | self._effect(split.effects[name], size)
        if len(ranked) > MOST:
            others = sum(split.effects[name] for name in ranked[MOST:])
            said = self.brief.say(words.OTHERS_SAY, count=len(ranked) - MOST)
            yield self._plain(words.OTHERS, said) | self._effect(others, size)
        if abs(split.rest) > 1e-9 * max(size, abs(split.gap)):
            yield self._plain(words.DIFFERENCE, self.brief.say(words.DIFFERENCE_SAYS, kgi=kgi)) | self._effect(split.rest, size)
        total = self._plain(words.TOTAL, "", kgi=kgi) | self._effect(split.gap, 0.0)
        yield {
            key: PageCell(cell.value, style="label_strong" if key == "label" else "computed_strong", format=cell.format)
            for key, cell in total.items()
        }

    def remedies(self) -> Iterator[Cells]:
        """Yield each lever that repairs best."""
        yield from (self._remedy(remedy) for remedy in self.review.remedies)

    def _cause(self, name: str) -> Cells:
        kpi, track = self.review.tree.kpis[name], self.review.track(name)
        number = self.brief.number_format(kpi.unit)
        figures = {
            "plan": track.planned(self.review.months),
            "actual": track.reached(self.review.months),
            "gap": track.gap(self.review.months),
        }
        cells = {key: PageCell(value, style="computed", format=number) for key, value in figures.items()}
        return {
            "label": who(self.review, kpi),
            "unit": PageCell(unit_of(self.review, kpi), style="label"),
            "owner": PageCell(kpi.owner, style="label"),
            **cells,
        }

    def _plain(self, label: Label, said: str, **facts: object) -> Cells:
        """Return a row that is no KPI's; what it says takes the place of the figures."""
        cells = {key: PageCell(style="remark") for key in ("owner", "plan", "actual", "gap")}
        return {"label": PageCell(self.brief.say(label, **facts), style="label"), **cells, "unit": PageCell(said, style="remark")}

    def _effect(self, effect: float, size: float) -> Cells:
        bar = BLOCK * round(abs(effect) / size * BAR) if size else ""
        number = self.brief.number_format(self.review.kgi.unit)
        return {
            "achieved": PageCell(effect, style="computed", format=number),
            "status": PageCell(bar or None, style="computed_text"),
            "trend": PageCell(style="computed_text"),
        }

    def _remedy(self, remedy: Remedy) -> Cells:
        tree, kgi, period = self.review.tree, self.review.kgi, self.review.base.period(self.review.tree.kgi)
        kpi, alone = tree.kpis[remedy.lever], remedy.alone
        number, money = self.brief.number_format(kpi.unit), self.brief.number_format(kgi.unit)
        own = self.review.base.period(kpi.name)
        best = amount(period.amount(alone.best), unit_of(self.review, kgi), self.brief.lang)
        wanted = own.amount(alone.value) if alone.value is not None else None
        there = alone.reached and (alone.value is None or alone.value == remedy.now)
        said = words.ALONE_THERE if there else words.ALONE_YES if alone.reached else words.ALONE_NO
        return {
            "label": who(self.review, kpi),
            "unit": PageCell(unit_of(self.review, kpi), style="label"),
            "owner": PageCell(kpi.owner, style="label"),
            "plan": PageCell(own.amount(remedy.now), style="computed", format=number),
            "actual": PageCell(period.amount(remedy.effect), style="computed", format=money),
            "gap": PageCell(None if there else wanted, style="computed", format=number),
            "achieved": PageCell(self.brief.say(said, kgi=kgi.shown, best=best), style="remark"),
        }

    def _heads(self, heads: dict[str, Label], **facts: object) -> Cells:
        return {key: PageCell(self.brief.say(label, **facts), style="header") for key, label in heads.items()}
