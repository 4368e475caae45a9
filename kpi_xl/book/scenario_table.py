"""The table of every KPI on a scenario tab: today, target, gap, ratio, share of the room, status; alive through the tab's own names.

Knows one tab's rows. Does not know what stands above them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book import daring, freshness
from kpi_xl.book.agreements import PLACES, Leftover
from kpi_xl.book.brief import ANSWER, COLUMNS, HIDDEN, Brief, at, column, hidden
from kpi_xl.book.cost_formula import cost_formula
from kpi_xl.book.effect_block import BELOW, EffectBlock, factor_today, included
from kpi_xl.book.page import Choices, Name, PageCell, Rule
from kpi_xl.book.translate import Translator
from kpi_xl.calc.cells import Address, column_letters, quoted_sheet
from kpi_xl.insight.cost_curve import has_costs
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.scenario import Role
from kpi_xl.plan import standing

HEADERS: Mapping[str, Label] = {
    "label": labels.KPI_LABEL,
    "unit": labels.UNIT,
    "baseline": labels.BASELINE,
    "target": labels.scenario.TARGET,
    "gap": labels.scenario.GAP,
    "ratio": labels.scenario.RATIO,
    "room": labels.scenario.ROOM_USED,
    "status": labels.scenario.STATUS,
    "remark": labels.scenario.REMARK,
    "agreed": labels.scenario.AGREED,
    "note": labels.scenario.TAB_NOTE,
    "daring": labels.unreasonable.HEADER,
}
SYMBOLS = tuple((symbol, look) for look, symbol in standing.SYMBOLS.items())
"""Each symbol of a standing, with its live look."""

VERDICTS = (("◎", "reached"), ("×", "missed"))
"""The same for whether a goal is met."""

THRESHOLDS: Mapping[Role, tuple[float, float]] = {"must_achieve": (0.9, 0.7), "stretch": (0.7, 0.5), "other": (0.9, 0.7)}
"""From which achievement a KPI counts as ○ and as △: 70% of a stretch goal is good, of a must-achieve goal it is not."""

RATIO_FORMAT = Label(ja='0.00"倍"', en='"x"0.00')
SHARE_FORMAT = "0%"
TEXT = "@"
"""The number format of text: what is typed stays as it was typed, dates and signs included."""

REMARKS = {"high": (labels.scenario.ABOVE_HIGH, labels.scenario.AT_HIGH), "low": (labels.scenario.BELOW_LOW, labels.scenario.AT_LOW)}


NOTHING = hidden(None)
"""A hidden cell that says nothing need not be there: of a large tree that is every second one."""


@dataclass
class Table:
    """The rows of the table as they come about: cells, names, and which formulas had to become values."""

    brief: Brief
    header: int
    cells: dict[tuple[int, int], PageCell] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last row of a KPI."""
        return self.header + len(self.brief.order)

    @property
    def end(self) -> int:
        """The last row: below the KPIs stands what was typed for KPIs that are gone."""
        return self.last + len(self.brief.typed.leftovers)

    def row(self, kpi: str) -> int:
        """The row of a KPI."""
        return self.header + 1 + self.brief.order[kpi]

    @cached_property
    def paid(self) -> bool:
        """Whether moves have a cost."""
        return has_costs(self.brief.tree)

    @cached_property
    def block(self) -> EffectBlock:
        """The KPIs that others act on, under the table."""
        own = {name: self._own(self.brief.tree.kpis[name]) for name in self.brief.affected}
        return EffectBlock(self.brief, self.end + BELOW, self.row, own)

    @cached_property
    def translator(self) -> Translator:
        """What carries formulas to this tab."""
        homes = {address: name for name, address in self.brief.tree.addresses.items()}
        targets = {name: Address(self.brief.sheet, self.row(name), column("target")) for name in self.brief.order}
        tree = self.brief.tree
        return Translator(tree.cells, homes, tree.program.depends, targets, tree.references)

    def own(self, kpi: Kpi) -> str:
        """Return the cell of what a KPI becomes by itself: its target, unless others act on it."""
        place = self.brief.affected.get(kpi.name)
        return at("target", self.row(kpi.name) if place is None else self.block_row(place))

    def block_row(self, place: int) -> int:
        """The row of a KPI that others act on, by its place among these."""
        return self.end + BELOW + 1 + place

    def build(self) -> None:
        """Fill in headers, rows and names."""
        for key, label in HEADERS.items():
            self.cells[self.header, column(key)] = PageCell(label.say(self.brief.lang), style="header")
        self.cells |= dict(self.total())
        for name in self.brief.order:
            self._row(self.brief.tree.kpis[name])
            letters = column_letters(column("target"))
            refers_to = f"{quoted_sheet(self.brief.sheet)}!${letters}${self.row(name)}"
            self.names.append(Name(name, refers_to, hidden=True))
        for place, leftover in enumerate(self.brief.typed.leftovers, self.last + 1):
            self._leftover(leftover, place)
        for key, name in PLACES.items():
            letters = column_letters(column(key))
            refers_to = f"{quoted_sheet(self.brief.sheet)}!${letters}${self.header + 1}:${letters}${self.end}"
            self.names.append(Name(name, refers_to, hidden=True))
        for name, value in zip(("kpi_fair", "kpi_poor"), THRESHOLDS[self.brief.scenario.role], strict=True):
            self.names.append(Name(name, f"{value:g}", hidden=True))

    def rules(self) -> Iterator[Rule]:
        """Yield the live colours: the gap and the status wear the look of the row's symbol."""
        for key in ("gap", "status"):
            letters = column_letters(column(key))
            status = f"${column_letters(column('status'))}{self.header + 1}"
            for symbol, look in SYMBOLS:
                yield Rule(f"{letters}{self.header + 1}:{letters}{self.last}", f'{status}="{symbol}"', look)

        letters = column_letters(column("daring"))
        yield from daring.rules(f"{letters}{self.header + 1}:{letters}{self.last}", f"${letters}{self.header + 1}")

    def choices(self) -> Iterator[Choices]:
        """Yield what the columns that people fill in say."""
        for key, prompt in (("agreed", labels.scenario.AGREED_PROMPT), ("note", labels.scenario.NOTES_PROMPT)):
            letters = column_letters(column(key))
            area = f"{letters}{self.header + 1}:{letters}{self.end}"
            yield Choices(area, None, self.brief.say(HEADERS[key]), self.brief.say(prompt))

    def _row(self, kpi: Kpi) -> None:
        row, brief = self.row(kpi.name), self.brief
        strong = kpi.name == brief.tree.kgi
        computed = "computed_strong" if strong else "computed"
        number = brief.number_format(kpi.unit)
        target, remark = self._target(kpi, row) if kpi.name not in brief.affected else self._acted_on(kpi)
        home = brief.tree.addresses[kpi.name]
        here: dict[str, PageCell] = {
            "label": PageCell(
                kpi.shown,
                style="label_strong" if strong else "label",
                link=f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}",
                indent=brief.tree.depths[kpi.name],
            ),
            "unit": PageCell(kpi.unit, style="label_strong" if strong else "label"),
            "baseline": PageCell(formula=f"={brief.source(kpi.name, 'baseline')}", style=computed, format=number),
            "target": target,
            "gap": PageCell(formula=f"={at('target', row)}-{at('baseline', row)}", style=computed, format=number),
            "ratio": PageCell(
                formula=f'=IF({at("baseline", row)}=0,"",{at("target", row)}/{at("baseline", row)})',
                style=computed,
                format=RATIO_FORMAT.say(brief.lang),
            ),
            "room": PageCell(formula=self._room(kpi, row), style=computed, format=SHARE_FORMAT)
            if kpi.is_lever
            else PageCell(style=computed),
            "status": PageCell(formula=self._status(row), style="symbol") if kpi.is_formula or kpi.is_lever else PageCell(style="symbol"),
            "remark": PageCell(remark, style="remark") if remark is not None else PageCell(formula=self._remark(kpi), style="remark"),
            "agreed": PageCell(brief.typed.agreed.get(kpi.name), style="input", format=number)
            if kpi.is_lever
            else PageCell(style="locked"),
            "note": PageCell(brief.typed.notes.get(kpi.name), style="input_text", format=TEXT),
            "daring": self._daring(kpi, row),
            **{key: hidden(value) for key, value in self._facts(kpi).items()},
            **freshness.seen(brief, kpi),
            "changed": PageCell(formula=freshness.changed(brief, kpi, row), style="hidden"),
            "achieved": PageCell(formula=_achieved(row), style="hidden"),
            **self._cost(kpi, row, computed),
        }
        self.cells.update({(row, column(key)): cell for key, cell in here.items() if cell != NOTHING})

    def _target(self, kpi: Kpi, row: int) -> tuple[PageCell, str | None]:
        """Return the target's cell, and a remark where the cell says something of itself."""
        brief, number = self.brief, self.brief.number_format(kpi.unit)
        style = "computed_strong" if kpi.name == brief.tree.kgi else "computed"
        if kpi.is_lever:
            remark = brief.say(labels.scenario.AGREED) if kpi.name in brief.typed.agreed else None
            return PageCell(brief.solution.levers[kpi.name].target, style="input", format=number), remark
        if not kpi.is_formula:
            return PageCell(formula=f"={at('baseline', row)}", style="locked", format=number), brief.say(labels.scenario.LOCKED_ROW)
        formula = self.translator.translate(str(kpi.baseline), brief.tree.addresses[kpi.name])
        if formula is None:
            return PageCell(brief.solution.values[kpi.name], style=style, format=number), brief.say(labels.scenario.VALUE_ONLY)
        return PageCell(formula=formula, style=style, format=number), ""

    def _daring(self, kpi: Kpi, row: int) -> PageCell:
        """Return how unreasonable the target is, of a lever and of what a goal is about; other rows follow from these."""
        asked = kpi.is_lever or kpi in self.brief.aimed_kpis
        return PageCell(formula=daring.band_formula(self.brief, kpi, row) if asked else None, style="computed_text")

    def _own(self, kpi: Kpi) -> PageCell:
        """Return what a KPI that others act on becomes by itself."""
        cell, _ = self._target(kpi, self.row(kpi.name))
        if cell.formula is not None or kpi.is_lever:
            return cell
        return replace(cell, value=self.brief.solution.values[kpi.name] / factor_today(self.brief, kpi.name))

    def _acted_on(self, kpi: Kpi) -> tuple[PageCell, str | None]:
        """Return the target of a KPI that others act on; its remark is live."""
        style = "computed_strong" if kpi.name == self.brief.tree.kgi else "computed"
        effect = at("ratio", self.block_row(self.brief.affected[kpi.name]))
        return PageCell(formula=f"={self.own(kpi)}*{effect}", style=style, format=self.brief.number_format(kpi.unit)), None

    def _cost(self, kpi: Kpi, row: int, style: str) -> dict[str, PageCell]:
        """Return what the row's move costs, live; nothing where no lever has a cost."""
        if not self.paid:
            return {}
        return {"cost": PageCell(formula=cost_formula(self.brief, kpi, row, self.own(kpi)), style=style, format=self.brief.money_format)}

    def total(self) -> Iterator[tuple[tuple[int, int], PageCell]]:
        """Yield the total of the costs, above their column, and its head."""
        if self.paid:
            letters = column_letters(column("cost"))
            self.cells[self.header, column("cost")] = PageCell(self.brief.say(labels.COST), style="header")
            yield (self.header - 1, column("note")), PageCell(self.brief.say(labels.cost.TOTAL), style="note_right")
            summed = f"=SUM({letters}{self.header + 1}:{letters}{self.last})"
            yield (self.header - 1, column("cost")), PageCell(formula=summed, style="computed_strong", format=self.brief.money_format)

    def _leftover(self, leftover: Leftover, row: int) -> None:
        here = {key: PageCell(style="computed") for key in ANSWER} | {
            "label": PageCell(leftover.name, style="label"),
            "remark": PageCell(self.brief.say(labels.scenario.NO_ROW), style="remark"),
            "agreed": PageCell(leftover.agreed, style="input"),
            "note": PageCell(leftover.note, style="input_text", format=TEXT),
            "name": hidden(leftover.name),
        }
        self.cells.update({(row, column(key)): cell for key, cell in here.items()})

    def _facts(self, kpi: Kpi) -> dict[str, float | str | None]:
        """Return what the row's formulas need to know: its name, its bounds and its good direction."""
        way = {"higher": 1.0, "lower": -1.0}.get(kpi.better or "")
        if way is None:
            way = 1.0 if self.brief.solution.values[kpi.name] >= self.brief.tree.baseline[kpi.name] else -1.0
        low, high = self.brief.tree.levers[kpi.name].bounds if kpi.is_lever else (-math.inf, math.inf)
        return {
            "name": kpi.name,
            "low": low if math.isfinite(low) else None,
            "high": high if math.isfinite(high) else None,
            "way": way,
        }

    def _room(self, kpi: Kpi, row: int) -> str:
        base, low, high = (at(key, row) for key in ("baseline", "low", "high"))
        target = self.own(kpi)

        def towards(bound: str) -> str:
            return f'IF(OR({bound}="",{bound}={base}),"",({target}-{base})/({bound}-{base}))'

        return f"=IF({target}={base},0,IF({target}>{base},{towards(high)},{towards(low)}))"

    def _status(self, row: int) -> str:
        achieved = at("achieved", row)
        return f'=IF({achieved}>=1,"◎",IF({achieved}>=kpi_fair,"○",IF({achieved}>=kpi_poor,"△","×")))'

    def _remark(self, kpi: Kpi) -> str:
        """Return the live remark: whether a lever has come to a bound, and what the effects of others are."""
        place = self.brief.affected.get(kpi.name)
        if place is None:
            return f"={self._bound(kpi)}"
        _, said = self._target(kpi, self.row(kpi.name))
        own = f'"{said}"' if said is not None else self._bound(kpi)
        words = included(self.brief, at("ratio", self.block_row(place)))
        return f'={words}&IF({own}="","","{labels.listed(("", ""), self.brief.lang)}"&{own})'

    def _bound(self, kpi: Kpi) -> str:
        target, row = self.own(kpi), self.row(kpi.name)
        low, high = (at(key, row) for key in ("low", "high"))
        above, at_high = (self.brief.say(label) for label in REMARKS["high"])
        below, at_low = (self.brief.say(label) for label in REMARKS["low"])
        over = f'IF(AND({high}<>"",{target}>{high}),"{above}",IF(AND({high}<>"",{target}={high}),"{at_high}",'
        return f'{over}IF(AND({low}<>"",{target}<{low}),"{below}",IF(AND({low}<>"",{target}={low}),"{at_low}",""))))'


def _achieved(row: int) -> str:
    """Return how much of its target a KPI has today: 1 at or beyond it; of a lower-is-better KPI, target / today."""
    base, target, way = (at(key, row) for key in ("baseline", "target", "way"))
    there = f"({base}-{target})*{way}>=-1E-9*MAX(ABS({base}),ABS({target}))"
    return f"=IF({there},1,IF(AND({base}>0,{target}>0),IF({way}>0,{base}/{target},{target}/{base}),0))"


WIDTH = len(COLUMNS)
LAST_HIDDEN = WIDTH + len(HIDDEN)
