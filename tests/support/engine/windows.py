"""xlwings' own code for Windows, loaded where there is no Windows: what it imports is replaced while it loads.

It then runs unchanged over objects that behave as Excel's do.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from types import ModuleType
from typing import Any
from unittest import mock

import xlwings  # as this system sees it, before the other one is pretended


class com_error(Exception):
    """pywintypes.com_error."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.hresult = args[0]


def module(name: str, **members: Any) -> ModuleType:
    """Return a module that has what is named, and stands in for the rest."""
    made = mock.MagicMock(name=name, **members)
    made.__name__, made.__file__, made.__path__ = name, f"{name}.py", []
    return made


def nothing(name: str) -> type:
    """Return a class of which nothing is an instance."""
    return type(name, (), {})


client = module("win32com.client", **{name: nothing(name) for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")})
STUBS = {
    "pywintypes": module("pywintypes", com_error=com_error, error=nothing("error"), TimeType=nothing("TimeType")),
    "win32com": module("win32com", client=client),
    "win32com.client": client,
    **{name: module(name) for name in ("win32api", "win32con", "pythoncom", "win32gui", "win32process", "win32timezone")},
}


def load() -> ModuleType:
    """Return `xlwings._xlwindows`; of the stubs only pywintypes stays, by which the adapter knows Excel's refusals."""
    if sys.platform == "win32" and "xlwings._xlwindows" in sys.modules:
        return sys.modules["xlwings._xlwindows"]
    dlls = {name: mock.MagicMock() for name in ("oledll", "windll", "PyDLL")}
    with mock.patch.dict(sys.modules, STUBS), mock.patch.multiple(ctypes, create=True, **dlls):
        loaded = importlib.import_module("xlwings._xlwindows")
    sys.modules["pywintypes"] = STUBS["pywintypes"]
    return loaded


_xlwindows = load()
assert xlwings.__version__
