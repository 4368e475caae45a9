"""Every benchmark that is done in seconds, in one table: `python -m bench`. Long: `bench.solve`, `bench.quality`, `bench.pages`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench import acting, cells, click, example, importing, insight, pages, values, workbook
from bench.table import Line, shown

BENCHMARKS: tuple[Callable[[], Iterable[Line]], ...] = (
    example.lines,
    values.lines,
    insight.lines,
    workbook.lines,
    pages.lines,
    acting.lines,
    cells.lines,
    click.lines,
    importing.lines,
)

if __name__ == "__main__":
    print(shown(line for lines in BENCHMARKS for line in lines()))
