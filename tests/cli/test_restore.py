"""The last run can be undone from the terminal, and undoing it can be undone."""

from __future__ import annotations

import errno
import os
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from kpi_xl.book import undo
from kpi_xl.cli import destination
from kpi_xl.cli.app import app
from kpi_xl.labels import LANGS, Lang
from tests.support.packages import loaded, parts
from tests.support.workbooks import SHOP, workbook

TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d"


def run(*words: object, lang: Lang = "ja") -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200", "LANG": lang, "LC_ALL": lang})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def plan(folder: Path) -> Path:
    """A workbook full of what the file library does not know, in the folder the commands run in."""
    return Path(loaded(folder / "計画.xlsx").name)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".xlsx")


def test_restore_brings_back_the_package_the_run_replaced_and_once_more_the_runs(plan: Path) -> None:
    old, made = plan.read_bytes(), parts(plan)
    assert run("solve", plan, "--in-place").exit_code == 0
    new = plan.read_bytes()
    assert new != old
    assert run("restore", plan).exit_code == 0
    assert (plan.read_bytes(), parts(plan)) == (old, made)
    assert run("restore", plan).exit_code == 0
    assert plan.read_bytes() == new


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_in_place_says_how_to_undo_it_and_restore_how_to_undo_that(folder: Path, lang: Lang) -> None:
    path = workbook(folder / "my plan.xlsx", SHOP[lang], lang=lang).relative_to(folder)
    solved = run("solve", path, "--in-place").output
    assert {"ja": '元に戻すには：kpi-xl restore "my plan.xlsx"', "en": 'To undo: kpi-xl restore "my plan.xlsx"'}[lang] in solved
    said = {
        "ja": rf"{TIME} に kpi-xl solve で上書きする前の内容に戻しました：my plan\.xlsx\n"
        r'取り消すには、もう一度：kpi-xl restore "my plan\.xlsx"\n',
        "en": rf"Restored to what it was before kpi-xl solve replaced it on {TIME}: my plan\.xlsx\n"
        r'To undo this, once more: kpi-xl restore "my plan\.xlsx"\n',
    }
    output = run("restore", path, lang={"ja": "en", "en": "ja"}[lang]).output  # the run's language, not the system's
    assert re.fullmatch(said[lang], output), output


def test_a_run_that_writes_beside_has_nothing_to_undo(plan: Path) -> None:
    assert "restore" not in run("solve", plan).output
    refused = run("restore", plan)
    assert refused.exit_code == 2
    assert "× 計画.xlsx：元に戻せる内容がありません。" in refused.output
    assert "ファイルは変更していません。" in refused.output


def test_a_result_that_replaces_an_earlier_one_can_be_undone_too(plan: Path) -> None:
    run("solve", plan, "--out", "答え.xlsx")
    first = Path("答え.xlsx").read_bytes()
    again = run("solve", plan, "--out", "答え.xlsx", "--strategy", "均等倍率")
    assert "元に戻すには：kpi-xl restore 答え.xlsx" in again.output
    assert run("restore", "答え.xlsx").exit_code == 0
    assert Path("答え.xlsx").read_bytes() == first


def test_a_repair_can_be_undone(folder: Path) -> None:
    path = workbook(folder / "a.xlsx", SHOP["ja"])
    book = openpyxl.load_workbook(path)
    for one, other in zip(book["KPIツリー"][5], book["KPIツリー"][7], strict=True):
        one.value, other.value = other.value, one.value
    book.save(path)
    old = path.read_bytes()
    mended = run("check", path, "--repair")
    assert "名前を直しました：訪問者数 → KPIツリー!C7" in mended.output
    assert f"元に戻すには：kpi-xl restore {path}" in mended.output
    assert path.read_bytes() != old
    assert run("restore", path).exit_code == 0
    assert path.read_bytes() == old


@pytest.mark.parametrize("lang", LANGS)
def test_changes_made_after_the_run_are_put_beside_and_not_lost(folder: Path, lang: Lang) -> None:
    path = workbook(folder / "a.xlsx", SHOP[lang], lang=lang)
    old = path.read_bytes()
    run("solve", path, "--in-place")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("typed.txt", "by hand")
    changed = path.read_bytes()
    done = run("restore", path)
    kept = folder / "a-changed.xlsx"
    said = {
        "ja": f"最後の実行の後に変更されていたため、戻す直前の内容を別のファイルに残しました：{kept}",
        "en": f"The workbook had been changed since the last run; as it was just now it is kept in {kept}",
    }
    assert said[lang] in done.output
    assert (path.read_bytes(), kept.read_bytes()) == (old, changed)
    run("restore", path)
    assert path.read_bytes() == changed
    assert files(folder) == ["a-changed.xlsx", "a.xlsx"]


def test_a_renamed_workbook_can_be_restored(plan: Path) -> None:
    old = plan.read_bytes()
    run("solve", plan, "--in-place")
    renamed = plan.rename("予算.xlsx")
    assert run("restore", renamed).exit_code == 0
    assert renamed.read_bytes() == old


def test_a_workbook_that_was_spoiled_since_can_be_restored(plan: Path) -> None:
    old = plan.read_bytes()
    run("solve", plan, "--in-place")
    plan.write_bytes(b"spoiled")
    assert run("restore", plan).exit_code == 0
    assert plan.read_bytes() == old


@pytest.mark.parametrize("lang", LANGS)
def test_earlier_states_are_listed_and_chosen_by_number(folder: Path, lang: Lang) -> None:
    path = workbook(folder / "a.xlsx", SHOP[lang], lang=lang)
    first = path.read_bytes()
    run("solve", path, "--in-place")
    second = path.read_bytes()
    run("solve", path, "--in-place", "--strategy", "equal_ratio")
    listed = run("restore", path, "--list").output
    head, *rows, how = listed.splitlines()
    words = {
        "ja": ["番号", "上書きした日時", "コマンド", "サイズ", "当時のファイル"],
        "en": ["Number", "Replaced on", "By", "Size", "File at"],
    }
    assert all(word in head for word in words[lang])
    assert [re.fullmatch(rf" *(\d)  {TIME}.*  solve.* KB  .*a\.xlsx *", row)[1] for row in rows] == ["1", "2"]
    assert how == {
        "ja": f"戻すには：kpi-xl restore {path} --number 番号",
        "en": f"To go back: kpi-xl restore {path} --number NUMBER",
    }[lang]  # fmt: skip
    assert run("restore", path, "--number", 3).exit_code == 2
    assert run("restore", path, "--number", 2, "--out", folder / "first.xlsx").exit_code == 0
    assert (folder / "first.xlsx").read_bytes() == first
    assert run("restore", path).exit_code == 0
    assert path.read_bytes() == second


@pytest.mark.parametrize("lock", ["~$計画.xlsx", ".~lock.計画.xlsx#"])
def test_a_workbook_that_is_open_is_not_restored(plan: Path, lock: str) -> None:
    run("solve", plan, "--in-place")
    new = plan.read_bytes()
    Path(lock).write_bytes(b"")
    refused = run("restore", plan)
    assert (refused.exit_code, plan.read_bytes()) == (2, new)
    assert lock in refused.output


def test_a_read_only_workbook_and_one_that_is_not_there_are_not_restored(plan: Path) -> None:
    run("solve", plan, "--in-place")
    new = plan.read_bytes()
    plan.chmod(0o444)
    refused = run("restore", plan)
    assert (refused.exit_code, plan.read_bytes()) == (2, new)
    assert "× 計画.xlsx：ファイルに書き込めません。" in refused.output
    missing = run("restore", "予算.xlsx")
    assert (missing.exit_code, Path("予算.xlsx").exists()) == (2, False)
    assert "× 予算.xlsx" in missing.output


def test_in_a_synchronised_folder_nothing_is_replaced_but_new_files_are_written(plan: Path) -> None:
    old = plan.read_bytes()
    run("solve", plan, "--in-place")
    Path("OneDrive - 見本").mkdir()
    shared = plan.rename(Path("OneDrive - 見本") / plan)
    new = shared.read_bytes()
    for words in (["restore", shared], ["solve", shared, "--in-place"], ["solve", shared, "--out", shared]):
        refused = run(*words)
        assert (refused.exit_code, shared.read_bytes()) == (2, new)
        assert "OneDrive の同期フォルダーにあるため、上書きすると版が食い違うおそれがあります。" in refused.output
    earlier = shared.with_name("前.xlsx")
    assert run("restore", shared, "--out", earlier).exit_code == 0
    assert earlier.read_bytes() == old
    assert run("solve", shared, "--out", earlier).exit_code == 2  # it is there by now
    assert run("solve", shared).exit_code == 0
    assert files(shared.parent) == ["前.xlsx", "計画-solved.xlsx", "計画.xlsx"]


def test_a_repair_in_a_synchronised_folder_writes_beside(folder: Path) -> None:
    (folder / "Dropbox").mkdir()
    path = workbook(folder / "Dropbox" / "a.xlsx", SHOP["ja"], names=False)
    old = path.read_bytes()
    assert run("check", path, "--repair").exit_code == 0
    assert path.read_bytes() == old
    assert files(path.parent) == ["a-repaired.xlsx", "a.xlsx"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "× a.xlsx：処理中に別のプログラムがファイルを変更したため、上書きしません。もう一度実行してください。"),
        ("en", "× a.xlsx: another program changed the file while kpi-xl was at work, so it is left as it is now. Run again."),
    ],
)
def test_what_is_saved_while_a_run_is_at_work_is_not_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, said: str) -> None:
    path = workbook(folder / "a.xlsx", SHOP[lang], lang=lang)
    check = destination.check_in_place

    def meanwhile(place: Path) -> None:
        check(place)
        with zipfile.ZipFile(place, "a") as package:
            package.writestr("typed.txt", "by hand")

    monkeypatch.setattr(destination, "check_in_place", meanwhile)
    done = run("solve", "a.xlsx", "--in-place")
    assert done.exit_code == 2
    assert said in done.output
    assert zipfile.ZipFile(path).read("typed.txt") == b"by hand"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "ja",
            "× a.xlsx：ファイルを保存できません（{reason}）。元の内容は変わっていません。空き容量を確保するか、別の保存先を指定してください。",
        ),
        (
            "en",
            "× a.xlsx: the file cannot be saved ({reason}). What was there is unchanged; make room, or choose another place for the result.",
        ),
    ],
)
def test_a_full_disk_is_said_in_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, said: str) -> None:
    path = workbook(folder / "a.xlsx", SHOP[lang], lang=lang)
    old = path.read_bytes()

    def full(place: Path, *_: object) -> bool:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(undo, "replace_file", full)
    monkeypatch.setattr(undo, "keep", lambda *_: None)
    done = run("solve", "a.xlsx", "--in-place")
    assert (done.exit_code, path.read_bytes()) == (2, old)
    assert said.format(reason=os.strerror(errno.ENOSPC)) in done.output


def test_a_file_that_nobody_lets_us_read_is_said_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"PK")

    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    done = CliRunner().invoke(app, ["restore", str(path)], env={"LANG": "en_US.UTF-8", "COLUMNS": "300"})
    assert done.exit_code == 2
    assert f"{path}: the file may not be read (Permission denied)." in done.output
