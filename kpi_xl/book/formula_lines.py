"""Computed KPIs in sentences: the formula in words, then with today's numbers and every scenario's put in.

Knows formulas in words and the numbers that go into them. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.arithmetic import Said
from kpi_xl.book.brief import Brief
from kpi_xl.book.effect_lines import times_effects
from kpi_xl.book.figures import Figures
from kpi_xl.book.line import Line
from kpi_xl.book.spoken import Spoken, sentence
from kpi_xl.book.tabs import Tab
from kpi_xl.book.wording import Wording
from kpi_xl.labels import listed

MOST_FORMULAS = 40
"""So many computed KPIs are explained; of more, those nearest the top of the tree."""

MOST_INPUTS = 8
"""So many KPIs are named where a formula is too long to show."""


@dataclass(frozen=True, slots=True)
class FormulaLines:
    """The computed KPIs of the tree, and the numbers of all scenarios."""

    tabs: Sequence[Tab]
    figures: Figures

    def lines(self) -> Iterator[Line]:
        """Yield, for every computed KPI in the order of the tree, its formula and a line for today and for each scenario."""
        brief = self._brief
        computed = [name for name in brief.order if brief.tree.kpis[name].is_formula]
        nearest = set(sorted(computed, key=lambda name: brief.tree.depths[name])[:MOST_FORMULAS])
        wording = Wording(brief.tree, brief.lang)
        for name in computed:
            if name in nearest:
                yield from self._formula(name, wording.of(name))
        if len(nearest) < len(computed):
            home = brief.tree.addresses[brief.tree.kgi].sheet
            words = {"count": f"{len(computed):,}", "most": len(nearest), "sheet": home}
            yield Line("", brief.say(labels.rationale.FORMULAS_LEFT_OUT, **words), "note")

    @property
    def _brief(self) -> Brief:
        return self.tabs[0].brief

    def _formula(self, name: str, said: Said | None) -> Iterator[Line]:
        brief, kpi = self._brief, self._brief.tree.kpis[name]
        home = str(brief.tree.addresses[name])
        if said is None:
            words = brief.say(labels.rationale.TOO_LONG, result=kpi.shown, cell=home, kpis=self._inputs(name))
        else:
            words = brief.say(labels.rationale.EQUATION, result=kpi.shown, words=said.words)
        yield Line(kpi.shown, words, "formula", home)
        for when, head in enumerate((brief.say(labels.scenario.TODAY), *(tab.brief.sheet for tab in self.tabs))):
            yield Line(head, self._worked_out(name, said, when), "number")

    def _worked_out(self, name: str, said: Said | None, when: int) -> Spoken:
        result = self.figures.result(name, when)
        if said is None:
            return result
        words = self.figures.put_into(said, when)
        if when and name in self._brief.affected:
            effects = times_effects(self.tabs[when - 1], name)
            words = sentence(labels.effects.TIMES_EFFECT, self._brief.lang, words=words, factor=effects)
        return sentence(labels.rationale.WORKED_OUT, self._brief.lang, words=words, result=result)

    def _inputs(self, name: str) -> str:
        """Name the KPIs a formula uses, the first of many."""
        tree = self._brief.tree
        shown = [tree.kpis[child].shown for child in tree.children[name]]
        more = [labels.rationale.ITEMS.fill(count=len(shown)).say(self._brief.lang)] if len(shown) > MOST_INPUTS else []
        return listed([*shown[:MOST_INPUTS], *more], self._brief.lang)
