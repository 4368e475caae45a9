"""What one workbook says, row by row: who each row is and where it stands, so that copies with rows moved can be compared.

Knows our tables and the scenarios' tabs. Does not know another workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.agreements import PLACES, SCENARIO
from kpi_xl.book.formats import AUTOMATIC
from kpi_xl.book.layout import KPIS, SETTINGS, language_of
from kpi_xl.book.merge_parts import PARTS, TAB, Part, Says, Who, scenario_key
from kpi_xl.book.port import Book
from kpi_xl.book.rows import last_row, open_table
from kpi_xl.book.settings import Settings, read_settings
from kpi_xl.calc.cells import Address, Cells, Formula, TableArea, Value
from kpi_xl.formula.expression import CellRef, RangeRef
from kpi_xl.formula.grammar import parse
from kpi_xl.labels import Lang

Content = Value | Formula
USERS = "?"
"""Stands before the header of a column that is the user's own, which makes it a key."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table, or the input columns of a tab, as it stands in one workbook: columns by key, rows by who they are."""

    part: Part
    area: TableArea
    columns: Mapping[str, int]
    rows: Mapping[Who, int]

    def header(self, key: str) -> str:
        """Return what stands above a column."""
        return self.area.columns[self.columns[key] - self.area.first_column]

    def address(self, who: Who, key: str) -> Address:
        """Return a row's cell of a column."""
        return Address(self.area.sheet, self.rows[who], self.columns[key])

    def holds(self, place: Address) -> bool:
        """Whether a cell stands inside, headers included."""
        area = self.area
        inside = area.first_column <= place.column <= area.last_column and area.header_row <= place.row <= area.last_row
        return place.sheet == area.sheet and inside


@dataclass(frozen=True)
class Roster:
    """One workbook's grids: by a table's name, or by the scenario of a tab.

    Attributes
    ----------
    pages
        The sheets that are pages of ours, with their page keys.
    """

    lang: Lang
    cells: Cells
    grids: Mapping[str, Grid]
    pages: Mapping[str, str] = field(default_factory=dict)
    kgi: str | None = None
    display_unit: str = AUTOMATIC

    def content(self, place: Address) -> Content:
        """Return what a cell holds; an empty text is a blank."""
        found = self.cells.contents.get(place)
        return None if found == "" else found

    def says(self, grid: Grid, row: int, key: str) -> str:
        """Return what a cell of a row shows, as text; a column that is missing is blank."""
        return shown(self.content(Address(grid.area.sheet, row, grid.columns[key]))) if key in grid.columns else ""

    def title(self, grid: Grid, who: Who) -> str:
        """Return what people call a row."""
        home = self.kpis if grid.part is TAB and who in self.kpis.rows else grid
        said = [self.says(home, home.rows[who], key) for key in ("label", grid.part.title, "kpi")]
        return next((word for word in said if word), " ".join(who[:-1]))

    @cached_property
    def kpis(self) -> Grid:
        """The KPI table."""
        return self.grids[KPIS.name]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of the KPI rows as they are spelled, by how they are compared."""
        return {who[0]: self.says(self.kpis, row, "name") for who, row in self.kpis.rows.items() if who[0]}


def read_roster(book: Book) -> Roster:
    """Read what is merged of a workbook.

    Raises
    ------
    Problems
        If there is no KPI table, or it lacks a column that nothing works without.
    """
    areas = {name.casefold(): area for name, area in book.tables().items()}
    if KPIS.name not in areas:
        raise errors.Problems([errors.MissingTable(where=KPIS.sheet, table=KPIS.name)])
    cells = Cells(book.contents(), book.names(), book.tables(), sheets=frozenset(book.sheets()))
    markers = {sheet: book.marker(sheet) for sheet in book.sheets()}
    pages = {sheet: marker[0] for sheet, marker in markers.items() if marker and marker[1] == sheet}
    roster = Roster(language_of(areas[KPIS.name].columns, KPIS), cells, {}, pages)
    tables = {part.table.name: _table(roster, part, areas[part.table.name]) for part in PARTS if part.table.name in areas}
    settings = _settings(cells, areas.get(SETTINGS.name))
    tabs = [sheet for sheet, key in pages.items() if key == SCENARIO]
    made = {scenario_key(sheet): grid for sheet in tabs if (grid := _tab(roster, sheet, tables[KPIS.name])) is not None}
    lang, grids = settings.language or roster.lang, {**tables, **made}
    return replace(roster, lang=lang, grids=grids, kgi=settings.kgi, display_unit=settings.display_unit)


def shown(content: Content) -> str:
    """Return what a cell shows, as text."""
    value = content.cached if isinstance(content, Formula) else content
    return entry.text(value)


def _settings(cells: Cells, area: TableArea | None) -> Settings:
    return read_settings(open_table(SETTINGS, area, cells)) if area else Settings()


def _table(roster: Roster, part: Part, area: TableArea) -> Grid:
    sheet = open_table(part.table, replace(area, last_row=last_row(part.table, area, roster.cells)), roster.cells)
    if sheet.problems:
        raise errors.Problems(sheet.problems)
    places = set(sheet.columns.values())
    users = {USERS + entry.plain(header): place for place, header in enumerate(area.columns, area.first_column) if place not in places}
    grid = Grid(part, sheet.area, {**sheet.columns, **users}, {})
    ignored = tuple(part.ours - {part.title})
    return replace(grid, rows=_numbered((part.identify(_sayer(roster, grid, row)), row) for row in sheet.rows(ignored)))


def _tab(roster: Roster, sheet: str, kpis: Grid) -> Grid | None:
    """Return the input columns of a scenario's tab, found by the tab's hidden names; a tab of an earlier version has none."""
    places = {key: _area(roster.cells.names.get((sheet, name), ""), sheet) for key, name in PLACES.items()}
    found = {key: place for key, place in places.items() if place}
    if not {"name", "agreed", "note"} <= set(found):
        return None
    first, last, _ = found["name"]
    columns = {column.key: found[column.key][2] for column in TAB.table.columns}
    left = min(columns.values())
    headers = {place: key for key, place in columns.items()}
    area = TableArea("", sheet, first - 1, first, last, left, tuple(headers.get(place, "") for place in range(left, max(headers) + 1)))
    labelled = _labelled(roster, kpis)

    def name(row: int) -> str:
        """The hidden name says it, unless the label is another KPI's: then people sorted what they see, without the hidden name."""
        said = {key: shown(roster.content(Address(sheet, row, found[key][2]))) for key in ("name", "label") if key in found}
        own = labelled.get(said.get("label", ""), said["name"])
        return entry.plain(own if said["name"] else "")

    return Grid(TAB, area, columns, _numbered(((name(row),), row) for row in range(first, last + 1)))


def _labelled(roster: Roster, kpis: Grid) -> dict[str, str]:
    """Return the name of each KPI by what people call it, where that is one KPI's alone."""
    called = [(roster.says(kpis, row, "label"), roster.says(kpis, row, "name")) for row in kpis.rows.values()]
    often = Counter(label for label, _ in called)
    return {label: name for label, name in called if label and often[label] == 1}


def _numbered(rows: Iterable[tuple[Who, int]]) -> dict[Who, int]:
    """Return the rows by who they are; of several that say the same, each is the next one."""
    found: dict[Who, int] = {}
    seen: Counter[Who] = Counter()
    for who, row in rows:
        seen[who] += 1
        found[*who, str(seen[who])] = row
    return found


def _sayer(roster: Roster, grid: Grid, row: int) -> Says:
    return lambda key: roster.says(grid, row, key)


def _area(refers_to: str, sheet: str) -> tuple[int, int, int] | None:
    """Return first row, last row and column of what a tab's name refers to, or None where that is lost."""
    try:
        area = parse("=" + refers_to.removeprefix("="))
    except errors.KpiXlError:
        return None
    if isinstance(area, CellRef) and area.sheet == sheet:
        return area.row, area.row, area.column
    if isinstance(area, RangeRef) and area.sheet == sheet:
        return area.first_row, area.last_row, area.first_column
    return None
