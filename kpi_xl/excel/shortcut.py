"""A Windows shortcut (.lnk) to a program with its first arguments; a file dropped on it becomes the last one.

A batch file would be simpler, but Windows hands it a file name unquoted unless there is a blank in it, and a workbook named `a&b.xlsx`
would then start b. A shortcut starts the program itself, where `&` is a letter.

Knows the format (Microsoft's MS-SHLLINK). Does not know which program, nor where the shortcut goes.
"""

from __future__ import annotations

import struct
from uuid import UUID

CLASS = UUID("00021401-0000-0000-C000-000000000046").bytes_le
HAS_LINK_INFO, HAS_NAME, HAS_FOLDER, HAS_ARGUMENTS, IS_UNICODE, HAS_ENVIRONMENT = 1 << 1, 1 << 2, 1 << 4, 1 << 5, 1 << 7, 1 << 9
FLAGS = HAS_LINK_INFO | HAS_NAME | HAS_FOLDER | HAS_ARGUMENTS | IS_UNICODE | HAS_ENVIRONMENT
NORMAL_FILE, NORMAL_WINDOW, FIXED_DISK = 0x80, 1, 3
HEAD = struct.Struct("<I16sIIQQQIIIHHII")
INFO = struct.Struct("<IIIIIIIII")
VOLUME = struct.pack("<IIII", 17, FIXED_DISK, 0, 16) + b"\0"
ENVIRONMENT = 0xA0000001
LONGEST = 259
"""Letters of a path in the block where Windows looks for the program."""


def shortcut(program: str, arguments: str, folder: str, tip: str, code_page: str) -> bytes:
    """Return a shortcut as a file.

    Parameters
    ----------
    program
        The whole path of what is started, at most `LONGEST` letters.
    arguments
        What it is given before the file.
    folder
        Where it is started.
    tip
        What Explorer says about it.
    code_page
        The encoding of old programs on that Windows.
    """
    header = HEAD.pack(HEAD.size, CLASS, FLAGS, NORMAL_FILE, 0, 0, 0, 0, 0, NORMAL_WINDOW, 0, 0, 0, 0)
    said = b"".join(struct.pack("<H", len(_wide(text)) // 2) + _wide(text) for text in (tip, folder, arguments))
    return header + _info(program, code_page) + said + _environment(program, code_page) + bytes(4)


def _info(program: str, code_page: str) -> bytes:
    """The program as a place on a disk, in both encodings."""
    narrow, wide = _narrow(program, code_page) + b"\0", _wide(program) + bytes(2)
    base = INFO.size + len(VOLUME)
    suffix, unicode = base + len(narrow), base + len(narrow) + 1
    end = unicode + len(wide)
    return INFO.pack(end + 2, INFO.size, 1, INFO.size, base, 0, suffix, unicode, end) + VOLUME + narrow + b"\0" + wide + bytes(2)


def _environment(program: str, code_page: str) -> bytes:
    """The program as a text, from which Windows makes the place when it is asked."""
    return struct.pack("<II260s520s", 788, ENVIRONMENT, _narrow(program, code_page), _wide(program))


def _narrow(text: str, code_page: str) -> bytes:
    return text.encode(code_page, "replace")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
