"""One function per thing a user can ask for: read, compute, pages. Each file has one job."""

from kpi_xl.jobs.acting import Planned, actions
from kpi_xl.jobs.checking import check
from kpi_xl.jobs.foreseeing import Foreseen, ahead
from kpi_xl.jobs.planning import Monthly, plan
from kpi_xl.jobs.recording import Export, Prepared, actuals
from kpi_xl.jobs.repairing import Repaired, repair
from kpi_xl.jobs.reviewing import Reviewed, review
from kpi_xl.jobs.solving import DEFAULT_STRATEGY, REACHED, Solved, solve

__all__ = [
    "DEFAULT_STRATEGY",
    "REACHED",
    "Export",
    "Foreseen",
    "Monthly",
    "Planned",
    "Prepared",
    "Repaired",
    "Reviewed",
    "Solved",
    "actions",
    "actuals",
    "ahead",
    "check",
    "plan",
    "repair",
    "review",
    "solve",
]
