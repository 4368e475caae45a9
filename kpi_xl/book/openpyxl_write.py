"""Write an openpyxl workbook as a package, with a result beside every formula.

openpyxl's own writer builds an XML element for every cell and knows no results. The cells of a page are of four kinds: blank, text,
number or truth, formula; so their rows are written here as text, and everything around them by openpyxl.
Knows openpyxl's writers and how a sheet spells its cells. Does not know what a page means.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from kpi_xl.book.cell_graft import clean, kind, result_xml
from kpi_xl.book.package import Cached, Unpacked
from kpi_xl.calc.cells import Address, column_letters

NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
NO_RESULT = "<v />"
KEPT = ' xml:space="preserve"'

Results = Mapping[Address, Cached]


def written(book: Workbook, results: Results, sheets: Collection[str]) -> Unpacked:
    """Return the workbook as a package; of sheets other than those named the rows are left out."""
    package = Unpacked()
    PackageWriter(book, package, results, sheets).save()
    return package


class PackageWriter(ExcelWriter):  # type: ignore[misc]
    """openpyxl's writer of packages, with our rows."""

    def __init__(self, book: Workbook, archive: Unpacked, results: Results, sheets: Collection[str]) -> None:
        super().__init__(book, archive)
        self._results, self._sheets = results, sheets

    def write_worksheet(self, sheet: Worksheet) -> None:
        """Put one sheet into the package, as the method it replaces does."""
        sheet._drawing = SpreadsheetDrawing()
        sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
        writer = SheetWriter(sheet, self._results if sheet.title in self._sheets else None)
        writer.write()
        sheet._rels = writer._rels
        self._archive.writestr(sheet.path[1:], writer.xml())
        self.manifest.append(sheet)


class SheetWriter(WorksheetWriter):  # type: ignore[misc]
    """openpyxl's writer of sheets, which leaves its rows empty for ours; without `results` they stay so."""

    def __init__(self, sheet: Worksheet, results: Results | None) -> None:
        super().__init__(sheet, io.BytesIO())
        self._results, self._rows = results, list[bytes]()

    def write_rows(self) -> None:
        """Write the rows aside: what follows them needs the links and notes found in cells."""
        with self.xf.send(True).element("sheetData"):
            self._rows = [] if self._results is None else list(rows_xml(self.ws, self._results))
        self.xf.send(None)

    def xml(self) -> bytes:
        """Return the sheet's part."""
        head, tail = NO_ROWS.split(self.read(), maxsplit=1)
        return b"".join((head, b"<sheetData>", *self._rows, b"</sheetData>", tail))


def rows_xml(sheet: Worksheet, results: Results) -> Iterator[bytes]:
    """Yield the rows of a sheet, also those that have a height and no cell; remember the links and notes of their cells."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for (number, _), cell in sorted(sheet._cells.items()):
        rows[number].append(cell)
    styles: dict[int, str] = {}
    letters = {column: column_letters(column) for column in {column for _, column in sheet._cells}}
    for number in sorted(rows.keys() | sheet.row_dimensions.keys()):
        more = "".join(f' {name}="{said}"' for name, said in dict(sheet.row_dimensions.get(number, {})).items())
        made = [f'<row r="{number}"{more}>']
        for cell in rows.get(number, ()):
            remember(sheet, cell)
            style = styles.get(id(cell._style))
            if style is None:
                style = styles[id(cell._style)] = f' s="{cell.style_id}"' if cell.has_style else ""
            if style or cell._value is not None or cell._comment is not None:
                made.append(cell_xml(cell, f'<c r="{letters[cell.column]}{number}"{style}', results))
        yield "".join([*made, "</row>"]).encode()


def remember(sheet: Worksheet, cell: Cell) -> None:
    """Keep a cell's link and note for the parts that list them."""
    if cell._comment is not None:
        sheet._comments.append(CommentRecord.from_cell(cell))
    if cell.hyperlink:
        sheet._hyperlinks.append(cell.hyperlink)


def cell_xml(cell: Cell, start: str, results: Results) -> str:
    """Return a cell, whose tag has begun."""
    value: Any = cell._value
    if cell.data_type == "f":
        result = results.get(Address(cell.parent.title, cell.row, cell.column))
        type_ = kind(result)
        shown = NO_RESULT if result is None else result_xml(result, "")
        typed = f' t="{type_}"' if type_ else ""
        return f"{start}{typed}><f>{clean(value[1:])}</f>{shown}</c>"
    if value is None:
        return f'{start} t="n" />'
    if cell.data_type == "s":
        return f'{start} t="inlineStr"><is><t{KEPT if value != value.strip() and value.strip() else ""}>{clean(value)}</t></is></c>'
    return f'{start} t="{cell.data_type}"><v>{safe_string(value)}</v></c>'
