"""A range of cells as Excel hands it out."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from tests.support.engine.com import Com, Lacking, refused
from tests.support.engine.conditions import FormatConditions, Validation
from tests.support.engine.contents import COLUMNS, ROWS
from tests.support.engine.measures import Measured
from tests.support.engine.styles import HORIZONTAL, Style


class Range(Measured):
    """One or several rectangles: first row and column, last row and column."""

    @property
    def Worksheet(self) -> Any:
        return self.sheet

    @property
    def Application(self) -> Any:
        return self.sheet.workbook.application

    @property
    def Row(self) -> int:
        return self.boxes[0][0]

    @property
    def Column(self) -> int:
        return self.boxes[0][1]

    @property
    def Count(self) -> int:
        return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in self.boxes)

    @property
    def Rows(self) -> Lines:
        return Lines(self.sheet, self.boxes, 0)

    @property
    def Columns(self) -> Lines:
        return Lines(self.sheet, self.boxes, 1)

    @property
    def EntireColumn(self) -> Lines:
        return Lines(self.sheet, [(1, left, ROWS, right) for _, left, _, right in self.boxes], 1)

    @property
    def Address(self) -> str:
        return self.address()

    def address(self) -> str:
        return ",".join(
            ":".join(dict.fromkeys((f"${get_column_letter(x)}${y}", f"${get_column_letter(r)}${b}"))) for y, x, b, r in self.boxes
        )

    def __call__(self, row: int, column: int) -> Range:
        self.counted("()")
        top, left = self.boxes[0][0] + row - 1, self.boxes[0][1] + column - 1
        return Range(self.sheet, [(top, left, top, left)])

    def Select(self) -> None:
        if self.sheet.workbook.active is not self.sheet:
            raise refused("only cells of the active sheet can be selected")
        self.sheet.selected = self.address().replace("$", "").split(",")[0].split(":")[0]

    def ClearFormats(self) -> None:
        for cell in self.cells():
            cell.style = "Normal"
            if cell.value is None and not cell.comment and not isinstance(cell, MergedCell):
                del self.sheet.sheet._cells[cell.row, cell.column]
        self.sheet.rules = []

    @property
    def Style(self) -> Style:
        return Style(self.sheet.workbook.book._named_styles[self.cells()[0].style])

    @Style.setter
    def Style(self, name: str) -> None:
        if name not in self.sheet.workbook.book.named_styles:
            raise refused(f"no style {name}")
        for cell in self.cells():
            cell.style = name

    @property
    def NumberFormat(self) -> str:
        return str(self.cells()[0].number_format)

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        for cell in self.cells():
            cell.number_format = value

    @property
    def IndentLevel(self) -> int:
        return int(self.cells()[0].alignment.indent)

    @IndentLevel.setter
    def IndentLevel(self, value: int) -> None:
        self.align(indent=float(value))

    @property
    def HorizontalAlignment(self) -> int:
        return {word: number for number, word in HORIZONTAL.items()}[self.cells()[0].alignment.horizontal or "general"]

    @HorizontalAlignment.setter
    def HorizontalAlignment(self, value: int) -> None:
        self.align(horizontal=HORIZONTAL[value])

    def align(self, **changes: Any) -> None:
        for cell in self.cells():
            made: Alignment = copy(cell.alignment)
            for name, value in changes.items():
                setattr(made, name, value)
            cell.alignment = made

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self)

    @property
    def Validation(self) -> Validation:
        return Validation(self)

    @property
    def Hyperlinks(self) -> Hyperlinks:
        return Hyperlinks(self)

    def Merge(self, Across: bool = False) -> None:
        if Across:
            raise Lacking("Merge across")
        for box in self.boxes:
            filled = [cell for cell in Range(self.sheet, [box]).cells() if cell.value is not None]
            if filled[1:] and self.sheet.workbook.application.state["DisplayAlerts"]:
                raise refused("somebody has to answer whether to merge")
            top, left, bottom, right = box
            self.sheet.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def UnMerge(self) -> None:
        for area in list(self.sheet.sheet.merged_cells.ranges):
            self.sheet.sheet.unmerge_cells(str(area))


class Lines(Range):
    """The rows or the columns of a range."""

    def __init__(self, sheet: Any, boxes: list[tuple[int, int, int, int]], along: int) -> None:
        super().__init__(sheet, boxes)
        self.along = along

    @property
    def Count(self) -> int:
        return self.boxes[0][2 + self.along] - self.boxes[0][self.along] + 1

    @property
    def Hidden(self) -> bool:
        return bool(self.sheet.sheet.column_dimensions[self.letters()[0]].hidden)

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        dimensions = self.sheet.sheet.column_dimensions
        if not value and self.boxes == [(1, 1, ROWS, COLUMNS)]:
            for dimension in dimensions.values():
                dimension.hidden = False
            return
        for letter in self.letters():
            dimensions[letter].hidden = value
        if dimensions[self.letters()[-1]].outlineLevel:
            dimensions[get_column_letter(self.boxes[-1][3] + 1)].collapsed = value

    def AutoFit(self) -> None:
        if self.along:
            raise Lacking("Columns.AutoFit")
        for top, _, bottom, _ in self.boxes:
            for row in range(top, bottom + 1):
                self.sheet.sheet.row_dimensions.pop(row, None)


class Hyperlinks(Com):
    """The links of cells."""

    def __init__(self, area: Range) -> None:
        self.area = area

    def Add(self, Anchor: Range, Address: str, SubAddress: str) -> Com:
        cell = Anchor.cells()[0]
        if Address:
            raise Lacking("links out of the workbook")
        if cell.value is None:
            cell.value = SubAddress
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=SubAddress)
        return Com()

    def Delete(self) -> None:
        for cell in self.area.cells():
            if cell.hyperlink is not None:
                cell._hyperlink = None
