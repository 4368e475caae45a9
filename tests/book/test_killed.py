"""A process that dies while it saves leaves the whole old file or the whole new one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kpi_xl.book import package

SIZE = 3_000_000
# Only the saving itself is loaded, so that many processes can die in a short time.
SAVES_FOR_EVER = """
import pathlib, sys
from kpi_xl.book.package import replace_file
path, size = pathlib.Path(sys.argv[1]), int(sys.argv[2])
print("begins", flush=True)
while True:
    for letter in (b"a", b"b"):
        replace_file(path, letter * size)
"""


@pytest.mark.skipif(os.name == "nt", reason="a killed process leaves its file locked for a moment there")
def test_a_file_is_whole_whenever_the_process_is_killed(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.xlsx", random.Random(20261122)
    package.replace_file(path, b"a" * SIZE)
    unfinished = 0
    for _ in range(20):
        with subprocess.Popen([sys.executable, "-c", SAVES_FOR_EVER, str(path), str(SIZE)], stdout=subprocess.PIPE) as saver:
            assert saver.stdout is not None
            assert saver.stdout.readline() == b"begins\n"
            time.sleep(chance.uniform(0, 0.05))
            saver.kill()
        content = path.read_bytes()
        assert content in (b"a" * SIZE, b"b" * SIZE)
        left = [other for other in tmp_path.iterdir() if other != path]
        unfinished += len(left)
        for other in left:
            other.unlink()
    assert unfinished > 0  # else no process died in the middle, and nothing was shown
