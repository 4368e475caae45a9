"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support import libreoffice, ooxml, rendering
from tests.windows import prefix

NEEDS = {
    "libreoffice": (lambda: libreoffice.PROGRAM, "LibreOffice (soffice) is not installed"),
    "validator": (lambda: ooxml.PROGRAM, "OOXML_VALIDATOR does not say where the Open XML validator stands"),
    "fonts": (rendering.fonts, "Carlito and Noto Sans CJK, which are as wide as Excel's fonts, are not installed"),
    "windows": (prefix.can_run, "Wine and the linker of binutils-mingw-w64-x86-64 are not installed"),
}
"""What a marked test needs of the machine; without it the test is skipped, and fails where CI is set."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (there, sentence) in NEEDS.items():
        if item.get_closest_marker(marker) and not there():
            stop = pytest.fail if os.environ.get("CI") else pytest.skip
            stop(sentence)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what runs keep, so that nobody's real one is touched."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("KPI_XL_HOME", str(folder))
    return folder
