"""How long what a lever does takes to get through to one KPI.

Knows trees and lags. Does not know months.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.lag import Lags, lag_between, used


def delays(tree: KpiTree, lags: Lags, kpi: str) -> Mapping[str, int]:
    """Return for everything below a KPI after how many months it gets there; where it gets there on several ways, the longest.

    Examples
    --------
    >>> from kpi_xl.model.kpi import Lever
    >>> tree = KpiTree.from_formulas({"sales": "=leads*price", "leads": "=visits*2"}, levers=[Lever("visits", 5), Lever("price", 3)])
    >>> delays(tree, {("leads", None): 2}, "sales")
    {'leads': 2, 'price': 0, 'visits': 2}
    """
    children = used(tree)
    found: dict[str, int] = {kpi: 0}
    waiting = [kpi]
    while waiting:
        above = waiting.pop()
        for child in children.get(above, ()):
            later = found[above] + lag_between(lags, child, above)
            if later > found.get(child, -1):
                found[child] = later
                waiting.append(child)
    del found[kpi]
    return found
