"""Excel's side of a cell function, played from here: what the add-in's VBA says is started, and calls go through COM.

Knows the add-in's text and the client in the other Windows process. Does not know what a function computes.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from kpi_xl.excel.build import source
from kpi_xl.excel.hardening import PROCEDURE, hardened, installed
from tests.windows.prefix import PYTHON, Windows

VBA = hardened(installed())
CLIENT = Path(__file__).with_name("client.py")
TERM = re.compile(r'Environ\("(?P<environ>\w+)"\)|Chr\((?P<chr>\d+)\)|"(?P<text>(?:[^"]|"")*)"|(?P<name>\w+)')
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Passed:
    """What is no plain value on its way: as the client reads it, and as the plain Python function takes it."""

    sent: Mapping[str, object]
    plain: object


MISSING = Passed({"missing": True}, None)


def as_range(rows: Sequence[Sequence[object]]) -> Passed:
    """Cells as Excel passes them: not their values but the range."""
    return Passed({"range": sent(rows)}, plain(rows))


def sent(value: object) -> object:
    """Return a value as the client reads it."""
    if isinstance(value, Passed):
        return value.sent
    return [sent(each) for each in value] if isinstance(value, list | tuple) else value


def plain(value: object) -> object:
    """Return a value as the plain function takes it."""
    if isinstance(value, Passed):
        return value.plain
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


class Stopped(AssertionError):
    """The server raised: what it said."""


@dataclass(slots=True)
class Excel:
    """A second process that has started the server and can call it."""

    windows: Windows
    process: subprocess.Popen[str]
    seconds: list[float] = field(default_factory=list)
    """What each call took, measured where it is made."""

    def __call__(self, name: str, *arguments: object) -> object:
        """Call a cell function; a table comes back as lists of cells.

        Raises
        ------
        Stopped
            If the server raises, where VBA would go to its error handler.
        """
        found = self.ask([name, sent(arguments)])
        self.seconds.append(found["seconds"])
        if "raised" in found:
            raise Stopped(found["raised"])
        return found["value"]

    def ask(self, line: object) -> dict[str, object]:
        """Send a line, and return the one that answers."""
        assert self.process.stdin
        assert self.process.stdout
        watch = Timer(SECONDS, self.windows.stop)
        watch.start()
        try:
            print(json.dumps(line), file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline()
        finally:
            watch.cancel()
        assert answer, f"no answer to {line}: {self.last_words()}"
        return json.loads(answer)  # type: ignore[no-any-return]

    def last_words(self) -> str:
        """End everything, and return what the client complained of."""
        self.windows.stop()
        return self.process.communicate()[1]

    def close(self) -> None:
        """Let the client stop the server and end."""
        self.process.communicate(timeout=SECONDS)


def open_excel(windows: Windows, folder: Path) -> Excel:
    """Start the client in a folder where somebody left modules of our names, which are also on PYTHONPATH."""
    for name in ("kpi_xl.py", "xlwings.py", "sitecustomize.py"):
        (folder / name).write_text(f"open(r'Z:{folder}/taken', 'w').close()\nraise SystemExit", encoding="utf-8")
    process = windows.start(str(PYTHON / "python.exe"), "-E", "-P", "-B", f"Z:{CLIENT}", folder=folder, PYTHONPATH=f"Z:{folder}")
    assert process.stdin
    print(json.dumps({"library": library(), "command": command(), "module": module()}), file=process.stdin, flush=True)
    return Excel(windows, process)


def command() -> str:
    """Return the command that the VBA builds for the user's interpreter, worked out from its own text."""
    [procedure] = [match[0] for match in PROCEDURE.finditer(VBA) if match[1] == "XLPyCommand"]
    names = {"ConsoleSwitch": "", "PYTHON_WIN": str(PYTHON / "pythonw.exe")}
    for name in ("PYTHON_WIN", "tail", "XLPyCommand"):
        *_, assigned = re.findall(rf"^ *{name} = (.*)$", procedure, re.MULTILINE)
        names[name] = joined(assigned, names)
    return names["XLPyCommand"]


def joined(expression: str, names: Mapping[str, str]) -> str:
    """Return what texts joined by & make."""
    kinds = {
        "environ": {"SystemRoot": r"C:\windows"}.__getitem__,
        "chr": lambda number: chr(int(number)),
        "text": lambda text: text.replace('""', '"'),
        "name": names.__getitem__,
    }
    return "".join(kinds[str(term.lastgroup)](term[str(term.lastgroup)]) for term in TERM.finditer(expression))


def library() -> str:
    """Return xlwings' library for a 64-bit Excel, beside the interpreter."""
    name = re.search(r'XLPyDLLName As String = "(xlwings64-[\d.]+dll)"', VBA)
    assert name
    return str(PYTHON / name[1])


def module() -> str:
    """Return the module whose functions the VBA calls."""
    name = re.search(r'XLPy\.CallUDF\("([\w.]+)", Name, Arguments\)', source("bridge.bas"))
    assert name
    return name[1]
