"""Looks as a style part spells them: letters, fills, borders, alignment, and what a live rule lays over a cell.

Knows looks and the elements of a style part. Does not know cells, nor where an entry comes to stand.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from kpi_xl.book.styles import FONTS, LOOKS, MIST, NAVY, SILVER, SIZE, Edge, Look
from kpi_xl.labels import Lang

FAMILY: Mapping[Lang, int] = {"ja": 3, "en": 2}
"""What to look for where the font itself is missing: 3 is modern (ゴシック), 2 swiss."""

CHARSET: Mapping[Lang, int | None] = {"ja": 128, "en": None}
"""128 is Shift-JIS: by it a machine without the font chooses another Japanese one."""

SIDES = ("left", "right", "top", "bottom")
"""In the order the schema asks for."""

LIGHT, STRONG, LINE = ("thin", MIST), ("medium", NAVY), ("medium", SILVER)
EDGES: Mapping[Edge, Mapping[str, tuple[str, str]]] = {
    "": {},
    "hair": {"bottom": LIGHT},
    "under": {"bottom": STRONG},
    "box": dict.fromkeys(SIDES, LIGHT),
    "across": {"bottom": LINE},
    "down": {"left": LINE},
    "turn": {"left": LINE, "bottom": LINE},
}
"""The lines of each edge: side to weight and colour."""

BUILT_IN: Mapping[str, int] = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49}
"""The numbers of the formats that every workbook knows."""

BOLD = '<b val="1"/>'
PLAIN_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
"""The border of a cell without lines, which stands first in a style part."""


def font_xml(look: Look, lang: Lang) -> str:
    """Return the look's letters in the language's font."""
    return f"<font>{BOLD if look.bold else ''}{_size_and_name(look.size, lang, look.colour, look.underline)}</font>"


def normal_font_xml(lang: Lang) -> str:
    """Return the letters of every unstyled cell; column widths are counted in them."""
    return f"<font>{_size_and_name(SIZE, lang)}</font>"


def _size_and_name(size: float, lang: Lang, colour: str = "", underlined: bool = False) -> str:
    charset = CHARSET[lang]
    return "".join(
        (
            '<u val="single"/>' if underlined else "",
            f'<sz val="{size:g}"/>',
            colour_xml("color", colour) if colour else "",
            f"<name val={quoteattr(FONTS[lang])}/>",
            f'<family val="{FAMILY[lang]}"/>',
            f'<charset val="{charset}"/>' if charset else "",
        )
    )


def fill_xml(colour: str) -> str:
    """Return a fill of one colour."""
    return f'<fill><patternFill patternType="solid">{colour_xml("fgColor", colour)}</patternFill></fill>'


def border_xml(edge: Edge) -> str:
    """Return the lines of an edge."""
    lines = EDGES[edge]
    made = (f'<{side} style="{lines[side][0]}">{colour_xml("color", lines[side][1])}</{side}>' for side in SIDES if side in lines)
    return f"<border>{''.join(made)}</border>"


def alignment(look: Look) -> dict[str, str]:
    """Return how a look's contents lie in their cell."""
    said = {"horizontal": look.align, "vertical": "top" if look.top else "center"}
    return said | ({"wrapText": "1"} if look.wrap else {}) | ({"indent": str(look.indent)} if look.indent else {})


def indented(said: Mapping[str, str], indent: int) -> dict[str, str]:
    """Return an alignment further in, which Excel only draws where a side is named."""
    side = said.get("horizontal", "general")
    return {**said, "horizontal": "left" if side == "general" else side, "indent": str(int(said.get("indent", 0)) + indent)}


def live_xml(key: str, number_format: str | None) -> str:
    """Return what a live rule lays over a cell; of a solid fill it says the background."""
    look = LOOKS[key]
    pieces = []
    if look.colour:
        pieces.append(f"<font>{BOLD if look.bold else ''}{colour_xml('color', look.colour)}</font>")
    if number_format:
        pieces.append(f'<numFmt numFmtId="{live_format_id(number_format)}" formatCode={quoteattr(number_format)}/>')
    if look.fill:
        pieces.append(f'<fill><patternFill patternType="solid">{colour_xml("bgColor", look.fill)}</patternFill></fill>')
    return f"<dxf>{''.join(pieces)}</dxf>"


def live_format_id(number_format: str) -> int:
    """A number of its own for each format, the same in every run and above those of the cells' formats, which count from 164."""
    return 1000 + zlib.crc32(number_format.encode()) % 30000


def colour_xml(tag: str, colour: str) -> str:
    """Return a colour."""
    return f'<{tag} rgb="00{colour}"/>'
