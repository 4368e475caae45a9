"""Tables as Excel hands them out."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from tests.support.engine.com import Collection, Com, Lacking, refused
from tests.support.engine.contents import boxed
from tests.support.engine.range import Range


class ListObjects(Collection):
    """The tables of a sheet."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def things(self) -> list[ListObject]:
        return [ListObject(self.sheet, table) for table in self.sheet.sheet._tables.values()]

    def called(self, thing: ListObject) -> str:
        return str(thing.table.displayName)

    def Add(
        self, SourceType: int, Source: Range, LinkSource: Any, XlListObjectHasHeaders: int, Destination: Any, TableStyleName: Any
    ) -> ListObject:
        if (SourceType, XlListObjectHasHeaders, LinkSource, Destination) != (1, 1, None, None):
            raise Lacking("ListObjects.Add")
        names = {name for sheet in self.sheet.workbook.sheets for name in sheet.sheet._tables}
        name = next(f"Table{number}" for number in range(1, 999) if f"Table{number}" not in names)
        made = Table(displayName=name, name=name, ref=Source.address().replace("$", ""))
        made._initialise_columns()
        self.sheet.sheet._tables[name] = made
        return ListObject(self.sheet, made)


class ListObject(Com):
    """One table; its columns are called what stands in its header cells."""

    def __init__(self, sheet: Any, table: Table) -> None:
        self.sheet, self.table = sheet, table
        row, left, _, _ = boxed(table.ref)
        if table.headerRowCount != 0:
            for at, column in enumerate(table.tableColumns):
                title = sheet.sheet.cell(row, left + at).value
                column.name = title if isinstance(title, str) else f"Column{at + 1}"

    @property
    def Name(self) -> str:
        return str(self.table.displayName)

    @Name.setter
    def Name(self, value: str) -> None:
        there = {name.casefold() for sheet in self.sheet.workbook.sheets for name in sheet.sheet._tables}
        if value.casefold() in there:
            raise refused(f"table {value} is there")
        del self.sheet.sheet._tables[self.table.displayName]
        self.table.displayName = self.table.name = value
        self.sheet.sheet._tables[value] = self.table

    @property
    def Range(self) -> Range:
        return Range(self.sheet, [boxed(self.table.ref)])

    @property
    def HeaderRowRange(self) -> Range:
        top, left, _, right = boxed(self.table.ref)
        return Range(self.sheet, [(top, left, top, right)])

    @property
    def ShowHeaders(self) -> bool:
        return self.table.headerRowCount != 0

    @property
    def ShowTotals(self) -> bool:
        return bool(self.table.totalsRowCount)

    @property
    def ShowAutoFilter(self) -> bool:
        return self.table.autoFilter is not None

    @ShowAutoFilter.setter
    def ShowAutoFilter(self, value: bool) -> None:
        if value:
            raise Lacking("filter buttons")
        self.table.autoFilter = None

    @property
    def TableStyle(self) -> str | None:
        return self.table.tableStyleInfo and self.table.tableStyleInfo.name

    @TableStyle.setter
    def TableStyle(self, value: str) -> None:
        self.table.tableStyleInfo = TableStyleInfo(name=value or None, showRowStripes=True)

    @property
    def ShowTableStyleRowStripes(self) -> bool:
        return bool(self.table.tableStyleInfo.showRowStripes)

    @ShowTableStyleRowStripes.setter
    def ShowTableStyleRowStripes(self, value: bool) -> None:
        self.table.tableStyleInfo.showRowStripes = value

    def Resize(self, area: Range) -> None:
        top, left, _, right = area.boxes[0]
        old = boxed(self.table.ref)
        if (top, left) != (old[0], old[1]) or right < old[3]:
            raise Lacking("a table that moves or shrinks sideways")
        for column in range(old[3] + 1, right + 1):
            title = self.sheet.sheet.cell(top, column).value
            self.table.tableColumns.append(TableColumn(id=1 + len(self.table.tableColumns), name=str(title)))
        self.table.ref = area.address().replace("$", "")
        if self.table.autoFilter is not None:
            self.table.autoFilter.ref = self.table.ref

    def Unlist(self) -> None:
        del self.sheet.sheet._tables[self.table.displayName]
