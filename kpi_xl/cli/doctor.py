"""The command that says whether the add-in can work on this computer.

Knows tables. Does not know any check.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kpi_xl import labels
from kpi_xl.cli.talk import reported, tell
from kpi_xl.excel.findings import Finding, Verdict
from kpi_xl.excel.machine import Machine, this_machine
from kpi_xl.labels import Label, Lang
from kpi_xl.labels.system import system_language

IN_THE_WAY = 1
COLOURS = {Verdict.GOOD: "blue", Verdict.NOTE: "yellow", Verdict.BAD: "bold red", Verdict.NOT_SEEN: "dim"}


def machine(workbook: Path | None) -> Machine:
    """Return the computer the command looks at."""
    return this_machine(str(workbook.resolve()) if workbook else "")


def doctor(
    file: Annotated[Path | None, typer.Argument(help="A workbook to look at as well / 確認したいブック", show_default=False)] = None,
) -> None:
    """Check whether the add-in can work on this computer. / アドインがこのパソコンで動くかを調べ、対処を示します。"""
    from kpi_xl.excel.doctor import examine, summary, why_cells_fail

    console, lang = Console(), system_language()
    with reported(file or Path("Excel"), lang):
        rows = examine(machine(file))
        console.print(drawn(rows, lang))
        for line in (summary(rows), *why_cells_fail()):
            tell(console, line, lang)
    if any(finding.verdict is Verdict.BAD for _, finding in rows):
        tell(console, labels.doctor.AGAIN, lang)
        raise typer.Exit(IN_THE_WAY)


def drawn(rows: Sequence[tuple[Label, Finding]], lang: Lang) -> Table:
    """Return the checks as a table: a row each, and the remedy on lines of its own below, where there is one."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column(labels.doctor.CHECK.say(lang))
    table.add_column(labels.doctor.FOUND.say(lang), overflow="fold")
    for name, finding in rows:
        said = Text(finding.said.say(lang))
        if finding.remedy:
            said.append(f"\n→ {finding.remedy.say(lang)}", style="bold")
        table.add_row(Text(finding.verdict.value, style=COLOURS[finding.verdict]), name.say(lang), said)
    return table
