"""Ask LibreOffice to run VBA: which procedures with which arguments, and what is on the first sheet afterwards.

Knows how a Python with `uno` is found and asked. Does not know what any procedure does.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.libreoffice import PROGRAM

PYTHON = "/usr/bin/python3"
HOST = Path(__file__).with_name("vba_host.py")
SECONDS = 180

Call = tuple[str, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Ran:
    """What calls came to: for each what it returned and what it put into its arguments, and the first sheet's cells afterwards."""

    results: list[Any]
    outs: list[dict[str, Any]]
    cells: list[list[Any]]


def run_vba(path: Path, calls: Sequence[Call], library: str = "VBAProject", forgiving: bool = False) -> Ran:
    """Run procedures, `Module.Name` each, in their order; what LibreOffice says went wrong fails at once, unless `forgiving`."""
    question = {"program": PROGRAM, "path": str(path), "library": library, "calls": list(calls)}
    done = subprocess.run([PYTHON, str(HOST)], input=json.dumps(question), capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    failed = [(call[0], answer["error"]) for call, answer in zip(calls, said["calls"], strict=True) if "error" in answer]
    assert forgiving or not failed, failed
    return Ran([answer.get("result") for answer in said["calls"]], [answer.get("out", {}) for answer in said["calls"]], said["cells"])


def as_on(system: str, text: str) -> str:
    """Return VBA as "Mac" or "Windows" compiles it: LibreOffice runs every branch of `#If Mac` one after the other."""
    kept, branches = list[str](), list[bool]()
    for line in text.splitlines():
        word = line.strip()
        if word.startswith("#If"):
            branches.append(("Not Mac" in word) == (system == "Windows"))
        elif word == "#Else":
            branches[-1] = not branches[-1]
        elif word == "#End If":
            branches.pop()
        elif all(branches):
            kept.append(line)
    return "\n".join(kept) + "\n"
