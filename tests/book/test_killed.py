"""A process that dies while it saves leaves the whole old file or the whole new one, and the old one can be brought back."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kpi_xl.book import package
from kpi_xl.book.package import STALE, replace_file

ROOT = Path(__file__).parent.parent.parent
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be forked, nor die at a chosen call, on Windows")
def test_two_hundred_deaths_at_every_call_and_at_random_leave_a_whole_file_that_can_be_taken_back(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    command = [sys.executable, "-m", "tests.support.dying", str(tmp_path / "books")]
    # Threads of the numeric library would make forking unsafe.
    environment = {**os.environ, "KPI_XL_HOME": str(tmp_path / "home"), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["killed"] >= 200
    assert seen.keys() <= {"killed", "at a call", "at random", "old", "new", "left a new file unfinished", "lived"}, seen
    assert seen["old"] + seen["new"] == seen["killed"]
    assert seen["lived"] == 1  # the points were counted up until there was no call left to die at
    assert min(seen["at a call"], seen["at random"]) >= 50, seen
    assert min(seen["old"], seen["new"], seen["left a new file unfinished"]) >= 5, seen  # else nothing was shown


def test_a_file_is_whole_whenever_the_process_is_killed_from_outside(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.xlsx", random.Random(20261122)
    package.replace_file(path, b"a" * SIZE)
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", SAVES_FOR_EVER, str(path), str(SIZE)], stdout=subprocess.PIPE) as saver:
            assert saver.stdout is not None
            assert saver.stdout.readline().strip() == b"begins"
            time.sleep(chance.uniform(0, 0.05))
            saver.kill()
        assert path.read_bytes() in (b"a" * SIZE, b"b" * SIZE)


def test_what_a_killed_save_left_goes_with_a_later_save_once_it_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = tmp_path / "計画.xlsx", tmp_path / "別.xlsx"
    left = [half_saved(target, age, monkeypatch) for target, age in ((path, STALE + 60), (path, STALE - 60), (other, STALE + 60))]
    replace_file(path, b"whole")
    assert set(tmp_path.iterdir()) == {path, *left[1:]}


def half_saved(path: Path, age: float, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a process leaves that was killed some seconds ago while it saved a file."""

    def stopped(*_: object) -> None:
        raise OSError("stopped")

    before = set(path.parent.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", stopped)
        patch.setattr(Path, "unlink", lambda *_, **__: None)  # a killed process tidies nothing
        with pytest.raises(OSError, match="stopped"):
            replace_file(path, b"half")
    (made,) = set(path.parent.iterdir()) - before
    os.utime(made, (time.time() - age, time.time() - age))
    return made
