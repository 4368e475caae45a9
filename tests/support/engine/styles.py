"""Named styles, as Excel lets programs change them."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from openpyxl.styles import PatternFill, Side
from openpyxl.styles.colors import Color

from tests.support.engine.com import Com, refused

HORIZONTAL = {1: "general", -4131: "left", -4108: "center", -4152: "right"}
VERTICAL = {-4160: "top", -4108: "center"}
SIDES = {-4131: "left", -4152: "right", -4160: "top", -4107: "bottom"}
WEIGHTS = {2: "thin", -4138: "medium"}
FAMILY = {"游ゴシック": (3, 128), "Calibri": (2, None)}


def rgb(number: int) -> str:
    """Return Excel's number for a colour as a file spells it."""
    return f"00{number & 255:02X}{number >> 8 & 255:02X}{number >> 16 & 255:02X}"


def part(what: str, **changes: Callable[[Any], Any]) -> property:
    """Return a member that changes one part of a style: openpyxl's parts are replaced, never changed."""

    def write(self: Any, value: Any) -> None:
        made = copy(getattr(self.style, what))
        for name, change in changes.items():
            setattr(made, name, change(value))
        setattr(self.style, what, made)

    return property(lambda self: None, write)


class Font(Com):
    """A style's letters."""

    def __init__(self, style: Any) -> None:
        self.style = style

    Name = part("font", name=str, family=lambda name: FAMILY[name][0], charset=lambda name: FAMILY[name][1], scheme=lambda name: None)
    Size = part("font", size=float)
    Bold = part("font", bold=bool)
    Underline = part("font", underline=lambda value: {2: "single", -4142: None}[value])
    Color = part("font", color=lambda value: Color(rgb(value)))


class Interior(Com):
    """A style's fill."""

    def __init__(self, style: Any) -> None:
        self.style = style

    @property
    def Color(self) -> int | None:
        return None

    @Color.setter
    def Color(self, value: int) -> None:
        self.style.fill = PatternFill("solid", rgb(value))

    @property
    def Pattern(self) -> int | None:
        return None

    @Pattern.setter
    def Pattern(self, value: int) -> None:
        if value != -4142:
            raise refused("pattern")
        self.style.fill = PatternFill()


class Line(Com):
    """One side of a style's border."""

    def __init__(self, style: Any, side: str) -> None:
        self.style, self.side = style, side

    def change(self, **changes: Any) -> None:
        border = copy(self.style.border)
        line = copy(getattr(border, self.side)) or Side()
        for name, value in changes.items():
            setattr(line, name, value)
        setattr(border, self.side, line)
        self.style.border = border

    LineStyle = property(lambda self: None, lambda self, value: self.change(style={1: "thin", -4142: None}[value]))
    Weight = property(lambda self: None, lambda self, value: self.change(style=WEIGHTS[value]))
    Color = property(lambda self: None, lambda self, value: self.change(color=Color(rgb(value))))


class Style(Com):
    """A named style."""

    def __init__(self, style: Any) -> None:
        self.style = style

    @property
    def Name(self) -> str:
        return str(self.style.name)

    @property
    def Font(self) -> Font:
        return Font(self.style)

    @property
    def Interior(self) -> Interior:
        return Interior(self.style)

    def Borders(self, side: int) -> Line:
        return Line(self.style, SIDES[side])

    HorizontalAlignment = part("alignment", horizontal=HORIZONTAL.__getitem__)
    VerticalAlignment = part("alignment", vertical=VERTICAL.__getitem__)
    WrapText = part("alignment", wrap_text=lambda value: value or None)
    IndentLevel = part("alignment", indent=float)

    @property
    def NumberFormat(self) -> str:
        return str(self.style.number_format)

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self.style.number_format = value
