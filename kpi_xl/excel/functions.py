"""What each cell function about a tree gives: values in, values out.

Knows arguments, answers and the rows in which they are shown. Does not know who calls, nor what Excel makes of a problem.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

from kpi_xl import labels
from kpi_xl.book.amounts import amount
from kpi_xl.book.settings import STRATEGY_LABELS
from kpi_xl.errors import KpiXlError, NotALever, UnknownKpi
from kpi_xl.errors.excel import GoalsContradict, NoNumber, OutOfReach, StrategyFallsShort
from kpi_xl.excel.answers import LEAST_EFFORT, REACHED, best, chance, solved
from kpi_xl.excel.arguments import argument, choice, pairs, text, whole_number
from kpi_xl.excel.arrays import as_rows, value
from kpi_xl.excel.table_tree import Reading, read_tree
from kpi_xl.excel.wanted import wanted
from kpi_xl.insight.contribution import contributions
from kpi_xl.insight.elasticity import elasticities
from kpi_xl.insight.linter import lint
from kpi_xl.insight.probability import SAMPLES
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import COMPUTED, LOCKED
from kpi_xl.solve.solution import Proof, Solution

Shown = list[list[float | str | None]]
"""Rows of cells, the headers first."""

MOST_SAMPLES = 1_000_000
LAST_SEED = 2**31 - 1

PROOFS: Mapping[Proof, Label] = {"proven": labels.scenario.PROVEN, "found": labels.cells.FOUND}
BOUNDS: Mapping[str | None, Label] = {"low": labels.scenario.LOW_BOUND, "high": labels.scenario.HIGH_BOUND}


def solve(tree: object, goal: object = None, strategy: object = None, scenario: object = None) -> Shown:
    """Return every KPI that is no constant, in the order of the table: today, target, ratio and the bound it stopped at.

    Out of reach: the best values under a header that says so, and a sentence in the goal's row. It stands in the last column, where Excel
    lets a long text run on to the right.
    """
    reading = read_tree(tree)
    solution = _solution(reading, goal, strategy, scenario)
    reached = solution.outcome in REACHED
    best_or_target = labels.scenario.TARGET if reached else labels.cells.BEST
    headers = (labels.KPI_LABEL, labels.NAME, labels.UNIT, labels.BASELINE, best_or_target, labels.scenario.RATIO, labels.scenario.BINDING)
    rows = {kpi.name: _solved_row(reading, kpi, solution) for kpi in reading.tree.kpis.values() if kpi.is_formula or kpi.is_lever}
    if not reached:
        goals_row = rows.get(reading.tree.kpi(solution.goals[0].kpi).name, next(iter(rows.values())))
        goals_row[-1] = _missed(reading, solution).sentence(reading.lang)
    return [[header.say(reading.lang) for header in headers], *rows.values()]


def target(tree: object, kpi: object, goal: object = None, strategy: object = None, scenario: object = None) -> float:
    """Return what one KPI must become.

    Raises
    ------
    OutOfReach
        If the goal is.
    """
    reading = read_tree(tree)
    name = _kpi(reading, kpi).name
    solution = _solution(reading, goal, strategy, scenario)
    if solution.outcome not in REACHED:
        raise _missed(reading, solution)
    return solution.values[name]


def changed_value(tree: object, kpi: object, changes: object = None) -> float:
    """Return a KPI after some levers are changed, today's where none is."""
    reading = read_tree(tree)
    found = reading.tree.evaluate(_levers(reading, changes, "changes"))[_kpi(reading, kpi).name]
    if not math.isfinite(found):
        raise NoNumber(where=argument("changes"))
    return found


def farthest(tree: object) -> Shown:
    """Return the best value of the KGI, and beside it whether it is proven."""
    reading = read_tree(tree)
    reach = best(reading)
    return [[reach.value, PROOFS[reach.proof].say(reading.lang)]]


def elasticity(tree: object) -> Shown:
    """Return every lever's elasticity."""
    reading = read_tree(tree)
    return _levers_shown(reading, {labels.scenario.ELASTICITY: elasticities(reading.tree)})


def contribution(tree: object, after: object) -> Shown:
    """Return every lever's contribution to the change of the KGI, in its unit and as a share of the change."""
    reading = read_tree(tree)
    parts = contributions(reading.tree, {}, _after(reading, after))
    change = math.fsum(parts.values())
    shares = {name: part / change if change else math.nan for name, part in parts.items()}
    return _levers_shown(reading, {labels.cells.CONTRIBUTION: parts, labels.cells.SHARE: shares})


def check(tree: object) -> Shown:
    """Return what is wrong with a table, probably wrong, or worth saying about it, a sentence in a row; linter rules with their codes."""
    reading = read_tree(tree)
    kpis = reading.tree.kpis
    computed = sum(kpi.is_formula for kpi in kpis.values())
    said = [finding.line.say(reading.lang) for finding in lint(reading.tree)]
    first = labels.cells.TO_LOOK_AT if said else labels.cells.ALL_WELL
    first = first.fill(kgi=kpis[reading.tree.kgi].shown, levers=len(reading.tree.levers), formulas=computed, count=len(said))
    return [[sentence] for sentence in (first.say(reading.lang), *said, *(note.sentence(reading.lang) for note in reading.notes))]


def probability(tree: object, goal: object = None, samples: object = None, seed: object = None, scenario: object = None) -> float:
    """Return the probability that the goal is met when every lever falls around its target."""
    reading = read_tree(tree)
    count = whole_number(samples, "samples", SAMPLES, 1, MOST_SAMPLES)
    return chance(reading, wanted(goal, reading, scenario), count, whole_number(seed, "seed", 0, 0, LAST_SEED))


def _solution(reading: Reading, goal: object, strategy: object, scenario: object) -> Solution:
    key = choice(strategy, "strategy", STRATEGY_LABELS, LEAST_EFFORT)
    return solved(reading, wanted(goal, reading, scenario), key)


def _solved_row(reading: Reading, kpi: Kpi, solution: Solution) -> list[float | str | None]:
    before, after = reading.tree.baseline[kpi.name], solution.values[kpi.name]
    lever = solution.levers[kpi.name] if kpi.is_lever else None
    bound = BOUNDS[lever.binding].say(reading.lang) if lever and lever.binding else None
    return [kpi.shown, kpi.name, kpi.unit or None, before, _number(after), _number(after / before) if before else None, bound]


def _missed(reading: Reading, solution: Solution) -> KpiXlError:
    """Say why the goals are missed: how far the first one's KPI can be brought, else what stands in the way."""
    kpi = reading.tree.kpi(solution.goals[0].kpi)
    proof, today = solution.reach.proof, reading.tree.baseline[kpi.name]
    value = today if solution.reach.value is None else solution.reach.value
    target = solution.targets[0].value
    if value > target if kpi.better == "lower" else value < target:
        return OutOfReach(where=kpi.shown, best=amount(value, kpi.unit, reading.lang), proof=PROOFS[proof])
    if len(solution.goals) > 1:
        return GoalsContradict(where=kpi.shown, count=len(solution.goals))
    words = STRATEGY_LABELS[solution.strategy], STRATEGY_LABELS[LEAST_EFFORT]
    return StrategyFallsShort(where=kpi.shown, strategy=words[0], other=words[1])


def _levers_shown(reading: Reading, columns: Mapping[Label, Mapping[str, float]]) -> Shown:
    """Return a row per lever under the headers of some figures."""
    headers = (labels.KPI_LABEL, labels.NAME, *columns)
    kpis = reading.tree.kpis
    rows = [[kpis[name].shown, name, *(_number(figures[name]) for figures in columns.values())] for name in reading.tree.levers]
    return [[header.say(reading.lang) for header in headers], *rows]


def _after(reading: Reading, after: object) -> dict[str, float]:
    """Return the lever values of two columns, or of a table that KPI_SOLVE gave."""
    rows = as_rows(after)
    headers = [str(cell) for cell in rows[0]]
    names = {label.say(lang) for label in (labels.NAME,) for lang in labels.LANGS}
    values = {label.say(lang) for label in (labels.scenario.TARGET, labels.cells.BEST) for lang in labels.LANGS}
    name = next((place for place, header in enumerate(headers) if header in names), None)
    target = next((place for place, header in enumerate(headers) if header in values), None)
    if name is None or target is None:
        return _levers(reading, after, "after")
    named = [(text(row[name]), row[target]) for row in rows[1:] if value(row[name]) is not None]
    return _levers(reading, [[name, held] for name, held in named if name not in reading.tree.kpis or name in reading.tree.levers], "after")


def _levers(reading: Reading, given: object, name: str) -> dict[str, float]:
    """Take two columns of levers and their values."""
    tree, where = reading.tree, argument(name)
    found = {tree.kpi(kpi, where.say(reading.lang)).name: held for kpi, held in pairs(given, name, partial(_is_kpi, reading)).items()}
    for kpi in found:
        if kpi not in tree.levers:
            kind = COMPUTED if tree.kpis[kpi].is_formula else LOCKED
            raise NotALever(where=where, name=kpi, kind=kind, levers=", ".join(tree.levers))
    return found


def _is_kpi(reading: Reading, name: str) -> bool:
    try:
        return bool(reading.tree.kpi(name))
    except UnknownKpi:
        return False


def _kpi(reading: Reading, given: object) -> Kpi:
    return reading.tree.kpi(text(given), argument("kpi").say(reading.lang))


def _number(found: float) -> float | None:
    return found if math.isfinite(found) else None
