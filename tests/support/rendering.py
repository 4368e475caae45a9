"""Look at a workbook as it is drawn: is a number too wide for its column, is a text cut off, can all of it be read?

Knows drawn pages: where LibreOffice puts every sign, and the window it may be seen through. Does not know what a page is about.

LibreOffice gives a cell a window of its own where its text does not fit, and draws the text behind it. So whatever reaches past its
window, and whatever is written but never drawn, is what a reader cannot see.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from types import MappingProxyType

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.drawing import SLACK, Glyph, Word, glyphs, words
from tests.support.libreoffice import SECONDS, STAND_INS, convert

SPARE = 1.15
"""How much room a text needs beside its own: fonts differ between machines."""

TOO_WIDE = re.compile(r"#{2,}")
INVISIBLE = ";;;"
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
OPENED = (  # a sheet laid open: on one page without a footer, with the columns people open by a click and what lies beyond the printed area
    (re.compile(r'(<col\b[^>]*?) hidden="1"(?=[^>]*outlineLevel)'), r"\1"),
    (re.compile(r'(<col\b[^>]*?outlineLevel[^>]*?) hidden="1"'), r"\1"),
    (re.compile(r'(<col\b[^>]*?) collapsed="1"'), r"\1"),
    (re.compile(r"<pageSetUpPr ?/>"), '<pageSetUpPr fitToPage="1"/>'),
    (re.compile(r'fitToHeight="\d+"'), 'fitToHeight="1"'),
    (re.compile(r"<headerFooter.*?</headerFooter>", re.DOTALL), ""),
    (re.compile(r'<definedName name="_xlnm\.Print_(?:Area|Titles)"[^>]*>[^<]*</definedName>'), ""),
)
TAB = re.compile(r'<sheet [^>]*?name="([^"]*)"[^>]*?(?=/?>)')
SHOWN = ' state="visible"'
ACTIVE = re.compile(r'activeTab="\d+"')
EVERYTHING: Mapping[Path, Collection[str]] = MappingProxyType({})
WIDTH = re.compile(r'(<col\b[^>]*? width=")([\d.]+)"')


@cache
def fonts() -> bool:
    """Whether fonts as wide as Excel's own are there: with others a page proves nothing about Excel's."""
    listed = (
        subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout if shutil.which("fc-list") else ""
    )
    return all(font in listed for font in STAND_INS)


def unreadable(paths: Sequence[Path], narrower: float = 1.0, only: Mapping[Path, Collection[str]] = EVERYTHING) -> dict[Path, list[str]]:
    """Lay every page of ours open on one sheet of paper, and say what of it cannot be read.

    Parameters
    ----------
    paths
        Workbooks; people's own sheets among them, which are not fitted to their paper, are left out.
    narrower
        How many times narrower every column is drawn than the file says.
    only
        The sheets to look at, by workbook; all of them in one that is not named.

    Returns
    -------
    dict[Path, list[str]]
        Per workbook a sentence for each text: its sheet, its cell where it is known, and what is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="kpi_xl_drawn_") as room:
        opened = [laid_open(path, Path(room) / f"{number}.xlsx", narrower, only.get(path)) for number, path in enumerate(paths)]
        (converted := Path(room) / "pdf").mkdir()
        drawn = convert(opened, "pdf:calc_pdf_Export", converted)
        return {path: list(_of_book(path, pdf, only.get(path))) for path, pdf in zip(paths, drawn, strict=True)}


def laid_open(path: Path, target: Path, narrower: float = 1.0, only: Collection[str] | None = None) -> Path:
    """Write a copy that shows everything there is to see, a sheet of the workbook to a sheet of paper; other sheets are hidden."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == "xl/workbook.xml" or SHEET.fullmatch(name):
                text = content.decode()
                for pattern, replacement in OPENED:
                    text = pattern.sub(replacement, text)
                if only is not None and name == "xl/workbook.xml":
                    text = _without_others(text, only)
                content = WIDTH.sub(lambda found: f'{found[1]}{float(found[2]) / narrower:.4f}"', text).encode()
            copy.writestr(name, content)
    return target


def _without_others(workbook: str, only: Collection[str]) -> str:
    """Return a workbook part that hides all other sheets and opens on the first that is left."""
    names = [unescape(tab[1]) for tab in TAB.finditer(workbook)]
    first = next(place for place, name in enumerate(names) if name in only)
    hidden = TAB.sub(lambda tab: tab[0] if unescape(tab[1]) in only else tab[0].replace(SHOWN, "") + ' state="hidden"', workbook)
    return ACTIVE.sub(f'activeTab="{first}"', hidden)


def _of_book(path: Path, pdf: Path, only: Collection[str] | None) -> Iterator[str]:
    """Yield what is wrong with each page of ours; the sheets come in the order of the tabs."""
    book = openpyxl.load_workbook(path, data_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets, pages = [sheet for sheet in shown if only is None or sheet.title in only], words(pdf)
    assert len(pages) == len(sheets), f"{path}: {len(pages)} pages for {len(sheets)} sheets"
    for number, (sheet, written) in enumerate(zip(sheets, pages, strict=True), start=1):
        if (setup := sheet.sheet_properties.pageSetUpPr) and setup.fitToPage:
            yield from _of_sheet(sheet, pdf, number, written)


def _of_sheet(sheet: Worksheet, pdf: Path, number: int, written: Sequence[Word]) -> Iterator[str]:
    """Yield what is wrong with one page: the cell where the words stand, the fault and the words."""
    (texts, hidden), drawn = _texts(sheet), glyphs(pdf, number)
    missed = unseen(written, drawn, texts.values(), hidden)
    for fault, word in (*cut(written, drawn), *missed, *unwritten(texts.values(), pdf, number)):
        place = next((place for place, text in texts.items() if word in text), "")
        yield f"{sheet.title}!{place}: {fault}: {word}"


def cut(written: Sequence[Word], drawn: Sequence[Glyph]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with every word of a page that is seen in part, and the word."""
    for word in written:
        if TOO_WIDE.fullmatch(word.text):
            yield "a number is too wide for its column", word.text
        elif any(not glyph.inside or not _within(word, glyph) for glyph in word.signs(drawn)):
            yield "cut off", word.text


def _within(word: Word, glyph: Glyph) -> bool:
    """Whether a word ends where its window ends, or before. (Its height is that of its font: the ink of its signs says more.)"""
    return glyph.window is None or (glyph.window.left - SLACK <= word.box.left and word.box.right <= glyph.window.right + SLACK)


def unseen(written: Sequence[Word], drawn: Sequence[Glyph], texts: Iterable[str], hidden: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield every word of these texts that is written on a page and seen nowhere on it, oftener than hidden texts account for.

    What stands in hidden columns is written too: its words are missed on the page as often as hidden texts hold them, and nobody minds.
    """
    seen = {word.text for word in written if word.signs(drawn)}
    for word, times in Counter(word.text for word in written if word.text not in seen).items():
        if any(word in text for text in texts) and times > sum(text.count(word) for text in hidden):
            yield "not seen at all", word


def unwritten(texts: Iterable[str], pdf: Path, number: int) -> Iterator[tuple[str, str]]:
    """Yield every text that a page does not hold whole: what lies far outside its window is not even written."""
    command = ["pdftotext", "-raw", "-f", str(number), "-l", str(number), str(pdf), "-"]
    page = _letters(subprocess.run(command, capture_output=True, check=True, timeout=SECONDS).stdout.decode())
    yield from (("not written whole", text) for text in texts if _letters(text) not in page)


def _texts(sheet: Worksheet) -> tuple[dict[str, str], list[str]]:
    """Return the texts people are meant to see, each by its place, and those that stand in hidden columns or rows."""
    columns = [column for column in sheet.column_dimensions.values() if column.hidden and not column.outlineLevel]
    closed = {number for column in columns for number in range(column.min, column.max + 1)}
    shown: dict[str, str] = {}
    hidden: list[str] = []
    for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        if cell.column in closed or sheet.row_dimensions[cell.row].hidden:
            hidden.append(cell.value)
        elif cell.number_format != INVISIBLE:
            shown[cell.coordinate] = cell.value
    return shown, hidden


def _letters(text: str) -> str:
    """The letters and digits of a text however its lines are broken; signs such as ◎ come from other fonts and are written apart."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())
