"""Move parts from one package into another, with what they point at and the kind each is.

Knows parts, relations and content types. Does not know what is in a part, but for a table's number.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from xml.sax.saxutils import quoteattr

from kpi_xl.book.package import Package, relations
from kpi_xl.book.splice import Splice, tree, utf8

TYPES = "[Content_Types].xml"
TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
NUMBERED = re.compile(r"(.*?)\d*(\.\w+)")


def relations_part(part: str) -> str:
    """Where a part keeps what it points at."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(frozen=True, slots=True)
class Kinds:
    """The content types of a package: by ending, and by part for the others. Neither tells capitals from small letters."""

    by_ending: dict[str, str]
    by_part: dict[str, str]

    @classmethod
    def of(cls, xml: bytes) -> Kinds:
        """Read the list."""
        children = [(child.tag, child.attributes) for child in tree(utf8(xml)).children]
        return cls(
            {said["Extension"].casefold(): said["ContentType"] for tag, said in children if tag == "Default"},
            {said["PartName"].lstrip("/").casefold(): said["ContentType"] for tag, said in children if tag == "Override"},
        )

    def kind(self, part: str) -> str:
        """What a part is."""
        part = part.casefold()
        return self.by_part.get(part, self.by_ending.get(part.rpartition(".")[2], ""))


@dataclass(slots=True)
class PartGraft:
    """The user's parts, and the package that parts of ours come from."""

    parts: dict[str, bytes]
    ours: Package
    kinds: Kinds
    our_kinds: Kinds
    gone: set[str] = field(default_factory=set)
    planted: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, users: zipfile.ZipFile, ours: Package, our_kinds: Kinds) -> PartGraft:
        """Open the user's package; what parts of ours are is told."""
        parts = {name: users.read(name) for name in users.namelist() if not name.endswith("/")}
        return cls(parts, ours, Kinds.of(parts[TYPES]), our_kinds)

    def uproot(self, users: zipfile.ZipFile, pages: Iterable[str], spared: Iterable[str] = ()) -> None:
        """Remove what only pages that are written anew point at, but for what is spared; the pages themselves stay to be replaced."""
        pages = set(pages)
        kept = reached(users, "", without=pages).union(spared)
        for page in pages:
            for part in {page, *reached(users, page)} - (kept - pages):
                self.parts.pop(relations_part(part), None)
                if part not in pages and self.parts.pop(part, None) is not None:
                    self.gone.add(part.casefold())

    def plant(self, part: str, name: str | None = None, without: Collection[str] = ()) -> str:
        """Copy a part of ours and all it points at, `without` some kinds; return its name here, which is a free one unless given."""
        if part in self.planted:
            return self.planted[part]
        here = self.planted[part] = name or self.free(part)
        content = self.ours.read(part)
        if self.our_kinds.kind(part) == TABLE:
            content = self.numbered(content)
        self.parts[here] = content
        self.gone.discard(here.casefold())
        if relations_part(part) in self.ours.namelist():
            targets = relations(self.ours, part)
            rels = Splice.of(self.ours.read(relations_part(part)))
            for relation in rels.root.children:
                kind, target = targets.get(relation.attributes["Id"], ("", ""))
                if kind in without:
                    rels.replace(relation, b"")
                elif target:
                    rels.set(relation, {"Target": "/" + self.plant(target)})
            self.parts[relations_part(here)] = rels.done()
        return here

    def add(self, part: str, content: bytes, kind: str) -> str:
        """Add a part of ours that points nowhere; return its name here."""
        here = self.planted[part] = self.free(part) if part in self.parts else part
        self.our_kinds.by_part[part.casefold()] = kind
        self.parts[here] = content
        return here

    def free(self, part: str) -> str:
        """The first name like a part's that nobody has."""
        taken = {name.casefold() for name in self.parts}
        match = NUMBERED.fullmatch(part)
        stem, ending = match.groups() if match else (part, "")
        return next(name for number in count(1) if (name := f"{stem}{number}{ending}").casefold() not in taken)

    def numbered(self, table: bytes) -> bytes:
        """A table with a number no other table has."""
        taken = {tree(utf8(self.parts[name])).attributes.get("id") for name in self.parts if self.kind(name) == TABLE}
        part = Splice.of(table)
        part.set(part.root, {"id": next(str(number) for number in count(1) if str(number) not in taken)})
        return part.done()

    def kind(self, name: str) -> str:
        """What a part is, wherever it comes from."""
        origin = next((part for part, here in self.planted.items() if here == name), None)
        return self.our_kinds.kind(origin) if origin else self.kinds.kind(name)

    def relate(self, part: str, target: str, type_: str) -> str:
        """Let a part point at another; return the relation's id."""
        name = relations_part(part)
        rels = Splice.of(self.parts.get(name, RELATIONS))
        taken = {child.attributes["Id"].casefold() for child in rels.root.children}
        made = next(id_ for number in count(1) if (id_ := f"rId{number}").casefold() not in taken)
        said = {"Id": made, "Type": type_, "Target": f"/{target}"}
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in said.items())
        rels.append(rels.root, [f"<{rels.root.prefix}Relationship{attributes}/>"])
        self.parts[name] = rels.done()
        return made

    def drop(self, owner: str, word: str) -> None:
        """Remove the parts of a kind that a part points at, and the pointers."""
        name = relations_part(owner)
        rels = Splice.of(self.parts[name])
        found = [child for child in rels.root.children if child.attributes["Type"].rpartition("/")[2] == word]
        for child in found:
            rels.replace(child, b"")
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), child.attributes["Target"])).lstrip("/")
            if self.parts.pop(part, None) is not None:
                self.gone.add(part.casefold())
        if found:
            self.parts[name] = rels.done()

    def done(self) -> dict[str, bytes]:
        """Return all parts, with their kinds."""
        types, settled = Splice.of(self.parts[TYPES]), set[str]()
        wanted = {here.casefold(): self.our_kinds.kind(part) for part, here in self.planted.items()}
        for child in types.root.every("Override"):
            name = child.attributes["PartName"].lstrip("/").casefold()
            if name in wanted and child.attributes["ContentType"] == wanted[name]:
                settled.add(name)
            elif name in wanted or name in self.gone:
                types.replace(child, b"")
        fresh = {here: wanted[name] for here in self.planted.values() if (name := here.casefold()) not in settled}
        made = [
            f"<{types.root.prefix}Override PartName={quoteattr('/' + here)} ContentType={quoteattr(kind)}/>"
            for here, kind in fresh.items()
            if self.kinds.by_ending.get(here.casefold().rpartition(".")[2]) != kind
        ]
        types.append(types.root, made)
        return {**self.parts, TYPES: types.done()}


def reached(package: zipfile.ZipFile, part: str, without: Iterable[str] = ()) -> set[str]:
    """Every part that a part points at, and those point at; from the parts `without` nothing is followed."""
    found, ahead, stop = set[str](), [part], set(without)
    while ahead:
        for target in targets(package, ahead.pop()):
            if target not in found:
                found.add(target)
                if target not in stop:
                    ahead.append(target)
    return found


def targets(package: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The parts a part points at."""
    yield from (target for _, target in relations(package, part).values())
