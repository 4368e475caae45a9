"""Defined names as Excel hands them out."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.workbook.defined_name import DefinedName

from kpi_xl.calc.cells import quoted_sheet
from tests.support.engine.com import Collection, Com, refused

LEGAL = re.compile(r"[^\W\d][\w.\\?]*")
CELL = re.compile(r"[A-Z]{1,3}\d+|R\d*C\d*", re.IGNORECASE)


class Names(Collection):
    """A workbook's names, those of its sheets among them, or a sheet's."""

    def __init__(self, workbook: Any, sheet: Any | None) -> None:
        self.workbook, self.sheet = workbook, sheet

    def things(self) -> list[Name]:
        sheets = [self.sheet] if self.sheet else self.workbook.sheets
        found = [] if self.sheet else [Name(self.workbook.book.defined_names, name, None) for name in self.workbook.book.defined_names]
        return found + [Name(sheet.sheet.defined_names, name, sheet.sheet.title) for sheet in sheets for name in sheet.sheet.defined_names]

    def called(self, thing: Name) -> str:
        return thing.name

    def Add(self, Name_: str, RefersTo: str) -> Name:
        if not LEGAL.fullmatch(Name_) or CELL.fullmatch(Name_) or not RefersTo.startswith("="):
            raise refused(f"{Name_} = {RefersTo}")
        holder = self.sheet.sheet.defined_names if self.sheet else self.workbook.book.defined_names
        holder[Name_] = DefinedName(Name_, attr_text=RefersTo[1:])
        return Name(holder, Name_, self.sheet.sheet.title if self.sheet else None)


class Name(Com):
    """One name."""

    def __init__(self, holder: Any, name: str, sheet: str | None) -> None:
        self.holder, self.name, self.sheet = holder, name, sheet

    @property
    def Name(self) -> str:
        return f"{quoted_sheet(self.sheet)}!{self.name}" if self.sheet else self.name

    @property
    def RefersTo(self) -> str:
        return "=" + str(self.holder[self.name].attr_text)

    @property
    def Visible(self) -> bool:
        return not self.holder[self.name].hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:
        self.holder[self.name].hidden = not value or None

    @property
    def Comment(self) -> str:
        return str(self.holder[self.name].comment or "")

    @Comment.setter
    def Comment(self, value: str) -> None:
        self.holder[self.name].comment = value

    def Delete(self) -> None:
        del self.holder[self.name]
