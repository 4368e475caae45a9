"""What a cell of a copy says, in the words of the base, and whether two cells mean the same.

Knows columns and what they hold. Does not know which of several copies is right.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.layout import GOAL_KINDS, SETTINGS, Column
from kpi_xl.book.merge_align import Alignment
from kpi_xl.book.merge_formula import at_home, names_in, normal
from kpi_xl.book.merge_parts import TAB, Who, scenario_key
from kpi_xl.book.merge_rows import Content, Grid, Roster
from kpi_xl.book.rows import TAKES
from kpi_xl.calc.cells import Address, ExcelError, Formula
from kpi_xl.labels import Label

NOWHERE = Address("", 0, 0)
UNITS = {"percent": "%", "times": "倍", "times_industry": "倍"}
"""In which unit the amount of a goal is, by the goal's kind."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that copies say of a cell, and the copies that say it."""

    content: Content
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that copies changed.

    Attributes
    ----------
    place
        The cell in the merged workbook.
    row, column, unit
        What people call the row, the column, and the unit of its numbers.
    before
        What the base says.
    options
        What the copies say: one thing, or several in conflict.
    taken
        What of that is written; None where nothing decides.
    """

    place: Address
    row: str
    column: Column
    unit: str
    before: Content
    options: tuple[Option, ...]
    taken: Option | None

    @property
    def in_conflict(self) -> bool:
        """Whether copies disagree."""
        return len(self.options) > 1


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of a copy that is not merged, and where to look."""

    copy: str
    say: Label
    where: Address | None = None


def said(alignment: Alignment, grid: Grid, who: Who, key: str) -> Content:
    """Return what a copy's cell says in the words of the base: its addresses, its row names, its language.

    A formula that refers to what the base has not stays as it is; `reachable` tells.
    """
    place = grid.address(who, key)
    content, column = alignment.copy.content(place), grid.part.column(key, grid.header(key), who)
    if isinstance(content, Formula):
        return Formula(at_home(alignment, content.text, place) or content.text, content.cached)
    if isinstance(content, ExcelError):
        return content.code
    if not isinstance(content, str):
        return content
    if column.choices and (choice := entry.one_of(content, column.choices)):
        return column.choices[choice].say(alignment.base.lang)
    if column.sort == "name" or grid.part.table is SETTINGS:
        return alignment.renamed.get(content.strip(), content)
    return content


def meaning(content: Content, column: Column) -> object:
    """Return what a cell means, to be compared: numbers to 12 digits, choices in either language, formulas without their spacing."""
    if isinstance(content, Formula):
        return "formula", normal(content.text)
    if column.key == "scenario" and isinstance(content, str):
        return scenario_key(content)
    try:
        value = TAKES[column.sort if column.sort in TAKES else "number"](content, column, NOWHERE)
    except errors.KpiXlError:
        value = entry.text(content)
    return f"{value:.12g}" if isinstance(value, float) else None if value == "" else value


def missing(alignment: Alignment, grid: Grid, who: Who, key: str, known: set[str]) -> tuple[str, ...] | None:
    """Return the names a copy's formula uses that nobody will know, or None where it refers to a cell that will be nowhere.

    Parameters
    ----------
    known
        The names of the merged workbook, as they are compared.
    """
    place = grid.address(who, key)
    content = alignment.copy.content(place)
    if not isinstance(content, Formula):
        return ()
    text = at_home(alignment, content.text, place)
    return None if text is None else tuple(sorted(name for name in names_in(text) if entry.plain(name) not in known))


def unit_of(roster: Roster, grid: Grid, row: int, who: Who) -> str:
    """Return the unit of a row's numbers: its own, that of its kind of goal, or on a tab that of the KPI."""
    if grid.part is TAB:
        kpi = roster.kpis.rows.get(who)
        return "" if kpi is None else roster.says(roster.kpis, kpi, "unit")
    return UNITS.get(entry.one_of(roster.says(grid, row, "kind"), GOAL_KINDS) or "") or roster.says(grid, row, "unit")
