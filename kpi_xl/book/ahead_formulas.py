"""The live formulas of the page that looks three years ahead: milestones, where the plan stands, whether it is enough, what to check.

Knows the page's columns by letter. Does not know rows, nor how they look.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.book.action_ends import Ends
from kpi_xl.book.ahead_layout import ASSUMPTIONS, OUTLOOKS, STATES
from kpi_xl.book.assumptions import CHECK_AGAIN
from kpi_xl.book.brief import Brief
from kpi_xl.book.calculated import here, text
from kpi_xl.book.plan_years import PlanYears
from kpi_xl.book.scenario_table import THRESHOLDS
from kpi_xl.book.tabs import Tab
from kpi_xl.labels import Label
from kpi_xl.labels import ahead as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.month import JANUARY

REMARK_WORDS = {
    "fell": words.SAYS_FELL,
    "shaky": words.SAYS_SHAKY,
    "unchecked": words.SAYS_UNCHECKED,
    "again": words.SAYS_CHECK_AGAIN,
    "holds": words.SAYS_HOLDS,
}


@dataclass(frozen=True, slots=True)
class AheadFormulas:
    """What the cells of both tables calculate.

    Attributes
    ----------
    first
        The first row of the milestones.
    today
        The cell of today's date.
    years
        Where a monthly plan says what each year comes to, if there is one.
    """

    brief: Brief
    kgi: Kpi
    first: int
    today: str
    years: PlanYears | None = None

    def milestone(self, row: int) -> str:
        """Return a year's milestone: what was typed, else what growth makes of the year before; today's value in the first row."""
        grown = f'IF(AND(ISNUMBER(B{row}),ISNUMBER(D{row - 1})),D{row - 1}*(1+B{row}),"")'
        today = self.brief.source(self.kgi.name, "baseline")
        return f"=IF(ISNUMBER(C{row}),C{row},{today if row == self.first else grown})"

    def plan(self, tab: Tab, row: int) -> str:
        """Return what a scenario's plan brings in a year: by the monthly plan, and without one on the way to the target.

        On that way the KGI grows evenly to its target in the fiscal year in which it is due, and stays there from then on.
        """
        today, target = str(self.brief.source(self.kgi.name, "baseline")), tab.cell("target", self.kgi.name)
        if self.years:
            return f'=IF(ISNUMBER(A{row}),IFERROR({self.years.figure(tab, f"A{row}", today)},""),"")'
        passed = f"(A{row}-$A${self.first})"
        dues, begins = ",".join(Ends(tab.brief).cells), self.brief.reading.settings.begins(self.brief.lang)
        day = f"MIN({dues})" if begins == JANUARY else f"EDATE(MIN({dues}),{JANUARY - begins})"
        length = f"IF(COUNT({dues})>0,MAX(YEAR({day})-$A${self.first},1),1)" if dues else "1"
        share = f"MIN({passed}/{length},1)"
        way = f"IF(MIN({today},{target})>0,{today}*({target}/{today})^{share},{today}+({target}-{today})*{share})"
        return f'=IF(ISNUMBER(A{row}),IFERROR({way},""),"")'

    def enough(self, row: int) -> str:
        share = f"D{row}/E{row}" if self.kgi.better == "lower" else f"E{row}/D{row}"
        fair, poor = THRESHOLDS[self.brief.scenario.role]
        symbol = f'IF({share}>=1-1E-9,"◎",IF({share}>={fair:g},"○",IF({share}>={poor:g},"△","×")))'
        return f'=IFERROR(IF(OR(D{row}="",E{row}=""),"",{symbol}&" "&TEXT({share},"0%")),"")'

    @property
    def remark(self) -> str:
        """Return the formula of what is to be done about an assumption."""
        say = {key: text(label.say(self.brief.lang)) for key, label in REMARK_WORDS.items()}
        assumption, outlook, checked, state = (
            here(ASSUMPTIONS, key, self.brief.lang) for key in ("assumption", "outlook", "checked", "state")
        )

        def says(cell: str, label: Label) -> str:
            return f'OR({cell}="{label.ja}",{cell}="{label.en}")'

        again = f"IF(AND({says(outlook, OUTLOOKS['likely'])},{self.today}-{checked}>{CHECK_AGAIN:g}),{say['again']},{say['holds']})"
        checked_once = f"IF(NOT(ISNUMBER({checked})),{say['unchecked']},{again})"
        told = f"IF({says(state, STATES['fell'])},{say['fell']},IF({says(state, STATES['shaky'])},{say['shaky']},{checked_once}))"
        return f'=IF({assumption}="","",{told})'
