"""A settings file as VBA reads it: a line per setting, `"NAME","value"`, and the first line of a name counts.

Knows lines. Does not know what is set, nor where the file is.
"""

from __future__ import annotations

import re

LINE = re.compile(r'\s*"?([^",]*)"?\s*,\s*"?([^"]*?)"?\s*')


def line(name: str, value: str) -> str:
    """Return the line that sets something."""
    return f'"{name}","{value}"'


def value(text: str, name: str) -> str | None:
    """Return what a name is set to, None where it is not."""
    return next((found[2] for each in text.splitlines() if (found := _setting(each, name))), None)


def put(text: str, name: str, new: str, end: str) -> str:
    """Return the text with a name set; every other line stays."""
    return without(text, name, end) + line(name, new) + end


def without(text: str, name: str, end: str) -> str:
    """Return the text without a name."""
    return "".join(each + end for each in text.splitlines() if each.strip() and not _setting(each, name))


def _setting(text: str, name: str) -> re.Match[str] | None:
    found = LINE.fullmatch(text)
    return found if found and found[1].lower() == name.lower() else None
