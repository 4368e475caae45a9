"""Lay a returned copy over the workbook it was mailed as: which row is which, and where each cell of the copy is at home.

Knows two rosters. Does not know which cells changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl.book.identity import target
from kpi_xl.book.layout import KPIS
from kpi_xl.book.merge_parts import TAB, Who
from kpi_xl.book.merge_rows import Grid, Roster
from kpi_xl.calc.cells import Address

Pairs = dict[Who, Who]
"""A copy's row to the row it was."""

Added = Mapping[tuple[str, Who], int]
"""Where rows that only copies have will stand, by grid and by who they are."""


@dataclass(frozen=True)
class Alignment:
    """A copy over its base.

    Attributes
    ----------
    pairs
        For each grid that both have, each row of the copy that the base has.
    renamed
        KPI names of the copy that are other names in the base, as both spell them.
    shifted
        Whether what stands below a table has moved with the table's end.
    added
        Where the copy's new rows will stand.
    """

    base: Roster
    copy: Roster
    pairs: Mapping[str, Pairs]
    renamed: Mapping[str, str]
    shifted: bool = True
    added: Added = field(default_factory=dict)

    def home(self, place: Address) -> Address | None:
        """Return where a cell of the copy stands in the base; None for one in a row or a column that the base has not."""
        key, grid = self._at(place)
        if grid is None or key not in self.base.grids:
            return place
        there = self.base.grids[key]
        column = self._column(grid, there, place.column)
        row = self._row(key, grid, there, place.row)
        return None if row is None or column is None else Address(there.area.sheet, row, column)

    def gone(self, sheet: str) -> set[int]:
        """Return the rows of a sheet of the base that the copy no longer has."""
        found = set[int]()
        for key, pairs in self.pairs.items():
            grid, kept = self.base.grids[key], set(pairs.values())
            found |= {row for who, row in grid.rows.items() if who not in kept and grid.area.sheet == sheet}
        return found

    @cached_property
    def plain(self) -> bool:
        """Whether every cell is where it was and every name what it was."""
        rows = all(
            self.base.grids[key].rows[old] == self.copy.grids[key].rows[new]
            for key, pairs in self.pairs.items()
            for new, old in pairs.items()
        )
        areas = [(grid.area, self.base.grids[key].area) for key, grid in self.copy.grids.items() if key in self.base.grids]
        return rows and not self.renamed and all(here == there for here, there in areas)

    def _at(self, place: Address) -> tuple[str, Grid | None]:
        """Return the grid a cell belongs to: the one it stands in, else the one it stands below."""
        above: tuple[str, Grid | None] = "", None
        for key, grid in self._by_sheet.get(place.sheet, ()):
            if grid.holds(place):
                return key, grid
            if grid.area.header_row <= place.row:
                above = key, grid
        return above

    @cached_property
    def _by_sheet(self) -> Mapping[str, list[tuple[str, Grid]]]:
        found: dict[str, list[tuple[str, Grid]]] = {}
        for key, grid in sorted(self.copy.grids.items(), key=lambda pair: pair[1].area.header_row):
            found.setdefault(grid.area.sheet, []).append((key, grid))
        return found

    def _column(self, grid: Grid, there: Grid, column: int) -> int | None:
        if grid.part is TAB or not grid.area.first_column <= column <= grid.area.last_column:
            return column
        return there.columns.get(self._keys[grid.area.name][column])

    @cached_property
    def _keys(self) -> Mapping[str, Mapping[int, str]]:
        return {grid.area.name: {column: key for key, column in grid.columns.items()} for grid in self.copy.grids.values()}

    def _row(self, key: str, grid: Grid, there: Grid, row: int) -> int | None:
        if row <= grid.area.header_row:
            return row + there.area.header_row - grid.area.header_row
        if row > grid.area.last_row:
            return row + (there.area.last_row - grid.area.last_row if self.shifted else 0)
        return self._rows[key].get(row, row)

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[int, int | None]]:
        """For each grid of the copy its rows in the base, None where the base has none."""
        found: dict[str, dict[int, int | None]] = {}
        for key, grid in self.copy.grids.items():
            pairs, there = self.pairs.get(key, {}), self.base.grids.get(key)
            places = {who: there.rows[pairs[who]] for who in pairs} if there else {}
            found[key] = {row: places.get(who, self.added.get((key, who))) for who, row in grid.rows.items()}
        return found


def align(base: Roster, copy: Roster) -> Alignment:
    """Find for every row of a copy the row it was: by its name, by the defined name on its cell, by its label, by its place."""
    kpis = _pairs(base, copy, KPIS.name, {}, FOLLOWING)
    renamed = {
        copy.names[new[0]]: base.names[old[0]]
        for new, old in kpis.items()
        if new[0] != old[0] and new[0] in copy.names and old[0] in base.names
    }
    spelled = {new[0]: old[0] for new, old in kpis.items() if new[0] != old[0]}
    pairs = {KPIS.name: kpis}
    for key, grid in copy.grids.items():
        if key != KPIS.name and key in base.grids:
            pairs[key] = _pairs(base, copy, key, spelled, (_by_place,) if grid.part.by_place else ())
    return Alignment(base, copy, pairs, renamed)


def _pairs(base: Roster, copy: Roster, key: str, spelled: Mapping[str, str], ways: tuple[Following, ...]) -> Pairs:
    here, there = copy.grids[key], base.grids[key]
    wanted = {who: (*(spelled.get(word, word) for word in who[:-1]), who[-1]) for who in here.rows}
    found = {who: was for who, was in wanted.items() if was in there.rows and any(was[:-1])}
    for way in ways:
        taken = set(found.values())
        left = [who for who in here.rows if who not in found]
        free = [who for who in there.rows if who not in taken]
        found |= way(base, copy, left, free) if left and free else {}
    return found


def _by_defined_name(base: Roster, copy: Roster, left: list[Who], free: list[Who]) -> Pairs:
    """A row whose cell still carries the defined name of a row that is gone is that row, renamed."""
    defined = {name.casefold(): target(text) for (scope, name), text in copy.cells.names.items() if scope is None}
    at = {copy.kpis.address(who, "baseline"): who for who in left}
    found = {at.get(place): old for old in free if (place := defined.get(base.names.get(old[0], "").casefold())) is not None}
    return {new: old for new, old in found.items() if new is not None}


def _by_label(base: Roster, copy: Roster, left: list[Who], free: list[Who]) -> Pairs:
    """A row that people call what they called a row that is gone is that row, if the label is nobody else's."""
    here, there = (_labels(roster, rows) for roster, rows in ((copy, left), (base, free)))
    return {here[label]: there[label] for label in here if label in there}


def _labels(roster: Roster, rows: list[Who]) -> dict[str, Who]:
    called = [(roster.says(roster.kpis, roster.kpis.rows[who], "label"), who) for who in rows]
    often = Counter(label for label, _ in called)
    return {label: who for label, who in called if label and often[label] == 1}


def _by_place(base: Roster, copy: Roster, left: list[Who], free: list[Who]) -> Pairs:
    """Rows that nobody else is are taken for each other where they stand at the same place of tables of one length."""
    grids = [(here, base.grids[key]) for key, here in copy.grids.items() if here.part.by_place and key in base.grids]
    alike = [zip(here.rows, there.rows, strict=True) for here, there in grids if len(here.rows) == len(there.rows)]
    return {new: old for rows in alike for new, old in rows if new in left and old in free}


Following = Callable[[Roster, Roster, list[Who], list[Who]], Pairs]
"""A way to follow rows that lost their name: the rosters, the copy's rows that nobody is yet, the base's that nobody became."""

FOLLOWING: tuple[Following, ...] = (_by_defined_name, _by_label)
