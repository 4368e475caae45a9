"""Which levers have to move, and which of them count most.

Knows the scenarios' solutions. Does not know any page.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.book.tabs import Tab


def movers(tabs: Sequence[Tab]) -> list[str]:
    """Return the levers that move in any scenario, those first whose moves, at today's slopes, change the goals most; ties by row."""
    tree = tabs[0].brief.tree
    weights = dict.fromkeys(tree.levers, 0.0)
    for tab in tabs:
        kpi = tree.kpi(tab.brief.scenario.goals[0].kpi).name
        size = abs(tree.baseline[kpi]) or 1.0
        slopes = tree.slopes(kpi, {lever.name: lever.start for lever in tree.levers.values()})
        for name, lever in tab.brief.solution.levers.items():
            weights[name] += abs(slopes[name] * (lever.target - lever.baseline)) / size
    moving = (name for name in weights if any(moves(tab, name) for tab in tabs))
    return sorted(moving, key=lambda name: -weights[name])


def moves(tab: Tab, name: str) -> bool:
    lever = tab.brief.solution.levers[name]
    return lever.target != lever.baseline
