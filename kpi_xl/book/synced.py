"""Which folders a service keeps in step with other machines.

Knows how OneDrive, SharePoint, Dropbox, Google Drive, iCloud and Box lay out their folders on Windows and on a Mac. Does not know what
may be done there.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from unicodedata import normalize

BY_VARIABLE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Where Windows says that the folder really is, whatever its name."""

REGISTERED = r"Software\SyncEngines\Providers\OneDrive"
"""Where OneDrive on Windows lists every folder it looks after; a SharePoint library is named after its company and site alone."""

AT_HOME: Mapping[str, str] = {"Box": "Box", "Box Sync": "Box"}
"""Folders with so plain a name that they only count right below the user's own folder."""

END = r"(?=$|[ (（.-])"
BY_NAME: Mapping[re.Pattern[str], str] = {  # in small letters; a folder such as "OneDrive移行計画" is nobody's
    re.compile(rf"onedrive{END}|.*\bd\.docs\.live\.net\b"): "OneDrive",
    re.compile(rf"sharepoint{END}|.*\.sharepoint\.com\b"): "SharePoint",
    re.compile(rf"dropbox{END}"): "Dropbox",
    re.compile(rf"(google ?drive|my drive|マイドライブ){END}"): "Google Drive",
    re.compile(rf"(icloud|icloud ?drive|mobile documents|com~apple~clouddocs){END}"): "iCloud",
}
BY_CONTENT: Mapping[str, str] = {".dropbox.cache": "Dropbox", ".shortcut-targets-by-id": "Google Drive"}
"""What lies in a service's uppermost folder."""

CLOUD_STORAGE = ("library", "cloudstorage")
"""Where a Mac keeps every service that is no part of it, one folder each: OneDrive-見本, Box-Box."""


def synced_by(path: Path) -> str | None:
    """Return the service that keeps a file in step with other machines, None where none does."""
    return next(services(path), None)


def services(path: Path) -> Iterator[str]:
    """Yield the service of each sign there is, of the path as it is written and as it is without links."""
    roots = list(registered())
    for place in dict.fromkeys((Path(os.path.abspath(path)), Path(os.path.realpath(path)))):
        yield from (service for root, service in roots if root in place.parents)
        yield from named(place)
        yield from (service for folder in place.parents for name, service in BY_CONTENT.items() if (folder / name).exists())


def named(place: PurePath) -> Iterator[str]:
    """Yield the service whose name a folder on the way has."""
    folders = [normalize("NFC", folder).casefold() for folder in place.parts[:-1]]  # a Mac takes letters apart
    for number, folder in enumerate(folders):
        yield from (service for pattern, service in BY_NAME.items() if pattern.match(folder))
        if tuple(folders[max(number - 2, 0) : number]) == CLOUD_STORAGE:
            yield place.parts[number].partition("-")[0]


def registered() -> Iterator[tuple[Path, str]]:
    """Yield the folders that the system or the user's own folder tells of."""
    yield from ((Path(os.environ[name]), "OneDrive") for name in BY_VARIABLE if os.environ.get(name))
    yield from ((Path(os.path.expanduser("~")) / folder, service) for folder, service in AT_HOME.items())
    yield from ((Path(folder), "OneDrive") for folder in mount_points())


def mount_points() -> list[str]:
    """Return the folders that OneDrive has registered with Windows."""
    found: list[str] = []
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, REGISTERED) as providers:  # else it was never set up here
            for number in range(winreg.QueryInfoKey(providers)[0]):
                with suppress(OSError), winreg.OpenKey(providers, winreg.EnumKey(providers, number)) as provider:
                    found.append(str(winreg.QueryValueEx(provider, "MountPoint")[0]))
    return found
