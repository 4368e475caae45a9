"""The simulator's chart: the KGI at every tenth of the way, and its goal.

Knows where the table of steps keeps its figures. Does not know how a chart is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_xl import labels
from kpi_xl.book.chart import Chart, Series
from kpi_xl.book.simulator_table import HIGH, LOW, NOW, REMARK, STEPS
from kpi_xl.book.tabs import Tab
from kpi_xl.calc.cells import column_letters


def way_chart(tabs: Sequence[Tab], header: int) -> Iterator[Chart]:
    """Yield the chart beside the steps, whose headers stand in the row `header`."""
    brief = tabs[0].brief
    kgi = brief.kgi
    first, last = header + 1, header + len(STEPS)
    low, high = column_letters(LOW), column_letters(HIGH)
    line = Series(f"{low}{header}", f"C{first}:C{last}", "tab_must_achieve")
    goal = Series(f"{high}{header}", f"{high}{first}:{high}{last}", "tab_stretch", dashed=True)
    has_goal = any(tab.goal_cell("target", kgi.name) for tab in tabs)
    yield Chart(
        kind="line",
        title=brief.say(labels.simulator.ON_THE_WAY, kpi=kgi.shown),
        categories=f"A{first}:A{last}",
        series=(line, goal) if has_goal else (line,),
        format=brief.axis_format(kgi.unit, abs(brief.tree.baseline[kgi.name])),
        area=f"{column_letters(NOW)}{header}:{column_letters(REMARK)}{last}",
        category_format="0%",
    )
