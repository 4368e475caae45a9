"""The simulator's table of every KPI: today, the chosen scenario's target, the value at the dial, and the same at every tenth of the way.

The dial's column computes through the page's own hidden names; a column for a tenth of the way holds the same formulas over its own cells.
Knows rows and columns of the page. Does not know what stands above the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.effect_block import factor
from kpi_xl.book.page import Name, PageCell
from kpi_xl.book.scenario_table import RATIO_FORMAT, REMARKS, SHARE_FORMAT
from kpi_xl.book.tabs import Tab
from kpi_xl.book.translate import Translator
from kpi_xl.calc.cells import Address, column_letters, quoted_sheet
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi

LABEL, UNIT, TODAY, TARGET, NOW, RATIO, SHARE, REMARK = range(1, 9)
FIRST_STEP = 9
STEPS = tuple(step / 10 for step in range(11))
AFTER_STEPS = FIRST_STEP + len(STEPS)
LOW, HIGH, CHOICE, ALONE = range(AFTER_STEPS + 1, AFTER_STEPS + 5)
"""Hidden columns; the visible one before them carries the button that opens the steps."""

MOST = 300
"""Up to so many KPIs the table has a column for every tenth of the way."""

HEADERS: dict[int, Label] = {
    LABEL: labels.KPI_LABEL,
    UNIT: labels.UNIT,
    TODAY: labels.scenario.TODAY,
    TARGET: labels.scenario.TARGET,
    NOW: labels.simulator.AT_DIAL,
    RATIO: labels.scenario.RATIO,
    SHARE: labels.simulator.SHARE_OF_GAP,
    REMARK: labels.scenario.REMARK,
}


def way(row: int, share: str, end: int = TARGET) -> str:
    """Return where a lever is after a share of its way: by ratios where both ends are above 0, else straight; never beyond a bound.

    `end` is the column of where the way leads.
    """
    today, target = (f"${column_letters(column)}{row}" for column in (TODAY, end))
    low, high = (f"${column_letters(column)}{row}" for column in (LOW, HIGH))
    law = f"IF(AND({today}>0,{target}>0),{today}*({target}/{today})^{share},{today}+({target}-{today})*{share})"
    return f"=MAX({low},MIN({high},{law}))"  # a bound that is open is a blank cell, which both ignore


def straight(row: int, share: str) -> str:
    """Return a value on the straight line from today to the target."""
    today, target = (f"${column_letters(column)}{row}" for column in (TODAY, TARGET))
    return f"={today}+({target}-{today})*{share}"


@dataclass
class SimulatorTable:
    """The rows of the table as they come about.

    Attributes
    ----------
    header
        The row of the headers.
    dial
        The dial's cell, fixed.
    """

    tabs: Sequence[Tab]
    sheet: str
    header: int
    dial: str
    cells: dict[tuple[int, int], PageCell] = field(default_factory=dict)

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of every KPI, in the order of the tree."""
        return {name: self.header + 1 + place for place, name in enumerate(self.brief.tree.depths)}

    @property
    def last(self) -> int:
        """The last row."""
        return self.header + len(self.rows)

    @property
    def has_steps(self) -> bool:
        """Whether there is a column for every tenth of the way."""
        return len(self.rows) <= MOST

    def build(self) -> None:
        """Fill in headers and rows."""
        for column, label in HEADERS.items():
            self.cells[self.header, column] = PageCell(self.brief.say(label), style="header")
        own = {name: Address(self.sheet, row, NOW) for name, row in self.rows.items()}
        homes = {address: name for name, address in self.brief.tree.addresses.items()}
        dial = self._translator(homes, own)
        for name, row in self.rows.items():
            self._row(self.brief.tree.kpis[name], row, dial)
        for place, share in enumerate(STEPS if self.has_steps else ()):
            self._step(FIRST_STEP + place, share)

    def names(self) -> Iterator[Name]:
        """Yield the page's own names: the formula of a KPI computes here what it computes on the tree, from the dial's values."""
        for name, row in self.rows.items():
            yield Name(name, f"{quoted_sheet(self.sheet)}!${column_letters(NOW)}${row}", hidden=True)

    def chosen(self, references: Sequence[str | None]) -> str:
        """Return the formula that is one of several references, one per scenario, by the choice."""
        said = ",".join(reference or '""' for reference in references)
        return f"={references[0] or ''}" if len(references) == 1 else f"=CHOOSE(${column_letters(CHOICE)}${self.header},{said})"

    def _translator(self, kpis: dict[Address, str], targets: dict[str, Address]) -> Translator:
        tree = self.brief.tree
        return Translator(tree.cells, kpis, tree.program.depends, targets, tree.references)

    def _row(self, kpi: Kpi, row: int, translator: Translator) -> None:
        brief, strong = self.brief, kpi.name == self.brief.tree.kgi
        computed, label = ("computed_strong", "label_strong") if strong else ("computed", "label")
        number = brief.number_format(kpi.unit)
        formula, is_straight = self._formula(kpi, NOW, self.dial, translator)
        today, target, now = (f"{column_letters(column)}{row}" for column in (TODAY, TARGET, NOW))
        home = brief.tree.addresses[kpi.name]
        there = f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
        low, high = brief.tree.levers[kpi.name].bounds if kpi.is_lever else (-math.inf, math.inf)
        here = {
            LABEL: PageCell(kpi.shown, style=label, link=there, indent=brief.tree.depths[kpi.name]),
            UNIT: PageCell(kpi.unit, style=label),
            TODAY: PageCell(formula=f"={brief.source(kpi.name, 'baseline')}", style=computed, format=number),
            TARGET: PageCell(formula=self.chosen([tab.cell("target", kpi.name) for tab in self.tabs]), style=computed, format=number),
            NOW: PageCell(formula=formula, style=computed, format=number),
            RATIO: PageCell(formula=f'=IF({today}=0,"",{now}/{today})', style=computed, format=RATIO_FORMAT.say(brief.lang)),
            SHARE: PageCell(formula=f'=IF({target}={today},"",({now}-{today})/({target}-{today}))', style=computed, format=SHARE_FORMAT),
            REMARK: self._remark(kpi, row, is_straight),
            LOW: PageCell(low if math.isfinite(low) else None, style="hidden"),
            HIGH: PageCell(high if math.isfinite(high) else None, style="hidden"),
        }
        if kpi.is_lever and kpi.name in brief.affected:
            here[ALONE] = PageCell(formula=self.chosen([tab.own_cell(kpi.name) for tab in self.tabs]), style="hidden")
        self.cells.update({(row, column): cell for column, cell in here.items()})

    def _step(self, column: int, share: float) -> None:
        """Fill the column of one share of the way. Its formulas name cells, since a name can only mean one column."""
        letters = column_letters(column)
        self.cells[self.header, column] = PageCell(share, style="header", format=SHARE_FORMAT)
        homes = {address: f"{letters}{self.rows[name]}" for name, address in self.brief.tree.addresses.items()}
        own = {f"{letters}{row}": Address(self.sheet, row, column) for row in self.rows.values()}
        translator = self._translator(homes, own)
        for name, row in self.rows.items():
            kpi = self.brief.tree.kpis[name]
            formula, _ = self._formula(kpi, column, f"{letters}${self.header}", translator)
            style = "computed_strong" if name == self.brief.tree.kgi else "computed"
            self.cells[row, column] = PageCell(formula=formula, style=style, format=self.brief.number_format(kpi.unit))

    def _formula(self, kpi: Kpi, column: int, share: str, translator: Translator) -> tuple[str, bool]:
        """Return a KPI's value in a column after a share of the way, and whether it had to be taken from a straight line."""
        row = self.rows[kpi.name]
        acted_on = kpi.name in self.brief.affected
        formula: str | None = f"=${column_letters(TODAY)}{row}"
        if kpi.is_lever:
            formula = way(row, share, ALONE if acted_on else TARGET)
        elif kpi.is_formula:
            formula = translator.translate(str(kpi.baseline), self.brief.tree.addresses[kpi.name])
        if formula is None:
            return straight(row, share), True
        return (f"=({formula[1:]})*{factor(self.brief, kpi.name, partial(self._ratio, column))}" if acted_on else formula), False

    def _ratio(self, column: int, kpi: str) -> str:
        """Return how many times its today a KPI is in a column."""
        return f"{column_letters(column)}{self.rows[kpi]}/${column_letters(TODAY)}{self.rows[kpi]}"

    def _remark(self, kpi: Kpi, row: int, is_straight: bool) -> PageCell:
        say = self.brief.say
        if kpi.name in self.brief.affected:
            return PageCell(say(labels.simulator.STRAIGHT if is_straight else labels.effects.INCLUDES), style="remark")
        if not kpi.is_lever:
            words = say(labels.simulator.STRAIGHT) if is_straight else None if kpi.is_formula else say(labels.scenario.LOCKED_ROW)
            return PageCell(words, style="remark")
        now, low, high = (f"{column_letters(column)}{row}" for column in (NOW, LOW, HIGH))
        at_high, at_low = (say(REMARKS[side][1]) for side in ("high", "low"))
        formula = f'=IF(AND({high}<>"",{now}>={high}),"{at_high}",IF(AND({low}<>"",{now}<={low}),"{at_low}",""))'
        return PageCell(formula=formula, style="remark")
