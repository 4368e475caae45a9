"""Bring the looks of our pages into a style part that is not ours: each is found there or added, nothing there is changed.

Knows the style part and style keys. Does not know cells or pages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from kpi_xl.book.look_xml import BUILT_IN, alignment, border_xml, fill_xml, font_xml, indented, live_xml
from kpi_xl.book.splice import Node, Splice, tree
from kpi_xl.book.styles import STYLES, style_name
from kpi_xl.labels import Lang

FIRST_CUSTOM = 164  # number formats below are built in
SECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
POINTERS = ("numFmtId", "fontId", "fillId", "borderId")
CELL: Mapping[str, object] = {"pivotButton": 0, "quotePrefix": 0}
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


def rendered(node: Node, prefix: str) -> str:
    """Write an element anew under another prefix."""
    start, inside = f"<{prefix}{node.tag}{_attributes(node.attributes)}", "".join(rendered(child, prefix) for child in node.children)
    return f"{start}>{inside}</{prefix}{node.tag}>" if inside else start + "/>"


def number_formats(section: Node | None) -> dict[str, int]:
    """The number of every format by its code; one that newer programs spell in another way stands inside a choice of both."""
    found = [node.attributes for node in (section.walk() if section else ()) if node.tag == "numFmt"]
    return {said["formatCode"]: int(said["numFmtId"]) for said in reversed(found)}


@dataclass(slots=True)
class Section:
    """One list of the style part: its entries, where each stands by what it says, and what is to be added."""

    nodes: list[Node]
    places: dict[Key, int]
    added: list[Node] = field(default_factory=list)
    spelled: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, node: Node | None, seed: str = "") -> Section:
        """Read a list, or begin one with what must stand first; the first of equal entries counts."""
        nodes = list(node.children) if node else []
        made = cls(nodes, {key(child): place for place, child in reversed(list(enumerate(nodes)))})
        if node is None and seed:
            made.add(seed)
        return made

    def place(self, xml: str) -> int:
        """Where an entry stands, which is added where there is none."""
        if xml not in self.spelled:
            node = tree(xml.encode())
            found = self.places.get(key(node))
            self.spelled[xml] = self._add(node) if found is None else found
        return self.spelled[xml]

    def add(self, xml: str) -> int:
        """Add an entry, whether or not there is one that says the same."""
        return self._add(tree(xml.encode()))

    def _add(self, node: Node) -> int:
        self.nodes.append(node)
        self.added.append(node)
        self.places.setdefault(key(node), len(self.nodes) - 1)
        return len(self.nodes) - 1


@dataclass(slots=True)
class StyleGraft:
    """The user's style part, into which our looks go."""

    part: Splice
    sections: dict[str, Section]
    numbers: dict[str, int]
    styles: dict[str, int]
    made: dict[tuple[str, str | None, int, bool, Lang], int] = field(default_factory=dict)
    lives: dict[tuple[str, str | None], int] = field(default_factory=dict)
    edges: dict[tuple[int, tuple[str, ...]], int] = field(default_factory=dict)

    @classmethod
    def of(cls, users: bytes | None) -> StyleGraft:
        """Open the user's part; a workbook that has none gets one."""
        part = Splice.of(users or PLAIN)
        sections = {tag: Section.of(part.root.child(tag), SEEDS.get(tag, "")) for tag in SECTIONS}
        styles: dict[str, int] = {}
        for node in sections["cellStyles"].nodes:
            styles.setdefault(node.attributes.get("name", ""), int(node.attributes.get("xfId", 0)))
        return cls(part, sections, number_formats(part.root.child("numFmts")), styles)

    def cell(self, look: str, number_format: str | None, indent: int, quoted: bool, lang: Lang) -> int:
        """The number of the cell format of a style key with a number format, an indent and a quote mark of the cell's own."""
        wanted = look, number_format, indent, quoted, lang
        if (found := self.made.get(wanted)) is None:
            found = self.made[wanted] = self._cell(*wanted)
        return found

    def edge(self, number: int, sides: tuple[str, ...]) -> int:
        """The number of a cell format that has nothing but some of another one's borders; 0 where it has none of them."""
        wanted = number, sides
        if wanted not in self.edges:
            lines = self.sections["borders"].nodes[int(self.sections["cellXfs"].nodes[number].attributes.get("borderId", 0))]
            drawn = [line for line in lines.children if line.tag in sides and line.attributes.get("style", "none") != "none"]
            border = f"<border>{''.join(rendered(line, '') for line in drawn)}</border>"
            said = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": self.sections["borders"].place(border) if drawn else 0}
            self.edges[wanted] = self.sections["cellXfs"].place(_xf({**said, **CELL, "xfId": self._normal()})) if drawn else 0
        return self.edges[wanted]

    def live(self, look: str, number_format: str | None) -> int:
        """The number of the differential format of a live look."""
        wanted = look, number_format
        if wanted not in self.lives:
            self.lives[wanted] = self.sections["dxfs"].place(live_xml(*wanted))
        return self.lives[wanted]

    def done(self) -> bytes:
        """Return the user's style part with what was missing at the end of each list."""
        prefix = self.part.root.prefix
        for at, tag in enumerate(SECTIONS):
            made, node = [rendered(each, prefix) for each in self.sections[tag].added], self.part.root.child(tag)
            if node is not None:
                self.part.append(node, made, counted=True)
            elif made:
                before = [found for each in SECTIONS[:at] if (found := self.part.root.child(each)) is not None]
                xml = f'<{prefix}{tag} count="{len(made)}">{"".join(made)}</{prefix}{tag}>'
                self.part.insert(before[-1].end if before else self.part.root.inner, xml)
        return self.part.done()

    def _cell(self, look: str, number_format: str | None, indent: int, quoted: bool, lang: Lang) -> int:
        style = self._style(look, lang)
        base = self.sections["cellStyleXfs"].nodes[style]
        said: dict[str, object] = {name: base.attributes.get(name, "0") for name in POINTERS}
        if number_format is not None:
            said["numFmtId"] = self._number(number_format)
        lies = base.child("alignment")
        lying = dict(lies.attributes) if lies else {}
        lying = indented(lying, indent) if indent else lying
        said |= {"applyAlignment": 1} if lying else {}
        said |= {**CELL, "quotePrefix": int(quoted), "xfId": style}
        return self.sections["cellXfs"].place(_xf(said, lying, base.every("protection")))

    def _style(self, look: str, lang: Lang) -> int:
        """The number of the named style of a key. One that is there already stays: people may restyle it."""
        name = style_name(look)
        if name not in self.styles:
            wanted, places = STYLES[look], self.sections
            said = {
                "numFmtId": self._number(wanted.format),
                "fontId": places["fonts"].place(font_xml(wanted, lang)),
                "fillId": places["fills"].place(fill_xml(wanted.fill)) if wanted.fill else 0,
                "borderId": places["borders"].place(border_xml(wanted.edge)) if wanted.edge else 0,
                "applyAlignment": 1,
            }
            self.styles[name] = places["cellStyleXfs"].add(_xf(said, alignment(wanted)))
            places["cellStyles"].add(f'<cellStyle name={quoteattr(name)} xfId="{self.styles[name]}" hidden="0"/>')
        return self.styles[name]

    def _number(self, code: str) -> int:
        """The number of a number format."""
        if code in BUILT_IN:
            return BUILT_IN[code]
        if code not in self.numbers:
            self.numbers[code] = max([FIRST_CUSTOM - 1, *self.numbers.values()]) + 1
            self.sections["numFmts"].add(f'<numFmt numFmtId="{self.numbers[code]}" formatCode={quoteattr(code)}/>')
        return self.numbers[code]

    def _normal(self) -> int:
        """The number of the style of unstyled cells, whatever the workbook calls it."""
        nodes = self.sections["cellStyles"].nodes
        return next((int(node.attributes.get("xfId", 0)) for node in nodes if node.attributes.get("builtinId") == "0"), 0)


def _xf(said: Mapping[str, object], lying: Mapping[str, str] | None = None, more: Collection[Node] = ()) -> str:
    """A cell format, with how its contents lie and what is copied from another one."""
    inside = f"<alignment{_attributes(lying)}/>" if lying else ""
    return f"<xf{_attributes(said)}>{inside}{''.join(rendered(node, '') for node in more)}</xf>"


def _attributes(said: Mapping[str, object]) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in said.items())
