"""The same workbook in other spellings: what a program may write and Excel opens all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from tests.support.added import Made

Spell = Callable[[Made], Made]
ELEMENT = re.compile(r"<(/?)([A-Za-z]\w*)(?=[\s/>])")
DECLARATION = re.compile(r"""(<\?xml[^>]*encoding\s*=\s*["'])[^"']+""")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LISTS = re.compile(r"xl/(workbook|styles)\.xml|xl/worksheets/[^/]+\.xml")


def lists(made: Made, spell: Callable[[str], str]) -> Made:
    """Workbook, styles and sheets spelled in another way."""
    return {name: spell(part.decode()).encode() if LISTS.fullmatch(name) else part for name, part in made.items()}


def prefixed(text: str) -> str:
    """A part whose elements all have a prefix."""
    return ELEMENT.sub(r"<\1x:\2", text).replace(MAIN, MAIN.replace("xmlns", "xmlns:x"), 1)


def utf_16(made: Made) -> Made:
    """Parts in the letters that Windows likes."""

    def spell(part: bytes) -> bytes:
        text = part.decode("utf-8-sig")
        declared = DECLARATION.sub(r"\1UTF-16", text) if text.startswith("<?xml") else '<?xml version="1.0" encoding="UTF-16"?>' + text
        return declared.encode("utf-16")

    return {name: spell(part) if LISTS.fullmatch(name) else part for name, part in made.items()}


def absolute(made: Made) -> Made:
    """Relations that name their targets from the package's root."""

    def spell(name: str, part: bytes) -> bytes:
        folder = name.partition("_rels/")[0]

        def target(found: re.Match[str]) -> str:
            written = found[0] if 'TargetMode="External"' in found[0] else re.sub(r'Target="(?!/)', f'Target="/{folder}', found[0])
            while "/../" in written:
                written = re.sub(r"[^/\"]+/\.\./", "", written)
            return written

        return re.sub(r"<Relationship [^>]*>", target, part.decode()).encode()

    return {name: spell(name, part) if name.endswith(".rels") else part for name, part in made.items()}


def loud(made: Made) -> Made:
    """A sheet's part with capitals in its name, everywhere alike."""
    quiet, capitals = b"worksheets/sheet1.xml", b"worksheets/SHEET1.xml"
    return {
        name.replace("sheet1.xml", "SHEET1.xml") if "worksheets/" in name else name: part.replace(quiet, capitals)
        if name.endswith((".rels", "[Content_Types].xml"))
        else part
        for name, part in made.items()
    }


def placeless(text: str) -> str:
    """A sheet whose cells do not say where they stand, in rows without a gap; who writes so shares no formulas."""
    return re.sub(r"<row [^>]*>.*?</row>", lambda row: row[0] if gaps(row[0]) else re.sub(r'<c r="[A-Z]+\d+"', "<c", row[0]), text)


def gaps(row: str) -> bool:
    """Whether a row leaves cells out."""
    letters = re.findall(r'<c r="([A-Z]+)\d+"', row)
    return letters != [chr(65 + place) for place in range(len(letters))] or 't="shared"' in row


def since_1904(made: Made) -> Made:
    """A workbook that counts its days as a Macintosh did."""
    book = re.sub(rb"<workbookPr\b", b'<workbookPr date1904="1"', made["xl/workbook.xml"], count=1)
    return {**made, "xl/workbook.xml": book}


SPELLED: Mapping[str, Spell] = {  # other letters last: nothing can be replaced in them any more
    "no places": lambda made: lists(made, placeless),
    "dates from 1904": since_1904,
    "other prefixes": lambda made: lists(made, prefixed),
    "targets from the root": absolute,
    "capitals in a name": loud,
    "another order": lambda made: dict(sorted(made.items(), reverse=True)),
    "a byte order mark": lambda made: lists(made, lambda text: "\ufeff" + text),
    "UTF-16": utf_16,
}


def spelled(made: Made, names: Collection[str]) -> Made:
    """A package in some of these spellings."""
    for name, spell in SPELLED.items():
        made = spell(made) if name in names else made
    return made
