"""LibreOffice's own tools on the example: Goal Seek against `one_lever`, the DEPS solver against `backsolve`; its start does not count.

Knows how the example becomes cells. Does not know how LibreOffice is talked to.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import kpi_xl as kx
from bench.table import Line, Remark, fastest
from kpi_xl.solve.question import Question, ask
from tests.solve.example import example_tree
from tests.solve.rivals import effort

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
SCRIPT = Path(__file__).parent / "in_libreoffice.py"
SECONDS = 300
ROUNDS = 30
KGI = "annual_revenue"
GOAL = kx.Goal(KGI, times=3.0)
NAME = re.compile(r"[A-Za-z_]\w*")


def lines() -> Iterator[Line | Remark]:
    """Yield a line for Goal Seek, per lever, and one for DEPS, with both efforts."""
    python = _python_with_uno()
    if PROGRAM is None or python is None:
        missing = "the program" if PROGRAM is None else "a Python that can import uno"
        yield Remark(f"LibreOffice is not compared: {missing} is not installed.")
        return
    tree = example_tree()
    question, solution = ask(tree, [GOAL]), kx.backsolve(tree, GOAL)
    theirs = _asked(python, question)
    alone = fastest(partial(kx.one_lever, tree, GOAL), ROUNDS) / len(question.levers)
    for part, yardstick, wanted in (("step", "Goal Seek as a macro does it", ">= 50x faster"), ("call", "Goal Seek, the bare call", "-")):
        each = [seek[part] for seek in theirs["goal_seek"]]
        yield Line("one_lever x3, per lever", alone, yardstick, sum(each) / len(each), wanted)
    if not theirs["deps"]:
        yield Remark("DEPS is not compared: LibreOffice's solver for nonlinear problems is not installed.")
        return
    found = np.array(theirs["deps"]["values"])
    best = question.moves.cost(question.moves.moves(found))
    missed = question.worst(question.run(found))
    said = f"effort {effort(question, solution):.9f} / {best:.9f}" + (f", theirs misses by {-missed:.0e}" if missed < 0.0 else "")
    ours = fastest(partial(kx.backsolve, tree, GOAL), ROUNDS)
    yield Line("backsolve x3", ours, "DEPS with >=", theirs["deps"]["seconds"], ">= 500x faster", said)


def _asked(python: str, question: Question) -> dict[str, Any]:
    """Put the example on a sheet, one cell for each KPI, and let LibreOffice's tools work on it."""
    tree = question.tree
    cells = {name: f"A{row}" for row, name in enumerate(tree.kpis, start=1)}
    contents: dict[str, str | float] = {
        cells[name]: NAME.sub(lambda found: cells[found[0]], kpi.baseline) if isinstance(kpi.baseline, str) else float(kpi.baseline or 0.0)
        for name, kpi in tree.kpis.items()
    }
    levers = [(cells[lever.name], repr(lever.start), repr(lever.effort)) for lever in question.levers]
    efforts = [f"{weight}*(IF({cell}>={start};{cell}/{start};{start}/{cell})-1)^2" for cell, start, weight in levers]
    asked = {
        "program": PROGRAM,
        "cells": {**contents, "B1": "=" + "+".join(efforts)},
        "goal": cells[KGI],
        "effort": "B1",
        "target": question.goals[0].target.value,
        "levers": [
            {"cell": cells[lever.name], "low": _finite(lever.bounds[0]), "high": _finite(lever.bounds[1])} for lever in question.levers
        ],
        "rounds": ROUNDS,
    }
    done = subprocess.run([python, str(SCRIPT)], input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=SECONDS)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _finite(bound: float) -> float | None:
    return bound if math.isfinite(bound) else None


def _python_with_uno() -> str | None:
    """The first Python at hand that LibreOffice can be driven from: Debian's, or the one it brings along."""
    brought = str(Path(PROGRAM).resolve().parent / "python") if PROGRAM else ""
    for python in (sys.executable, "/usr/bin/python3", brought):
        if shutil.which(python) and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return None
