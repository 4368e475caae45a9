"""Draw the pictures of the README anew: solve the example in both languages and draw the pages it shows.

python -m tests.support.pictures
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from kpi_xl import jobs, labels
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.labels import LANGS, Lang
from tests.support.libreoffice import SECONDS, convert

DOCS = Path(__file__).resolve().parents[2] / "docs"
SHOWN = {"guide": PAGE_SHEETS["guide"], "stretch": labels.STRETCH, **{key: PAGE_SHEETS[key] for key in ("compare", "simulator", "tree")}}
"""What each picture is called, and the sheet it shows the first sheet of paper of."""

WIDTH = 1000
"""Pixels: enough to read on a page of documentation, and small as a file."""


def draw(folder: Path) -> list[Path]:
    """Write one picture per page and language, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for lang in LANGS:
        with tempfile.TemporaryDirectory() as room:
            path, sheets = solved(Path(room), lang)
            (pdf,) = convert([path], "pdf:calc_pdf_Export", Path(room))
            pictures += [picture(pdf, SHOWN[key].say(lang), folder / f"{key}.{lang}") for key in SHOWN if SHOWN[key].say(lang) in sheets]
    return pictures


def solved(folder: Path, lang: Lang) -> tuple[Path, tuple[str, ...]]:
    """The example with its pages, and the names of its sheets."""
    book = OpenpyxlBook.open(template_path(lang, "example"))
    jobs.solve(book)
    book.save(folder / "example.xlsx")
    return folder / "example.xlsx", book.sheets()


def picture(pdf: Path, sheet: str, target: Path) -> Path:
    """The first sheet of paper that a sheet is printed on, found by its name at the foot."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=SECONDS)
    feet = [page.strip().rpartition("\n")[2].rpartition("/")[0].split() for page in done.stdout.decode().split("\f")]
    number = str(1 + next(place for place, foot in enumerate(feet) if foot[:-1] == sheet.split()))
    size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-f", number, "-singlefile", *size, "-png", str(pdf), str(target)], check=True, timeout=SECONDS)
    return target.with_name(target.name + ".png")


if __name__ == "__main__":
    if shutil.which("pdftoppm") is None:
        raise SystemExit("poppler-utils is not installed")
    for made in draw(DOCS):
        print(made)
