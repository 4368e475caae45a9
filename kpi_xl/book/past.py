"""What KPIs were in past months without gaps, from the actuals of a workbook.

Knows the sheet of actuals. Does not know what a history is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl import errors
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.reader import Reading
from kpi_xl.plan.actuals import Series
from kpi_xl.plan.month import Month


def past(reading: Reading, today: Month) -> Mapping[str, tuple[float, ...]]:
    """Return each KPI's figures up to its last month, from the month after its last gap on.

    Actuals that cannot be read are no history: what is wrong with them is said where they are checked, and solving needs none.
    """
    try:
        actuals = read_actuals(reading, today).actuals
    except errors.Problems:
        return {}
    return {kpi: _unbroken(series) for kpi, series in actuals.values.items() if series}


def _unbroken(series: Series) -> tuple[float, ...]:
    month, found = max(series), []
    while month in series:
        found.append(series[month])
        month = month + -1
    return tuple(reversed(found))
