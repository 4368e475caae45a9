"""Why cells show an error: the sentences behind them, kept in the user's own folder, since a cell has room for a code alone.

Knows a file. Does not know what went wrong, nor who will read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpi_xl.book.undo import home
from kpi_xl.labels import Label
from kpi_xl.labels import doctor as words

MOST = 200
"""So many sentences one server of functions keeps: a column of a thousand wrong cells says what there is to say long before."""

SIZE = 200_000
SHOWN = 3
TIME = "%Y-%m-%d %H:%M"

_told: set[tuple[str, str]] = set()


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence: when it was said, and by which function."""

    when: str
    function: str
    said: Label

    @property
    def label(self) -> Label:
        """The reason as a line."""
        return words.REASON.fill(when=self.when, function=self.function, said=self.said)


def place() -> Path:
    """Return the file that holds them."""
    return home() / "log" / "cells.jsonl"


def keep(function: str, said: Label) -> None:
    """Keep why a function failed, each sentence once; a full or locked disk is no reason for a cell to say something else."""
    if (function, said.en) in _told or len(_told) >= MOST:
        return
    _told.add((function, said.en))
    with suppress(OSError):
        path = place()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > SIZE:
            path.replace(path.with_suffix(".old.jsonl"))
        line = {"when": datetime.now().strftime(TIME), "function": function, "ja": said.ja, "en": said.en}
        with path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")


def latest(count: int = SHOWN) -> list[Reason]:
    """Return the last reasons, the newest first."""
    return list(_newest(count))


def _newest(count: int) -> Iterator[Reason]:
    with suppress(OSError, ValueError, KeyError):  # a file that somebody edited has nothing to say from there on
        for line in reversed(place().read_text("utf-8").splitlines()[-count:]):
            found = json.loads(line)
            yield Reason(found["when"], found["function"], Label(ja=found["ja"], en=found["en"]))
