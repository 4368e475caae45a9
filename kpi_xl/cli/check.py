"""The command that finds what is wrong with a workbook, and mends what can be mended.

Knows names and notes. Does not know how anything is found.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kpi_xl import jobs, labels
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open, replaceable
from kpi_xl.cli.destination import destination, seen
from kpi_xl.cli.talk import File, Talk, reported, tell, warn
from kpi_xl.cli.written import written
from kpi_xl.insight.linter import lint
from kpi_xl.labels.system import system_language


def check(
    file: File,
    repair: Annotated[bool, typer.Option("--repair", help="Mend names that lost their rows / 行からずれた名前を直す")] = False,
    select: Annotated[str, typer.Option(help="Only these rules, such as K007,K009 / この規則だけ調べる", show_default=False)] = "",
    ignore: Annotated[str, typer.Option(help="Without these rules / この規則は調べない", show_default=False)] = "",
) -> None:
    """Find everything that is wrong with a workbook. / ブックの問題をすべて調べます。"""
    console = Console()
    with reported(file, system_language()) as talk:
        check_not_open(file)
        read = seen(file)
        book = OpenpyxlBook.open(file)
        talk.lang = language(book)
        if repair:
            mend(console, file, read, book, talk)
        reading = jobs.check(book)
        for note in reading.notes:
            warn(console, note.sentence(talk.lang))
        findings = lint(reading.tree, _codes(select), _codes(ignore))
        goals = sum(len(scenario.aims) for scenario in reading.scenarios)
        summary = labels.terminal.TO_LOOK_AT if findings else labels.terminal.ALL_WELL
        tell(console, summary, talk.lang, kpis=len(reading.tree.kpis), goals=goals, count=len(findings))
        for finding in findings:
            console.print(Text(finding.line.say(talk.lang), style="yellow"), soft_wrap=True)


def _codes(typed: str) -> list[str]:
    return [code for code in typed.replace("、", ",").split(",") if code.strip()]


def mend(console: Console, file: Path, read: str | None, book: OpenpyxlBook, talk: Talk) -> None:
    """Mend names that lost their rows: in the workbook itself where that is safe, else beside it."""
    mended = jobs.repair(book)
    if not (mended.moved or mended.removed):
        tell(console, labels.terminal.NOTHING_TO_REPAIR, talk.lang)
        return
    target = destination(file, None, in_place=replaceable(file), word="repaired", read=read)
    kept = target.put(book.to_bytes(), "check --repair", talk.lang)
    talk.wrote = True
    for name, cell in mended.moved.items():
        tell(console, labels.terminal.REPAIRED, talk.lang, name=name, cell=cell)
    for name in mended.removed:
        tell(console, labels.terminal.REMOVED, talk.lang, name=name)
    written(console, file, target, kept, talk.lang)
