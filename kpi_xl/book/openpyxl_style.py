"""Style keys as openpyxl styles.

Knows looks and openpyxl's style objects. Does not know cells or pages.
"""

from __future__ import annotations

import zlib

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils.indexed_list import IndexedList

from kpi_xl.book.styles import FONTS, LOOKS, MIST, NAVY, SIZE, STYLES, Edge, Look, style_name
from kpi_xl.labels import Lang

FAMILY = {"ja": 3, "en": 2}  # 3 modern (ゴシック), 2 swiss: what to look for where the font itself is missing
CHARSET = {"ja": 128, "en": None}  # 128 Shift-JIS

LIGHT, STRONG = Side("thin", color=MIST), Side("medium", color=NAVY)
BORDERS: dict[Edge, Border] = {
    "": Border(),
    "hair": Border(bottom=LIGHT),
    "under": Border(bottom=STRONG),
    "box": Border(left=LIGHT, right=LIGHT, top=LIGHT, bottom=LIGHT),
}


def font(look: Look, lang: Lang) -> Font:
    """The look's letters in the language's font."""
    line = "single" if look.underline else None
    return Font(FONTS[lang], look.size, bold=look.bold, underline=line, color=look.colour, family=FAMILY[lang], charset=CHARSET[lang])


def named(key: str, lang: Lang) -> NamedStyle:
    """A style key as a named style."""
    look = STYLES[key]
    return NamedStyle(
        style_name(key),
        font(look, lang),
        PatternFill("solid", look.fill) if look.fill else PatternFill(),
        BORDERS[look.edge],
        Alignment(look.align, "top" if look.top else "center", wrap_text=look.wrap or None, indent=look.indent),
        look.format,
    )


def live(key: str, number_format: str | None) -> DifferentialStyle:
    """A live look as what a conditional format lays over a cell."""
    look = LOOKS[key]
    return DifferentialStyle(
        font=Font(bold=look.bold or None, color=look.colour) if look.colour else None,
        # In a differential style the solid colour is the background.
        fill=PatternFill("solid", bgColor=look.fill) if look.fill else None,
        numFmt=NumberFormat(live_format_id(number_format), number_format) if number_format else None,
    )


def live_format_id(number_format: str) -> int:
    """A number of its own for each format, the same in every run and above those of the cells' formats, which count from 164."""
    return 1000 + zlib.crc32(number_format.encode()) % 30000


def ensure(book: Workbook, key: str, lang: Lang) -> str:
    """The name of a key's style in the workbook. One that is there already stays: people may restyle it."""
    if style_name(key) not in book.named_styles:
        book.add_named_style(named(key, lang))
    return style_name(key)


def set_normal(book: Workbook, lang: Lang) -> None:
    """Make the language's font the one of every unstyled cell; column widths are counted in it."""
    normal = Font(FONTS[lang], SIZE, family=FAMILY[lang], charset=CHARSET[lang])
    book._fonts = IndexedList([normal])
    book._named_styles["Normal"].font = normal
