"""Rows that only copies have: which of them can be added to the base, where they will stand, and why the others cannot.

Knows alignments. Does not know cells that both have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kpi_xl import labels
from kpi_xl.book import entry
from kpi_xl.book.layout import KPIS
from kpi_xl.book.merge_align import Added, Alignment
from kpi_xl.book.merge_cells import Finding, meaning, missing, said
from kpi_xl.book.merge_parts import Who
from kpi_xl.book.merge_rows import Grid, Roster
from kpi_xl.calc.cells import Address
from kpi_xl.labels import Label
from kpi_xl.model import names

Alignments = Mapping[str, Alignment]
"""The copies over their base, by the copy's name."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A row that only copies have.

    Attributes
    ----------
    key
        The grid it belongs to.
    copies
        The copies that have it.
    """

    key: str
    who: Who
    copies: tuple[str, ...]


def newcomers(alignments: Alignments, take: str | None) -> tuple[dict[str, Alignment], list[Newcomer], list[Finding]]:
    """Return the alignments with their new rows placed, the rows that are added, and a finding for each that is not."""
    found, refused = list(_candidates(alignments)), list[Finding]()
    while True:
        placed = {name: replace(alignment, added=_places(alignment.base, found)) for name, alignment in alignments.items()}
        known = known_names(placed, found)
        reasons = {each: why for each in found if (why := _unfit(placed, each, known, take)) is not None}
        if not reasons:
            return placed, found, refused
        refused += [finding for each, why in reasons.items() for finding in _findings(alignments, each, why)]
        found = [each for each in found if each not in reasons]  # what relied on one of them is looked at again


def known_names(alignments: Alignments, found: list[Newcomer]) -> set[str]:
    """Return every name formulas of the merged workbook may use, as names are compared."""
    base = next(iter(alignments.values())).base
    defined = {entry.plain(name) for (scope, name) in base.cells.names if scope is None}
    return defined | set(base.names) | {each.who[0] for each in found if each.key == KPIS.name}


def rows_of(alignments: Alignments, each: Newcomer) -> Iterator[tuple[str, Alignment, Grid]]:
    """Yield every copy that has a new row, with its grid."""
    for copy in each.copies:
        yield copy, alignments[copy], alignments[copy].copy.grids[each.key]


def _candidates(alignments: Alignments) -> Iterator[Newcomer]:
    """Yield the new rows in the order in which they stand, each once."""
    found: dict[tuple[str, Who], dict[str, int]] = {}
    for name, alignment in alignments.items():
        for key, grid in alignment.copy.grids.items():
            if grid.part.grows and key in alignment.pairs:
                for who in (who for who in grid.rows if who not in alignment.pairs[key]):
                    found.setdefault((key, who), {})[name] = grid.rows[who] - grid.area.first_row
    for key, who in sorted(found, key=lambda each: (each[0], min(found[each].values()), each[1])):
        yield Newcomer(key, who, tuple(found[key, who]))


def _places(base: Roster, found: list[Newcomer]) -> Added:
    places: dict[tuple[str, Who], int] = {}
    ends = {key: grid.area.last_row for key, grid in base.grids.items()}
    for each in found:
        ends[each.key] += 1
        places[each.key, each.who] = ends[each.key]
    return places


def _unfit(alignments: Alignments, each: Newcomer, known: set[str], take: str | None) -> Label | None:
    """Say why a new row cannot be added, or None where it can."""
    base = alignments[each.copies[0]].base
    if base.grids[each.key].part.table is KPIS and (why := _bad_name(base, each)) is not None:
        return why
    for _, alignment, grid in rows_of(alignments, each):
        for key in grid.columns:
            lacking = missing(alignment, grid, each.who, key, known)
            if lacking is None:
                return labels.merging.ELSEWHERE
            if lacking:
                return labels.merging.UNKNOWN_NAMES.fill(names=", ".join(lacking))
        if any(alignment.copy.content(grid.address(each.who, key)) is None for key in _required(grid)):
            return labels.merging.INCOMPLETE
    if take not in each.copies and _differs(alignments, each):
        return labels.merging.ADDED_DIFFERENTLY.fill(copies=Label(*("、".join(each.copies), ", ".join(each.copies))))
    return None if _room(base, each, alignments) else labels.merging.NO_ROOM


def _bad_name(base: Roster, each: Newcomer) -> Label | None:
    """Say why no row can be called so: the name is none, or the workbook uses it for something else."""
    name = each.who[0]
    if not name:
        return labels.merging.NAMELESS
    if each.who[-1] != "1":
        return labels.merging.NAME_TWICE
    if names.fault(name) is not None:
        return labels.merging.BAD_NAME.fill(why=names.fault(name))
    defined = {entry.plain(known) for (scope, known), text in base.cells.names.items() if scope is None and "#REF!" not in text}
    return labels.merging.NAME_TAKEN if name in defined else None


def _required(grid: Grid) -> list[str]:
    return [column.key for column in grid.part.table.columns if column.required and column.key in grid.columns]


def _differs(alignments: Alignments, each: Newcomer) -> bool:
    """Whether copies say different things in a column that no row can do without."""
    for key in _required(alignments[each.copies[0]].copy.grids[each.key]):
        says = {
            meaning(said(alignment, grid, each.who, key), grid.part.column(key, "", each.who))
            for _, alignment, grid in rows_of(alignments, each)
            if key in grid.columns
        }
        if len(says) > 1:
            return True
    return False


def _room(base: Roster, each: Newcomer, alignments: Alignments) -> bool:
    """Whether nothing stands where the row would be."""
    area = base.grids[each.key].area
    row = alignments[each.copies[0]].added[each.key, each.who]
    taken = any(base.content(Address(area.sheet, row, column)) is not None for column in range(area.first_column, area.last_column + 1))
    return not (taken or area.totals)


def _findings(alignments: Alignments, each: Newcomer, why: Label) -> Iterator[Finding]:
    for copy, alignment, grid in rows_of(alignments, each):
        row = alignment.copy.title(grid, each.who)
        place = str(grid.address(each.who, next(iter(grid.columns))))
        yield Finding(copy, labels.merging.ROW_NOT_ADDED.fill(row=row, where=place, why=why))
