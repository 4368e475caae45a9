"""The command that makes a KPI tree of a cell in anybody's workbook.

Knows files and what is said about a trace. Does not know how a formula is followed.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, jobs
from kpi_xl.book.amounts import amount
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.openpyxl_formats import number_formats
from kpi_xl.book.refusal import check_not_open, check_writable
from kpi_xl.cli.destination import Destination, beside
from kpi_xl.cli.talk import File, Language, Out, reported, tell, warn
from kpi_xl.cli.written import typed
from kpi_xl.labels import terminal
from kpi_xl.labels import tracing as words
from kpi_xl.labels.system import system_language

WORD, ENDING = "traced", ".xlsx"


def trace(
    file: File,
    kgi: Annotated[str, typer.Option(help="The cell to work backwards from, such as 'Sheet1!B9' / たどるセル", show_default=False)],
    lang: Language = None,
    out: Out = None,
) -> None:
    """Make a KPI tree of any workbook: a row for each cell that one cell depends on. / 普通のブックの数式をたどってKPIツリーを作ります。"""
    with reported(file, lang or system_language()) as talk:
        check_not_open(file)
        book = OpenpyxlBook.open(file)
        talk.lang = lang or jobs.spoken_in(book) or talk.lang
        target = out or beside(file.with_suffix(ENDING), WORD)
        if target.suffix.lower() != ENDING:
            raise errors.WrongEnding(where=target, suffix=target.suffix or "-", expected=ENDING)
        check_writable(target)
        if target.exists():
            raise errors.AlreadyThere(where=target)
        done = jobs.trace(book, kgi, talk.lang, number_formats(file.read_bytes()), file.name)
        Destination(target, None).put(done.book.to_bytes(), WORD, talk.lang)
        console, tree = Console(), done.reading.tree
        top = tree.kpis[tree.kgi]
        said = {"kpi": top.shown, "cell": done.cell, "value": amount(tree.baseline[top.name], top.unit, talk.lang)}
        tell(console, words.TRACED, talk.lang, count=len(tree.kpis), formulas=done.formulas, levers=done.levers, **said)
        for note in (*done.notes, *done.reading.notes):
            warn(console, note.sentence(talk.lang))
        tell(console, terminal.SOLVED_TO, talk.lang, path=target)
        tell(console, words.NEXT, talk.lang, path=typed(target))
