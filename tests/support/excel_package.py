"""A workbook's package as Excel finds it when it opens the file: parts, relations, sheets, tables, names.

Knows the packaging and where things stand in it. Does not know what Excel allows.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGED = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
ROWS, COLUMNS = 1_048_576, 16_384


class Relation(NamedTuple):
    """What one part says of another: the last word of its type, and the part or, outside of the package, the address."""

    kind: str
    target: str
    outside: bool


class Area(NamedTuple):
    """A rectangle of cells, from 1."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, text: str) -> Area:
        """A reference such as A1:C9 as its four sides."""
        left, top, right, bottom = range_boundaries(text)
        return cls(left or 1, top or 1, right or COLUMNS, bottom or ROWS)

    def meets(self, other: Area) -> bool:
        """Whether a cell lies in both."""
        return self.left <= other.right and other.left <= self.right and self.top <= other.bottom and other.top <= self.bottom


class Stated(NamedTuple):
    """A formula, where it stands, and what kind of place that is."""

    where: str
    kind: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """One tab: its name, its part, and that part's root."""

    name: str
    part: str
    root: Element
    hidden: bool

    def cells(self) -> Iterator[tuple[str, Element]]:
        """Yield every cell and its place."""
        for cell in self.root.iter(f"{MAIN}c"):
            yield cell.get("r", ""), cell


@dataclass(frozen=True)
class Table:
    """One Excel table and the sheet it stands on."""

    part: str
    sheet: Sheet
    root: Element

    @property
    def name(self) -> str:
        return self.root.get("displayName", "")

    @property
    def area(self) -> Area:
        return Area.of(self.root.get("ref", "A1"))

    @property
    def columns(self) -> list[str]:
        return [column.get("name", "") for column in self.root.iter(f"{MAIN}tableColumn")]


class Package:
    """All parts of one file."""

    def __init__(self, path: Path | str) -> None:
        with zipfile.ZipFile(path) as package:
            self.names = package.namelist()
            self.parts = {name: package.read(name) for name in self.names}
        self.xml = {name: ElementTree.fromstring(content) for name, content in self.parts.items() if name.endswith((".xml", ".rels"))}

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part points at, by the id it uses."""
        folder, name = posixpath.split(part)
        root = self.xml.get(posixpath.join(folder, "_rels", name + ".rels"))
        found = {}
        for each in root if root is not None else ():
            target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
            inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target if outside else inside, outside)
        return found

    @cached_property
    def workbook(self) -> Element:
        return self.xml["xl/workbook.xml"]

    @cached_property
    def styles(self) -> Element:
        return self.xml.get("xl/styles.xml", Element("styleSheet"))

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The worksheets, in the order of their tabs."""
        relations, found = self.relations("xl/workbook.xml"), []
        for tab in self.workbook.iter(f"{MAIN}sheet"):
            relation = relations.get(tab.get(f"{OFFICE}id", ""), Relation("", "", True))
            root = self.xml.get(relation.target, Element("missing"))
            found.append(Sheet(tab.get("name", ""), relation.target, root, tab.get("state", "visible") != "visible"))
        return found

    @cached_property
    def tables(self) -> list[Table]:
        """Every table of every sheet."""
        found = ((sheet, relation) for sheet in self.sheets for relation in self.relations(sheet.part).values())
        return [
            Table(each.target, sheet, self.xml[each.target]) for sheet, each in found if each.kind == "table" and each.target in self.xml
        ]

    @cached_property
    def defined(self) -> list[Element]:
        """Every defined name."""
        return list(self.workbook.iter(f"{MAIN}definedName"))

    @cached_property
    def texts(self) -> list[Element]:
        """The shared strings."""
        return self.xml.get("xl/sharedStrings.xml", Element("sst")).findall(f"{MAIN}si")

    @cached_property
    def formulas(self) -> list[Stated]:
        """Every formula of cells, names, rules, choices and charts."""
        return [*self._formulas()]

    def _formulas(self) -> Iterator[Stated]:
        for name in self.defined:
            yield Stated(f"name {name.get('name')}", "name", name.text or "")
        for sheet in self.sheets:
            for place, cell in sheet.cells():
                formula = cell.find(f"{MAIN}f")
                if formula is not None and formula.text:
                    yield Stated(f"{sheet.name}!{place}", "cell", formula.text)
            for rule in sheet.root.iter(f"{MAIN}conditionalFormatting"):
                yield from (Stated(f"{sheet.name}!{rule.get('sqref')}", "rule", each.text or "") for each in rule.iter(f"{MAIN}formula"))
            for choice in sheet.root.iter(f"{MAIN}dataValidation"):
                yield from (Stated(f"{sheet.name}!{choice.get('sqref')}", "choice", each.text or "") for each in choice)
        for part, root in self.xml.items():
            yield from (Stated(part, "chart", each.text or "") for each in root.iter(f"{CHART}f"))


def said(element: Element) -> str:
    """The text of a shared or inline string, without readings."""
    return "".join(text.text or "" for text in element.iter(f"{MAIN}t"))


def is_cell(text: str) -> bool:
    """Whether a text is the address of a cell that Excel has."""
    found = CELL.fullmatch(text)
    if not found:
        return False
    return Area.of(f"{found[1]}1").left <= COLUMNS and int(found[2]) <= ROWS if len(found[1]) < 3 or found[1].upper() <= "XFD" else False
