"""The command kpi-xl: the same jobs from a terminal.

Knows arguments, files and exit codes: 0 reached, 1 out of reach, 2 a problem in the input. Does not know how anything is computed.
"""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from kpi_xl import errors, jobs, labels
from kpi_xl.book import entry
from kpi_xl.book.lost import lost_words
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import language
from kpi_xl.book.refusal import check_not_open, check_writable
from kpi_xl.book.settings import STRATEGY_LABELS
from kpi_xl.book.templates import template_path
from kpi_xl.calc.cells import Address
from kpi_xl.cli import report
from kpi_xl.cli.destination import destination, unused
from kpi_xl.labels import Label, Lang, listed

OUT_OF_REACH = 1
PROBLEM = 2
CELLS_SHOWN = 10
DEMO = "kpi_demo.xlsx"
NEW = {"example": "kpi_tree.xlsx", "blank": "kpi_blank.xlsx"}

app = typer.Typer(
    help="What would every KPI have to become to reach the goal? / 目標から逆算して、各KPIが何になるべきかを求めます。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
File = Annotated[Path, typer.Argument(help="An .xlsx workbook / Excelブック", show_default=False)]
Language = Annotated[Literal["ja", "en"] | None, typer.Option(help="Language of the workbook / ブックの言語")]


@app.command()
def demo(
    lang: Language = None,
    open_it: Annotated[bool, typer.Option("--open/--no-open", help="Open the workbook afterwards / 完成後に開く")] = True,
) -> None:
    """Make kpi_demo.xlsx from the example, solve both scenarios, show the answer. / 例題のブックを作って逆算します。"""
    said = lang or system_language()
    path = unused(Path(DEMO))
    with reported(path, said):
        check_writable(path)
        book = OpenpyxlBook.open(template_path(said, "example"))
        solved = jobs.solve(book)
        book.save(path)
        console = Console()
        report.show(console, solved)
        tell(console, labels.terminal.SOLVED_TO, said, path=path.resolve())
    if open_it and sys.stdout.isatty():
        typer.launch(str(path))


@app.command()
def new(
    lang: Language = None,
    blank: Annotated[bool, typer.Option(help="Three worked rows instead of the whole example / 3行だけの見本にする")] = False,
    out: Annotated[Path | None, typer.Option(help="File to make / 作成するファイル")] = None,
) -> None:
    """Make a workbook from a template. / テンプレートからブックを作ります。"""
    said, kind = lang or system_language(), "blank" if blank else "example"
    path = out or unused(Path(NEW[kind]))
    with reported(path, said):
        check_writable(path)
        if path.exists():
            raise errors.AlreadyThere(where=path)
        path.write_bytes(template_path(said, kind).read_bytes())
        tell(Console(), labels.terminal.MADE, said, path=path)
        tell(Console(), labels.terminal.NEXT_SOLVE, said, path=path)


@app.command()
def check(
    file: File,
    repair: Annotated[bool, typer.Option("--repair", help="Mend names that lost their rows / 行からずれた名前を直す")] = False,
) -> None:
    """Find everything that is wrong with a workbook. / ブックの問題をすべて調べます。"""
    console = Console()
    with reported(file, system_language()) as talk:
        check_not_open(file)
        book = OpenpyxlBook.open(file)
        said = talk.lang = language(book)
        if repair:
            mended = jobs.repair(book)
            if mended.moved or mended.removed:
                target = destination(file, None, in_place=not lost_words(file), word="repaired")
                book.save(target)
                talk.wrote = True
                for name, cell in mended.moved.items():
                    tell(console, labels.terminal.REPAIRED, said, name=name, cell=cell)
                for name in mended.removed:
                    tell(console, labels.terminal.REMOVED, said, name=name)
                warn_of_losses(console, file, target, said)
                tell(console, labels.terminal.SOLVED_TO, said, path=target)
            else:
                tell(console, labels.terminal.NOTHING_TO_REPAIR, said)
        reading = jobs.check(book)
        for note in reading.notes:
            console.print(Text(note.sentence(said), style="yellow"))
        goals = sum(len(scenario.goals) for scenario in reading.scenarios)
        tell(console, labels.terminal.ALL_WELL, said, kpis=len(reading.tree.kpis), goals=goals)


@app.command()
def solve(
    file: File,
    strategy: Annotated[str | None, typer.Option(help=f"{', '.join(STRATEGY_LABELS)} / 逆算方法")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the result here / 保存先")] = None,
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
        book = OpenpyxlBook.open(file)
        said = talk.lang = language(book)
        if out is not None and in_place:
            raise errors.TwoPlaces(where=out)
        target = destination(file, out, in_place)
        solved = jobs.solve(book, known_strategy(strategy), adopt, practical)
        book.save(target)
        if as_json:
            print_json(report.as_json(target, solved))
        else:
            console = Console()
            report.show(console, solved)
            for note in solved.reading.notes:
                console.print(Text(note.sentence(said), style="yellow"))
            warn_of_losses(console, file, target, said)
            if missing := book.uncached():
                console.print(Text(labels.terminal.NOT_CALCULATED.fill(cells=shortened(missing)).say(said), style="yellow"))
            tell(console, labels.terminal.SOLVED_TO, said, path=target)
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


def system_language() -> Lang:
    """Return the language to speak while no workbook has been read."""
    said = locale.getlocale()[0] or os.environ.get("LANG", "")  # a locale that is named but not installed counts as well
    return "ja" if said.lower().startswith("ja") else "en"


def warn_of_losses(console: Console, file: Path, target: Path, lang: Lang) -> None:
    """Name what a copy written beside the original does not have."""
    words = lost_words(file)
    if words and file.resolve() != target.resolve():
        parts = listed((word.say(lang) for word in words), lang)
        console.print(Text(labels.terminal.LOST_BESIDE.fill(parts=parts).say(lang), style="yellow"))


def shortened(cells: Sequence[Address]) -> str:
    """Return the first few cells of many."""
    return ", ".join(map(str, cells[:CELLS_SHOWN])) + (" …" if len(cells) > CELLS_SHOWN else "")


def tell(console: Console, label: Label, lang: Lang, **words: object) -> None:
    """Print one sentence; a path is never wrapped or coloured, so that it can be copied."""
    console.print(Text(label.fill(**words).say(lang)), soft_wrap=True)


def print_json(answer: dict[str, object]) -> None:
    """Print one JSON object."""
    print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))


@dataclass(slots=True)
class Talk:
    """How a command speaks to its user: in which language, and whether it has written something."""

    lang: Lang
    wrote: bool = False


@contextmanager
def reported(path: Path, lang: Lang, as_json: bool = False) -> Iterator[Talk]:
    """Turn what goes wrong inside into sentences and exit code 2."""
    talk = Talk(lang)
    try:
        yield talk
    except errors.KpiXlError as wrong:
        problems = wrong.problems if isinstance(wrong, errors.Problems) else (wrong,)
        if as_json:
            print_json(report.problems_as_json(path, problems, talk.lang))
        else:
            console = Console(stderr=True)
            for problem in problems:
                console.print(Text(f"× {problem.sentence(talk.lang)}", style="red"), soft_wrap=True)
            if not talk.wrote:
                console.print(Text(labels.terminal.NOTHING_WRITTEN.say(talk.lang)))
        raise typer.Exit(PROBLEM) from None


def main() -> None:
    """Run the command; words a console cannot show become question marks instead of errors."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


if __name__ == "__main__":
    main()
