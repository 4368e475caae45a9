"""A program whose children die while they replace a file, and which looks at what each of them has left.

It runs as a process of its own (`python -m tests.support.dying FOLDER`), which has one thread and may be forked: a child costs
milliseconds. Every death is a real SIGKILL. The first children die by their own hand, each at another call to the system, until no call
is left to die at; the others are killed from outside at a random moment, which may lie within a call.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from kpi_xl.book import undo

OLD, NEW = b"old" * 100_000, b"new" * 1_000_000
SYSTEM = ("posix", "io", "_io")
WITHIN = ("fspath", "_path_normpath", "fileno", "text_encoding")
"""What stands among the calls to the system and never leaves the process."""
AT_RANDOM = 100


def calls_the_system(called: object) -> bool:
    """Whether a function is one of the system's, or a method of an open file."""
    known = getattr(called, "__module__", None) in SYSTEM or type(getattr(called, "__self__", None)).__module__ in SYSTEM
    return known and getattr(called, "__name__", "") not in WITHIN


def dies_at(point: int) -> Callable[[FrameType, str, object], None]:
    """A profiler under which a process dies at a call to the system, counted before and after each."""
    seen = 0

    def profile(frame: FrameType, event: str, called: object) -> None:
        nonlocal seen
        if event in ("c_call", "c_return") and calls_the_system(called):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)

    return profile


def child(path: Path, point: int | None) -> None:
    """Replace a file as a run does: once, and die at a point; or for ever."""
    if point is not None:
        sys.setprofile(dies_at(point))
        undo.replace(path, NEW, "solve", "ja")
        sys.setprofile(None)
        os._exit(0)
    while True:
        undo.replace(path, NEW, "solve", "ja")
        undo.replace(path, OLD, "solve", "ja")


def killed(path: Path, point: int | None, wait: float) -> bool:
    """Fork a child that replaces the file; return whether it was killed."""
    number = os.fork()
    if number == 0:
        with suppress(BaseException):
            child(path, point)
        os._exit(1)
    if point is None:
        time.sleep(wait)
        os.kill(number, signal.SIGKILL)
    _, status = os.waitpid(number, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"a child failed at {point}")
    return os.WIFSIGNALED(status)


def found(path: Path) -> str:
    """What a child left: which file, and whether it can be taken back to the other one."""
    content = path.read_bytes()
    name = {OLD: "old", NEW: "new"}.get(content, "broken")
    history = undo.history(path)
    states = [history.before(number)[1] for number in range(1, 1 + len(history.steps))]
    if name == "new" and OLD not in states:
        return "not undoable"
    return name if set(states) <= {OLD, NEW} else "wrong undo"


def main(folder: Path) -> None:
    """Let children die, and print how many left what."""
    path, chance, seen = folder / "計画.xlsx", random.Random(20261122), Counter[str]()
    point: int | None = 1
    while seen["at random"] < AT_RANDOM:
        path.write_bytes(OLD)
        for left in (*folder.glob(".kpi_xl-*.tmp"), *(undo.store().iterdir() if undo.store().exists() else ())):
            left.unlink()
        if killed(path, point, chance.uniform(0, 0.06)):
            seen["killed"] += 1
            seen["at a call" if point else "at random"] += 1
            seen[found(path)] += 1
            seen["left a new file unfinished"] += any(folder.glob(".kpi_xl-*.tmp"))
            undo.replace(path, b"later", "solve", "ja")  # whatever is left does not stop a later run
        else:
            seen["lived"] += 1
            point = None
        if point is not None:
            point += 1
    print(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
