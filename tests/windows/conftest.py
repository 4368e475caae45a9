"""Excel's side of the cell functions, on a Windows under Wine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.excel import Excel, open_excel
from tests.windows.prefix import prepare


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server is started: a folder like those that workbooks are mailed into."""
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture(scope="session")
def excel(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Excel]:
    """A process that calls cell functions. KPI_XL_WINDOWS names a folder in which the Windows is kept from run to run."""
    kept = os.environ.get("KPI_XL_WINDOWS")
    windows = prepare(Path(kept) if kept else tmp_path_factory.mktemp("windows"))
    try:
        opened = open_excel(windows, folder)
        yield opened
        opened.close()
    finally:
        windows.stop()
        if not kept:
            shutil.rmtree(windows.folder, ignore_errors=True)
