"""A course as one tree: its levers are the ends of the ways, its KPIs what the whole time comes to.

All months are written one after the other on one tape, so that whatever solves a tree solves a period: every strategy, bounds, proofs, and
what would bring a goal in reach. Knows tapes. Does not know goals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kpi_xl.calc.operands import Node
from kpi_xl.calc.operations import FLOATS, operations
from kpi_xl.calc.program import Program
from kpi_xl.calc.tape import Floats, TapeBuilder
from kpi_xl.model.kpi import Lever
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.course import Course
from kpi_xl.plan.lag import lag_between
from kpi_xl.plan.part import Part
from kpi_xl.plan.way import GEOMETRIC

OPERATIONS = operations(FLOATS)


def unrolled(course: Course) -> KpiTree:
    """Return the tree whose levers are where the ways end, and whose KPIs are the figures of the whole time, each in its own unit.

    It has the names, bounds and efforts of the course's tree; with every lever at its start it says what a plan without any move brings.
    """
    tree, months = course.tree, _Months(course)
    results = {tree.addresses[name]: months.figure(name) for name in tree.kpis}
    levers = {name: _starting(lever, course.start(name)) for name, lever in tree.levers.items()}
    inputs = tuple(tree.addresses[name] for name in tree.levers)
    program = Program(months.builder.build(), inputs, results, {}, tree.program.precedents, tree.program.depends)
    return replace(tree, levers=levers, program=program, effects=(), notes=())


def from_here(course: Course) -> KpiTree:
    """Return the tree of a single month whose levers are where the months that are over left them."""
    return replace(course.tree, levers={name: _starting(lever, course.start(name)) for name, lever in course.tree.levers.items()})


def _starting(lever: Lever, start: float) -> Lever:
    """Return a lever that sets out from somewhere; a bound that what happened is beyond does not push it back."""
    if start == lever.start:
        return lever
    low = None if lever.low is None else min(lever.low, start)
    high = None if lever.high is None else max(lever.high, start)
    return replace(lever, baseline=start, low=low, high=high)


class _Months:
    """A tape on which the months are written, and the nodes of every KPI's months so far."""

    def __init__(self, course: Course) -> None:
        self.builder, self._course = TapeBuilder(), course
        self._known: dict[int, float] = {}
        ends = [self.builder.input() for _ in course.tree.levers]
        self._own = {name: self._way(name, end) for name, end in zip(course.tree.levers, ends, strict=True)}
        self._shown = dict(self._own)
        for part in course.parts:
            for name, nodes in self._calculated(part):
                self._shown[name] = nodes

    def figure(self, name: str) -> Node | float:
        """Return what a KPI's months come to: a node, or a number where no lever has a say."""
        nodes = self._shown[name]
        if self._course.period(name).over == "stock":
            return self._result(nodes[-1])
        total = nodes[0]
        for node in nodes[1:]:
            total = self._apply("add", total, node)
        return self._result(self._apply("mul", total, self._constant(1.0 / len(nodes))))

    def _result(self, node: int) -> Node | float:
        return self._known[node] if node in self._known else Node(node)

    def _constant(self, value: float) -> int:
        node = self.builder.constant(value)
        self._known[node] = value
        return node

    def _apply(self, operation: str, *operands: int) -> int:
        """Return the node of an operation; what is known already is calculated at once."""
        if all(operand in self._known for operand in operands):
            return self._constant(float(OPERATIONS[operation].value(*(self._known[operand] for operand in operands))))
        return self.builder.apply(operation, *operands)

    def _way(self, name: str, end: int) -> list[int]:
        """Return a lever's months as steps from its end."""
        course = self._course
        seasons = course.seasons(name)[course.gone :].tolist()
        left = [self._level(name, end, share, season) for share, season in zip(course.shares(name).tolist(), seasons, strict=True)]
        return [*map(self._constant, course.own_past.get(name, ())), *left]

    def _level(self, name: str, end: int, share: float, season: float) -> int:
        start, lever = self._course.start(name), self._course.tree.levers[name]
        if share == 0.0:
            return self._constant(start * season)
        level = end if share == 1.0 else self._straight(start, end, share)
        if share < 1.0 and self._course.way(name).curve == GEOMETRIC and start > 0.0:
            ratio = self._apply("div", end, self._constant(start))
            curved = self._apply("mul", self._apply("pow", ratio, self._constant(share)), self._constant(start))
            above = self._apply("lt", self._constant(0.0), end)
            level = curved if lever.bounds[0] > 0.0 else self._apply("if", above, curved, level)
        return level if season == 1.0 else self._apply("mul", level, self._constant(season))

    def _straight(self, start: float, end: int, share: float) -> int:
        return self._apply("add", self._apply("mul", end, self._constant(share)), self._constant(start * (1.0 - share)))

    def _calculated(self, part: Part) -> Iterator[tuple[str, list[int]]]:
        """Yield the months of every KPI of one part."""
        course, count = self._course, len(self._course.months)
        series = [self._own[name] if name == part.kpi else self._arriving(part, name) for name in part.inputs]
        months = [self._month(part, [nodes[month] for nodes in series]) for month in range(course.gone, count)]
        for name in part.kpis:
            if part.is_late(name, course.lags):
                continue
            result, past = part.program.results[course.tree.addresses[name]], _past(course, name)
            known = self._constant(course.tree.baseline[name])
            before = [*map(self._constant, past)] or [known] * course.gone
            yield name, [*before, *(each[result.index] if isinstance(result, Node) else known for each in months)]

    def _arriving(self, part: Part, name: str) -> list[int]:
        """Return an input's months as late as they get to a part, and before the course began what it is today."""
        by, today = lag_between(self._course.lags, name, part.kpi), self._constant(self._course.tree.baseline[name])
        nodes = self._shown.get(name, [today] * len(self._course.months))
        return [*[today] * min(by, len(nodes)), *nodes[: max(0, len(nodes) - by)]]

    def _month(self, part: Part, inputs: Sequence[int]) -> Mapping[int, int]:
        """Write one month of a part, and return its nodes by those of the part's tape."""
        tape = part.program.tape
        nodes = dict(zip(tape.inputs, inputs, strict=True))
        nodes |= {node: self._constant(value) for node, value in tape.constants.items()}
        for step in tape.steps:
            nodes[step.node] = self._apply(step.operation, *(nodes[operand] for operand in step.operands))
        return nodes


def _past(course: Course, name: str) -> list[float]:
    past: Floats | None = course.past.get(name)
    return [] if past is None else past.tolist()
