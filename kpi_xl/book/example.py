"""What somebody would type into our three input sheets: KPIs, goals and a remark, as plain data in both languages.

Knows rows and words. Does not know sheets, cells, nor which trees there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_xl.book.identity import rewritten
from kpi_xl.labels import Label, Lang
from kpi_xl.model.goal import Kind
from kpi_xl.model.kpi import Better
from kpi_xl.model.scenario import Asked

NOTHING = Label("", "")


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A row of the KPI table as somebody would type it; a formula is written with the English names, a parent as an English name."""

    name: Label
    label: Label
    baseline: float | str
    unit: Label
    better: Better = "higher"
    low: float | None = None
    high: float | None = None
    stated: float | None = None
    parent: str = ""
    locked: bool = False
    industry: float | None = None
    note: Label = NOTHING


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A row of the goals table; the KPI is an English name."""

    active: bool
    role: Asked
    scenario: Label
    kpi: str
    kind: Kind
    amount: float
    why: Label
    future: Label


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A row of the effects table; both KPIs are English names."""

    active: bool
    cause: str
    affected: str
    elasticity: float
    why: Label


@dataclass(frozen=True, slots=True)
class Example:
    """A workbook somebody could have typed: its KPIs, the first of them the KGI, its goals, what to know before reading
    on, and cross effects, without which it has no sheet for them."""

    title: Label
    kpis: tuple[KpiRow, ...]
    goals: tuple[GoalRow, ...]
    remark: Label = NOTHING
    effects: tuple[EffectRow, ...] = ()

    @property
    def kgi(self) -> Label:
        """The name of the KPI everything leads to."""
        return self.kpis[0].name

    def names(self, lang: Lang) -> Mapping[str, str]:
        """Return the English names and what they are in a language."""
        return {row.name.en: row.name.say(lang) for row in self.kpis}

    def baseline(self, row: KpiRow, lang: Lang) -> float | str:
        """Return a row's number, or its formula in the names of a language."""
        return rewritten(row.baseline, self.names(lang)) if isinstance(row.baseline, str) else row.baseline

    def depth(self, row: KpiRow) -> int:
        """Return how many KPIs stand above a row."""
        return 0 if not row.parent else 1 + self.depth(next(each for each in self.kpis if each.name.en == row.parent))
