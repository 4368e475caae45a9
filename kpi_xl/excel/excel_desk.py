"""The desk in a running Excel.

Knows xlwings' application and book, always by object and never by path. Does not know any job.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import xlwings as xw

from kpi_xl.book.port import Book
from kpi_xl.book.xlwings_book import XlwingsBook
from kpi_xl.excel.desk import Desk
from kpi_xl.excel.escape import esc_in
from kpi_xl.excel.project import FILE, MAC_CONTAINER


class ExcelDesk:
    """A workbook in a running Excel."""

    def __init__(self, host: xw.Book) -> None:
        self._host = host
        self._live = XlwingsBook(host)
        self.book: Book = self._live

    @property
    def name(self) -> str:
        return str(self._host.name)

    @property
    def full_name(self) -> str:
        return str(self._host.fullname)

    def at_rest(self) -> AbstractContextManager[None]:
        return self._live.at_rest()

    def say(self, text: str, serious: bool = False) -> None:
        self._host.app.alert(text, title="KPI", mode="critical" if serious else "info")

    def status(self, text: str | None) -> None:
        self._host.app.status_bar = text if text is not None else False

    def show(self, sheet: str) -> None:
        self._host.sheets[sheet].activate()

    def keep(self, path: Path) -> None:
        KEEPERS[sys.platform == "darwin"](self._host, path)

    def open(self, path: Path) -> Desk:
        return ExcelDesk(self._host.app.books.open(str(path)))

    def save(self) -> None:
        self._host.save()

    def escaping(self) -> Callable[[], bool]:
        return esc_in(self._host.app.hwnd or 0 if sys.platform == "win32" else 0)


def _by_object(host: xw.Book, path: Path) -> None:
    host.api.SaveCopyAs(str(path))


def _by_macro(host: xw.Book, path: Path) -> None:
    """AppleScript knows no SaveCopyAs, the add-in's VBA does, but Excel may write into its own folder alone."""
    host.app.macro(f"'{FILE}'!KpiKeep")(host.name, path.name)
    shutil.move(Path.home() / MAC_CONTAINER / path.name, path)


KEEPERS = {False: _by_object, True: _by_macro}
