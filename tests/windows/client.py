"""Call cell functions as Excel's VBA does: xlwings' library starts the server, each call passes through COM.

Runs in the Windows Python, away from the server. Knows COM and what Excel hands over. Does not know what a function computes.
A line of JSON on the way in is a call, one on the way out its answer; the first line says how the server is started.
"""

from __future__ import annotations

import ctypes
import datetime
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pythoncom
import pywintypes
import win32gui
from win32com.client import VARIANT, dynamic
from win32com.server.policy import DesignatedWrapPolicy
from win32com.server.util import wrap

RANGE = pywintypes.IID("{00020846-0000-0000-C000-000000000046}")
"""Excel's Range: xlwings knows a range by the identity of its type."""

WINDOWS_64 = 3
START, END = 1, -1

Json = object


class Typed(DesignatedWrapPolicy):
    """Answers as an object of Excel's type Range."""

    def _build_typeinfos_(self) -> list[object]:
        return [TYPE]


def range_type() -> object:
    """Return a type that is Excel's by its identity alone."""
    library = pythoncom.CreateTypeLib2(WINDOWS_64, os.path.join(tempfile.gettempdir(), "range.tlb"))
    made = library.CreateTypeInfo("Range", pythoncom.TKIND_DISPATCH)
    made.SetGuid(RANGE)
    made.LayOut()
    return made.QueryInterface(pythoncom.IID_ITypeInfo)


TYPE = range_type()


def thing(policy: type | None = None, **members: object) -> object:
    """Return a COM object with some properties."""
    shown = {"_public_methods_": (), "_public_attrs_": tuple(members), **members}
    return wrap(type("Thing", (), shown)(), usePolicy=policy)


def excel_range(rows: Sequence[Sequence[Json]]) -> object:
    """Return a range of cells, with what xlwings asks of one."""
    counts = {"Rows": thing(Count=len(rows)), "Columns": thing(Count=len(rows[0]))}
    sheet = thing(Parent=thing(Application=thing(Hwnd=win32gui.GetDesktopWindow())))
    several = len(rows) > 1 or len(rows[0]) > 1
    value = list(map(com, rows)) if several else com(rows[0][0])  # a list: pywin32 takes a tuple for several results
    return thing(Typed, Value=value, Row=1, Column=1, Worksheet=sheet, **counts)


KINDS: Mapping[str, Callable[[object], object]] = {
    "missing": lambda _: pythoncom.ArgNotFound,
    "error": lambda number: number,  # pywin32 sends no errors, but what it receives as one is this number too
    "currency": lambda amount: VARIANT(pythoncom.VT_CY, Decimal(str(amount))),
    "date": lambda moment: pywintypes.Time(datetime.datetime.fromisoformat(moment)),  # type: ignore[arg-type]
    "range": excel_range,  # type: ignore[dict-item]
}
"""What a number, a text, a blank and an array are not enough for."""


def com(value: Json) -> object:
    """Return a value as Excel puts it into a Variant."""
    if isinstance(value, dict):
        [(kind, held)] = value.items()
        return KINDS[kind](held)
    if isinstance(value, list):
        return tuple(map(com, value))
    return pythoncom.Empty if value is None else value


def answer(server: object, module: str, name: str, arguments: Sequence[Json]) -> Json:
    """Return what a call gives, or what it stops with, and how many seconds it took."""
    given = tuple(map(com, arguments))
    start = time.perf_counter()
    try:
        found = {"value": server.CallUDF(module, name, given)}  # type: ignore[attr-defined]
    except pythoncom.com_error as error:
        found = {"raised": error.excepinfo[2] if error.excepinfo else str(error)}
    return {**found, "seconds": time.perf_counter() - start}


def main() -> None:
    """Start the server, answer each line, and stop it when there are no more."""
    opening = json.loads(sys.stdin.readline())
    activate = ctypes.WinDLL(opening["library"]).XLPyDLLActivateAuto
    activate.argtypes, activate.restype = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int], ctypes.c_long
    variant, command = (ctypes.c_uint64 * 3)(), opening["command"].encode("mbcs")
    if activate(variant, command, START):
        raise SystemExit(ctypes.cast(variant[1], ctypes.c_wchar_p).value)
    server = dynamic.Dispatch(pythoncom.ObjectFromAddress(variant[1], pythoncom.IID_IDispatch))
    for line in sys.stdin:
        print(json.dumps(answer(server, opening["module"], *json.loads(line))), flush=True)
    activate(variant, command, END)


if __name__ == "__main__":
    main()
    os._exit(0)  # what Python tidies at its end may no longer be there: the server is gone
