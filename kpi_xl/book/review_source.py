"""Where the plan is from that a review compares with, and what tells that it is another one by now.

Knows the pages plans are kept on. Does not know what a plan says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpi_xl.book.actuals_sheet import ActualsSheet
from kpi_xl.book.freshness import FLAG
from kpi_xl.book.identity import absolute, target
from kpi_xl.book.kept_plans import KeptPlans
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Address, Formula, quoted_sheet
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.labels import Label, scenario
from kpi_xl.labels import review as words


@dataclass(frozen=True, slots=True)
class Source:
    """A plan's origin.

    Attributes
    ----------
    said
        What it is called where it has no number.
    tests
        Formulas that are true while it is the plan that the review was made with.
    """

    said: Label
    tests: tuple[str, ...] = ()


def source_of(reading: Reading, kept: KeptPlans) -> Source:
    """Return where a plan is from. A numbered plan changes only when planning again, which looks back anew."""
    if kept.starts and not kept.ends:
        return Source(words.FROM_CHANGES)
    if kept.ends:
        return Source(words.FROM_MONTHLY, tuple(test for tab in kept.ends for test in _same_targets(reading, tab)))
    fresh = scenario.FRESH.say(reading.lang)
    return Source(words.FROM_INPUTS, tuple(f'{quoted_sheet(tab)}!{FLAG}="{fresh}"' for tab in reading.agreements))


def figures(reading: Reading, sheet: ActualsSheet) -> dict[Address, float]:
    """Return the number that each cell of the actuals shows, a formula of the user's calculated."""
    cells = reading.tree.cells
    places = [sheet.address(name, month) for name in sheet.rows for month in sheet.months]
    calculated = evaluate_cells(cells, [place for place in places if isinstance(cells.contents.get(place), Formula)])
    shown = {place: calculated.get(place, cells.contents.get(place)) for place in places}
    return {place: value for place, value in shown.items() if isinstance(value, float)}


def _same_targets(reading: Reading, tab: str) -> Iterator[str]:
    """Yield the test that the targets on a scenario's tab still add up to the same."""
    contents = reading.tree.cells.contents
    names = (reading.tree.cells.names.get((tab, name), "") for name in reading.tree.kpis)
    places = [place for refers_to in names if (place := target("=" + refers_to.removeprefix("="))) is not None]
    if not places:
        return
    first, last = (Address(tab, of(place.row for place in places), places[0].column) for of in (min, max))
    whole = sum(_number(contents, Address(tab, row, first.column)) for row in range(first.row, last.row + 1))
    area = f"{absolute(first)}:{absolute(last).rpartition('!')[2]}"
    yield f"ABS(SUM({area})-{whole!r})<=1E-9*MAX(1,ABS({whole!r}))"


def _number(contents: Mapping[Address, object], place: Address) -> float:
    content = contents.get(place)
    value = content.cached if isinstance(content, Formula) else content
    return value if isinstance(value, float) else 0.0
