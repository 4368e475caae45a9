"""The command that looks back on a month or a quarter and says in a few sentences what to mail.

Knows months and where a result goes. Does not know how anything is found.
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
from kpi_xl.cli.talk import File, Out, reported, warn
from kpi_xl.cli.written import written
from kpi_xl.labels.system import system_language
from kpi_xl.plan.month import Month

WORD = "review"


def review(
    file: File,
    month: Annotated[str | None, typer.Option(help="YYYY-MM; none: the last month with actuals / 対象の月")] = None,
    quarter: Annotated[bool, typer.Option("--quarter", help="The quarter that the month lies in / その月を含む四半期")] = False,
    out: Out = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into the workbook itself / 上書き保存")] = False,
    adopt: Annotated[bool, typer.Option("--adopt", help="Paint over a sheet of yours called Review / 同名のシートを置き換える")] = False,
) -> None:
    """Look back: plan against actuals, why the KGI is off, what repairs it. / 計画と実績を振り返ります。"""
    with reported(file, system_language()) as talk:
        check_not_open(file)
        read = seen(file)
        book = OpenpyxlBook.open(file)
        talk.lang = language(book)
        if out is not None and in_place:
            raise errors.TwoPlaces(where=out)
        chosen = Month.parse(month, "--month") if month else None
        target = destination(file, out, in_place, WORD, read)
        done = jobs.review(book, chosen, quarter, adopt=adopt)
        kept = target.put(book.to_bytes(), WORD, talk.lang)
        console = Console()
        for sentence in done.sentences:
            console.print(sentence, soft_wrap=True, highlight=False, markup=False)
        for note in done.notes:
            warn(console, note.sentence(talk.lang))
        written(console, file, target, kept, talk.lang)
