"""What a copy changed outside the tables that are merged: it is said, so that nothing is lost without a word.

Knows an alignment. Does not know the tables' own cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kpi_xl import labels
from kpi_xl.book.agreements import SCENARIO
from kpi_xl.book.brief import COLUMNS
from kpi_xl.book.identity import target
from kpi_xl.book.layout import KPIS
from kpi_xl.book.merge_align import Alignment
from kpi_xl.book.merge_cells import Finding
from kpi_xl.book.merge_formula import at_home, normal
from kpi_xl.book.merge_rows import Content, Grid
from kpi_xl.calc.cells import Address, Formula, column_letters
from kpi_xl.labels import Label

SHOWN = 10
"""How many cells of a sheet a sentence names."""

MADE = ("_xlnm.", "_xlfn.", "_xlpm.", "kpi_", "lst_kpi")
"""How the names begin that Excel or the templates made."""


@dataclass(slots=True)
class Outside:
    """Where a copy differs outside the tables: by sheet, in the copy's own addresses, or the base's for cells that are blank now."""

    cells: dict[str, set[tuple[int, int]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many cells differ."""
        return sum(map(len, self.cells.values()))


def best(alignment: Alignment) -> tuple[Alignment, Outside]:
    """Return the alignment under which less has changed: whatever stands below a table moved with it, or stayed where it was."""
    found = [(each, outside(each)) for each in (alignment, replace(alignment, shifted=False))]
    return min(found, key=lambda pair: pair[1].count)


def outside(alignment: Alignment) -> Outside:
    """Return every cell outside the merged tables that says something else than in the base."""
    found, seen = Outside(), set[Address]()
    for place, content in alignment.copy.cells.contents.items():
        if _skipped(alignment, place, alignment.copy.grids, alignment.copy.pages) or content == "":
            continue
        home = alignment.home(place)
        if home is not None:
            seen.add(home)
        if home is None or not _same(alignment, place, content, alignment.base.content(home)):
            found.cells.setdefault(place.sheet, set()).add((place.row, place.column))
    sheets = alignment.copy.cells.sheets | {alignment.base.grids[key].area.sheet for key in alignment.pairs}
    for place, content in alignment.base.cells.contents.items():
        gone = place not in seen and place.sheet in sheets and content != ""
        if gone and not _skipped(alignment, place, alignment.base.grids, alignment.base.pages):
            found.cells.setdefault(place.sheet, set()).add((place.row, place.column))
    return found


def findings(copy: str, alignment: Alignment, found: Outside) -> Iterator[Finding]:
    """Yield what is to be said of a copy's other cells, sheets and names."""
    base, other = alignment.base, alignment.copy
    homes = {other.grids[key].area.sheet: base.grids[key].area.sheet for key in alignment.pairs}
    for sheet in sorted(base.cells.sheets - other.cells.sheets - set(homes.values()) - set(base.pages)):
        yield Finding(copy, labels.merging.SHEET_GONE.fill(sheet=sheet), Address(sheet, 1, 1))
    for sheet, cells in sorted(found.cells.items()):
        home = homes.get(sheet, sheet)
        words = {"sheet": sheet, "cells": _listed(cells), "count": len(cells)}
        label = labels.merging.SHEET_NEW if home not in base.cells.sheets else _label(alignment, sheet)
        row, column = min(cells)
        yield Finding(copy, label.fill(**words), Address(home, row, column) if home in base.cells.sheets else None)
    if changed := sorted(_names(alignment)):
        yield Finding(copy, labels.merging.NAMES_DIFFER.fill(names=_few(changed)))


def _label(alignment: Alignment, sheet: str) -> Label:
    return labels.merging.PAGE_CELLS if sheet in alignment.copy.pages else labels.merging.FREE_CELLS


def _skipped(alignment: Alignment, place: Address, grids: Mapping[str, Grid], pages: Mapping[str, str]) -> bool:
    """Whether a cell is a table's own, or what a page of ours hides or the base has no page for."""
    if any(grid.holds(place) for key, grid in grids.items() if key in alignment.pairs):
        return True
    if place.sheet not in pages:
        return False
    there = place.sheet in alignment.base.pages and place.sheet in alignment.copy.pages
    return not there or (pages[place.sheet] == SCENARIO and place.column > len(COLUMNS))


def _same(alignment: Alignment, place: Address, content: Content, before: Content) -> bool:
    if isinstance(content, Formula) and isinstance(before, Formula):
        text = at_home(alignment, content.text, place)
        on_a_page = place.sheet in alignment.copy.pages  # whatever ours calculate now, people did not type it
        return on_a_page or (text is not None and normal(text) == normal(before.text))
    return type(content) is type(before) and content == before


def _names(alignment: Alignment) -> Iterator[str]:
    """Yield the workbook's names that a copy added, removed or pointed elsewhere, those of the rows aside."""
    rows = {name.casefold() for roster in (alignment.base, alignment.copy) for name in roster.names.values()}
    mine, theirs = (
        {name: text for (scope, name), text in roster.cells.names.items() if scope is None and name.casefold() not in rows}
        for roster in (alignment.base, alignment.copy)
    )
    for name in mine.keys() | theirs.keys():
        if not name.casefold().startswith(MADE) and _pointed(alignment, theirs.get(name)) != _pointed(None, mine.get(name)):
            yield name


def _pointed(alignment: Alignment | None, text: str | None) -> object:
    """Return what a name stands for: the base's cell, or its text."""
    if text is None:
        return None
    place = target(text)
    if place is None:
        return _as_formula(alignment, text)
    return place if alignment is None else alignment.home(place)


def _as_formula(alignment: Alignment | None, text: str) -> str:
    formula = "=" + text.removeprefix("=")
    at = None if alignment is None else at_home(alignment, formula, Address(alignment.copy.grids[KPIS.name].area.sheet, 1, 1))
    return normal(at or formula)


def _listed(cells: set[tuple[int, int]]) -> Label:
    return _few([f"{column_letters(column)}{row}" for row, column in sorted(cells)])


def _few(words: list[str]) -> Label:
    more = labels.merging.AND_MORE.fill(count=len(words) - SHOWN) if len(words) > SHOWN else Label("", "")
    return Label("、".join(words[:SHOWN]) + more.ja, ", ".join(words[:SHOWN]) + more.en)
