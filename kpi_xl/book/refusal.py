"""The doors a workbook's file must pass before we read it or write it.

Knows files, folders and signatures. Does not know what is in a workbook.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from kpi_xl import labels
from kpi_xl.book.lost import lost_words
from kpi_xl.book.package import MAIN, sheet_parts, workbook_part
from kpi_xl.book.synced import synced_by
from kpi_xl.errors import (
    DamagedWorkbook,
    EncryptedWorkbook,
    NoSuchFile,
    NotAWorkbook,
    NotReadable,
    NotWritable,
    OpenElsewhere,
    PartsWouldBeLost,
    SyncedFolder,
)
from kpi_xl.labels import Label

OLD_OFFICE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
TYPES = "[Content_Types].xml"
QUOTED = re.compile(r"'([^']+)'")

FOUND_BY_SUFFIX: dict[str, Label] = {
    ".xls": labels.XLS_BOOK,
    ".xlsb": labels.XLSB_BOOK,
    ".xltx": labels.EXCEL_TEMPLATE,
    ".xltm": labels.EXCEL_TEMPLATE,
    ".ods": labels.ODS_BOOK,
    ".csv": labels.CSV_TEXT,
    ".tsv": labels.CSV_TEXT,
    ".txt": labels.CSV_TEXT,
}
FOUND_BY_TYPE: dict[bytes, Label] = {
    b"application/vnd.ms-excel.sheet.binary.macroEnabled.main": labels.XLSB_BOOK,
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": labels.EXCEL_TEMPLATE,
    b"application/vnd.ms-excel.template.macroEnabled.main+xml": labels.EXCEL_TEMPLATE,
}
WORKBOOK_TYPES = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)
LOCKS: dict[str, str] = {"~${name}": "Excel", ".~lock.{name}#": "LibreOffice"}


def check_there(path: Path) -> None:
    """Refuse what is not there, and a folder."""
    if not path.exists():
        raise NoSuchFile(where=str(path))
    if path.is_dir():
        raise NotAWorkbook(where=str(path), found=labels.A_FOLDER)


def check_readable(path: Path) -> None:
    """Refuse what is not there, no .xlsx or .xlsm workbook, encrypted or damaged."""
    check_there(path)
    start = readable(path)[:8]
    if start == OLD_OFFICE and ENCRYPTED in readable(path):
        raise EncryptedWorkbook(where=str(path))
    if start.startswith(ZIP):
        check_package(path)
    elif path.suffix.lower() in (".xlsx", ".xlsm") and start != OLD_OFFICE:
        raise DamagedWorkbook(where=str(path), part=path.name)
    else:
        by_kind = labels.XLS_BOOK if start == OLD_OFFICE else labels.ANOTHER_FILE
        raise NotAWorkbook(where=str(path), found=FOUND_BY_SUFFIX.get(path.suffix.lower(), by_kind))


def readable(path: Path) -> bytes:
    """Return what is in a file.

    Raises
    ------
    NotReadable
        If nobody lets us read it.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotReadable(where=str(path), reason=error.strerror or type(error).__name__) from error


def check_package(path: Path) -> None:
    """Refuse a package that holds another kind of document, or whose parts cannot be unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            if (found := kind(package, path)) is not None:
                raise NotAWorkbook(where=str(path), found=found)
            if (broken := package.testzip()) is not None:
                raise DamagedWorkbook(where=str(path), part=broken)
            for part in sheet_parts(package).values():
                package.getinfo(part)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, KeyError, ElementTree.ParseError) as error:
        named = QUOTED.search(str(error))  # what the library says is English; the part it names is the same in any language
        raise DamagedWorkbook(where=str(path), part=named[1] if named else path.name) from error


def kind(package: zipfile.ZipFile, path: Path) -> Label | None:
    """What a package is when it is no workbook of ours to read."""
    names = package.namelist()
    types = package.read(TYPES) if TYPES in names else b""
    for mark, found in FOUND_BY_TYPE.items():
        if mark in types:
            return found
    if not any(mark in types for mark in WORKBOOK_TYPES):
        return FOUND_BY_SUFFIX.get(path.suffix.lower(), labels.ANOTHER_ZIP)
    return None if ElementTree.fromstring(package.read(workbook_part(package))).tag.startswith(MAIN) else labels.STRICT_BOOK


def check_not_open(path: Path) -> None:
    """Refuse a workbook somebody has open: a lock file of Excel's or LibreOffice's lies beside it."""
    for pattern, program in LOCKS.items():
        lock = path.with_name(pattern.format(name=path.name))
        if lock.exists():
            raise OpenElsewhere(where=str(path), program=program, lock=lock.name)


def check_writable(path: Path) -> None:
    """Refuse a read-only file, and a folder that takes no file (the new one is made there first)."""
    for place, what in ((path, labels.THE_FILE), (path.parent, labels.THE_FOLDER)):
        if place.exists() and not (os.access(place, os.W_OK) and place.stat().st_mode & 0o222):
            raise NotWritable(where=str(place), what=what)
    if not path.parent.is_dir():
        raise NoSuchFile(where=str(path.parent))


def check_nothing_lost(path: Path) -> None:
    """Refuse to replace a workbook whose parts the file library cannot carry."""
    words = lost_words(path)
    if words:
        raise PartsWouldBeLost(
            where=str(path), parts=Label(ja="・".join(word.ja for word in words), en=", ".join(word.en for word in words))
        )


def check_not_synced(path: Path) -> None:
    """Refuse a folder that a service keeps in step with other machines."""
    if service := synced_by(path):
        raise SyncedFolder(where=str(path), service=service)


def replaceable(path: Path) -> bool:
    """Whether a workbook may be replaced by its changed self, or the result is better written beside it."""
    return synced_by(path) is None and not lost_words(path)


WRITE_CHECKS: tuple[Callable[[Path], None], ...] = (check_not_open, check_writable)
RESTORE_CHECKS: tuple[Callable[[Path], None], ...] = (check_there, *WRITE_CHECKS, check_not_synced)
IN_PLACE_CHECKS: tuple[Callable[[Path], None], ...] = (check_readable, *WRITE_CHECKS, check_not_synced, check_nothing_lost)


def check_in_place(path: Path) -> None:
    """Everything that must hold before a workbook is replaced by its solved self."""
    for check in IN_PLACE_CHECKS:
        check(path)


def check_restorable(path: Path) -> None:
    """Everything that must hold before a file is replaced by what it was; it may be damaged now."""
    for check in RESTORE_CHECKS:
        check(path)
