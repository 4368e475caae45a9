"""Style keys as an open Excel's styles.

Knows looks and Excel's styles. Does not know pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import xlwings as xw

from kpi_xl.book.page import Page
from kpi_xl.book.styles import FONTS, MIST, NAVY, SILVER, STYLES, Edge, Look, style_name
from kpi_xl.book.xlwings_native import call, has, items, put, take
from kpi_xl.labels import Lang

Side = Literal["left", "right", "top", "bottom"]
Weight = Literal["thin", "medium"]

HORIZONTAL = {"general": 1, "left": -4131, "center": -4108, "right": -4152}
TOP, CENTRE = -4160, -4108
NO_FILL, NO_LINE, CONTINUOUS, SINGLE, NO_UNDERLINE = -4142, -4142, 1, 2, -4142
WEIGHTS: dict[Weight, int] = {"thin": 2, "medium": -4138}

SIDES: dict[Edge, tuple[tuple[Side, Weight, str], ...]] = {
    "": (),
    "hair": (("bottom", "thin", MIST),),
    "under": (("bottom", "medium", NAVY),),
    "box": (("left", "thin", MIST), ("right", "thin", MIST), ("top", "thin", MIST), ("bottom", "thin", MIST)),
    "across": (("bottom", "medium", SILVER),),
    "down": (("left", "medium", SILVER),),
    "turn": (("left", "medium", SILVER), ("bottom", "medium", SILVER)),
}
"""The lines of an edge: side, weight, colour."""

ALL_SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")


def colour(code: str) -> int:
    """A colour as Excel counts it."""
    red, green, blue = bytes.fromhex(code)
    return red + (green << 8) + (blue << 16)


def ensure(book: xw.Book, pages: Sequence[Page]) -> None:
    """Make the styles that pages use. One that is there already stays: people may restyle it."""
    if has("styles"):
        wanted = {cell.style: page.lang for page in pages for cell in page.cells.values()}
        there = {style.Name for style in items(book.api, "styles")} if wanted else set()
        for key, lang in wanted.items():
            if style_name(key) not in there:
                furnish(call(book.api, "add style", name=style_name(key)), STYLES[key], lang)


def furnish(style: Any, look: Look, lang: Lang) -> None:
    """Give a new style its look; it begins as Normal."""
    values = {
        "style font": FONTS[lang],
        "style size": look.size,
        "style bold": look.bold,
        "style underline": SINGLE if look.underline else NO_UNDERLINE,
        "style colour": colour(look.colour),
        **({"style fill": colour(look.fill)} if look.fill else {"style no fill": NO_FILL}),
        "style horizontal": HORIZONTAL[look.align],
        "style vertical": TOP if look.top else CENTRE,
        "style wrap": look.wrap,
        "style indent": look.indent,
        "style format": look.format,
    }
    for key, value in values.items():
        put(style, key, value)
    lines = {side: (weight, code) for side, weight, code in SIDES[look.edge]}
    for side in ALL_SIDES:
        line = take(style, "style " + side)
        put(line, "line kind", CONTINUOUS if side in lines else NO_LINE)
        if side in lines:
            put(line, "line weight", WEIGHTS[lines[side][0]])
            put(line, "line colour", colour(lines[side][1]))


def dress(area: xw.Range, key: str, lang: Lang) -> None:
    """Give cells a style; an Excel without styles for programs gives them the same look by hand."""
    if has("style"):
        put(area.api, "style", style_name(key))
        return
    look = STYLES[key]
    font = area.font
    font.name, font.size, font.bold, font.color = FONTS[lang], look.size, look.bold, "#" + look.colour
    area.color = "#" + look.fill if look.fill else None
    area.number_format, area.wrap_text = look.format, look.wrap
    area.horizontal_alignment, area.vertical_alignment = look.align, "top" if look.top else "center"
    for side, weight, code in SIDES[look.edge]:
        area.borders.set(f"edge_{side}", line_style="continuous", weight=weight, color="#" + code)
    if look.indent:
        put(area.api, "indent", look.indent)
