"""Cells that are alike as few areas, and areas as few addresses: what an open Excel does costs a call each.

Knows rows and columns. Does not know what is done with the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, product
from typing import TypeVar

from kpi_xl.calc.cells import column_letters
from kpi_xl.formula.references import column_number

CORNERS = re.compile(r"\$?([A-Z]+)\$?(\d+)")

LONGEST = 255
"""An address that Excel takes has no more characters."""

Box = tuple[int, int, int, int]
"""First row and column, last row and column."""

Key = TypeVar("Key")


def boxes(places: Iterable[tuple[int, int]]) -> list[Box]:
    """Return rectangles that hold these cells and no others: what stands side by side, and below it the same again."""
    open_runs: dict[tuple[int, int], Box] = {}
    found: list[Box] = []
    for row, cells in groupby(sorted(set(places)), key=lambda place: place[0]):
        now: dict[tuple[int, int], Box] = {}
        for first, last in runs(column for _, column in cells):
            above = open_runs.pop((first, last), None)
            now[first, last] = (above[0], first, row, last) if above and above[2] == row - 1 else (row, first, row, last)
            if above and above[2] != row - 1:
                found.append(above)
        found += open_runs.values()
        open_runs = now
    return sorted(found + list(open_runs.values()))


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that follow one another."""
    for _, group in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


def alike(marks: Mapping[tuple[int, int], Key]) -> Iterator[tuple[Key, str]]:
    """Yield each mark with addresses of all cells that carry it."""
    places: dict[Key, list[tuple[int, int]]] = {}
    for place, mark in marks.items():
        places.setdefault(mark, []).append(place)
    for mark, cells in places.items():
        yield from ((mark, address) for address in addresses(map(named, boxes(cells))))


def named(box: Box) -> str:
    """Return a rectangle's address, such as B2:C5."""
    top, left, bottom, right = box
    corners = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
    return ":".join(dict.fromkeys(corners))


def corners(address: str) -> Box:
    """Return the rectangle of an address such as $B$2:$C$5."""
    ends = [(int(row), column_number(letters)) for letters, row in CORNERS.findall(address)]
    return *ends[0], *ends[-1]


def cells_of(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the cells of a rectangle."""
    top, left, bottom, right = box
    yield from product(range(top, bottom + 1), range(left, right + 1))


def columns(numbers: Iterable[int]) -> Iterator[str]:
    """Yield addresses of whole columns."""
    yield from addresses(f"{column_letters(first)}:{column_letters(last)}" for first, last in runs(numbers))


def rows(numbers: Iterable[int]) -> Iterator[str]:
    """Yield addresses of whole rows."""
    yield from addresses(f"{first}:{last}" for first, last in runs(numbers))


def addresses(areas: Iterable[str]) -> Iterator[str]:
    """Yield areas joined to addresses, each as long as Excel takes it."""
    joined = ""
    for area in areas:
        if joined and len(joined) + 1 + len(area) > LONGEST:
            yield joined
            joined = ""
        joined += ("," if joined else "") + area
    if joined:
        yield joined
