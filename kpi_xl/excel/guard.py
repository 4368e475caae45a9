"""What a problem becomes in a cell: a real Excel error where a number is expected, sentences where a table is.

Knows problems. Does not know functions; nothing that goes wrong in one may reach Excel as a traceback.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping
from functools import wraps

from kpi_xl.errors import KpiXlError, Problems, UnknownKpi
from kpi_xl.errors.excel import NoNumber, OutOfReach, Unexpected, UnknownScenario
from kpi_xl.excel.reasons import keep
from kpi_xl.excel.sentinels import NA, NUM, VALUE
from kpi_xl.excel.table_values import language
from kpi_xl.insight.linter import as_line

Problem = Callable[[KpiXlError, object], object]
"""From a problem and the function's first argument to what its cell shows."""

SENTINELS: Mapping[type[KpiXlError], str] = {UnknownKpi: NA, UnknownScenario: NA, OutOfReach: NUM, NoNumber: NUM}
"""Which Excel error a problem is; every other problem is #VALUE!."""

LOG = logging.getLogger(__name__)


def scalar(problem: KpiXlError, _: object) -> str:
    """Show an Excel error: SUM and IFERROR know what to do with it, and would skip a text."""
    return next((shown for kind, shown in SENTINELS.items() if isinstance(problem, kind)), VALUE)


def table(problem: KpiXlError, first: object) -> list[list[str]]:
    """Show a sentence in each row, in the language of the table that was passed."""
    lang = language(first)
    return [[as_line(each).say(lang)] for each in (problem.problems if isinstance(problem, Problems) else [problem])]


def guarded(show: Problem) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Make a function show its problems and keep their sentences, and a number that Excel has no cell for as #NUM!."""

    def guard(work: Callable[..., object]) -> Callable[..., object]:
        @wraps(work)
        def safe(*given: object) -> object:
            first = given[0] if given else None
            try:
                found = work(*given)
            except KpiXlError as problem:
                keep(work.__name__, problem.label)
                return show(problem, first)
            except Exception as error:
                LOG.exception("%s", work.__name__)
                unexpected = Unexpected(where=work.__name__, error=f"{type(error).__name__}: {error}")
                keep(work.__name__, unexpected.label)
                return show(unexpected, first)
            return NUM if isinstance(found, float) and not math.isfinite(found) else found

        return safe

    return guard
