"""Plans over months, in Python: `kpi_xl.plan.monthly_plan`, with ways that levers go and lags between them."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_xl.plan.lag import Lag
    from kpi_xl.plan.month import Month
    from kpi_xl.plan.timetable import monthly_plan
    from kpi_xl.plan.way import Way

__all__ = ["Lag", "Month", "Way", "monthly_plan"]

if not TYPE_CHECKING:
    HOMES = {"Lag": "lag", "Month": "month", "Way": "way", "monthly_plan": "timetable"}

    def __getattr__(name: str) -> object:
        """Import a name when it is first asked for: nobody who needs one part of a plan has to wait for the others."""
        if name not in HOMES:
            raise AttributeError(f"module 'kpi_xl.plan' has no attribute '{name}'")
        globals()[name] = found = getattr(import_module(f"kpi_xl.plan.{HOMES[name]}"), name)
        return found
