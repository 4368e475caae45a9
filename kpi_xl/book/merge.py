"""Merge copies that colleagues sent back: what one of them changed is taken, what they disagree on is listed, nothing is lost.

A cell is compared with the cell of the same row and column in the workbook that was mailed, wherever either stands by now. What is not
merged - rows deleted or renamed, cells outside the tables - becomes a finding, which is a sentence.

Knows rosters. Does not know workbooks, files or pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpi_xl import errors, labels
from kpi_xl.book import entry, merge_free
from kpi_xl.book.layout import KPIS, Column
from kpi_xl.book.merge_added import Alignments, Newcomer, known_names, newcomers, rows_of
from kpi_xl.book.merge_align import Alignment, align
from kpi_xl.book.merge_cells import Change, Finding, Option, meaning, missing, said, unit_of
from kpi_xl.book.merge_lost import row_findings
from kpi_xl.book.merge_parts import Who
from kpi_xl.book.merge_rows import Content, Grid, Roster, shown
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.labels import Label

ENOUGH = 0.5
"""The share of the base's KPI names that a copy must have to be one."""

Says = dict[str, Content]
"""What copies say of one cell, by copy."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of merging.

    Attributes
    ----------
    changes
        Every cell that copies changed, in the order of the tables.
    rows
        The rows that are added, and the sheet row of each.
    findings
        What is not merged.
    """

    changes: tuple[Change, ...]
    rows: tuple[tuple[Newcomer, int], ...]
    findings: tuple[Finding, ...]

    @property
    def taken(self) -> list[Change]:
        """The changes that copies agree on."""
        return [change for change in self.changes if not change.in_conflict]

    @property
    def conflicts(self) -> list[Change]:
        """The cells of which copies say different things, decided or not."""
        return [change for change in self.changes if change.in_conflict]

    @property
    def open(self) -> int:
        """How many conflicts nobody has decided."""
        return sum(change.taken is None for change in self.changes)


Cell = tuple[str, Who, str]
"""A cell of the merged workbook: its grid, its row and its column."""


def merge(base: Roster, copies: Mapping[str, Roster], take: str | None = None) -> Merged:
    """Merge what copies changed; the order in which they are given does not matter.

    Parameters
    ----------
    base
        The workbook as it was mailed.
    copies
        What came back, by a name people know each copy by; at least one.
    take
        The copy that is right where copies disagree; None leaves the base's value there.

    Raises
    ------
    Problems
        With each copy that is not one of this base.
    """
    laid, free = dict[str, Alignment](), list[Finding]()
    for name in sorted(copies):
        laid[name], differences = merge_free.best(align(base, copies[name]))
        free += merge_free.findings(name, laid[name], differences)
    check_copies(laid)
    alignments, added, findings = newcomers(laid, take)
    known = known_names(alignments, added)
    says: dict[Cell, Says] = {}
    for name, alignment in alignments.items():
        findings += row_findings(name, alignment)
        for key in alignment.pairs:
            compared = Compared(name, alignment, key, known)
            for cell, content in compared.changed():
                says.setdefault(cell, {})[name] = content
            findings += compared.findings
    for cell, name, content in _new_cells(alignments, added):
        says.setdefault(cell, {})[name] = content
    order = {key: place for place, key in enumerate(base.grids)}
    changes = {cell: _change(alignments, cell, told, take) for cell, told in says.items()}
    ordered = sorted(changes, key=lambda cell: (order[cell[0]], changes[cell].place))
    places = next(iter(alignments.values())).added
    rows = tuple((each, places[each.key, each.who]) for each in added)
    return Merged(tuple(changes[cell] for cell in ordered), rows, (*findings, *free))


def check_copies(alignments: Alignments) -> None:
    """Refuse workbooks that are no copies of the base: another KGI, or few of its KPI names.

    Raises
    ------
    Problems
        With one for each of them.
    """
    problems: list[errors.KpiXlError] = []
    for name, alignment in alignments.items():
        base, copy = alignment.base, alignment.copy
        common, total = len(alignment.pairs[KPIS.name]), len(base.kpis.rows)
        kgi = alignment.renamed.get(copy.kgi or "", copy.kgi or "")
        kept = {old[0] for old in alignment.pairs[KPIS.name].values()}
        if kgi and base.kgi and (entry.plain(kgi) not in base.names or entry.plain(base.kgi) not in kept):
            problems.append(errors.AnotherKgi(where=name, kgi=copy.kgi, expected=base.kgi))
        elif common < ENOUGH * total:
            problems.append(errors.NoCopy(where=name, common=common, total=total))
    if problems:
        raise errors.Problems(problems)


@dataclass
class Compared:
    """One grid of one copy, compared with the base's.

    Attributes
    ----------
    known
        The names of the merged workbook, which its formulas may use.
    """

    copy: str
    alignment: Alignment
    key: str
    known: set[str]
    findings: list[Finding] = field(default_factory=list)

    @property
    def here(self) -> Grid:
        """The copy's grid."""
        return self.alignment.copy.grids[self.key]

    @property
    def there(self) -> Grid:
        """The base's grid."""
        return self.alignment.base.grids[self.key]

    def changed(self) -> Iterator[tuple[Cell, Content]]:
        """Yield every cell that says something else than in the base and can be taken."""
        columns = [key for key in self.there.columns if key not in self.there.part.ours and key in self.here.columns]
        required = {column.key for column in self.there.part.table.columns if column.required}
        for who, was in self.alignment.pairs[self.key].items():
            for key in columns:
                content = said(self.alignment, self.here, who, key)
                before = self.alignment.base.content(self.there.address(was, key))
                if content == before:
                    continue
                column = self.there.part.column(key, self.there.header(key), was)
                lacking = missing(self.alignment, self.here, who, key, self.known)
                if lacking is not None and meaning(content, column) == meaning(before, column):
                    continue
                if lacking is None or lacking:
                    self._refuse(who, was, key, labels.merging.ELSEWHERE if lacking is None else _unknown(lacking))
                elif content is None and key in required:
                    self._refuse(who, was, key, labels.merging.NEEDED)
                else:
                    yield (self.key, was, key), content

    def _refuse(self, who: Who, was: Who, key: str, why: Label) -> None:
        """Note a change that cannot be taken."""
        content = self.alignment.copy.content(self.here.address(who, key))
        says = content.text if isinstance(content, Formula) else shown(content) or labels.merging.BLANK
        row = self.alignment.base.title(self.there, was)
        column = self.there.part.column(key, self.there.header(key), was).label
        told = labels.merging.NOT_TAKEN.fill(row=row, column=column, says=says, why=why)
        self.findings.append(Finding(self.copy, told, self.there.address(was, key)))


def _change(alignments: Alignments, cell: Cell, told: Says, take: str | None) -> Change:
    key, who, column_key = cell
    alignment = alignments[next(iter(told))]
    there = alignment.base.grids[key]
    row = alignment.added.get((key, who))
    new = row is not None
    roster, grid = (alignment.copy, alignment.copy.grids[key]) if new else (alignment.base, there)
    place = Address(there.area.sheet, there.rows[who] if row is None else row, there.columns[column_key])
    column = there.part.column(column_key, there.header(column_key), who)
    options = _options(told, column)
    decided = next((option for option in options if len(options) == 1 or take in option.copies), None)
    unit = unit_of(roster, grid, grid.rows[who], who)
    return Change(place, roster.title(grid, who), column, unit, alignment.base.content(place), options, decided)


def _options(told: Says, column: Column) -> tuple[Option, ...]:
    """Return each different thing that copies say; of several ways to write it a number comes before a text."""
    found: dict[object, list[str]] = {}
    for copy, content in told.items():
        found.setdefault(meaning(content, column), []).append(copy)
    ways = [sorted((told[copy] for copy in copies), key=lambda way: (isinstance(way, str), str(way)))[0] for copies in found.values()]
    return tuple(Option(way, tuple(copies)) for way, copies in zip(ways, found.values(), strict=True))


def _new_cells(alignments: Alignments, added: list[Newcomer]) -> Iterator[tuple[Cell, str, Content]]:
    """Yield what each copy says in the rows that are added, as far as the base has the column."""
    for each in added:
        for copy, alignment, grid in rows_of(alignments, each):
            idle = grid.part.ours - {grid.part.title}
            for key in (key for key in grid.columns if key in alignment.base.grids[each.key].columns and key not in idle):
                if alignment.copy.content(grid.address(each.who, key)) is not None:
                    yield (each.key, each.who, key), copy, said(alignment, grid, each.who, key)


def _unknown(names: tuple[str, ...]) -> Label:
    return labels.merging.UNKNOWN_NAMES.fill(names=", ".join(names))
