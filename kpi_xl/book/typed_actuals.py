"""What people typed as the actual figures of one KPI, for formulas on other pages.

Knows the sheet of actuals. Does not know a plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kpi_xl.book.actuals_sheet import table_of
from kpi_xl.book.calculated import text
from kpi_xl.book.export_shape import month_of
from kpi_xl.book.layout import ACTUALS
from kpi_xl.calc.cells import Cells, TableArea, column_letters, quoted_sheet
from kpi_xl.plan.month import Month

AHEAD = 40
"""So many rows and columns beside the table are looked through as well, for KPIs and months that are added later."""


@dataclass(frozen=True)
class TypedActuals:
    """One KPI's row; false where the workbook has no sheet of actuals."""

    cells: Cells
    kpi: str

    def __bool__(self) -> bool:
        return self._area is not None

    @cached_property
    def months(self) -> frozenset[Month]:
        """The months for which somebody typed a figure."""
        area, contents = self._area, self.cells.contents
        if area is None:
            return frozenset()
        heads = [(column, month_of(said)) for column, said in enumerate(area.columns, area.first_column)]
        rows = {place.row for place, content in contents.items() if place.sheet == area.sheet and content == self.kpi}
        filled = {place.column for place, content in contents.items() if place.sheet == area.sheet and place.row in rows and content != ""}
        return frozenset(month for column, month in heads if month and column in filled)

    def formula(self, month: Month) -> str:
        """Return the formula of a month's figure; an error where there is no such row or month."""
        area = self._area
        if area is None:
            return "NA()"
        sheet, name = quoted_sheet(area.sheet), ACTUALS.column("name").label
        place = next((place for place, said in enumerate(area.columns) if said in (name.ja, name.en)), 0)
        names, first, last = (column_letters(area.first_column + shift) for shift in (place, 0, len(area.columns) + AHEAD))
        end = area.last_row + AHEAD
        rows, heads = f"{sheet}!${names}${area.header_row}:${names}${end}", f"{sheet}!${first}${area.header_row}:${last}${area.header_row}"
        header = text(self._written.get(month, str(month)))
        grid = f"{sheet}!${first}${area.header_row}:${last}${end}"
        return f"INDEX({grid},MATCH({text(self.kpi)},{rows},0),MATCH({header},{heads},0))"

    @cached_property
    def _area(self) -> TableArea | None:
        return table_of(self.cells)

    @cached_property
    def _written(self) -> dict[Month, str]:
        return {month: said for said in (self._area.columns if self._area else ()) if (month := month_of(said))}
