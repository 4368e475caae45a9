"""The command that backsolves a workbook.

Knows strategies by their names and where a result goes. Does not know how anything is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, jobs, labels
from kpi_xl.book import entry
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open
from kpi_xl.book.settings import STRATEGY_LABELS
from kpi_xl.calc.cells import Address
from kpi_xl.cli import report
from kpi_xl.cli.destination import destination, seen
from kpi_xl.cli.talk import OUT_OF_REACH, File, Out, print_json, reported, warn
from kpi_xl.cli.written import written
from kpi_xl.labels.system import system_language
from kpi_xl.model import typed

CELLS_SHOWN = 10


def solve(
    file: File,
    strategy: Annotated[str | None, typer.Option(help=f"{', '.join(STRATEGY_LABELS)} / 逆算方法")] = None,
    budget: Annotated[str | None, typer.Option(help="What within_budget may spend / 予算（「予算内で最大」）")] = None,
    out: Out = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into the workbook itself / 上書き保存")] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Paint over a sheet of yours that has a scenario's name / 同名のシートを置き換える")
    ] = False,
    practical: Annotated[
        bool | None, typer.Option("--practical/--no-practical", help="Round to practical numbers / 実用的な数値に丸める")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object / 結果をJSONで出力")] = False,
) -> None:
    """Backsolve every scenario and write a tab for each. / すべての目標を逆算し、シートに書き出します。"""
    with reported(file, system_language(), as_json) as talk:
        check_not_open(file)
        read = seen(file)
        book = OpenpyxlBook.open(file)
        talk.lang = language(book)
        if out is not None and in_place:
            raise errors.TwoPlaces(where=out)
        target = destination(file, out, in_place, read=read)
        solved = jobs.solve(book, known_strategy(strategy), adopt, practical, budget=known_budget(budget))
        kept = target.put(book.to_bytes(), "solve", talk.lang)
        if as_json:
            print_json(report.as_json(target.path, solved))
        else:
            console = Console()
            report.show(console, solved)
            for note in solved.reading.notes:
                warn(console, note.sentence(talk.lang))
            if missing := book.uncached():
                warn(console, labels.terminal.NOT_CALCULATED.fill(cells=shortened(missing)).say(talk.lang))
            written(console, file, target, kept, talk.lang)
    if not solved.all_reached:
        raise typer.Exit(OUT_OF_REACH)


def known_strategy(said: str | None) -> str | None:
    """Return a strategy's key from its key or its name in either language.

    Raises
    ------
    UnknownStrategy
        With the choices there are.
    """
    if said is None:
        return None
    key = entry.one_of(said, STRATEGY_LABELS)
    if key is None:
        raise errors.UnknownStrategy(where="--strategy", strategy=said, strategies=", ".join(STRATEGY_LABELS))
    return key


def known_budget(said: str | None) -> float | None:
    """Return a budget as people type it: 500万円, 5,000,000.

    Raises
    ------
    BadBudget
        If it is no number.
    """
    if said is None:
        return None
    meant = typed.number(said)
    if meant is None:
        raise errors.BadBudget(where="--budget", budget=said)
    return meant


def shortened(cells: Sequence[Address]) -> str:
    """Return the first few cells of many."""
    return ", ".join(map(str, cells[:CELLS_SHOWN])) + (" …" if len(cells) > CELLS_SHOWN else "")
