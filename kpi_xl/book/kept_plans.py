"""The plans that are in force: those kept on the page of plan changes, else the monthly plan that stands in the workbook, else none.

Knows where each keeps what it needs. Does not know how a plan is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpi_xl import errors
from kpi_xl.book.agreements import PLACES
from kpi_xl.book.brief import column
from kpi_xl.book.identity import absolute, target
from kpi_xl.book.reader import Reading
from kpi_xl.book.snapshots import History, Snapshot, read_history
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.formula.expression import CellRef, RangeRef
from kpi_xl.formula.grammar import parse
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.course import Course
from kpi_xl.plan.in_force import InForce, in_force
from kpi_xl.plan.made import Made
from kpi_xl.plan.month import Month
from kpi_xl.plan.origin import as_planned

Ends = Mapping[str, Mapping[str, float]]
"""By scenario, where each lever ends, in its unit."""


@dataclass(frozen=True, slots=True)
class KeptPlans:
    """What a workbook keeps of its plans.

    Attributes
    ----------
    history
        Every numbered plan.
    starts
        What levers and constants were when the plan of these months was made; empty where nobody kept that.
    ends
        Where levers end by the monthly plan that stands in the workbook; empty where none does.
    """

    history: History = field(default_factory=History)
    starts: Mapping[str, float] = field(default_factory=dict)
    ends: Ends = field(default_factory=dict)

    def course(self, course: Course) -> Course:
        """Return a course of today's inputs as it was when the plan was made."""
        return replace(course, tree=as_planned(course.tree, self.starts))

    def first(self, usual: Ends) -> Ends:
        """Return the ends of the plan that was made before the first month: as they stand in the workbook, else the usual ones."""
        return {scenario: {**ends, **self.ends.get(scenario, {})} for scenario, ends in usual.items()}

    def plans(self, months: Sequence[Month], usual: Ends) -> tuple[Snapshot, ...]:
        """Return the plans of these months, the oldest first: those that are kept, else the first one alone, which nobody has numbered."""
        return self.history.during(months) or (Snapshot(0, 0.0, months[0], months[-1], None, self.first(usual)),)

    def in_force(self, course: Course, usual: Ends, actuals: Actuals) -> dict[str, InForce]:
        """Return for every scenario which plan is in force when.

        Parameters
        ----------
        course
            Of today's inputs.
        usual
            Where levers would end by today's inputs: a lever or a scenario that no plan knew goes there.
        """
        planned, kept = self.course(course), self.plans(course.months, usual)
        return {scenario: in_force(planned, [_with(plan.of(scenario), ends) for plan in kept], actuals) for scenario, ends in usual.items()}


def read_kept(reading: Reading, months: Sequence[Month], sheet: str | None) -> KeptPlans:
    """Return what a workbook keeps of its plans.

    Parameters
    ----------
    months
        The months of the plan.
    sheet
        Where the monthly plan stands, if it does.
    """
    history = read_history(reading)
    if history.during(months):
        return KeptPlans(history, history.starts)
    tabs = list(reading.agreements) if sheet else []
    ends = {tab: _ends(reading, tab, str(sheet)) for tab in tabs}
    return KeptPlans(history, dict(_starts(reading, tabs[0])) if tabs else {}, ends)


def _with(made: Made, usual: Mapping[str, float]) -> Made:
    return replace(made, ends={**usual, **made.ends})


def _ends(reading: Reading, tab: str, sheet: str) -> dict[str, float]:
    """Return where levers end by the monthly plan: what a scenario's tab says, and what the plan puts on top."""
    cells, tree = reading.tree.cells, reading.tree
    shown = {name: place for name in tree.levers if (place := _named(reading, tab, name)) is not None}
    values = {name: value for name, place in shown.items() if (value := _number(reading, place)) is not None}
    own = tree.alone(values) if tree.effects and values.keys() == tree.levers.keys() else values
    says = {absolute(place): name for name, place in shown.items()}
    on_top = re.compile(rf"=\(({'|'.join(map(re.escape, says))})([-+][-+.\deE]+)\)(?:/[.\d]+)?") if says else None
    found = dict(own)
    for place, content in cells.contents.items():
        if place.sheet == sheet and isinstance(content, Formula) and on_top and (said := on_top.fullmatch(content.text)):
            found[says[said[1]]] = own[says[said[1]]] + float(said[2])
    return found


def _starts(reading: Reading, tab: str) -> Iterator[tuple[str, float]]:
    """Yield what every lever and every constant was when a scenario's tab was painted."""
    names = _column(reading.tree.cells.names.get((tab, PLACES["name"]), ""))
    if names is None:
        return
    shift = column("seen_baseline") - column("name")
    for name, kpi in reading.tree.kpis.items():
        place = _named(reading, tab, name)
        if place is not None and not kpi.is_formula:
            value = _number(reading, Address(tab, place.row, names + shift))
            if value is not None:
                yield name, value


def _column(refers_to: str) -> int | None:
    """Return the column of what a name refers to, or None where that is lost."""
    try:
        area = parse("=" + refers_to.removeprefix("="))
    except errors.KpiXlError:
        return None
    return area.first_column if isinstance(area, RangeRef) else area.column if isinstance(area, CellRef) else None


def _named(reading: Reading, tab: str, name: str) -> Address | None:
    refers_to = reading.tree.cells.names.get((tab, name))
    return target("=" + refers_to.removeprefix("=")) if refers_to else None


def _number(reading: Reading, place: Address) -> float | None:
    content = reading.tree.cells.contents.get(place)
    value = content.cached if isinstance(content, Formula) else content
    return value if isinstance(value, float) else None
