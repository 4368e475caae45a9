"""What people have put on a page of ours stays when the page is painted anew: notes, conversations, pictures, shapes and charts.

They float over the cells or hang on one, in parts of their own. Those parts are kept, the fresh page points at them again, and our fresh
charts are drawn beside the user's. A note on a KPI's row goes where the KPI goes.

Knows parts, drawings and notes. Does not know what a page says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.book.own_charts import own_charts
from kpi_xl.book.package import Package, relations
from kpi_xl.book.part_graft import PartGraft, reached, relations_part
from kpi_xl.book.splice import OFFICE, Node, Splice, tree, utf8

THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
NOTES = {"comments": f"{OFFICE}/comments", "vmlDrawing": f"{OFFICE}/vmlDrawing", "threadedComment": THREADS}
BEHIND = ("legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
"""What the schema wants behind drawings."""
ONE_CELL = re.compile(r".*!\$[A-Z]+\$(\d+)")
CELL_ROW = re.compile(r"\d+")
SHAPE = re.compile(rb"<v:shape .*?</v:shape>", re.DOTALL)
SHAPE_ROW = re.compile(rb"(<x:Row>\s*)(\d+)")
SHAPE_PLACE = re.compile(rb"(<x:Anchor>)([^<]*)")


@dataclass(frozen=True, slots=True)
class Additions:
    """What hangs on one page.

    Attributes
    ----------
    page
        The page's part.
    notes
        The parts of its notes, by the kind of their relation.
    drawing
        Its drawing where that holds something of the user's.
    ours
        The relations by which that drawing points at our charts.
    spared
        Every part to be kept.
    """

    page: str
    notes: Mapping[str, str]
    drawing: str | None
    ours: frozenset[str]
    spared: frozenset[str]

    @classmethod
    def of(cls, package: zipfile.ZipFile, page: str) -> Additions:
        """Look at a page as it stands."""
        found = relations(package, page)
        legacy = legacy_drawing(package.read(page))
        notes = {kind: part for id_, (kind, part) in found.items() if kind in NOTES and (kind != "vmlDrawing" or id_ == legacy)}
        drawing = next((part for kind, part in found.values() if kind == "drawing"), None)
        anchors = list(chart_anchors(package, drawing)) if drawing else []
        if drawing and len(anchors) == len(tree(utf8(package.read(drawing))).children):
            drawing = None
        ours = frozenset(id_ for _, id_ in anchors)
        kept = (
            {*notes.values(), *(part for id_, (_, part) in relations(package, drawing).items() if id_ not in ours)}
            if drawing
            else set(notes.values())
        )
        more = {part for each in kept for part in reached(package, each)}
        return cls(page, notes, drawing, ours, frozenset(kept | more | ({drawing} if drawing else set())))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of relations that are kept, in place of fresh ones."""
        return frozenset({*self.notes, *(("vmlDrawing",) if self.notes else ()), *(("drawing",) if self.drawing else ())})


def legacy_drawing(page: bytes) -> str | None:
    """The relation by which a page points at the boxes of its notes."""
    node = tree(utf8(page)).child("legacyDrawing")
    return relation_of(node) if node else None


def relation_of(node: Node) -> str | None:
    """The relation an element names."""
    return next((value for name, value in node.attributes.items() if name.endswith(":id")), None)


def chart_anchors(package: Package, drawing: str) -> Iterator[tuple[int, str]]:
    """The places in a drawing of the frames that hold a chart of ours, with its relation; one in a group of the user's is the user's."""
    ours, found = own_charts(package), relations(package, drawing)
    yield from ((place, id_) for place, id_ in framed(package, drawing) if found.get(id_, ("", ""))[1] in ours)


def framed(package: Package, drawing: str) -> Iterator[tuple[int, str]]:
    """The places in a drawing of the frames that hold a chart, with its relation."""
    for place, anchor in enumerate(tree(utf8(package.read(drawing))).children):
        for chart in (node for frame in anchor.every("graphicFrame") for node in frame.walk() if node.tag == "chart"):
            yield place, relation_of(chart) or ""


def keep(parts: PartGraft, additions: Additions, painted_page: str, moved: Mapping[int, int]) -> None:
    """Let a fresh page point at what hung on the old one; `moved` tells where the rows of KPIs have gone."""
    ids = {kind: parts.relate(additions.page, part, NOTES[kind]) for kind, part in additions.notes.items()}
    places = settled(moved, parts.parts[additions.notes["comments"]]) if "comments" in additions.notes else {}
    for kind, part in additions.notes.items() if places else ():
        parts.parts[part] = with_moved_notes(kind, parts.parts[part], places)
    if additions.drawing:
        redraw(parts, additions.drawing, additions.ours, painted_page)
        ids["drawing"] = parts.relate(additions.page, additions.drawing, f"{OFFICE}/drawing")
    point_at(parts, additions, ids)


def point_at(parts: PartGraft, additions: Additions, ids: Mapping[str, str]) -> None:
    """Put the elements that name drawings where the schema wants them."""
    page = Splice.of(parts.parts[additions.page])
    wanted = {"drawing": "drawing", "vmlDrawing": "legacyDrawing"}
    for tag in [tag for kind, tag in wanted.items() if kind in additions.kinds]:
        for node in page.root.every(tag):
            page.replace(node, b"")
    behind = min((node.start for tag in BEHIND for node in page.root.every(tag)), default=page.root.close)
    for kind, tag in wanted.items():
        if kind in ids:
            page.insert(behind, f'<{page.root.prefix}{tag} xmlns:r="{OFFICE}" r:id="{ids[kind]}"/>')
    parts.parts[additions.page] = page.done()


def redraw(parts: PartGraft, drawing: str, stale: frozenset[str], painted_page: str) -> None:
    """Take our old charts out of a drawing and put the fresh ones behind what is the user's."""
    rels = Splice.of(parts.parts[relations_part(drawing)]) if relations_part(drawing) in parts.parts else None
    for relation in rels.root.children if rels else ():
        if rels and relation.attributes["Id"] in stale:
            rels.replace(relation, b"")
    if rels and stale:
        parts.parts[relations_part(drawing)] = rels.done()
    part = Splice.of(parts.parts[drawing])
    kept = []
    for anchor in part.root.children:
        if any(relation_of(node) in stale for frame in anchor.every("graphicFrame") for node in frame.walk()):
            part.replace(anchor, b"")
        else:
            kept.append(anchor)
    numbers = [int(node.attributes["id"]) for anchor in kept for node in anchor.walk() if node.tag == "cNvPr"]
    part.append(part.root, fresh_anchors(parts, drawing, painted_page, 1 + max(numbers, default=0)))
    parts.parts[drawing] = part.done()


def fresh_anchors(parts: PartGraft, drawing: str, painted_page: str, number: int) -> list[bytes]:
    """Our charts as they are painted, planted, and pointed at by a drawing of the user's."""
    painted = next((part for kind, part in relations(parts.ours, painted_page).values() if kind == "drawing"), None)
    if painted is None:
        return []
    ours, found = dict(framed(parts.ours, painted)), relations(parts.ours, painted)
    here = {place: parts.relate(drawing, parts.plant(found[id_][1]), f"{OFFICE}/chart") for place, id_ in ours.items()}
    part = Splice.of(parts.ours.read(painted))
    spaces = {name: uri for name, uri in part.root.attributes.items() if name.startswith("xmlns")}
    for count, place in enumerate(ours):
        anchor = part.root.children[place]
        part.set(anchor, spaces)
        for node in anchor.walk():
            if node.tag == "chart":
                part.set(node, {next(name for name in node.attributes if name.endswith(":id")): here[place]})
            elif node.tag == "cNvPr":
                part.set(node, {"id": str(number + count)})
    made = Splice.of(part.done())
    return [made.xml[anchor.start : anchor.end] for place, anchor in enumerate(made.root.children) if place in ours]


def moved_rows(before: Mapping[str, str], after: Mapping[str, str]) -> dict[int, int]:
    """Where the rows have gone that a page's own names point at."""
    places = {name: (row_of(before[name]), row_of(after[name])) for name in before if name in after}
    return {old: new for old, new in places.values() if old and new and old != new}


def settled(moved: Mapping[int, int], notes: bytes) -> dict[int, int]:
    """Where every row with a note has gone; a row of which nothing is known stays, or comes next to where it would lie on another."""
    rows = {int(row) for node in noted(Splice.of(notes)) for row in CELL_ROW.findall(node.attributes["ref"])}
    places = {row: moved[row] for row in rows if row in moved}
    for row in sorted(rows - set(places)) if moved else ():
        place = row
        while place in places.values():
            place += 1
        places[row] = place
    return {row: place for row, place in places.items() if row != place}


def noted(part: Splice) -> list[Node]:
    """The notes or the words of conversations, each of which names its cell."""
    return [node for node in part.root.walk() if node.tag in ("comment", "threadedComment") and "ref" in node.attributes]


def row_of(refers_to: str) -> int | None:
    """The row of the one cell that a name refers to."""
    match = ONE_CELL.fullmatch(refers_to)
    return int(match[1]) if match else None


def with_moved_notes(kind: str, xml: bytes, moved: Mapping[int, int]) -> bytes:
    """Notes, conversations or their boxes with every row where it is now."""
    if kind == "vmlDrawing":
        return SHAPE.sub(lambda shape: moved_shape(shape[0], moved), xml)
    part = Splice.of(xml)
    for node in noted(part):
        place = CELL_ROW.sub(lambda row: str(moved.get(int(row[0]), row[0])), node.attributes["ref"])
        if place != node.attributes["ref"]:
            part.set(node, {"ref": place})
    return part.done()


def moved_shape(shape: bytes, moved: Mapping[int, int]) -> bytes:
    """The box of a note where its cell is now."""
    row = SHAPE_ROW.search(shape)
    if row is None or int(row[2]) + 1 not in moved:
        return shape
    way = moved[int(row[2]) + 1] - 1 - int(row[2])

    def shifted(place: re.Match[bytes]) -> bytes:
        ends: Sequence[bytes] = place[2].split(b",")
        return place[1] + b",".join(b" %d" % (int(end) + way) if at in (2, 6) else end for at, end in enumerate(ends))

    return SHAPE_PLACE.sub(shifted, SHAPE_ROW.sub(lambda at: at[1] + b"%d" % (int(at[2]) + way), shape))
