"""The rooms of the house: a room imports only from rooms above it, and each outside library has its rooms."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kpi_xl"
ROOMS = ("labels", "errors", "formula", "calc", "model", "solve", "insight", "plan", "book", "jobs", "excel", "cli")
LIBRARIES = {
    "calc": {"numpy"},
    "model": {"numpy", "pydantic"},
    "solve": {"numpy", "scipy"},
    "insight": {"numpy", "scipy"},
    "plan": {"numpy"},
    "book": {"pydantic", "openpyxl", "xlwings"},
    "excel": {"pyopenvba", "xlwings"},
    "cli": {"typer", "rich"},
}
ADAPTERS = {"openpyxl": re.compile(r"openpyxl_\w+"), "xlwings": re.compile(r"xlwings_\w+")}
"""The files of the book's room that may know each library."""

FORBIDDEN = {"xlwings.pro", "xlwings.server"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The folder or file right under the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from [node.module or ""] + ([f"{node.module}.{name.name}" for name in node.names] if node.module == "kpi_xl" else [])


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parent != PACKAGE or path.stem != "__init__"], ids=lambda path: path.stem
)
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    own = room(path)
    above = set(ROOMS[: ROOMS.index(own) + 1])
    used = {name.split(".")[1] for name in imports(path) if name.startswith("kpi_xl.")}
    assert used <= above


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_an_outside_library_stays_in_its_rooms(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names - {"kpi_xl"}
    assert outside <= LIBRARIES.get(room(path), set())
    assert not set(imports(path)) & FORBIDDEN
    for library in outside & ADAPTERS.keys() if room(path) == "book" else ():
        assert ADAPTERS[library].fullmatch(path.stem), f"{library}'s objects never leave their adapter"


def test_every_room_is_drawn_in_the_architecture_page() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"} - {"templates"}
    drawn = set(re.findall(r"`kpi_xl/(\w+)/`", page))
    assert drawn == folders


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, kpi_xl; print(sorted({'pandas', 'scipy', 'xlwings', 'typer', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
