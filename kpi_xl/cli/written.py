"""What a command says about the file it has written: where it is, what it does not have, how to undo it.

Knows paths and sentences. Does not know what a run has found.
"""

from __future__ import annotations

import re
from pathlib import Path

from rich.console import Console

from kpi_xl import labels
from kpi_xl.book.lost import lost_words
from kpi_xl.cli.destination import Destination
from kpi_xl.cli.talk import tell, warn
from kpi_xl.labels import Lang, listed

PLAIN = re.compile(r"[\w.:/\\-]+")


def written(console: Console, file: Path, target: Destination, kept: bool, lang: Lang) -> None:
    """Say where the result is; where something was replaced, how to bring it back."""
    if words := lost_words(file) if file.resolve() != target.path.resolve() else ():
        warn(console, labels.terminal.LOST_BESIDE.fill(parts=listed((word.say(lang) for word in words), lang)).say(lang))
    tell(console, labels.terminal.SOLVED_TO, lang, path=target.path)
    if kept:
        tell(console, labels.undo.HOW, lang, path=typed(target.path))


def typed(path: Path) -> str:
    """Return a path as it is typed in a command: in quotes where a blank or a sign would break it."""
    return str(path) if PLAIN.fullmatch(str(path)) else f'"{path}"'
