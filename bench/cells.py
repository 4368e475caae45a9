"""What the cell functions add to the work they call, and a thousand cells over one tree: `python -m bench.cells`.

Processor time as the fastest of several rounds: what Excel and COM take comes on top.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from bench.table import Line, shown
from kpi_xl.book.layout import KPIS
from kpi_xl.book.rows import open_table, read_kpis
from kpi_xl.excel import answers, table_tree, udfs, wanted
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.backsolve import backsolve
from tests.excel.tables import template

ROUNDS = 15
CELLS = 1_000
PER_CELL = 2e-4
"""Seconds that each cell may take beside three times one KPI_SOLVE."""

WORK = "reading its rows, building its tree, backsolving"
REMEMBERING = (table_tree._read, wanted._of_table, answers.solved, answers.best, answers.chance)


def lines() -> Iterator[Line]:
    """Yield a line for a first call, one for a repeated call, and one for many cells."""
    rows = template("en")
    tree = table_tree.read_tree(rows).tree
    kpis = [str(row[1]) for row in rows[1:]]

    def solve() -> None:
        forget()
        udfs.KPI_SOLVE(template("en"), "x3")

    def work() -> None:
        typed = read_kpis(open_table(KPIS, tree.cells.tables[KPIS.name], tree.cells))
        built = KpiTree.from_cells([row for row, _ in typed], [address for _, address in typed], tree.cells, tree.kgi)
        backsolve(built, Goal(built.kgi, times=3.0))

    def many() -> None:
        forget()
        for number in range(CELLS):
            udfs.KPI_TARGET(rows, kpis[number % len(kpis)], "x3")

    first, called, thousand = (fastest(each, ROUNDS) for each in (solve, work, many))
    again = fastest(lambda: udfs.KPI_TARGET(rows, kpis[0], "x3"), CELLS)
    yield Line("KPI_SOLVE on the example, first time", first, WORK, called, "<= 1 ms more", _more(first, called))
    yield Line("KPI_TARGET, asked again", again, WORK, called, "<= 1 ms")
    allowed = 3.0 * first + CELLS * PER_CELL
    yield Line(f"{CELLS:,} KPI_TARGET over one tree", thousand, "3 KPI_SOLVE and 0.2 ms a cell", allowed, ">= 1x faster")


def forget() -> None:
    """Empty the memory of every function that has one."""
    for function in REMEMBERING:
        function.forget()


def fastest(work: Callable[[], object], rounds: int) -> float:
    """Return the processor seconds of the fastest of some rounds."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _more(whole: float, part: float) -> str:
    return f"{(whole - part) * 1e3:.2f} ms more"


if __name__ == "__main__":
    print(shown(lines()))
