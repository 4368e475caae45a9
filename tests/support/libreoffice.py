"""Ask LibreOffice what a workbook computes and how it looks.

Knows how to start the program unseen and unshared. Does not know what any workbook is about.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path

import openpyxl

Value = float | str | bool | None
Values = dict[str, Value]

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 600
PNG_DPI = 80

# 0 = always: without it LibreOffice believes the cached values of a file that says Excel wrote it.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

STAND_INS = {"Carlito": "Calibri", "Noto Sans CJK JP": "游ゴシック"}
"""Free fonts whose letters are as wide as those of Office, so that columns and texts come out as in Excel."""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{}</fontconfig>
"""
STAND_IN = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="prepend" binding="strong"><string>{}</string></edit></match>"""


class LibreOfficeFailed(AssertionError):
    """LibreOffice gave no output for a file: it could not read it."""


def recalculate(paths: Iterable[Path | str]) -> dict[Path, Values]:
    """Load each workbook, recalculate every formula from nothing, and return every non-empty cell.

    Returns
    -------
    dict[Path, dict[str, value]]
        For each path as given, `{"Sheet!A1": value}`: numbers, bools, texts; an error is its text, such as `#DIV/0!`.
    """
    originals = [Path(path) for path in paths]
    with tempfile.TemporaryDirectory(prefix="kpi_xl_lo_") as room:
        outputs = convert(originals, "xlsx:Calc MS Excel 2007 XML", Path(room))
        return {path: read_values(output) for path, output in zip(originals, outputs, strict=True)}


def render(path: Path | str, folder: Path | str, dpi: int = PNG_DPI) -> list[Path]:
    """Print a workbook as it would come out on paper: one PNG per page, in sheet order."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kpi_xl_lo_") as room:
        (pdf,) = convert([Path(path)], "pdf:calc_pdf_Export", Path(room))
        stem = folder / Path(path).stem
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(stem)], check=True, timeout=SECONDS)
    return sorted(folder.glob(f"{stem.name}-*.png"))


@cache
def profile() -> Path:
    """The program's settings for this process: to set them up takes longer than most conversions."""
    room = tempfile.TemporaryDirectory(prefix="kpi_xl_lo_profile_")
    atexit.register(room.cleanup)
    (user := Path(room.name) / "user").mkdir()
    (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    return Path(room.name)


def convert(paths: list[Path], target: str, room: Path) -> list[Path]:
    """Convert many files in one start of the program; `target` is soffice's own `extension:Filter`."""
    room.mkdir(parents=True, exist_ok=True)
    (fonts := room / "fonts.conf").write_text(
        FONTS.format("".join(STAND_IN.format(*pair[::-1]) for pair in STAND_INS.items())), encoding="utf-8"
    )
    # Numbered copies: two files may share a name, and a lock file beside an original would stop the load.
    copies = [shutil.copy(path, room / f"{number:04d}{path.suffix}") for number, path in enumerate(paths)]
    command = [str(PROGRAM), f"-env:UserInstallation={profile().as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault"]
    command += ["--convert-to", target, "--outdir", str(room / "out"), *map(str, copies)]
    around = {**os.environ, "LC_ALL": "C.UTF-8", "FONTCONFIG_FILE": str(fonts)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=around, check=False)
    outputs = [(room / "out" / Path(copy).name).with_suffix("." + target.partition(":")[0]) for copy in copies]
    for path, output in zip(paths, outputs, strict=True):
        if not output.exists():
            raise LibreOfficeFailed(f"{path}: {done.stdout}{done.stderr}")
    return outputs


def read_values(path: Path) -> Values:
    """Every non-empty cell of a saved workbook by its cached value."""
    with closing(openpyxl.load_workbook(path, data_only=True, read_only=True)) as book:
        cells = ((sheet, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None)
        return {f"{sheet.title}!{cell.coordinate}": cell.value for sheet, cell in cells}
