"""xlwings' own VBA, cut down to what our buttons and functions need, so that no workbook can choose what runs.

As shipped, its public procedures can be called from a cell of any workbook or by a click on a shape, a sheet of the active workbook comes
before the user's own settings, and the workbook's folder comes first on Python's path. Here every procedure is private, settings come from
the user's own file alone, and Python starts with -E -P: environment, current folder and workbook add nothing to its path.

Knows the text of the installed xlwings. Does not know the add-in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kpi_xl.errors.addin import NoXlwings, PatchFails
from kpi_xl.excel.project import NAME

PROCEDURE = re.compile(r"^(?:Public |Private )?(?:Function|Sub) (\w+)\b.*?^End (?:Function|Sub)$", re.M | re.S)
DECLARED = re.compile(r"^([ \t]*)(?:Public |Private )?(?=(?:Const|Declare) )", re.M)
OPENED = re.compile(r"^(?:Public |Private )?(?=Function |Sub )")


@dataclass(frozen=True, slots=True)
class Patch:
    """A change of xlwings' text: from `start` on, up to but without `stop` (empty: `start` itself), there shall stand `new`."""

    start: str
    new: str
    stop: str = ""

    def apply(self, text: str, where: str) -> str:
        """Return the text changed in the one place that is meant.

        Raises
        ------
        PatchFails
            If there is not exactly one such place: xlwings has changed, and nobody has looked at the change.
        """
        if text.count(self.start) != 1:
            raise PatchFails(where=where, text=self.start.strip(), count=text.count(self.start))
        before, after = text.split(self.start)
        if self.stop and after.count(self.stop) != 1:
            raise PatchFails(where=where, text=self.stop.strip(), count=after.count(self.stop))
        return before + self.new + (self.stop + after.split(self.stop)[1] if self.stop else after)


SWITCHES = "-E -P"
"""With these Python takes no code from PYTHONPATH and none from the folder it is started in. xlwings' script for a Mac has no place for
them; it hands what it takes for the interpreter to the shell as it is, so there they follow the interpreter's name."""

CMD = 'Environ("SystemRoot") & "\\System32\\cmd.exe'
"""Windows looks for a bare cmd.exe in the current folder too, and that may be a workbook's."""

NOT_SET = (
    Patch('If PYTHON_WIN = "" Then', 'If InStr(PYTHON_WIN, "\\") = 0 Then'),
    Patch('PYTHON_WIN = GetConfig("INTERPRETER", "pythonw")', 'Err.Raise 1002, Description:="Run kpi-xl install"'),
)
"""An interpreter without its folder would be looked for in the current one."""

HEADER = (Patch('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{NAME}"'),)
KEPT: Mapping[str, tuple[Patch, ...]] = {
    "ExecuteMac": (
        Patch("To enable RunPython, please run 'xlwings runpython install'", "Please run 'kpi-xl install'"),
        Patch('ParameterString + "|" + PythonInterpreter', f'ParameterString + "|" + PythonInterpreter + " {SWITCHES}"'),
    ),
    "ExecuteWindows": (
        Patch(
            '" -B -c ""import xlwings.utils;xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH & "\\""); " & PythonCommand & """ "',
            f'" {SWITCHES} -B -c """ & PythonCommand & """ "',
        ),
        Patch('WScript.Run("cmd.exe /C "', f'WScript.Run({CMD} /C "'),
    ),
    "CleanUp": (),
    "XLPyCommand": (
        Patch("    ' TODO: Doesn't automatically check", "", stop='    PYTHON_WIN = GetConfig("INTERPRETER_WIN", "")\n'),
        *NOT_SET,
        Patch('PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & CondaCmd', f'PYTHON_WIN = {CMD} " & ConsoleSwitch & " /K " & CondaCmd'),
        Patch('PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr', f'PYTHON_WIN = {CMD} " & ConsoleSwitch & " /K " & Chr'),
        Patch("    licenseKey = GetConfig(", "", stop="    If DEBUG_UDFS = True Then\n"),
        Patch(
            '" -B -c ""import sys, os;" & LicenseKeyEnvString & '
            '"import xlwings.utils;xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH & "\\"");import xlwings; ',
            f'" {SWITCHES} -B -c ""import xlwings; ',
        ),
    ),
    "XLPyLoadDLL": NOT_SET,
    "XLPy": (),
    "GetConfigFilePath": (),
    "GetConfig": (
        Patch("    ' If source is provided, returns", "", stop="    Dim configValue As String\n"),
        Patch("    ' Sheet\n", "", stop="    ' User Config\n"),
    ),
    "GetConfigFromFile": (),
    "WScript": (),
    "FileExists": (),
    "FileExistsOnWindows": (),
    "FileOrFolderExistsOnMac": (),
    "ParentFolder": (),
    "KillFileOnMac": (),
    "ToMacPath": (),
    "GetMacDir": (),
    "ToPosixPath": (),
    "ShowError": (),
    "SheetExists": (),
    "ExpandEnvironmentStrings": (),
    "ReadFile": (),
    "CreateGUID": (),
    "CheckConda": (),
}
"""The procedures we keep, and how each is changed; whatever else the module holds is left out."""


def installed() -> str:
    """Return the VBA of the xlwings that is installed, whose DLL it names; found without importing xlwings.

    Raises
    ------
    NoXlwings
        If there is none.
    """
    spec = find_spec("xlwings")
    file = Path(spec.origin).with_name("xlwings_custom_addin.bas") if spec and spec.origin else None
    if file is None or not file.exists():
        raise NoXlwings(where="xlwings")
    return file.read_text(encoding="ascii")


def version(text: str) -> str:
    """Return the version xlwings' VBA says it has."""
    found = re.search(r'XLWINGS_VERSION As String = "([\d.]+)"', text)
    if not found:
        raise PatchFails(where="xlwings.bas", text="XLWINGS_VERSION", count=0)
    return found[1]


def hardened(text: str) -> str:
    """Return xlwings' VBA as our add-in carries it.

    Raises
    ------
    PatchFails
        If a change no longer fits the text, or a procedure we need is gone.
    """
    procedures = {match[1]: match[0] for match in PROCEDURE.finditer(text)}
    if gone := [name for name in KEPT if name not in procedures]:
        raise PatchFails(where="xlwings.bas", text=", ".join(gone), count=0)
    header = _patched(text[: text.index("Public Function RunPython")], HEADER, "xlwings.bas")
    parts = [DECLARED.sub(r"\1Private ", header)]
    parts += [OPENED.sub("Private ", _patched(procedures[name], patches, name)) for name, patches in KEPT.items()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _patched(text: str, patches: tuple[Patch, ...], where: str) -> str:
    for patch in patches:
        text = patch.apply(text, where)
    return text
