"""What each cell function about plain numbers gives: gaps, pace, plans, funnels, growth.

Knows arguments and pure functions. Does not know trees.
"""

from __future__ import annotations

from kpi_xl import labels
from kpi_xl.book.layout import BETTER
from kpi_xl.excel.arguments import choice, number, numbers, optional_number, whole_number
from kpi_xl.excel.arrays import as_rows
from kpi_xl.model.kpi import Better
from kpi_xl.plan import curve as curves
from kpi_xl.plan import funnel, growth, pace, standing

MOST_PERIODS = 16_384
"""As many as a sheet has columns."""

BETTERS: dict[str, Better] = {"higher": "higher", "lower": "lower"}


def gap(actual: object, target: object, better: object = None) -> float:
    """Return how far an actual value is past its target."""
    return standing.gap(number(actual, "actual"), number(target, "target"), _better(better))


def status(actual: object, target: object, better: object = None, amber: object = None) -> str:
    """Return the symbol of an achievement."""
    fair = optional_number(amber, "amber", standing.FAIR)
    return standing.status(number(actual, "actual"), number(target, "target"), _better(better), fair)


def on_pace(actual: object, total: object, elapsed: object, periods: object) -> list[list[float | None]]:
    """Return what was to be expected by now, the gap to it, the landing, and what each remaining period has to bring, side by side."""
    found = pace.pace(number(actual, "actual"), number(total, "total"), number(elapsed, "elapsed"), number(periods, "periods"))
    return [[found.expected, found.gap, found.landing, found.required]]


def plan(baseline: object, target: object, periods: object, curve: object = None) -> list[list[float]]:
    """Return the value at the end of every period, side by side."""
    count = whole_number(number(periods, "periods"), "periods", 1, 1, MOST_PERIODS)
    way = choice(curve, "curve", labels.cells.CURVES, "linear")
    return [curves.plan(number(baseline, "baseline"), number(target, "target"), count, way)]


def stages(goal: object, rates: object) -> list[list[float]]:
    """Return how many each stage needs, side by side where the rates stand so, else one below the other."""
    needed = funnel.funnel(number(goal, "goal"), numbers(rates, "rates"))
    rows = as_rows(rates)
    return [needed] if len(rows) == 1 and len(rows[0]) > 1 else [[count] for count in needed]


def yearly(start: object, goal: object, years: object) -> float:
    """Return the growth rate per year."""
    return growth.growth(number(start, "start"), number(goal, "goal"), number(years, "years"))


def _better(given: object) -> Better:
    return BETTERS[choice(given, "better", BETTER, "higher")]
