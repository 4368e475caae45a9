"""Tables as Excel hands them to a cell function: rows of values, the formulas as FORMULATEXT shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kpi_xl.book.layout import GOALS, KPIS, Table
from kpi_xl.book.templates import template_path
from kpi_xl.excel import udfs
from kpi_xl.labels import Lang, cells
from tests.support.workbooks import SHOP, Cell, Row

Rows = list[list[object]]
TOP = 7
"""The row of the headers in the templates."""


@cache
def _template(lang: Lang, table: str, which: str) -> tuple[tuple[object, ...], ...]:
    shown, typed = (load_workbook(template_path(lang, which), data_only=data_only) for data_only in (True, False))
    sheet = next(sheet for sheet in shown.worksheets if table in sheet.tables)
    rows = [[cell.value for cell in row] for row in sheet[sheet.tables[table].ref]]
    if table == KPIS.name:  # the formulas as Excel would show them, from the cells themselves
        below = list(typed[sheet.title][sheet.tables[table].ref])[1:]
        baseline, formula, cell = (place(KPIS, key) for key in ("baseline", "formula", "cell"))
        for row, beside in zip(rows[1:], below, strict=True):
            text = beside[baseline].value
            row[formula] = text if isinstance(text, str) else None
            row[cell] = beside[baseline].coordinate
    return tuple(tuple(as_excel_says(value) for value in row) for row in rows)


def template(lang: Lang, table: Table = KPIS, which: str = "example") -> Rows:
    """A table of a shipped template with its headers, as `tbl_kpi[#All]` gives it."""
    return [list(row) for row in _template(lang, table.name, which)]


def as_excel_says(value: object) -> object:
    """Every number in a cell is a float."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def place(table: Table, key: str) -> int:
    """Where a column of a whole table stands, counted from 0."""
    return [column.key for column in table.columns].index(key)


def shop(lang: Lang = "ja", shown: Mapping[str, float] | None = None, **changes: Mapping[str, Cell]) -> Rows:
    """The shop of four rows as a table of values, some cells changed; `shown` is what formulas give, by the name of the row."""
    rows = [{**row, **changes.get(str(row["name"]), {})} for row in SHOP[lang]]
    return table(rows, lang, {str(SHOP[lang][0]["name"]): 1_000_000.0, **(shown or {})})


def table(rows: Sequence[Row], lang: Lang = "ja", shown: Mapping[str, float] | None = None) -> Rows:
    """A KPI table of rows whose baselines may be formulas."""
    return [list(KPIS.headers(lang)), *(_row(row, number, shown or {}) for number, row in enumerate(rows, start=1))]


def _row(row: Row, number: int, shown: Mapping[str, float]) -> list[object]:
    text = row.get("baseline")
    formula = text if isinstance(text, str) and text.startswith(("=", "{=")) else None
    row_cells: dict[str, object] = {**row, "formula": formula, "cell": f"{get_column_letter(place(KPIS, 'baseline') + 1)}{TOP + number}"}
    if formula:
        row_cells["baseline"] = shown.get(str(row.get("name")))
    return [row_cells.get(column.key) for column in KPIS.columns]


def goals(lang: Lang, *rows: Row) -> Rows:
    """A goals table."""
    return [list(GOALS.headers(lang)), *([row.get(column.key) for column in GOALS.columns] for row in rows)]


def with_formula(text: str, shown: object = 1_000_000.0) -> Rows:
    """The shop with another formula in its first row."""
    return shop(売上={"baseline": text}, shown={"売上": shown})  # type: ignore[dict-item]


def problems_of(rows: object) -> list[str]:
    """What KPI_CHECK says, without the sentence that all is well or how much is worth a look."""
    said = [row[0] for row in udfs.KPI_CHECK(rows)]
    well = (cells.ALL_WELL.ja[:8], cells.ALL_WELL.en[:12], cells.TO_LOOK_AT.ja[:8], cells.TO_LOOK_AT.en[:12])
    return said[1:] if said[0].startswith(well) else said
