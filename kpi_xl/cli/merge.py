"""The command that merges copies that came back: exit code 0 when everything is decided, 1 when conflicts remain.

Knows files and what they are called. Does not know how anything is merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kpi_xl import errors, labels
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.merge_job import decide, merge_copies
from kpi_xl.book.merge_marks import lines
from kpi_xl.book.merge_page import MERGE, Mail
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open, check_writable
from kpi_xl.cli.destination import beside
from kpi_xl.cli.talk import File, Talk, reported, tell, warn
from kpi_xl.labels import Label
from kpi_xl.labels.system import system_language

CONFLICTS = 1
WORD = "merged"


def merge(
    base: File,
    copies: Annotated[
        list[Path] | None,
        typer.Argument(help="The copies that came back; none: write what is marked under Take / 戻ってきたコピー", readable=False),
    ] = None,
    take: Annotated[str | None, typer.Option(help="The copy that is right where copies disagree / 食い違いで優先するコピー")] = None,
    adopt: Annotated[bool, typer.Option("--adopt", help="Paint over a sheet of yours called Merge / 同名のシートを置き換える")] = False,
) -> None:
    """Merge copies that colleagues sent back; conflicts are listed cell by cell. / 戻ってきたコピーを1つに統合します。"""
    with reported(base, system_language()) as talk:
        books = opened([base, *(copies or [])])
        talk.lang = language(books[0])
        target = beside(base, WORD)
        check_writable(target)
        undecided = _merged(base, copies, books, take, adopt, target, talk) if copies else _decided(base, books[0], target, talk)
    if undecided:
        raise typer.Exit(CONFLICTS)


def opened(paths: Sequence[Path]) -> list[OpenpyxlBook]:
    """Open every workbook.

    Raises
    ------
    Problems
        With a sentence for each that cannot be read or is open elsewhere.
    """
    books, problems = list[OpenpyxlBook](), list[errors.KpiXlError]()
    for path in paths:
        try:
            check_not_open(path)
            books.append(OpenpyxlBook.open(path))
        except errors.FileProblem as problem:
            problems.append(problem)
    if problems:
        raise errors.Problems(problems)
    return books


def called(paths: Sequence[Path]) -> list[str]:
    """Return what each of some files is called: its name, with its folder where several have that name."""
    often = Counter(path.name for path in paths)
    names = [path.name if often[path.name] == 1 else f"{path.resolve().parent.name}/{path.name}" for path in paths]
    return [name if names.count(name) == 1 else str(path) for name, path in zip(names, paths, strict=True)]


def _merged(
    base: Path, copies: Sequence[Path], books: Sequence[OpenpyxlBook], take: str | None, adopt: bool, target: Path, talk: Talk
) -> int:
    """Merge, save, say what was done, and return how many conflicts are undecided."""
    names = called([base, *copies])[1:]
    mail = Mail(base.name, names, target.name)
    done = merge_copies(books[0], dict(zip(names, books[1:], strict=True)), mail, _taken(take, copies, names), adopt)
    books[0].save(target)
    console, left = Console(), len(done.findings)
    tell(console, labels.merging.COUNTED, talk.lang, taken=len(done.taken), conflicts=len(done.conflicts), left=left)
    _say_open(console, done.open, talk)
    tell(console, labels.terminal.SOLVED_TO, talk.lang, path=target)
    return done.open


def _decided(base: Path, book: OpenpyxlBook, target: Path, talk: Talk) -> int:
    """Write what is marked on the page of a merged workbook, and return how many conflicts are undecided."""
    if not any(line.marked for line in lines(book)):
        raise errors.NothingToMerge(where=base)
    done = decide(book)
    book.save(target)
    console = Console()
    tell(console, labels.merging.DECIDED, talk.lang, taken=done.taken)
    _say_open(console, done.open, talk)
    tell(console, labels.terminal.SOLVED_TO, talk.lang, path=target)
    return done.open


def _say_open(console: Console, undecided: int, talk: Talk) -> None:
    if undecided:
        warn(console, labels.merging.OPEN_CONFLICTS.fill(open=undecided, sheet=PAGE_SHEETS[MERGE]).say(talk.lang))


def _taken(take: str | None, copies: Sequence[Path], names: Sequence[str]) -> str | None:
    """Return the copy that --take means: its name with or without its ending, or its path.

    Raises
    ------
    UnknownCopy
        With the copies there are.
    """
    found = [name for path, name in zip(copies, names, strict=True) if take in (name, path.name, path.stem, str(path))]
    if take is not None and len(found) != 1:
        raise errors.UnknownCopy(where="--take", name=take, copies=Label("、".join(names), ", ".join(names)))
    return found[0] if take is not None else None
