"""A compiled workbook: one tape, and what every cell is on it.

Knows cells and nodes. Does not know formulas.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.calc.cells import NUM, Address, Area, ExcelError, Value
from kpi_xl.calc.operands import Choice, Node, Scalar
from kpi_xl.calc.tape import Tape
from kpi_xl.errors import KpiXlError, Note


class Precedents(Mapping[Address, tuple[Address, ...]]):
    """The cells each formula refers to directly; listed when asked for, because ranges are many and large."""

    def __init__(self, areas: Mapping[Address, Sequence[Address | Area]], filled: Callable[[Address | Area], Iterator[Address]]) -> None:
        self._areas, self._filled = areas, filled

    def __getitem__(self, cell: Address) -> tuple[Address, ...]:
        return tuple(dict.fromkeys(address for area in self._areas[cell] for address in self._filled(area)))

    def __contains__(self, cell: object) -> bool:
        return cell in self._areas

    def __iter__(self) -> Iterator[Address]:
        return iter(self._areas)

    def __len__(self) -> int:
        return len(self._areas)


@dataclass(frozen=True)
class Program:
    """What compiling gives.

    Parameters
    ----------
    tape
        Every step that a reached cell takes from the levers.
    inputs
        The levers, in the order of the tape's inputs.
    results
        For every wanted cell without a problem its constant, or its number on the tape (nan there is an Excel error;
        a lever-dependent text is nan too).
    cells
        The same for every cell reached, with texts and errors that depend on a lever kept as choices.
    precedents
        Direct precedents of every formula reached: blank cells and untaken branches of IF make no difference.
    depends
        Cells with a lever among their direct or indirect precedents, whether or not its value matters; levers too.
    problems, notes
        What is wrong with the cells reached, all of it; and what is worth saying.
    """

    tape: Tape
    inputs: tuple[Address, ...]
    results: Mapping[Address, Value | Node]
    cells: Mapping[Address, Scalar]
    precedents: Mapping[Address, tuple[Address, ...]]
    depends: frozenset[Address]
    problems: tuple[KpiXlError, ...] = ()
    notes: tuple[Note, ...] = ()

    def shows(self, cell: Address, values: Sequence[float]) -> Value:
        """Return what a reached cell shows for node values that the tape's `run` returned; any error there is #NUM!."""
        scalar = self.cells[cell]
        while isinstance(scalar, Choice):
            condition = values[scalar.condition]
            scalar = NUM if math.isnan(condition) else scalar.yes if condition else scalar.no
        if not isinstance(scalar, Node):
            return scalar
        value = float(values[scalar.index])
        return NUM if not math.isfinite(value) else bool(value) if scalar.boolean else value

    def origin(self, cell: Address, values: Sequence[float] = ()) -> Address:
        """Return the cell that an error came from: the first precedent of a precedent ... that is one itself."""
        seen = {cell}
        while True:
            wrong = (each for each in self.precedents.get(cell, ()) if each not in seen and self._is_error(each, values))
            before = next(wrong, None)
            if before is None:
                return cell
            seen.add(before)
            cell = before

    def _is_error(self, cell: Address, values: Sequence[float]) -> bool:
        scalar = self.cells.get(cell)
        if isinstance(scalar, Node | Choice) and values:
            return isinstance(self.shows(cell, values), ExcelError)
        return isinstance(scalar, ExcelError)
