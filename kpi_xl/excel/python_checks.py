"""Whether this Python can serve Excel, and whether the add-in is there and runs it.

Knows what makes a Python unfit and what `install` puts where. Does not know Excel's security settings. Each look is a function of the
computer alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from pathlib import PurePath

import kpi_xl
from kpi_xl.excel import conf, hardening, places
from kpi_xl.excel.findings import Finding, bad, good, not_seen, note
from kpi_xl.excel.fitness import unreadable, unreadable_home
from kpi_xl.excel.install import shipped_script
from kpi_xl.excel.machine import MAC, Machine
from kpi_xl.labels import doctor as words

CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
OUTLOOK = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"
PROGRAM = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
MAC_PROGRAM = "/Applications/Microsoft Excel.app"
BITS = {"x64": 64, "x86": 32, "arm64": 64}
FACTS = re.compile(r"kpi_xl (\S+), xlwings ([\d.]+)")


def excel(machine: Machine) -> Finding:
    """Look for Excel itself."""
    if machine.platform == MAC:
        there = machine.exists(machine.path(MAC_PROGRAM))
    else:
        there = bool(machine.registry.values(PROGRAM).get("")) or bool(excel_bits(machine))
    return good(words.EXCEL_FOUND) if there else bad(words.EXCEL_MISSING, words.EXCEL_REMEDY)


def excel_bits(machine: Machine) -> int | None:
    """Return the bits of Excel, None where nothing says so."""
    said = machine.registry.values(CLICK_TO_RUN).get("platform") or machine.registry.values(OUTLOOK).get("bitness")
    program = str(machine.registry.values(PROGRAM).get("", ""))
    return BITS.get(str(said).lower()) or (32 if "(x86)" in program.lower() else None)


def bits(machine: Machine) -> Finding:
    """Compare the bits of Python and Excel; they are two programs that talk, so they may differ."""
    found = excel_bits(machine)
    if found is None:
        return not_seen()
    said = words.BITS_SAID.fill(python=machine.python.bits, excel=found)
    return good(said) if machine.python.bits >= found else note(said, words.BITS_REMEDY)


def store(machine: Machine) -> Finding:
    """Look for Microsoft Store's Python."""
    if places.from_store(machine):
        return bad(words.STORE_SAID.fill(path=machine.python.executable), words.STORE_REMEDY)
    return good(words.NOT_STORE)


def conda(machine: Machine) -> Finding:
    """Look for conda, whose libraries are found only where it was activated, and Excel does not."""
    if machine.exists(machine.path(machine.python.prefix) / "conda-meta"):
        return note(words.CONDA_SAID.fill(path=machine.python.prefix), words.CONDA_REMEDY)
    return good(words.NOT_CONDA)


def user_install(machine: Machine) -> Finding:
    """Look for an installation with --user, which puts the DLL where Excel does not look."""
    if machine.path(machine.python.packages) == machine.path(machine.python.user_packages):
        return bad(words.USER_SAID.fill(path=machine.python.packages), words.USER_REMEDY)
    return good(words.NOT_USER)


def dll(machine: Machine) -> Finding:
    """Look for the DLL the add-in names, in the two folders where it looks."""
    version = hardening.version(hardening.installed())
    name = f"xlwings{excel_bits(machine) or 64}-{version}.dll"
    folder = machine.path(machine.python.executable).parent
    for place in (folder / name, folder.parent / name):
        if machine.exists(place):
            return good(words.FOUND_AT.fill(path=place))
    return bad(words.DLL_MISSING.fill(name=name, folder=folder), words.DLL_REMEDY.fill(version=version))


def addin(machine: Machine) -> Finding:
    """Look for the add-in, made by this version of ours with this version of xlwings."""
    path, wanted = places.addin(machine), (kpi_xl.__version__, hardening.version(hardening.installed()))
    content = machine.read(path)
    if content is None:
        return bad(words.ADDIN_MISSING.fill(path=path), words.INSTALL_REMEDY)
    found = facts(content)
    if found != wanted:
        spoken = [f"kpi_xl {one}, xlwings {other}" for one, other in (found or ("?", "?"), wanted)]
        return bad(words.ADDIN_OTHER.fill(found=spoken[0], wanted=spoken[1]), words.INSTALL_REMEDY)
    return good(words.ADDIN_SAID.fill(version=wanted[0]))


def facts(addin: bytes) -> tuple[str, str] | None:
    """Return the versions an add-in says it was made by, None where it says none."""
    with suppress(zipfile.BadZipFile, KeyError, UnicodeDecodeError), zipfile.ZipFile(io.BytesIO(addin)) as package:
        if found := FACTS.search(package.read("docProps/core.xml").decode()):
            return found[1], found[2]
    return None


def named(machine: Machine) -> str | None:
    """Return the Python that the settings name."""
    content = machine.read(places.settings(machine)) or b""
    return conf.value(content.decode(machine.code_page, "surrogateescape"), places.INTERPRETERS[machine.platform])


def config(machine: Machine) -> Finding:
    """Compare the Python in the settings with ours."""
    own, path = machine.python.executable, places.settings(machine)
    there = named(machine)
    if there is None:
        return bad(words.CONFIG_MISSING.fill(path=path), words.CONFIG_REMEDY)
    if machine.path(there) == machine.path(own):
        return good(words.FOUND_AT.fill(path=own))
    weigh = note if machine.exists(machine.path(there)) else bad
    return weigh(words.CONFIG_OTHER.fill(named=there, own=own), words.CONFIG_REMEDY)


def letters(machine: Machine) -> Finding:
    """Look for letters in Python's path, and in that of the settings, that do not come through."""
    if signs := unreadable(machine):
        return bad(words.PATH_SAID.fill(signs=signs, path=machine.python.executable), words.PATH_REMEDY)
    if signs := unreadable_home(machine):
        return bad(words.PATH_SAID.fill(signs=signs, path=places.settings(machine)), words.HOME_REMEDY)
    return good()


def script(machine: Machine) -> Finding:
    """Look for the AppleScript through which Excel for Mac starts Python."""
    version = hardening.version(hardening.installed())
    path: PurePath = places.apple_script(machine, version)
    if machine.read(path) == shipped_script(version):
        return good()
    return bad(words.ADDIN_MISSING.fill(path=path), words.INSTALL_REMEDY)
