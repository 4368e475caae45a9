"""Change an XML part in places and leave every other byte as it was.

A parser that reads a part and writes it anew loses prefixes, declarations and whatever it does not know; this one only says where each
element stands. Knows XML. Does not know what a part is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

START = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
DECLARED = re.compile(r"""^(<\?xml[^>]*encoding\s*=\s*["'])[^"']+""")
OTHER_SIGNS = re.compile(rb"""^(?:\xff\xfe|\xfe\xff|<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])([^"']+))""", re.IGNORECASE)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(slots=True)
class Node:
    """An element: its name with and without prefix, its attributes, and where its tags begin and end."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """What stands before the name, with its colon."""
        return self.name[: -len(self.tag)]

    def child(self, tag: str) -> Node | None:
        """The first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def every(self, tag: str) -> list[Node]:
        """The children of a name."""
        return [child for child in self.children if child.tag == tag]

    def walk(self) -> Iterator[Node]:
        """The element and everything inside it."""
        yield self
        for child in self.children:
            yield from child.walk()


def utf8(xml: bytes) -> bytes:
    """Return a part in UTF-8, in which every place below is counted."""
    if not (found := OTHER_SIGNS.match(xml)):
        return xml
    text = xml.decode(found[1].decode() if found[1] else "utf-16")
    return DECLARED.sub(r"\1UTF-8", text).encode()


def tree(xml: bytes) -> Node:
    """Read where every element of a part in UTF-8 stands."""
    parser, open_nodes, roots = expat.ParserCreate(), list[Node](), list[Node]()

    def opens(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        tag = START.match(xml, start)
        node = Node(name, attributes, start, tag.end() if tag else start)
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)

    def closes(_: str) -> None:
        node, place = open_nodes.pop(), parser.CurrentByteIndex
        alone = xml[node.inner - 2 : node.inner] == b"/>"
        node.close, node.end = (node.inner, node.inner) if alone else (place, xml.index(b">", place) + 1)

    parser.StartElementHandler, parser.EndElementHandler = opens, closes
    parser.Parse(xml, True)
    return roots[0]


@dataclass(slots=True)
class Splice:
    """A part and the changes to make in it."""

    xml: bytes
    root: Node
    changes: list[tuple[int, int, bytes]] = field(default_factory=list)

    @classmethod
    def of(cls, xml: bytes) -> Splice:
        """Open a part."""
        xml = utf8(xml)
        return cls(xml, tree(xml))

    @property
    def relation(self) -> str:
        """The attribute that names a relation, with a declaration where the root has none."""
        return next((name[6:] + ":id" for name, uri in self.root.attributes.items() if name.startswith("xmlns:") and uri == OFFICE), "")

    def text(self, node: Node) -> bytes:
        """What stands between an element's tags."""
        return self.xml[node.inner : node.close]

    def replace(self, node: Node, xml: str | bytes) -> None:
        """Put other XML in an element's place; none removes it."""
        self.changes.append((node.start, node.end, as_bytes(xml)))

    def insert(self, place: int, xml: str | bytes) -> None:
        """Put XML at a place; what comes later at the same place stands behind."""
        self.changes.append((place, place, as_bytes(xml)))

    def append(self, node: Node, xml: Iterable[str | bytes], counted: bool = False) -> None:
        """Put elements behind the last child of an element; with `counted`, its count follows."""
        made = [as_bytes(each) for each in xml]
        if not made:
            return
        count = {"count": str(len(node.children) + len(made))} if counted else {}
        start = start_tag(self.xml[node.start : node.inner], count)
        if node.inner == node.end:  # <dxfs count="0"/> opens
            self.replace(node, start[:-2].rstrip() + b">" + b"".join(made) + f"</{node.name}>".encode())
            return
        if count:
            self.changes.append((node.start, node.inner, start))
        self.insert(node.close, b"".join(made))

    def set(self, node: Node, attributes: Mapping[str, str | None]) -> None:
        """Change attributes of an element, or remove those that are None."""
        self.changes.append((node.start, node.inner, start_tag(self.xml[node.start : node.inner], attributes)))

    def done(self) -> bytes:
        """Return the part with all its changes."""
        pieces, at = list[bytes](), 0
        for start, end, made in sorted(self.changes, key=lambda change: change[:2]):
            pieces += [self.xml[at:start], made]
            at = end
        return b"".join([*pieces, self.xml[at:]])


def start_tag(tag: bytes, attributes: Mapping[str, str | None]) -> bytes:
    """Return a start tag with some attributes changed; the others stay as they are written."""
    for name, value in attributes.items():
        written = re.compile(rb"\s" + re.escape(name.encode()) + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
        made = b"" if value is None else f" {name}={quoteattr(value)}".encode()
        if written.search(tag):
            tag = written.sub(lambda _, made=made: made, tag, count=1)  # type: ignore[misc]
        else:
            end = -2 if tag.endswith(b"/>") else -1
            tag = tag[:end].rstrip() + made + tag[end:]
    return tag


def as_bytes(xml: str | bytes) -> bytes:
    """XML as it goes into a part."""
    return xml.encode() if isinstance(xml, str) else xml
