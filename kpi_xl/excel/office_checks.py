"""What Windows and Office may forbid: macros, trusted folders, Protected View, child processes, programs; and synced folders.

Knows policies by their places in the registry, as Microsoft documents them. Does not know Python. Each look is a function of the
computer alone.
"""

from __future__ import annotations

import ntpath
import re
from collections.abc import Iterator
from pathlib import PurePath

from kpi_xl.book.synced import BY_VARIABLE, named
from kpi_xl.excel import places
from kpi_xl.excel.findings import Finding, bad, good, note
from kpi_xl.excel.machine import MAC, Machine
from kpi_xl.excel.project import FILE
from kpi_xl.labels import Label
from kpi_xl.labels import doctor as words

OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
HIVES = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Office\16.0",
    r"HKLM\SOFTWARE\Policies\Microsoft\Office\16.0",
    OFFICE,
)
"""A policy comes before what the user has set."""

FORBIDDING = (("Common", "VBAOff"), (r"Excel\Security", "DisableAllAddins"), (r"Excel\Security", "RequireAddinSig"))
"""Settings that stop an unsigned add-in wherever it stands."""

LOCATIONS = r"Excel\Security\Trusted Locations"
ASK, SIGNED_ONLY, NEVER = 2, 3, 4
"""What Excel does about macros outside trusted locations."""

CHILD_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
API_RULE = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
BLOCK, WARN = "1", "6"
DEFENDER = r"Microsoft\Windows Defender"
RULES = tuple(rf"HKLM\SOFTWARE\{start}{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules" for start in ("Policies\\", ""))
MANAGED = rf"HKLM\SOFTWARE\Policies\{DEFENDER}\Policy Manager"
LOCKER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
VARIABLE = re.compile(r"%([^%]+)%")


def setting(machine: Machine, path: str, name: str) -> object:
    """Return an Office setting: the policy's, else the user's, else None."""
    found = (machine.registry.values(rf"{hive}\{path}").get(name.lower()) for hive in HIVES)
    return next((value for value in found if value is not None), None)


def macros(machine: Machine) -> Finding:
    """Look for policies that stop the add-in wherever it stands."""
    for path, name in FORBIDDING:
        if setting(machine, path, name) == 1:
            return bad(words.MACROS_SAID.fill(setting=name), words.MACROS_REMEDY.fill(path=places.addin(machine)))
    return good()


def trusted(machine: Machine) -> Finding:
    """Look whether macros in Excel's start folder run without being asked for, as they do unless somebody changed that."""
    folder = places.start_folder(machine)
    if setting(machine, LOCATIONS, "AllLocationsDisabled") != 1 and _trusts(machine, folder):
        return good()
    weigh = bad if setting(machine, r"Excel\Security", "VBAWarnings") in (SIGNED_ONLY, NEVER) else note
    return weigh(words.TRUST_SAID, words.TRUST_REMEDY.fill(folder=folder))


def _trusts(machine: Machine, folder: PurePath) -> bool:
    """Whether a folder is among those Excel trusts; where none is listed, Excel's own defaults hold."""
    listed = list(_locations(machine))
    return not listed or any(place == folder or (deep and place in folder.parents) for place, deep in listed)


def _locations(machine: Machine) -> Iterator[tuple[PurePath, bool]]:
    """Yield the folders Excel trusts, and whether those below are trusted as well."""
    for hive in HIVES:
        for child in machine.registry.children(rf"{hive}\{LOCATIONS}"):
            values = machine.registry.values(rf"{hive}\{LOCATIONS}\{child}")
            if path := str(values.get("path") or ""):
                yield machine.path(expanded(machine, path)), values.get("allowsubfolders") == 1


def expanded(machine: Machine, text: str) -> str:
    """Return a path with its %VARIABLES% filled in."""
    variables = {name.lower(): value for name, value in machine.env.items()}
    return VARIABLE.sub(lambda found: variables.get(found[1].lower(), found[0]), text)


def blocked(machine: Machine) -> Finding:
    """Look for the mark of the web on the add-in."""
    path = places.addin(machine)
    return bad(words.BLOCKED_SAID, words.BLOCKED_REMEDY.fill(path=path)) if machine.marked(path) else good(words.NONE)


def disabled(machine: Machine) -> Finding:
    """Look whether Excel has switched the add-in off, as it does after a crash."""
    values = machine.registry.values(rf"{OFFICE}\Excel\Resiliency\DisabledItems").values()
    ours = any(FILE in value.decode("utf-16-le", "replace").lower() for value in values if isinstance(value, bytes))
    return bad(words.DISABLED_SAID, words.DISABLED_REMEDY) if ours else good(words.NONE)


def protected_view(machine: Machine) -> Finding:
    """Look whether the workbook in question opens in Protected View, where no button works."""
    if machine.workbook and not is_address(machine.workbook) and machine.marked(machine.path(machine.workbook)):
        return note(words.VIEW_SAID, words.VIEW_REMEDY)
    return good()


def children(machine: Machine) -> Finding:
    """Look whether Excel may start programs."""
    return _weighed(machine, CHILD_RULE, words.CHILDREN_SAID, words.CHILDREN_REMEDY)


def api(machine: Machine) -> Finding:
    """Look whether a macro may load a DLL."""
    return _weighed(machine, API_RULE, words.API_SAID, words.API_REMEDY)


def _weighed(machine: Machine, rule: str, said: Label, remedy: Label) -> Finding:
    state, todo = rule_state(machine, rule), remedy.fill(rule=rule)
    if state == BLOCK:
        return bad(said, todo)
    return note(words.CHILDREN_WARN, todo) if state == WARN else good()


def rule_state(machine: Machine, rule: str) -> str:
    """Return what a rule of Defender does, from wherever it was set: group policy, device management, the computer itself."""
    managed = str(machine.registry.values(MANAGED).get("asrrules", "")).lower()
    listed = dict(part.split("=", 1) for part in managed.split("|") if "=" in part)
    found = (str(machine.registry.values(key).get(rule, "")) for key in RULES)
    return next(filter(None, (*found, listed.get(rule, ""))), "")


def locker(machine: Machine) -> Finding:
    """Look for AppLocker's rules; where there are any, only Windows' own folders and Program Files are usually allowed."""
    ruled = machine.registry.children(LOCKER) and machine.registry.values(LOCKER).get("enforcementmode") != 0
    python = machine.path(machine.python.executable)
    usual = [machine.folder(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "SystemRoot") if machine.env.get(name)]
    if ruled and not any(folder in python.parents for folder in usual):
        return note(words.LOCKER_SAID.fill(path=python), words.LOCKER_REMEDY)
    return good(words.NONE)


def cloud(machine: Machine) -> Finding:
    """Look whether the workbook, or the folder where new ones go, is kept in step with a service."""
    place = machine.workbook or str(documents(machine) / FILE)
    if is_address(place):
        return note(words.CLOUD_SAID.fill(service=place.split("/")[2]), words.CLOUD_REMEDY)
    path = machine.path(place)
    below = any(machine.folder(name) in path.parents for name in BY_VARIABLE if machine.env.get(name))
    if service := "OneDrive" if below else next(named(path), None):
        return note(words.CLOUD_SAID.fill(service=service), words.CLOUD_REMEDY)
    return good()


def documents(machine: Machine) -> PurePath:
    """Return the folder for documents; OneDrive often takes it over."""
    if machine.platform == MAC:
        return machine.folder("HOME") / "Documents"
    said = str(machine.registry.values(SHELL_FOLDERS).get("personal") or ntpath.join("%USERPROFILE%", "Documents"))
    return machine.path(expanded(machine, said))


def is_address(place: str) -> bool:
    """Whether Excel names a workbook by an address instead of a path."""
    return place.lower().startswith(("http://", "https://"))
