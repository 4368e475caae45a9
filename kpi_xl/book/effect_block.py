"""The block under a scenario tab's table: each KPI that others act on, before and after the effects, alive.

Knows where the tab keeps targets, and the elasticities on the effects sheet. Does not know what stands above it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book import freshness
from kpi_xl.book.brief import Brief, at, column
from kpi_xl.book.calculated import text
from kpi_xl.book.input_pages import SIGNED
from kpi_xl.book.page import PageCell
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi

FACTOR_FORMAT = Label(ja='"×"0.000', en='"x"0.000')
HEADERS: Mapping[str, Label] = {
    "label": labels.effects.BLOCK,
    "unit": labels.UNIT,
    "baseline": labels.scenario.TODAY,
    "target": labels.effects.ALONE,
    "gap": labels.effects.AFTER,
    "ratio": labels.effects.FACTOR,
    "room": labels.effects.CAUSES,
    "status": Label("", ""),
    "remark": Label("", ""),
}
CAUSES = ("room", "status", "remark")
"""The columns over which it says what acts on a KPI."""

HOLE = "\0"
BELOW = 5
"""How many rows below the last row of the table of every KPI the headers stand; the legend stands between."""


def factor(brief: Brief, kpi: str, ratio: Callable[[str], str]) -> str:
    """Return the factor that others put on a KPI, as part of a formula; `ratio` says how many times its today a cause has become."""
    return "*".join(f"({ratio(effect.cause)})^{brief.elasticity_cell(effect)}" for effect in brief.acting_on(kpi))


@dataclass(frozen=True, slots=True)
class EffectBlock:
    """The block of one tab.

    Attributes
    ----------
    header
        The row of its headers.
    rows
        The row of every KPI in the table above.
    own
        For each KPI that others act on, the cell that holds its value before effects.
    """

    brief: Brief
    header: int
    rows: Callable[[str], int]
    own: Mapping[str, PageCell]

    @property
    def last(self) -> int:
        """The last row; the row above the headers where nothing acts on anything."""
        return self.header + len(self.own) + 1 if self.own else self.header - 2

    @property
    def merges(self) -> tuple[str, ...]:
        """The areas that are one cell each."""
        if not self.own:
            return ()
        areas = [f"{at(CAUSES[0], row)}:{at(CAUSES[-1], row)}" for row in range(self.header, self.header + len(self.own) + 1)]
        return (*areas, f"A{self.last}:{at(CAUSES[-1], self.last)}")

    def cells(self) -> Iterator[tuple[tuple[int, int], PageCell]]:
        """Yield the headers, a row per KPI, and how it is worked out."""
        if not self.own:
            return
        for key, label in HEADERS.items():
            yield (self.header, column(key)), PageCell(label.say(self.brief.lang) or None, style="header")
        for place, name in enumerate(self.own, 1):
            for key, cell in self._row(self.brief.tree.kpis[name], self.header + place).items():
                yield (self.header + place, column(key)), cell
        yield (self.last, 1), PageCell(self.brief.say(labels.effects.HOW), style="note")

    def _row(self, kpi: Kpi, row: int) -> dict[str, PageCell]:
        brief, source = self.brief, self.rows(kpi.name)
        number = brief.number_format(kpi.unit)
        return {
            "label": PageCell(kpi.shown, style="label"),
            "unit": PageCell(kpi.unit, style="label"),
            "baseline": PageCell(formula=f"={at('baseline', source)}", style="computed", format=number),
            "target": self.own[kpi.name],
            "gap": PageCell(formula=f"={at('target', source)}", style="computed", format=number),
            "ratio": PageCell(formula=f"={factor(brief, kpi.name, self._ratio)}", style="computed", format=FACTOR_FORMAT.say(brief.lang)),
            **dict.fromkeys(CAUSES, PageCell(style="computed_text")),
            "room": PageCell(formula=f"={self._causes(kpi)}", style="computed_text"),
            "changed": PageCell(formula=freshness.effects_changed(brief, kpi), style="hidden"),
        }

    def _ratio(self, cause: str) -> str:
        row = self.rows(cause)
        return f"{at('target', row)}/{at('baseline', row)}"

    def _causes(self, kpi: Kpi) -> str:
        between = f'&"{labels.listed(("", ""), self.brief.lang)}"&'
        return between.join(
            f'{text(self.brief.tree.kpis[effect.cause].shown + " (")}&TEXT({self.brief.elasticity_cell(effect)},"{SIGNED}")&")"'
            for effect in self.brief.acting_on(kpi.name)
        )


def included(brief: Brief, cell: str) -> str:
    """Return the words that effects are in a number, and how much they are, as part of a formula; `cell` holds their factor."""
    before, _, after = brief.say(labels.effects.INCLUDED, factor=HOLE).partition(HOLE)
    return f'{text(before)}&TEXT({cell},"0.00")' + (f"&{text(after)}" if after else "")


def factor_today(brief: Brief, kpi: str) -> float:
    """Return what the factor on a KPI comes to in the scenario's answer."""
    tree, values = brief.tree, brief.solution.values
    return math.prod(math.pow(values[effect.cause] / tree.baseline[effect.cause], effect.elasticity) for effect in brief.acting_on(kpi))
