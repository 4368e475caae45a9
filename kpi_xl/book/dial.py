"""What people set on the simulator: how far along, and towards which scenario. Every run keeps it.

Knows where the page keeps its two input cells. Does not know what follows from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.book.identity import target
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Cells, Value
from kpi_xl.model.scenario import Scenario

DIAL, CHOSEN = "_kpi_xl_dial", "_kpi_xl_chosen"
"""The page's hidden names for its input cells: they follow when people insert rows and columns."""

FARTHEST = 1.5
"""A way may be gone this far; beyond its end it continues in its own law."""

TODAY, ARRIVED = 0.0, 1.0


@dataclass(frozen=True, slots=True)
class Dial:
    """How far every lever is on its way to a scenario's target."""

    share: float
    scenario: str


def read_dial(reading: Reading) -> Dial:
    """Return what is set on the simulator, as far as it makes sense; else all the way to the must-achieve goal."""
    sheet = PAGE_SHEETS["simulator"].say(reading.lang)
    share, chosen = (_value(reading.tree.cells, sheet, name) for name in (DIAL, CHOSEN))
    known = {scenario.name for scenario in reading.scenarios}
    sensible = isinstance(share, float) and TODAY <= share <= FARTHEST
    return Dial(
        share if isinstance(share, float) and sensible else ARRIVED,
        chosen if isinstance(chosen, str) and chosen in known else usual(reading.scenarios).name,
    )


def usual(scenarios: Sequence[Scenario]) -> Scenario:
    """Return the scenario that the simulator goes towards until somebody chooses another."""
    return next((scenario for scenario in scenarios if scenario.role == "must_achieve"), scenarios[0])


def _value(cells: Cells, sheet: str, name: str) -> Value:
    refers_to = cells.names.get((sheet, name))
    place = target("=" + refers_to.removeprefix("=")) if refers_to else None
    content = cells.contents.get(place) if place else None
    return content if isinstance(content, float | str) else None
