"""What people typed on a scenario's tab, by the name of the row: values they agreed on, and notes.

Knows where a tab keeps its names and its input columns. Does not know how the tab is painted, nor what comes of an agreed value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpi_xl import errors, labels
from kpi_xl.book import entry
from kpi_xl.book.identity import target
from kpi_xl.book.layout import Column
from kpi_xl.book.page import Scalar
from kpi_xl.book.port import Book
from kpi_xl.calc.cells import Address, Cells, ExcelError, Formula, Value
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.formula.expression import CellRef, RangeRef
from kpi_xl.formula.grammar import parse
from kpi_xl.model.tree import COMPUTED, LOCKED, KpiTree
from kpi_xl.solve.given import given

SCENARIO = "scenario"
"""The page key of every scenario; the marker's sheet name tells them apart."""

PLACES = {key: f"_kpi_xl_{key}" for key in ("name", "label", "baseline", "agreed", "note")}
"""For each column that is read back the tab's hidden name for it: it follows when people insert rows and columns."""

AGREED = Column("agreed", labels.scenario.AGREED, "number", labels.scenario.AGREED_PROMPT)


@dataclass(frozen=True, slots=True)
class Leftover:
    """What was typed beside a name that no row of the KPI tree has; it is kept until its cells are cleared."""

    name: str
    agreed: Scalar
    note: Scalar


@dataclass(frozen=True, slots=True)
class Agreements:
    """What one tab holds.

    Attributes
    ----------
    agreed
        The agreed value of each lever that has one, in its unit.
    notes
        The note of each KPI that has one.
    leftovers
        What belongs to no KPI any more.
    said
        What the tab's readers should know.
    """

    agreed: Mapping[str, float] = field(default_factory=dict)
    notes: Mapping[str, Scalar] = field(default_factory=dict)
    leftovers: tuple[Leftover, ...] = ()
    said: tuple[errors.Note, ...] = ()


NO_AGREEMENTS = Agreements()


@dataclass(frozen=True, slots=True)
class TabRow:
    """One row of a tab as it stands there."""

    name: str
    label: str
    home: Address | None
    agreed: Value
    note: Scalar
    cell: Address


def read_agreements(
    book: Book, cells: Cells, tree: KpiTree, sheets: Sequence[str]
) -> tuple[dict[str, Agreements], list[errors.KpiXlError]]:
    """Return what each tab of ours among some sheets holds, and everything that is wrong with it."""
    found: dict[str, Agreements] = {}
    problems: list[errors.KpiXlError] = []
    for sheet in sheets:
        if sheet in book.sheets() and book.marker(sheet) == (SCENARIO, sheet):
            reader = TabReader(tree, sheet)
            rows = list(reader.rows(cells))
            reader.owners(rows)
            for row in rows:
                reader.read(row)
            found[sheet] = reader.agreements()
            problems += reader.problems
    return found, problems


@dataclass
class TabReader:
    """One tab as it is read."""

    tree: KpiTree
    sheet: str
    agreed: dict[str, float] = field(default_factory=dict)
    cells: dict[str, Address] = field(default_factory=dict)
    notes: dict[str, Scalar] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    said: list[errors.Note] = field(default_factory=list)
    problems: list[errors.KpiXlError] = field(default_factory=list)
    owner: dict[Address, str] = field(default_factory=dict)

    def rows(self, cells: Cells) -> Iterator[TabRow]:
        """Yield the rows in which anything is typed; a tab of an earlier version has none."""
        areas = {key: self._area(cells.names.get((self.sheet, name), "")) for key, name in PLACES.items()}
        names = areas["name"]
        if names is None:
            return
        for row in range(names[0], names[1] + 1):
            at = {key: Address(self.sheet, row, area[2]) for key, area in areas.items() if area}
            agreed, note = (self._value(cells, at[key]) if key in at else None for key in ("agreed", "note"))
            if agreed is not None or note is not None:
                home = cells.contents.get(at["baseline"]) if "baseline" in at else None
                yield TabRow(
                    name=entry.text(self._value(cells, at["name"])),
                    label=entry.text(self._value(cells, at["label"])) if "label" in at else "",
                    home=target(home.text) if isinstance(home, Formula) else None,
                    agreed=agreed,
                    note=note.code if isinstance(note, ExcelError) else note,
                    cell=at.get("agreed", at["name"]),
                )

    def owners(self, rows: Sequence[TabRow]) -> None:
        """Find the KPI each row is about.

        The row's name says so, unless its label is that of another KPI: then people have sorted what they see, without the hidden name.
        A name that is gone is followed to the KPI that its row shows today's value of, if that one is new here.
        """
        spelled = {name.casefold(): name for name in self.tree.kpis}
        shown = Counter(kpi.shown for kpi in self.tree.kpis.values())
        labelled = {kpi.shown: name for name, kpi in self.tree.kpis.items() if shown[kpi.shown] == 1}
        there = {row.name.casefold() for row in rows}
        at_home = {address: name for name, address in self.tree.addresses.items()}
        for row in rows:
            name = spelled.get(row.name.casefold())
            if name is not None and row.label != self.tree.kpis[name].shown:
                name = labelled.get(row.label, name)
            elif name is None and row.home in at_home and at_home[row.home].casefold() not in there:
                name = at_home[row.home]
                self.said.append(errors.TypedRenamed(where=row.cell, old=row.name, name=name))
            if name is not None:
                self.owner[row.cell] = name

    def read(self, row: TabRow) -> None:
        """Take what was typed in one row."""
        name = self.owner.get(row.cell)
        if name is None:
            agreed = row.agreed.code if isinstance(row.agreed, ExcelError) else row.agreed
            self.leftovers.append(Leftover(row.name or row.label, agreed, row.note))
            said = {"agreed": "-" if agreed is None else entry.text(agreed), "note": "-" if row.note is None else row.note}
            self.said.append(errors.TypedWithoutRow(where=row.cell, name=row.name or row.label, **said))
            return
        if row.note is not None:
            before = self.notes.get(name)
            self.notes[name] = row.note if before in (None, row.note) else f"{before} / {row.note}"
        try:
            value = entry.number(row.agreed, AGREED, row.cell)
        except errors.NotANumber as problem:
            self.problems.append(problem)
            return
        if value is not None:
            self._agree(name, value, row)

    def agreements(self) -> Agreements:
        """Return what was read; an agreed value that its lever's bounds do not allow is a problem."""
        try:
            given(self.tree, self.agreed, {}, where={name: str(cell) for name, cell in self.cells.items()})
        except errors.Problems as found:
            self.problems += found.problems
        return Agreements(self.agreed, self.notes, tuple(self.leftovers), tuple(self.said))

    def _agree(self, name: str, value: float, row: TabRow) -> None:
        kpi = self.tree.kpis[name]
        if isinstance(row.agreed, str):
            self.said.append(errors.UnderstoodAs(where=row.cell, text=row.agreed, value=f"{value:,.12g}"))
        if name not in self.tree.levers:
            kind = COMPUTED if kpi.is_formula else LOCKED
            self.problems.append(errors.AgreedOnNoLever(where=row.cell, kpi=name, value=f"{value:,.12g}", kind=kind))
        elif self.agreed.get(name, value) != value:
            first, other = f"{self.agreed[name]:,.12g}", self.cells[name]
            self.problems.append(errors.AgreedTwice(where=row.cell, kpi=name, value=f"{value:,.12g}", first=first, other=other))
        else:
            self.agreed[name], self.cells[name] = value, row.cell

    def _value(self, cells: Cells, cell: Address) -> Value:
        """Return what a cell shows, None for a blank; a formula is taken as its result."""
        content = cells.contents.get(cell)
        if not isinstance(content, Formula):
            return None if content == "" else content
        value = evaluate_cells(cells, [cell]).get(cell, content.cached)
        shown = f"{value:,.12g}" if isinstance(value, float) else str(value)
        self.said.append(errors.FormulaTaken(where=cell, formula=content.text, value=shown))
        return value

    def _area(self, refers_to: str) -> tuple[int, int, int] | None:
        """Return first row, last row and column of what a hidden name of this tab refers to, or None where that is lost."""
        try:
            area = parse("=" + refers_to.removeprefix("="))
        except errors.KpiXlError:
            return None
        if isinstance(area, CellRef) and area.sheet == self.sheet:
            return area.row, area.row, area.column
        if isinstance(area, RangeRef) and area.sheet == self.sheet:
            return area.first_row, area.last_row, area.first_column
        return None
