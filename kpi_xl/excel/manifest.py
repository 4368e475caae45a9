"""What `kpi-xl install` has put on this computer, written down so that exactly that can be taken away again.

Knows paths, hashes and lines. Does not know what they are for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kpi_xl.book.package import replace_file
from kpi_xl.book.undo import home


@dataclass(frozen=True, slots=True)
class Manifest:
    """What we have put where.

    Attributes
    ----------
    files
        The digest of every file we made, by its path.
    settings
        What we set one name to in a file of settings, by its path; other lines are not ours.
    folders
        The folders we made, the outermost first.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()

    def and_(self, other: Manifest) -> Manifest:
        """Return both together; the other one is newer."""
        folders = tuple(dict.fromkeys((*self.folders, *other.folders)))
        return Manifest({**self.files, **other.files}, {**self.settings, **other.settings}, folders)


def path() -> Path:
    """Return where it is written down."""
    return home() / "installed.json"


def recorded() -> Manifest:
    """Return what is written down; nothing where that cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        read = json.loads(path().read_bytes())
        return Manifest(dict(read["files"]), dict(read["settings"]), tuple(read["folders"]))
    return Manifest()


def record(manifest: Manifest) -> None:
    """Write down what is there now; nothing leaves nothing."""
    if manifest == Manifest():
        path().unlink(missing_ok=True)
        return
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(path(), json.dumps(asdict(manifest), indent=1).encode())
