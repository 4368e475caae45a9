"""How wide and high a range is, and the outline of its columns."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import DimensionHolder

from tests.support.engine.com import Lacking, refused
from tests.support.engine.contents import COLUMNS, ROWS, Contents

PADDING = 0.71
"""A file's column widths hold the room beside the letters, Excel's do not."""

POINTS = 5.25
"""Of one character of a column's width."""


class Measured(Contents):
    """A range that knows where it lies on the sheet."""

    @property
    def Left(self) -> float:
        return POINTS * sum(self.wide(column) for column in range(1, self.boxes[0][1]))

    @property
    def Top(self) -> float:
        return sum(self.high(row) for row in range(1, self.boxes[0][0]))

    @property
    def Width(self) -> float:
        return POINTS * sum(self.wide(column) for column in range(self.boxes[0][1], self.boxes[0][3] + 1))

    @property
    def Height(self) -> float:
        return sum(self.high(row) for row in range(self.boxes[0][0], self.boxes[0][2] + 1))

    def wide(self, column: int) -> float:
        dimension = self.sheet.sheet.column_dimensions.get(get_column_letter(column))
        return 0.0 if dimension is not None and dimension.hidden else float(dimension.width if dimension is not None else 9.14)

    def high(self, row: int) -> float:
        own = self.sheet.sheet.row_dimensions[row].height if row in self.sheet.sheet.row_dimensions else None
        return float(own or self.sheet.sheet.sheet_format.defaultRowHeight or 15)

    @property
    def ColumnWidth(self) -> float:
        return self.wide(self.boxes[0][1]) - PADDING

    @ColumnWidth.setter
    def ColumnWidth(self, value: float) -> None:
        if not 0 <= value <= 255:
            raise refused("column width")
        for letter in self.letters():
            self.sheet.sheet.column_dimensions[letter].width = round(value + PADDING, 6)

    @property
    def RowHeight(self) -> float:
        return self.high(self.boxes[0][0])

    @RowHeight.setter
    def RowHeight(self, value: float) -> None:
        if not 0 <= value <= 409.5:
            raise refused("row height")
        for top, _, bottom, _ in self.boxes:
            if (top, bottom) == (1, ROWS):
                self.sheet.sheet.sheet_format.defaultRowHeight = value
                self.sheet.sheet.row_dimensions.clear()
            for row in range(top, bottom + 1) if bottom < ROWS else ():
                self.sheet.sheet.row_dimensions[row].height = value

    def letters(self) -> list[str]:
        return [get_column_letter(x) for _, left, _, right in self.boxes for x in range(left, right + 1)]

    @property
    def OutlineLevel(self) -> int:
        return int(self.sheet.sheet.column_dimensions[self.letters()[0]].outlineLevel) + 1

    @OutlineLevel.setter
    def OutlineLevel(self, value: int) -> None:
        for letter in self.letters():
            self.sheet.sheet.column_dimensions[letter].outlineLevel = value - 1

    def ClearOutline(self) -> None:
        for dimension in self.sheet.sheet.column_dimensions.values():
            dimension.outlineLevel, dimension.collapsed = 0, False

    @property
    def UseStandardWidth(self) -> bool:
        return not self.sheet.sheet.column_dimensions

    @UseStandardWidth.setter
    def UseStandardWidth(self, value: bool) -> None:
        if not value or self.boxes != [(1, 1, ROWS, COLUMNS)]:
            raise Lacking("UseStandardWidth")
        self.sheet.sheet.column_dimensions = DimensionHolder(self.sheet.sheet, default_factory=self.sheet.sheet._add_column)
