"""One line of the table: what was measured, against what, and what it may cost.

Knows how to time fairly and how to print. Does not know what is timed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds for ours and for the yardstick, and the limit in words."""

    name: str
    ours: float
    yardstick: str
    theirs: float
    limit: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        ratio = f"{self.ours / self.theirs:.2f}"
        return self.name, f"{self.ours * 1e3:.3f}", self.yardstick, f"{self.theirs * 1e3:.3f}", ratio, self.limit


HEADERS = ("what", "ms", "yardstick", "ms", "ratio", "may cost")


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


def shown(lines: Iterable[Line]) -> str:
    """Return the table as text."""
    rows = [HEADERS, *(line.cells for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
