"""A goal in sentences: from what to what, how the target came about, by when, why, what future it brings, and whether it is met.

Knows goals and where the tabs and the goals table keep them. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.figures import TODAY, Figures
from kpi_xl.book.input_pages import DATE
from kpi_xl.book.layout import GOALS
from kpi_xl.book.line import Line
from kpi_xl.book.spoken import Spoken, either, factor, full, joined, quoted, ratio, sentence, share
from kpi_xl.book.tabs import Tab
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.calc.number_format import formatted
from kpi_xl.labels import Label
from kpi_xl.model.goal import BASELINE, Goal, Kind, Target
from kpi_xl.model.kpi import Kpi

HOW: dict[Kind, Label] = {
    "times": labels.rationale.TIMES_TODAY,
    "percent": labels.rationale.TIMES_LAST_YEAR,
    "times_industry": labels.rationale.TIMES_INDUSTRY,
    "value": labels.rationale.AS_TYPED,
}
REFERENCES: dict[Kind, str] = {"percent": "last_year", "times_industry": "industry"}
"""The column of the KPI table that a goal is a multiple of, where it is not today's value."""

PROSE = (("due", labels.DUE), ("why", labels.WHY), ("future", labels.FUTURE))


@dataclass(frozen=True, slots=True)
class GoalLines:
    """One goal of a scenario: its place among the scenario's goals, and the place of the scenario's numbers."""

    tab: Tab
    place: int
    figures: Figures
    when: int

    def lines(self) -> Iterator[Line]:
        """Yield a line per fact."""
        say = self.tab.brief.say
        yield Line(
            say(labels.ROLE_GUARDRAIL if self._goal.guard else labels.scenario.GOAL),
            self._aim(),
            link=self.tab.goal_at("label", self.place),
        )
        yield Line(say(labels.rationale.HOW_SET), self._how())
        yield from self._prose()
        yield Line(say(labels.scenario.OUTCOME), self._outcome())

    @property
    def _goal(self) -> Goal:
        return self.tab.brief.solution.goals[self.place]

    @property
    def _asked(self) -> Target:
        return self.tab.brief.solution.targets[self.place]

    @property
    def _row(self) -> int | None:
        return self.tab.brief.scenario.rows[self.place]

    @property
    def _kpi(self) -> Kpi:
        return self.tab.brief.tree.kpi(self._goal.kpi)

    @property
    def _target(self) -> Spoken:
        return self._amount(self.tab.goal_at("target", self.place), self._asked.value)

    def _amount(self, cell: str, value: float) -> Spoken:
        return full(cell, value, self._kpi.unit, self.tab.brief.lang)

    def _aim(self) -> Spoken:
        kpi, brief = self._kpi, self.tab.brief
        target, base = self.tab.goal_at("target", self.place), self.tab.cell("baseline", kpi.name)
        today = brief.tree.baseline[kpi.name]
        times = ratio(f"({target}/{base})", self._asked.value / today if today else 0.0, brief.lang)
        by_ratio = sentence(labels.rationale.BY_RATIO, brief.lang, ratio=times)
        return sentence(
            labels.rationale.AIM,
            brief.lang,
            kpi=quoted(kpi.shown),
            today=self.figures.full(kpi.name, TODAY),
            target=self._target,
            ratio=either(f"{base}=0", today == 0.0, quoted(""), by_ratio),
        )

    def _how(self) -> Spoken:
        """Say the target as the multiple of its reference; a blank last year is told apart live, as the tab does."""
        kind, name, brief = self._goal.kind, self._kpi.name, self.tab.brief
        column = REFERENCES.get(kind)
        cell = brief.source(name, column) if column else None
        today = self._equation(labels.rationale.NO_LAST_YEAR if kind == "percent" else HOW[kind], self.figures.full(name, TODAY))
        if cell is None:
            return today
        named = self._equation(HOW[kind], self._amount(cell, self._asked.reference or 0.0))
        return either(f'{cell}=""', self._asked.basis is BASELINE, today, named) if kind == "percent" else named

    def _equation(self, label: Label, reference: Spoken) -> Spoken:
        return sentence(label, self.tab.brief.lang, reference=reference, factor=self._factor(), target=self._target)

    def _factor(self) -> Spoken:
        """Say by what the reference is multiplied, from the goals table, or as the usual goals have it."""
        goal, brief = self._goal, self.tab.brief
        amount = goal.percent / 100.0 if goal.percent is not None else float(getattr(goal, goal.kind))
        cell = (self._row is not None and brief.goal_cell(self._row, "amount")) or f"{amount:g}"
        if goal.kind == "percent":
            return share(cell, amount)
        return sentence(labels.rationale.TIMES, brief.lang, number=factor(cell, amount))

    def _prose(self) -> Iterator[Line]:
        """Yield what people wrote about the goal, live; what is blank is left out."""
        brief = self.tab.brief
        for key, label in PROSE:
            cell = brief.goal_cell(self._row, key) if self._row is not None else None
            words = self._written(key) if cell else ""
            if cell and words:
                dated = f"TEXT({cell},{quoted(DATE.say(brief.lang)).formula})"
                said = f'IF(ISNUMBER({cell}),{dated},{cell}&"")' if key == "due" else f'{cell}&""'
                yield Line(brief.say(label), Spoken(said, words))

    def _written(self, key: str) -> str:
        """Return what a cell of the goal's row shows."""
        brief, reading = self.tab.brief, self.tab.brief.reading
        cell = Address(reading.tables[GOALS.name].sheet, self._row or 0, reading.columns[GOALS.name][key])
        content = brief.tree.cells.contents.get(cell)
        value = content.cached if isinstance(content, Formula) else content
        if value is None or value == "":
            return ""
        return str(formatted(value, DATE.say(brief.lang))) if key == "due" and not isinstance(value, str) else str(value)

    def _outcome(self) -> Spoken:
        kpi, brief = self._kpi, self.tab.brief
        meets, misses = (quoted(brief.say(label)) for label in (labels.rationale.MEETS, labels.rationale.MISSES))
        met = brief.solution.margins[self.place] >= 0.0 if brief.solution.margins else False
        verdict = either(f'{self.tab.goal_at("status", self.place)}="◎"', met, meets, misses)
        parts = {"kpi": quoted(kpi.shown), "plan": self.figures.full(kpi.name, self.when), "verdict": verdict}
        return joined([sentence(labels.rationale.PLANNED, brief.lang, **parts)])
