"""Where on a computer the add-in and what belongs to it have their places.

Knows folders of Windows and macOS. Does not know what is put there.
"""

from __future__ import annotations

from pathlib import PurePath

from kpi_xl.excel.machine import MAC, WINDOWS, Machine
from kpi_xl.excel.project import FILE, MAC_CONTAINER, NAME

INTERPRETERS = {WINDOWS: "INTERPRETER_WIN", MAC: "INTERPRETER_MAC"}
"""The setting in which the add-in's VBA looks for Python; a system that is not here has no Excel we know."""

LINE_ENDS = {WINDOWS: "\r\n", MAC: "\n"}
RIBBON_KEY = rf"HKCU\Software\VB and VBA Program Settings\{NAME}"
"""Where VBA keeps what a user chose on the ribbon."""

STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
STORE = "\\windowsapps\\"


def start_folder(machine: Machine) -> PurePath:
    """Return the folder whose workbooks Excel opens when it starts."""
    if machine.platform == MAC:
        return machine.folder("HOME") / STARTUP
    return machine.folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART"


def addin(machine: Machine) -> PurePath:
    """Return where the add-in goes."""
    return start_folder(machine) / FILE


def settings(machine: Machine) -> PurePath:
    """Return the user's own settings of the add-in."""
    if machine.platform == MAC:
        return machine.folder("HOME") / MAC_CONTAINER / f"{NAME}.conf"
    return machine.folder("USERPROFILE") / f".{NAME}" / f"{NAME}.conf"


def send_to(machine: Machine) -> PurePath:
    """Return the folder behind Explorer's menu Send to."""
    return machine.folder("APPDATA") / "Microsoft" / "Windows" / "SendTo"


def apple_script(machine: Machine, xlwings: str) -> PurePath:
    """Return where Excel for Mac looks for the script through which it starts Python."""
    return machine.folder("HOME") / SCRIPTS / f"xlwings-{xlwings}.applescript"


def from_store(machine: Machine) -> bool:
    """Whether our Python is Microsoft Store's: what it writes under the user's folders, Windows puts elsewhere, where Excel never looks."""
    return machine.platform == WINDOWS and any(STORE in path.lower() for path in (machine.python.executable, machine.python.prefix))
