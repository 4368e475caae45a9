"""A click on a ribbon button with the example in front: `python -m bench.click`.

Each click is a process of its own, as on the ribbon, and goes through the live adapter and xlwings' own code. A double stands for Excel:
opening the workbook in it does not count, nor does what happens inside its members (`bench/stopwatch.py`); what leads there and back does.
Processor time from the interpreter's start, the fastest of several processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.table import Line, shown

ROUNDS = 3
JOBS = ("compare", "solve", "actions", "review")
IMPORTING, WHOLE = 0.6, 1.5
"""Seconds that importing what a click needs, and all of a click, may take."""

CLICK = """
import time
from kpi_xl.excel.entry import passing_over, perform
with passing_over("pandas", "polars"):
    import xlwings
import kpi_xl.excel.excel_desk
from kpi_xl import jobs
getattr(jobs, {job!r}, None)
imported = time.process_time()
from kpi_xl.book.templates import template_path
from tests.excel.test_live_click import WatchedDesk
from tests.support.engine.application import opened
from bench.stopwatch import Stopwatch
host, double = opened(template_path("ja", "example"))
desk = WatchedDesk(host).watch(double)
{before}
inside = Stopwatch.of_excel()
ready = time.process_time()
perform(desk, {job!r})
print(imported, imported + time.process_time() - ready - inside.seconds, inside.seconds)
"""
BEFORE = {"compare": 'perform(desk, "solve")', "review": 'perform(desk, "solve")'}
"""What has to be there already."""


def lines() -> Iterator[Line]:
    """Yield two lines per job: what is imported for it, and all of it."""
    for job in JOBS:
        importing, whole, inside = map(min, zip(*(_seconds(job) for _ in range(ROUNDS)), strict=True))
        yield Line(f"importing for {job}", importing, "at most", IMPORTING, ">= 1x faster")
        yield Line(f"clicking {job}", whole, "at most", WHOLE, ">= 1x faster", f"and {inside:.2f} s in the double of Excel")


def _seconds(job: str) -> tuple[float, float, float]:
    code = CLICK.format(job=job, before=BEFORE.get(job, ""))
    # Compiled files are kept, as they are for everybody who installs a package.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as home:
        surroundings = {**kept, "KPI_XL_HOME": home, "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings, cwd=Path(__file__).parents[1])
    importing, whole, inside = map(float, done.stdout.split())
    return importing, whole, inside


if __name__ == "__main__":
    print(shown(lines()))
