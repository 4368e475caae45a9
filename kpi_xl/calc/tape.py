"""A tape: every calculation of a tree as one flat list of primitive steps, in an order in which they can be taken.

Knows nodes and steps. Does not know what a node means, nor how a step is carried out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kpi_xl.calc.operations import ARITIES

if TYPE_CHECKING:
    from kpi_xl.calc.by_level import LevelRunner
    from kpi_xl.calc.by_node import NodeRunner
    from kpi_xl.calc.by_sample import SampleRunner
    from kpi_xl.calc.intervals import Interval

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Step:
    """One node, the operation that makes it, and the nodes it is made from."""

    node: int
    operation: str
    operands: tuple[int, ...]


@dataclass(frozen=True)
class Tape:
    """Inputs, constants and steps. A node is a number from 0; operands always come before the step that uses them."""

    size: int
    inputs: tuple[int, ...]
    constants: Mapping[int, float]
    steps: tuple[Step, ...]

    def run(self, inputs: Sequence[float]) -> list[float]:
        """Return the value of every node for one value per input; nan where Excel shows an error."""
        return self._floats.run(inputs)

    def sample(self, inputs: Sequence[Floats | float]) -> list[Floats | float]:
        """Return the value of every node for many samples at once: one array (or one number) per input."""
        return self._arrays.run(inputs)

    def gradient(self, values: Sequence[float], node: int) -> list[float]:
        """Return d node / d input for every input, exact, from the values that `run` returned."""
        return self._floats.gradient(values, node)

    def gradients(self, values: Sequence[Floats | float], node: int) -> list[Floats | float]:
        """Return d node / d input for every input and every sample, from the values that `sample` returned."""
        return self._arrays.gradient(values, node)

    def curvature(self, inputs: Sequence[float], directions: Floats, node: int) -> Floats:
        """Return how the gradient of a node changes per unit along each direction, exact: its Hessian times `directions`.

        Parameters
        ----------
        directions
            A row per input, a column per direction. At a kink the curvature is that of the branch which the value came from.
        """
        from kpi_xl.calc.duals import Dual, slope

        duals = [Dual(at, row) if row.any() else at for at, row in zip(inputs, directions, strict=True)]
        found = np.zeros_like(directions)
        for row, flow in zip(found, self._duals.gradient(self._duals.run(duals), node), strict=True):
            row[:] = slope(flow)
        return found

    @cached_property
    def is_wide(self) -> bool:
        """Whether the tape has so many steps that do not need each other that it is better carried out level by level."""
        from kpi_xl.calc.by_level import pays

        return pays(self)

    @cached_property
    def levels(self) -> LevelRunner:
        """The same tape carried out level by level in numpy: the runner for wide trees."""
        from kpi_xl.calc.by_level import LevelRunner

        return LevelRunner(self)

    def enclose(self, lows: Sequence[Floats | float], highs: Sequence[Floats | float]) -> list[Interval]:
        """Return what every node can be in many boxes at once: one array (or one number) per input for its lowest and highest values."""
        from kpi_xl.calc.intervals import Interval, interval

        never = np.asarray(False)
        inputs = [Interval(np.asarray(low, float), np.asarray(high, float), never) for low, high in zip(lows, highs, strict=True)]
        return [interval(node) for node in self._intervals.run(inputs)]

    def enclose_gradients(self, enclosures: Sequence[Interval], node: int) -> list[Interval]:
        """Return what d node / d input can be in every box, for every input, from what `enclose` returned.

        Where an interval fails, the node may jump or be an Excel error, and the slope bounds nothing.
        """
        from kpi_xl.calc.intervals import interval

        return [interval(slope) for slope in self._intervals.gradient(enclosures, node)]

    @cached_property
    def _floats(self) -> NodeRunner:
        from kpi_xl.calc.by_float import FloatRunner

        return FloatRunner(self)

    @cached_property
    def _arrays(self) -> SampleRunner:
        from kpi_xl.calc.by_sample import SampleRunner

        return SampleRunner(self)

    @cached_property
    def _intervals(self) -> NodeRunner:
        from kpi_xl.calc.by_node import NodeRunner
        from kpi_xl.calc.interval_rows import KIT

        return NodeRunner(self, KIT)

    @cached_property
    def _duals(self) -> NodeRunner:
        from kpi_xl.calc.by_node import NodeRunner
        from kpi_xl.calc.duals import DUALS

        return NodeRunner(self, DUALS)

    def towards(self, nodes: Iterable[int]) -> Tape:
        """Return the tape with only the steps that some of these nodes need; every node keeps its number."""
        wanted = set(nodes)
        key = frozenset(wanted)
        if key in self._parts:
            return self._parts[key]
        steps = []
        for step in reversed(self.steps):
            if step.node in wanted:
                wanted.update(step.operands)
                steps.append(step)
        return self._parts.setdefault(key, Tape(self.size, self.inputs, self.constants, tuple(reversed(steps))))

    @cached_property
    def _parts(self) -> dict[frozenset[int], Tape]:
        return {}

    @cached_property
    def used_inputs(self) -> frozenset[int]:
        """The inputs that some step needs."""
        return frozenset(self.inputs) & {operand for step in self.steps for operand in step.operands}

    def fixed(self, choices: Mapping[int, int]) -> Tape:
        """Return the tape in which some choosing nodes (MIN, MAX, IF) always take the operand named for them.

        Parameters
        ----------
        choices
            Node to the position of the operand it takes, counted from 0.
        """
        steps = tuple(
            Step(step.node, "same", (step.operands[choices[step.node]],)) if step.node in choices else step for step in self.steps
        )
        return Tape(self.size, self.inputs, self.constants, steps)


@dataclass(slots=True)
class TapeBuilder:
    """Writes a tape. The same step asked for twice is written once."""

    _inputs: list[int] = field(default_factory=list)
    _constants: dict[int, float] = field(default_factory=dict)
    _steps: list[Step] = field(default_factory=list)
    _written: dict[tuple[str, tuple[int, ...]], int] = field(default_factory=dict)
    _numbers: dict[tuple[float, float], int] = field(default_factory=dict)
    _size: int = 0

    def input(self) -> int:
        """Add an input and return its node."""
        self._inputs.append(self._next())
        return self._inputs[-1]

    def constant(self, value: float) -> int:
        """Return the node of a constant."""
        key = (value, math.copysign(1.0, value))
        if key not in self._numbers:
            self._numbers[key] = self._next()
            self._constants[self._numbers[key]] = value
        return self._numbers[key]

    def apply(self, operation: str, *operands: int) -> int:
        """Return the node of an operation on other nodes."""
        if len(operands) != ARITIES[operation]:
            raise ValueError(f"{operation} takes {ARITIES[operation]} operands, not {len(operands)}")
        key = (operation, operands)
        if key not in self._written:
            self._written[key] = self._next()
            self._steps.append(Step(self._written[key], operation, operands))
        return self._written[key]

    def build(self) -> Tape:
        """Return the tape written so far."""
        return Tape(self._size, tuple(self._inputs), dict(self._constants), tuple(self._steps))

    def _next(self) -> int:
        self._size += 1
        return self._size - 1
