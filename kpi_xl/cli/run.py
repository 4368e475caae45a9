"""The command that does a button's work on the workbook open in Excel, for companies whose Excel may start no other program.

Knows jobs by their keys. Does not know what any of them does.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kpi_xl import labels
from kpi_xl.cli.talk import PROBLEM, reported, warn
from kpi_xl.errors.addin import NoXlwings
from kpi_xl.labels.system import system_language

if TYPE_CHECKING:
    from kpi_xl.excel.desk import Desk


def run(
    job: Annotated[str, typer.Argument(help="solve, check, restore, share ... / 処理", show_default=False)],
    active: Annotated[bool, typer.Option("--active", help="On the workbook in front in Excel / Excelで開いているブックで実行")] = False,
    strategy: Annotated[str, typer.Option(help="As on the ribbon / 逆算方法")] = "",
) -> None:
    """Do what a button of the ribbon does, on the open workbook. / リボンのボタンと同じ処理を、開いているブックで実行します。"""
    lang = system_language()
    with reported(Path("Excel"), lang):
        desk = _in_front() if active else None
    if desk is None:
        warn(Console(stderr=True), (labels.ribbon.NO_WORKBOOK if active else labels.ribbon.ACTIVE_ONLY).say(lang))
        raise typer.Exit(PROBLEM)
    from kpi_xl.excel.entry import perform

    if not perform(desk, job, strategy):
        raise typer.Exit(PROBLEM)


def _in_front() -> Desk | None:
    """Return the desk of the workbook in front; what talks with Excel is an extra that may not be installed."""
    if find_spec("xlwings") is None:
        raise NoXlwings(where="Excel")
    from kpi_xl.excel.front import in_front

    return in_front()
