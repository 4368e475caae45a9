"""Computers to look at from anywhere: a Windows and a Mac, each a folder, with a registry of plain dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import xlwings

from kpi_xl.excel.machine import MAC, WINDOWS, Machine, Python

USER = r"C:\Users\花子"
PYTHON = r"C:\Python313\python.exe"
WINDOWS_ENV = {
    "APPDATA": rf"{USER}\AppData\Roaming",
    "USERPROFILE": USER,
    "ProgramFiles": r"C:\Program Files",
    "SystemRoot": r"C:\Windows",
}
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
MAC_PYTHON = "/Users/hanako/kpi/bin/python"


@dataclass
class FakeRegistry:
    """Keys and their values, as Windows would hand them out."""

    keys: dict[str, dict[str, object]] = field(default_factory=dict)

    def values(self, key: str) -> Mapping[str, object]:
        return next((values for name, values in self.keys.items() if name.lower() == key.lower()), {})

    def children(self, key: str) -> tuple[str, ...]:
        below = [name[len(key) + 1 :] for name in self.keys if name.lower().startswith(f"{key.lower()}\\")]
        return tuple(dict.fromkeys(name.split("\\")[0] for name in below))

    def delete(self, key: str) -> None:
        for name in [name for name in self.keys if f"{name.lower()}\\".startswith(f"{key.lower()}\\")]:
            del self.keys[name]


def python(executable: str, prefix: str, bits: int = 64) -> Python:
    return Python(executable, prefix, bits, f"{prefix}/site-packages", "/nobody/site-packages")


def windows(root: Path, executable: str = PYTHON, registry: Mapping[str, dict[str, object]] | None = None, workbook: str = "") -> Machine:
    """A Windows in Japan on which Python and a 64-bit Excel are installed."""
    keys = {CLICK_TO_RUN: {"platform": "x64"}, **(registry or {})}
    own = python(executable, executable.rpartition("\\")[0])
    machine = Machine(WINDOWS, WINDOWS_ENV, own, "cp932", FakeRegistry(keys), root, workbook)
    touch(machine, executable)
    touch(machine, rf"{own.prefix}\xlwings64-{xlwings.__version__}.dll")
    return machine


def mac(root: Path, executable: str = MAC_PYTHON, workbook: str = "") -> Machine:
    """A Mac with Excel."""
    machine = Machine(MAC, {"HOME": "/Users/hanako"}, python(executable, executable.removesuffix("/bin/python")), "ascii", root=root)
    machine.disk(machine.path("/Applications/Microsoft Excel.app")).mkdir(parents=True)
    return replace(machine, workbook=workbook)


def touch(machine: Machine, path: str, content: bytes = b"") -> Path:
    """Put a file on a computer."""
    place = machine.disk(machine.path(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def files(machine: Machine) -> dict[str, bytes]:
    """Every file on a computer."""
    assert machine.root
    return {str(path.relative_to(machine.root)): path.read_bytes() for path in machine.root.rglob("*") if path.is_file()}


def folders(machine: Machine) -> set[str]:
    assert machine.root
    return {str(path.relative_to(machine.root)) for path in machine.root.rglob("*") if path.is_dir()}
