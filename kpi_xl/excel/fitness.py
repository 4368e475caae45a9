"""Whether this computer and its Python can have the add-in at all.

Knows what Excel, VBA and Windows make of a path. Does not know what is put where.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.errors import KpiXlError, Problems
from kpi_xl.errors.install import LongPath, NoExcelHere, NoSuchFolder, StorePython, UnreadableHome, UnreadablePath
from kpi_xl.excel import places
from kpi_xl.excel.machine import MAC, WINDOWS, Machine
from kpi_xl.excel.shortcut import LONGEST

NEEDED = {WINDOWS: ("APPDATA", "USERPROFILE"), MAC: ("HOME",)}
EXAMPLES = {WINDOWS: "C:\\Python313", MAC: "/Users/Shared/python"}
BREAKING = {WINDOWS: "%", MAC: " \"'$`\\&;|()<>*?#"}
"""What VBA would fill in as a variable, and what the shell on a Mac breaks at: xlwings' script does not quote."""


def check(machine: Machine) -> None:
    """See that nothing stands in the way.

    Raises
    ------
    NoExcelHere
        If no Excel for this system takes the add-in.
    Problems
        With everything that stands in the way.
    """
    python = machine.python.executable
    if machine.platform not in places.INTERPRETERS:
        raise NoExcelHere(where="Excel", platform=machine.platform)
    found: list[KpiXlError] = [NoSuchFolder(where="Excel", variable=name) for name in NEEDED[machine.platform] if not machine.env.get(name)]
    if places.from_store(machine):
        found.append(StorePython(where=python))
    if signs := unreadable(machine):
        found.append(UnreadablePath(where=python, signs=signs, code_page=machine.code_page, example=EXAMPLES[machine.platform]))
    if signs := unreadable_home(machine):
        found.append(UnreadableHome(where=places.settings(machine), signs=signs, code_page=machine.code_page))
    if machine.platform == WINDOWS and len(python) > LONGEST:
        found.append(LongPath(where=python, length=len(python), most=LONGEST))
    raise_all(found)


def unreadable(machine: Machine) -> str:
    """Return the signs in our Python's path that do not come through: VBA cannot read them, or the shell on a Mac breaks there."""
    breaking = BREAKING[machine.platform]
    return "".join(dict.fromkeys(sign for sign in machine.python.executable if sign in breaking or not _encodes(sign, machine.code_page)))


def unreadable_home(machine: Machine) -> str:
    """Return the signs in the path of the settings that VBA cannot read."""
    return "".join(dict.fromkeys(sign for sign in str(places.settings(machine)) if not _encodes(sign, machine.code_page)))


def _encodes(sign: str, code_page: str) -> bool:
    return sign.encode(code_page, "replace").decode(code_page, "replace") == sign


def raise_all(problems: Sequence[KpiXlError]) -> None:
    """Raise what there is to report, all of it together."""
    if problems:
        raise Problems(problems)
