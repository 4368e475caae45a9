"""The two tables of the page on sensitivity: the effect of each lever, and the ranking by effect per effort.

Knows the columns and what stands in a row. Does not know where the tables begin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.amounts import amount, change, times
from kpi_xl.book.brief import Brief
from kpi_xl.book.formats import AUTOMATIC, number_format
from kpi_xl.book.layout import EFFORTS
from kpi_xl.book.page import PageCell
from kpi_xl.book.sensitivity_figures import Figures, bounds, step, way
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.insight.sensitivity import Pull
from kpi_xl.labels import Label
from kpi_xl.labels import sensitivity as words
from kpi_xl.model.kpi import Kpi, Lever, is_rate
from kpi_xl.model.units import CURRENCIES, what

LABEL, UNIT, TODAY, STEP, FIRST = 1, 2, 3, 4, 5
RANK, PER_EFFORT, NEEDED, SAYS = 5, 6, 7, 8
"""Columns of the ranking, after those that both tables have."""

HEADS = 2
"""Rows of headers over each table."""

SMALL_RATE, SMALL = "0.0###%", "[>=100]#,##0;[<0]-#,##0.0###;0.0###"
ELASTICITY = "0.00"
A_PERCENT = 0.01
WIDE = 1e9
"""Money below it is written out, so that the effects in a column compare at a glance; from here on a column is too narrow."""

Cells = dict[int, PageCell]


@dataclass(frozen=True)
class Tables:
    """The rows of both tables."""

    figures: Figures

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.figures.brief

    @property
    def last(self) -> int:
        """The last column of the page."""
        return FIRST + 2 * len(self.figures.views) + 3

    @cached_property
    def effect_format(self) -> str:
        """How an effect on the KGI looks: it may be small, and then its digits matter."""
        unit = self.figures.kgi.unit
        if is_rate(unit):
            return SMALL_RATE
        if what(unit) not in CURRENCIES:
            return SMALL
        chosen = self.brief.reading.settings.display_unit
        every = (
            abs(view.slopes[pull.lever] * step(self.brief.tree.levers[pull.lever]))
            for view in self.figures.views
            for pull in self.figures.pulls
        )
        fits = chosen == AUTOMATIC and max((size for size in every if math.isfinite(size)), default=0.0) < WIDE
        return number_format(unit, self.brief.lang, "one") if fits else self.brief.number_format(unit)

    @property
    def pair_names(self) -> list[str]:
        """What stands over each two columns of the effects."""
        kgi = self.figures.kgi.shown
        after = [self.brief.say(label, kgi=kgi) for label in (words.KGI_WHEN_SWUNG, words.KGI_AT_BOUNDS)]
        return [*(view.name for view in self.figures.views), *after]

    def effect_headers(self, row: int) -> tuple[dict[tuple[int, int], PageCell], list[str]]:
        """Return the headers over the effects, and the cells they merge."""
        sides = [(words.EFFECT_OF_STEP, labels.scenario.ELASTICITY) for _ in self.figures.views]
        sides += [(words.TENTH_LOWER, words.TENTH_HIGHER), (labels.LOW, labels.HIGH)]
        heads = {LABEL: labels.KPI_LABEL, UNIT: labels.UNIT, TODAY: labels.scenario.TODAY, STEP: words.STEP}
        cells, merges = self._headers(row, heads)
        for place, (name, pair) in enumerate(zip(self.pair_names, sides, strict=True)):
            first = FIRST + 2 * place
            cells[row, first] = PageCell(name, style="header")
            cells |= {(row + 1, first + side): PageCell(self.brief.say(label), style="header") for side, label in enumerate(pair)}
            merges.append(f"{column_letters(first)}{row}:{column_letters(first + 1)}{row}")
        return cells, merges

    def ranking_headers(self, row: int) -> tuple[dict[tuple[int, int], PageCell], list[str]]:
        """Return the headers over the ranking, and the cells they merge."""
        heads = {LABEL: labels.KPI_LABEL, UNIT: labels.UNIT, TODAY: labels.scenario.TODAY, STEP: labels.EFFORT}
        heads |= {PER_EFFORT: words.PER_EFFORT, RANK: words.RANK, NEEDED: words.ALONE, SAYS: words.ALONE_SAYS}
        cells, merges = self._headers(row, heads)
        merges[-1] = f"{column_letters(SAYS)}{row}:{column_letters(self.last)}{row + 1}"
        return cells, merges

    def effects(self) -> Iterator[Cells]:
        """Yield the cells of each lever, the strongest swing first."""
        number = self.brief.number_format(self.figures.kgi.unit)
        for pull in self.figures.pulls:
            lever = self.brief.tree.levers[pull.lever]
            cells, sign = self._who(pull), way(lever)
            said = change(step(lever), lever.unit, self.brief.lang)
            cells[STEP] = PageCell(self.brief.say(words.STEP_UP if sign > 0 else words.STEP_DOWN, step=said), style="remark")
            for place, view in enumerate(self.figures.views):
                slope, first = view.slopes[pull.lever] * step(lever) * sign, FIRST + 2 * place
                cells[first] = PageCell(_finite(slope), style="computed", format=self.effect_format)
                cells[first + 1] = PageCell(_finite(view.elasticities[pull.lever]), style="computed", format=ELASTICITY)
            for column, value in enumerate((pull.minus, pull.plus, *bounds(lever, pull)), self.last - 3):
                missing = PageCell(self.brief.say(words.NOT_TYPED), style="remark")
                cells[column] = missing if value is None else PageCell(_finite(value), style="computed", format=number)
            yield cells

    def ranking(self) -> Iterator[Cells]:
        """Yield the cells of each lever, the greatest effect per effort first."""
        ranked = [float(f"{pull.per_effort:.9g}") for pull in self.figures.by_effort]
        for pull, effect in zip(self.figures.by_effort, ranked, strict=True):
            lever = self.brief.tree.levers[pull.lever]
            cells = self._who(pull)
            effort = EFFORTS.get(f"{lever.effort:g}")
            cells[STEP] = PageCell(self.brief.say(effort) if effort else lever.effort, style="computed_text")
            cells[PER_EFFORT] = PageCell(_finite(pull.per_effort * A_PERCENT), style="computed", format=self.effect_format)
            cells[RANK] = PageCell(1.0 + ranked.index(effect), style="computed", format="0")
            cells[NEEDED] = PageCell(self._needed(pull), style="computed", format=self.brief.number_format(lever.unit))
            cells[SAYS] = PageCell(self._says(pull, lever), style="remark")
            cells |= {column: PageCell(style="remark") for column in range(SAYS + 1, self.last + 1)}
            yield cells

    def who(self, kpi: Kpi, strong: bool = False) -> Cells:
        """Return the cells every row begins with: what it is, and today's value as a link to the tree."""
        home, label = self.brief.tree.addresses[kpi.name], "label_strong" if strong else "label"
        there = f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
        number, look = self.brief.number_format(kpi.unit), "computed_strong" if strong else "computed"
        return {
            LABEL: PageCell(kpi.shown, style=label, link=there),
            UNIT: PageCell(kpi.unit, style=label),
            TODAY: PageCell(formula=f"={self.brief.source(kpi.name, 'baseline')}", style=look, format=number),
        }

    def _who(self, pull: Pull) -> Cells:
        return self.who(self.brief.tree.kpis[pull.lever])

    def _headers(self, row: int, heads: dict[int, Label]) -> tuple[dict[tuple[int, int], PageCell], list[str]]:
        cells = {(at, column): PageCell(style="header") for at in (row, row + 1) for column in range(1, self.last + 1)}
        sheet = self.figures.must.sheet
        cells |= {(row, column): PageCell(self.brief.say(head, scenario=sheet), style="header") for column, head in heads.items()}
        return cells, [f"{column_letters(column)}{row}:{column_letters(column)}{row + 1}" for column in heads]

    def _needed(self, pull: Pull) -> float | None:
        alone = self.figures.alone.get(pull.lever)
        return alone.value if alone else None

    def _says(self, pull: Pull, lever: Lever) -> str | None:
        """Return whether a lever could meet the goal alone, and why not."""
        alone, goal, tree = self.figures.alone.get(pull.lever), self.figures.goal, self.brief.tree
        if alone is None:
            return None
        kpi = tree.kpi(goal.kpi)
        today = tree.baseline[kpi.name]
        target = goal.target(kpi, today).value
        said = {name: amount(value, kpi.unit, self.brief.lang) for name, value in (("best", alone.best), ("target", target))}
        if alone.reached:
            ratio = alone.value / lever.start if alone.value is not None and lever.start > 0.0 else None
            found = words.ALONE_MET if alone.value in (None, lever.start) else words.ALONE_RATIO if ratio else words.ALONE_YES
            return self.brief.say(found, ratio=times(ratio or 0.0, self.brief.lang))
        if alone.held_back:
            return self.brief.say(words.ALONE_GUARDED, kpi=kpi.shown, **said)
        if alone.best != today:
            return self.brief.say(words.ALONE_SHORT, kpi=kpi.shown, **said)
        acts = self.figures.goal_slopes[pull.lever]
        return self.brief.say(words.ALONE_AT_BOUND if acts else words.ALONE_NO_EFFECT, kpi=kpi.shown)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
