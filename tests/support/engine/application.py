"""Excel itself, its workbooks and their windows, backed by openpyxl."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter

from tests.support.engine.com import Bag, Collection, Com, refused
from tests.support.engine.names import Names
from tests.support.engine.sheet import Worksheet
from tests.support.engine.styles import Style
from tests.support.engine.windows import _xlwindows


class Application(Com):
    """Excel with one workbook."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.state: dict[str, Any] = {"ScreenUpdating": True, "Calculation": -4105, "EnableEvents": True, "DisplayAlerts": True}
        self.state |= {"StatusBar": False, "PrintCommunication": True}
        self.history: list[tuple[str, Any]] = []

    @property
    def Hwnd(self) -> int:
        return 1

    @property
    def ActiveWorkbook(self) -> Any:
        return self.workbook

    @property
    def ActiveSheet(self) -> Any:
        return self.workbook.active


def _state(name: str) -> property:
    def write(self: Application, value: Any) -> None:
        self.state[name] = value
        self.history.append((name, value))

    return property(lambda self: self.state[name], write)


for _name in ("ScreenUpdating", "Calculation", "EnableEvents", "DisplayAlerts", "StatusBar", "PrintCommunication"):
    setattr(Application, _name, _state(_name))


class Workbook(Com):
    """A workbook. `FullName` is lacking on purpose: OneDrive turns it into an address, so nobody may ask."""

    def __init__(self, book: openpyxl.Workbook, results: openpyxl.Workbook | None = None) -> None:
        self.book, self.application = book, Application(self)
        self.sheets = [Worksheet(self, sheet) for sheet in book.worksheets]
        self.active = self.sheets[0] if self.sheets else None
        self.results: dict[tuple[str, int, int], Any] = {}
        for sheet in results.worksheets if results else ():
            self.results |= {(sheet.title, *place): "" if cell.value is None else cell.value for place, cell in sheet._cells.items()}

    @property
    def Name(self) -> str:
        return "Book1.xlsx"

    @property
    def Application(self) -> Application:
        return self.application

    @property
    def Worksheets(self) -> Worksheets:
        return Worksheets(self)

    @property
    def Sheets(self) -> list[Any]:
        return [*self.sheets, *(Bag({"Name": sheet.title}) for sheet in self.book.chartsheets)]

    @property
    def ActiveSheet(self) -> Any:
        return self.active

    @property
    def Names(self) -> Names:
        return Names(self, None)

    @property
    def Styles(self) -> Styles:
        return Styles(self)

    def Windows(self, number: int) -> Window:
        if number != 1:
            raise refused("no such window")
        return Window(self)

    def Activate(self) -> None:
        """A single workbook is always the active one."""

    def content(self) -> bytes:
        """Return what Excel would save."""
        buffer = io.BytesIO()
        for sheet in self.sheets:
            sheet.settle()
        self.book.save(buffer)
        return buffer.getvalue()


class Worksheets(Collection):
    """The sheets that hold cells."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    def things(self) -> list[Any]:
        return self.workbook.sheets

    def called(self, thing: Any) -> str:
        return str(thing.sheet.title)

    @property
    def Parent(self) -> Workbook:
        return self.workbook

    def Add(self, Before: Any = None) -> Any:
        place = self.workbook.sheets.index(Before) if Before is not None else 0
        number = self.workbook.book._sheets.index(Before.sheet) if Before is not None else 0
        made = Worksheet(self.workbook, self.workbook.book.create_sheet(None, number))
        self.workbook.sheets.insert(place, made)
        made.Activate()
        return made


class Styles(Collection):
    """The named styles."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    def things(self) -> list[Style]:
        return [Style(style) for style in self.workbook.book._named_styles]

    def called(self, thing: Style) -> str:
        return str(thing.style.name)

    def Add(self, Name: str) -> Style:
        if Name in self.workbook.book.named_styles:
            raise refused(f"style {Name} is there")
        normal = self.workbook.book._named_styles["Normal"]
        self.workbook.book.add_named_style(NamedStyle(Name, font=normal.font))
        return Style(self.workbook.book._named_styles[Name])


class Window(Com):
    """The window of a workbook: what it says holds for the active sheet."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    @property
    def view(self) -> Any:
        return self.workbook.active.sheet.sheet_view

    @property
    def FreezePanes(self) -> bool:
        return self.workbook.active.sheet.freeze_panes is not None

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:
        sheet = self.workbook.active
        row, column = sheet.split if value else (0, 0)
        sheet.sheet.freeze_panes = f"{get_column_letter(column + 1)}{row + 1}" if row or column else None

    @property
    def Zoom(self) -> int:
        return int(self.view.zoomScale)

    @Zoom.setter
    def Zoom(self, value: int) -> None:
        self.view.zoomScale = value

    @property
    def DisplayGridlines(self) -> bool:
        return bool(self.view.showGridLines)

    @DisplayGridlines.setter
    def DisplayGridlines(self, value: bool) -> None:
        self.view.showGridLines = value


def _part(name: str, put: Any) -> None:
    setattr(Window, name, property(lambda self: None, put))


_part("SplitRow", lambda self, value: self.workbook.active.split.__setitem__(0, value))
_part("SplitColumn", lambda self, value: self.workbook.active.split.__setitem__(1, value))
_part("ScrollRow", lambda self, value: None)
_part("ScrollColumn", lambda self, value: None)


class Impl:
    """The engine as xlwings wants it: its own code for Windows over the double."""

    name, type = "double", "desktop"
    prepare_xl_data_element = staticmethod(_xlwindows.Engine.prepare_xl_data_element)
    clean_value_data = staticmethod(_xlwindows.Engine.clean_value_data)

    def __init__(self) -> None:
        self.apps: list[Any] = []


ENGINE = xw.main.Engine(impl=Impl())
xw.engines.add(ENGINE)
ENGINE.activate()
_xlwindows.engine = ENGINE.impl


def opened(path: Path | None = None) -> tuple[xw.Book, Workbook]:
    """Return a workbook open in the double, as xlwings sees it and as it is."""
    if path is None:
        native = Workbook(openpyxl.Workbook())
    else:
        native = Workbook(openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True))
    ENGINE.impl.apps = [_xlwindows.App(xl=native.application)]
    return xw.Book(impl=_xlwindows.Book(xl=native)), native
