"""From cells to one program: read the formulas that matter, put them in order, compile each once.

Knows which cells are levers and which are wanted. Does not know KPIs, nor how a formula is lowered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import cast

from kpi_xl.calc.cells import Address, Area, Cells, ExcelError, Formula, Value
from kpi_xl.calc.emitter import Emitter
from kpi_xl.calc.factors import NO_FACTORS, Factors, multiplied
from kpi_xl.calc.holdings import Holdings, NotCompiled
from kpi_xl.calc.lowering import MOVING, Lowering, Unavailable
from kpi_xl.calc.operands import Choice, Node, Operands, Scalar, plain
from kpi_xl.calc.order import in_order
from kpi_xl.calc.program import Precedents, Program
from kpi_xl.calc.references import Meaning, Named, References
from kpi_xl.calc.values import as_text
from kpi_xl.errors import (
    BrokenReference,
    CachedValueUsed,
    CircularReference,
    ErrorHere,
    ErrorInCell,
    HiddenPrecedents,
    KpiXlError,
    Note,
    UnknownFunction,
)
from kpi_xl.formula.expression import ErrorText, walk
from kpi_xl.formula.shape import Shape, read

CIRCLE_SHOWN = 12  # cells of a circle that its sentence lists
PLACES = frozenset({Address, Area})


def compile_cells(cells: Cells, levers: Sequence[Address], wanted: Sequence[Address], factors: Factors = NO_FACTORS) -> Program:
    """Compile what the wanted cells need into one tape.

    Whatever no lever can change is calculated now, with everything Excel knows (texts, blanks, errors, arrays); the
    rest becomes steps on the tape. With no levers at all this evaluates a workbook.

    Parameters
    ----------
    cells
        The workbook.
    levers
        Cells whose number is an input of the tape, whatever they hold now.
    wanted
        Cells whose values are asked for.
    factors
        What comes on top of what some cells hold; whoever refers to such a cell gets it with its factors.

    Returns
    -------
    Program
        It lists every problem of every cell reached; nothing is raised.
    """
    compiler = Compiler(cells, levers, factors)
    compiler.compile(wanted)
    return compiler.program(wanted)


def evaluate_cells(cells: Cells, wanted: Sequence[Address]) -> dict[Address, Value]:
    """Return what the wanted cells show; one that cannot be calculated here is left out."""
    compiler = Compiler(cells, (), forgets=True)
    compiler.compile(wanted)
    shown = ((cell, compiler.shown(cell)) for cell in wanted if compiler.is_known(cell))
    return {cell: scalar for cell, scalar in shown if not isinstance(scalar, Node | Choice)}


def evaluate_through(cells: Cells, wanted: Address) -> dict[Address, Value]:
    """Return what a cell and every formula that it needs show; one that cannot be calculated here is left out.

    Raises
    ------
    CircularReference
        If these formulas go round in a circle.
    """
    compiler = Compiler(cells, (), forgets=True)
    compiler.compile([wanted])
    for circle in compiler.circles:
        raise circle
    return {cell: shown for cell, shown in compiler.operands.items() if not isinstance(shown, Node | Choice)}


class Compiler:
    """One compilation: its formulas, its emitter, and what it found so far; one that `forgets` keeps of a formula only its result."""

    def __init__(self, cells: Cells, levers: Sequence[Address], factors: Factors = NO_FACTORS, forgets: bool = False) -> None:
        self._contents = {**dict.fromkeys(levers), **cells.contents} if levers else cells.contents
        self._references = References(replace(cells, contents=self._contents))
        self._emit = Emitter(self._contents)
        inputs: Operands = {lever: self._emit.input() for lever in levers}
        self.operands: Operands = {lever: node for lever, node in inputs.items() if lever not in factors}
        self._factors, self._alone = factors, {lever: node for lever, node in inputs.items() if lever in factors}
        self._holdings = Holdings(self._contents, self.operands, self._references)
        self._lowering = Lowering(self._emit, self._references, self._holdings)
        self._formulas: dict[Address, Shape] = {}
        self._found: dict[Address, tuple[Meaning, ...]] = {}
        self._areas: dict[Address, tuple[Address | Area, ...]] = {}
        self._levers, self._forgets = tuple(levers), forgets
        self._depends: set[Address | Area] = set(levers)
        self._circular: set[Address | Area] = set()
        self._unread: list[KpiXlError] = []
        self.circles: list[KpiXlError] = []
        self._uncompiled: list[KpiXlError] = []
        self._notes: list[Note] = []

    def compile(self, wanted: Iterable[Address]) -> None:
        """Compile the wanted cells and everything they need."""
        start: list[Address | Area] = [cell for cell in wanted if self._calculated(cell)]
        for item in in_order(start, self._needs, self._circle):
            if self._depends and any(need in self._depends for need in self._needs(item)):
                self._depends.add(item)
            if isinstance(item, Address) and item not in self._circular and item not in self.operands:
                if item in self._formulas:
                    self._compile_cell(item)
                if item in self._factors:
                    self._multiply(item)
            if self._forgets and isinstance(item, Address):
                for known in (self._formulas, self._found, self._areas):
                    known.pop(item, None)
        self._lowering.forget()

    def program(self, wanted: Iterable[Address]) -> Program:
        """Return the finished program."""
        wanted = tuple(dict.fromkeys(wanted))
        results = {cell: self._result(self.shown(cell)) for cell in wanted if self.is_known(cell)}
        depends = frozenset(cell for cell in self._depends if isinstance(cell, Address))
        precedents = Precedents(self._areas, self._references.filled)
        program = Program(self._emit.builder.build(), self._levers, results, self.operands, precedents, depends)
        found = [*self._unread, *self.circles, *self._uncompiled, *self._errors(program)]
        problems = {problem.sentence("en"): problem for problem in found}
        return replace(program, problems=tuple(problems.values()), notes=tuple(self._notes))

    def _calculated(self, cell: Address) -> bool:
        return (isinstance(self._contents.get(cell), Formula) or cell in self._factors) and cell not in self.operands

    def _is_formula(self, cell: Address) -> bool:
        return type(self._contents.get(cell)) is Formula

    def shown(self, cell: Address) -> Scalar:
        """Return what a cell is known to hold or show."""
        return self.operands[cell] if cell in self.operands else plain(self._contents.get(cell))

    def is_known(self, cell: Address) -> bool:
        """Whether a cell holds a constant or its formula was compiled."""
        return cell in self.operands or not isinstance(self._contents.get(cell), Formula)

    def _needs(self, item: Address | Area) -> Iterator[Address | Area]:
        """Yield what a formula refers to, and the formulas and levers inside an area."""
        if isinstance(item, Area):
            cells = self._references.filled(item)
            return (cell for cell in cells if cell in self._depends or cell in self._factors or isinstance(self._contents[cell], Formula))
        if not self._calculated(item):
            return iter(())
        if item not in self._areas and item not in self._alone and isinstance(self._contents.get(item), Formula):
            self._areas[item] = self._read_formula(item)
        needs = self._areas.get(item, ())
        if not self._depends and not self._factors:  # a workbook is only valued
            return iter([need for need in needs if isinstance(need, Area) or (need not in self.operands and self._is_formula(need))])
        if item in self._factors:
            needs = (*needs, *(factor.cause for factor in self._factors[item]))
        return (need for need in needs if isinstance(need, Area) or self._calculated(need) or need in self._depends)

    def _read_formula(self, cell: Address) -> tuple[Address | Area, ...]:
        content = self._contents[cell]
        try:
            shape, places = read(content.text if isinstance(content, Formula) else "", cell)
            found = self._references.found(shape, places, cell)
            areas = tuple(dict.fromkeys(self._referred(found, cell)))
        except KpiXlError as problem:
            self._unread.append(problem)
            return ()
        self._formulas[cell], self._found[cell] = shape, found
        return areas

    def _circle(self, circle: Sequence[Address | Area]) -> None:
        self._circular.update(circle)
        cells = [cell for cell in circle if isinstance(cell, Address)]
        shown = [str(cell) for cell in cells[:CIRCLE_SHOWN]] + ["…"] * (len(cells) > CIRCLE_SHOWN) + [str(cells[0])]
        self.circles.append(CircularReference(where=str(cells[0]), cells=" → ".join(shown), circle=tuple(cells)))

    def _referred(self, found: Sequence[Meaning], cell: Address) -> Iterable[Address | Area]:
        """Return every cell and area that some references mean, through names as well."""
        return cast(Sequence[Address | Area], found) if PLACES.issuperset(map(type, found)) else self._through_names(found, cell)

    def _through_names(self, found: Sequence[Meaning], cell: Address) -> Iterator[Address | Area]:
        waiting, named = [found], set[int]()
        while waiting:
            for target in waiting.pop():
                if isinstance(target, Address | Area):
                    yield target
                elif isinstance(target, Named) and id(target.expression) not in named:
                    named.add(id(target.expression))
                    waiting.append(self._references.found(Shape.alone(target.expression), (), cell))

    def _compile_cell(self, cell: Address) -> None:
        shape = self._formulas[cell]
        try:
            self.operands[cell] = self._lowering.cell(shape, cell, self._found.pop(cell))
        except NotCompiled:
            return
        except Unavailable as missing:
            self._use_cached(cell, missing.what)
        except KpiXlError as problem:
            self._uncompiled.append(problem)

    def _multiply(self, cell: Address) -> None:
        """Put its factors on top of what a cell holds by itself."""
        if cell in self._alone or self.is_known(cell):
            own = self._alone.get(cell, self.shown(cell))
            with suppress(NotCompiled):
                self.operands[cell] = multiplied(self._emit, own, self._factors[cell], self._holdings.held)

    def _use_cached(self, cell: Address, what: str) -> None:
        value = plain(self._contents[cell])
        if cell in self._depends or value is None:
            self._uncompiled.append(UnknownFunction(where=str(cell), function=what))
            return
        self.operands[cell] = value
        sentence = HiddenPrecedents if what in MOVING else CachedValueUsed
        self._notes.append(sentence(where=str(cell), function=what, value=str(as_text(value))))

    def _result(self, scalar: Scalar) -> Value | Node:
        if not isinstance(scalar, Choice):
            return scalar
        number = self._emit.number(scalar)
        return number if isinstance(number, Node) else None

    def _errors(self, program: Program) -> Iterator[KpiXlError]:
        """Yield a problem for every wanted cell that shows an error of its own, naming the cell outside the wanted ones it came from."""
        for cell, result in program.results.items():
            if isinstance(result, ExcelError):
                origin = program.origin(cell)
                if origin != cell and isinstance(program.results.get(origin), ExcelError):
                    continue  # it only inherits the error, and the cell it comes from is said itself
                broken = origin in self._formulas and any(
                    isinstance(node, ErrorText) and node.code == "#REF!" for node in walk(self._formulas[origin].expression)
                )
                if broken:
                    yield BrokenReference(where=str(origin))
                elif origin == cell:
                    yield ErrorHere(where=str(cell), value=result.code)
                else:
                    yield ErrorInCell(where=str(cell), value=result.code, origin=str(origin))
