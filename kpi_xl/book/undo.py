"""What runs have replaced, kept so that it can be brought back.

Before a file is replaced its bytes go into the user's own folder under their hash, and beside them a step: a small file that says which
bytes became which. The steps are the index. Each is written whole or not at all and none is ever changed, so a crash or two runs at a
time cannot spoil it. A step whose run never came to replacing the file leads from what is there to itself, and is passed over.

Knows files and hashes. Does not know what is in a workbook, nor who asks.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kpi_xl.book.package import drop_stale, replace_file
from kpi_xl.errors import NoSuchStep, NothingToRestore, NotKept
from kpi_xl.labels import Lang

HOME = "KPI_XL_HOME"
HOMES = {"win32": ("LOCALAPPDATA", "AppData/Local"), "darwin": ("", "Library/Application Support")}
ELSEWHERE = ("XDG_DATA_HOME", ".local/share")

STEPS, BYTES = 200, 500_000_000
"""How much is kept at most; only the newest step is kept whatever its size."""


def home() -> Path:
    """Return the user's own folder for what we keep; it lies outside the workbooks' folders, which may be shared."""
    if said := os.environ.get(HOME):
        return Path(said)
    variable, folder = HOMES.get(sys.platform, ELSEWHERE)
    return Path(os.environ.get(variable) or Path.home() / folder) / "kpi_xl"


def store() -> Path:
    """Return the folder that holds the steps."""
    return home() / "undo"


def digest(content: bytes) -> str:
    """Return the name under which content is kept."""
    return hashlib.sha256(content).hexdigest()


def key(path: Path) -> str:
    """Return a path as it is told from others: whole, without links, and where the system does not care, without capitals."""
    return os.path.normcase(os.path.realpath(path))


@dataclass(frozen=True, slots=True)
class Step:
    """One replacing of a file.

    Attributes
    ----------
    number
        When it was, in nanoseconds since 1970; a later step always has a higher one.
    path
        The file, as `key` tells it from others.
    before, after
        The digest of what stood there and of what replaced it.
    by, lang
        The command that did it, and the language it spoke.
    """

    number: int
    path: str
    before: str
    after: str
    by: str
    lang: Lang

    @property
    def when(self) -> datetime:
        """When it was, by the clock on the wall."""
        return datetime.fromtimestamp(self.number / 1e9)

    @property
    def file(self) -> Path:
        """Where the step is."""
        return store() / f"{self.number:020d}-{self.before[:8]}.json"

    @property
    def kept(self) -> Path:
        """Where the bytes from before are."""
        return store() / f"{self.before}.kept"


@dataclass(frozen=True, slots=True)
class History:
    """What a file can be taken back to.

    Attributes
    ----------
    path
        The file.
    present
        The digest of what stands there now.
    steps
        The step to take back first comes first. Each leads to another content than the present one.
    known
        Whether a run wrote or kept exactly what stands there; else someone changed it since.
    """

    path: Path
    present: str
    steps: tuple[Step, ...]
    known: bool

    def before(self, number: int) -> tuple[Step, bytes]:
        """Return a step, counted from 1, and what stood there before it.

        Raises
        ------
        NothingToRestore, NoSuchStep
            If there is no step, or not that many.
        """
        if not self.steps:
            raise NothingToRestore(where=str(self.path), folder=str(store()))
        if not 0 < number <= len(self.steps):
            raise NoSuchStep(where=str(self.path), number=number, count=len(self.steps))
        step = self.steps[number - 1]
        return step, step.kept.read_bytes()


def replace(path: Path, content: bytes, by: str, lang: Lang) -> bool:
    """Put content at a path whole or not at all, and keep what stood there; return whether there is something to bring back.

    Raises
    ------
    NotKept
        If what stood there cannot be kept; the file is not replaced then.
    """
    before = path.read_bytes() if path.exists() else content
    if before != content:
        keep(path, before, digest(content), by, lang)
    replace_file(path, content)
    return before != content


def keep(path: Path, before: bytes, after: str, by: str, lang: Lang) -> None:
    """Keep what is about to be replaced: the bytes first, then the step that needs them."""
    folder = store()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = max([time.time_ns(), *(step.number + 1 for step in recorded())])  # the clock may have been set back
        step = Step(number, key(path), digest(before), after, by, lang)
        replace_file(step.kept, before)
        replace_file(step.file, json.dumps(asdict(step)).encode())
    except OSError as error:
        raise NotKept(where=str(path), folder=str(folder), reason=error.strerror or type(error).__name__, variable=HOME) from error
    tidy()


def history(path: Path) -> History:
    """Return what a file can be taken back to.

    The steps that ended in exactly what stands there come first, those of this path before those of another one (the file was renamed,
    moved or copied); then those of this path that ended in something else (the file was changed since). The newest of each come first.
    """
    present, place, steps = digest(path.read_bytes()), key(path), list(recorded())
    leading = [step for step in steps if step.before != present and (step.after == present or step.path == place)]
    leading.sort(key=lambda step: (step.after != present, step.path != place))
    first = {step.before: step for step in reversed(leading)}
    chosen = tuple(step for step in leading if first[step.before] is step and intact(step))
    return History(path, present, chosen, any(present in (step.before, step.after) for step in steps))


def recorded() -> Iterator[Step]:
    """Yield every step, the newest first; what is no step is passed over."""
    for file in sorted(store().glob("*.json"), reverse=True):
        with suppress(OSError, ValueError, TypeError):
            yield Step(**json.loads(file.read_bytes()))


def intact(step: Step) -> bool:
    """Whether the bytes from before are there and what they were."""
    with suppress(OSError):
        return digest(step.kept.read_bytes()) == step.before
    return False


def tidy() -> None:
    """Drop the oldest steps that are too many or too much, the last one of each file after all others; then bytes that no step needs."""
    steps = list(recorded())
    last = {step.path: step for step in reversed(steps)}
    needed: dict[Path, int] = {}
    for place, step in enumerate(sorted(steps, key=lambda step: last[step.path] is not step)):
        with suppress(OSError):
            size = step.kept.stat().st_size
            total = sum(needed.values()) + (0 if step.kept in needed else size)
            if place and (place >= STEPS or total > BYTES):
                step.file.unlink()
            else:
                needed[step.kept] = size
    for file in store().iterdir():
        if file.suffix == ".tmp" or (file.suffix == ".kept" and file not in needed):
            drop_stale(file)  # what is fresh may belong to a run that has not written its step yet
