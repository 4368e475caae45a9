"""Put the values of a table back at the cells they stand in, so that formulas find each other.

Knows the columns that say a row's formula and its cell. Does not know the rest of the workbook: nobody hands it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl.book import entry
from kpi_xl.book.layout import KPIS
from kpi_xl.calc.cells import Address, Formula, TableArea, Value
from kpi_xl.excel.arrays import Rows, value
from kpi_xl.excel.table_values import BESIDE, TableValues
from kpi_xl.formula.references import column_number
from kpi_xl.labels import LANGS
from kpi_xl.labels.cells import TOTALS

PLACE = re.compile(r"(?:'?(?P<sheet>[^!]+?)'?!)?\$?(?P<letters>[A-Za-z]{1,3})\$?(?P<row>[0-9]{1,7})")
TOTAL_WORDS = frozenset(entry.plain(word.say(lang)) for word in TOTALS for lang in LANGS)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table at its cells; `is_sure` says that the table itself tells where it stands, else its rows count from its headers."""

    area: TableArea
    contents: dict[Address, Value | Formula]
    is_sure: bool

    @property
    def height(self) -> int:
        """How many rows its data has."""
        return self.area.last_row - self.area.header_row

    def address(self, row: int, column: int) -> Address:
        """Return the cell of a row and a column of the data, both counted from 0."""
        return Address(self.area.sheet, self.area.first_row + row, self.area.first_column + column)

    def shown(self, row: int, column: int) -> Value:
        """Return what a cell of the data shows."""
        content = self.contents.get(self.address(row, column))
        return content.cached if isinstance(content, Formula) else content


def placed(values: TableValues) -> Placed:
    """Return a table at the cells it stands in, without its totals row."""
    rows = values.rows[:-1] if _has_totals(values) else values.rows
    known = _place(values, rows)
    sheet, header_row, first_column = known or (values.name, 1, 1)
    headers = values.headers
    while headers and not headers[-1]:
        headers = headers[:-1]
    area = TableArea(values.name, sheet, header_row, header_row + 1, header_row + len(rows), first_column, headers)
    found = Placed(area, {}, known is not None)
    found.contents.update(_contents(values, rows, found))
    return found


def _contents(values: TableValues, rows: Rows, place: Placed) -> Iterator[tuple[Address, Value | Formula]]:
    """Yield every cell that holds something and that a formula may look at."""
    unseen = {values.columns[key] for key in (*BESIDE[values.name], "formula", "cell") if key in values.columns}
    seen = [column for column in range(len(place.area.columns)) if column not in unseen]
    baseline, formula = values.columns.get("baseline"), values.columns.get("formula")
    yield from ((place.address(-1, column), values.headers[column]) for column in seen if values.headers[column])
    for number, row in enumerate(rows):
        for column in seen:
            held = value(row[column])
            text = _formula(row[formula]) if column == baseline and formula is not None else None
            if text is not None:
                yield place.address(number, column), Formula(text, held)
            elif held is not None:
                yield place.address(number, column), held


def _formula(shown: object) -> str | None:
    """Return a formula as FORMULATEXT shows it, without the braces of an old array formula."""
    text = shown.strip() if isinstance(shown, str) else ""
    if text.startswith("{=") and text.endswith("}"):
        text = text[1:-1]
    return text if text.startswith("=") else None


def _place(values: TableValues, rows: Rows) -> tuple[str, int, int] | None:
    """Return the sheet, the row of the headers and the first column, as all rows that say where they stand agree on."""
    column, baseline = values.columns.get("cell"), values.columns.get("baseline", 0)
    if column is None:
        return None
    said = {
        (match["sheet"], int(match["row"]) - 1 - number, column_number(match["letters"]) - baseline)
        for number, row in enumerate(rows)
        if (match := _said(row[column]))
    }
    if len(said) != 1:
        return None
    sheet, header_row, first_column = said.pop()
    if header_row < 1 or first_column < 1:
        return None
    return sheet or KPIS.sheet.say(values.lang), header_row, first_column


def _said(cell: object) -> re.Match[str] | None:
    return PLACE.fullmatch(cell.strip()) if isinstance(cell, str) else None


def _has_totals(values: TableValues) -> bool:
    """Whether the last row is the totals row that `[#All]` includes: it bears no name, and a total's label or no cell of its own."""
    name, label, cell = (values.columns.get(key) for key in ("name", "label", "cell"))
    if not values.rows or (name is not None and isinstance(value(values.rows[-1][name]), str)):
        return False
    *others, last = values.rows
    if entry.plain(entry.text(value(last[label or 0]))) in TOTAL_WORDS:
        return True
    return cell is not None and bool(others) and not _said(last[cell]) and all(_said(row[cell]) for row in others)
