"""What a lever's move costs, as a live formula of its row on a scenario's tab.

Knows the laws of costs and where their figures stand. Does not know how the cell looks.
"""

from __future__ import annotations

from kpi_xl.book.brief import Brief, at
from kpi_xl.model.kpi import Kpi
from kpi_xl.solve.moves import room


def cost_formula(brief: Brief, kpi: Kpi, row: int, target: str) -> str | None:
    """Return the formula by the law the lever's cost follows, for its own target; None where its cost is not known."""
    lever, cost = brief.tree.levers.get(kpi.name), brief.source(kpi.name, "cost")
    if lever is None or lever.cost is None or cost is None:
        return None
    base = at("baseline", row)
    if lever.cost_law == "unit":
        return f"={cost}*{lever.units:g}*ABS({target}-{base})"
    times = f"IF({target}>={base},{target}/{base},{base}/{target})"
    if lever.start <= 0.0:
        times = f"(1+ABS({target}-{base})/{room(lever)!r})"
    growth = brief.source(kpi.name, "cost_growth")
    return f'={cost}*({times}^IF({growth}="",1,{growth})-1)' if growth else f"={cost}*({times}-1)"
