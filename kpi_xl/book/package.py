"""The workbook as a package of parts: what stands in it beside what the file library hands over, and how it reaches the disk whole.

Knows zip parts and sheet XML. Does not know pages, nor any workbook library.
"""

from __future__ import annotations

import io
import math
import os
import posixpath
import re
import secrets
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol
from xml.etree import ElementTree

from kpi_xl.calc.cells import Address, ExcelError, Value
from kpi_xl.formula.references import column_number

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
WORKBOOK = "xl/workbook.xml"
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!"})
APPLICATION = "docProps/app.xml"
# Without a version of ours or of the file library: a shipped template must not change because a library was updated.
OURS = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>kpi_xl</Application></Properties>'
STALE = 3600
"""Seconds after which nobody is writing a file any more."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # in XML; Excel's own escape is _x000B_


@dataclass(frozen=True, slots=True)
class Cached:
    """The result stored beside a formula, as the file spells it: `kind` is n, str, b or e."""

    kind: str
    text: str

    @classmethod
    def of(cls, value: float | str | bool | ExcelError) -> Cached:
        """Spell a result; a text that is an error's code is that error. A number that is not finite has no spelling."""
        if isinstance(value, ExcelError):
            return cls("e", value.code)
        if isinstance(value, bool):
            return cls("b", "1" if value else "0")
        if isinstance(value, str):
            return cls("e" if value in ERRORS else "str", value)
        if not math.isfinite(value):
            raise ValueError(value)
        return cls("n", repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value)))

    @property
    def value(self) -> Value:
        """The result as a value."""
        return READ[self.kind](self.text)


READ: Mapping[str, Callable[[str], Value]] = {"n": float, "b": lambda text: text == "1", "e": ExcelError, "str": str}


class Package(Protocol):
    """Parts by name, zipped or not."""

    def namelist(self) -> list[str]:
        """The names of all parts."""
        ...

    def read(self, name: str) -> bytes:
        """What a part holds."""
        ...


@dataclass(slots=True)
class Unpacked:
    """A package of ours that is not zipped, or not yet; it is filled as a zip file is."""

    parts: dict[str, bytes] = field(default_factory=dict)

    def namelist(self) -> list[str]:
        """The names of all parts."""
        return list(self.parts)

    def read(self, name: str) -> bytes:
        """What a part holds."""
        return self.parts[name]

    def writestr(self, name: str, content: str | bytes) -> None:
        """Add a part."""
        self.parts[name] = content.encode() if isinstance(content, str) else content


@dataclass(slots=True)
class Aside:
    """What a package holds and the file library does not hand over: the results stored beside formulas, by place."""

    cached: dict[Address, Cached] = field(default_factory=dict)

    def result(self, place: Address) -> Value:
        """The result stored beside a formula."""
        return self.cached[place].value if place in self.cached else None

    def forget(self, sheet: str) -> None:
        """Drop what stood on a sheet that is painted anew."""
        for place in [place for place in self.cached if place.sheet == sheet]:
            del self.cached[place]


def read_aside(package: zipfile.ZipFile) -> Aside:
    """Scan every sheet once for the results of formulas."""
    aside, texts = Aside(), shared_texts(package)
    for sheet, part in sheet_parts(package).items():
        with package.open(part) as stream:
            for row, column, cell in scan(stream):
                if cell.find(f"{MAIN}f") is not None and (cached := cached_of(cell, texts)) is not None:
                    aside.cached[Address(sheet, row, column)] = cached
    return aside


def sheet_parts(package: Package) -> dict[str, str]:
    """The part of every worksheet by the name on its tab, in tab order."""
    book = workbook_part(package)
    targets = relations(package, book)
    tabs = ElementTree.fromstring(package.read(book)).iter(f"{MAIN}sheet")
    named = {tab.get("name", ""): targets.get(tab.get(f"{OFFICE}id", ""), ("", "")) for tab in tabs}
    return {name: part for name, (kind, part) in named.items() if kind == "worksheet"}


def workbook_part(package: Package) -> str:
    """The part the package opens with."""
    return next((part for kind, part in relations(package, "").values() if kind == "officeDocument"), WORKBOOK)


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part points at inside the package: id -> (last word of the relation's type, part)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package.namelist():
        return {}
    found = {}
    for relation in ElementTree.fromstring(package.read(path)).iter(RELATION):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def scan(stream: IO[bytes]) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """Every cell element of a sheet; a cell or row that does not say where it stands follows the one before."""
    row = 0
    for _, element in ElementTree.iterparse(stream):
        if element.tag == f"{MAIN}row":
            row, column = int(element.get("r", row + 1)), 0
            for cell in element:
                column = column_number(cell.get("r", "").rstrip("0123456789")) or column + 1
                yield row, column, cell
            element.clear()


def shared_texts(package: zipfile.ZipFile) -> list[str]:
    """The workbook's shared texts in order."""
    part = next((part for kind, part in relations(package, workbook_part(package)).values() if kind == "sharedStrings"), "")
    if part not in package.namelist():
        return []
    with package.open(part) as stream:
        return [plain(item) for _, item in ElementTree.iterparse(stream) if item.tag == f"{MAIN}si"]


def plain(item: ElementTree.Element) -> str:
    """A text element without its fonts and its furigana."""
    runs = item.findall(f"{MAIN}r")
    return "".join(text.text or "" for text in [*item.findall(f"{MAIN}t"), *(t for run in runs for t in run.findall(f"{MAIN}t"))])


def text_of(cell: ElementTree.Element, texts: list[str]) -> str | None:
    """The text of a cell that holds one."""
    if cell.get("t") == "s":
        return texts[int(cell.findtext(f"{MAIN}v") or 0)]
    return plain(inline) if (inline := cell.find(f"{MAIN}is")) is not None else None


def cached_of(cell: ElementTree.Element, texts: list[str]) -> Cached | None:
    """The result stored beside a cell's formula; None when it was never calculated."""
    kind, text = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind in ("s", "inlineStr"):
        found = text_of(cell, texts)
        return None if found is None else Cached("str", found)
    if kind in ("str", "d"):
        return Cached("str", text or "") if text is not None and (text or kind == "str") else None
    return Cached(kind, text) if text else None


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts without clock, machine or order of arrival in the result; the content types come first, as Excel likes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name)  # dated 1980-01-01
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()


def replace_file(path: Path, content: bytes) -> None:
    """Put content at a path whole or not at all: a crash or a full disk leaves the old file as it was.

    What an earlier crash left of a new file goes, once it is so old that nobody can be writing it any more.
    """
    path = Path(os.path.realpath(path))  # a link stays a link
    mark = f".kpi_xl-{zlib.crc32(os.fsencode(path.name)):08x}-"  # short, however long the name is
    fresh = path.with_name(f"{mark}{secrets.token_hex(4)}.tmp")
    try:
        with open(fresh, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    for left in path.parent.glob(f"{mark}*.tmp"):
        drop_stale(left)


def drop_stale(path: Path) -> None:
    """Remove a file of ours that has not been written to for an hour; one that is gone or held is left."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > STALE:
            path.unlink()
