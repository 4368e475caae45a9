"""Read a workbook: its tables become a KPI tree, scenarios and settings, or one list of everything that is wrong with it.

Knows the port, the layout and who reads which table. Does not know what will be asked of the tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kpi_xl import errors
from kpi_xl.book.agreements import Agreements, read_agreements
from kpi_xl.book.effects import read_effects
from kpi_xl.book.goals import read_goals, usual_scenarios
from kpi_xl.book.identity import Identity, Row, identify
from kpi_xl.book.layout import EFFECTS, GOALS, KPIS, SETTINGS, TABLES, Table, language_of
from kpi_xl.book.port import Book
from kpi_xl.book.rows import Sheet, last_row, open_table, read_kpis
from kpi_xl.book.settings import Settings, read_settings
from kpi_xl.calc.cells import Address, Cells, TableArea, Value
from kpi_xl.labels import Lang
from kpi_xl.labels.script import is_japanese
from kpi_xl.model.effect import Effect
from kpi_xl.model.scenario import Scenario
from kpi_xl.model.tree import KpiTree


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says.

    Attributes
    ----------
    lang
        The language it speaks: the setting, else that of the KPI table's headers.
    tree, scenarios, settings
        What it asks.
    tables
        Where our tables stand, the KPI table with every row that belongs to it.
    columns
        For each of our tables, the sheet column of every column it has, by key.
    corrections
        Cells in which a text was understood as a number, and that number.
    calculated
        Cells beside the baselines that people filled with a formula, and what it gives.
    identity
        Which names have to be created.
    agreements
        What people typed on the scenarios' tabs, by sheet.
    notes
        What is worth saying but stops nobody.
    effects
        The tree's cross effects, each with its sheet row.
    """

    lang: Lang
    tree: KpiTree
    scenarios: tuple[Scenario, ...]
    settings: Settings
    tables: Mapping[str, TableArea]
    columns: Mapping[str, Mapping[str, int]]
    corrections: Mapping[Address, float]
    calculated: Mapping[Address, Value]
    identity: Identity
    agreements: Mapping[str, Agreements]
    notes: tuple[errors.Note, ...]
    effects: Mapping[Effect, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook's tables, opened but not yet understood."""

    lang: Lang
    cells: Cells
    sheets: Mapping[str, Sheet]
    rows: tuple[Row, ...]


def read_book(book: Book) -> Reading:
    """Read everything, or raise every problem at once.

    Raises
    ------
    Problems
        With each bad cell, name, formula, setting and goal of the workbook.
    """
    opened = open_book(book)
    identity = identify(opened.rows, opened.cells)
    problems = [problem for sheet in opened.sheets.values() for problem in sheet.problems] + list(identity.problems(opened.rows))
    settings = read_settings(opened.sheets[SETTINGS.name]) if SETTINGS.name in opened.sheets else Settings()
    lang = settings.language or opened.lang
    effects = read_effects(opened.sheets[EFFECTS.name]) if EFFECTS.name in opened.sheets else {}
    tree = _tree(opened, settings, list(effects.values()), problems)
    kgi = tree.kgi if tree else settings.kgi or ""
    scenarios, usual = _scenarios(opened, kgi, lang)
    problems += [problem for sheet in opened.sheets.values() for problem in sheet.problems if problem not in problems]
    agreements: Mapping[str, Agreements] = {}
    if tree:
        problems += _goal_problems(tree, scenarios, sure=not problems)
        agreements, wrong = read_agreements(book, opened.cells, tree, [scenario.name for scenario in scenarios])
        problems += wrong
    if problems or tree is None:
        raise errors.Problems(problems)
    return Reading(
        lang=lang,
        tree=tree,
        scenarios=tuple(scenarios),
        settings=settings,
        tables={name: sheet.area for name, sheet in opened.sheets.items()},
        columns={name: sheet.columns for name, sheet in opened.sheets.items()},
        corrections={address: value for sheet in opened.sheets.values() for address, value in sheet.corrections.items()},
        calculated={address: value for sheet in opened.sheets.values() for address, value in sheet.calculated.items()},
        identity=identity,
        agreements=agreements,
        notes=(
            *(note for sheet in opened.sheets.values() for note in sheet.notes),
            *usual,
            *tree.notes,
            *(note for tab in agreements.values() for note in tab.said),
        ),
        effects=dict(zip(tree.effects, effects, strict=True)),
    )


def language(book: Book) -> Lang:
    """Return the language a workbook speaks, as far as it can be told before it is read: the setting, else its headers, else its words."""
    tables = {name.casefold(): area for name, area in book.tables().items()}
    cells = Cells(book.contents())
    if SETTINGS.name in tables:
        chosen = read_settings(open_table(SETTINGS, tables[SETTINGS.name], cells)).language
        if chosen:
            return chosen
    words = (content for content in cells.contents.values() if isinstance(content, str))
    return headed(book) or ("ja" if is_japanese((*book.sheets(), *words)) else "en")


def headed(book: Book) -> Lang | None:
    """Return the language of the KPI table's headers, which are known before any cell is read; None without that table."""
    area = next((area for name, area in book.tables().items() if name.casefold() == KPIS.name), None)
    return language_of(area.columns, KPIS) if area else None


def open_book(book: Book) -> Opened:
    """Find our tables and read the KPI rows; nothing is calculated yet.

    Raises
    ------
    Problems
        If there is no KPI table, or it lacks a column that nothing works without.
    """
    areas = {name.casefold(): area for name, area in book.tables().items()}
    if KPIS.name not in areas:
        sheet = next((sheet for sheet in book.sheets() if sheet in (KPIS.sheet.ja, KPIS.sheet.en)), "")
        raise errors.Problems([errors.MissingTable(where=sheet or KPIS.sheet, table=KPIS.name)])
    cells = Cells(book.contents(), book.names(), book.tables(), sheets=frozenset(book.sheets()))
    sheets = {table.name: _open(table, areas[table.name], cells) for table in TABLES if table.name in areas}
    kpis = sheets[KPIS.name]
    if kpis.problems:
        raise errors.Problems(kpis.problems)
    rows = tuple(read_kpis(kpis))
    known = {row.name: address for row, address in rows if row.name}
    contents = {**cells.contents, **kpis.corrections}
    return Opened(language_of(kpis.area.columns, KPIS), replace(cells, contents=contents, known=known), sheets, rows)


def read_tree(path: str | Path) -> KpiTree:
    """Read the KPI tree of a workbook file.

    Raises
    ------
    Problems, FileProblem
        If the file is no workbook, or anything in it cannot be read: every problem at once.
    """
    from kpi_xl.book.openpyxl_book import OpenpyxlBook

    return read_book(OpenpyxlBook.open(path)).tree


def _open(table: Table, area: TableArea, cells: Cells) -> Sheet:
    end = last_row(table, area, cells)
    sheet = open_table(table, replace(area, last_row=end), cells)
    if end > area.last_row:
        sheet.notes.append(
            errors.RowsBelowTable(where=Address(area.sheet, area.last_row + 1, area.first_column), count=end - area.last_row)
        )
    return sheet


def _tree(opened: Opened, settings: Settings, effects: Sequence[Effect], problems: list[errors.KpiXlError]) -> KpiTree | None:
    """Return the tree, or None where its problems are added to the others; without its effects where these alone are wrong."""
    rows = [row for row, _ in opened.rows]
    adrift = any(isinstance(problem, errors.NameAdrift | errors.NameRenamed) for problem in problems)
    try:
        tree = KpiTree.from_cells(rows, [address for _, address in opened.rows], opened.cells, settings.kgi)
    except errors.Problems as found:
        # With names adrift the formulas take the wrong rows: what they then get wrong is not the user's mistake.
        problems += [] if adrift else found.problems
        return None
    try:
        return tree.with_effects(effects) if effects else tree
    except errors.Problems as found:
        problems += found.problems
        return tree


def _scenarios(opened: Opened, kgi: str, lang: Lang) -> tuple[list[Scenario], tuple[errors.Note, ...]]:
    sheet = opened.sheets.get(GOALS.name)
    if sheet is None or not any(True for _ in sheet.rows(ignoring=("result", "active"))):
        return usual_scenarios(kgi, lang), (errors.DefaultGoals(where=GOALS.sheet),)
    if sheet.problems:
        return [], ()
    scenarios = read_goals(sheet, kgi, lang, [each.area.sheet for each in opened.sheets.values()])
    if not scenarios and not sheet.problems:
        sheet.problems.append(errors.NoGoal(where=sheet.area.sheet))
    return scenarios, ()


def _goal_problems(tree: KpiTree, scenarios: list[Scenario], sure: bool) -> list[errors.KpiXlError]:
    """Return what is wrong with the goals; of their targets only where the tree's values are sure."""
    problems: list[errors.KpiXlError] = []
    for goal in (goal for scenario in scenarios for goal in scenario.goals):
        try:
            kpi = tree.kpi(goal.kpi, goal.where)
            if sure:
                goal.target(kpi, tree.baseline[kpi.name])
        except errors.KpiXlError as problem:
            problems.append(problem)
    return problems
