"""Read the KPI table row by row: what a person typed becomes KPIs, and every cell that cannot be read becomes a problem.

Knows the KPI table's columns. Does not know formulas, goals or settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.layout import KPIS, Column, Table
from kpi_xl.calc.cells import Address, Cells, Formula, TableArea, Value
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.model.kpi import Kpi

SHOWN_FOR_YOU = ("formula", "cell")
"""Columns that the workbook fills itself; a row with nothing but these is empty."""


@dataclass(slots=True)
class Sheet:
    """One table as it is read: where its columns stand, what its cells hold, and what was wrong or worth noting so far."""

    table: Table
    area: TableArea
    columns: Mapping[str, int]
    cells: Cells
    problems: list[errors.KpiXlError] = field(default_factory=list)
    notes: list[errors.Note] = field(default_factory=list)
    corrections: dict[Address, float] = field(default_factory=dict)
    calculated: dict[Address, Value] = field(default_factory=dict)

    def address(self, row: int, key: str) -> Address:
        """Return where a row's cell of a column stands."""
        return Address(self.area.sheet, row, self.columns[key])

    def value(self, row: int, key: str) -> Value:
        """Return what a cell shows; a column that is missing is blank."""
        if key not in self.columns:
            return None
        address = self.address(row, key)
        content = self.cells.contents.get(address)
        if not isinstance(content, Formula):
            return content
        if address not in self.calculated:  # all of them at once: each evaluation looks through the whole workbook
            formulas = self._formulas()
            results = evaluate_cells(self.cells, list(formulas))
            self.calculated.update({cell: results.get(cell, formula.cached) for cell, formula in formulas.items()})
        return self.calculated[address]

    def _formulas(self) -> dict[Address, Formula]:
        """Return the cells of the table that people fill with formulas, the baselines aside: these are the tree's."""
        columns = [column for key, column in self.columns.items() if key not in (*SHOWN_FOR_YOU, "baseline", "result")]
        rows = range(self.area.first_row, self.area.last_row + 1)
        cells = (Address(self.area.sheet, row, column) for row in rows for column in columns)
        return {cell: content for cell in cells if isinstance(content := self.cells.contents.get(cell), Formula)}

    def read(self, row: int, key: str, take: Callable[[Value, Column, Address], object]) -> object:
        """Take a cell as what its column holds; a cell that cannot be taken is a problem, and counts as blank."""
        if key not in self.columns:
            return None
        address, value = self.address(row, key), self.value(row, key)
        try:
            taken = take(value, self.table.column(key), address)
        except errors.KpiXlError as problem:
            self.problems.append(problem)
            return None
        if isinstance(value, str) and isinstance(taken, float) and not isinstance(self.cells.contents.get(address), Formula):
            self.corrections[address] = taken
            self.notes.append(errors.UnderstoodAs(where=address, text=value, value=f"{taken:,.12g}"))
        return taken

    def rows(self, ignoring: tuple[str, ...] = ()) -> Iterator[int]:
        """Yield the sheet rows of the table that hold anything."""
        columns = [column for key, column in self.columns.items() if key not in ignoring]
        for row in range(self.area.first_row, self.area.last_row + 1):
            if any(self.cells.contents.get(Address(self.area.sheet, row, column)) not in (None, "") for column in columns):
                yield row


def renamed(sheet: Sheet, names: Mapping[str, str]) -> Iterator[tuple[Address, str]]:
    """Yield each cell that chooses a KPI by its old name, and the new one."""
    new = {entry.plain(old): name for old, name in names.items()}
    for key in (column.key for column in sheet.table.columns if column.sort == "name" and column.key in sheet.columns):
        for row in sheet.rows():
            chosen = sheet.cells.contents.get(sheet.address(row, key))
            if isinstance(chosen, str) and entry.plain(chosen) in new:
                yield sheet.address(row, key), new[entry.plain(chosen)]


def open_table(table: Table, area: TableArea, cells: Cells) -> Sheet:
    """Find a table's columns by their headers in either language.

    A column that is required and missing is a problem of the sheet; any other missing column takes its default.
    """
    headers = {entry.plain(header): area.first_column + place for place, header in enumerate(area.columns)}
    columns = {}
    for column in table.columns:
        for header in (column.label.ja, column.label.en):
            if entry.plain(header) in headers:
                columns[column.key] = headers[entry.plain(header)]
    sheet = Sheet(table, area, columns, cells)
    for column in table.columns:
        if column.required and column.key not in columns:
            sheet.problems.append(errors.MissingColumn(where=area.sheet, table=table.name, column=column.label))
    return sheet


def last_row(table: Table, area: TableArea, cells: Cells) -> int:
    """Return the row in which a table really ends: rows typed right below it belong to it, as Excel would have taken them in.

    Only Excel extends a table by itself; other programs leave new rows outside.
    """
    row = area.last_row
    if area.totals:
        return row
    columns = range(area.first_column, area.last_column + 1)
    while any(cells.contents.get(Address(area.sheet, row + 1, column)) not in (None, "") for column in columns):
        row += 1
    return row


def read_kpis(sheet: Sheet) -> list[tuple[Kpi, Address]]:
    """Return a KPI per row that is not empty, with the address of its baseline cell."""
    return [(_kpi(sheet, row), sheet.address(row, "baseline")) for row in sheet.rows(SHOWN_FOR_YOU)]


def _kpi(sheet: Sheet, row: int) -> Kpi:
    typed = {column.key: sheet.read(row, column.key, TAKES[column.sort]) for column in KPIS.columns if column.key in FIELDS}
    effort = typed.pop("effort")
    typed["baseline"] = _baseline(sheet, row)
    typed["locked"] = typed["locked"] == "yes"
    texts = {key: typed[key] or "" for key in ("label", "name", "unit", "owner", "note")}
    whole = {**typed, **texts, "effort": 1.0 if effort is None else effort, "where": str(sheet.address(row, "baseline"))}
    return KPI.validate_python(whole)


def _baseline(sheet: Sheet, row: int) -> object:
    content = sheet.cells.contents.get(sheet.address(row, "baseline"))
    return content.text if isinstance(content, Formula) else sheet.read(row, "baseline", entry.number)


def _effort(value: Value, column: Column, where: Address) -> float | None:
    """Take an effort: a number, or one of the three words."""
    word = entry.one_of(value, column.choices) if isinstance(value, str) else None
    if word is not None:
        return float(word)
    try:
        return entry.number(value, column, where)
    except errors.NotANumber:
        raise errors.NotAChoice(where=where, value=value, column=column.label, choices=entry.listed(column.choices)) from None


def _text(value: Value, column: Column, where: Address) -> str:
    return entry.text(value)


def _choice(value: Value, column: Column, where: Address) -> float | str | None:
    return _effort(value, column, where) if column.key == "effort" else entry.choice(value, column, where)


TAKES: Mapping[str, Callable[[Value, Column, Address], object]] = {
    "text": _text,
    "name": _text,
    "date": _text,
    "prose": _text,
    "number": entry.number,
    "amount": entry.amount,
    "choice": _choice,
}
KPI = TypeAdapter(Kpi)
FIELDS = frozenset(column.key for column in KPIS.columns if column.key not in (*SHOWN_FOR_YOU, "baseline"))
