"""Build the add-in from text: our modules, the installed xlwings' VBA, the wrappers of the cell functions, the ribbon and its words.

Knows what an .xlam is made of. Does not know where it is installed. Two builds of the same sources are the same bytes.

    python -m kpi_xl.excel.build kpi_xl.xlam
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from pyopenvba import ExcelFile

import kpi_xl
from kpi_xl.errors.addin import NotAscii
from kpi_xl.excel import hardening, parts
from kpi_xl.excel.entry import JOBS
from kpi_xl.excel.project import FILE, NOTICE, SOURCES
from kpi_xl.excel.ribbon import OWN, STRATEGIES, drawn, ribbon_xml, spoken
from kpi_xl.excel.wrappers import CellFunction, functions_module, lists_module, shipped

CELL = 32_000
"""A cell of Excel holds 32,767 characters."""


def modules(xlwings: str, functions: Sequence[CellFunction], jobs: Collection[str]) -> dict[str, str]:
    """Return every VBA module of the add-in by its name."""
    asked = [button.job for button in drawn(jobs) if button.job not in OWN]
    made = {
        "ThisWorkbook": source("ThisWorkbook.cls"),
        "KpiRibbon": source("KpiRibbon.bas"),
        "KpiWords": source("KpiWords.bas"),
        "KpiLists": lists_module(asked, list(STRATEGIES), functions),
        "KpiFunctions": functions_module(source("KpiFunctions.bas"), functions),
        "xlwings": hardening.hardened(xlwings) + source("bridge.bas"),
    }
    for name, text in made.items():
        if not text.isascii():
            raise NotAscii(where=name, text="".join(sorted({sign for sign in text if not sign.isascii()})))
    return made


def source(name: str) -> str:
    """Return one of our VBA sources."""
    return (SOURCES / name).read_text(encoding="utf-8")


def rows(functions: Sequence[CellFunction], jobs: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield what stands on the add-in's sheet: words and helps by their key, then the notices."""
    for key, label, tip in spoken(jobs):
        yield key, label.ja, tip.ja, label.en, tip.en
    for function in functions:
        yield function.name, function.help.ja, "", function.help.en, ""
        for number, argument in enumerate(function.arguments, 1):
            yield f"{function.name}.{number}", argument.help.ja, "", argument.help.en, ""
    text = NOTICE.read_text(encoding="utf-8")
    yield from (("notice", "", "", text[start : start + CELL], "") for start in range(0, len(text), CELL))


def build(xlwings: str | None = None, functions: Sequence[CellFunction] | None = None, jobs: Collection[str] = tuple(JOBS)) -> bytes:
    """Return the add-in as a file.

    Parameters
    ----------
    xlwings
        The text of xlwings' VBA; None is that of the installed one.
    functions
        The cell functions; None are those of this package.
    jobs
        The keys of the jobs that exist; a button whose job is not among them is not drawn.

    Raises
    ------
    AddinProblem
        If xlwings is missing or has changed in a way that nobody has looked at, or a source of ours is not plain ASCII.
    """
    text = hardening.installed() if xlwings is None else xlwings
    given = shipped() if functions is None else functions
    project = vba_project(modules(text, given, jobs))
    facts = f"kpi_xl {kpi_xl.__version__}, xlwings {hardening.version(text)}"
    return packed(parts.parts(facts, list(rows(given, jobs)), ribbon_xml(jobs), project))


def vba_project(made: Mapping[str, str]) -> bytes:
    """Return the modules as the binary Excel keeps them in."""
    with tempfile.TemporaryDirectory(prefix="kpi_xl_") as room:
        path = Path(room) / FILE
        with ExcelFile.create_new(str(path)) as book:
            project = book.vba_project()
            project.delete_module("Module1")
            opening = book.get_module("ThisWorkbook")
            for name, text in made.items():
                if name == "ThisWorkbook":
                    book.set_module(name, opening + windows(text))
                else:
                    project.add_module(name, windows(text))
            book.save()
        with zipfile.ZipFile(path) as package:
            return package.read("xl/vbaProject.bin")


def windows(text: str) -> str:
    """Return a text with the line ends VBA has."""
    return "\r\n".join(text.splitlines()) + "\r\n"


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return the parts as a package; the same parts are the same bytes, whoever packs them."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, content)
    return file.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else FILE).write_bytes(build())
