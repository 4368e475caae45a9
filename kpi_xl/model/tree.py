"""A KPI tree: rows, and the one tape that computes every KPI from the levers.

Knows names, values and slopes. Does not know goals, nor where its cells came from.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from pydantic import TypeAdapter

from kpi_xl import errors
from kpi_xl.calc.cells import Address, Cells, Formula
from kpi_xl.calc.compile import compile_cells
from kpi_xl.calc.flows import Places
from kpi_xl.calc.operands import Node
from kpi_xl.calc.program import Program
from kpi_xl.calc.references import References
from kpi_xl.calc.tape import Floats, Tape
from kpi_xl.labels import Label
from kpi_xl.model import check, crossing, names, shape
from kpi_xl.model.columns import Numbers
from kpi_xl.model.effect import EFFECTS, Effect
from kpi_xl.model.kpi import LATER, Better, Kpi, Lever

Nodes = Sequence[float] | Floats
"""The value of every node of a tape."""

MANY_STEPS = 3_000
"""From here on a tree is large: what looks at it many times costs more than it finds."""

FORMULAS, LEVERS = TypeAdapter(dict[str, str], config=LATER), TypeAdapter(list[Lever], config=LATER)

COMPUTED = Label(ja="計算式で求めるKPI", en="computed by a formula")
LOCKED = Label(ja="固定された値", en="locked")
CLOSEST = Label(ja="（近い名前：{names}）", en=" (closest: {names})")


@dataclass(frozen=True, eq=False)
class KpiTree:
    """A driver tree as a function from lever values to every KPI.

    Built by `from_cells`, `from_formulas` or `kpi_xl.read_tree`; never by hand.

    Attributes
    ----------
    kpis
        Every row, by name, in the order of the table.
    kgi
        The name of the KPI that everything is about.
    levers
        The rows that may be moved, by name, in the order of the table.
    parents
        For drawing: each KPI's parent, None at the top.
    notes
        What is worth saying about the tree but stops nobody.
    effects
        Which KPIs pull others along although no formula says so.
    """

    kpis: Mapping[str, Kpi]
    kgi: str
    levers: Mapping[str, Lever]
    program: Program
    cells: Cells
    addresses: Mapping[str, Address]
    parents: Mapping[str, str | None]
    notes: tuple[errors.Note, ...] = ()
    effects: tuple[Effect, ...] = ()

    @classmethod
    def from_formulas(
        cls,
        formulas: Mapping[str, str],
        levers: Sequence[Lever],
        kgi: str | None = None,
        *,
        better: Mapping[str, Better] | None = None,
        industry: Mapping[str, float] | None = None,
        last_year: Mapping[str, float] | None = None,
        units: Mapping[str, str] | None = None,
        effects: Sequence[Effect] = (),
    ) -> KpiTree:
        """Build a tree from formulas by name.

        Parameters
        ----------
        formulas
            Name of a KPI to its Excel formula over other names, such as {"sales": "=visitors*rate*price"}.
        levers
            The numbers; a locked one is a constant.
        kgi
            Needed only where several KPIs have no parent.
        better, industry, last_year, units
            For computed KPIs, what the rows of a workbook say in these columns.
        effects
            Which KPIs pull others along although no formula says so.

        Raises
        ------
        Problems
            With every problem of the tree at once.

        Examples
        --------
        >>> tree = KpiTree.from_formulas({"sales": "=visitors*rate"}, [Lever("visitors", 5000), Lever("rate", 0.02)])
        >>> tree.evaluate({"visitors": 6000})["sales"]
        120.0
        """
        formulas, levers = FORMULAS.validate_python(formulas), LEVERS.validate_python(levers)
        rows = [
            Kpi(
                name,
                formula if formula.startswith("=") else "=" + formula,
                better=(better or {}).get(name),
                industry=(industry or {}).get(name),
                last_year=(last_year or {}).get(name),
                unit=(units or {}).get(name, ""),
            )
            for name, formula in formulas.items()
        ] + [Kpi(**{field: getattr(lever, field) for field in Lever.__dataclass_fields__}) for lever in levers]
        places = {row.name: Address("KPI", number, 1) for number, row in enumerate(rows, start=1)}
        contents = {places[row.name]: Formula(row.baseline, None) if isinstance(row.baseline, str) else row.baseline for row in rows}
        cells = Cells(contents=contents, names={}, tables={}, known={row.name: places[row.name] for row in rows})
        tree = cls.from_cells(rows, [places[row.name] for row in rows], cells, kgi)
        return tree.with_effects(effects) if effects else tree

    @classmethod
    def from_cells(cls, rows: Sequence[Kpi], places: Sequence[Address], cells: Cells, kgi: str | None = None) -> KpiTree:
        """Build a tree from rows, the addresses of their baseline cells, and everything their formulas can see.

        Raises
        ------
        Problems
            With every problem of the tree at once: names, bounds, formulas, cycles, errors, the KGI.
        """
        if not rows:
            raise errors.Problems([errors.NoRows(where="tbl_kpi")])
        problems = list(check.faults(rows))
        addresses = dict(zip((row.name for row in rows), places, strict=True))
        levers = {row.name: _lever(row) for row in rows if row.is_lever}
        program = compile_cells(cells, [addresses[name] for name in levers], list(places))
        problems += program.problems
        if problems:  # an address or a value may be missing: nothing further can be asked of the rows
            raise errors.Problems(problems)
        parents = shape.parents(rows, shape.children(shape.precedents(program, addresses)))
        problems += [fault for row in rows for fault in check.value_faults(row, program.results[addresses[row.name]])]
        chosen = check.kgi(kgi, rows, parents, problems)
        if problems:
            raise errors.Problems(problems)
        notes = (*(note for row in rows for note in check.dropped_defaults(row)), *program.notes)
        tree = cls({row.name: row for row in rows}, chosen, levers, program, cells, addresses, parents, notes)
        problems += tree._broken()
        if problems:
            raise errors.Problems(problems)
        return tree

    def with_effects(self, effects: Sequence[Effect]) -> KpiTree:
        """Return the tree with these effects in place of those it has: today's values are the same, but KPIs pull others along.

        Raises
        ------
        Problems
            With everything that is wrong: unknown KPIs, a cause that is not above 0, one acting on itself, an effect given twice, circles.
        """
        named = crossing.settled(self, EFFECTS.validate_python(tuple(effects)))
        levers = [self.addresses[name] for name in self.levers]
        program = compile_cells(self.cells, levers, list(self.addresses.values()), crossing.factors(self, named))
        if program.problems:
            raise errors.Problems(crossing.faults(self, named, program.problems))
        notes = tuple(note for note in self.notes if not isinstance(note, errors.IdleEffect))
        tree = replace(self, program=program, effects=named, notes=notes)
        return replace(tree, notes=(*notes, *crossing.idle(tree)))

    @property
    def tape(self) -> Tape:
        """The calculation as one tape: an input per lever, in their order."""
        return self.program.tape

    @cached_property
    def references(self) -> References:
        """What names, tables and sheets mean in the workbook the tree was read from."""
        return References(self.cells)

    @cached_property
    def kept(self) -> dict[str, object]:
        """Where others keep what they worked out about the tree, for as long as it lives."""
        return {}

    @property
    def is_large(self) -> bool:
        """Whether a whole search costs so much that few of them are worth it."""
        return len(self.tape.steps) > MANY_STEPS

    @cached_property
    def baseline(self) -> dict[str, float]:
        """Every KPI today."""
        return dict(zip(self.kpis, self.values(self.run(self.inputs({}))).tolist(), strict=True))

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each KPI stands in the table, counted from 0."""
        return {name: place for place, name in enumerate(self.kpis)}

    @cached_property
    def lever_places(self) -> dict[str, int]:
        """Where each lever stands among the levers, and so among the inputs of the tape."""
        return {name: place for place, name in enumerate(self.levers)}

    @cached_property
    def starts(self) -> Floats:
        """Today's value of every lever, and so of every input of the tape."""
        return np.array([lever.start for lever in self.levers.values()], dtype=float)

    @cached_property
    def has_costs(self) -> bool:
        """Whether anybody said what moving some lever costs."""
        return any(lever.cost is not None for lever in self.levers.values())

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The KPIs that each KPI's formula uses, directly or through cells outside the table; in the order of the formula."""
        return shape.children(shape.precedents(self.program, self.addresses))

    @cached_property
    def depths(self) -> dict[str, int]:
        """Every KPI in the order in which the tree is drawn, with its depth from the top."""
        return shape.depths([self.kpis[self.kgi], *(kpi for kpi in self.kpis.values() if kpi.name != self.kgi)], self.parents)

    def kpi(self, name: str, where: str = "") -> Kpi:
        """Return a row by its name; letter case and width of the name do not matter.

        Raises
        ------
        UnknownKpi
            With the closest names that exist.
        """
        if name in self.kpis:
            return self.kpis[name]
        for kpi in self.kpis.values():
            if names.same(name, kpi.name) or names.same(name, kpi.label):
                return kpi
        close = difflib.get_close_matches(name, self.kpis, n=3, cutoff=0.5)
        hint = CLOSEST.fill(names=", ".join(close)) if close else Label(ja="", en="")
        raise errors.UnknownKpi(where=where or "goal", kpi=name, suggestion=hint)

    def node(self, name: str) -> int | None:
        """Return the tape's node of a KPI, or None where it depends on no lever."""
        result = self.program.results[self.addresses[name]]
        return result.index if isinstance(result, Node) else None

    def evaluate(self, levers: Mapping[str, float]) -> Numbers:
        """Return every KPI, constants included, after some levers are changed; nan where Excel would show an error.

        Parameters
        ----------
        levers
            Name to value, in the lever's unit, before effects of others come on top. A lever that is not named keeps its baseline.

        Returns
        -------
        Numbers
            A mapping from name to value in the order of the table; `array` has all values at once.

        Raises
        ------
        NotALever
            If a name is a constant, a computed KPI or unknown.
        """
        return Numbers(self.places, self.values(self.run(self.inputs(levers))))

    def inputs(self, levers: Mapping[str, float]) -> Floats:
        """Return one value per input of the tape."""
        inputs = self.starts.copy()
        for name, value in levers.items():
            if name not in self.lever_places:
                kind = COMPUTED if self.kpi(name).is_formula else LOCKED
                raise errors.NotALever(where="levers", name=name, kind=kind, levers=", ".join(self.levers))
            inputs[self.lever_places[name]] = check.number(name, value)
        return inputs

    def alone(self, shown: Mapping[str, float]) -> dict[str, float]:
        """Return the lever values that make levers show some values once effects have come on top: what each did by itself.

        Measured values hold every effect already; `evaluate` wants them without.
        """
        return crossing.alone(self, shown)

    def values(self, nodes: Nodes) -> Floats:
        """Return every KPI in the order of the table, from the values that `run` returned for the whole tape; nan where Excel would show an
        error.
        """
        rows, places, constants = self._shown
        found, moving = constants.copy(), np.asarray(nodes, dtype=float).take(places)
        found[rows] = np.where(np.isfinite(moving), moving, np.nan)
        return found

    def run(self, inputs: Floats, tape: Tape | None = None) -> Nodes:
        """Return the value of every node of the tape, or of a variant of it."""
        tape = tape or self.tape
        return tape.levels.run(inputs) if tape.is_wide else tape.run(inputs.tolist())

    def gradient(self, nodes: Nodes, node: int, tape: Tape | None = None) -> Floats:
        """Return d node / d input for every input, exact, from the values that `run` returned."""
        tape = tape or self.tape
        if tape.is_wide:
            return tape.levels.gradient(np.asarray(nodes, dtype=float), node)
        return np.array(tape.gradient([*nodes], node), dtype=float)

    def slopes(self, kpi: str, levers: Mapping[str, float]) -> dict[str, float]:
        """Return d KPI / d lever for every lever, exact, at some lever values."""
        node = self.node(self.kpi(kpi).name)
        if node is None:
            return dict.fromkeys(self.levers, 0.0)
        return dict(zip(self.levers, self.gradient(self.run(self.inputs(levers)), node).tolist(), strict=True))

    @cached_property
    def _shown(self) -> tuple[Places, Places, Floats]:
        """The rows that depend on a lever, their nodes on the tape, and every other row's value."""
        results = [self.program.results[self.addresses[name]] for name in self.kpis]
        moving = [(row, result.index) for row, result in enumerate(results) if isinstance(result, Node)]
        rows, places = np.array(moving, dtype=np.intp).reshape(len(moving), 2).T
        return rows, places, np.array([float(result) if isinstance(result, float | int) else 0.0 for result in results])

    def _broken(self) -> Iterator[errors.KpiXlError]:
        """Yield a problem for every KPI that shows an Excel error today."""
        broken = [name for name, value in self.baseline.items() if math.isnan(value)]
        if broken:
            # Folded with every lever at its baseline, the compiler itself says which error it is and which cell it comes from.
            yield from compile_cells(self.cells, [], [self.addresses[name] for name in broken]).problems


def _lever(row: Kpi) -> Lever:
    return Lever(**{field: getattr(row, field) for field in Lever.__dataclass_fields__})
