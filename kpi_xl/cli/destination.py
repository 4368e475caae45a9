"""Where a result is written, and what has to be refused before anything is.

Knows paths. Does not know what is in a workbook.
"""

from __future__ import annotations

import re
from pathlib import Path

from kpi_xl import errors
from kpi_xl.book.refusal import check_in_place, check_not_open, check_writable

_SOLVED = re.compile(r"(?P<stem>.+)-(?P<word>[a-z]+)(?:-\d+)?")


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


def destination(path: Path, out: Path | None, in_place: bool, word: str = "solved") -> Path:
    """Return where a run's result goes, refusing what must not be written.

    Raises
    ------
    FileProblem
        If the place cannot be written to, is open elsewhere, is no workbook's name, or saving in place would lose something.
    """
    if in_place or (out is not None and out.resolve() == path.resolve()):
        check_in_place(path)
        return path
    target = out or beside(path, word)
    if target.suffix.lower() != path.suffix.lower():  # a workbook with macros under the other ending is refused by Excel
        raise errors.WrongEnding(where=target, suffix=target.suffix or "-", expected=path.suffix)
    check_not_open(target)
    check_writable(target)
    return target
