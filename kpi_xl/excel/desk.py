"""What a button needs of Excel besides the workbook's cells: messages, the status bar, sheets to show, files to open.

Knows nothing but its methods; Excel and a test each have one. Does not know any job.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from kpi_xl.book.port import Book


class Desk(Protocol):
    """An open workbook and the program that shows it."""

    @property
    def book(self) -> Book:
        """The workbook's cells, names and pages."""

    @property
    def name(self) -> str:
        """What the workbook is called, its ending included."""

    @property
    def full_name(self) -> str:
        """The name with its folder or address: it tells one workbook from another, and is never opened."""

    def say(self, text: str, serious: bool = False) -> None:
        """Show a message and wait until it is read."""

    def status(self, text: str | None) -> None:
        """Show a text in the status bar; None gives the bar back."""

    def show(self, sheet: str) -> None:
        """Bring a sheet to the front."""

    def keep(self, path: Path) -> None:
        """Write a copy of the workbook as it is now, unsaved changes included; the workbook itself stays what it is."""

    def open(self, path: Path) -> Desk:
        """Open a file beside the workbook."""

    def save(self) -> None:
        """Save the workbook where it stands."""

    def at_rest(self) -> AbstractContextManager[None]:
        """Let nothing else happen to the workbook while a job is at work, which then needs to ask for less."""

    def escaping(self) -> Callable[[], bool]:
        """Return what says whether Esc is down."""
