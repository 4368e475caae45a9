"""The months of a new plan, alive: what is over follows the actuals, what is left goes on from there to the new ends by the formulas.

A cell shows what its month alone brings. Knows its rows and the columns of months. Does not know what else is on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.actuals_sheet import ActualsSheet
from kpi_xl.book.calculated import text
from kpi_xl.book.identity import absolute
from kpi_xl.book.page import PageCell
from kpi_xl.book.plan_grid import LAST_COLUMN, TOKEN, monthly_unit
from kpi_xl.book.replan_canvas import FIRST_MONTH, LABEL, NEW, OWNER, UNIT, Canvas
from kpi_xl.book.revised import Revised
from kpi_xl.book.translate import Translator
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.labels import replan as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.course import Course
from kpi_xl.plan.lag import lag_between
from kpi_xl.plan.period import Period
from kpi_xl.plan.way import GEOMETRIC, onward

SHARE_FORMAT = "0%"


@dataclass(frozen=True)
class ReplanGrid:
    """The months of every KPI of one scenario.

    Attributes
    ----------
    header
        The row of the headers.
    ends
        The row in which each lever's new end stands, in the column `NEW`.
    """

    each: Revised
    actuals: ActualsSheet
    sheet: str
    header: int
    ends: Mapping[str, int]

    @property
    def course(self) -> Course:
        """The course of the new plan."""
        return self.each.done.after.course

    @property
    def tree(self) -> KpiTree:
        """The tree as it was planned."""
        return self.course.tree

    @property
    def shares(self) -> int:
        """The row of the shares of the usual way."""
        return self.header + 1

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of every KPI, in the order of the tree."""
        return {name: self.shares + 1 + place for place, name in enumerate(self.tree.depths)}

    @property
    def height(self) -> int:
        """How many rows it takes, headers included."""
        return len(self.rows) + 2

    def cell(self, name: str, place: int) -> str:
        """Return a month's cell of a KPI."""
        return f"{column_letters(FIRST_MONTH + place)}{self.rows[name]}"

    def pace(self, name: str, place: int) -> str:
        """Return the formula of what a month comes to in the KPI's own unit."""
        return f"={self._pace(name, self.cell(name, place))}"

    def write(self, canvas: Canvas) -> None:
        """Write headers and rows."""
        heads = {LABEL: labels.KPI_LABEL, OWNER: words.OWNER, UNIT: labels.UNIT}
        months = {FIRST_MONTH + place: str(month) for place, month in enumerate(self.course.months)}
        last = FIRST_MONTH + len(self.course.months)
        canvas.headers({column: canvas.say(label) for column, label in heads.items()} | months | {last: canvas.say(words.IN_ALL)})
        canvas.put(dict(self._gone(canvas)))
        for name in self.rows:
            canvas.put(dict(self._row(canvas, self.tree.kpis[name])))

    def _gone(self, canvas: Canvas) -> Iterator[tuple[int, PageCell]]:
        """Yield the row that says what is an actual, and which share of the way is gone at the end of every month that is left."""
        yield LABEL, PageCell(canvas.say(words.KIND), style="label")
        yield from ((column, PageCell(style="label")) for column in (OWNER, UNIT))
        for place in range(self.course.gone):
            yield FIRST_MONTH + place, PageCell(canvas.say(self.each.kind(place)), style="symbol")
        for place, share in enumerate(self._usual):
            yield FIRST_MONTH + self.course.gone + place, PageCell(share, style="computed", format=SHARE_FORMAT)

    def _row(self, canvas: Canvas, kpi: Kpi) -> Iterator[tuple[int, PageCell]]:
        strong, row, period = kpi.name == self.tree.kgi, self.rows[kpi.name], self._period(kpi.name)
        look, number, count = "computed_strong" if strong else "computed", canvas.brief.number_format(kpi.unit), len(self.course.months)
        depth = self.tree.depths[kpi.name]
        yield LABEL, PageCell(kpi.shown, style="label_strong" if strong else "label", indent=depth)
        yield OWNER, PageCell(kpi.owner or None, style="label")
        yield UNIT, PageCell(monthly_unit(kpi.unit, canvas.brief.lang) if period.months != 1.0 else kpi.unit, style="label")
        for place in range(count):
            yield FIRST_MONTH + place, PageCell(formula=f"={self._month(kpi, place)}", style=look, format=number)
        first, last = (f"{column_letters(FIRST_MONTH + place)}{row}" for place in (0, count - 1))
        whole = {"flow": f"=SUM({first}:{last})", "rate": f"=AVERAGE({first}:{last})", "stock": f"={last}"}[period.over]
        yield FIRST_MONTH + count, PageCell(formula=whole, style=look, format=number)

    def _month(self, kpi: Kpi, place: int) -> str:
        """Return the formula of one month: what was typed for it, if it is over, else what the plan says."""
        if place >= self.course.gone:
            return self._planned(kpi, place)
        instead = f"{float(self.each.done.planned.amounts(kpi.name)[place])!r}" if kpi.is_lever else self._calculated(kpi, place)
        if kpi.name not in self.actuals.rows or self.course.months[place] not in self.actuals.months:
            return instead
        at = self.actuals.address(kpi.name, self.course.months[place])
        named = absolute(Address(at.sheet, at.row, self.actuals.columns["name"]))
        return f"IF(AND({named}={text(kpi.name)},ISNUMBER({absolute(at)})),{absolute(at)},{instead})"

    def _planned(self, kpi: Kpi, place: int) -> str:
        return self._acted_on(kpi, place, self._way(kpi.name, place)) if kpi.is_lever else self._calculated(kpi, place)

    def _calculated(self, kpi: Kpi, place: int) -> str:
        """Return what the tree's formula makes of a month; a constant is what it was."""
        if not kpi.is_formula:
            return f"{self._period(kpi.name).amount(self.tree.baseline[kpi.name])!r}"
        template = self._translator.translate(str(kpi.baseline), self.tree.addresses[kpi.name])
        if template is None:
            return f"{float(self.each.done.after.amounts(kpi.name)[place])!r}"
        said = TOKEN.sub(lambda found: self._named(kpi.name, found, place), template).removeprefix("=")
        months = self._period(kpi.name).months
        return self._acted_on(kpi, place, said if months == 1.0 else f"({said})/{months:.15g}")

    def _way(self, name: str, place: int) -> str:
        """Return what a lever shows by itself in a month that is left: on its way from where it was to its new end."""
        left, months = place - self.course.gone, self._period(name).months
        share = float(self.course.shares(name)[left])
        said = f"{column_letters(FIRST_MONTH + place)}${self.shares}" if share == self._usual[left] else f"{share!r}"
        start = self._start(name)
        end = f"${column_letters(NEW)}${self.ends[name]}" + ("" if months == 1.0 else f"/{months:.15g}")
        straight = f"{start}+({end}-{start})*{said}"
        if self.course.way(name).curve == GEOMETRIC:
            straight = f"IF(AND({start}>0,{end}>0),{start}*(({end})/({start}))^{said},{straight})"
        season = float(self.course.seasons(name)[place])
        return straight if season == 1.0 else f"({straight})*{season!r}"

    def _start(self, name: str) -> str:
        """Return where a lever sets out from: its last month that is over, the season left aside; what others pulled it to is no start."""
        gone = self.course.gone
        season = float(self.course.seasons(name)[gone - 1])
        if season == 0.0 or any(effect.affected == name for effect in self.tree.effects):
            return f"{self._period(name).amount(self.course.start(name))!r}"
        last = f"${self.cell(name, gone - 1)}"
        return last if season == 1.0 else f"({last}/{season!r})"

    def _acted_on(self, kpi: Kpi, place: int, own: str) -> str:
        """Return a formula with the effects of other KPIs on top."""
        for effect in self.tree.effects:
            if effect.affected == kpi.name:
                cause = self._reaching(kpi.name, effect.cause, place)
                today = self._period(effect.cause).amount(self.tree.baseline[effect.cause])
                own = f"({own})*({cause}/{today!r})^({effect.elasticity!r})"
        return own

    def _named(self, kpi: str, found: re.Match[str], place: int) -> str:
        """Return what stands in a month for a KPI that a formula names."""
        if found[2]:
            return f"{column_letters(FIRST_MONTH + place)}${found[2]}"
        cell = self._pace(found[1], self._reaching(kpi, found[1], place))
        return f"({cell})" if "*" in cell else cell

    def _reaching(self, kpi: str, child: str, place: int) -> str:
        """Return the month of one KPI that reaches another in some month; before the first one it is what it was."""
        month = place - lag_between(self.course.lags, child, kpi)
        return self.cell(child, month) if month >= 0 else f"{self._period(child).amount(self.tree.baseline[child])!r}"

    def _pace(self, name: str, cell: str) -> str:
        months = self._period(name).months
        return cell if months == 1.0 else f"{cell}*{months:.15g}"

    def _period(self, name: str) -> Period:
        return self.course.period(name)

    @cached_property
    def _usual(self) -> list[float]:
        """The shares of the way that is left which a lever of the usual way has gone."""
        return [float(share) for share in onward(self.course.usual.shares(len(self.course.months)), self.course.gone)[1:]]

    @cached_property
    def _translator(self) -> Translator:
        marks = {address: f"\x01{name}\x02" for name, address in self.tree.addresses.items()}
        late = {name for name, _ in self.course.lags}
        plain = {
            f"\x01{name}\x02": Address(self.sheet, row, LAST_COLUMN)
            for name, row in self.rows.items()
            if self._period(name).months == 1.0 and name not in late
        }
        return Translator(self.tree.cells, marks, self.tree.program.depends, plain)
