"""The command that spreads every target over the months.

Knows files and what is said about a plan. Does not know how anything is computed.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, jobs, labels
from kpi_xl.book.amounts import amount
from kpi_xl.book.layout import WAYS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open
from kpi_xl.book.settings import STRATEGY_LABELS
from kpi_xl.cli.destination import destination, seen
from kpi_xl.cli.solve import known_strategy
from kpi_xl.cli.talk import OUT_OF_REACH, File, Out, reported, tell, warn
from kpi_xl.cli.written import written
from kpi_xl.jobs import REACHED, Monthly
from kpi_xl.labels import Lang
from kpi_xl.labels.system import system_language
from kpi_xl.plan.total import MEANINGS
from kpi_xl.solve.solution import OUTCOMES


def plan(
    file: File,
    strategy: Annotated[str | None, typer.Option(help=f"{', '.join(STRATEGY_LABELS)} / 逆算方法")] = None,
    out: Out = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into the workbook itself / 上書き保存")] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Paint over a sheet of yours that has a page's name / 同名のシートを置き換える")
    ] = False,
) -> None:
    """Make the monthly plan: every KPI of every month on its way to the targets. / 目標を月ごとに割り振った月次計画を作ります。"""
    with reported(file, system_language()) as talk:
        check_not_open(file)
        read = seen(file)
        book = OpenpyxlBook.open(file)
        talk.lang = language(book)
        if out is not None and in_place:
            raise errors.TwoPlaces(where=out)
        target = destination(file, out, in_place, read=read)
        done = jobs.plan(book, known_strategy(strategy), adopt)
        kept = target.put(book.to_bytes(), "plan", talk.lang)
        console = Console()
        _say(console, done, talk.lang)
        written(console, file, target, kept, talk.lang)
    if not all(spread.solution.outcome in REACHED for spread in done.spreads):
        raise typer.Exit(OUT_OF_REACH)


def _say(console: Console, done: Monthly, lang: Lang) -> None:
    """Say which months were planned and what the KGI comes to in each scenario."""
    reading, course = done.solved.reading, done.spreads[0].plan.course
    kgi = reading.tree.kpis[reading.tree.kgi]
    meaning = MEANINGS[reading.settings.meaning]
    tell(console, labels.plan.PLANNED, lang, first=course.months[0], last=course.months[-1], count=len(course.months), meaning=meaning)
    for spread in done.spreads:
        total, last = spread.plan.total(kgi.name), float(spread.plan.values[kgi.name][-1])
        summed = kgi.unit.partition("/")[0] if spread.plan.period(kgi.name).over == "flow" else kgi.unit
        said = {"total": amount(total, summed, lang), "last": amount(last, kgi.unit, lang), "outcome": OUTCOMES[spread.solution.outcome]}
        tell(console, labels.plan.PLANNED_LINE, lang, scenario=spread.brief.sheet, kpi=kgi.shown, **said)
    if done.laid_out:
        tell(console, labels.plan.CONDITIONS_MADE, lang, sheet=WAYS.sheet)
    for note in reading.notes:
        warn(console, note.sentence(lang))
