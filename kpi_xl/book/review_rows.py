"""The review's table of every KPI: plan, actual, gap, status, pace, landing and what the rest of the time needs, as live formulas.

Knows the table's columns. Does not know where the table stands, nor the months behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.book.review_months import Months
from kpi_xl.book.scenario_table import SHARE_FORMAT, SYMBOLS
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.labels import Label
from kpi_xl.labels import review as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan import standing
from kpi_xl.plan.review import Review

CLOSE = "1E-9"
SECOND = ("second", "second_status")
"""Columns that only a second plan has."""

HEADS: dict[str, Label] = {
    "label": labels.KPI_LABEL,
    "unit": labels.UNIT,
    "owner": labels.OWNER,
    "plan": words.PLAN,
    "actual": words.ACTUAL,
    "gap": words.GAP,
    "achieved": words.ACHIEVEMENT,
    "status": words.STATUS,
    "trend": words.TREND,
    "second": words.PLAN,
    "second_status": words.STATUS,
    "to_date_plan": words.PLAN_TO_DATE,
    "to_date": words.ACTUAL_TO_DATE,
    "pace": words.PACE,
    "linear": words.LINEAR,
    "by_shape": words.BY_SHAPE,
    "end": words.END,
    "landing": words.LANDING_STATUS,
    "required": words.REQUIRED,
    "remark": words.REMARK,
}


@dataclass(frozen=True)
class Rows:
    """The table, its headers in `header`.

    Attributes
    ----------
    fair
        For each plan, the formula of the achievement from which a KPI counts as ○.
    """

    brief: Brief
    review: Review
    months: Months
    header: int
    fair: tuple[str, ...]

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column stands."""
        return {key: place for place, key in enumerate(shown_columns(len(self.review.plans)), 1)}

    def heads(self) -> dict[tuple[int, int], PageCell]:
        """Return the headers."""
        names = [scenario.name for scenario, _ in self.review.plans]
        said = {key: names[key in SECOND] for key in HEADS}
        found = {
            (self.header, place): PageCell(self.brief.say(HEADS[key], scenario=said[key]), style="header")
            for key, place in self.columns.items()
        }
        return found | {(self.header - 1, column): cell for column, cell in self.months.heads()}

    def row(self, kpi: Kpi, row: int, depth: int) -> dict[tuple[int, int], PageCell]:
        """Return a KPI's row."""
        strong = kpi.name == self.review.tree.kgi
        number = self.brief.number_format(kpi.unit)
        cells = {
            "label": who(self.review, kpi, strong, depth),
            "unit": PageCell(unit_of(self.review, kpi), style="label"),
            "owner": PageCell(kpi.owner, style="label"),
            "trend": PageCell(formula=self.months.trend(row), style="computed_text"),
            "remark": PageCell(formula=self._remark(kpi, row), style="remark"),
        }
        look = "computed_strong" if strong else "computed"
        for key, formula in self._figures(kpi, row).items():
            shares = key in ("achieved", "pace")
            cells[key] = PageCell(formula=f"={formula}", style=look, format=SHARE_FORMAT if shares else number)
        for key, formula in self._statuses(kpi, row).items():
            cells[key] = PageCell(formula=f"={formula}", style="symbol")
        found = {(row, self.columns[key]): cell for key, cell in cells.items() if key in self.columns}
        return found | {(row, column): cell for column, cell in self.months.cells(kpi.name, row).items()}

    def rules(self, first: int, last: int) -> Iterator[Rule]:
        """Yield the live colours: gaps, shares and symbols wear the look of their symbol, whichever way is good."""
        pairs = {"status": ("gap", "achieved", "status"), "second_status": ("second_status",), "landing": ("by_shape", "landing")}
        for status, keys in pairs.items():
            for key in (key for key in keys if key in self.columns):
                letters, symbol_at = column_letters(self.columns[key]), f"${column_letters(self.columns[status])}{first}"
                for symbol, look in SYMBOLS:
                    yield Rule(f"{letters}{first}:{letters}{last}", f'{symbol_at}="{symbol}"', look)

    def _at(self, key: str, row: int) -> str:
        return f"${column_letters(self.columns[key])}{row}"

    def _figures(self, kpi: Kpi, row: int) -> dict[str, str]:
        months, over = self.months, self.review.base.period(kpi.name).over
        known, last, known_to, last_to = (months.helper(key, row) for key in ("known", "last", "known_to_date", "last_to_date"))
        first, end, *_ = months.period
        plan, actual, ahead = self._at("plan", row), self._at("actual", row), self._at("to_date", row)
        spans = {"actual": (known, last, first, end), "to_date": (known_to, last_to, "1", end)}
        found = {key: f'IF({span[0]}=0,"",{self._reached(over, row, *span)})' for key, span in spans.items()}
        plans = {"plan": ("plan", "actual"), "second": ("second", "actual"), "to_date_plan": (months.ahead, "to_date")}
        found |= {key: self._planned(over, kind, row, *spans[of]) for key, (kind, of) in plans.items()}
        found["gap"] = f'IF({actual}="","",{actual}-{plan})'
        found["achieved"] = self._achieved(actual, plan, kpi)
        found["pace"] = self._achieved(ahead, self._at("to_date_plan", row), kpi)
        whole = months.row("plan", row)
        sums = {"flow": f"SUM({whole})", "rate": f"AVERAGE({whole})", "stock": months.cell("plan", months.count - 1, row)}
        found["end"] = months.end(row) or sums[over]
        linear, so_far = self._at("linear", row), self._at("to_date_plan", row)
        found["linear"] = f'IF({ahead}="","",{self._linear(over, row)})'
        found["by_shape"] = f'IF({ahead}="","",IF({so_far}=0,{linear},{ahead}/{so_far}*{self._at("end", row)}))'
        found["required"] = self._required(over, row)
        return found

    def _statuses(self, kpi: Kpi, row: int) -> dict[str, str]:
        actual = self._at("actual", row)
        second = self._achieved(actual, self._at("second", row), kpi) if "second" in self.columns else '""'
        landing = self._achieved(self._at("by_shape", row), self._at("end", row), kpi)
        shares = {"status": (self._at("achieved", row), 0), "second_status": (second, -1), "landing": (landing, 0)}
        return {key: _symbol(share, self.fair[which]) for key, (share, which) in shares.items()}

    def _reached(self, over: str, row: int, known: str, last: str, first: str, end: str) -> str:
        actual, n = self.months.row("actual", row), self.months.numbers
        if over == "stock":
            return f"SUMIFS({actual},{n},{last})"
        total = f'SUMIFS({actual},{n},">="&{first},{n},"<="&{end})'
        return total if over == "flow" else f"{total}/{known}"

    def _planned(self, over: str, kind: str, row: int, known: str, last: str, first: str, end: str) -> str:
        """Return the plan over the months with an actual, over all of them where there is none."""
        plan, n = self.months.row(kind, row), self.months.numbers
        if over == "stock":
            return f"SUMIFS({plan},{n},IF({known}=0,{end},{last}))"
        every = f'SUMIFS({plan},{n},">="&{first},{n},"<="&{end})'
        some = f"SUMIFS({plan},{self.months.within('actual', row, first, end)})"
        if over == "rate":
            every, some = f"{every}/({end}-{first}+1)", f"{some}/{known}"
        return f"IF({known}=0,{every},{some})"

    def _linear(self, over: str, row: int) -> str:
        known, last, first = (self.months.helper(key, row) for key in ("known_to_date", "last_to_date", "first"))
        ahead, n = self._at("to_date", row), self.months.count
        if over == "rate":
            return ahead
        if over == "flow":
            return f"{ahead}/{known}*{n}"
        before = f"SUMIFS({self.months.row('actual', row)},{self.months.numbers},{first})"
        return f"IF({last}={first},{ahead},{ahead}+({ahead}-{before})/({last}-{first})*({n}-{last}))"

    def _required(self, over: str, row: int) -> str:
        known, last = (self.months.helper(key, row) for key in ("known_to_date", "last_to_date"))
        ahead, end, n = self._at("to_date", row), self._at("end", row), self.months.count
        if over == "stock":
            return f'IF(OR({known}=0,{last}={n}),"",({end}-{ahead})/({n}-{last}))'
        plan, numbers = self.months.row(self.months.ahead, row), self.months.numbers
        typed = f"SUMIFS({plan},{self.months.within('actual', row, '1', last)})"
        holes = f'SUMIFS({plan},{numbers},"<="&{last})-{typed}'
        missing = f"{end}*{n}-{ahead}*{known}" if over == "rate" else f"{end}-{ahead}"
        return f'IF(OR({known}=0,{last}={n}),"",({missing}-({holes}))/({n}-{last}))'

    def _achieved(self, actual: str, plan: str, kpi: Kpi) -> str:
        """Return the share that is achieved, as `standing.achievement` says it; zeros and signs minded."""
        upper, lower = (plan, actual) if kpi.better == "lower" else (actual, plan)
        met = f"{actual}<={plan}" if kpi.better == "lower" else f"{actual}>={plan}"
        ratio = f"IF(AND({upper}>0,{lower}>0),{upper}/{lower},IF(AND({upper}<0,{lower}<0),{lower}/{upper},IF({met},1,0)))"
        return f'IF({actual}="","",{ratio})'

    def _remark(self, kpi: Kpi, row: int) -> str:
        none, made = (self.brief.say(label) for label in (words.NOT_TYPED, words.IS_COMPUTED))
        first, last, *_ = self.months.period
        typed = self.months.within("typed", row, first, last)
        instead = f'IF(COUNTIFS({typed})=0,"{made}","")' if kpi.is_formula else '""'
        return f'=IF({self.months.helper("known", row)}=0,"{none}",{instead})'


def who(review: Review, kpi: Kpi, strong: bool = False, depth: int = 0) -> PageCell:
    """Return the cell that says which KPI it is, a link to its row of the tree."""
    home = review.tree.addresses[kpi.name]
    there = f"{quoted_sheet(home.sheet)}!{column_letters(home.column)}{home.row}"
    return PageCell(kpi.shown, style="label_strong" if strong else "label", link=there, indent=2 * depth)


def unit_of(review: Review, kpi: Kpi) -> str:
    """Return the unit of figures of months: what is counted, without the period, since several months add up."""
    return kpi.unit.partition("/")[0] if review.base.period(kpi.name).over == "flow" else kpi.unit


def shown_columns(plans: int) -> list[str]:
    """Return the columns of the table for so many plans."""
    return [key for key in HEADS if plans > 1 or key not in SECOND]


def _symbol(share: str, fair: str) -> str:
    steps = f'IF({share}>={fair},"○",IF({share}>={fair}-{standing.POOR},"△","×"))'
    return f'IF({share}="","",IF({share}>=1-{CLOSE},"◎",{steps}))'
