"""How fast backsolving is and how good, beside what else can be used for it, in one table: `python -m bench.solve`.

The whole comparison of quality, which takes minutes, is `python -m bench.quality`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench import cost, example, growth, libreoffice, rival, values
from bench.table import Line, Remark, shown

BENCHMARKS: tuple[Callable[[], Iterable[Line | Remark]], ...] = (
    example.lines,
    rival.lines,
    cost.lines,
    libreoffice.lines,
    growth.lines,
    values.lines,
)

if __name__ == "__main__":
    print(shown(line for lines in BENCHMARKS for line in lines()))
