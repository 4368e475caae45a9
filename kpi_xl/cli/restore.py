"""The command that brings back what a run replaced.

Knows steps and where they lead. Does not know what is in a workbook.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kpi_xl import labels
from kpi_xl.book import undo
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_restorable, check_there, readable
from kpi_xl.cli.destination import Destination, beside, destination
from kpi_xl.cli.talk import File, Out, reported, tell
from kpi_xl.cli.written import typed
from kpi_xl.errors import KpiXlError
from kpi_xl.labels import Lang
from kpi_xl.labels.system import system_language

TIME = "%Y-%m-%d %H:%M"


def restore(
    file: File,
    number: Annotated[int, typer.Option(help="Which earlier state, see --list / 戻す内容の番号（--list で確認）")] = 1,
    out: Out = None,
    show_list: Annotated[bool, typer.Option("--list", help="List the earlier states / 戻せる内容の一覧")] = False,
) -> None:
    """Bring back what the last run replaced; once more undoes that. / 直前の実行で上書きする前に戻します。もう一度で取り消します。"""
    console = Console()
    with reported(file, system_language()) as talk:
        check_there(file)
        readable(file)  # what cannot be read cannot be told from what was kept
        history = undo.history(file)
        talk.lang = history.steps[0].lang if history.steps else spoken(file, talk.lang)
        step, content = history.before(number)
        if show_list:
            listing(console, history, talk.lang)
            tell(console, labels.undo.CHOOSE, talk.lang, path=typed(file))
        elif out is None:
            check_restorable(file)
            copy = None if history.known else beside(file, "changed")
            if copy:
                Destination(copy, None).put(file.read_bytes(), "restore", talk.lang)
            Destination(file, history.present).put(content, "restore", talk.lang)
            tell(console, labels.undo.RESTORED, talk.lang, path=file, by=step.by, when=step.when.strftime(TIME))
            if copy:
                tell(console, labels.undo.CHANGED, talk.lang, path=copy)
            tell(console, labels.undo.HOW_AGAIN, talk.lang, path=typed(file))
        else:
            destination(file, out, in_place=False).put(content, "restore", talk.lang)
            tell(console, labels.undo.WRITTEN, talk.lang, path=out, by=step.by, when=step.when.strftime(TIME))


def spoken(file: Path, system: Lang) -> Lang:
    """Return the language of a workbook that no run has replaced; that of the system where it cannot be read."""
    with suppress(KpiXlError):
        return language(OpenpyxlBook.open(file))
    return system


def listing(console: Console, history: undo.History, lang: Lang) -> None:
    """Print what a file can be taken back to."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    columns = (labels.undo.NUMBER, labels.undo.REPLACED_AT, labels.undo.REPLACED_BY, labels.undo.SIZE, labels.undo.FILE)
    for label in columns:
        table.add_column(label.say(lang), justify="right" if label in (labels.undo.NUMBER, labels.undo.SIZE) else "left")
    for number, step in enumerate(history.steps, start=1):
        size = f"{step.kept.stat().st_size / 1024:,.0f} KB"
        table.add_row(str(number), step.when.strftime(TIME), step.by, size, step.path)
    console.print(table)
