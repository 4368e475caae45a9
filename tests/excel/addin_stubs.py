"""The add-in as LibreOffice can run it: our own VBA as it is, and a recorder in place of xlwings, of the registry and of the COM server.

What the recorder is told stands on the first sheet in column H, a row each.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from pyopenvba import ExcelFile, VBAModuleKind

from kpi_xl.excel.build import build, modules, packed, source, windows
from kpi_xl.excel.entry import JOBS
from kpi_xl.excel.hardening import installed
from kpi_xl.excel.wrappers import shipped
from tests.support.vba import as_on

INTERPRETER = r"C:\Python\python.exe"
XLWINGS = """Attribute VB_Name = "xlwings"
Public Sub Record(ByVal What As String)
    Dim Row As Long
    Row = 1
    Do While CStr(ThisWorkbook.Worksheets(1).Cells(Row, 8).Value) <> ""
        Row = Row + 1
    Loop
    ThisWorkbook.Worksheets(1).Cells(Row, 8).Value = What
End Sub
Private Function GetConfig(ByVal configKey As String, ByVal default As String) As String
    GetConfig = "{interpreter}"
End Function
Private Function ExecuteWindows(ByVal IsFrozen As Boolean, ByVal PythonCommand As String, ByVal PYTHON_WIN As String) As Integer
    Record PYTHON_WIN & "|" & PythonCommand
End Function
Private Function XLPy() As Object
    Set XLPy = New Server
End Function
"""
SERVER = """
Public Function CallUDF(ByVal Script As String, ByVal Name As String, ByVal Arguments As Variant) As Variant
    Dim Said As String, Place As Long
    Said = Script & "|" & Name
    For Place = LBound(Arguments) To UBound(Arguments)
        If IsMissing(Arguments(Place)) Or IsError(Arguments(Place)) Then
            Said = Said & "|-"
        Else
            Said = Said & "|" & CStr(Arguments(Place))
        End If
    Next Place
    xlwings.Record Said
    CallUDF = Arguments(0)
End Function
"""
REGISTRY = """Attribute VB_Name = "Registry"
Private Kept As String
Public Function GetSetting(App, Section, Key, Default) As String
    GetSetting = Kept
End Function
Public Sub SaveSetting(App, Section, Key, Setting)
    Kept = Setting
End Sub
"""


PROBE = """
Public Function Probe(ByVal Row As Long) As Variant
    Probe = Shown(ThisWorkbook.Worksheets(1).Cells(Row, 8))
End Function
"""


def runnable(folder: Path, interpreter: str = INTERPRETER, system: str = "Windows") -> Path:
    """Write the add-in with the recorder in it, as a workbook with macros: LibreOffice opens no add-in."""
    made = {name: as_on(system, text) for name, text in modules(installed(), shipped(), tuple(JOBS)).items()}
    made["xlwings"] = XLWINGS.replace("{interpreter}", interpreter) + as_on(system, source("bridge.bas"))
    made["KpiFunctions"] += PROBE
    with zipfile.ZipFile(BytesIO(build())) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    contents["xl/vbaProject.bin"] = project(folder, {**made, "Registry": REGISTRY})
    contents["[Content_Types].xml"] = contents["[Content_Types].xml"].replace(b"excel.addin.macro", b"excel.sheet.macro")
    path = folder / "kpi_xl.xlsm"
    path.write_bytes(packed(contents))
    return path


def project(folder: Path, made: Mapping[str, str]) -> bytes:
    """Return modules, and the class of the recording server, as a VBA project; what runs at opening is left out."""
    path = folder / "empty.xlsm"
    path.unlink(missing_ok=True)
    with ExcelFile.create_new(str(path)) as book:
        for name, text in made.items():
            if name != "ThisWorkbook":
                book.vba_project().add_module(name, windows(text))
        book.vba_project().add_module("Server", windows(SERVER), kind=VBAModuleKind.other)
        book.save()
    with zipfile.ZipFile(path) as package:
        return package.read("xl/vbaProject.bin")
