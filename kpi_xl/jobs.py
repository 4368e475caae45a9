"""One function per thing a user can ask for: read, compute, pages.

Knows the order of the work. Does not know whether the workbook is a file or an open Excel, nor who asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import kpi_xl
from kpi_xl import errors
from kpi_xl.book.agreements import NO_AGREEMENTS, SCENARIO
from kpi_xl.book.brief import Brief
from kpi_xl.book.calculated import text
from kpi_xl.book.compare_page import compare_page
from kpi_xl.book.dial import read_dial
from kpi_xl.book.guide_page import guide_page
from kpi_xl.book.identity import absolute, described, identify, rewritten, rewritten_cells
from kpi_xl.book.layout import KPI_RESULTS, PAGE_SHEETS
from kpi_xl.book.page import Page
from kpi_xl.book.pointing import check_pointing
from kpi_xl.book.port import Book
from kpi_xl.book.rationale_page import rationale_page
from kpi_xl.book.reader import Reading, open_book, read_book
from kpi_xl.book.run_log import read_run_log
from kpi_xl.book.run_log_page import run_log_page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.sensitivity_page import sensitivity_page
from kpi_xl.book.simulator_page import simulator_page
from kpi_xl.book.tabs import Tab
from kpi_xl.book.tree_page import tree_page
from kpi_xl.book.upkeep import unfilled
from kpi_xl.book.valued import cells_with, refreshed, value_all
from kpi_xl.calc.cells import quoted_sheet
from kpi_xl.insight.reality import Check, reality_check
from kpi_xl.model.scenario import Scenario
from kpi_xl.solve import backsolve as solver
from kpi_xl.solve.solution import Outcome, Solution

DEFAULT_STRATEGY = "least_effort"
SOLVED_PAGES = PAGE_SHEETS.keys() - {"merge"}
"""The pages that solving paints."""

REACHED = (Outcome.REACHED, Outcome.ALREADY_MET)


@dataclass(frozen=True, slots=True)
class Solved:
    """What solving a workbook gives: what was read, and per scenario its answer and its reality check.

    Attributes
    ----------
    briefs
        What each scenario's tab is about, in the order of the goals table.
    """

    reading: Reading
    strategy: str
    briefs: tuple[Brief, ...]

    @property
    def answers(self) -> tuple[tuple[Scenario, Solution], ...]:
        """Each scenario and its solution."""
        return tuple((brief.scenario, brief.solution) for brief in self.briefs)

    @property
    def checks(self) -> tuple[Check | None, ...]:
        """For each answer the stated targets against its first goal; None where no target is stated."""
        return tuple(brief.check for brief in self.briefs)

    @property
    def all_reached(self) -> bool:
        """Whether every scenario's goals are met."""
        return all(solution.outcome in REACHED for _, solution in self.answers)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: the cell each mended name points at now, and the names that were removed because no row is known to be theirs."""

    moved: Mapping[str, str]
    removed: tuple[str, ...]


def check(book: Book) -> Reading:
    """Read a workbook and find everything that is wrong with it; nothing is changed.

    Raises
    ------
    Problems
        With every problem at once.
    """
    reading = read_book(book)
    _check_tabs(book, reading)
    return reading


def solve(
    book: Book, strategy: str | None = None, adopt: bool = False, practical: bool | None = None, now: datetime | None = None
) -> Solved:
    """Backsolve every scenario of a workbook and paint a tab for each, and the pages that look at all of them.

    Parameters
    ----------
    book
        The workbook, changed in memory: names its rows lack are created, texts understood as numbers become numbers, tabs are painted.
    strategy
        How to share out the effort; None is the workbook's setting, else least effort.
    adopt
        Whether a sheet of the user's that has the name of a scenario or of a page may be painted over.
    practical
        Whether to round to practical numbers; None is the workbook's setting.
    now
        The time that the run log writes down, local; None is that of the clock.

    Raises
    ------
    Problems
        With everything that is wrong at once; the workbook is untouched then.
    """
    reading = read_book(book)
    _check_tabs(book, reading, adopt)
    chosen = strategy or reading.settings.strategy or DEFAULT_STRATEGY
    solved = _answers(reading, chosen, reading.settings.practical if practical is None else practical)
    pages = _pages(solved, now or datetime.now().astimezone())
    check_pointing(reading.tree, pages)
    inputs_changed = _settle(book, reading)
    cells = cells_with(book, pages)
    value_all(pages, cells)
    _paint(book, pages, adopt)
    book.cache(refreshed(cells, pages, inputs_changed))
    return solved


def repair(book: Book) -> Repaired:
    """Point every name at its row again, and write new names of renamed rows into the formulas."""
    opened = open_book(book)
    identity = identify(opened.rows, opened.cells)
    places = {row.name: address for row, address in opened.rows}
    rows = {row.name: row for row, _ in opened.rows}
    for address, formula in rewritten_cells(opened.cells, identity.renamed).items():
        book.set_cell(address.sheet, address.row, address.column, None, formula.text)
    for (sheet, name), said in opened.cells.names.items():
        if (mended := rewritten("=" + said.removeprefix("="), identity.renamed).removeprefix("=")) != said.removeprefix("="):
            book.define(name, mended, sheet)
    for old in (*identity.renamed, *identity.loose):
        book.undefine(old)
    moved = {name: places[name] for name in (*identity.adrift, *identity.renamed.values(), *identity.missing)}
    for name, address in moved.items():
        book.define(name, absolute(address), comment=described(rows[name].shown, rows[name].unit, opened.lang))
    book.cache(refreshed(cells_with(book, []), [], inputs_changed=True))  # after names have moved, any result may be an old one
    return Repaired({name: str(address) for name, address in moved.items()}, identity.loose)


def _answers(reading: Reading, strategy: str, practical: bool) -> Solved:
    """Solve every scenario; what a stretch goal may build on comes first."""
    base = next((each for each in reading.scenarios if each.role == "must_achieve"), None) if reading.settings.stretch_builds else None
    problems: list[errors.KpiXlError] = []
    briefs: dict[str, Brief] = {}
    for scenario in sorted(reading.scenarios, key=lambda each: each is not base):
        below = base if scenario.role == "stretch" else None
        if below is not None and below.name not in briefs:  # what is wrong with it has been said
            below = None
        try:
            briefs[scenario.name] = _brief(reading, scenario, briefs[below.name] if below else None, strategy, practical)
        except errors.Problems as found:
            problems += found.problems
        except errors.KpiXlError as problem:
            problems.append(problem)
    if problems:
        raise errors.Problems(problems)
    return Solved(reading, strategy, tuple(briefs[scenario.name] for scenario in reading.scenarios))


def _brief(reading: Reading, scenario: Scenario, base: Brief | None, strategy: str, practical: bool) -> Brief:
    """Solve one scenario, on what a reached one below it comes to; where that alone keeps it out of reach, the brief says so."""
    agreements = reading.agreements.get(scenario.name, NO_AGREEMENTS)

    def answer(beyond: Solution | None) -> Solution:
        return solver.backsolve(
            reading.tree, goals=scenario.goals, strategy=strategy, agreed=agreements.agreed, beyond=beyond, practical=practical
        )

    beyond = base.solution if base and base.solution.outcome in REACHED else None
    solution = answer(beyond)
    held_back = beyond is not None and solution.outcome not in REACHED and answer(None).outcome in REACHED
    check = next(iter(reality_check(reading.tree, scenario.goals[:1])), None)
    return Brief(reading, scenario, solution, check, base.sheet if base else None, held_back)


def _pages(solved: Solved, now: datetime) -> list[Page]:
    """Return the guide, the tabs of the scenarios, and the pages that look at all of them."""
    tabs = [Tab(brief, scenario_page(brief)) for brief in solved.briefs]
    beside = [
        compare_page(tabs),
        simulator_page(tabs, read_dial(solved.reading)),
        sensitivity_page(tabs),
        tree_page(tabs),
        rationale_page(tabs),
        run_log_page(solved.briefs, read_run_log(solved.reading), now, kpi_xl.__version__),
    ]
    return [guide_page(tabs, beside), *(tab.page for tab in tabs), *beside]


def _check_tabs(book: Book, reading: Reading, adopt: bool = False) -> None:
    """Refuse to paint on a sheet of the user's; one that may be adopted must not hold the tables we read."""
    wanted = {scenario.name: SCENARIO for scenario in reading.scenarios}
    wanted |= {page.say(reading.lang): key for key, page in PAGE_SHEETS.items() if key in SOLVED_PAGES}
    inputs = {area.sheet for area in reading.tables.values()}
    taken = [sheet for sheet in _taken(book, wanted) if not adopt or sheet in inputs]
    if taken:
        raise errors.Problems([errors.SheetTaken(where=sheet) for sheet in taken])


def _taken(book: Book, wanted: Mapping[str, str]) -> list[str]:
    """Return each sheet of the user's that has the name of a tab we would paint; `wanted` maps the name to the page's key."""
    existing = {sheet.casefold(): sheet for sheet in book.sheets()}
    found = {existing[sheet.casefold()]: key for sheet, key in wanted.items() if sheet.casefold() in existing}
    return [sheet for sheet, key in found.items() if book.marker(sheet) != (key, sheet)]


def _settle(book: Book, reading: Reading) -> bool:
    """Do what the reading only understood: missing names, corrected numbers, rows below a table. Return whether a value may change."""
    for name, address in reading.identity.missing.items():
        kpi = reading.tree.kpis[name]
        book.define(name, absolute(address), comment=described(kpi.shown, kpi.unit, reading.lang))
    book.define(KPI_RESULTS, text(f"#{quoted_sheet(reading.scenarios[0].name)}!"), hidden=True)
    for address, value in reading.corrections.items():
        book.set_cell(address.sheet, address.row, address.column, value)
    tables, grown = book.tables(), False
    for area in reading.tables.values():
        if area.last_row != tables[area.name].last_row:
            book.resize_table(area.name, area.last_row)
            grown = True
    for address, formula in unfilled(reading.tree.cells, reading.tables, reading.columns):
        book.set_cell(address.sheet, address.row, address.column, None, formula)
    return grown or bool(reading.identity.missing or reading.corrections)


def _paint(book: Book, pages: Sequence[Page], adopt: bool) -> None:
    """Paint every page: the guide is the first tab, unless it stands elsewhere already; the others come after those there are."""
    guide, *others = pages
    alone = [sheet for sheet in book.sheets() if book.marker(sheet)] == [guide.sheet]
    book.write(others, place=len(book.sheets()) if alone else None, adopt=adopt)
    book.write([guide], place=0, adopt=adopt)
