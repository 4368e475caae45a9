"""Whether a tab still answers what its workbook asks: beside each row stands what was asked, and a live cell compares it with the inputs.

Knows which inputs an answer rests on. Does not know the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.book.brief import Brief, at, hidden
from kpi_xl.book.identity import absolute
from kpi_xl.book.layout import GOALS, KPIS, YES_NO
from kpi_xl.book.page import PageCell
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.model.kpi import Kpi

INPUTS = ("low", "high", "stated", "effort", "locked", "better", "order")
"""Columns of the KPI table that change an answer, beside the baseline."""

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
    return found


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
    return _flag(tests)


def goal_changed(brief: Brief, goal_row: int, row: int) -> Iterator[tuple[str, PageCell]]:
    """Yield the hidden cells that say whether a goal's row is no longer what it was."""
    sheet, columns = brief.reading.tables[GOALS.name].sheet, brief.reading.columns[GOALS.name]
    keys = [key for key in ("kind", "amount", "kpi") if key in columns]
    places = dict(zip(keys, ("seen_baseline", "seen_formula", "seen_low"), strict=False))
    for key, place in places.items():
        yield place, _typed(brief, Address(sheet, goal_row, columns[key]))
    tests = [f"{brief.goal_cell(goal_row, key)}={at(place, row)}" for key, place in places.items()]
    if "active" in columns:
        tests += [f'{brief.goal_cell(goal_row, "active")}<>"{word}"' for word in (YES_NO["no"].ja, YES_NO["no"].en)]
    yield "changed", PageCell(formula=_flag(tests), style="hidden")


def settings_changed(brief: Brief, here: int) -> Iterator[tuple[str, PageCell]]:
    """Yield the hidden cells that say whether a setting, or the number of KPIs, is no longer what it was."""
    tests = []
    for key, place in (("kgi", "seen_baseline"), ("strategy", "seen_formula")):
        if key in brief.reading.settings.cells:
            cell = brief.reading.settings.cells[key]
            yield place, _typed(brief, cell)
            tests.append(f"{absolute(cell)}={at(place, here)}")
    area, columns = brief.reading.tables[KPIS.name], brief.reading.columns[KPIS.name]
    # One row more than the table has: a KPI typed right below it is a change as well.
    first, last = (Address(area.sheet, row, columns["name"]) for row in (area.first_row, area.last_row + 1))
    yield "seen_low", hidden(float(len(brief.tree.kpis)))
    tests.append(f"COUNTA({absolute(first)}:{absolute(last).rpartition('!')[2]})={at('seen_low', here)}")
    yield "changed", PageCell(formula=_flag(tests), style="hidden")


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
