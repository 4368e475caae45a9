"""How every command speaks to its user: sentences, JSON, exit codes 0 reached, 1 out of reach, 2 a problem in the input.

Knows consoles and languages. Does not know what any command does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from kpi_xl import errors, labels
from kpi_xl.cli import report
from kpi_xl.insight.linter import as_line
from kpi_xl.labels import Label, Lang

OUT_OF_REACH = 1
PROBLEM = 2

# Whether a file can be read is said by our own sentences, in the language of whoever asks.
File = Annotated[Path, typer.Argument(help="An .xlsx workbook / Excelブック", show_default=False, readable=False)]
Out = Annotated[Path | None, typer.Option(help="Write the result here / 保存先")]
Language = Annotated[Literal["ja", "en"] | None, typer.Option(help="Language of the workbook / ブックの言語")]


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
                console.print(Text(f"× {as_line(problem).say(talk.lang)}", style="red"), soft_wrap=True)
            if not talk.wrote:
                console.print(Text(labels.terminal.NOTHING_WRITTEN.say(talk.lang)))
        raise typer.Exit(PROBLEM) from None


def tell(console: Console, label: Label, lang: Lang, **words: object) -> None:
    """Print one sentence; a path is never wrapped or coloured, so that it can be copied."""
    console.print(Text(label.fill(**words).say(lang)), soft_wrap=True)


def warn(console: Console, sentence: str) -> None:
    """Print one sentence that stops nobody."""
    console.print(Text(sentence, style="yellow"))


def print_json(answer: dict[str, object]) -> None:
    """Print one JSON object."""
    print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))


def speak_any_script() -> None:
    """Let words a console cannot show become question marks instead of errors."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
