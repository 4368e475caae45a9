"""Put our pages into the user's own package: what is not ours stays byte for byte what it was.

The file library reads a workbook into what it knows and writes that; charts, slicers, sparklines and whatever came later are gone. So
it only reads, and our pages are written as parts of their own: under free names, their looks behind the user's styles, their texts
inside their cells. Of the user's parts these change, element by element: the workbook's lists of sheets and names, relations, content
types, styles, and the cells, results and tables that a run has to change. Excel's order of calculation is dropped: it names cells that
may hold no formula any more, which Excel calls damaged, and Excel makes it anew without a word.

Knows parts and how they point at each other. Does not know pages, nor any workbook library.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from kpi_xl.book.cell_graft import Content, with_cells
from kpi_xl.book.own_pages import own_pages
from kpi_xl.book.package import Cached, pack, relations, sheet_parts, workbook_part
from kpi_xl.book.page import Name
from kpi_xl.book.page_graft import Additions, keep, moved_rows
from kpi_xl.book.page_parts import PageParts
from kpi_xl.book.painted_sheet import PaintedSheet
from kpi_xl.book.part_graft import PartGraft
from kpi_xl.book.sheet_xml import sheet_names
from kpi_xl.book.splice import Node, Splice
from kpi_xl.book.style_graft import StyleGraft
from kpi_xl.book.workbook_graft import with_pages
from kpi_xl.calc.cells import Address

SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
STYLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
STYLES_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
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
        The sheets that were painted, new or anew, by their name.
    cells
        Cells of other sheets, by their value and their formula.
    results
        Formulas of other sheets whose result changed.
    names
        The defined names that were set, or removed (None), with the sheet they belong to.
    tables
        The tables that grew or shrank.
    """

    pages: dict[str, PaintedSheet] = field(default_factory=dict)
    cells: dict[Address, tuple[float | str | bool | None, str | None]] = field(default_factory=dict)
    results: set[Address] = field(default_factory=set)
    names: dict[tuple[str | None, str], Name | None] = field(default_factory=dict)
    tables: dict[str, Resized] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.pages, self.cells, self.results, self.names, self.tables))


def graft(users: bytes, tabs: Sequence[str], edits: Edits, results: Results, formulas: Formulas) -> bytes:
    """Return the user's package with what a run changed; the same bytes where it changed nothing.

    Parameters
    ----------
    users
        The package as it was opened.
    tabs
        Every tab after the run, in order.
    edits
        What has changed.
    results, formulas
        What stands beside a formula, and the formula as its own text, by its place.
    """
    if not edits:
        return users
    with zipfile.ZipFile(io.BytesIO(users)) as old:
        book, there = workbook_part(old), sheet_parts(old)
        painted = PageParts()
        parts = PartGraft.of(old, painted.package, painted.kinds)
        for sheet, part in there.items():
            if sheet not in edits.pages:
                change_cells(parts, sheet, part, edits, results, formulas)
                change_tables(parts, [target for kind, target in relations(old, part).values() if kind == "table"], edits.tables)
        looks = StyleGraft.of(old.read(styles) if (styles := style_part(old, book)) else None)
        painted.write((edits.pages[tab] for tab in tabs if tab in edits.pages), looks)
        planted = change_pages(parts, old, painted, edits.pages)
        painted.package.parts.clear()  # or the rows of a large tree would stand in memory twice
        if edits.pages:
            change_styles(parts, book, styles, looks.done())
        fresh = {sheet: parts.relate(book, part, SHEET) for sheet, part in planted.items() if sheet not in there}
        names = dict(edits.names)
        for sheet, page in edits.pages.items():
            names.update({(sheet, name): made for name, made in sheet_names(page).items()})
        parts.parts[book] = with_pages(parts.parts[book], tabs, edits.pages.keys(), fresh, names)
        parts.drop(book, "calcChain")
        return pack(parts.done())


def change_pages(parts: PartGraft, old: zipfile.ZipFile, painted: PageParts, pages: Mapping[str, PaintedSheet]) -> dict[str, str]:
    """Put painted pages in the place of old ones, or beside; return their parts. What people have put on a page stays."""
    there = sheet_parts(old)
    additions = {sheet: Additions.of(old, part) for sheet, part in there.items() if sheet in pages}
    parts.uproot(old, [each.page for each in additions.values()], {part for each in additions.values() for part in each.spared})
    planted, before = {}, own_pages(old) if additions else {}
    for sheet, part in painted.sheets.items():
        kept = additions.get(sheet)
        planted[sheet] = parts.plant(part, there.get(sheet), kept.kinds if kept else ())
        if kept and kept.kinds:
            after = {name.name: name.refers_to for name in pages[sheet].names.values()}
            keep(parts, kept, part, moved_rows(before.get(sheet, {}), after))
    return planted


def change_styles(parts: PartGraft, book: str, styles: str | None, content: bytes) -> None:
    """Put the style part with the looks of our pages in the place of the user's; a workbook without one gets it."""
    if styles is None:
        styles = parts.add("xl/styles.xml", b"", STYLES_KIND)
        parts.relate(book, styles, STYLES)
    parts.parts[styles] = content


def style_part(package: zipfile.ZipFile, book: str) -> str | None:
    """The part that holds the workbook's styles."""
    return next((part for kind, part in relations(package, book).values() if kind == "styles"), None)


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
