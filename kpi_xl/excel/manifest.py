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

Ours = Mapping[str, tuple[str, ...]]
"""What may stand in a place and is ours, by the place's path."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What we have put where. While it is being put there, what stands in a place may be the earlier or the coming one: both are ours.

    Attributes
    ----------
    files
        The digests of every file we made, by its path.
    settings
        What we set one name to in a file of settings, by its path; other lines are not ours.
    folders
        The folders we made, the outermost first.
    """

    files: Ours = field(default_factory=dict)
    settings: Ours = field(default_factory=dict)
    folders: tuple[str, ...] = ()

    def and_(self, other: Manifest) -> Manifest:
        """Return what holds while one gives way to the other."""
        return Manifest(_both(self.files, other.files), _both(self.settings, other.settings), _once(self.folders, other.folders))

    def then(self, other: Manifest) -> Manifest:
        """Return what holds when the other one is in place; what it does not name is as it was."""
        return Manifest({**self.files, **other.files}, {**self.settings, **other.settings}, _once(self.folders, other.folders))


def _both(one: Ours, other: Ours) -> Ours:
    return {path: _once(one.get(path, ()), other.get(path, ())) for path in (*one, *other)}


def _once(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def path() -> Path:
    """Return where it is written down."""
    return home() / "installed.json"


def recorded() -> Manifest:
    """Return what is written down; nothing where that cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        read = json.loads(path().read_bytes())
        files, settings = ({path: tuple(ours) for path, ours in read[part].items()} for part in ("files", "settings"))
        return Manifest(files, settings, tuple(read["folders"]))
    return Manifest()


def record(manifest: Manifest) -> None:
    """Write down what is there now; nothing leaves nothing."""
    if manifest == Manifest():
        path().unlink(missing_ok=True)
        with suppress(OSError):  # what else is kept there stays, and the folder with it
            path().parent.rmdir()
        return
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(path(), json.dumps(asdict(manifest), indent=1).encode())
