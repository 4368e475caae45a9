"""What every test may ask for."""

from __future__ import annotations

import os

import pytest

from tests.support import libreoffice


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "libreoffice: needs the program; without it the test is skipped here and fails where CI is set")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("libreoffice") and libreoffice.PROGRAM is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("LibreOffice (soffice) is not installed")
