"""From what a formula names to the cells it means: sheets, names, tables, ranges.

Knows which names, tables and cells exist. Does not know what they are worth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kpi_xl.calc.cells import REF, VALUE, Address, Area, Cells, ExcelError, TableArea
from kpi_xl.errors import CircularReference, UnknownName
from kpi_xl.formula.expression import CellRef, Expression, NameRef, RangeRef, Reference, TableRef
from kpi_xl.formula.grammar import parse
from kpi_xl.formula.references import LAST_COLUMN, LAST_ROW
from kpi_xl.formula.shape import Place, Shape
from kpi_xl.formula.tokens import NESTED_LEVELS
from kpi_xl.labels import Label

A_NAME = Label(ja="名前", en="the name")
A_SHEET = Label(ja="シート", en="the sheet")
A_TABLE = Label(ja="テーブル", en="the table")
A_COLUMN = Label(ja="{table} の列", en="the {table} column")
NO_TABLE = Label(ja="（この数式を囲むテーブル）", en="(the one around this formula)")
NO_HINT = Label(ja="", en="")
HINT = Label(ja="（もしかして：{names}）", en=" (did you mean {names}?)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name that stands for a formula or a constant."""

    expression: Expression


Target = Area | ExcelError | Named
Meaning = Address | Target | None
"""What a reference means in a cell: None is a name that the formula may define by itself."""

Planned = tuple[str, tuple[int, ...], Meaning | NameRef | TableRef]
"""A reference of a shape: its sheet and which cells it is; else what it means, or itself where that depends on the cell."""


class References:
    """Finds what references mean. Letter case does not matter in any name; a name's own references count as absolute."""

    def __init__(self, cells: Cells) -> None:
        self._names = {(sheet and sheet.casefold(), name.casefold()): text for (sheet, name), text in cells.names.items()}
        self._tables = {name.casefold(): table for name, table in cells.tables.items()}
        self._known = {name.casefold(): address for name, address in cells.known.items()}
        self._spelled = [name for _, name in cells.names] + list(cells.known) + list(cells.tables)
        self._by_sheet: dict[str, list[Address]] = defaultdict(list)
        for address in cells.contents:
            self._by_sheet[address.sheet].append(address)
        existing = [*self._by_sheet, *cells.sheets, *(table.sheet for table in cells.tables.values())]
        existing += [sheet for sheet, _ in cells.names if sheet] + [address.sheet for address in cells.known.values()]
        self._sheets = {sheet.casefold(): sheet for sheet in existing}
        self._last_row = max((address.row for address in cells.contents), default=1)
        self._last_column = max((address.column for address in cells.contents), default=1)
        self._contents = cells.contents
        self._formulas: dict[str, Expression] = {}
        self._plans: dict[tuple[int, str], tuple[Shape, list[Planned]]] = {}

    def find(self, reference: Reference, here: Address) -> Target:
        """Return the area a reference means in a cell, an error value, or the formula a name stands for."""
        for _ in range(NESTED_LEVELS):
            match reference:
                case CellRef():
                    sheet = self.sheet(reference.sheet, here)
                    return Area(sheet, reference.row, reference.column, reference.row, reference.column)
                case RangeRef():
                    sheet = self.sheet(reference.sheet, here)
                    corners = reference.first_row, reference.first_column, reference.last_row, reference.last_column
                    return Area(sheet, *corners)
                case TableRef():
                    return self._table(reference, here)
            target = self._name(reference, here)
            if not isinstance(target, Named):
                return target
            if not isinstance(target.expression, CellRef | RangeRef | NameRef | TableRef):
                return target
            reference = target.expression
        raise CircularReference(where=str(here), cells=reference.name if isinstance(reference, NameRef) else "")

    def found(self, shape: Shape, places: Sequence[Place], here: Address) -> tuple[Meaning, ...]:
        """Return what each reference of a formula in a cell means."""
        found: list[Meaning] = []
        for sheet, numbers, meaning in self._plan(shape, here):
            if not numbers:
                found.append(self._meant(meaning, here, shape.defines_names) if isinstance(meaning, NameRef | TableRef) else meaning)
            elif len(numbers) == 1:
                row, column = places[numbers[0]]
                found.append(Address(sheet, row, column))
            else:
                (top, left), (bottom, right) = places[numbers[0]], places[numbers[1]]
                found.append(Area(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
        return tuple(found)

    def _plan(self, shape: Shape, here: Address) -> list[Planned]:
        """Return what is known of a shape's references whatever cell of a sheet the formula stands in."""
        key = id(shape), here.sheet
        if (known := self._plans.get(key)) is None:
            known = shape, [self._planned(node, numbers, here) for node, numbers in zip(shape.references, shape.cells, strict=True)]
            if any(shape.cells):  # else hardly another formula has the same
                self._plans[key] = known  # its identity lives as long as it does
        return known[1]

    def _planned(self, node: Reference, numbers: tuple[int, ...], here: Address) -> Planned:
        """A cell or a range by its sheet; a name that stands for cells by what it means; any other reference as it is."""
        if isinstance(node, CellRef | RangeRef):
            sheet = self.sheet(node.sheet, here)
            return (sheet, numbers, None) if numbers else ("", (), self._meant(node, here, False))
        text = self._said(node, here) if isinstance(node, NameRef) else None
        settled = text is not None and isinstance(self._formula(text, ""), CellRef | RangeRef)
        return "", (), self._meant(node, here, False) if settled else node

    def _meant(self, node: Reference, here: Address, defines_names: bool) -> Meaning:
        try:
            target = self.find(node, here)
        except UnknownName:
            if defines_names:
                return None
            raise
        return target.corner if isinstance(target, Area) and target.is_cell else target

    def filled(self, place: Address | Area) -> Iterator[Address]:
        """Yield the cells of an area that hold something."""
        if isinstance(place, Address):
            yield from (place,) if place in self._contents else ()
            return
        area = self.clip(place)
        if area.height * area.width > len(self._by_sheet[area.sheet]):
            yield from (
                cell
                for cell in self._by_sheet[area.sheet]
                if area.first_row <= cell.row <= area.last_row and area.first_column <= cell.column <= area.last_column
            )
            return
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                if (cell := Address(area.sheet, row, column)) in self._contents:
                    yield cell

    def clip(self, area: Area) -> Area:
        """Return whole columns and rows without what lies below and right of every cell in use."""
        last_row = max(area.first_row, self._last_row) if area.last_row == LAST_ROW else area.last_row
        last_column = max(area.first_column, self._last_column) if area.last_column == LAST_COLUMN else area.last_column
        return Area(area.sheet, area.first_row, area.first_column, last_row, last_column)

    def sheet(self, sheet: str | None, here: Address) -> str:
        """Return a sheet as the workbook spells it; none is the formula's own."""
        if sheet is None:
            return here.sheet
        found = self._sheets.get(sheet.casefold())
        if found is None:
            raise _unknown(here, A_SHEET, sheet, self._sheets.values())
        return found

    def _name(self, reference: NameRef, here: Address) -> Target:
        name, text = reference.name.casefold(), self._said(reference, here)
        if text is not None:
            return Named(self._formula(text, reference.name))
        if name in self._tables:
            return self._table(TableRef(reference.name, (), "data", reference.span), here)
        if name in self._known:
            cell = self._known[name]
            return Area(cell.sheet, cell.row, cell.column, cell.row, cell.column)
        self.sheet(reference.sheet, here)
        raise _unknown(here, A_NAME, reference.name, self._spelled)

    def _said(self, reference: NameRef, here: Address) -> str | None:
        """What a name refers to: the sheet's own before the workbook's."""
        name = reference.name.casefold()
        return self._names.get(((reference.sheet or here.sheet).casefold(), name), self._names.get((None, name))) if self._names else None

    def _formula(self, text: str, name: str) -> Expression:
        if text not in self._formulas:
            self._formulas[text] = parse("=" + text.removeprefix("="), name)
        return self._formulas[text]

    def _table(self, reference: TableRef, here: Address) -> Area | ExcelError:
        table = self._tables.get(reference.table.casefold()) if reference.table else self._around(here)
        if table is None:
            raise _unknown(here, A_TABLE, reference.table or NO_TABLE, [each.name for each in self._tables.values()])
        if reference.area == "this_row" and not (table.sheet == here.sheet and table.first_row <= here.row <= table.last_row):
            return VALUE
        if reference.area in ("totals", "data_and_totals") and not table.totals:
            return REF
        columns = [_column(table, column, here) for column in reference.columns] or [table.first_column, table.last_column]
        first, last = _ROWS[reference.area](table, here)
        return Area(table.sheet, first, min(columns), last, max(columns))

    def _around(self, here: Address) -> TableArea | None:
        for table in self._tables.values():
            rows = table.header_row <= here.row <= table.last_row + table.totals
            if table.sheet == here.sheet and rows and table.first_column <= here.column <= table.last_column:
                return table
        return None


_ROWS = {  # area of a table -> its first and last row on the sheet
    "data": lambda table, here: (table.first_row, table.last_row),
    "all": lambda table, here: (table.header_row, table.last_row + table.totals),
    "headers": lambda table, here: (table.header_row, table.header_row),
    "totals": lambda table, here: (table.last_row + 1, table.last_row + 1),
    "this_row": lambda table, here: (here.row, here.row),
    "headers_and_data": lambda table, here: (table.header_row, table.last_row),
    "data_and_totals": lambda table, here: (table.first_row, table.last_row + 1),
}


def _column(table: TableArea, column: str, here: Address) -> int:
    folded = [each.casefold() for each in table.columns]
    if column.casefold() not in folded:
        raise _unknown(here, A_COLUMN.fill(table=table.name), column, table.columns)
    return table.first_column + folded.index(column.casefold())


def _unknown(here: Address, what: Label, name: str | Label, names: Iterable[str]) -> UnknownName:
    close = get_close_matches(name, sorted(set(names)), n=3) if isinstance(name, str) else []
    return UnknownName(where=str(here), what=what, name=name, hint=HINT.fill(names=", ".join(close)) if close else NO_HINT)
