"""The computer an add-in is put on: its system, environment, registry, disk and the Python we run in.

Knows how each is asked. Does not know what is asked, nor what an answer means. A test makes one of its own, so that Windows and a Mac
can be looked at from anywhere.
"""

from __future__ import annotations

import locale
import os
import site
import struct
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Protocol

WINDOWS, MAC = "win32", "darwin"


class Registry(Protocol):
    """The registry of Windows; a key is written `HKCU\\Software\\...`. What is not there, or may not be read, is empty."""

    def values(self, key: str) -> Mapping[str, object]:
        """Return a key's values by their names in small letters; the default value has an empty name."""

    def children(self, key: str) -> tuple[str, ...]:
        """Return the names of the keys below a key."""

    def delete(self, key: str) -> None:
        """Remove a key and all below it."""


class NoRegistry:
    """What other systems have."""

    def values(self, key: str) -> Mapping[str, object]:
        return {}

    def children(self, key: str) -> tuple[str, ...]:
        return ()

    def delete(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Python:
    """The Python we run in: its program, its folder, its bits, where its packages are and where a user's own would be."""

    executable: str
    prefix: str
    bits: int
    packages: str
    user_packages: str


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer.

    Attributes
    ----------
    platform
        As `sys.platform` says it.
    env
        Environment variables.
    python
        The Python we run in.
    code_page
        In which encoding VBA reads a text file.
    registry
        The registry of Windows.
    root
        Under which folder this computer's disks are; None where it is the one we run on.
    workbook
        The path or address of the workbook in question, or nothing.
    """

    platform: str
    env: Mapping[str, str]
    python: Python
    code_page: str
    registry: Registry = field(default_factory=NoRegistry)
    root: Path | None = None
    workbook: str = ""

    def path(self, text: str) -> PurePath:
        """Return a path as this computer reads it."""
        return (PureWindowsPath if self.platform == WINDOWS else PurePosixPath)(text)

    def folder(self, variable: str) -> PurePath:
        """Return the folder an environment variable names."""
        return self.path(self.env.get(variable, ""))

    def disk(self, path: PurePath) -> Path:
        """Return where a path of this computer can be reached from here."""
        if self.root is None:
            return Path(path)
        return self.root.joinpath(*(part.strip("\\/").replace(":", "_") for part in path.parts if part.strip("\\/")))

    def exists(self, path: PurePath) -> bool:
        """Whether there is such a file or folder; one that may not be looked at is none."""
        with suppress(OSError):
            return self.disk(path).exists()
        return False

    def read(self, path: PurePath) -> bytes | None:
        """Return what a file holds, None where there is none."""
        with suppress(OSError):
            return self.disk(path).read_bytes()
        return None

    def marked(self, path: PurePath) -> bool:
        """Whether Windows notes that a file came from the web or by mail."""
        return self.read(path.with_name(f"{path.name}:Zone.Identifier")) is not None


if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """The registry of the Windows we run on, always its 64-bit side."""

        def values(self, key: str) -> Mapping[str, object]:
            found: dict[str, object] = {}
            with suppress(OSError), self._opened(key) as handle:
                for number in range(winreg.QueryInfoKey(handle)[1]):
                    name, value, _ = winreg.EnumValue(handle, number)
                    found[name.lower()] = value
            return found

        def children(self, key: str) -> tuple[str, ...]:
            with suppress(OSError), self._opened(key) as handle:
                return tuple(winreg.EnumKey(handle, number) for number in range(winreg.QueryInfoKey(handle)[0]))
            return ()

        def delete(self, key: str) -> None:
            for child in self.children(key):
                self.delete(f"{key}\\{child}")
            hive, _, path = key.partition("\\")
            with suppress(OSError):
                winreg.DeleteKey(HIVES[hive], path)

        def _opened(self, key: str) -> winreg.HKEYType:
            hive, _, path = key.partition("\\")
            return winreg.OpenKey(HIVES[hive], path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)

    HIVES = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    REGISTRY: Registry = WindowsRegistry()
else:
    REGISTRY = NoRegistry()


def this_machine(workbook: str = "") -> Machine:
    """Return the computer we run on."""
    python = Python(
        executable=sys.executable,
        prefix=sys.prefix,
        bits=struct.calcsize("P") * 8,
        packages=str(Path(__file__).parents[2]),
        user_packages=site.getusersitepackages(),
    )
    # Excel for Mac reads text files in an encoding that depends on its language; plain ASCII is the same in all of them.
    code_page = "ascii" if sys.platform == MAC else locale.getencoding()
    return Machine(sys.platform, os.environ, python, code_page, REGISTRY, workbook=workbook)
