"""Every benchmark in one table: `python -m bench`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench import importing, solving, workbook
from bench.table import Line, shown

BENCHMARKS: tuple[Callable[[], Iterable[Line]], ...] = (solving.lines, workbook.lines, importing.lines)

if __name__ == "__main__":
    print(shown(line for lines in BENCHMARKS for line in lines()))
