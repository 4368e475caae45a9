"""The commands around the add-in say what they did, what is in the way, and end with the right code."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kpi_xl.cli import doctor as doctor_command
from kpi_xl.cli import install as install_command
from kpi_xl.cli import sent
from kpi_xl.excel import install as installing
from kpi_xl.excel.build import build
from kpi_xl.excel.machine import Machine
from kpi_xl.labels import LANGS, Lang
from tests.excel.machines import files, windows
from tests.support.workbooks import SHOP, workbook

app = typer.Typer()
for command in (install_command.install, install_command.uninstall, doctor_command.doctor):
    app.command()(command)


def run(*words: object, lang: Lang = "ja") -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "160", "LANG": lang, "LC_ALL": lang})


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A Windows whose add-in is quickly built."""
    made = windows(tmp_path)
    for module in (install_command, doctor_command):
        monkeypatch.setattr(module, "system_language", lambda: os.environ["LANG"])
    monkeypatch.setattr(install_command, "machine", lambda: made)
    monkeypatch.setattr(doctor_command, "machine", lambda workbook: replace(made, workbook=str(workbook or "")))
    monkeypatch.setattr(installing, "_builder", lambda: lambda: b"an add-in")
    return made


@pytest.mark.parametrize("lang", LANGS)
def test_install_says_where_everything_went_and_what_to_do_next(machine: Machine, lang: Lang) -> None:
    before = set(files(machine))
    done = run("install", lang=lang)
    assert done.exit_code == 0
    said = done.output.splitlines()
    start = {"en": "Put in place: ", "ja": "設定しました："}[lang]
    assert {line.removeprefix(start) for line in said[:-2]} == {f"{machine.root}/{name}" for name in files(machine) if name not in before}
    assert (
        said[-2:]
        == {
            "en": [
                "Start Excel. If it is running, close all of its windows first; then the ribbon has a tab KPI.",
                "If it has not, run kpi-xl doctor.",
            ],
            "ja": [
                "Excelを起動してください。起動中の場合は、すべてのウィンドウを閉じてから起動し直すと、リボンに「KPI逆算」タブが表示されます。",
                "表示されない場合は kpi-xl doctor を実行してください。",
            ],
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_uninstall_says_what_went_and_that_workbooks_stay(machine: Machine, lang: Lang) -> None:
    run("install", lang=lang)
    done = run("uninstall", lang=lang)
    assert done.exit_code == 0
    assert len(done.output.splitlines()) == 4
    assert (
        done.output.splitlines()[-1]
        == {
            "en": "The add-in is gone; start Excel again and the tab KPI is gone too. Workbooks stay as they are.",
            "ja": "アドインを取り除きました。Excelを起動し直すと「KPI逆算」タブがなくなります。ブックはそのまま使えます。",
        }[lang]
    )
    assert (
        run("uninstall", lang=lang).output.strip()
        == {
            "en": "kpi-xl install has put nothing on this computer.",
            "ja": "このパソコンには、kpi-xl install で設定したものはありません。",
        }[lang]
    )


def test_what_stands_in_the_way_is_said_with_code_2(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_command, "machine", lambda: replace(machine, platform="linux"))
    done = run("install", lang="en")
    assert done.exit_code == 2
    assert done.output.startswith("× Excel: the add-in works in Excel on Windows and on a Mac only; this system is linux.")


@pytest.mark.parametrize("lang", LANGS)
def test_the_doctor_draws_a_row_per_check_and_ends_with_1_where_something_is_in_the_way(machine: Machine, lang: Lang) -> None:
    done = run("doctor", lang=lang)
    assert done.exit_code == 1
    rows = [line for line in done.output.splitlines() if line[:1] in "◎△×－" and line[1:2] == " "]
    assert len(rows) == 18
    assert [line for line in rows if line[0] == "×"] != []
    assert (
        done.output.splitlines()[-1]
        == {
            "en": "When that is done, look again with kpi-xl doctor.",
            "ja": "対処したら、もう一度 kpi-xl doctor で確認してください。",
        }[lang]
    )


def test_the_doctor_ends_with_0_where_nothing_is_in_the_way(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "_builder", lambda: build)
    run("install")
    done = run("doctor", "計画.xlsx")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "18項目を確認しました。問題はありません。")


def test_a_note_alone_ends_with_0(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "_builder", lambda: build)
    run("install")
    monkeypatch.setattr(doctor_command, "machine", lambda workbook: replace(machine, workbook="https://example.com/a/b.xlsx"))
    done = run("doctor", lang="en")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "18 checks: × 0 in the way, △ 1 to know about.")


def test_a_remedy_is_read_whole_on_a_narrow_screen(machine: Machine) -> None:
    done = CliRunner().invoke(app, ["doctor"], env={"COLUMNS": "60", "LANG": "en", "LC_ALL": "en"})
    assert "Closeexcel,runkpi-xlinstall,startExcelagain.".lower() in "".join(done.output.split()).lower()
    assert "…" not in done.output


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_sent_from_the_menu_is_solved_and_the_window_waits(
    tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "a&b.xlsx", SHOP[lang], lang=lang)
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", asked.append)
    monkeypatch.setattr(sent, "system_language", lambda: lang)
    monkeypatch.setattr(sys, "argv", ["sent"])
    sent.main([str(path), str(tmp_path / "nothing.xlsx")])
    assert (tmp_path / "a&b-solved.xlsx").exists()
    assert "nothing.xlsx" in capsys.readouterr().err
    assert asked == [{"en": "Press Enter to close.", "ja": "Enterキーを押すと閉じます。"}[lang]]
