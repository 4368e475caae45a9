"""Bring the looks of our pages into a style part that is not ours: each is found there or added, nothing there is changed.

Knows the style part. Does not know cells or pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from kpi_xl.book.splice import Node, Splice

FIRST_CUSTOM = 164  # number formats below are built in
SECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
POINTERS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
LETTERS = re.findall(r"\w+", "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme")
Key = tuple[str, tuple[tuple[str, str], ...], tuple["Key", ...]]

PLAIN = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
"""The style part of a workbook that came without one."""
SEEDS = {  # what stands first in a section that was missing: places already point at it
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
}


def key(node: Node) -> Key:
    """What an element says, whatever the order of its attributes and children."""
    return node.tag, tuple(sorted(node.attributes.items())), tuple(sorted(key(child) for child in node.children))


def rendered(node: Node, prefix: str, attributes: Mapping[str, str] | None = None) -> str:
    """Write an element anew under another prefix."""
    said = node.attributes if attributes is None else attributes
    start = f"<{prefix}{node.tag}" + "".join(f" {name}={quoteattr(value)}" for name, value in said.items())
    # The library has its own order for letters; the schema asks for Excel's.
    children = sorted(node.children, key=lambda child: LETTERS.index(child.tag)) if node.tag == "font" else node.children
    inside = "".join(rendered(child, prefix) for child in children)
    return f"{start}>{inside}</{prefix}{node.tag}>" if inside else start + "/>"


def number_formats(section: Node | None) -> dict[str, int]:
    """The number of every format by its code; one that newer programs spell in another way stands inside a choice of both."""
    found = [node.attributes for node in (section.walk() if section else ()) if node.tag == "numFmt"]
    return {said["formatCode"]: int(said["numFmtId"]) for said in reversed(found)}


@dataclass(slots=True)
class Section:
    """One list of the style part: what it holds by what it says, and what is to be added."""

    places: dict[Key, int]
    length: int
    added: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, node: Node | None) -> Section:
        """Read a list; the first of equal entries counts."""
        children = node.children if node else []
        return cls({key(child): place for place, child in reversed(list(enumerate(children)))}, len(children))

    def place(self, said: Key, xml: str) -> int:
        """Where an entry stands, which is added where there is none."""
        if said not in self.places:
            self.places[said] = self.length + len(self.added)
            self.added.append(xml)
        return self.places[said]


@dataclass(slots=True)
class StyleGraft:
    """The user's style part, and ours whose entries go into it."""

    part: Splice
    ours: Node
    sections: dict[str, Section]
    numbers: dict[str, int]
    cells: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, users: bytes | None, ours: bytes) -> StyleGraft:
        """Open both."""
        part = Splice.of(users or PLAIN)
        sections = {tag: Section.of(part.root.child(tag)) for tag in SECTIONS}
        for tag, seed in SEEDS.items():
            if part.root.child(tag) is None:
                sections[tag].added.append(seed.replace("<", f"<{part.root.prefix}"))
        return cls(part, Splice.of(ours).root, sections, number_formats(part.root.child("numFmts")))

    def cell(self, number: int) -> int:
        """The number in the user's part of one of our cell formats."""
        if number not in self.cells:
            node = self.entry("cellXfs", number)
            self.cells[number] = self.format(node, "cellXfs", {"xfId": str(self.named(int(node.attributes.get("xfId", 0))))})
        return self.cells[number]

    def live(self, number: int) -> int:
        """The number in the user's part of one of our differential formats."""
        return self.same("dxfs", number)

    def done(self) -> bytes:
        """Return the user's style part with what was missing at the end of each list."""
        for at, tag in enumerate(SECTIONS):
            made, node = self.sections[tag].added, self.part.root.child(tag)
            if node is not None:
                self.part.append(node, made, counted=True)
            elif made:
                before = [found for each in SECTIONS[:at] if (found := self.part.root.child(each)) is not None]
                name = self.part.root.prefix + tag
                self.part.insert(
                    before[-1].end if before else self.part.root.inner, f'<{name} count="{len(made)}">{"".join(made)}</{name}>'
                )
        return self.part.done()

    def entry(self, tag: str, number: int) -> Node:
        """One of our entries."""
        section = self.ours.child(tag)
        if section is None or number >= len(section.children):
            raise LookupError(f"{tag} {number}")
        return section.children[number]

    def same(self, tag: str, number: int) -> int:
        """Where an entry that points nowhere stands in the user's part."""
        node = self.entry(tag, number)
        return self.sections[tag].place(key(node), rendered(node, self.part.root.prefix))

    def format(self, node: Node, tag: str, more: Mapping[str, str]) -> int:
        """Where a cell format stands, with everything it points at."""
        said = dict(node.attributes)
        said |= {name: str(self.same(section, int(said[name]))) for name, section in POINTERS.items() if name in said}
        said |= {"numFmtId": str(self.number(int(said.get("numFmtId", 0)))), **more}
        _, _, children = key(node)
        return self.sections[tag].place((node.tag, tuple(sorted(said.items())), children), rendered(node, self.part.root.prefix, said))

    def number(self, number: int) -> int:
        """The number of a number format with the same code."""
        if number < FIRST_CUSTOM:
            return number
        code = next(
            each.attributes["formatCode"] for each in self.children(self.ours, "numFmts") if each.attributes["numFmtId"] == str(number)
        )
        if code not in self.numbers:
            self.numbers[code] = max([FIRST_CUSTOM - 1, *self.numbers.values()]) + 1
            said = {"numFmtId": str(self.numbers[code]), "formatCode": code}
            made = "".join(f" {name}={quoteattr(value)}" for name, value in said.items())
            self.sections["numFmts"].added.append(f"<{self.part.root.prefix}numFmt{made}/>")
        return self.numbers[code]

    def named(self, number: int) -> int:
        """The number of the named style that is called the same, or built in as the same; the user's own look of it counts."""
        ours = next((each for each in self.children(self.ours, "cellStyles") if each.attributes.get("xfId") == str(number)), None)
        if ours is None:
            return 0
        known = [dict(said) for _, said, _ in self.sections["cellStyles"].places]
        for word in ("name", "builtinId"):
            for style in known:
                if word in style and style[word] == ours.attributes.get(word):
                    return int(style.get("xfId", 0))
        if ours.attributes.get("builtinId") == "0":
            return 0
        place = self.format(self.entry("cellStyleXfs", number), "cellStyleXfs", {})
        said_style = {**ours.attributes, "xfId": str(place)}
        self.sections["cellStyles"].place(
            ("cellStyle", tuple(sorted(said_style.items())), ()), rendered(ours, self.part.root.prefix, said_style)
        )
        return place

    @staticmethod
    def children(node: Node, tag: str) -> Iterable[Node]:
        """What a list holds."""
        section = node.child(tag)
        return section.children if section else ()
