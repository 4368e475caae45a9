"""A brief: what a scenario's tab is about, and where on the tab each thing stands.

Knows a reading, a scenario and its solution. Does not know how anything looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl.book.agreements import NO_AGREEMENTS, Agreements
from kpi_xl.book.formats import axis_format, number_format
from kpi_xl.book.identity import absolute
from kpi_xl.book.layout import EFFECTS, GOALS, KPIS
from kpi_xl.book.money import money_unit
from kpi_xl.book.page import PageCell, Scalar
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.insight.elasticity import elasticities
from kpi_xl.insight.reality import Check
from kpi_xl.labels import Label, Lang
from kpi_xl.model.effect import Effect
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.scenario import Scenario
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.solution import Solution

TOP = 5
"""How many levers the summary names."""

ANSWER = ("label", "unit", "baseline", "target", "gap", "ratio", "room", "status", "remark")
"""The nine columns of a scenario tab that hold the answer, in order."""

TYPED = ("agreed", "note")
"""The columns beside them that people fill in, and every run keeps."""

COLUMNS = (*ANSWER, *TYPED, "daring")
"""The visible columns; the last says how unreasonable a target is."""

HIDDEN = (
    *("name", "changed", "seen_baseline", "seen_formula"),
    *("seen_low", "seen_high", "seen_stated", "seen_effort", "seen_locked", "seen_better", "seen_order"),
    "seen_agreed",
    *("low", "high", "way", "achieved"),
    *("seen_cost", "seen_cost_per", "seen_cost_growth"),
    "cost",
)
"""The hidden columns after those: who the row is, whether its inputs changed, what they were, and what formulas need. The last one is what
the row's move costs; it is seen where some lever has a cost.
"""

PLACES = {key: place for place, key in enumerate((*COLUMNS, *HIDDEN), 1)}


@dataclass(frozen=True)
class Brief:
    """One scenario tab to be.

    Attributes
    ----------
    check
        The stated targets against the first goal; None where no target is stated.
    base
        The scenario that this one builds on, if any.
    held_back
        Whether the goals are out of reach only because no lever may fall back behind the base.
    history
        What KPIs were in past months without gaps, the oldest first; empty where no actuals are known.
    """

    reading: Reading
    scenario: Scenario
    solution: Solution
    check: Check | None
    base: str | None = None
    held_back: bool = False
    history: Mapping[str, Sequence[float]] = field(default_factory=dict)

    @property
    def typed(self) -> Agreements:
        """What people typed on the tab that stands there."""
        return self.reading.agreements.get(self.sheet, NO_AGREEMENTS)

    @property
    def lang(self) -> Lang:
        """The language the tab speaks."""
        return self.reading.lang

    @property
    def tree(self) -> KpiTree:
        """The tree that was solved."""
        return self.reading.tree

    @property
    def kgi(self) -> Kpi:
        """The KPI that everything is about."""
        return self.tree.kpis[self.tree.kgi]

    @property
    def sheet(self) -> str:
        """The tab's name."""
        return self.scenario.name

    def number_format(self, unit: str) -> str:
        """Return how numbers in a unit look on the tab, with money in the unit the workbook has chosen."""
        return number_format(unit, self.lang, self.reading.settings.display_unit)

    @property
    def money_format(self) -> str:
        """How costs look."""
        return self.number_format(money_unit(self.tree, self.lang))

    def axis_format(self, unit: str, size: float) -> str:
        """Return the same for the axis of a chart of values of this size."""
        return axis_format(unit, self.lang, size, self.reading.settings.display_unit)

    def say(self, label: Label, **words: object) -> str:
        """Return a label in the tab's language, its placeholders filled."""
        return (label.fill(**words) if words else label).say(self.lang)

    @cached_property
    def goal_kpis(self) -> tuple[Kpi, ...]:
        """The KPIs of the summary's first table: one per goal and guardrail, in their order, and the KGI where no goal is about it."""
        kpis = [self.tree.kpi(goal.kpi) for goal in self.scenario.goals]
        return tuple(kpis if self.tree.kgi in {kpi.name for kpi in kpis} else [*kpis, self.kgi])

    @cached_property
    def aimed_kpis(self) -> tuple[Kpi, ...]:
        """The same without what only a guardrail is about: nobody asks that to become anything."""
        guarded = {self.tree.kpi(goal.kpi).name for goal in self.scenario.guards}
        aimed = {self.tree.kpi(goal.kpi).name for goal in self.scenario.aims}
        return tuple(kpi for kpi in self.goal_kpis if kpi.name in aimed or kpi.name not in guarded)

    @cached_property
    def top(self) -> tuple[tuple[str, float], ...]:
        """The levers with the highest elasticity of the first goal's KPI, those without any left out."""
        found = elasticities(self.tree, self.scenario.goals[0].kpi)
        ranked = sorted(((name, size) for name, size in found.items() if size), key=lambda pair: -abs(pair[1]))
        return tuple(ranked[:TOP])

    @cached_property
    def order(self) -> dict[str, int]:
        """Every KPI in the order of the tree, with its place from 0."""
        return {name: place for place, name in enumerate(self.tree.depths)}

    @cached_property
    def affected(self) -> dict[str, int]:
        """Every KPI that others act on, in the order of the tree, with its place from 0."""
        names = {effect.affected for effect in self.tree.effects}
        return {name: place for place, name in enumerate(name for name in self.order if name in names)} if names else {}

    def acting_on(self, kpi: str) -> list[Effect]:
        """Return the effects on a KPI, in the order of their rows."""
        return [effect for effect in self.tree.effects if effect.affected == kpi]

    def effect_cell(self, effect: Effect, key: str) -> str | None:
        """Return the effects sheet's cell of a column in an effect's row, or None where the table has no such column."""
        columns, sheet = self.reading.columns[EFFECTS.name], self.reading.tables[EFFECTS.name].sheet
        return absolute(Address(sheet, self.reading.effects[effect], columns[key])) if key in columns else None

    def elasticity_cell(self, effect: Effect) -> str:
        """Return the cell in which an effect's elasticity was typed."""
        return str(self.effect_cell(effect, "elasticity"))

    @property
    def goals_header(self) -> int:
        """The row of the headers of the goals."""
        return 4

    @property
    def sentences_row(self) -> int:
        """The first row of the sentences under the goals."""
        return self.goals_header + len(self.goal_kpis) + 2

    def top_header(self, sentences: int) -> int:
        """The row of the headers of the levers that count most."""
        return self.sentences_row + sentences + 1

    def table_header(self, sentences: int) -> int:
        """The row of the headers of the table of every KPI."""
        return self.top_header(sentences) + len(self.top) + 2

    def source(self, kpi: str, key: str) -> str | None:
        """Return the tree sheet's cell in which a KPI's column stands, or None where the table has no such column."""
        columns = self.reading.columns[KPIS.name]
        home = self.tree.addresses[kpi]
        return absolute(Address(home.sheet, home.row, columns[key])) if key in columns else None

    def goal_cell(self, row: int, key: str) -> str | None:
        """Return the goals table's cell of a row and a column, or None where the table has no such column."""
        columns = self.reading.columns.get(GOALS.name, {})
        return absolute(Address(self.reading.tables[GOALS.name].sheet, row, columns[key])) if key in columns else None


def hidden(value: Scalar) -> PageCell:
    """Return a cell that formulas need and nobody sees."""
    return PageCell(value, style="hidden")


def column(key: str) -> int:
    """Return the sheet column of a key of `COLUMNS` or `HIDDEN`."""
    return PLACES[key]


def at(key: str, row: int) -> str:
    """Return the tab's own cell of a key in a row, such as D7."""
    return f"{column_letters(column(key))}{row}"
