"""The language of whoever sits at this computer, for what is said while no workbook has been read.

Knows environments and locales. Does not know words.
"""

from __future__ import annotations

import locale
import os

from kpi_xl.labels.label import Lang

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
NONE = ("", "C", "POSIX")


def system_language() -> Lang:
    """Return the language a person asked for, even where that locale is not installed; else the system's own."""
    asked = (os.environ.get(name, "").partition(".")[0] for name in VARIABLES)
    said = next((each for each in asked if each not in NONE), None) or locale.getlocale()[0] or ""
    return "ja" if said.lower().startswith("ja") else "en"
