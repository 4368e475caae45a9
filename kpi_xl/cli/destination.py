"""Where a result is written, and what has to be refused before anything is.

Knows paths. Does not know what is in a workbook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kpi_xl import errors, labels
from kpi_xl.book import undo
from kpi_xl.book.refusal import check_in_place, check_not_open, check_not_synced, check_writable, readable
from kpi_xl.labels import Lang

_SOLVED = re.compile(r"(?P<stem>.+)-(?P<word>[a-z]+)(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a result goes.

    Attributes
    ----------
    path
        The file.
    seen
        The digest of what stood there when the run began, None where there was no file.
    """

    path: Path
    seen: str | None

    def put(self, content: bytes, by: str, lang: Lang) -> bool:
        """Write a result whole or not at all, and return whether `restore` can bring back what stood there.

        Raises
        ------
        FileProblem
            If the file was opened or changed since the run began, what stands there cannot be kept, or the disk takes no more.
        """
        check_not_open(self.path)
        if seen(self.path) != self.seen:
            raise errors.ChangedMeanwhile(where=self.path)
        try:
            return undo.replace(self.path, content, by, lang)
        except PermissionError as error:
            raise errors.NotWritable(where=self.path, what=labels.THE_FILE) from error
        except OSError as error:
            raise errors.NotSaved(where=self.path, reason=error.strerror or type(error).__name__) from error


def seen(path: Path) -> str | None:
    """Return the digest of what stands at a path, None where nothing does."""
    return undo.digest(readable(path)) if path.is_file() else None


def beside(path: Path, word: str) -> Path:
    """Return the first free name beside a file: plan.xlsx gives plan-solved.xlsx, plan-solved.xlsx gives plan-solved-2.xlsx."""
    match = _SOLVED.fullmatch(path.stem)
    stem = match["stem"] if match and match["word"] == word else path.stem
    return unused(path.with_stem(f"{stem}-{word}"))


def unused(path: Path) -> Path:
    """Return a path itself, or the first free one with a number behind its name."""
    number = 1
    while (free := path.with_stem(f"{path.stem}-{number}" if number > 1 else path.stem)).exists():
        number += 1
    return free


def destination(path: Path, out: Path | None, in_place: bool, word: str = "solved", read: str | None = None) -> Destination:
    """Return where a run's result goes, refusing what must not be written.

    Parameters
    ----------
    path, out, in_place
        The workbook, and what the user said about where the result goes.
    word
        What a result beside the workbook has in its name.
    read
        The digest of the workbook as it was read, where that was before; else it counts from now.

    Raises
    ------
    FileProblem
        If the place cannot be written to, is open elsewhere, is no workbook's name, or saving in place would lose something.
    """
    if in_place or (out is not None and out.resolve() == path.resolve()):
        check_in_place(path)
        return Destination(path, read or seen(path))
    target = out or beside(path, word)
    if target.suffix.lower() != path.suffix.lower():  # a workbook with macros under the other ending is refused by Excel
        raise errors.WrongEnding(where=target, suffix=target.suffix or "-", expected=path.suffix)
    check_not_open(target)
    check_writable(target)
    if target.exists():
        check_not_synced(target)
    return Destination(target, seen(target))
