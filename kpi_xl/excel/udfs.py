"""The cell functions as Excel calls them: one line each over a tested function.

Knows xlwings. Does not know what is calculated. Annotations choose xlwings' converters on Windows: only `str`, `float`, `bool` and `list`
are safe there, and none where a cell may hold anything.
"""

# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-decorators, allow-any-generics, disable-error-code="import-untyped"

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

import xlwings as xw

from kpi_xl.excel import figures, functions
from kpi_xl.excel.guard import Problem, guarded, scalar, table
from kpi_xl.labels.cells import HELP, argument_help

CATEGORY = "KPI"
RANGES: Mapping[str, int] = {"tree": 2, "goal": 2, "changes": 2, "after": 2, "rates": 2}
"""Arguments that may be ranges, and in how many dimensions they arrive."""


def cell_function(show: Problem) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a function with Excel: its help, that of its arguments, and what becomes of its problems."""

    def register(work):
        made = guarded(show)(work)
        made.__doc__ = HELP[work.__name__].en
        for name in inspect.signature(work).parameters:
            options = {"ndim": RANGES[name]} if name in RANGES else {}
            made = xw.arg(name, err_to_str=True, doc=argument_help(work.__name__, name).en, **options)(made)
        return xw.func(category=CATEGORY)(made)  # last: xw.arg would set the category back

    return register


@cell_function(table)
def KPI_SOLVE(tree: list, goal=None, strategy=None, scenario=None) -> list:
    return functions.solve(tree, goal, strategy, scenario)


@cell_function(scalar)
def KPI_TARGET(tree: list, kpi, goal=None, strategy=None, scenario=None):
    return functions.target(tree, kpi, goal, strategy, scenario)


@cell_function(scalar)
def KPI_VALUE(tree: list, kpi, changes=None):
    return functions.changed_value(tree, kpi, changes)


@cell_function(table)
def KPI_REACH(tree: list) -> list:
    return functions.farthest(tree)


@cell_function(table)
def KPI_ELASTICITY(tree: list) -> list:
    return functions.elasticity(tree)


@cell_function(table)
def KPI_CONTRIBUTION(tree: list, after: list) -> list:
    return functions.contribution(tree, after)


@cell_function(table)
def KPI_CHECK(tree: list) -> list:
    return functions.check(tree)


@cell_function(scalar)
def KPI_PROBABILITY(tree: list, goal=None, samples=None, seed=None, scenario=None):
    return functions.probability(tree, goal, samples, seed, scenario)


@cell_function(scalar)
def KPI_GAP(actual, target, better=None):
    return figures.gap(actual, target, better)


@cell_function(scalar)
def KPI_STATUS(actual, target, better=None, amber=None):
    return figures.status(actual, target, better, amber)


@cell_function(scalar)
def KPI_PACE(actual, total, elapsed, periods):
    return figures.on_pace(actual, total, elapsed, periods)


@cell_function(scalar)
def KPI_PLAN(baseline, target, periods, curve=None):
    return figures.plan(baseline, target, periods, curve)


@cell_function(scalar)
def KPI_FUNNEL(goal, rates: list):
    return figures.stages(goal, rates)


@cell_function(scalar)
def KPI_GROWTH(start, goal, years):
    return figures.yearly(start, goal, years)
