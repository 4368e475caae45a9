"""A sheet copied, renamed or deleted as Excel does it, in the package's own XML.

A copy in Excel is a sheet of its own with all it points at. Its tables get new names and its formulas say them; what the original's
own names say about the original, the copy's own names say about the copy; and each name of the workbook that refers to the original gets
a double that belongs to the copy alone. A name that holds a text keeps it: our marker still names the original.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree import ElementTree

from kpi_xl.calc.cells import quoted_sheet
from tests.support.packages import parts, write

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK, BOOK_RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
Name = ElementTree.Element


class Package:
    """A workbook opened to be changed by hand."""

    def __init__(self, path: Path) -> None:
        self.path, self.parts = path, parts(path)
        self.book, self.relations = (ElementTree.fromstring(self.parts[name]) for name in (BOOK, BOOK_RELATIONS))
        self.tables: dict[str, str] = {}

    def save(self) -> Path:
        for name, root in ((BOOK, self.book), (BOOK_RELATIONS, self.relations)):
            self.parts[name] = ElementTree.tostring(root)
        return write(self.path, self.parts)

    @property
    def tabs(self) -> ElementTree.Element:
        found = self.book.find(f"{{{MAIN}}}sheets")
        assert found is not None
        return found

    @property
    def titles(self) -> list[str]:
        return [tab.get("name", "") for tab in self.tabs]

    def names(self) -> ElementTree.Element:
        found = self.book.find(f"{{{MAIN}}}definedNames")
        assert found is not None
        return found

    def scope(self, name: Name) -> str | None:
        place = name.get("localSheetId")
        return None if place is None else self.titles[int(place)]

    def part(self, title: str) -> str:
        tab = next(tab for tab in self.tabs if tab.get("name") == title)
        relation = next(each for each in self.relations if each.get("Id") == tab.get(f"{{{OFFICE}}}id"))
        return posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")

    def copied(self, part: str, sheet: str, title: str) -> str:
        """Copy a part and all it points at; return its new name."""
        here = free(part, self.parts)
        self.parts[here] = self.parts[part]
        kind = re.search(rf'PartName="/{re.escape(part)}" ContentType="([^"]+)"', self.parts[TYPES].decode())
        assert kind is not None
        override = f'<Override PartName="/{here}" ContentType="{kind[1]}"/></Types>'.encode()
        self.parts[TYPES] = self.parts[TYPES].replace(b"</Types>", override)
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels in self.parts:
            root = ElementTree.fromstring(self.parts[rels])
            for relation in root:
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                relation.set("Target", "/" + self.copied(target, sheet, title))
            self.parts[posixpath.join(folder, "_rels", f"{posixpath.basename(here)}.rels")] = ElementTree.tostring(root)
        self.own(here, sheet, title)
        return here

    def own(self, part: str, sheet: str, title: str) -> None:
        """Let a copied part say the copy's name, its table's and its number."""
        text = self.parts[part].decode()
        if "/charts/" in part:
            text = reference(sheet).sub(lambda _: f"{quoted_sheet(title)}!", text)
        if "/tables/" in part:
            table = re.search(r' displayName="([^"]+)"', text)
            assert table is not None
            tables = [content for name, content in self.parts.items() if "/tables/" in name]
            last = max(int(number) for content in tables for number in re.findall(rb'<table[^>]* id="(\d+)"', content))
            self.tables[table[1]] = f"{table[1]}{last}"
            text = re.sub(r'(<table[^>]* id=")\d+', rf"\g<1>{last + 1}", text)
        for old, new in self.tables.items():
            text = re.sub(rf"\b{old}\b", new, text)
        self.parts[part] = text.encode()


def free(part: str, taken: dict[str, bytes]) -> str:
    """The first name like a part's that nobody has."""
    stem, ending = re.fullmatch(r"(.*?)\d*(\.\w+)", part).groups()  # type: ignore[union-attr]
    return next(name for number in count(1) if (name := f"{stem}{number}{ending}") not in taken)


def reference(sheet: str) -> re.Pattern[str]:
    """How a formula begins to refer to a sheet."""
    return re.compile(rf"(?<![\w.'])(?:{re.escape(quoted_sheet(sheet))}|'{re.escape(sheet)}')!")


def doubles(package: Package, sheet: str, title: str) -> Iterator[Name]:
    """The names that belong to the copy."""
    there = reference(sheet)
    for name in package.names():
        text = name.text or ""
        if package.scope(name) == sheet or (package.scope(name) is None and there.search(text)):
            double = ElementTree.Element(name.tag, dict(name.attrib))
            double.text = text if text.startswith('"') else there.sub(lambda _: f"{quoted_sheet(title)}!", text)
            double.set("localSheetId", title)
            yield double


def copy_sheet(path: Path, sheet: str, title: str, before: bool = False) -> Path:
    """Copy a sheet behind the last one, or in front of itself."""
    package = Package(path)
    titles, scopes = package.titles, [(name, package.scope(name)) for name in package.names()]
    made = list(doubles(package, sheet, title))
    place = titles.index(sheet) if before else len(titles)
    part = package.copied(package.part(sheet), sheet, title)
    ElementTree.SubElement(
        package.relations, f"{{{PACKAGE}}}Relationship", {"Id": "rIdCopy", "Type": f"{OFFICE}/worksheet", "Target": f"/{part}"}
    )
    number = str(1 + max(int(tab.get("sheetId", "0")) for tab in package.tabs))
    tab = ElementTree.Element(f"{{{MAIN}}}sheet", {"name": title, "sheetId": number, f"{{{OFFICE}}}id": "rIdCopy"})
    package.tabs.insert(place, tab)
    package.names().extend(made)
    for name, scope in [*scopes, *((double, title) for double in made)]:
        if scope is not None:
            name.set("localSheetId", str(package.titles.index(scope)))
    return package.save()


def rename_sheet(path: Path, sheet: str, title: str) -> Path:
    """Rename a sheet; whatever refers to it follows, and a name that holds a text keeps it."""
    package, there = Package(path), reference(sheet)
    for name in package.names():
        if not (name.text or "").startswith('"'):
            name.text = there.sub(lambda _: f"{quoted_sheet(title)}!", name.text or "")
    for part in [part for part in package.parts if part.startswith(("xl/worksheets/sheet", "xl/charts/"))]:
        package.parts[part] = there.sub(lambda _: f"{quoted_sheet(title)}!", package.parts[part].decode()).encode()
    next(tab for tab in package.tabs if tab.get("name") == sheet).set("name", title)
    return package.save()
