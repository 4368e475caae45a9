"""The text of a file that another program exported, as rows of cells: which encoding it is in, and what parts its cells.

Knows bytes, encodings and separators. Does not know what any cell means.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kpi_xl import labels
from kpi_xl.errors import NotAnExport, UnknownEncoding

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ENCODINGS = ("utf-8", "cp932")
"""UTF-8 first: hardly any text in Shift_JIS is also UTF-8, while nearly every text in UTF-8 is also something in Shift_JIS."""

SEPARATORS = (",", "\t", ";")
WORKBOOK = b"PK\x03\x04"

Row = Sequence[str]


def rows(content: bytes, where: str) -> list[Row]:
    """Return the rows of an export, in order and with blank ones kept, so that a row's place is its line in a spreadsheet.

    Parameters
    ----------
    content
        The file: UTF-8 with or without a byte order mark, UTF-16, or Shift_JIS as Excel for Windows writes it (code page 932); its
        cells parted by commas, tabs or semicolons.
    where
        What messages call the file.

    Raises
    ------
    UnknownEncoding, NotAnExport
        If it is text in none of these encodings, or no text at all.
    """
    if content.startswith(WORKBOOK):
        raise NotAnExport(where=where, found=labels.actuals.A_WORKBOOK)
    text = decoded(content, where)
    if "\0" in text:
        raise NotAnExport(where=where, found=labels.actuals.NO_TEXT)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    if not any(any(cell.strip() for cell in row) for row in read):
        raise NotAnExport(where=where, found=labels.actuals.NOTHING)
    return [[cell.strip() for cell in row] for row in read]


def decoded(content: bytes, where: str) -> str:
    """Return the text of a file, by its byte order mark or else by the first encoding in which it makes sense."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnknownEncoding(where=where)


def _separator(text: str) -> str:
    """Return the separator that gives the most cells over the first lines."""
    lines = text.splitlines()[:50]
    return max(SEPARATORS, key=lambda separator: sum(len(row) for row in csv.reader(lines, delimiter=separator)))
