"""The command that prepares the sheet of actuals and imports what another program exported.

Knows files and what is printed. Does not know how an export is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, jobs
from kpi_xl.book import export
from kpi_xl.book.export import Row
from kpi_xl.book.export_meaning import pair
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open
from kpi_xl.cli.destination import destination, seen
from kpi_xl.cli.talk import File, Out, reported, tell, warn
from kpi_xl.cli.written import written
from kpi_xl.jobs.recording import Export
from kpi_xl.labels.system import system_language

WORD = "actuals"


def actuals(
    file: File,
    data: Annotated[Path | None, typer.Argument(help="A CSV export; none: only prepare the sheet / 取り込むCSV", readable=False)] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help='"name=KPI", "name=KPI*1000", or a CSV file of lines name, KPI, factor / 列名とKPIの対応'),
    ] = None,
    out: Out = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into the workbook itself / 上書き保存")] = False,
) -> None:
    """Prepare the sheet of actuals, or import a CSV into it. / 実績シートを用意し、CSVから実績を取り込みます。"""
    with reported(file, system_language()) as talk:
        check_not_open(file)
        read = seen(file)
        book = OpenpyxlBook.open(file)
        talk.lang = language(book)
        if out is not None and in_place:
            raise errors.TwoPlaces(where=out)
        target = destination(file, out, in_place, WORD, read)
        exported = Export(_content(data), data.name, _mapped(map_ or ())) if data else None
        done = jobs.actuals(book, exported)
        kept = target.put(book.to_bytes(), WORD, talk.lang)
        console = Console()
        for label, facts in done.said():
            tell(console, label, talk.lang, **facts)
        for note in done.notes:
            warn(console, note.sentence(talk.lang))
        written(console, file, target, kept, talk.lang)


def _content(path: Path) -> bytes:
    """Return what is in a file.

    Raises
    ------
    NoSuchExport
        If it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise errors.NoSuchExport(where=path) from error


def _mapped(said: Sequence[str]) -> list[Row]:
    """Return the lines of a mapping: each is given itself, or stands in a file."""
    lines: list[Row] = []
    for each in said:
        path = Path(each)
        lines += export.rows(_content(path), path.name) if path.is_file() or "=" not in each else [pair(each)]
    return lines
