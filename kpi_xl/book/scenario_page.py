"""The page of one scenario: goals and their outcome, what binds, the reality check, the levers that count most, and every KPI.

Knows what a scenario tab shows and where. Does not know how it is painted.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from kpi_xl import labels
from kpi_xl.book import freshness
from kpi_xl.book.agreements import SCENARIO
from kpi_xl.book.brief import ANSWER, Brief, at, column
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.daring import rule
from kpi_xl.book.effect_block import EffectBlock
from kpi_xl.book.explain import sentences
from kpi_xl.book.page import Page, PageCell, Rule
from kpi_xl.book.scenario_table import LAST_HIDDEN, RATIO_FORMAT, THRESHOLDS, VERDICTS, WIDTH, Table
from kpi_xl.book.tabs import Asked, room_for
from kpi_xl.book.waterfall import BAD_BELOW, Waterfall
from kpi_xl.calc.cells import column_letters, quoted_sheet
from kpi_xl.insight.cost_curve import has_costs
from kpi_xl.labels import Label, Lang
from kpi_xl.model.goal import Goal
from kpi_xl.model.kpi import Kpi
from kpi_xl.solve.solution import OUTCOMES
from kpi_xl.solve.strategies import STRATEGIES

WIDTHS: Mapping[str, float] = {
    "label": 36, "unit": 20, "baseline": 16, "target": 16, "gap": 16, "ratio": 12, "room": 15, "status": 10, "remark": 30, "agreed": 16,
    "note": 34, "daring": 23, "cost": 18,
}  # fmt: skip
TABS = {"must_achieve": "tab_must_achieve", "stretch": "tab_stretch", "other": "tab_other"}
GOAL_HEADERS: Mapping[str, Label] = {
    "label": labels.scenario.GOAL,
    "unit": labels.UNIT,
    "baseline": labels.scenario.TODAY,
    "target": labels.scenario.TARGET,
    "gap": labels.scenario.PLANNED,
    "ratio": labels.scenario.RATIO,
    "room": labels.scenario.SURPLUS,
    "status": labels.scenario.VERDICT,
    "remark": labels.scenario.OUTCOME,
}
TOP_HEADERS: Mapping[str, Label] = {
    "label": labels.scenario.TOP_FIVE,
    "unit": labels.UNIT,
    "baseline": labels.scenario.TODAY,
    "target": labels.scenario.TARGET,
    "gap": labels.scenario.GAP,
    "ratio": labels.scenario.RATIO,
    "room": labels.scenario.ELASTICITY,
}
ROWS_ON_A_PAGE = 55
"""Up to here a tab still reads well when it is printed on one sheet of paper."""

SURPLUS_FORMAT = "+0.0%;-0.0%;0.0%"
ELASTICITY_FORMAT = "+0.00;-0.00;0.00"
LINE_HEIGHT = {"ja": 20.0, "en": 16.5}
CHARACTERS_A_LINE = {"ja": 62, "en": 120}


@collector_at_rest()
def scenario_page(brief: Brief) -> Page:
    """Return the page of a scenario."""
    said = list(sentences(brief))
    place = brief.table_header(len(said))
    waterfall = Waterfall(brief, place, place + 1)
    table = Table(brief, place + waterfall.rows)
    waterfall = Waterfall(brief, place, table.row(brief.tree.kgi))
    table.build()
    cells = dict(table.cells)
    cells.update(_head(brief))
    cells.update(_goals(brief, table))
    cells.update(_sentences(brief, said))
    cells.update(_top(brief, table, brief.top_header(len(said))))
    cells.update(waterfall.cells())
    fair, poor = THRESHOLDS[brief.scenario.role]
    legend, block = table.end + 2, table.block
    cells.update(block.cells())
    cells[legend, 1] = PageCell(brief.say(labels.scenario.LEGEND, fair=f"{fair:.0%}", poor=f"{poor:.0%}"), style="note")
    cells[legend + 1, 1] = PageCell(rule(brief), style="note")
    first_changed, last_changed = at("changed", 2), at("changed", max(table.last, block.last))
    fresh = f'=IF(SUM({first_changed}:{last_changed})=0,"{brief.say(labels.scenario.FRESH)}","{brief.say(labels.scenario.STALE)}")'
    cells[1, column("status") - 1] = PageCell(formula=fresh, style="symbol")
    status = column_letters(column("status"))
    paid = has_costs(brief.tree)
    return Page(
        key=SCENARIO,
        sheet=brief.sheet,
        cells=cells,
        lang=brief.lang,
        widths={column(key): width for key, width in WIDTHS.items()} | {column("label"): room_for(_guards(brief), WIDTHS["label"])},
        heights={1: 34.0, table.header: 24.0, **_heights(brief, said), **waterfall.heights(), **_notes(cells, legend, block)},
        merges=(
            "G1:I1",
            "A1:F1",
            "A2:I2",
            *(f"B{brief.sentences_row + line}:I{brief.sentences_row + line}" for line in range(len(said))),
            f"A{legend}:I{legend}",
            f"A{legend + 1}:I{legend + 1}",
            *waterfall.merges(),
            *block.merges,
        ),
        rules=(
            *freshness.fresh_rules(brief, "G1:I1", "$G$1"),
            *(
                Rule(
                    f"{status}{brief.goals_header + 1}:I{brief.goals_header + len(brief.goal_kpis)}",
                    f'${status}{brief.goals_header + 1}="{symbol}"',
                    look,
                )
                for symbol, look in VERDICTS
            ),
            *table.rules(),
        ),
        choices=tuple(table.choices()),
        names=(*table.names, *waterfall.names()),
        charts=tuple(waterfall.charts()),
        frozen="B1",
        hidden_columns=tuple(place for place in range(WIDTH + 1, BAD_BELOW + 1) if not paid or place != LAST_HIDDEN),
        tab=TABS[brief.scenario.role],
        title_rows=f"{table.header}:{table.header}",
        one_page=block.last <= ROWS_ON_A_PAGE,
        print_area=f"A1:{column_letters(LAST_HIDDEN if paid else WIDTH)}{max(legend + 1, block.last)}",
    )


def _guards(brief: Brief) -> list[str]:
    """Return what the guardrails are called."""
    return [Asked(brief.tree.kpi(goal.kpi), guard=True).shown(brief) for goal in brief.scenario.guards]


def _head(brief: Brief) -> dict[tuple[int, int], PageCell]:
    strategy = STRATEGIES[brief.solution.strategy].label
    outcome = OUTCOMES[brief.solution.outcome]
    cells = {
        (1, 1): PageCell(brief.sheet, style="title"),
        (2, 1): PageCell(brief.say(labels.scenario.SUBTITLE, strategy=strategy, outcome=outcome), style="subtitle"),
    }
    cells.update({(2, column(key)): cell for key, cell in freshness.settings_changed(brief, 2)})
    return cells


def _goals(brief: Brief, table: Table) -> dict[tuple[int, int], PageCell]:
    """Return a row per goal, all of it live: today, target, what this plan gives, and whether it is met."""
    cells = {(brief.goals_header, column(key)): PageCell(label.say(brief.lang), style="header") for key, label in GOAL_HEADERS.items()}
    goals = zip(brief.scenario.goals, brief.scenario.rows, strict=True)
    for place, (kpi, asked) in enumerate(zip_longest(brief.goal_kpis, goals)):
        row = brief.goals_header + 1 + place
        goal, goal_row = asked or (None, None)
        for key, cell in _goal(brief, kpi, goal, goal_row, row, table.row(kpi.name)).items():
            cells[row, column(key)] = cell
        if goal_row is not None:
            cells.update({(row, column(key)): cell for key, cell in freshness.goal_changed(brief, kpi, goal_row, row)})
    return cells


def _goal(brief: Brief, kpi: Kpi, goal: Goal | None, goal_row: int | None, row: int, source: int) -> dict[str, PageCell]:
    number = brief.number_format(kpi.unit)
    base, target, plan = (at(key, row) for key in ("baseline", "target", "gap"))
    cells = {
        "label": PageCell(kpi.shown, style="label_strong"),
        "unit": PageCell(kpi.unit, style="label_strong"),
        "baseline": PageCell(formula=f"={at('baseline', source)}", style="computed_strong", format=number),
        "gap": PageCell(formula=f"={at('target', source)}", style="computed_strong", format=number),
        "ratio": PageCell(formula=f'=IF({base}=0,"",{plan}/{base})', style="computed_strong", format=RATIO_FORMAT.say(brief.lang)),
        "target": PageCell(style="computed_strong"),
        "room": PageCell(style="computed_strong"),
        "status": PageCell(style="symbol"),
        "remark": PageCell(style="computed_text"),
    }
    if goal is None:
        return cells
    sense = -1 if kpi.better == "lower" else 1
    met = f"{sense}*({plan}-{target})>=-1E-9*MAX(ABS({base}),ABS({target}),ABS({target}-{base}))"
    exact = f"ABS({plan}-{target})<=1E-9*MAX(ABS({base}),ABS({target}),ABS({target}-{base}))"
    outcomes = (labels.scenario.KEPT, labels.scenario.BROKEN) if goal.guard else (labels.scenario.REACHED, labels.scenario.MISSED)
    words = [brief.say(label) for label in outcomes]
    shown = Asked(kpi, goal.guard).shown(brief)
    return cells | {
        "label": PageCell(shown, style="label_strong"),
        "target": PageCell(formula=_target(brief, kpi, goal, goal_row, base), style="computed_strong", format=number),
        "room": PageCell(
            formula=f'=IF({target}=0,"",ROUND(({plan}-{target})/ABS({target}),6))', style="computed_strong", format=SURPLUS_FORMAT
        ),
        "status": PageCell(formula=f'=IF(IFERROR({exact if goal.meet else met},FALSE),"◎","×")', style="symbol"),
        "remark": PageCell(formula=f'=IF({at("status", row)}="◎","{words[0]}","{words[1]}")', style="computed_text"),
    }


def _target(brief: Brief, kpi: Kpi, goal: Goal, goal_row: int | None, base: str) -> str:
    """Return what the goal comes to as a live formula over the goals table, today's value and the reference it is a multiple of."""
    said = brief.goal_cell(goal_row, "amount") if goal_row is not None else None
    factor = said or f"{(goal.percent or 0.0) / 100.0:g}"
    last_year, industry = (brief.source(kpi.name, key) for key in ("last_year", "industry"))
    reference = {
        "times": f"*{base}",
        "percent": f'*IF({last_year}="",{base},{last_year})' if last_year else f"*{base}",
        "times_industry": f"*{industry}",
        "value": "",
    }[goal.kind]
    return f"={factor}{reference}"


def _sentences(brief: Brief, said: list[tuple[Label, str]]) -> dict[tuple[int, int], PageCell]:
    cells = {}
    for line, (head, text) in enumerate(said):
        style = "warning" if head in (labels.scenario.WAY_OUT,) else "card_text"
        cells[brief.sentences_row + line, 1] = PageCell(head.say(brief.lang), style="card_label")
        for place in range(2, len(ANSWER) + 1):
            cells[brief.sentences_row + line, place] = PageCell(text if place == 2 else None, style=style)
    return cells


def _top(brief: Brief, table: Table, header: int) -> dict[tuple[int, int], PageCell]:
    """Return the levers with the highest elasticity; their figures are links to the table below."""
    cells = {(header, column(key)): PageCell(label.say(brief.lang), style="header") for key, label in TOP_HEADERS.items()}
    for place, (name, elasticity) in enumerate(brief.top):
        row, source, kpi = header + 1 + place, table.row(name), brief.tree.kpis[name]
        number = brief.number_format(kpi.unit)
        here = {
            "label": PageCell(kpi.shown, style="label", link=f"{quoted_sheet(brief.sheet)}!{at('target', source)}"),
            "unit": PageCell(kpi.unit, style="label"),
            "ratio": PageCell(formula=f"={at('ratio', source)}", style="computed", format=RATIO_FORMAT.say(brief.lang)),
            "room": PageCell(elasticity, style="computed", format=ELASTICITY_FORMAT),
            **{key: PageCell(formula=f"={at(key, source)}", style="computed", format=number) for key in ("baseline", "target", "gap")},
        }
        cells.update({(row, column(key)): cell for key, cell in here.items()})
    return cells


def _heights(brief: Brief, said: list[tuple[Label, str]]) -> dict[int, float]:
    return {brief.sentences_row + line: _height(text, brief.lang) for line, (_, text) in enumerate(said)}


def _notes(cells: Mapping[tuple[int, int], PageCell], legend: int, block: EffectBlock) -> dict[int, float]:
    """Return the heights of the notes under the tables."""
    return {row: _height(cells[row, 1].value, block.brief.lang) for row in (legend, legend + 1, *((block.last,) if block.own else ()))}


def _height(text: object, lang: Lang) -> float:
    """Return the height of a merged row: no program fits these by itself."""
    return LINE_HEIGHT[lang] * (1 + len(str(text)) // CHARACTERS_A_LINE[lang])
