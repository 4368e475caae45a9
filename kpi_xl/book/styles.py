"""One colour system: what each style key and each live look means, as tables.

Knows colours, weights and edges as plain data. Does not know a workbook library; adapters translate.

The palette tells states apart by lightness and by hue on the blue-orange axis, which every common colour blindness keeps
(after M. Okabe and K. Ito, 2008, "Color universal design"); a symbol beside the colour says the same again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kpi_xl.labels import Lang

PREFIX = "kpi_"  # of our named styles, so that none can meet one of the user's

# Both are part of every Office since 2016; Calibri's metric twin Carlito stands in where it is missing, and the charset
# makes a machine without 游ゴシック choose another Japanese font.
FONTS: Mapping[Lang, str] = {"ja": "游ゴシック", "en": "Calibri"}
SIZE = 11.0
ROW_HEIGHT: Mapping[Lang, float] = {"ja": 20.0, "en": 18.0}  # of a line at SIZE, a little airier than Excel's own

NAVY, BLUE, AZURE, SKY, ICE = "1B2A4A", "1A5496", "BCD9F2", "DCE9F6", "EEF4FA"
AMBER, HONEY, UMBER = "E69F00", "FDF0CF", "7A4E00"
VERMILION, BLUSH, BRICK = "D55E00", "FBE3D6", "8A3200"
INK, SLATE, SILVER, MIST, FOG, WHITE = "1F2937", "5B6675", "9AA4B2", "D5DBE3", "F4F6F8", "FFFFFF"
CREAM, ENTRY = "FFFBE5", "0B3FC4"

# Thousands are grouped where there are some, and a rate such as 0.025 keeps all its digits. Negative numbers have a part of their own:
# LibreOffice drops their sign in a last part that positive numbers share.
NUMBER = "[>=1000]#,##0;[<0]-#,##0.0###;General"

Align = Literal["general", "left", "center", "right"]
# hair: a light line below; under: a strong one; box: light lines all round; across, down, turn: a line between boxes, below, left, both
Edge = Literal["", "hair", "under", "box", "across", "down", "turn"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. An empty colour means none; sizes are points."""

    size: float = SIZE
    bold: bool = False
    underline: bool = False
    colour: str = INK
    fill: str = ""
    edge: Edge = ""
    align: Align = "general"
    wrap: bool = False
    top: bool = False
    indent: int = 0
    format: str = "General"


_header = Look(bold=True, colour=WHITE, fill=NAVY, edge="box", align="center", wrap=True)
_label = Look(edge="hair", align="left", indent=1)
_input = Look(colour=ENTRY, fill=CREAM, edge="box", align="right", format=NUMBER)
_computed = Look(edge="box", align="right", format=NUMBER)
_card = Look(fill=ICE, align="left", indent=1)
_tree = Look(bold=True, edge="box", align="left", indent=1)
_badge = Look(size=12, bold=True, colour=WHITE, fill=NAVY, edge="box", align="center")
_face = Look(fill=ICE, edge="box", align="center")

STYLES: Mapping[str, Look] = {
    "plain": Look(),
    "title": Look(size=20, bold=True, colour=NAVY),
    "subtitle": Look(size=12, colour=SLATE),
    "section": Look(size=13, bold=True, colour=NAVY, edge="under"),
    "help": Look(size=10, colour=SLATE, align="left", wrap=True, top=True),
    "header": _header,
    "header_left": replace(_header, align="left", indent=1),
    "label": _label,
    "label_strong": replace(_label, bold=True, colour=NAVY, fill=SKY),
    "label_help": replace(_label, size=10, colour=SLATE, wrap=True),
    "input": _input,
    "input_text": replace(_input, align="left", indent=1, format="General"),
    "input_wrap": replace(_input, align="left", indent=1, format="General", wrap=True),
    "computed": _computed,
    "computed_strong": replace(_computed, bold=True, colour=NAVY, fill=SKY),
    "computed_text": replace(_computed, align="left", indent=1, format="General"),
    "computed_wrap": replace(_computed, align="left", indent=1, format="General", wrap=True),
    "formula_text": replace(_computed, size=10, colour=SLATE, align="left", indent=1, format="General"),
    "locked": replace(_computed, colour=SLATE, fill=FOG),
    "muted": Look(size=10, colour=SILVER),
    "hidden": Look(size=8, colour=WHITE, format=";;;"),
    "card_label": replace(_card, size=10, colour=SLATE),
    "card_value": replace(_card, size=20, bold=True, colour=NAVY, format=NUMBER),
    "card_value_strong": replace(_card, size=24, bold=True, colour=WHITE, fill=NAVY, format=NUMBER),
    "card_label_strong": replace(_card, size=10, colour=SKY, fill=NAVY),
    "card_text": replace(_card, size=10, wrap=True),
    "note": Look(size=10, colour=SLATE, align="left", wrap=True),
    "note_right": Look(size=10, colour=SLATE, align="right", wrap=True),
    "off": Look(colour=SLATE, fill=FOG, edge="box", align="left", indent=1),
    "reason_head": replace(_label, size=10, bold=True, wrap=True),
    "reason_when": Look(size=10, colour=SLATE, edge="hair", align="right", indent=1),
    "reason": replace(_label, size=10, wrap=True),
    "reason_note": Look(size=10, colour=SLATE, align="left", indent=1, wrap=True),
    "reason_formula": replace(_label, size=10, bold=True, colour=NAVY, wrap=True),
    "warning": Look(bold=True, colour=UMBER, fill=HONEY, align="left", wrap=True, indent=1),
    "link": Look(underline=True, colour=BLUE),
    "remark": Look(size=10, colour=SLATE, edge="box", align="left", indent=1),
    "symbol": Look(bold=True, edge="box", align="center"),
    "tree_kgi": replace(_tree, size=12, colour=NAVY, fill=AZURE),
    "tree_computed": replace(_tree, colour=NAVY, fill=SKY),
    "tree_lever": replace(_tree, colour=ENTRY, fill=CREAM),
    "tree_constant": replace(_tree, colour=SLATE, fill=FOG),
    "tree_again": replace(_tree, bold=False, colour=SLATE, edge="across"),
    "tree_goal": replace(_tree, colour=NAVY, edge=""),
    "tree_caption": Look(size=10, colour=SLATE, edge="hair", align="center"),
    "line_across": Look(edge="across"),
    "line_down": Look(edge="down"),
    "line_turn": Look(edge="turn"),
    "guide_today": _badge,
    "guide_must_achieve": replace(_badge, fill=BLUE),
    "guide_stretch": replace(_badge, fill=VERMILION),
    "guide_other": replace(_badge, fill=SLATE),
    "guide_value": replace(_face, size=18, bold=True, colour=NAVY, format=NUMBER),
    "guide_about": replace(_face, size=10, colour=SLATE, wrap=True),
    "guide_verdict": replace(_face, bold=True, wrap=True),
    "guide_said": replace(_card, bold=True, colour=NAVY, wrap=True),
    "guide_head": replace(_label, bold=True, colour=NAVY),
    "guide_link": replace(_label, bold=True, colour=BLUE, underline=True),
    "guide_cell": replace(_label, colour=BLUE, underline=True, wrap=True),
    "guide_text": replace(_label, wrap=True),
    "gantt_head": Look(size=8, colour=SLATE, fill=FOG, edge="box", align="center"),
    "gantt_open": replace(_face, size=10, colour=WHITE, fill=BLUE),
    "gantt_critical": replace(_face, size=10, bold=True, fill=AMBER),
    "gantt_late": replace(_face, size=10, bold=True, colour=WHITE, fill=VERMILION),
    "gantt_closed": replace(_face, size=10, fill=MIST),
    "gantt_today": replace(_face, size=10, colour=UMBER, fill=HONEY),
    "tab_input": Look(fill=AMBER),
    "tab_must_achieve": Look(fill=BLUE),
    "tab_stretch": Look(fill=VERMILION),
    "tab_other": Look(fill=SLATE),
}

# A live look lays only colour, weight and fill over a cell's style; all else stays the style's.
_good = Look(bold=True, colour=BLUE, fill=AZURE)
_bad = Look(bold=True, colour=BRICK, fill=BLUSH)

LOOKS: Mapping[str, Look] = {
    "none": Look(colour=""),
    "good": _good,
    "fair": Look(colour=BLUE, fill=ICE),
    "poor": Look(bold=True, colour=UMBER, fill=HONEY),
    "bad": _bad,
    "stale": Look(bold=True, colour=WHITE, fill=VERMILION),
    "fresh": Look(colour=BLUE, fill=ICE),
    "reached": _good,
    "missed": _bad,
    "faded": Look(colour=SILVER),
    "attention": Look(colour=INK, fill=AMBER),
    "bar_open": Look(colour=BLUE, fill=BLUE),
    "bar_critical": Look(colour=AMBER, fill=AMBER),
    "bar_late": Look(colour=VERMILION, fill=VERMILION),
    "bar_closed": Look(colour=MIST, fill=MIST),
    "today": Look(colour=UMBER, fill=HONEY),
    "as_input": Look(colour=ENTRY, fill=CREAM),
    "as_computed": Look(colour=INK, fill=WHITE),
    "as_locked": Look(colour=SLATE, fill=FOG),
    "off": Look(colour=SLATE, fill=FOG),
    "linked": Look(colour=BLUE),
    "kgi": Look(bold=True, colour=NAVY, fill=SKY),
}


def style_name(key: str) -> str:
    """The workbook's named style of a key."""
    return PREFIX + key
