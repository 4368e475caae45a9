"""Runs inside a Python that has `uno`: Goal Seek for every lever and one DEPS solve, timed without LibreOffice's start.

The question comes as JSON on standard input, the answer goes as JSON to standard output. Knows LibreOffice. Does not know kpi_xl.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet import SolverConstraint
from com.sun.star.sheet.SolverConstraintOperator import GREATER_EQUAL, LESS_EQUAL

START_SECONDS = 90
DEPS = "com.sun.star.comp.Calc.NLPSolver.DEPSSolverImpl"


def main() -> None:
    """Answer one question."""
    question = json.load(sys.stdin)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="kpi_xl_lo_") as room:
        address = f"socket,host=127.0.0.1,port={port};urp;"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation={Path(room).as_uri()}"]
        command = [question["program"], *options, f"--accept={address}"]
        program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = connect(f"uno:{address}StarOffice.ComponentContext")
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            json.dump(answer(context, desktop, question), sys.stdout)
            with suppress(Exception):  # it hangs up while it answers
                desktop.terminate()
            program.wait(30)
        finally:
            program.kill()


def connect(address: str) -> Any:
    """Wait until the program listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def answer(context: Any, desktop: Any, question: dict[str, Any]) -> dict[str, Any]:
    """Fill a new sheet with the question's cells and let both tools work on it."""
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (hidden,))
    sheet = document.Sheets.getByIndex(0)
    for cell, content in question["cells"].items():
        if isinstance(content, str):
            sheet.getCellRangeByName(cell).Formula = content
        else:
            sheet.getCellRangeByName(cell).Value = content
    sought = [goal_seek(document, question, lever) for lever in question["levers"]]
    found = {"goal_seek": sought, "deps": deps(context, document, sheet, question)}
    document.close(True)
    return found


def goal_seek(document: Any, question: dict[str, Any], lever: dict[str, Any]) -> dict[str, float]:
    """Seek the goal by one lever, several times; the fastest counts.

    `call` is the seconds of the search alone; `step` those of what a macro does for each lever: name the two cells, search, write the value
    down, read the goal, and put the lever back.
    """
    calls, steps = [], []
    for _ in range(question["rounds"]):
        start = time.perf_counter()
        sheet = document.Sheets.getByIndex(0)
        goal, cell = sheet.getCellRangeByName(question["goal"]), sheet.getCellRangeByName(lever["cell"])
        addresses = goal.CellAddress, cell.CellAddress
        ready = time.perf_counter()
        found = document.seekGoal(*addresses, repr(question["target"])).Result
        calls.append(time.perf_counter() - ready)
        cell.Value = found
        reached = goal.Value
        cell.Value = question["cells"][lever["cell"]]
        steps.append(time.perf_counter() - start)
    return {"call": min(calls), "step": min(steps), "value": found, "reached": reached}


def deps(context: Any, document: Any, sheet: Any, question: dict[str, Any]) -> dict[str, Any]:
    """Let DEPS find the least effort at or above the target, inside the bounds."""
    solver = context.ServiceManager.createInstanceWithContext(DEPS, context)
    if solver is None:
        return {}

    def address(cell: str) -> Any:
        return sheet.getCellRangeByName(cell).CellAddress

    def constraint(cell: str, operator: Any, value: float) -> Any:
        made = SolverConstraint()
        made.Left, made.Operator, made.Right = address(cell), operator, value
        return made

    levers = question["levers"]
    rows = [constraint(question["goal"], GREATER_EQUAL, question["target"])]
    rows += [constraint(lever["cell"], GREATER_EQUAL, lever["low"]) for lever in levers if lever["low"] is not None]
    rows += [constraint(lever["cell"], LESS_EQUAL, lever["high"]) for lever in levers if lever["high"] is not None]
    solver.Document, solver.Objective, solver.Maximize = document, address(question["effort"]), False
    solver.Variables, solver.Constraints = tuple(address(lever["cell"]) for lever in levers), tuple(rows)
    solver.EnhancedSolverStatus = False  # a window with the progress
    start = time.perf_counter()
    solver.solve()
    return {"seconds": time.perf_counter() - start, "values": list(solver.Solution), "success": bool(solver.Success)}


if __name__ == "__main__":
    main()
