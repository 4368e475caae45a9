"""Which charts of a package are ours: those of our own pages that take their names from the page's legend. A save draws them anew.

Knows zip parts. Does not know what is lost, nor any workbook library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from kpi_xl.book.chart import LEGEND
from kpi_xl.book.own_pages import own_pages
from kpi_xl.book.package import Package, relations, sheet_parts
from kpi_xl.formula.references import column_number

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EXCELS_OWN = ("chartStyle", "chartColorStyle")
CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


def own_charts(package: Package) -> frozenset[str]:
    """Return the parts of our own charts, with the parts that Excel adds to each."""
    return frozenset(
        part for sheet, names in own_pages(package).items() if LEGEND in names for part in parts_of(package, sheet, names[LEGEND])
    )


def parts_of(package: Package, sheet: str, legend: str) -> Iterator[str]:
    """The parts of the charts on one sheet that take a name from its legend."""
    part = sheet_parts(package).get(sheet, "")
    for drawing in [target for kind, target in relations(package, part).values() if kind == "drawing"]:
        for chart in [target for kind, target in relations(package, drawing).values() if kind == "chart"]:
            if named_by(package.read(chart), legend):
                yield chart
                yield from (target for kind, target in relations(package, chart).values() if kind in EXCELS_OWN)


def named_by(xml: bytes, legend: str) -> bool:
    """Whether the name of a series stands in the legend."""
    ends = [(column, int(row)) for column, row in CELL.findall(legend.rpartition("!")[2])]
    names = ElementTree.fromstring(xml).iterfind(f".//{CHART}ser/{CHART}tx/{CHART}strRef/{CHART}f")
    cells = [CELL.search((name.text or "").rpartition("!")[2]) for name in names]
    return any(cell and ends and within(cell[1], int(cell[2]), ends) for cell in cells)


def within(column: str, row: int, ends: list[tuple[str, int]]) -> bool:
    """Whether a cell lies in the area between two corners."""
    numbers = [column_number(letters) for letters, _ in ends]
    return min(numbers) <= column_number(column) <= max(numbers) and min(y for _, y in ends) <= row <= max(y for _, y in ends)
