"""What became of a package: every part, element, cell and result that is not as it was, but for what was added."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kpi_xl.book.layout import KPI_RESULTS
from kpi_xl.book.own_pages import own_pages
from kpi_xl.book.package import sheet_parts
from kpi_xl.book.part_graft import reached
from kpi_xl.book.port import MARKER
from tests.support.added import Made

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHAIN = "calcChain"
TYPES = "[Content_Types].xml"
Row = tuple[dict[str, str], dict[str, "Cell"]]
Cell = tuple[dict[str, str], list[str], list[str]]


def changes(before: Made, after: Made) -> list[str]:
    """Every loss and every change, in words; a list that grew at its end, and a result where there was none, are neither.

    What stood on pages of ours before is not the user's.
    """
    ours = set(our_parts(before))
    book = workbook_of(before)
    kinds = {TYPES: grown, rels_of(book): grown, book: book_changes, posixpath.join(posixpath.dirname(book), "styles.xml"): lists_grown}
    found = []
    for name, part in before.items():
        if CHAIN in name or name in ours or after.get(name) == part:
            continue
        if name not in after:
            found.append(f"{name} is gone")
        elif name in kinds:
            found += [f"{name}: {each}" for each in kinds[name](ElementTree.fromstring(part), ElementTree.fromstring(after[name]))]
        elif "/worksheets/" in name.lower() and name.lower().endswith(".xml"):
            found += [f"{name}: {each}" for each in sheet_changes(ElementTree.fromstring(part), ElementTree.fromstring(after[name]))]
        else:
            found.append(f"{name} has other bytes")
    return found


def our_parts(made: Made) -> Iterator[str]:
    """The pages of ours in a package, with what they point at."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in made.items():
            package.writestr(name, part)
        sheets = sheet_parts(package)
        for page in [sheets[sheet] for sheet in own_pages(package)]:
            yield from (each for part in {page, *reached(package, page)} for each in (part, rels_of(part)))


def rels_of(part: str) -> str:
    """Where a part keeps what it points at."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def workbook_of(made: Made) -> str:
    """The part the package opens with."""
    found = [
        rel.get("Target", "") for rel in ElementTree.fromstring(made["_rels/.rels"]) if rel.get("Type", "").endswith("/officeDocument")
    ]
    return found[0].lstrip("/")


def text(element: Element) -> str:
    """An element whatever prefixes it is written with."""
    return ElementTree.canonicalize(ElementTree.tostring(element, "unicode"), strip_text=False, rewrite_prefixes=True)


def grown(before: Element, after: Element) -> Iterator[str]:
    """What a list lost or changed; Excel's order of calculation may go."""
    theirs = [text(child) for child in before if CHAIN not in text(child)]
    if [text(child) for child in after][: len(theirs)] != theirs:
        yield "an entry changed"
    if before.attrib != after.attrib:
        yield "attributes changed"


def lists_grown(before: Element, after: Element) -> Iterator[str]:
    """What the lists of a style part lost; no order of sections changed, no count is wrong."""
    known = {child.tag for child in before}
    if [child.tag for child in before] != [child.tag for child in after if child.tag in known]:
        yield "the sections stand in another order"
    for section in before:
        new = after.find(section.tag)
        theirs, ours = ([text(child) for child in each] for each in (section, new if new is not None else ()))
        if ours[: len(theirs)] != theirs:
            yield f"{section.tag}: an entry changed"
        if new is not None and {**section.attrib, "count": ""} != {**new.attrib, "count": ""} and "count" in section.attrib:
            yield f"{section.tag}: attributes changed"
    if after.attrib != before.attrib:
        yield "attributes changed"
    for section in after:
        if int(section.get("count", len(section))) != len(section):
            yield f"{section.tag}: {section.get('count')} counted, {len(section)} there"


def book_changes(before: Element, after: Element) -> Iterator[str]:
    """What changed in a workbook part but for new tabs, new names and the wish to be calculated."""
    old, new = ([tab.get("name", "") for tab in root.iter(f"{MAIN}sheet")] for root in (before, after))
    if [tab for tab in new if tab in old] != old:
        yield "the tabs stand in another order"
    ids = [tab.get("sheetId") for tab in after.iter(f"{MAIN}sheet")]
    if len(set(ids)) != len(ids):
        yield "two tabs have one number"
    names = {(scope(name, old), name.get("name")) for name in before.iter(f"{MAIN}definedName")}
    there = [(scope(name, new), name.get("name")) for name in after.iter(f"{MAIN}definedName")]
    if len(set(there)) != len(there):
        yield "two names are one"
    marked = {tab for tab, name in names if name == MARKER}
    names = {(tab, name) for tab, name in names if tab not in marked and name != KPI_RESULTS}
    for root, tabs in ((before, old), (after, new)):
        strip(root, tabs, set(old), names)
    theirs, ours = ([text(child) for child in root] for root in (before, after))
    yield from (f"lost {each}" for each in theirs if each not in ours)
    yield from (f"new {each}" for each in ours if each not in theirs)
    if theirs != ours and sorted(theirs) == sorted(ours):
        yield "the elements stand in another order"


def scope(name: Element, tabs: list[str]) -> str | None:
    """The tab a name belongs to."""
    place = name.get("localSheetId")
    return None if place is None else tabs[int(place)]


def strip(root: Element, tabs: list[str], kept: set[str], names: set[tuple[str | None, str | None]]) -> None:
    """Take what may be new out of a workbook part, and let it speak of tabs by their names."""
    for view in root.iter(f"{MAIN}workbookView"):
        view.set("activeTab", tabs[int(view.get("activeTab", 0))])
        if view.attrib.pop("firstSheet", "0") != "0":  # a row of tabs that begins with the first still does
            view.set("firstSheet", "behind the first")
    for sheets in root.findall(f"{MAIN}sheets"):
        for tab in [tab for tab in sheets if tab.get("name") not in kept]:
            sheets.remove(tab)
    for section in root.findall(f"{MAIN}definedNames"):
        for name in list(section):
            if (scope(name, tabs), name.get("name")) not in names:
                section.remove(name)
            elif name.get("localSheetId"):
                name.set("localSheetId", str(scope(name, tabs)))
        if not len(section):
            root.remove(section)
    for calculation in root.findall(f"{MAIN}calcPr"):
        calculation.attrib.pop("fullCalcOnLoad", None)
        if not calculation.attrib:
            root.remove(calculation)


def sheet_changes(before: Element, after: Element) -> Iterator[str]:
    """What changed on a sheet but for results where there were none."""
    theirs, ours = ([text(child) for child in root if child.tag != f"{MAIN}sheetData"] for root in (before, after))
    if theirs != ours or before.attrib != after.attrib:
        yield "something beside the cells changed"
    old, new = ([rows(data) for data in root.iter(f"{MAIN}sheetData")] for root in (before, after))
    for one, other in zip(old, new, strict=True):
        if one.keys() != other.keys():
            yield "rows came or went"
        for number, (attributes, cells) in one.items():
            if other[number][0] != attributes or other[number][1].keys() != cells.keys():
                yield f"row {number} changed"
                continue
            yield from (
                f"cell {at} changed: {cell} {other[number][1][at]}" for at, cell in cells.items() if not kept(cell, other[number][1][at])
            )


def rows(data: Element) -> dict[int, Row]:
    """The rows of a sheet by their place in the file, their cells likewise."""
    return {
        number: (dict(row.attrib), {cell.get("r", f"{place}"): parted(cell) for place, cell in enumerate(row)})
        for number, row in enumerate(data)
    }


def parted(cell: Element) -> Cell:
    """A cell as its attributes, what it is, and what it shows."""
    shown = [text(child) for child in cell if child.tag == f"{MAIN}v"]
    return dict(cell.attrib), [text(child) for child in cell if child.tag != f"{MAIN}v"], shown


def kept(before: Cell, after: Cell) -> bool:
    """Whether a cell is what it was; one that showed nothing or an error may show something now."""
    (attributes, content, shown), (now, there, _) = before, after
    if shown and attributes.get("t") != "e":
        return before == after
    return content == there and {**attributes, "t": ""} == {**now, "t": ""}
