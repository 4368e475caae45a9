"""The live formulas of the action plan: gap and coverage, on time or not, latest start and slack, expected effect against measured.

Knows the plan's columns. Does not know rows. A task waits for others by their numbers; how late it may begin is worked back one task
further in every hidden pass, since a column that looked at itself would be a circle to Excel.
Excel 2016 has no MINIFS and shows no latest starts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_xl.book.action_layout import ACTIONS, EFFECT_KINDS, PASSES, STATUSES
from kpi_xl.book.calculated import here, text, whole
from kpi_xl.book.layout import KPIS
from kpi_xl.book.scenario_table import SYMBOLS, THRESHOLDS
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import actions as words
from kpi_xl.model.scenario import Role

WITHOUT_EFFECT = 0.1
"""A task that brought less than this share of what was expected counts as executed without effect."""

SEPARATORS = ("、", "，", " ", "　", ";", "；")
"""What may stand between the numbers of tasks, beside a comma."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A scenario that gaps are measured against: the tab's areas of names and of targets, and the scenario's role."""

    names: str
    targets: str
    role: Role


@dataclass(frozen=True)
class Formulas:
    """Every formula of a row.

    Attributes
    ----------
    aims
        The scenario that the gap is measured against, then the one that only coverage is shown of, if any.
    today
        The cell that holds today's date.
    end
        The formula (without "=") of the day from which a row is worked back.
    passes
        How many tasks long a chain may be.
    """

    lang: Lang
    aims: Sequence[Aim]
    today: str
    end: str
    passes: int

    def all(self) -> dict[str, str]:
        """Return the formula of every column that fills itself in, by key."""
        return {key: f"={formula}" for key, formula in {**self._gap(), **self._time(), **self._worked_back(), **self._effect()}.items()}

    def here(self, key: str) -> str:
        """Return the reference to a column's cell in the same row."""
        return here(ACTIONS, key, self.lang)

    def whole(self, key: str) -> str:
        """Return the reference to a whole column."""
        return whole(ACTIONS, key, self.lang)

    def says(self, key: str, word: Label) -> str:
        """Return the condition that a row's cell says a word in either language."""
        return f'OR({self.here(key)}="{word.ja}",{self.here(key)}="{word.en}")'

    def _gap(self) -> Mapping[str, str]:
        row, kpi, gap, total = (self.here(key) for key in ("row", "kpi", "gap", "total"))
        effect, today = self.here("effect"), self.here("today")
        target, other = self.here("target"), self.here("target_stretch")
        left = f"{gap}-{total}"
        header = f"ROW({ACTIONS.name}[[#Headers],[{ACTIONS.column('kpi').label.say(self.lang)}]])"
        is_first = f"MATCH({kpi},{self.whole('kpi')},0)=ROW()-{header}"
        names, baselines, units = (whole(KPIS, key, self.lang) for key in ("name", "baseline", "unit"))
        not_counted = f"OR(NOT(ISNUMBER({effect})),{self.says('status', STATUSES['dropped'])})"
        aims = {"target": 0, "target_stretch": 1}
        return {
            "row": f"IFERROR(MATCH({kpi},{names},0),0)",
            "unit": f'IF({row}=0,"",INDEX({units},{row})&"")',
            "today": f'IF({row}=0,"",INDEX({baselines},{row}))',
            **{key: self._target(self.aims[place]) if place < len(self.aims) else '""' for key, place in aims.items()},
            "gap": self._difference(target, today),
            "impact": f"IF({not_counted},0,IF({self.says('kind', EFFECT_KINDS['share'])},IFERROR({effect}*{today},0),{effect}))",
            "total": f'IF({kpi}="",0,SUMIFS({self.whole("impact")},{self.whole("kpi")},{kpi}))',
            "uncovered": f'IF({gap}="","",IF({gap}=0,0,IF(({left})/{gap}<=1E-9,0,{left})))',
            "covered": self._covered(gap, 0),
            "covered_stretch": self._covered(self._difference(other, today), 1) if len(self.aims) > 1 else '""',
            "first": f'IF({gap}="",0,IF({gap}=0,0,IF(IFERROR({is_first},FALSE),1,0)))',
            "short": f"IF({self.here('first')}=0,0,IF({self.here('uncovered')}=0,0,1))",
        }

    def _target(self, aim: Aim) -> str:
        return f'IFERROR(INDEX({aim.targets},MATCH({self.here("kpi")},{aim.names},0)),"")'

    def _difference(self, target: str, today: str) -> str:
        return f'IF(OR({target}="",{today}=""),"",IF(ABS({target}-{today})<=1E-9*ABS({today}),0,{target}-{today}))'

    def _covered(self, gap: str, place: int) -> str:
        """Say how much of a gap is covered, with the symbol of the scenario's scale."""
        fair, poor = THRESHOLDS[self.aims[place].role]
        share = f"{self.here('total')}/{gap}"
        symbols = self._scale(share, (1.0 - 1e-9, fair, poor))
        said = f'{symbols}&" "&TEXT({share},"0%")'
        return f'IF({gap}="","",IF({gap}=0,{text(words.NO_GAP.say(self.lang))},{said}))'

    def _scale(self, share: str, least: Sequence[float]) -> str:
        signs = [text(symbol) for symbol, _ in SYMBOLS]
        formula = signs[-1]
        for sign, limit in reversed(list(zip(signs, least, strict=False))):
            formula = f"IF({share}>={limit:.12g},{sign},{formula})"
        return formula

    def _time(self) -> Mapping[str, str]:
        say = {key: text(label.say(self.lang)) for key, label in TIMING.items()}
        start, due, following = self.here("start"), self.here("due"), self.here("next")
        done, dropped, todo = (self.says("status", STATUSES[key]) for key in ("done", "dropped", "todo"))
        not_begun = f'AND(ISNUMBER({start}),{start}<{self.today},OR({self.here("status")}="",{todo}))'
        overlaps = f"AND({following}>0,{due}>={following})"
        open_ones = (
            f"IF({due}<{self.today},{say['late']},IF({overlaps},{say['overlaps']},IF({not_begun},{say['not_begun']},{say['on_time']})))"
        )
        return {
            "closed": f'IF(OR({self.here("task")}="",{done},{dropped}),1,0)',
            "days": f"IF(AND(ISNUMBER({start}),ISNUMBER({due})),MAX({due}-{start}+1,1),1)",
            "timing": f'IF({done},{say["done"]},IF({dropped},{say["dropped"]},IF(ISNUMBER({due}),{open_ones},"")))',
        }

    def _worked_back(self) -> Mapping[str, str]:
        number, closed, days, end = (self.here(key) for key in ("number", "closed", "days", "end"))
        said = f'{self.here("after")}&""'
        for separator in SEPARATORS:
            said = f'SUBSTITUTE({said},"{separator}",",")'
        first, last = PASSES[0], PASSES[self.passes]
        pattern = f'"*,"&{number}&",*"'
        found = {
            "waits": f'IF(OR({closed}=1,{self.here("after")}=""),"",","&{said}&",")',
            "next": f'IF(OR({closed}=1,{number}=""),0,IFERROR(_xlfn.MINIFS({self.whole("start")},{self.whole("waits")},{pattern}),0))',
            "end": self.end,
            first: f'IF(OR({closed}=1,NOT(ISNUMBER({end}))),"",{end}-{days}+1)',
            "latest": f'IFERROR({self.here(last)},"")',
            "slack": self._slack(),
        }
        for before, after in pairwise(PASSES[: self.passes + 1]):
            own, next_start = self.here(first), f"_xlfn.MINIFS({self.whole(before)},{self.whole('waits')},{pattern})"
            found[after] = f'IF(OR({own}="",{number}=""),{own},IF({next_start}=0,{own},MIN({own},{next_start}-{days})))'
        return found

    def _slack(self) -> str:
        start, latest = self.here("start"), self.here("latest")
        return f'IF({latest}="","",{latest}-IF(ISNUMBER({start}),{start},{self.today}))'

    def _effect(self) -> Mapping[str, str]:
        """Say what came of a task: not executed, executed without effect, or how much of what was expected."""
        say = {key: text(label.say(self.lang)) for key, label in VERDICTS.items()}
        effect, measured, gap = self.here("effect"), self.here("measured"), self.here("gap")
        done, dropped = (self.says("status", STATUSES[key]) for key in ("done", "dropped"))
        share = f"{measured}/{effect}"
        shown = f'TEXT({share},"0%")'
        fair = THRESHOLDS["must_achieve"][0]
        brought = (
            f"IF({share}<{WITHOUT_EFFECT:g},{say['none']},IF({share}<{fair:g},{say['some']}&{shown},"
            f"IF({share}<1-1E-9,{say['nearly']}&{shown},{say['met']}&{shown})))"
        )
        executed = f"IF(NOT(ISNUMBER({measured})),{say['measure']},IF(N({effect})=0,{say['unexpected']},{brought}))"
        wrong_way = f"AND(ISNUMBER({effect}),ISNUMBER({gap}),N({effect})*N({gap})<0)"
        overdue = f"AND(ISNUMBER({self.here('due')}),{self.here('due')}<{self.today})"
        waiting = f'IF({overdue},{say["not_executed"]},IF({wrong_way},{say["wrong_way"]},""))'
        return {"verdict": f"IF({done},{executed},IF({dropped},{say['not_executed']},{waiting}))"}


TIMING = {
    "late": words.LATE,
    "overlaps": words.OVERLAPS,
    "not_begun": words.NOT_BEGUN,
    "on_time": words.ON_TIME,
    "done": words.CLOSED_DONE,
    "dropped": words.CLOSED_DROPPED,
}
VERDICTS = {
    "not_executed": words.NOT_EXECUTED,
    "none": words.NO_EFFECT,
    "some": words.SOME_EFFECT,
    "nearly": words.NEARLY,
    "met": words.AS_EXPECTED,
    "measure": words.TO_MEASURE,
    "unexpected": words.NO_EXPECTATION,
    "wrong_way": words.WRONG_WAY,
}
