"""The page on which one cell moves every lever on its way to a scenario's targets, without any add-in.

Knows what stands around the table of every KPI: the dial, the goals, the KGI at every tenth of the way and its chart.
Does not know how it is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import labels
from kpi_xl.book.brief import Brief
from kpi_xl.book.chart import LEGEND
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.dial import CHOSEN, DIAL, FARTHEST, TODAY, Dial
from kpi_xl.book.freshness import fresh_rules
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Choices, ColumnGroup, Name, Page, PageCell, Rule
from kpi_xl.book.scenario_table import VERDICTS
from kpi_xl.book.simulator_chart import way_chart
from kpi_xl.book.simulator_table import (
    AFTER_STEPS,
    ALONE,
    CHOICE,
    FIRST_STEP,
    HIGH,
    LABEL,
    LOW,
    MOST,
    NOW,
    RATIO,
    REMARK,
    SHARE,
    STEPS,
    TARGET,
    UNIT,
    SimulatorTable,
)
from kpi_xl.book.simulator_table import TODAY as BASE
from kpi_xl.book.tabs import Asked, Tab, every_asked, freshness_formula, room_for, widths_of
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi

SIMULATOR = "simulator"
WIDTHS = {BASE: 18.0, TARGET: 18.0, NOW: 20.0, RATIO: 15.0, SHARE: 13.0, REMARK: 38.0, AFTER_STEPS: 3.0}
STEP_WIDTH = 16.0
DIAL_ROW, SCENARIO_ROW, GOALS = 5, 6, 8
"""Rows of the dial, of the scenario and of the headers of the goals."""

ROWS_ON_A_PAGE = 60
SURPLUS_FORMAT = "+0.0%;-0.0%;0.0%"
GOAL_HEADERS: dict[int, Label] = {
    LABEL: labels.scenario.GOAL,
    UNIT: labels.UNIT,
    BASE: labels.scenario.TODAY,
    TARGET: labels.scenario.TARGET,
    NOW: labels.simulator.AT_DIAL,
    RATIO: labels.scenario.SURPLUS,
    SHARE: labels.scenario.VERDICT,
    REMARK: labels.scenario.OUTCOME,
}


@collector_at_rest()
def simulator_page(tabs: Sequence[Tab], dial: Dial) -> Page:
    """Return the page that simulates the way to the scenarios' targets."""
    return Simulator(tuple(tabs), dial).page()


def cell(column: int, row: int) -> str:
    """Return a cell of the page, fixed."""
    return f"${column_letters(column)}${row}"


@dataclass(frozen=True)
class Simulator:
    """The scenarios' tabs, what is set, and where each thing stands on the page."""

    tabs: tuple[Tab, ...]
    dial: Dial

    @property
    def brief(self) -> Brief:
        """What all scenarios have in common."""
        return self.tabs[0].brief

    @cached_property
    def goals(self) -> list[Asked]:
        """The KPIs of the goals, the KGI first, and of the guardrails."""
        return every_asked(self.tabs)

    @property
    def steps_header(self) -> int:
        """The row of the headers of the KGI along the way."""
        return GOALS + len(self.goals) + 2

    @cached_property
    def table(self) -> SimulatorTable:
        """The table of every KPI."""
        few = len(self.brief.tree.kpis) <= MOST
        header = self.steps_header + (len(STEPS) + 3 if few else 2)
        made = SimulatorTable(self.tabs, self.brief.say(PAGE_SHEETS[SIMULATOR]), header, cell(UNIT, DIAL_ROW))
        made.build()
        return made

    def page(self) -> Page:
        """Return the page."""
        last, table = column_letters(REMARK), self.table
        cells = dict(table.cells) | self._head() | self._choice() | (self._steps() if table.has_steps else self._left_out())
        for column, label in GOAL_HEADERS.items():
            cells[GOALS, column] = PageCell(self.brief.say(label), style="header")
        for place, asked in enumerate(self.goals, GOALS + 1):
            cells |= {(place, column): made for column, made in self._goal(asked, place).items()}
        widest = dict(zip((LABEL, UNIT), widths_of(self.brief.tree), strict=True))
        widest[LABEL] = room_for((asked.shown(self.brief) for asked in self.goals), widest[LABEL])
        widths = widest | WIDTHS | dict.fromkeys(range(FIRST_STEP, AFTER_STEPS), STEP_WIDTH)
        return Page(
            key=SIMULATOR,
            sheet=table.sheet,
            cells=cells,
            lang=self.brief.lang,
            widths=widths,
            heights={1: 34.0, DIAL_ROW: 26.0},
            merges=(
                *("F1:H1", "A2:H2", "A3:H3"),
                *(ends for row in (DIAL_ROW, SCENARIO_ROW) for ends in (f"B{row}:C{row}", f"D{row}:H{row}")),
                *((f"E{table.header - 2}:H{table.header - 2}",) if table.has_steps else (f"A{self.steps_header}:H{self.steps_header}",)),
            ),
            rules=tuple(self._rules()),
            choices=tuple(self._choices()),
            names=(*table.names(), *self._names()),
            charts=tuple(way_chart(self.tabs, self.steps_header)) if self.table.has_steps else (),
            frozen=f"B{SCENARIO_ROW + 1}",
            groups=(ColumnGroup(FIRST_STEP, AFTER_STEPS - 1),) if table.has_steps else (),
            hidden_columns=tuple(range(LOW, ALONE + 1)),
            tab="tab_input",
            title_rows=f"{table.header}:{table.header}",
            one_page=table.last <= ROWS_ON_A_PAGE,
            print_area=f"A1:{last}{table.last}",
        )

    def _head(self) -> dict[tuple[int, int], PageCell]:
        say, kgi = self.brief.say, f"{column_letters(NOW)}{GOALS + 1}"
        several = len(self.tabs) > 1
        return {
            (1, 1): PageCell(self.table.sheet, style="title"),
            (1, RATIO): PageCell(formula=freshness_formula(self.tabs), style="symbol"),
            (2, 1): PageCell(say(labels.simulator.SIMULATOR_HOW), style="note"),
            (3, 1): PageCell(say(labels.simulator.GOAL_SEEK, result=kgi, dial=f"{column_letters(UNIT)}{DIAL_ROW}"), style="note"),
            (DIAL_ROW, LABEL): PageCell(say(labels.simulator.PROGRESS), style="label_strong"),
            (DIAL_ROW, UNIT): PageCell(self.dial.share, style="input", format="0.0#%"),
            (DIAL_ROW, BASE): PageCell(style="input"),
            (DIAL_ROW, TARGET): PageCell(say(labels.simulator.PROGRESS_PROMPT), style="note", indent=1),
            (SCENARIO_ROW, LABEL): PageCell(say(labels.SCENARIO), style="label_strong"),
            (SCENARIO_ROW, UNIT): PageCell(self.dial.scenario, style="input_text" if several else "computed_text"),
            (SCENARIO_ROW, BASE): PageCell(style="input_text" if several else "computed_text"),
            (SCENARIO_ROW, TARGET): PageCell(say(labels.simulator.SCENARIO_PROMPT) if several else None, style="note", indent=1),
        }

    def _choice(self) -> dict[tuple[int, int], PageCell]:
        """Return the hidden cells behind the choice of a scenario: their names for the drop-down, and the number of the chosen one."""
        names = {(DIAL_ROW + place, CHOICE): PageCell(tab.brief.sheet, style="hidden") for place, tab in enumerate(self.tabs)}
        number = f"=IFERROR(MATCH({cell(UNIT, SCENARIO_ROW)},{self._listed},0),1)"
        return names | ({(self.table.header, CHOICE): PageCell(formula=number, style="hidden")} if len(self.tabs) > 1 else {})

    @property
    def _listed(self) -> str:
        return f"{cell(CHOICE, DIAL_ROW)}:{cell(CHOICE, DIAL_ROW + len(self.tabs) - 1)}"

    def _choices(self) -> Iterator[Choices]:
        say = self.brief.say
        yield Choices(
            f"B{DIAL_ROW}",
            None,
            say(labels.simulator.PROGRESS),
            say(labels.simulator.PROGRESS_PROMPT),
            say(labels.simulator.PROGRESS_ERROR),
            between=(TODAY, FARTHEST),
        )
        if len(self.tabs) > 1:
            words = say(labels.simulator.SCENARIO_PROMPT)
            yield Choices(f"B{SCENARIO_ROW}", "=" + self._listed, say(labels.SCENARIO), words, words)

    def _goal(self, asked: Asked, row: int) -> dict[int, PageCell]:
        kpi, words = asked.kpi, labels.scenario
        number, source = self.brief.number_format(kpi.unit), self.table.rows[kpi.name]
        goals = [tab.asked_cell("target", asked) for tab in self.tabs]
        base, target, now, verdict = (f"{column_letters(column)}{row}" for column in (BASE, TARGET, NOW, SHARE))
        outcomes = (words.KEPT, words.BROKEN) if asked.guard else (words.REACHED, words.MISSED)
        reached, missed = map(self.brief.say, outcomes)
        return {
            LABEL: PageCell(asked.shown(self.brief), style="label_strong"),
            UNIT: PageCell(kpi.unit, style="label_strong"),
            BASE: PageCell(formula=f"={column_letters(BASE)}{source}", style="computed_strong", format=number),
            TARGET: PageCell(formula=self.table.chosen(goals) if any(goals) else None, style="computed_strong", format=number),
            NOW: PageCell(formula=f"={column_letters(NOW)}{source}", style="computed_strong", format=number),
            RATIO: PageCell(
                formula=f'=IF({target}="","",IF({target}=0,"",ROUND(({now}-{target})/ABS({target}),6)))',
                style="computed_strong",
                format=SURPLUS_FORMAT,
            ),
            SHARE: PageCell(formula=met(kpi, base, target, now), style="symbol"),
            REMARK: PageCell(formula=f'=IF({verdict}="","",IF({verdict}="◎","{reached}","{missed}"))', style="computed_text"),
        }

    def _steps(self) -> dict[tuple[int, int], PageCell]:
        """Return the KGI and its goal at every tenth of the way; both link to cells above and below."""
        kgi, header = self.brief.kgi, self.steps_header
        number, goal = self.brief.number_format(kgi.unit), cell(TARGET, GOALS + 1)
        heads = {LABEL: self.brief.say(labels.simulator.PROGRESS), UNIT: self.brief.say(labels.scenario.VERDICT)}
        heads |= {BASE: kgi.shown, TARGET: self.brief.say(labels.scenario.TARGET)}
        cells = {(header, column): PageCell(words, style="header") for column, words in heads.items()}
        cells[header, LOW], cells[header, HIGH] = PageCell(kgi.shown, style="muted"), PageCell(heads[TARGET], style="muted")
        cells[header + len(STEPS) + 1, NOW] = PageCell(self.brief.say(labels.simulator.STEPS_ARE_LEFT), style="note_right")
        for place, share in enumerate(STEPS):
            row, value = header + 1 + place, f"{column_letters(FIRST_STEP + place)}{self.table.rows[kgi.name]}"
            own, line = f"{column_letters(BASE)}{row}", f"{column_letters(TARGET)}{row}"
            cells[row, LABEL] = PageCell(share, style="computed", format="0%")
            cells[row, UNIT] = PageCell(formula=met(kgi, cell(BASE, GOALS + 1), goal, own), style="symbol")
            cells[row, BASE] = PageCell(formula=f"={value}", style="computed", format=number)
            cells[row, TARGET] = PageCell(formula=f'=IF({goal}="","",{goal})', style="computed", format=number)
            cells[row, HIGH] = PageCell(formula=f'=IF({line}="",NA(),{line})', style="muted")  # no point, where a blank would be 0
        return cells

    def _left_out(self) -> dict[tuple[int, int], PageCell]:
        return {(self.steps_header, 1): PageCell(self.brief.say(labels.simulator.TOO_MANY_ROWS, most=MOST), style="note")}

    def _rules(self) -> Iterator[Rule]:
        yield from fresh_rules(self.brief, "F1:H1", "$F$1")
        areas = [(SHARE, GOALS + 1, GOALS + len(self.goals), REMARK)]
        if self.table.has_steps:
            areas.append((UNIT, self.steps_header + 1, self.steps_header + len(STEPS), UNIT))
        for column, first, last, end in areas:
            for symbol, look in VERDICTS:
                yield Rule(
                    f"{column_letters(column)}{first}:{column_letters(end)}{last}", f'${column_letters(column)}{first}="{symbol}"', look
                )

    def _names(self) -> Iterator[Name]:
        there = quoted_sheet(self.table.sheet)
        yield Name(DIAL, f"{there}!{cell(UNIT, DIAL_ROW)}", hidden=True)
        yield Name(CHOSEN, f"{there}!{cell(UNIT, SCENARIO_ROW)}", hidden=True)
        if self.table.has_steps:
            yield Name(LEGEND, f"{there}!{cell(LOW, self.steps_header)}:{cell(HIGH, self.steps_header)}", hidden=True)


def met(kpi: Kpi, base: str, target: str, now: str) -> str:
    """Return the verdict on a goal as a live formula, blank where the chosen scenario has none."""
    sense = -1 if kpi.better == "lower" else 1
    there = f"{sense}*({now}-{target})>=-1E-9*MAX(ABS({base}),ABS({target}),ABS({target}-{base}))"
    return f'=IF({target}="","",IF(IFERROR({there},FALSE),"◎","×"))'
