"""One scenario's KPIs of every month: levers go their ways to the scenario's targets, everything else is calculated by the tree's formulas.

A cell shows what its month alone brings; a formula turns it back into the tree's own unit where that counts by the year. Knows rows and
columns of the page. Does not know what stands above the grid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.calculated import text
from kpi_xl.book.page import PageCell
from kpi_xl.book.plan_columns import END, FIRST, LABEL, OVER, TODAY, UNIT, Columns
from kpi_xl.book.plan_ways import PlanWays
from kpi_xl.book.tabs import Tab
from kpi_xl.book.translate import Translator
from kpi_xl.calc.cells import Address, column_letters, quoted_sheet
from kpi_xl.labels import Lang
from kpi_xl.model.dimension import PERIODS
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.course import Course
from kpi_xl.plan.lag import lag_between
from kpi_xl.plan.period import OVERS, Period

TOKEN = re.compile("\x01([^\x02]*)\x02|\\$XFD\\$(\\d+)")
"""Where a translated formula names a KPI, or a row of the grid: the last column of a sheet stands for that of the month."""

LAST_COLUMN = 16_384
MONTHLY = {"ja": "月", "en": "month"}

Cells = dict[tuple[int, int], PageCell]


def monthly_unit(unit: str, lang: Lang) -> str:
    """Return the unit of what one month brings: 円/月 for 円/年; any other unit as it is.

    Examples
    --------
    >>> monthly_unit("円/年", "ja"), monthly_unit("件/月", "ja")
    ('円/月', '件/月')
    """
    parts = re.split(r"([/／・·*×]|\sper\s)", unit)
    for place, part in enumerate(parts):
        word = unicodedata.normalize("NFKC", part).strip(" ()").casefold()
        if place and word in PERIODS and PERIODS[word] != 1.0:
            parts[place] = MONTHLY[lang]
    return "".join(parts)


@dataclass
class PlanGrid:
    """The rows of one scenario.

    Attributes
    ----------
    ways
        How levers go, live.
    extra
        By how much each lever ends beyond the scenario's target, so that the whole period meets the goal; nothing where the last month
        is what counts.
    header
        The row of the headers.
    """

    tab: Tab
    course: Course
    columns: Columns
    ways: PlanWays
    sheet: str
    header: int
    extra: Mapping[str, float] = field(default_factory=dict)

    @property
    def brief(self) -> Brief:
        """The scenario's brief."""
        return self.tab.brief

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of every KPI, in the order of the tree."""
        return {name: self.header + 1 + place for place, name in enumerate(self.brief.tree.depths)}

    @property
    def last(self) -> int:
        """The last row."""
        return self.header + len(self.rows)

    def period(self, name: str) -> Period:
        """Return what becomes of a KPI over time."""
        return self._periods[name]

    def build(self) -> Cells:
        """Return headers and rows."""
        heads = {
            LABEL: labels.KPI_LABEL,
            UNIT: labels.UNIT,
            OVER: labels.plan.OVER_SHORT,
            TODAY: labels.plan.TODAY,
            END: labels.plan.END,
        }
        cells = {(self.header, column): PageCell(self.brief.say(label), style="header") for column, label in heads.items()}
        cells |= {(self.header, column): PageCell(words, style="header") for column, words in self.columns.headers()}
        for name, row in self.rows.items():
            cells.update(((row, column), cell) for column, cell in self._row(self.brief.tree.kpis[name], row))
        return cells

    def pace(self, name: str, cell: str) -> str:
        """Return what a cell comes to in the KPI's own unit."""
        months = self.period(name).months
        return cell if months == 1.0 else f"{cell}*{months:.15g}"

    @cached_property
    def _periods(self) -> dict[str, Period]:
        return {name: self.course.period(name) for name in self.brief.tree.kpis}

    def _row(self, kpi: Kpi, row: int) -> Iterator[tuple[int, PageCell]]:
        brief, strong = self.brief, kpi.name == self.brief.tree.kgi
        style, label = ("computed_strong", "label_strong") if strong else ("computed", "label")
        number, period = brief.number_format(kpi.unit), self.period(kpi.name)
        home = brief.tree.addresses[kpi.name]
        link = f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
        template = self._template(kpi)
        yield LABEL, PageCell(kpi.shown, style=label, link=link, indent=brief.tree.depths[kpi.name])
        yield UNIT, PageCell(monthly_unit(kpi.unit, brief.lang) if period.months != 1.0 else kpi.unit, style=label)
        yield OVER, PageCell(brief.say(OVERS[period.over]), style=label)
        yield (
            TODAY,
            PageCell(formula=f"={self._in_a_month(kpi.name, brief.source(kpi.name, 'baseline') or '')}", style=style, format=number),
        )
        yield END, PageCell(formula=self._end(kpi, template), style=style, format=number)
        for place in range(len(self.course.months)):
            yield FIRST + place, PageCell(formula=self._month(kpi, row, place, template), style=style, format=number)
        yield from ((column, PageCell(formula=said, style=style, format=number)) for column, said in self.columns.sums(row, period))
        yield self.columns.remark, self._remark(kpi, template)

    def _in_a_month(self, name: str, value: str) -> str:
        months = self.period(name).months
        return value if months == 1.0 else f"{value}/{months:.15g}"

    def _end(self, kpi: Kpi, template: str | None) -> str:
        """Return where a KPI ends: at the scenario's target; where levers go beyond theirs, at what the tree makes of their ends."""
        extra = self.extra.get(kpi.name, 0.0)
        if self.extra and template and kpi.is_formula and not self.brief.tree.effects:
            return f"={self._calculated(kpi.name, None, template)}"
        # What effects of others bring comes on top month by month.
        alone = kpi.is_lever and kpi.name in self.brief.affected
        target = self.tab.own_cell(kpi.name) if alone else self.tab.cell("target", kpi.name)
        if not extra:
            return f"={self._in_a_month(kpi.name, target)}"
        return f"={self._in_a_month(kpi.name, f'({target}{extra:+.17g})')}"

    def _month(self, kpi: Kpi, row: int, place: int, template: str | None) -> str:
        """Return the formula of one month."""
        today, end = (f"${column_letters(column)}{row}" for column in (TODAY, END))
        if kpi.is_lever:
            return "=" + self._acted_on(kpi.name, place, self._way(kpi.name, place, today, end))
        if not kpi.is_formula:
            return "=" + self._acted_on(kpi.name, place, today)
        if template is None:
            return f"={today}+({end}-{today})*{self.ways.usual_share(place)}"
        return "=" + self._acted_on(kpi.name, place, self._calculated(kpi.name, place, template))

    def _calculated(self, name: str, place: int | None, template: str) -> str:
        """Return what a KPI's own formula makes of the cells of a month; of their ends where there is no month."""
        said = TOKEN.sub(lambda found: self._cell(name, found, place), template).removeprefix("=")
        months = self.period(name).months
        return said if months == 1.0 else f"({said})/{months:.15g}"

    def _way(self, name: str, place: int, today: str, end: str) -> str:
        share, season = self.ways.share(name, place), self.ways.season(name, place)
        straight = f"{today}+({end}-{today})*{share}"
        curved = f"{today}*({end}/{today})^{share}"
        own = f"IF(AND({self.ways.is_geometric(name)},{today}>0,{end}>0),{curved},{straight})"
        return f"{own}*{season}" if season else own

    def _acted_on(self, name: str, place: int, own: str) -> str:
        """Return a formula with the effects of other KPIs on top."""
        for effect in self.brief.tree.effects:
            if effect.affected == name:
                cause, row = self._at(name, effect.cause, place), self.rows[effect.cause]
                own = f"({own})*({cause}/${column_letters(TODAY)}{row})^{_power(effect.elasticity)}"
        return own

    def _cell(self, kpi: str, found: re.Match[str], place: int | None) -> str:
        """Return what stands in a month for a KPI that a formula names."""
        if found[2]:
            return f"{column_letters(END if place is None else FIRST + place)}${found[2]}"
        cell = self.pace(found[1], self._at(kpi, found[1], place))
        return f"({cell})" if "*" in cell else cell

    def _at(self, kpi: str, child: str, place: int | None) -> str:
        """Return the cell of the month whose value of one KPI reaches another in some month; before the first one it is today's."""
        if place is None:
            return f"{column_letters(END)}{self.rows[child]}"
        month = place - lag_between(self.course.lags, child, kpi)
        return f"{column_letters(FIRST + month) if month >= 0 else '$' + column_letters(TODAY)}{self.rows[child]}"

    def _template(self, kpi: Kpi) -> str | None:
        """Return a computed KPI's formula with a mark for each KPI it names, or None where it cannot be moved."""
        if not kpi.is_formula:
            return ""
        tree = self.brief.tree
        return self._translator.translate(str(kpi.baseline), tree.addresses[kpi.name])

    @cached_property
    def _translator(self) -> Translator:
        tree = self.brief.tree
        marks = {address: f"\x01{name}\x02" for name, address in tree.addresses.items()}
        late = {name for name, _ in self.course.lags}
        plain = {
            f"\x01{name}\x02": Address(self.sheet, row, LAST_COLUMN)
            for name, row in self.rows.items()
            if self.period(name).months == 1.0 and name not in late
        }
        return Translator(tree.cells, marks, tree.program.depends, plain, tree.references)

    def _remark(self, kpi: Kpi, template: str | None) -> PageCell:
        """Say why the months are added up or not, and what is special about the way, as it is typed now."""
        brief, between = self.brief, "。" if self.brief.lang == "ja" else "; "
        said = [brief.say(self.period(kpi.name).reason)]
        lags = sorted({months for (name, _), months in self.course.lags.items() if name == kpi.name and months})
        said += [brief.say(labels.plan.LAGS, months=months) for months in lags]
        if template is None:
            said.append(brief.say(labels.plan.NO_FORMULA))
        area = self.ways.season_area(kpi.name) if kpi.is_lever else None
        if area is None:
            return PageCell(between.join(said), style="remark")
        delay = self.ways.delay(kpi.name)
        before, after = brief.say(labels.plan.DELAYED).split("{months}")
        waits = f'IF({delay}>0,{text(between + before)}&{delay}&{text(after)},"")'
        season = f'IF(MAX({area})-MIN({area})>1E-9,{text(between + brief.say(labels.plan.SEASONAL))},"")'
        return PageCell(formula=f"={text(between.join(said))}&{waits}&{season}", style="remark")


def _power(value: float) -> str:
    return f"{value:.17g}" if value >= 0.0 else f"({value:.17g})"
