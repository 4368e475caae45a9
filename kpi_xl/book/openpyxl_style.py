"""Style keys as openpyxl styles.

Knows looks and openpyxl's style objects. Does not know cells or pages.
"""

from __future__ import annotations

import zlib
from copy import copy

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.styles.proxy import StyleProxy
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.book.styles import FONTS, LOOKS, MIST, NAVY, SILVER, SIZE, STYLES, Edge, Look, style_name
from kpi_xl.labels import Lang

FAMILY = {"ja": 3, "en": 2}  # 3 modern (ゴシック), 2 swiss: what to look for where the font itself is missing
CHARSET = {"ja": 128, "en": None}  # 128 Shift-JIS

LIGHT, STRONG, LINE = Side("thin", color=MIST), Side("medium", color=NAVY), Side("medium", color=SILVER)
BORDERS: dict[Edge, Border] = {
    "": Border(),
    "hair": Border(bottom=LIGHT),
    "under": Border(bottom=STRONG),
    "box": Border(left=LIGHT, right=LIGHT, top=LIGHT, bottom=LIGHT),
    "across": Border(bottom=LINE),
    "down": Border(left=LINE),
    "turn": Border(left=LINE, bottom=LINE),
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


class CellLooks:
    """The looks of cells on one sheet, each made once: cells that look alike share theirs, and whoever changes one copies it first."""

    def __init__(self, sheet: Worksheet, lang: Lang) -> None:
        self._sheet, self._lang = sheet, lang
        self._made: dict[tuple[str, str | None, int, bool], StyleArray] = {}
        self._edges: dict[tuple[tuple[int, ...], tuple[str, ...]], StyleArray] = {}

    def of(self, key: str, number_format: str | None, indent: int, quoted: bool) -> StyleArray:
        """Return a style key's look with a number format, an indent and a quote mark of the cell's own."""
        wanted = key, number_format, indent, quoted
        if (found := self._made.get(wanted)) is None:
            found = self._made[wanted] = self._make(*wanted)
        return found

    def edge(self, look: StyleArray, sides: tuple[str, ...]) -> StyleArray:
        """Return the look of a cell that has nothing but some of another one's borders."""
        wanted = tuple(look), sides
        if (found := self._edges.get(wanted)) is None:
            border, made = Cell(self._sheet, 1, 1, style_array=look).border, Cell(self._sheet, 1, 1)
            if lines := {side: line for side in sides if (line := getattr(border, side)) and line.style}:
                made.border = Border(**lines)
            found = self._edges[wanted] = made._style or StyleArray()
        return found

    def _make(self, key: str, number_format: str | None, indent: int, quoted: bool) -> StyleArray:
        cell = Cell(self._sheet, 1, 1)
        cell.style = ensure(self._sheet.parent, key, self._lang)
        if number_format is not None:
            cell.number_format = number_format
        if indent:
            cell.alignment = indented(cell.alignment, indent)
        cell.quotePrefix = quoted
        return cell._style


def indented(alignment: StyleProxy, indent: int) -> Alignment:
    """The same alignment with an indent, which Excel only draws where a side is named."""
    made = copy(alignment)
    made.indent, made.horizontal = made.indent + indent, "left" if made.horizontal in (None, "general") else made.horizontal
    return made


def set_normal(book: Workbook, lang: Lang) -> None:
    """Make the language's font the one of every unstyled cell; column widths are counted in it."""
    normal = Font(FONTS[lang], SIZE, family=FAMILY[lang], charset=CHARSET[lang])
    book._fonts = IndexedList([normal])
    book._named_styles["Normal"].font = normal
