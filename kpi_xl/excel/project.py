"""What the add-in is called, and what of it is ours to read.

Knows names. Does not know what is in the add-in.
"""

from __future__ import annotations

from pathlib import Path

NAME = "kpi_xl"
"""The user's own settings are %USERPROFILE%\\.kpi_xl\\kpi_xl.conf, on a Mac kpi_xl.conf in Excel's container."""

FILE = f"{NAME}.xlam"
SOURCES = Path(__file__).with_name("addin")
NOTICE = SOURCES / "NOTICE.txt"
MAC_CONTAINER = Path("Library/Containers/com.microsoft.Excel/Data")
"""Below the user's folder: where Excel for Mac may write without asking."""
