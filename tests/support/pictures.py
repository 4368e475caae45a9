"""Draw the pictures of the README anew: solve the example in both languages and render the stretch tab.

python -m tests.support.pictures
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from kpi_xl import jobs, labels
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.labels import LANGS
from tests.support.libreoffice import render

DOCS = Path(__file__).resolve().parents[2] / "docs"
DPI = 110


def draw(folder: Path) -> list[Path]:
    """Write one picture per language, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for lang in LANGS:
        with tempfile.TemporaryDirectory() as room:
            book = OpenpyxlBook.open(template_path(lang, "example"))
            jobs.solve(book)
            book.save(Path(room) / "example.xlsx")
            pages = render(Path(room) / "example.xlsx", Path(room) / "pages", dpi=DPI)
            behind = len(book.sheets()) - book.sheets().index(labels.STRETCH.say(lang))  # tabs from here on are a page of paper each
            pictures.append(folder / f"stretch.{lang}.png")
            shutil.copy(pages[-behind], pictures[-1])
    return pictures


if __name__ == "__main__":
    for picture in draw(DOCS):
        print(picture)
