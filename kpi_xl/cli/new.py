"""The commands that make a workbook: the solved example, and a template to begin with.

Knows the templates and file names. Does not know what is in a workbook.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, jobs, labels
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.refusal import check_writable
from kpi_xl.book.templates import template_path
from kpi_xl.cli import report
from kpi_xl.cli.destination import Destination, unused
from kpi_xl.cli.talk import Language, reported, tell
from kpi_xl.cli.written import typed
from kpi_xl.labels.system import system_language

DEMO = "kpi_demo.xlsx"
NEW = {"example": "kpi_tree.xlsx", "blank": "kpi_blank.xlsx"}


def demo(
    lang: Language = None,
    open_it: Annotated[bool, typer.Option("--open/--no-open", help="Open the workbook afterwards / 完成後に開く")] = True,
) -> None:
    """Make kpi_demo.xlsx from the example, solve both scenarios, show the answer. / 例題のブックを作って逆算します。"""
    said = lang or system_language()
    path = unused(Path(DEMO))
    with reported(path, said):
        check_writable(path)
        book = OpenpyxlBook.open(template_path(said, "example"))
        solved = jobs.solve(book)
        Destination(path, None).put(book.to_bytes(), "demo", said)
        console = Console()
        report.show(console, solved)
        tell(console, labels.terminal.SOLVED_TO, said, path=path.resolve())
    if open_it and sys.stdout.isatty():
        typer.launch(str(path))


def new(
    lang: Language = None,
    blank: Annotated[bool, typer.Option(help="Three worked rows instead of the whole example / 3行だけの見本にする")] = False,
    out: Annotated[Path | None, typer.Option(help="File to make / 作成するファイル")] = None,
) -> None:
    """Make a workbook from a template. / テンプレートからブックを作ります。"""
    said, kind = lang or system_language(), "blank" if blank else "example"
    path = out or unused(Path(NEW[kind]))
    with reported(path, said):
        check_writable(path)
        if path.exists():
            raise errors.AlreadyThere(where=path)
        Destination(path, None).put(template_path(said, kind).read_bytes(), "new", said)
        tell(Console(), labels.terminal.MADE, said, path=path)
        tell(Console(), labels.terminal.NEXT_SOLVE, said, path=typed(path))
