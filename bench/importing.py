"""Importing kpi_xl, and everything it offers, against the libraries it needs; each in a fresh interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from bench.table import Line

ROUNDS = 9
OURS = ("import kpi_xl", "from kpi_xl import *")
THEIRS = "import numpy, pydantic, openpyxl"
WANTED = "theirs + 30 ms"


def lines() -> Iterator[Line]:
    """Yield a line per way to import. The fastest round counts: everything else is the machine's other work."""
    seconds = [[_seconds(code) for code in (*OURS, THEIRS)] for _ in range(ROUNDS)]
    *ours, theirs = (min(column) for column in zip(*seconds, strict=True))
    for code, best in zip(OURS, ours, strict=True):
        yield Line(code, best, THEIRS, theirs, WANTED)


def _seconds(work: str) -> float:
    # Compiled files are kept, as they are for everybody who installs a package.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    code = f"import time; start = time.perf_counter(); {work}; print(time.perf_counter() - start)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=kept).stdout)
