"""Put the add-in where Excel finds it, tell it which Python to run, and take exactly that away again.

Nothing is written before all that can be known to stand in the way is known, and the manifest is written before the files: a crash
in between leaves nothing that `uninstall` would not find. Knows pieces and the manifest. Does not know who is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from kpi_xl.book.package import replace_file
from kpi_xl.book.undo import digest
from kpi_xl.errors import KpiXlError
from kpi_xl.errors.install import CannotPlace, CannotRemove, NoBuilder, NotOurs
from kpi_xl.excel import conf, hardening, manifest, places
from kpi_xl.excel.fitness import check, raise_all
from kpi_xl.excel.machine import MAC, Machine
from kpi_xl.excel.manifest import Manifest
from kpi_xl.excel.shortcut import shortcut
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import install as words

SENT = f"{hardening.SWITCHES} -m kpi_xl.cli.sent"
"""As in the add-in, Python takes no code from where it is started."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of ours; the same one may be there from someone else, who then keeps it."""

    path: Path
    content: bytes
    shared: bool = False


def install(machine: Machine, lang: Lang, build: Callable[[], bytes] | None = None) -> list[Label]:
    """Put everything in place and return what is to be said about it.

    Parameters
    ----------
    machine
        The computer.
    lang
        The language of the entry in Explorer's menu.
    build
        What makes the add-in; None is the real one.

    Raises
    ------
    Problems
        With everything that stands in the way; nothing is written then.
    CannotPlace
        If a file cannot be written after all: Excel holds it open.
    """
    check(machine)
    before = manifest.recorded()
    pieces = [piece for piece in _pieces(machine, lang, build or _builder()) if not _someone_elses(piece, before)]
    raise_all([NotOurs(where=piece.path) for piece in pieces if _foreign(piece, before)])
    setting = machine.disk(places.settings(machine))
    missing = [folder for path in (*(piece.path for piece in pieces), setting) for folder in reversed(path.parents) if not folder.exists()]
    files = {str(piece.path): (digest(piece.content),) for piece in pieces}
    planned = Manifest(files, {str(setting): (machine.python.executable,)}, tuple(map(str, missing)))
    manifest.record(before.and_(planned))
    said = [_place(piece.path, piece.content) for piece in pieces]
    said += _set(machine, setting)
    return said + _drop_old(before, planned)


def uninstall(machine: Machine) -> list[Label]:
    """Take away what `install` put there and return what is to be said; what was changed since is left, and that is said.

    Raises
    ------
    Problems
        With every file that cannot be removed now; the manifest keeps them.
    """
    there = manifest.recorded()
    files, settings, said, stuck = dict(there.files), dict(there.settings), list[Label](), list[KpiXlError]()
    for name, known in there.files.items():
        with _noting(stuck, name):
            said += _remove(Path(name), known)
            del files[name]
    for name, ours in there.settings.items():
        with _noting(stuck, name):
            said += _unset(machine, Path(name), ours)
            del settings[name]
    for folder in reversed(there.folders):
        _remove_empty(Path(folder))
    manifest.record(Manifest(files, settings, there.folders if stuck else ()))
    machine.registry.delete(places.RIBBON_KEY)
    raise_all(stuck)
    return said


@contextmanager
def _noting(stuck: list[KpiXlError], name: str) -> Iterator[None]:
    """Keep what the disk refuses for later, and go on."""
    try:
        yield
    except OSError as error:
        stuck.append(CannotRemove(where=name, reason=error.strerror or type(error).__name__))


def _pieces(machine: Machine, lang: Lang, build: Callable[[], bytes]) -> Iterator[Piece]:
    """Yield the files that belong on this computer."""
    xlwings = hardening.version(hardening.installed())
    yield Piece(machine.disk(places.addin(machine)), build())
    if machine.platform == MAC:
        yield Piece(machine.disk(places.apple_script(machine, xlwings)), shipped_script(xlwings), shared=True)
    else:
        link = places.send_to(machine) / f"{words.SEND_TO.say(lang)}.lnk"
        yield Piece(machine.disk(link), _link(machine, lang))


def shipped_script(xlwings: str) -> bytes:
    """Return the AppleScript of the xlwings that is installed."""
    spec = find_spec("xlwings")
    return Path(str(spec and spec.origin)).with_name(f"xlwings-{xlwings}.applescript").read_bytes()


def _link(machine: Machine, lang: Lang) -> bytes:
    python = machine.python.executable
    return shortcut(python, SENT, str(machine.path(python).parent), words.SEND_TO_TIP.say(lang), machine.code_page)


def _builder() -> Callable[[], bytes]:
    """Return what makes the add-in; it is imported where it is needed, for most users of the commands do not have it."""
    if missing := [name for name in ("xlwings", "pyopenvba") if not find_spec(name)]:
        raise NoBuilder(where=", ".join(missing))
    from kpi_xl.excel.build import build

    return build


def _someone_elses(piece: Piece, before: Manifest) -> bool:
    """Whether exactly this file was there before us."""
    return piece.shared and str(piece.path) not in before.files and piece.path.exists() and piece.path.read_bytes() == piece.content


def _foreign(piece: Piece, before: Manifest) -> bool:
    """Whether another file stands in the piece's place."""
    return piece.path.exists() and digest(piece.path.read_bytes()) not in (*before.files.get(str(piece.path), ()), digest(piece.content))


def _place(path: Path, content: bytes) -> Label:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
    except OSError as error:
        raise CannotPlace(where=path, reason=error.strerror or type(error).__name__) from error
    return words.PLACED.fill(path=path)


def _set(machine: Machine, path: Path) -> list[Label]:
    """Name our Python in the settings; what else they hold stays."""
    name, end, new = places.INTERPRETERS[machine.platform], places.LINE_ENDS[machine.platform], machine.python.executable
    text = _text(machine, path)
    old = conf.value(text, name)
    placed = _place(path, conf.put(text, name, new, end).encode(machine.code_page, "surrogateescape"))
    return [placed] if old in (None, new) else [words.REPLACED_SETTING.fill(path=path, old=old, new=new)]


def _unset(machine: Machine, path: Path, ours: tuple[str, ...]) -> list[Label]:
    """Take our Python out of the settings; settings that hold nothing else go."""
    name, end, text = places.INTERPRETERS[machine.platform], places.LINE_ENDS[machine.platform], _text(machine, path)
    if conf.value(text, name) is None:
        return []
    if conf.value(text, name) not in ours:
        return [words.SETTING_CHANGED.fill(path=path)]
    if rest := conf.without(text, name, end):
        replace_file(path, rest.encode(machine.code_page, "surrogateescape"))
        return [words.SETTING_REMOVED.fill(path=path)]
    path.unlink()
    return [words.REMOVED.fill(path=path)]


def _text(machine: Machine, path: Path) -> str:
    return path.read_bytes().decode(machine.code_page, "surrogateescape") if path.exists() else ""


def _drop_old(before: Manifest, planned: Manifest) -> list[Label]:
    """Remove what an earlier install put there and this one does not need: another version's script, another language's entry."""
    old = {name: known for name, known in before.files.items() if name not in planned.files}
    said = [label for name, known in old.items() for label in _remove(Path(name), known)]
    now = before.then(planned)
    manifest.record(replace(now, files={name: known for name, known in now.files.items() if name not in old}))
    return said


def _remove(path: Path, known: tuple[str, ...]) -> list[Label]:
    """Remove a file that is still what we made of it."""
    if not path.exists():
        return []
    if digest(path.read_bytes()) not in known:
        return [words.CHANGED_SINCE.fill(path=path)]
    path.unlink()
    return [words.REMOVED.fill(path=path)]


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
