"""Our pages as parts of a package: sheets, with the tables, drawings and charts they point at, and what kind each is.

Knows painted sheets and parts. Does not know the package they go into.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from kpi_xl.book.chart_xml import chart_xml, drawing_xml
from kpi_xl.book.package import Unpacked
from kpi_xl.book.painted_sheet import PaintedSheet
from kpi_xl.book.part_graft import Kinds, relations_part
from kpi_xl.book.sheet_xml import sheet_xml
from kpi_xl.book.splice import OFFICE
from kpi_xl.book.style_graft import StyleGraft
from kpi_xl.book.table_xml import table_xml

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICIAL = "application/vnd.openxmlformats-officedocument."
PLACES = {  # where a part of each kind stands, and its content type
    "worksheet": ("xl/worksheets/sheet{}.xml", OFFICIAL + "spreadsheetml.worksheet+xml"),
    "table": ("xl/tables/table{}.xml", OFFICIAL + "spreadsheetml.table+xml"),
    "drawing": ("xl/drawings/drawing{}.xml", OFFICIAL + "drawing+xml"),
    "chart": ("xl/charts/chart{}.xml", OFFICIAL + "drawingml.chart+xml"),
}


@dataclass(slots=True)
class PageParts:
    """The parts of our pages, and what kind each is; `sheets` tells the part of every sheet."""

    package: Unpacked = field(default_factory=Unpacked)
    kinds: Kinds = field(default_factory=lambda: Kinds({}, {}))
    sheets: dict[str, str] = field(default_factory=dict)

    def write(self, sheets: Iterable[PaintedSheet], looks: StyleGraft) -> None:
        """Write every sheet, with looks that find their numbers in the style part of the package they go into."""
        for sheet in sheets:
            self._sheet(sheet, looks)

    def _sheet(self, sheet: PaintedSheet, looks: StyleGraft) -> None:
        drawing = [("drawing", self._drawing(sheet))] if sheet.page.charts else []
        tables = [("table", self._add("table", table_xml(table, number))) for number, table in enumerate(sheet.tables.values(), 1)]
        ids = {part: f"rId{number}" for number, (_, part) in enumerate((*drawing, *tables), 1)}
        content = sheet_xml(sheet, looks, next((ids[part] for _, part in drawing), None), [ids[part] for _, part in tables])
        part = self.sheets[sheet.page.sheet] = self._add("worksheet", content)
        self._relate(part, (*drawing, *tables))

    def _drawing(self, sheet: PaintedSheet) -> str:
        charts = [("chart", self._add("chart", chart_xml(sheet, chart))) for chart in sheet.page.charts]
        part = self._add("drawing", drawing_xml({f"rId{number}": chart for number, chart in enumerate(sheet.page.charts, 1)}))
        self._relate(part, charts)
        return part

    def _add(self, kind: str, content: bytes) -> str:
        """Add a part under the next name of its kind."""
        place, official = PLACES[kind]
        part = place.format(1 + sum(said == official for said in self.kinds.by_part.values()))
        self.kinds.by_part[part] = official
        self.package.writestr(part, content)
        return part

    def _relate(self, part: str, targets: Sequence[tuple[str, str]]) -> None:
        """Let a part point at others, which it calls rId1, rId2, ... in turn."""
        made = (
            f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target={quoteattr("/" + target)}/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        if targets:
            self.package.writestr(relations_part(part), f'<Relationships xmlns="{RELATIONS}">{"".join(made)}</Relationships>')
