"""What open workbooks were before a button changed them, kept as copies in the user's own folder.

Knows files and the names of workbooks. Does not know how a copy is made, nor what is in one.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpi_xl.book.undo import digest, home

COPIES = 20
NAME = re.compile(r"(?P<number>\d{20})-(?P<workbook>[0-9a-f]{16})\.\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A workbook as it was: the file, and when it was kept."""

    path: Path

    @property
    def when(self) -> datetime:
        """When it was kept, by the clock on the wall."""
        return datetime.fromtimestamp(int(self.path.name[:20]) / 1e9)


def place(workbook: str) -> Path:
    """Return a new path for a copy of a workbook, and drop the oldest copies that are too many.

    Parameters
    ----------
    workbook
        What Excel calls the workbook, folder or address included; it only tells one from another.
    """
    folder = store()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in copies()[COPIES - 1 :]:
        with suppress(OSError):
            old.path.unlink()
    return folder / f"{time.time_ns():020d}-{_key(workbook)}{Path(workbook).suffix or '.xlsx'}"


def latest(workbook: str) -> Copy | None:
    """Return the newest copy of a workbook, or None."""
    return next((copy for copy in copies() if f"-{_key(workbook)}." in copy.path.name), None)


def copies() -> list[Copy]:
    """Return every copy, the newest first."""
    return [Copy(path) for path in sorted(store().glob("*-*"), reverse=True) if NAME.fullmatch(path.name)]


def store() -> Path:
    """Return the folder that holds the copies."""
    return home() / "open"


def _key(workbook: str) -> str:
    return digest(workbook.casefold().encode())[:16]
