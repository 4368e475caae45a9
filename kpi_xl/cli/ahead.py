"""The command that makes or updates the page that looks three years ahead.

Knows where a result goes and what is said of it. Does not know what is on the page.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open
from kpi_xl.cli.destination import destination, seen
from kpi_xl.cli.talk import File, Out, reported, tell, warn
from kpi_xl.cli.written import written
from kpi_xl.labels.system import system_language


def ahead(
    file: File,
    out: Out = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into the workbook itself / 上書き保存")] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Paint over a sheet of yours that has a page's name / 同名のシートを置き換える")
    ] = False,
) -> None:
    """Milestones by year and the assumptions behind them; what you typed stays. / 年ごとの節目と3年後の前提のシートを作ります。"""
    with reported(file, system_language()) as talk:
        check_not_open(file)
        read = seen(file)
        book = OpenpyxlBook.open(file)
        talk.lang = language(book)
        if out is not None and in_place:
            raise errors.TwoPlaces(where=out)
        target = destination(file, out, in_place, word="ahead", read=read)
        foreseen = jobs.ahead(book, adopt)
        kept = target.put(book.to_bytes(), "ahead", talk.lang)
        console = Console()
        tell(console, foreseen.said, talk.lang)
        for note in foreseen.solved.reading.notes:
            warn(console, note.sentence(talk.lang))
        written(console, file, target, kept, talk.lang)
