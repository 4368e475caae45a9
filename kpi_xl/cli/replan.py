"""The command that plans again from actuals.

Knows files and what is said about a new plan. Does not know how anything is computed.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open
from kpi_xl.book.settings import STRATEGY_LABELS
from kpi_xl.cli.destination import destination, seen
from kpi_xl.cli.solve import known_strategy
from kpi_xl.cli.talk import OUT_OF_REACH, File, Out, reported, tell, warn
from kpi_xl.cli.written import written
from kpi_xl.labels import replan as words
from kpi_xl.labels.system import system_language
from kpi_xl.plan.month import Month

WORD = "replan"


def replan(
    file: File,
    month: Annotated[
        str | None, typer.Option(help="YYYY-MM, the last month that is over; none: the last one with actuals / 確定する月")
    ] = None,
    strategy: Annotated[str | None, typer.Option(help=f"{', '.join(STRATEGY_LABELS)} / 逆算方法")] = None,
    out: Out = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into the workbook itself / 上書き保存")] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Paint over a sheet of yours called Plan changes / 同名のシートを置き換える")
    ] = False,
) -> None:
    """Fix the months that are over at their actuals and solve the rest again. / 実績を確定し、残りの月を逆算し直します。"""
    with reported(file, system_language()) as talk:
        check_not_open(file)
        read = seen(file)
        book = OpenpyxlBook.open(file)
        talk.lang = language(book)
        if out is not None and in_place:
            raise errors.TwoPlaces(where=out)
        last = Month.parse(month, "--month") if month else None
        target = destination(file, out, in_place, WORD, read)
        done = jobs.replan(book, last, known_strategy(strategy), adopt)
        kept = target.put(book.to_bytes(), WORD, talk.lang)
        console = Console()
        tell(console, words.KEPT if done.holds else words.DONE, talk.lang, last=done.last, number=done.number)
        for each in done.revised:
            for sentence in each.sentences(done.reading.settings.meaning):
                tell(console, words.LINE, talk.lang, scenario=each.brief.sheet, sentence=sentence)
        for note in done.notes:
            warn(console, note.sentence(talk.lang))
        written(console, file, target, kept, talk.lang)
    if not done.all_reached:
        raise typer.Exit(OUT_OF_REACH)
