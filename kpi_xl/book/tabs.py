"""What other pages know of the scenarios' tabs: where each figure stands on them, and whether all of them are up to date.

Knows briefs and their pages. Does not know how any page looks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief, column
from kpi_xl.book.effect_block import BELOW
from kpi_xl.book.freshness import FLAG
from kpi_xl.book.page import Page
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree

COLOURS = ("tab_must_achieve", "tab_stretch", "tab_input", "tab_other", "header")
"""Fills that tell scenarios apart in a chart."""

SPARE, A_LEVEL, BOLD = 1.05, 1.8, 1.1
LABEL_WIDTH, UNIT_WIDTH = (36.0, 62.0), (16.0, 30.0)


@dataclass(frozen=True)
class Asked:
    """A KPI that some scenario has a goal for, or a guardrail."""

    kpi: Kpi
    guard: bool = False

    def shown(self, brief: Brief) -> str:
        """Return what it is called: a guardrail is told from a goal."""
        return brief.say(labels.scenario.GUARDRAIL, kpi=self.kpi.shown) if self.guard else self.kpi.shown


@dataclass(frozen=True)
class Tab:
    """A scenario's brief, and the page that was made of it."""

    brief: Brief
    page: Page

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of every KPI, which the page's own names point at."""
        return {name.name: int(name.refers_to.rpartition("$")[2]) for name in self.page.names if name.name in self.brief.tree.kpis}

    @cached_property
    def goals(self) -> dict[str, int]:
        """The row of every KPI that a goal is about: of a goal and a guardrail on the same one, the goal's."""
        found: dict[str, int] = {}
        for goal, row in zip(self.brief.scenario.goals, self.goal_rows, strict=True):
            found.setdefault(self.brief.tree.kpi(goal.kpi).name, row)
        return found

    @cached_property
    def guards(self) -> dict[str, int]:
        """The row of every KPI that a guardrail is about."""
        goals = zip(self.brief.scenario.goals, self.goal_rows, strict=True)
        return {self.brief.tree.kpi(goal.kpi).name: row for goal, row in goals if goal.guard}

    @property
    def goal_rows(self) -> range:
        """The row of each goal and guardrail, in the scenario's order."""
        first = self.brief.goals_header + 1
        return range(first, first + len(self.brief.scenario.goals))

    def cell(self, key: str, kpi: str) -> str:
        """Return the cell of a column in a KPI's row, as other sheets refer to it."""
        return self._at(key, self.rows[kpi])

    def own_cell(self, kpi: str) -> str:
        """Return the cell of what a KPI becomes by itself, before effects of others come on top."""
        return self._at("target", self._block_row(kpi)) if kpi in self.brief.affected else self.cell("target", kpi)

    def effect_cell(self, kpi: str) -> str:
        """Return the cell of the factor that others put on a KPI."""
        return self._at("ratio", self._block_row(kpi))

    def goal_cell(self, key: str, kpi: str) -> str | None:
        """Return the same in the row of the KPI's goal, or None where the scenario has none."""
        return self._at(key, self.goals[kpi]) if kpi in self.goals else None

    def asked_cell(self, key: str, asked: Asked) -> str | None:
        """Return the same in the row of the KPI's goal, or in that of its guardrail; None where the scenario has none."""
        row = self.guards.get(asked.kpi.name) if asked.guard else self.goals.get(asked.kpi.name)
        is_guard = row is not None and row == self.guards.get(asked.kpi.name)
        return self._at(key, row) if row is not None and is_guard is asked.guard else None

    def goal_at(self, key: str, place: int) -> str:
        """Return the same in the row of the scenario's goal at a place."""
        return self._at(key, self.goal_rows[place])

    def area(self, key: str) -> str:
        """Return a column's cells of all KPIs, as other sheets refer to them."""
        return f"{self._at(key, min(self.rows.values()))}:{self._at(key, max(self.rows.values())).rpartition('!')[2]}"

    def _block_row(self, kpi: str) -> int:
        return max(self.rows.values()) + len(self.brief.typed.leftovers) + BELOW + 1 + self.brief.affected[kpi]

    @property
    def flag(self) -> str:
        """The cell that says whether the tab is up to date."""
        return f"{quoted_sheet(self.brief.sheet)}!{FLAG}"

    def _at(self, key: str, row: int) -> str:
        return f"{quoted_sheet(self.brief.sheet)}!${column_letters(column(key))}${row}"


def freshness_formula(tabs: Sequence[Tab]) -> str:
    """Return the live formula that says whether every tab is up to date."""
    fresh, stale = (tabs[0].brief.say(label) for label in (labels.scenario.FRESH, labels.scenario.STALE))
    tests = ",".join(f'{tab.flag}="{fresh}"' for tab in tabs)
    return f'=IF(AND({tests}),"{fresh}","{stale}")'


def every_asked(tabs: Iterable[Tab]) -> list[Asked]:
    """Return the KGI, then every other KPI that a goal of some scenario is about, then those that a guardrail is about, each once."""
    tabs = list(tabs)
    tree = tabs[0].brief.tree
    asked = [Asked(tree.kpi(goal.kpi), goal.guard) for tab in tabs for goal in tab.brief.scenario.goals]
    found = {(each.kpi.name, each.guard): each for each in (Asked(tree.kpis[tree.kgi]), *asked)}
    return sorted(found.values(), key=lambda each: each.guard)


def colours(tabs: Sequence[Tab]) -> list[str]:
    """Return a style key per scenario whose fill is its colour: the one its tab wears, while that is free."""
    found: list[str] = []
    for tab in tabs:
        free = [colour for colour in (tab.page.tab, *COLOURS[2:], *COLOURS) if colour not in found]
        found.append(free[0] if free else COLOURS[len(found) % len(COLOURS)])
    return found


def width_of(words: str) -> float:
    """Return how many of Excel's characters a text needs; a letter of full width needs two."""
    if words.isascii():
        return len(words) * SPARE
    return sum(2.1 if unicodedata.east_asian_width(letter) in "WFA" else 1.0 for letter in words) * SPARE


def widths_of(tree: KpiTree) -> tuple[float, float]:
    """Return the widths of the columns that show every KPI's label, indented, and its unit, within reason."""
    label = max(width_of(tree.kpis[name].shown) + A_LEVEL * depth for name, depth in tree.depths.items()) + 2 * A_LEVEL
    unit = max(width_of(kpi.unit) for kpi in tree.kpis.values()) + 2 * A_LEVEL
    return min(max(LABEL_WIDTH[0], label), LABEL_WIDTH[1]), min(max(UNIT_WIDTH[0], unit), UNIT_WIDTH[1])


def room_for(names: Iterable[str], least: float) -> float:
    """Return the width of a column in which names in bold letters fit, within reason, but at least this width."""
    return max(least, min(max((BOLD * width_of(name) + 2 * A_LEVEL for name in names), default=0.0), LABEL_WIDTH[1]))
