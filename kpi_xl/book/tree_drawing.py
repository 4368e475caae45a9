"""Where every box and line of the drawn tree stands: the top KPI first, children to the right, a parent level with its first child.

Knows who stands under whom, and rows counted from 0. Does not know what a box says, nor what a sheet is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

BANDS = 6
"""How many levels stand side by side; deeper ones are listed below their parent, indented, in the last band."""

MOST = 400
"""How many boxes are drawn; a larger tree is drawn level by level until so many stand."""

Stroke = Literal["across", "down", "turn"]  # a line below a cell, at its left, or both


@dataclass(frozen=True, slots=True)
class Box:
    """A KPI in the drawing.

    Attributes
    ----------
    parent
        Where the box it hangs from stands among the boxes; None at the top.
    band, row, height
        Its place from the left and from the top, and its rows.
    indent
        By how many levels it is deeper than its band.
    again
        Whether the KPI is drawn in full elsewhere, and this is only a reference to it.
    left_out
        How many boxes below it were too many to be drawn.
    """

    kpi: str
    parent: int | None
    band: int
    row: int
    height: int
    indent: int = 0
    again: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes from top to bottom, and lines.

    Attributes
    ----------
    strokes
        The lines: (row, band, side) to what is drawn there. Two narrow columns stand before each band but the first: side 0 and side 1.
    gaps
        The rows between boxes.
    left_out
        How many boxes were too many to be drawn.
    """

    boxes: tuple[Box, ...]
    strokes: Mapping[tuple[int, int, int], Stroke]
    gaps: frozenset[int]
    left_out: int

    @property
    def bands(self) -> int:
        """How many levels stand side by side."""
        return 1 + max(box.band for box in self.boxes)

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return 1 + max(self.gaps)


@dataclass(slots=True)
class _Mention:
    """A KPI to be drawn, in full or again; places are those in the list of all mentions."""

    kpi: str
    depth: int
    parent: int | None
    again: bool
    children: list[int]
    left_out: int = 0


def headed(depths: Mapping[str, int], top: str) -> dict[str, int]:
    """Return the outline with one KPI, and all that stands under it, taken out of where it was and put at its head."""
    names = list(depths)
    start = names.index(top)
    end = next((place for place in range(start + 1, len(names)) if depths[names[place]] <= depths[top]), len(names))
    moved = {name: depths[name] - depths[top] for name in names[start:end]}
    return moved | {name: depth for name, depth in depths.items() if name not in moved}


def drawing(depths: Mapping[str, int], uses: Mapping[str, Sequence[str]], height: int, most: int = MOST) -> Drawing:
    """Return where the boxes and lines of a tree stand.

    Parameters
    ----------
    depths
        Every KPI with its depth, each after its parent and before its parent's next child.
    uses
        The KPIs each formula uses. One that is drawn under another parent is drawn again as a reference, after the KPI's own children.
    height
        The rows of a box in full; a reference takes one.
    most
        How many boxes are drawn: level by level, in the given order within a level.
    """
    mentions = _mentions(depths, uses)
    left_out = _cut(mentions, most)
    boxes, gaps = _stacked(mentions, height)
    return Drawing(tuple(boxes), dict(_strokes(boxes)), frozenset(gaps), left_out)


def _families(depths: Mapping[str, int]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the KPIs at the top, and each KPI's children."""
    top: list[str] = []
    below: dict[str, list[str]] = {name: [] for name in depths}
    line: list[str] = []  # from the top down to the KPI at hand
    for name, depth in depths.items():
        del line[depth:]
        (below[line[-1]] if line else top).append(name)
        line.append(name)
    return top, below


def _mentions(depths: Mapping[str, int], uses: Mapping[str, Sequence[str]]) -> list[_Mention]:
    """Return everything there is to draw, level by level."""
    top, below = _families(depths)
    found = [_Mention(name, 0, None, False, []) for name in top]
    for place, mention in enumerate(found):  # it grows on the way
        if mention.again:
            continue
        own = below[mention.kpi]
        elsewhere = [name for name in uses.get(mention.kpi, ()) if name not in own and name != mention.kpi]
        mention.children = list(range(len(found), len(found) + len(own) + len(elsewhere)))
        found += [_Mention(name, mention.depth + 1, place, False, []) for name in own]
        found += [_Mention(name, mention.depth + 1, place, True, []) for name in elsewhere]
    return found


def _cut(mentions: list[_Mention], most: int) -> int:
    """Drop all mentions after the first ones, let each be counted by the box it would stand under, and return how many they are."""
    counted_by: list[int | None] = [*range(len(mentions[:most]))]
    for mention in (dropped := mentions[most:]):
        over = None if mention.parent is None else counted_by[mention.parent]
        counted_by.append(over)
        if over is not None:
            mentions[over].left_out += 1
    del mentions[most:]
    for mention in mentions:
        mention.children = [child for child in mention.children if child < most]
    return len(dropped)


def _stacked(mentions: Sequence[_Mention], height: int) -> tuple[list[Box], list[int]]:
    """Return the boxes from top to bottom and the rows between them: a first child stands beside its parent, all others below."""
    boxes: list[Box] = []
    gaps: list[int] = []
    placed: dict[int, int] = {}
    free = 0
    waiting = [place for place, mention in enumerate(mentions) if mention.parent is None][::-1]
    while waiting:
        place = waiting.pop()
        mention = mentions[place]
        waiting += reversed(mention.children)
        parent = None if mention.parent is None else placed[mention.parent]
        band, tall = min(mention.depth, BANDS - 1), 1 if mention.again else height
        beside = parent is not None and boxes[-1] is boxes[parent] and band > boxes[parent].band
        row = boxes[-1].row if beside else free
        if not beside:
            gaps.append(row + tall)
            free = row + tall + 1
        placed[place] = len(boxes)
        boxes.append(Box(mention.kpi, parent, band, row, tall, mention.depth - band, mention.again, mention.left_out))
    return boxes, gaps


def _strokes(boxes: Sequence[Box]) -> Iterator[tuple[tuple[int, int, int], Stroke]]:
    """Yield each line: from a parent, down past its children, and to each of them; all at the height of a box's first row."""
    last: dict[int, int] = {}  # of each parent, the row of the child drawn so far
    for box in boxes:
        if box.parent is None or boxes[box.parent].band == box.band:
            continue
        if box.parent not in last:
            yield (box.row, box.band, 0), "across"
            yield (box.row, box.band, 1), "across"
        else:
            yield from (((row, box.band, 1), "down") for row in range(last[box.parent] + 1, box.row))
            yield (box.row, box.band, 1), "turn"
        last[box.parent] = box.row
