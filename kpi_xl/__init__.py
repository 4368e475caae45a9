"""kpi_xl: what would it take to reach the target? A pure function in the middle, Excel as its skin."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_xl import plan as plan
    from kpi_xl.book.reader import read_tree
    from kpi_xl.errors import KpiXlError, Problems
    from kpi_xl.insight.contribution import contributions
    from kpi_xl.insight.elasticity import elasticities
    from kpi_xl.insight.probability import probability
    from kpi_xl.insight.reality import reality_check
    from kpi_xl.model.effect import Effect
    from kpi_xl.model.goal import Goal
    from kpi_xl.model.kpi import Lever
    from kpi_xl.model.tree import KpiTree
    from kpi_xl.solve.backsolve import backsolve
    from kpi_xl.solve.one_lever import one_lever
    from kpi_xl.solve.solution import Outcome, Solution

__version__ = "0.1.0"
__all__ = [
    "Effect",
    "Goal",
    "KpiTree",
    "KpiXlError",
    "Lever",
    "Outcome",
    "Problems",
    "Solution",
    "backsolve",
    "contributions",
    "elasticities",
    "one_lever",
    "probability",
    "read_tree",
    "reality_check",
]

if not TYPE_CHECKING:
    ROOMS = {
        "kpi_xl.book.reader": ("read_tree",),
        "kpi_xl.errors": ("KpiXlError", "Problems"),
        "kpi_xl.insight.contribution": ("contributions",),
        "kpi_xl.insight.elasticity": ("elasticities",),
        "kpi_xl.insight.probability": ("probability",),
        "kpi_xl.insight.reality": ("reality_check",),
        "kpi_xl.model.effect": ("Effect",),
        "kpi_xl.model.goal": ("Goal",),
        "kpi_xl.model.kpi": ("Lever",),
        "kpi_xl.model.tree": ("KpiTree",),
        "kpi_xl.solve.backsolve": ("backsolve",),
        "kpi_xl.solve.one_lever": ("one_lever",),
        "kpi_xl.solve.solution": ("Outcome", "Solution"),
    }
    HOMES = {name: module for module, names in ROOMS.items() for name in names}

    def __getattr__(name: str) -> object:
        """Import a name when it is first asked for: who never reads a workbook need not wait for the libraries that do."""
        if name == "plan":
            return import_module("kpi_xl.plan")
        if name not in HOMES:
            raise AttributeError(f"module 'kpi_xl' has no attribute '{name}'")
        globals()[name] = found = getattr(import_module(HOMES[name]), name)
        return found
