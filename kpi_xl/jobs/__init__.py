"""One function per thing a user can ask for: read, compute, pages. Each file has one job.

A job's file is imported when it is first asked for: a click on a button is a new process, and waits for its own job alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_xl.jobs.acting import Planned, actions
    from kpi_xl.jobs.checking import check
    from kpi_xl.jobs.foreseeing import Foreseen, ahead
    from kpi_xl.jobs.planning import Monthly, plan
    from kpi_xl.jobs.recording import Export, Prepared, actuals
    from kpi_xl.jobs.repairing import Repaired, repair
    from kpi_xl.jobs.replanning import Replan, replan
    from kpi_xl.jobs.reviewing import Reviewed, review
    from kpi_xl.jobs.solving import DEFAULT_STRATEGY, REACHED, Solved, solve
    from kpi_xl.jobs.tracing import Traced, spoken_in, trace

__all__ = [
    "DEFAULT_STRATEGY",
    "REACHED",
    "Export",
    "Foreseen",
    "Monthly",
    "Planned",
    "Prepared",
    "Repaired",
    "Replan",
    "Reviewed",
    "Solved",
    "Traced",
    "actions",
    "actuals",
    "ahead",
    "check",
    "plan",
    "repair",
    "replan",
    "review",
    "solve",
    "spoken_in",
    "trace",
]

if not TYPE_CHECKING:
    FILES = {
        "acting": ("Planned", "actions"),
        "checking": ("check",),
        "foreseeing": ("Foreseen", "ahead"),
        "planning": ("Monthly", "plan"),
        "recording": ("Export", "Prepared", "actuals"),
        "repairing": ("Repaired", "repair"),
        "replanning": ("Replan", "replan"),
        "reviewing": ("Reviewed", "review"),
        "solving": ("DEFAULT_STRATEGY", "REACHED", "Solved", "solve"),
        "tracing": ("Traced", "spoken_in", "trace"),
    }
    HOMES = {name: file for file, names in FILES.items() for name in names}

    def __getattr__(name: str) -> object:
        """Import a job when it is first asked for."""
        if name not in HOMES:
            raise AttributeError(f"module 'kpi_xl.jobs' has no attribute '{name}'")
        globals()[name] = found = getattr(import_module(f"kpi_xl.jobs.{HOMES[name]}"), name)
        return found
