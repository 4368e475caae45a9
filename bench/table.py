"""One line of the table: what was measured, against what, and what was wanted.

Knows how to time fairly and how to print. Does not know what is timed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

ENOUGH = 4.0
"""Seconds after which a piece of work is not repeated any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds for ours and for the yardstick, what the ratio of the two (or the time) should be, and how good the results are."""

    name: str
    ours: float
    yardstick: str
    theirs: float
    wanted: str = "-"
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        ratio = self.theirs / self.ours
        said = f"{ratio:.3g}x faster" if ratio >= 1.0 else f"{1.0 / ratio:.3g}x as long"
        return self.name, _shown(self.ours), self.yardstick, _shown(self.theirs), said, self.wanted, self.note


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence in the place of lines that could not be measured."""

    sentence: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The sentence, across all columns."""
        return (self.sentence,)


HEADERS = ("what", "ms", "yardstick", "ms", "ratio", "wanted", "note")


def _shown(seconds: float) -> str:
    return f"{seconds * 1e3:,.4g}" if seconds < 1.0 else f"{seconds * 1e3:,.0f}"


def turns(works: Sequence[Callable[[], object]], rounds: int, times: int = 1) -> list[float]:
    """Return the median seconds of each piece of work, taken in turns so that a busy machine is unfair to none."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for seconds, work in zip(found, works, strict=True):
            start = time.perf_counter()
            for _ in range(times):
                work()
            seconds.append((time.perf_counter() - start) / times)
    return [median(seconds) for seconds in found]


def fastest(work: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds of the fastest of some rounds: whatever is slower is the machine's other work. Long work is repeated less."""
    seconds: list[float] = []
    while len(seconds) < rounds and sum(seconds) < ENOUGH:
        start = clock()
        work()
        seconds.append(clock() - start)
    return min(seconds)


def shown(lines: Iterable[Line | Remark]) -> str:
    """Return the table as text."""
    rows = [HEADERS, *(line.cells for line in lines)]
    table = [row for row in rows if len(row) == len(HEADERS)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows)
