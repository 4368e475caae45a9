"""xlwings' Windows half on any machine: stand-ins for pywin32 while it is imported, so that its real decorators and conversion run.

Nothing of Excel is imitated: what would reach it fails.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import ctypes
import importlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import ClassVar
from unittest import mock

import numpy
import openpyxl
import xlwings

READY = (asyncio, concurrent.futures, importlib, subprocess, uuid, numpy, openpyxl, xlwings)
"""Modules that look at the platform when they are imported: they have to be there before it is called Windows."""

STAND_INS = (
    "pythoncom",
    "pywintypes",
    "win32api",
    "win32com",
    "win32com.client",
    "win32com.client.dynamic",
    "win32com.server",
    "win32com.server.dispatcher",
    "win32com.server.exception",
    "win32com.server.policy",
    "win32com.server.util",
    "win32con",
    "win32event",
    "win32gui",
    "win32process",
    "win32timezone",
)
OURS = "kpi_xl.excel.udfs"


class Anything(type):
    """A class whose every attribute is another such class."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(name, (), {})

    def __getitem__(cls, _: object) -> object:
        return cls


class StandIn(ModuleType):
    """A module of pywin32 in which every name is a class that does nothing."""

    __path__: ClassVar[list[str]] = []

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(name, (Exception,) if name.lower().endswith(("error", "exception")) else (), {})


@contextmanager
def on_windows() -> Iterator[tuple[ModuleType, ModuleType]]:
    """Yield xlwings' module of cell functions, and ours registered with it; afterwards everything is as before."""
    before = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "xlwings" or name in (OURS, *STAND_INS)}
    for name in before:
        del sys.modules[name]
    stand_ins = {name: StandIn(name) for name in STAND_INS}
    stand_ins["pythoncom"].__file__ = "pythoncom.dll"
    for name, module in stand_ins.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(stand_ins[parent], child, module)
    libraries = {name: mock.MagicMock() for name in ("windll", "oledll", "PyDLL")}
    sys.modules.update(stand_ins)
    try:
        with mock.patch.multiple(ctypes, create=True, **libraries):
            with mock.patch.object(sys, "platform", "win32"):
                theirs, ours = importlib.import_module("xlwings.udfs"), importlib.import_module(OURS)
            yield theirs, ours
    finally:
        # These alone: what else was imported meanwhile has to stay, since numpy's like cannot be loaded twice.
        for name in [name for name in sys.modules if name.split(".")[0] == "xlwings" or name == OURS or name in STAND_INS]:
            del sys.modules[name]
        sys.modules.update(before)
