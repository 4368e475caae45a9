"""The workbook in front in a running Excel.

Knows xlwings' active book. Does not know what is done with it.
"""

from __future__ import annotations

import xlwings as xw

from kpi_xl.excel.desk import Desk
from kpi_xl.excel.excel_desk import ExcelDesk


def in_front() -> Desk | None:
    """Return the desk of the workbook in front, or None where no Excel runs or none is open."""
    app = xw.apps.active if len(xw.apps) else None
    return ExcelDesk(app.books.active) if app is not None and len(app.books) else None
