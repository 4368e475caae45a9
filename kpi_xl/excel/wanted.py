"""The goal of a cell function: a number, a multiple of today, or the goals table.

Knows the ways in which a goal is passed. Does not know how it is reached.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.goals import read_goals, usual_scenarios
from kpi_xl.book.layout import GOALS
from kpi_xl.book.rows import open_table
from kpi_xl.calc.cells import Cells
from kpi_xl.errors.excel import BadGoal, UnknownScenario
from kpi_xl.excel.arguments import argument, text
from kpi_xl.excel.arrays import as_rows, single
from kpi_xl.excel.cache import remembered
from kpi_xl.excel.table_cells import placed
from kpi_xl.excel.table_tree import Reading
from kpi_xl.excel.table_values import TableValues, table_values
from kpi_xl.labels import Lang
from kpi_xl.model import typed
from kpi_xl.model.goal import Goal
from kpi_xl.model.scenario import Scenario

TABLES = 16
"""How many goals tables are remembered."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Goals that hold together, and those whose solution they build on: must-achieve's, where these are a stretch."""

    goals: tuple[Goal, ...]
    below: tuple[Goal, ...] = ()


def wanted(given: object, reading: Reading, scenario: object = None) -> Wanted:
    """Read a goal as it was passed.

    A blank is the usual goals, of which must-achieve comes first; several cells are the goals table. Of several scenarios the one that is
    named counts, else the first.

    Raises
    ------
    Problems, BadGoal, UnknownScenario, UnknownKpi
        If it cannot be read, or there is no such scenario or KPI.
    """
    name = text(scenario)
    if (alone := _single_goal(given, reading)) is not None:
        return Wanted((alone,))
    scenarios = _scenarios(given, reading)
    chosen = scenarios[0] if not name else next((each for each in scenarios if entry.plain(each.name) == entry.plain(name)), None)
    if chosen is None:
        raise UnknownScenario(where=argument("scenario"), scenario=name, scenarios=", ".join(each.name for each in scenarios))
    base = next((each for each in scenarios if each.role == "must_achieve"), None)
    below = base.goals if base and chosen.role == "stretch" else ()
    return Wanted(_by_name(chosen.goals, reading), _by_name(below, reading))


def _single_goal(given: object, reading: Reading) -> Goal | None:
    """Read a single cell: a number is the KGI's value, 3倍, x3 and 300% are relative to today; None where there is no such cell."""
    held, where = single(given), argument("goal").say(reading.lang)
    if held is None or _is_table(given):
        return None
    times = _times(held) if isinstance(held, str) else None
    amount = typed.number(held) if isinstance(held, str) else held
    if times is not None:
        return Goal(reading.tree.kgi, times=times, where=where)
    if not isinstance(amount, float):
        raise BadGoal(where=where, goal=entry.text(held), table=GOALS.name)
    return Goal(reading.tree.kgi, value=amount, where=where)


def _times(text: str) -> float | None:
    """Return how many times today is meant, or None where the text says a value."""
    is_percent = unicodedata.normalize("NFKC", text).strip().endswith("%")
    return typed.number(text) if is_percent else typed.times(text)


def _is_table(given: object) -> bool:
    return sum(len(row) for row in as_rows(given)) > 1


def _scenarios(given: object, reading: Reading) -> Sequence[Scenario]:
    if single(given) is None:
        return usual_scenarios(reading.tree.kgi, reading.lang)
    return _of_table(table_values(GOALS, given), reading.tree.kgi, reading.lang)


def _by_name(goals: Sequence[Goal], reading: Reading) -> tuple[Goal, ...]:
    """Return goals whose KPI is called by its name, as what is remembered is: labels may change."""
    names = [reading.tree.kpi(goal.kpi, goal.where).name for goal in goals]
    return tuple(goal if goal.kpi == name else replace(goal, kpi=name) for goal, name in zip(goals, names, strict=True))


@remembered(TABLES)
def _of_table(values: TableValues, kgi: str, lang: Lang) -> tuple[Scenario, ...]:
    """Read the goals table; one without any row stands for the usual goals."""
    table = placed(values)
    sheet = open_table(GOALS, table.area, Cells(table.contents))
    if not sheet.problems and not any(True for _ in sheet.rows(ignoring=("result", "active"))):
        return tuple(usual_scenarios(kgi, lang))
    scenarios = [] if sheet.problems else read_goals(sheet, kgi, lang, ())
    if not scenarios and not sheet.problems:
        sheet.problems.append(errors.NoGoal(where=GOALS.name))
    if sheet.problems:
        raise errors.Problems(sheet.problems)
    return tuple(scenarios)
