"""A worksheet as Excel hands it out, backed by openpyxl's."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import ColBreak, RowBreak
from openpyxl.worksheet.properties import PageSetupProperties

from tests.support.engine.chart import ChartObjects
from tests.support.engine.com import Com, Lacking, refused
from tests.support.engine.contents import boxed
from tests.support.engine.names import Names
from tests.support.engine.range import Range
from tests.support.engine.styles import rgb
from tests.support.engine.tables import ListObjects

WHOLE = (1, 1, 1_048_576, 16_384)
INCH = 72


class Worksheet(Com):
    """One sheet: the cell that is selected, rules in their order, and panes to be frozen belong to it."""

    def __init__(self, workbook: Any, sheet: Any) -> None:
        self.workbook, self.sheet = workbook, sheet
        self.selected, self.split, self.drawn = "A1", [0, 0], []
        rules = [(rule.priority, str(area.sqref), rule) for area in sheet.conditional_formatting for rule in area.rules]
        self.rules = [(area, rule) for _, area, rule in sorted(rules, key=lambda entry: entry[0])]

    @property
    def Name(self) -> str:
        return str(self.sheet.title)

    @Name.setter
    def Name(self, value: str) -> None:
        if len(value) > 31 or re.search(r"[:\\/?*\[\]]", value):
            raise refused(f"sheet name {value}")
        self.sheet.title = value

    @property
    def Index(self) -> int:
        return int(self.workbook.sheets.index(self)) + 1

    @property
    def Parent(self) -> Any:
        return self.workbook

    @property
    def Application(self) -> Any:
        return self.workbook.application

    @property
    def Visible(self) -> int:
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self.sheet.sheet_state]

    @Visible.setter
    def Visible(self, value: int) -> None:
        self.sheet.sheet_state = "visible" if value else "hidden"

    @property
    def Names(self) -> Names:
        return Names(self.workbook, self)

    @property
    def Cells(self) -> Range:
        return Range(self, [WHOLE])

    @property
    def UsedRange(self) -> Range:
        return Range(self, [boxed(self.sheet.dimensions)])

    @property
    def ListObjects(self) -> ListObjects:
        return ListObjects(self)

    @property
    def PageSetup(self) -> PageSetup:
        return PageSetup(self.sheet)

    @property
    def Tab(self) -> Tab:
        return Tab(self.sheet)

    def Range(self, first: Any, last: Any = None) -> Range:
        if last is not None:
            (top, left, _, _), (_, _, bottom, right) = first.boxes[0], last.boxes[0]
            return Range(self, [(top, left, bottom, right)])
        if len(first) > 255:
            raise refused("address too long")
        return Range(self, [boxed(area) for area in first.split(",")])

    def ChartObjects(self) -> ChartObjects:
        return ChartObjects(self)

    def Activate(self) -> None:
        if self.sheet.sheet_state != "visible":
            raise refused("a hidden sheet cannot be activated")
        self.workbook.active = self

    def Move(self, Before: Worksheet) -> None:
        sheets, book = self.workbook.sheets, self.workbook.book
        for held, moved, target in ((sheets, self, Before), (book._sheets, self.sheet, Before.sheet)):
            held.remove(moved)
            held.insert(held.index(target), moved)

    def ResetAllPageBreaks(self) -> None:
        self.sheet.row_breaks, self.sheet.col_breaks = RowBreak(), ColBreak()

    def settle(self) -> None:
        """Put what openpyxl keeps in a shape of its own where it belongs."""
        self.sheet.conditional_formatting = ConditionalFormattingList()
        for area, rule in self.rules:
            rule = copy(rule)
            rule.priority = 0
            self.sheet.conditional_formatting.add(area, rule)
        for chart in self.drawn:
            chart.settle()


class Tab(Com):
    """The colour of a sheet's tab."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    Color = property(lambda self: None, lambda self, value: setattr(self.sheet.sheet_properties, "tabColor", rgb(value)))
    ColorIndex = property(lambda self: None, lambda self, value: setattr(self.sheet.sheet_properties, "tabColor", None))


class PageSetup(Com):
    """The print set-up of a sheet."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        sheet.page_margins = sheet.page_margins or PageMargins()

    def fit(self, value: Any) -> None:
        if value is not False:
            raise Lacking("a zoom on paper")
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def area(self, name: str, value: str) -> None:
        bare = value.replace("$", "")
        private = {"print_title_rows": "_print_rows", "print_title_cols": "_print_cols"}
        if bare:
            setattr(self.sheet, name, bare)
        else:
            setattr(self.sheet, private.get(name, name), None)

    Orientation = property(
        lambda self: None, lambda self, value: setattr(self.sheet.page_setup, "orientation", {2: "landscape", 1: "portrait"}[value])
    )
    PaperSize = property(lambda self: None, lambda self, value: setattr(self.sheet.page_setup, "paperSize", value))
    Zoom = property(lambda self: None, fit)
    FitToPagesWide = property(lambda self: None, lambda self, value: setattr(self.sheet.page_setup, "fitToWidth", int(value)))
    FitToPagesTall = property(lambda self: None, lambda self, value: setattr(self.sheet.page_setup, "fitToHeight", int(value)))
    CenterHorizontally = property(lambda self: None, lambda self, value: setattr(self.sheet.print_options, "horizontalCentered", value))
    LeftFooter = property(lambda self: None, lambda self, value: setattr(self.sheet.oddFooter.left, "text", value))
    RightFooter = property(lambda self: None, lambda self, value: setattr(self.sheet.oddFooter.right, "text", value))
    PrintTitleRows = property(lambda self: None, lambda self, value: self.area("print_title_rows", value))
    PrintTitleColumns = property(lambda self: None, lambda self, value: self.area("print_title_cols", value))
    PrintArea = property(lambda self: None, lambda self, value: self.area("print_area", value))


def _margin(name: str) -> property:
    return property(lambda self: None, lambda self, value: setattr(self.sheet.page_margins, name, round(value / INCH, 6)))


for _name in ("left", "right", "top", "bottom", "header", "footer"):
    setattr(PageSetup, f"{_name.capitalize()}Margin", _margin(_name))
