"""Put our pages into the user's own package: what is not ours stays byte for byte what it was.

The file library reads a workbook into what it knows and writes that; charts, slicers, sparklines and whatever came later are gone. So
it only paints, and from its package we take our pages: their parts under free names, their looks behind the user's styles, their texts
inside their cells. Of the user's parts these change, element by element: the workbook's lists of sheets and names, relations, content
types, styles, and the cells, results and tables that a run has to change. Excel's order of calculation is dropped: it names cells that
may hold no formula any more, which Excel calls damaged, and Excel makes it anew without a word.

Knows parts and how they point at each other. Does not know pages, nor any workbook library.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from kpi_xl.book.cell_graft import Content, with_cells
from kpi_xl.book.own_pages import own_pages
from kpi_xl.book.package import Cached, Package, Unpacked, pack, relations, sheet_parts, workbook_part
from kpi_xl.book.page_graft import Additions, keep, moved_rows
from kpi_xl.book.part_graft import PartGraft
from kpi_xl.book.splice import Node, Splice
from kpi_xl.book.style_graft import StyleGraft
from kpi_xl.book.workbook_graft import with_pages
from kpi_xl.calc.cells import Address

PIECE = 1_000_000
"""About how many bytes of rows are changed at once."""

CELL_FORMAT = re.compile(rb'(<(?:c|row|col) (?:[^>]* )?(?:s|style)=")(\d+)')
LIVE_TAG, LIVE = re.compile(rb"<[^<>]*[dD]xfId=[^<>]*>"), re.compile(rb'(\w*[dD]xfId)="(\d+)"')
SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
STYLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
Results = Mapping[Address, Cached]
Formulas = Callable[[Address], str | None]


@dataclass(frozen=True, slots=True)
class Resized:
    """The area that a table covers now, and all its headers where it has more columns than before."""

    area: str
    headers: tuple[str, ...] = ()


@dataclass(slots=True)
class Edits:
    """What a run changed in a workbook, by place.

    Attributes
    ----------
    pages
        The sheets that were painted, new or anew.
    cells
        Cells of other sheets, by their value and their formula.
    results
        Formulas of other sheets whose result changed.
    names
        The defined names that were set or removed, with the sheet they belong to.
    tables
        The tables that grew or shrank.
    """

    pages: set[str] = field(default_factory=set)
    cells: dict[Address, tuple[float | str | bool | None, str | None]] = field(default_factory=dict)
    results: set[Address] = field(default_factory=set)
    names: set[tuple[str | None, str]] = field(default_factory=set)
    tables: dict[str, Resized] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.pages, self.cells, self.results, self.names, self.tables))


def graft(users: bytes, painted: Unpacked, edits: Edits, results: Results, formulas: Formulas) -> bytes:
    """Return the user's package with what a run changed; the same bytes where it changed nothing.

    Parameters
    ----------
    users
        The package as it was opened.
    painted
        The workbook as the file library writes it after the run: our pages and names are taken from it.
    edits
        What to take from it.
    results, formulas
        What stands beside a formula, and the formula as its own text, by its place.
    """
    if not edits:
        return users
    with zipfile.ZipFile(io.BytesIO(users)) as old:
        book, there = workbook_part(old), sheet_parts(old)
        parts = PartGraft.of(old, painted)
        for sheet, part in there.items():
            if sheet not in edits.pages:
                change_cells(parts, sheet, part, edits, results, formulas)
                change_tables(parts, [target for kind, target in relations(old, part).values() if kind == "table"], edits.tables)
        planted = change_pages(parts, old, painted, edits.pages)
        for part in parts.planted:
            del painted.parts[part]  # or the rows of a large tree would stand in memory twice
        change_styles(parts, old, painted, planted.values())
        fresh = {sheet: parts.relate(book, part, SHEET) for sheet, part in planted.items() if sheet not in there}
        parts.parts[book] = with_pages(parts.parts[book], painted, edits.pages, fresh, edits.names)
        parts.drop(book, "calcChain")
        return pack(parts.done())


def change_pages(parts: PartGraft, old: zipfile.ZipFile, new: Package, pages: Collection[str]) -> dict[str, str]:
    """Put painted pages in the place of old ones, or beside; return their parts. What people have put on a page stays."""
    there, painted = sheet_parts(old), sheet_parts(new)
    additions = {sheet: Additions.of(old, part) for sheet, part in there.items() if sheet in pages}
    parts.uproot(old, [each.page for each in additions.values()], {part for each in additions.values() for part in each.spared})
    planted = {}
    before, after = own_pages(old), own_pages(new)
    for sheet in [sheet for sheet in painted if sheet in pages]:
        kept = additions.get(sheet)
        planted[sheet] = parts.plant(painted[sheet], there.get(sheet), kept.kinds if kept else ())
        if kept and kept.kinds:
            keep(parts, kept, painted[sheet], moved_rows(before.get(sheet, {}), after.get(sheet, {})))
    return planted


def change_cells(parts: PartGraft, sheet: str, part: str, edits: Edits, results: Results, formulas: Formulas) -> None:
    """Change what a run has to change on a sheet that is not ours."""
    contents = {(at.row, at.column): Content(*said, results.get(at)) for at, said in edits.cells.items() if at.sheet == sheet}
    fresh = {(at.row, at.column): results[at] for at in edits.results if at.sheet == sheet and at in results}
    if contents or fresh:
        parts.parts[part] = with_cells(parts.parts[part], contents, fresh, lambda place: formulas(Address(sheet, *place)))


def change_tables(parts: PartGraft, tables: list[str], resized: Mapping[str, Resized]) -> None:
    """Give tables the area and the columns they have now."""
    for table in tables:
        part = Splice.of(parts.parts[table])
        if (now := resized.get(part.root.attributes.get("displayName", ""))) is not None:
            for node in (part.root, *part.root.every("autoFilter")):
                part.set(node, {"ref": now.area})
            for columns in part.root.every("tableColumns"):
                part.append(columns, further_columns(columns, now.headers), counted=True)
            parts.parts[table] = part.done()


def further_columns(columns: Node, headers: Sequence[str]) -> list[str]:
    """Return a column for each header beyond those that a table has."""
    known, tag = columns.every("tableColumn"), f"{columns.prefix}tableColumn"
    free = 1 + max((int(column.attributes["id"]) for column in known), default=0)
    return [f'<{tag} id="{free + place}" name={quoteattr(name)}/>' for place, name in enumerate(headers[len(known) :])]


def restyled(part: bytes, looks: StyleGraft) -> Iterator[bytes]:
    """Yield a part, its cells and live formats pointing at the user's styles; piece by piece, for a large one fills the memory."""
    start, last = 0, part.rfind(b"</sheetData>")
    while start < last:
        end = part.find(b"<row ", start + PIECE, last)
        end = last if end < 0 else end
        yield CELL_FORMAT.sub(lambda said: b"%b%d" % (said[1], looks.cell(int(said[2]))), part[start:end])
        start = end
    yield LIVE_TAG.sub(lambda tag: LIVE.sub(lambda said: b'%b="%d"' % (said[1], looks.live(int(said[2]))), tag[0]), part[start:])


def change_styles(parts: PartGraft, old: zipfile.ZipFile, new: Package, pages: Collection[str]) -> None:
    """Find or add the looks of our pages in the user's styles, and let the pages point there."""
    if not pages:
        return
    book = workbook_part(old)
    styles = next((part for kind, part in relations(old, book).values() if kind == "styles"), None)
    looks = StyleGraft.of(parts.parts[styles] if styles else None, new.read("xl/styles.xml"))
    for part in parts.planted.values():
        if part in pages or "/tables/" in part:
            parts.parts[part] = b"".join(restyled(parts.parts[part], looks))
    if styles is None:
        styles = parts.plant("xl/styles.xml", "xl/styles.xml")
        parts.relate(book, styles, STYLES)
    parts.parts[styles] = looks.done()
