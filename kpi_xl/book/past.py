"""What KPIs were in past months: the actuals of a workbook, and of each the months without gaps.

Knows the sheet of actuals. Does not know what a history is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl import errors
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.reader import Reading
from kpi_xl.book.ways import course_of
from kpi_xl.plan.actuals import Actuals, Series
from kpi_xl.plan.measured import Measured, measured
from kpi_xl.plan.month import Month


def known(reading: Reading, today: Month) -> Actuals:
    """Return what was typed as actuals.

    Actuals that cannot be read are none: what is wrong with them is said where they are checked, and solving needs none.
    """
    try:
        return read_actuals(reading, today).actuals
    except errors.Problems:
        return Actuals()


def past(actuals: Actuals) -> Mapping[str, tuple[float, ...]]:
    """Return each KPI's figures up to its last month, from the month after its last gap on."""
    return {kpi: _unbroken(series) for kpi, series in actuals.values.items() if series}


def last_months(reading: Reading, actuals: Actuals, today: Month) -> Measured:
    """Return what the tree was in the last months; conditions that cannot be read say nothing about how a KPI's months count."""
    if not actuals:
        return Measured(reading.tree)
    try:
        over = course_of(reading, today).over
    except errors.KpiXlError:
        over = {}
    return measured(reading.tree, actuals, over)


def _unbroken(series: Series) -> tuple[float, ...]:
    month, found = max(series), []
    while month in series:
        found.append(series[month])
        month = month + -1
    return tuple(reversed(found))
