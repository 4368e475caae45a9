"""The signs and words of a drawn page, each with its box, as poppler's programs tell them.

Knows PDF files. Does not know workbooks.
"""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.support.libreoffice import SECONDS

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
SLACK = 0.75
"""Points by which a sign may reach past its window: less than the width of a light line."""

SLIT = 0.1
"""Points: no column that is shown is as narrow."""

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        """Whether another lies inside, but for a little."""
        across = self.left - SLACK <= other.left and other.right <= self.right + SLACK
        return across and self.top - SLACK <= other.top and other.bottom <= self.bottom + SLACK

    def shared(self, other: Box | None) -> Box:
        """What lies in both."""
        if other is None:
            return self
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(max(self.left, other.left), max(self.top, other.top), right, bottom)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A sign that is drawn: where it stands, what its ink covers, and the window it is seen through, if it has one."""

    x: float
    y: float
    ink: Box | None
    window: Box | None

    @property
    def inside(self) -> bool:
        """Whether all of its ink is seen."""
        return self.ink is None or self.window is None or self.window.holds(self.ink)

    @property
    def behind_a_slit(self) -> bool:
        """Whether nobody sees it: a hidden column is drawn as a window without width."""
        return self.window is not None and self.window.right - self.window.left < SLIT


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is written, wherever it would stand."""

    text: str
    box: Box

    def signs(self, drawn: Sequence[Glyph]) -> list[Glyph]:
        """Its signs among those of the page, which stand there from the top down."""
        first = bisect_left(drawn, self.box.top - SLACK, key=lambda glyph: glyph.y)
        last = bisect_right(drawn, self.box.bottom + SLACK, key=lambda glyph: glyph.y)
        return [glyph for glyph in drawn[first:last] if self.box.left - SLACK <= glyph.x <= self.box.right + SLACK]


def words(pdf: Path) -> list[list[Word]]:
    """The words of every page, windows or not."""
    pages = PAGE.findall(_run("pdftotext", "-bbox", str(pdf), "-"))
    return [[Word(unescape(text), Box(*map(float, box))) for *box, text in WORD.findall(page)] for page in pages]


def glyphs(pdf: Path, number: int) -> list[Glyph]:
    """The signs of one page that a reader sees at least a part of, from the top down."""
    page = ElementTree.fromstring(_run("pdftocairo", "-svg", "-f", str(number), "-l", str(number), str(pdf), "-"))
    inks = {f"#{part.get('id')}": _bounds(part) for part in page.iter() if (part.get("id") or "").startswith("glyph")}
    windows = {f"url(#{part.get('id')})": _bounds(part) for part in page.iter(f"{SVG}clipPath")}
    found = (glyph for part in page if part.tag != f"{SVG}defs" for glyph in _drawn(part, inks, windows, None))
    return sorted((glyph for glyph in found if not glyph.behind_a_slit), key=lambda glyph: glyph.y)


def _drawn(part: Element, inks: dict[str, Box | None], windows: dict[str, Box | None], window: Box | None) -> Iterator[Glyph]:
    """Yield the signs below an element; a window inside another is what both leave open."""
    own = windows.get(part.get("clip-path", ""))
    inner = own.shared(window) if own else window
    if part.tag == f"{SVG}use" and part.get(HREF) in inks:
        x, y, ink = float(part.get("x", 0)), float(part.get("y", 0)), inks[part.get(HREF, "")]
        yield Glyph(x, y, ink and Box(ink.left + x, ink.top + y, ink.right + x, ink.bottom + y), inner)
    for child in part:
        yield from _drawn(child, inks, windows, inner)


def _bounds(part: Element) -> Box | None:
    """The box around every point of an element's paths; None where nothing is drawn."""
    points = [float(number) for path in part.iter(f"{SVG}path") for number in NUMBER.findall(path.get("d", ""))]
    return Box(min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])) if points else None


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, timeout=SECONDS).stdout.decode()
