"""What a workbook goes through that was sent to kpi_xl from Explorer's menu: it is solved, and the window stays until it is read.

Knows one command. Does not know what it does.

    python -m kpi_xl.cli.sent plan.xlsx
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kpi_xl import labels
from kpi_xl.cli.app import app
from kpi_xl.cli.talk import speak_any_script
from kpi_xl.labels.system import system_language


def main(files: Sequence[str]) -> None:
    """Solve one workbook after the other."""
    speak_any_script()
    try:
        for file in files:
            app(["solve", "--", file], standalone_mode=False)
    finally:
        input(labels.install.FINISHED.say(system_language()))


if __name__ == "__main__":
    main(sys.argv[1:])
