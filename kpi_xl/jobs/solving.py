"""Backsolve every scenario of a workbook: read, compute, pages.

Knows the order of the work. Does not know whether the workbook is a file or an open Excel, nor who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import kpi_xl
from kpi_xl import errors, labels
from kpi_xl.book.agreements import NO_AGREEMENTS
from kpi_xl.book.brief import Brief
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.compare_page import compare_page
from kpi_xl.book.contribution_page import contribution_page
from kpi_xl.book.cost_page import cost_pages
from kpi_xl.book.dial import read_dial
from kpi_xl.book.guide_page import guide_page
from kpi_xl.book.page import Page
from kpi_xl.book.past import known, last_months, past
from kpi_xl.book.port import Book
from kpi_xl.book.probability_page import probability_page
from kpi_xl.book.rationale_page import rationale_page
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.run_log import read_run_log
from kpi_xl.book.run_log_page import run_log_page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.sensitivity_page import sensitivity_page
from kpi_xl.book.simulator_page import simulator_page
from kpi_xl.book.tabs import Tab
from kpi_xl.book.tree_page import tree_page
from kpi_xl.insight.linter import lint
from kpi_xl.insight.reality import Check, reality_check
from kpi_xl.jobs.checking import check_tabs
from kpi_xl.jobs.keeping import KEPT, follow, standing
from kpi_xl.jobs.painting import paint
from kpi_xl.model.scenario import Scenario
from kpi_xl.plan.measured import Measured
from kpi_xl.plan.month import Month
from kpi_xl.solve import backsolve as solver
from kpi_xl.solve.backsolve import check_budget
from kpi_xl.solve.solution import Outcome, Solution
from kpi_xl.solve.strategies import STRATEGIES

DEFAULT_STRATEGY = "least_effort"
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


def solve(
    book: Book,
    strategy: str | None = None,
    adopt: bool = False,
    practical: bool | None = None,
    now: datetime | None = None,
    budget: float | None = None,
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
    budget
        What `within_budget` may spend; None is the workbook's setting.

    Raises
    ------
    Problems
        With everything that is wrong at once; the workbook is untouched then.
    """
    reading = read_book(book)
    if budget is not None:
        reading = replace(reading, settings=replace(reading.settings, budget=budget))
    check_tabs(book, reading, adopt)
    chosen = strategy or reading.settings.strategy or DEFAULT_STRATEGY
    solved = answers(reading, chosen, reading.settings.practical if practical is None else practical)
    moment = now or datetime.now().astimezone()
    month = Month.of(moment.date())
    actuals = known(reading, month)
    history = past(actuals)
    solved = replace(solved, briefs=tuple(replace(brief, history=history) for brief in solved.briefs))
    kept = standing(book, reading)
    painted = pages(solved, moment, kept, last_months(reading, actuals, month))
    follow(book, kept)
    paint(book, reading, painted, adopt)
    return solved


def answers(reading: Reading, strategy: str, practical: bool) -> Solved:
    """Solve every scenario; what a stretch goal may build on comes first."""
    if STRATEGIES[strategy].has_budget:
        check_budget(reading.settings.budget, reading.settings.cells.get("budget") or labels.BUDGET)
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
            reading.tree,
            goals=scenario.goals,
            strategy=strategy,
            agreed=agreements.agreed,
            beyond=beyond,
            practical=practical,
            budget=reading.settings.budget,
        )

    beyond = base.solution if base and base.solution.outcome in REACHED else None
    solution = answer(beyond)
    held_back = beyond is not None and solution.outcome not in REACHED and answer(None).outcome in REACHED
    check = next(iter(reality_check(reading.tree, scenario.goals[:1])), None)
    return Brief(reading, scenario, solution, check, base.sheet if base else None, held_back)


@collector_at_rest()
def pages(solved: Solved, now: datetime, kept: Mapping[str, str], measured: Measured | None = None) -> list[Page]:
    """Return the guide, the tabs of the scenarios, the pages that look at all of them, and those that keep what people type.

    Parameters
    ----------
    kept
        Which of the last, by key, and the sheet of each.
    measured
        What the tree was in the last months; None where nobody knows.
    """
    tabs = [Tab(brief, scenario_page(brief)) for brief in solved.briefs]
    beside = [
        compare_page(tabs),
        simulator_page(tabs, read_dial(solved.reading)),
        sensitivity_page(tabs),
        contribution_page(tabs, measured),
        probability_page(tabs),
        *cost_pages(tabs),
        tree_page(tabs),
        rationale_page(tabs),
        run_log_page(solved.briefs, read_run_log(solved.reading), now, kpi_xl.__version__),
        *(KEPT[key](tabs, kept, now) for key in kept),
    ]
    return [guide_page(tabs, beside, lint(solved.reading.tree)), *(tab.page for tab in tabs), *beside]
