"""A desk without Excel: the file adapter holds the workbook, and what would be shown is written down."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.labels import Lang


@dataclass
class FakeDesk:
    """A workbook in front of nobody."""

    book: OpenpyxlBook
    name: str = "plan.xlsx"
    folder: str = "https://example.com/shared"
    disk_full: bool = False
    esc: Callable[[], bool] = lambda: False
    said: list[str] = field(default_factory=list)
    serious: list[bool] = field(default_factory=list)
    statuses: list[str | None] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    saved: bool = False

    @classmethod
    def of(cls, lang: Lang, kind: str = "example") -> FakeDesk:
        return cls(OpenpyxlBook.open(template_path(lang, kind)))

    @property
    def full_name(self) -> str:
        return f"{self.folder}/{self.name}"

    def at_rest(self) -> AbstractContextManager[None]:
        return nullcontext()

    def say(self, text: str, serious: bool = False) -> None:
        self.said.append(text)
        self.serious.append(serious)

    def status(self, text: str | None) -> None:
        self.statuses.append(text)

    def show(self, sheet: str) -> None:
        self.shown.append(sheet)

    def keep(self, path: Path) -> None:
        if self.disk_full:
            raise OSError(28, "No space left on device")
        path.write_bytes(self.book.to_bytes())

    def open(self, path: Path) -> FakeDesk:
        self.opened.append(path)
        return FakeDesk(OpenpyxlBook.open(path), name=path.name)

    def save(self) -> None:
        self.saved = True

    def escaping(self) -> Callable[[], bool]:
        return self.esc


def pressed_after(seconds: float) -> Callable[[], bool]:
    """An Esc key that is down from some moment on."""
    start = time.monotonic()
    return lambda: time.monotonic() - start > seconds
