"""A table of ours as a cell function gets it: its headers, its rows, and a key that is equal where everything that matters is.

Knows headers and columns. Does not know where on a sheet the table stands, nor what its rows mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from kpi_xl.book import entry
from kpi_xl.book.layout import GOALS, KPIS, Table, language_of
from kpi_xl.errors import Problems
from kpi_xl.errors.excel import NoHeaders
from kpi_xl.excel.arrays import Cell, Rows, as_rows, value, without_blank_end
from kpi_xl.excel.cache import fingerprint
from kpi_xl.labels import Label, Lang, listed

TABLES = {table.name: table for table in (KPIS, GOALS)}

BESIDE: Mapping[str, frozenset[str]] = {
    KPIS.name: frozenset({"owner", "note"}),
    GOALS.name: frozenset({"result", "due", "why", "future"}),
}
"""Columns of a table that no answer depends on: what is typed there neither reads a table again nor solves anything anew."""


@dataclass(frozen=True, slots=True)
class TableValues:
    """A table by its values; two are equal where nothing differs but what stands beside the calculation.

    Attributes
    ----------
    columns
        Where each column we know stands, counted from 0, by key.
    rows
        What stands below the headers.
    """

    name: str
    key: bytes
    headers: tuple[str, ...] = field(compare=False)
    columns: Mapping[str, int] = field(compare=False)
    rows: Rows = field(compare=False, repr=False)

    @property
    def table(self) -> Table:
        """What the layout says about it."""
        return TABLES[self.name]

    @property
    def lang(self) -> Lang:
        """The language of its headers."""
        return language_of(self.headers, self.table)

    def key_without(self, *keys: str) -> bytes:
        """Return the same key without some more columns."""
        beside = BESIDE[self.name] | set(keys)
        return _key(self.headers, self.columns, self.rows, beside)


def table_values(table: Table, given: object) -> TableValues:
    """Find the headers in what was passed; rows above them and blank rows below the last do not count.

    Raises
    ------
    Problems
        If no row holds the headers that nothing works without.
    """
    rows = as_rows(given)
    for place, row in enumerate(rows):
        columns = _columns(table.name, tuple(row))
        if columns is not None:
            headers, below = tuple(map(_header, row)), without_blank_end(rows[place + 1 :])
            return TableValues(table.name, _key(headers, columns, below, BESIDE[table.name]), headers, columns, below)
    wanted = [column.label for column in table.columns if column.required]
    names = Label(listed((f"「{label.ja}」" for label in wanted), "ja"), listed((label.en for label in wanted), "en"))
    raise Problems([NoHeaders(where=table.name, columns=names, table=table.name)])


def language(given: object) -> Lang:
    """Return the language of a KPI table, as far as it can be told: that of its headers, else that of its texts."""
    rows = as_rows(given)
    for row in rows:
        if _columns(KPIS.name, tuple(row)) is not None:
            return language_of(tuple(map(_header, row)), KPIS)
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    return "en" if texts and all(text.isascii() for text in texts) else "ja"


def _key(headers: Sequence[str], columns: Mapping[str, int], rows: Rows, beside: frozenset[str]) -> bytes:
    left_out = {columns[key] for key in beside if key in columns}
    kept = itemgetter(*(place for place in range(len(headers)) if place not in left_out))
    return fingerprint([kept(headers), *map(kept, rows)])


@lru_cache(maxsize=256)
def _columns(name: str, row: tuple[Cell, ...]) -> dict[str, int] | None:
    """Return where each column stands if this is the row of the headers, else None."""
    headers = {entry.plain(_header(cell)): place for place, cell in enumerate(row)}
    found = dict(_found(TABLES[name], headers))
    return found if all(column.key in found for column in TABLES[name].columns if column.required) else None


def _found(table: Table, headers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for column in table.columns:
        for header in (entry.plain(column.label.ja), entry.plain(column.label.en)):
            if header in headers:
                yield column.key, headers[header]


def _header(cell: Cell) -> str:
    return entry.text(value(cell))
