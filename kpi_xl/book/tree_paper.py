"""The paper a drawing is printed on: the smallest on which its letters stay readable.

Knows sizes. Does not know what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.book.page import Paper

PAPERS: Mapping[Paper, tuple[float, float]] = {"A4": (770.0, 509.0), "A3": (1119.0, 756.0)}
"""What the margins leave of a sheet in landscape, in points."""

A_CHARACTER = 6.0
"""The width of a character of a column's width, in points; with Latin letters a little less."""

READABLE = 0.6
"""How far letters may shrink."""


def fitting(width: float, height: float) -> tuple[Paper, bool]:
    """Return the paper for so many characters across and so many points down, and whether it all stands on one sheet."""
    across = width * A_CHARACTER
    for paper, (wide, high) in PAPERS.items():
        if min(wide / across, high / height) >= READABLE:
            return paper, True
    return next((paper for paper, (wide, _) in PAPERS.items() if wide / across >= READABLE), "A3"), False
