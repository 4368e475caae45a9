"""Whether a tab still answers what its workbook asks: beside each row stands what was asked, and a live cell compares it with the inputs.

Knows which inputs an answer rests on. Does not know the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl import labels
from kpi_xl.book.brief import Brief, at, hidden
from kpi_xl.book.calculated import text
from kpi_xl.book.identity import absolute
from kpi_xl.book.layout import EFFECTS, GOALS, KPIS, SETTINGS, YES_NO
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.calc.cells import Address, Formula, quoted_sheet
from kpi_xl.model.kpi import Kpi

INPUTS = ("low", "high", "stated", "effort", "locked", "better", "order", "cost", "cost_per", "cost_growth")
"""Columns of the KPI table that change an answer, beside the baseline."""

GOAL_INPUTS = {"kind": "seen_baseline", "amount": "seen_formula", "kpi": "seen_low", "scenario": "seen_high", "role": "seen_stated"}
"""Columns of the goals table that change an answer, and where a tab keeps what they were."""

REFERENCES = {"last_year": "seen_effort", "industry": "seen_locked"}
"""Columns of the KPI table that a goal may be a multiple of, and where a tab keeps what they were."""

PLACES = ("seen_baseline", "seen_formula", "seen_low", "seen_high", "seen_better")
"""Where a tab keeps what its settings were."""

COUNTED = {
    (KPIS.name, "name"): "seen_stated",
    (GOALS.name, "kind"): "seen_effort",
    (SETTINGS.name, "setting"): "seen_locked",
    (EFFECTS.name, "elasticity"): "seen_cost",
}
"""Columns whose filled cells are counted: a row that is added may change an answer; and where a tab keeps what the count was."""

SWITCHED_OFF = (EFFECTS.name, "active"), "seen_cost_per"
"""The column whose rows that are switched off are counted, and where a tab keeps what the count was."""

FLAG = "$G$1"
"""The tab's live cell that says whether it is up to date."""

SHOWN_ALIKE = frozenset("[!{#")
"""A formula with one of these is not shown as it is stored, or not by every program: its value is compared, not its text."""


def seen(brief: Brief, kpi: Kpi) -> dict[str, PageCell]:
    """Return what a row's inputs were, by hidden column."""
    cells = brief.tree.cells.contents
    home = brief.tree.addresses[kpi.name]
    columns = brief.reading.columns[KPIS.name]
    found = {f"seen_{key}": _typed(brief, Address(home.sheet, home.row, columns[key])) for key in INPUTS if key in columns}
    if kpi.is_formula:
        found["seen_baseline"] = hidden(brief.tree.baseline[kpi.name])
        found["seen_formula"] = hidden(_shown(cells.get(home)))
    else:
        found["seen_baseline"] = hidden(
            brief.tree.levers[kpi.name].baseline if kpi.name in brief.tree.levers else brief.tree.baseline[kpi.name]
        )
    return found | {"seen_agreed": hidden(brief.typed.agreed.get(kpi.name))}


def changed(brief: Brief, kpi: Kpi, row: int) -> str:
    """Return the formula that is 1 when one of a row's inputs is no longer what it was, else 0."""
    columns = brief.reading.columns[KPIS.name]
    tests = [f"{brief.source(kpi.name, 'name')}={at('name', row)}"]
    baseline, was = brief.source(kpi.name, "baseline"), at("seen_baseline", row)
    if kpi.is_formula:
        tests.append(f"ABS({baseline}-{was})<=1E-9*MAX(1E-300,ABS({was}))")
        if _shown(brief.tree.cells.contents.get(brief.tree.addresses[kpi.name])):
            tests.append(f"_xlfn.FORMULATEXT({baseline})={at('seen_formula', row)}")
    else:
        tests.append(f"{baseline}={was}")
    tests += [f"{brief.source(kpi.name, key)}={at(f'seen_{key}', row)}" for key in INPUTS if key in columns]
    agreed, was = at("agreed", row), at("seen_agreed", row)
    tests += [f"{agreed}={was}", f'({agreed}="")=({was}="")']  # a blank equals 0, but an agreed 0 is no blank
    return _flag(tests)


def goal_changed(brief: Brief, kpi: Kpi, goal_row: int, row: int) -> Iterator[tuple[str, PageCell]]:
    """Yield the hidden cells that say whether a goal's row, or what it is measured by, is no longer what it was."""
    goals, kpis = brief.reading.columns[GOALS.name], brief.reading.columns[KPIS.name]
    sheet, home = brief.reading.tables[GOALS.name].sheet, brief.tree.addresses[kpi.name]
    cells = {place: Address(sheet, goal_row, goals[key]) for key, place in GOAL_INPUTS.items() if key in goals}
    cells |= {place: Address(home.sheet, home.row, kpis[key]) for key, place in REFERENCES.items() if key in kpis}
    for place, cell in cells.items():
        yield place, _typed(brief, cell)
    tests = [f"{absolute(cell)}={at(place, row)}" for place, cell in cells.items()]
    if "active" in goals:
        tests += [f'{brief.goal_cell(goal_row, "active")}<>"{word}"' for word in (YES_NO["no"].ja, YES_NO["no"].en)]
    yield "changed", PageCell(formula=_flag(tests), style="hidden")


def settings_changed(brief: Brief, here: int) -> Iterator[tuple[str, PageCell]]:
    """Yield the hidden cells that say whether a setting, the number of rows, or what the scenario builds on is no longer what it was."""
    tests = []
    builds = ("stretch_builds",) if brief.scenario.role == "stretch" else ()
    for key, place in zip(("kgi", "strategy", "practical", "budget", *builds), PLACES, strict=False):
        if key in brief.reading.settings.cells:
            cell = brief.reading.settings.cells[key]
            yield place, _typed(brief, cell)
            tests.append(f"{absolute(cell)}={at(place, here)}")
    for (table, key), place in COUNTED.items():
        if table in brief.reading.tables and key in brief.reading.columns[table]:
            area, column = brief.reading.tables[table], brief.reading.columns[table][key]
            # One row more than the table has: what is typed right below it is a change as well.
            first, last = (Address(area.sheet, row, column) for row in (area.first_row, area.last_row + 1))
            filled = [Address(area.sheet, row, column) for row in range(area.first_row, area.last_row + 2)]
            yield place, hidden(float(sum(brief.tree.cells.contents.get(cell) not in (None, "") for cell in filled)))
            tests.append(f"COUNTA({absolute(first)}:{absolute(last).rpartition('!')[2]})={at(place, here)}")
    for test, place, count in _switched_off(brief, here):
        yield place, hidden(count)
        tests.append(test)
    if brief.base is not None:
        tests.append(f'{quoted_sheet(brief.base)}!{FLAG}="{brief.say(labels.scenario.FRESH)}"')
    yield "changed", PageCell(formula=_flag(tests), style="hidden")


def effects_changed(brief: Brief, kpi: Kpi) -> str:
    """Return the formula that is 1 when an effect on a KPI is no longer what it was, else 0."""
    tests = []
    for effect in brief.acting_on(kpi.name):
        typed = {key: str(brief.effect_cell(effect, key)) for key in ("cause", "affected", "elasticity")}
        row, columns = brief.reading.effects[effect], brief.reading.columns[EFFECTS.name]
        sheet = brief.reading.tables[EFFECTS.name].sheet
        for key, cell in typed.items():
            was = _typed(brief, Address(sheet, row, columns[key])).value
            tests.append(f"{cell}={was!r}" if isinstance(was, float | int) else f"{cell}={text(str(was))}")
        if (active := brief.effect_cell(effect, "active")) is not None:
            tests += [f'{active}<>"{word}"' for word in (YES_NO["no"].ja, YES_NO["no"].en)]
    return _flag(tests)


def fresh_rules(brief: Brief, area: str, flag: str) -> Iterator[Rule]:
    """Yield the live looks of the cell that says whether a page is up to date."""
    fresh = brief.say(labels.scenario.FRESH)
    yield Rule(area, f'{flag}="{fresh}"', "fresh")
    yield Rule(area, f'{flag}<>"{fresh}"', "stale")


def _switched_off(brief: Brief, here: int) -> Iterator[tuple[str, str, float]]:
    """Yield the test that as many rows are switched off as there were, where that is kept, and the count."""
    (table, key), place = SWITCHED_OFF
    if table not in brief.reading.tables or key not in brief.reading.columns[table]:
        return
    area, column = brief.reading.tables[table], brief.reading.columns[table][key]
    words = {YES_NO["no"].ja, YES_NO["no"].en}
    first, last = (absolute(Address(area.sheet, row, column)) for row in (area.first_row, area.last_row + 1))
    filled = (Address(area.sheet, row, column) for row in range(area.first_row, area.last_row + 2))
    cells = f"{first}:{last.rpartition('!')[2]}"
    counts = "+".join(f'COUNTIF({cells},"{word}")' for word in sorted(words))
    yield f"{counts}={at(place, here)}", place, float(sum(brief.tree.cells.contents.get(cell) in words for cell in filled))


def _flag(tests: list[str]) -> str:
    return f"=IF(IFERROR(AND({','.join(tests)}),FALSE),0,1)"


def _typed(brief: Brief, cell: Address) -> PageCell:
    """Return what an input cell shows, with texts understood as numbers corrected."""
    reading = brief.reading
    value = reading.corrections.get(cell, reading.calculated.get(cell, brief.tree.cells.contents.get(cell)))
    return hidden(value if isinstance(value, float | int | str | bool) or value is None else str(value))


def _shown(content: object) -> str:
    """Return a formula as every program shows it, or nothing where they differ."""
    text = content.text if isinstance(content, Formula) else ""
    return "" if "_xl" in text or SHOWN_ALIKE & set(text) else text
