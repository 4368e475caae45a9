"""Whatever a run replaces can be brought back, byte for byte, and so can what was there before bringing back."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

import pytest

from kpi_xl.book import package, undo
from kpi_xl.book.undo import history, replace
from kpi_xl.errors import NoSuchStep, NothingToRestore, NotKept
from tests.support.packages import shop

OLD, NEW, NEWER = b"old bytes", b"new bytes", b"newer bytes"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(undo.HOME, str(folder))
    return folder


def put(path: Path, *contents: bytes) -> Path:
    """Write a file by hand, then let a run replace it by each of the other contents."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(contents[0])
    for content in contents[1:]:
        assert replace(path, content, "solve", "ja")
    return path


def back(path: Path, number: int = 1) -> bytes:
    """Bring back what was there, and return it."""
    _, content = history(path).before(number)
    replace(path, content, "restore", "ja")
    return path.read_bytes()


def states(path: Path) -> list[bytes]:
    """Everything a file can be taken back to."""
    found = history(path)
    return [found.before(number)[1] for number in range(1, 1 + len(found.steps))]


def test_what_a_run_replaced_comes_back_byte_for_byte(tmp_path: Path) -> None:
    path = shop(tmp_path / "計画 (1).xlsx")
    old = path.read_bytes()
    assert replace(path, NEW, "solve", "ja")
    assert (path.read_bytes(), back(path)) == (NEW, old)


def test_bringing_back_once_more_brings_back_the_runs_result(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    assert [back(path) for _ in range(5)] == [OLD, NEW, OLD, NEW, OLD]


def test_every_state_that_was_replaced_can_be_chosen(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW, NEWER)
    assert states(path) == [NEW, OLD]
    assert back(path, 2) == OLD
    assert sorted(states(path)) == sorted([NEW, NEWER])


def test_a_run_that_changes_nothing_is_no_step(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    assert not replace(path, NEW, "solve", "ja")
    assert states(path) == [OLD]


def test_a_new_file_leaves_nothing_to_bring_back(tmp_path: Path) -> None:
    assert not replace(tmp_path / "a.xlsx", NEW, "solve", "ja")
    with pytest.raises(NothingToRestore) as caught:
        history(tmp_path / "a.xlsx").before(1)
    assert caught.value.sentence("en") == (
        f"{tmp_path / 'a.xlsx'}: no earlier state is kept. kpi-xl keeps one each time it replaces a file, on this computer only "
        f"({undo.store()}). Look for a copy beside the workbook, or in its version history."
    )
    assert caught.value.sentence("ja") == (
        f"{tmp_path / 'a.xlsx'}：元に戻せる内容がありません。戻せるのは、このパソコンで kpi-xl が上書きしたときに保管した内容（{undo.store()}）"
        "だけです。同じフォルダーのコピーや、バージョン履歴を確認してください。"
    )


def test_a_number_that_is_not_on_the_list_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    for number in (0, 2, -1):
        with pytest.raises(NoSuchStep) as caught:
            history(path).before(number)
        assert caught.value.sentence("en") == (
            f"{path}: there is no earlier state number {number}, only 1 to 1. Choose one from kpi-xl restore --list."
        )
        assert caught.value.sentence("ja") == (
            f"{path}：{number} 番の内容はありません（1～1 番まで）。kpi-xl restore --list で一覧を確認して選んでください。"
        )


def test_changes_made_after_the_run_are_known_as_such_and_come_back(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    assert history(path).known
    path.write_bytes(b"changed by hand")
    assert not history(path).known
    assert back(path) == OLD
    assert history(path).known
    assert back(path) == b"changed by hand"


def test_a_renamed_or_moved_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    moved = path.rename(tmp_path / "予算.xlsx")
    assert back(moved) == OLD
    assert back(moved) == NEW


def test_a_file_that_took_the_place_of_another_goes_back_to_what_it_was_itself(tmp_path: Path) -> None:
    first = put(tmp_path / "a.xlsx", OLD, NEW)
    other = put(tmp_path / "b.xlsx", b"other", b"other solved")
    other.replace(first)
    assert back(first) == b"other"


def test_two_workbooks_with_one_content_go_back_to_what_each_was(tmp_path: Path) -> None:
    one, other = put(tmp_path / "a.xlsx", OLD, NEW), put(tmp_path / "b.xlsx", b"other", NEW)
    assert (back(one), back(other)) == (OLD, b"other")


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right there that testers may not have")
def test_a_workbook_is_the_same_through_a_link(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    path.write_bytes(b"changed by hand")
    (tmp_path / "link.xlsx").symlink_to(path)
    assert back(tmp_path / "link.xlsx") == OLD


def test_kept_bytes_that_were_spoiled_are_never_brought_back(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW, NEWER)
    (step, _) = history(path).before(1)
    step.kept.write_bytes(b"spoiled")
    assert states(path) == [OLD]


def test_a_spoiled_step_is_passed_over(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    for number, content in enumerate((b"", b"{", b"[]", b'{"number": 1}', b'{"wrong": 1}', b"\xff")):
        (undo.store() / f"9{number}.json").write_bytes(content)
    assert states(path) == [OLD]
    assert replace(path, NEWER, "solve", "ja")
    assert states(path) == [NEW, OLD]


def test_the_order_holds_when_the_clock_is_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.xlsx", OLD, NEW)
    monkeypatch.setattr(time, "time_ns", lambda: 1_000)
    assert replace(path, NEWER, "solve", "ja")
    assert states(path) == [NEW, OLD]


def test_the_oldest_steps_go_first_and_their_bytes_an_hour_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "STEPS", 3)
    once = put(tmp_path / "once.xlsx", b"once", b"once solved")
    path = put(tmp_path / "a.xlsx", *(b"%d" % number for number in range(6)))
    assert states(path) == [b"4", b"3"]
    assert states(once) == [b"once"]  # the oldest of all, but the last of its file
    kept = set(undo.store().glob("*.kept"))
    assert len(kept) == 6
    for file in kept:
        os.utime(file, (0, 0))
    assert replace(path, b"6", "solve", "ja")
    assert {file.read_bytes() for file in undo.store().glob("*.kept")} == {b"5", b"4", b"once"}


def test_what_is_too_much_goes_but_never_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "BYTES", 10)
    path = put(tmp_path / "a.xlsx", b"1234", b"5678", b"90", b"more than ten bytes in one", b"x")
    assert states(path) == [b"more than ten bytes in one"]
    assert replace(path, b"y", "solve", "ja")
    assert states(path) == [b"x"]
    assert len(list(undo.store().glob("*.json"))) == 1


def refused(path: Path) -> NotKept:
    """Try to replace a file, and return the refusal."""
    with pytest.raises(NotKept) as caught:
        replace(path, NEW, "solve", "ja")
    assert path.read_bytes() == OLD
    assert [other.name for other in path.parent.iterdir()] == [path.name]
    return caught.value


def test_a_file_whose_bytes_cannot_be_kept_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "books").mkdir()
    path = put(tmp_path / "books" / "a.xlsx", OLD)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(undo.HOME, str(tmp_path / "file"))
    problem = refused(path)
    reason, folder = problem.facts["reason"], tmp_path / "file" / "undo"
    assert problem.sentence("en") == (
        f"{path}: the present state cannot be kept in {folder} ({reason}), so nothing could bring it back, and the file is not replaced. "
        "Make room there, name another folder in the environment variable KPI_XL_HOME, or write the result to a new file."
    )
    assert problem.sentence("ja") == (
        f"{path}：今の内容を {folder} に保管できない（{reason}）ため、上書きしません。上書きすると元に戻せなくなります。"
        "空き容量を確保するか、環境変数 KPI_XL_HOME で別のフォルダーを指定するか、結果を新しいファイルに保存してください。"
    )


@pytest.mark.parametrize("write", [1, 2])
def test_a_full_disk_there_is_noticed_before_the_file_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: int) -> None:
    path, written = put(tmp_path / "a.xlsx", OLD), []

    def full(place: Path, content: bytes) -> None:
        written.append(place)
        if len(written) == write:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        package.replace_file(place, content)

    monkeypatch.setattr(undo, "replace_file", full)
    assert refused(path).facts["reason"] == os.strerror(errno.ENOSPC)
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("system", "variables", "expected"),
    [
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/kpi_xl"),
        ("win32", {}, "/home/a/AppData/Local/kpi_xl"),
        ("darwin", {}, "/home/a/Library/Application Support/kpi_xl"),
        ("linux", {}, "/home/a/.local/share/kpi_xl"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/kpi_xl"),
        ("linux", {"KPI_XL_HOME": "/mine"}, "/mine"),
    ],
)
def test_what_is_kept_lies_in_the_users_own_folder(
    system: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOCALAPPDATA", "XDG_DATA_HOME", undo.HOME):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/a", "USERPROFILE": "/home/a", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert undo.home() == Path(expected)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the user's own folder from others by itself")
def test_nobody_else_may_look_into_it(tmp_path: Path) -> None:
    put(tmp_path / "a.xlsx", OLD, NEW)
    assert undo.store().stat().st_mode & 0o077 == 0
