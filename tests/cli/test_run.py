"""A button's work from a terminal goes the way of the button itself, on the workbook in front."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from kpi_xl.cli import run as command
from kpi_xl.excel import entry, front
from kpi_xl.labels import LANGS, Lang

app = typer.Typer()
app.command()(command.run)


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    monkeypatch.setattr(command, "system_language", lambda: lang)


@pytest.mark.parametrize("lang", LANGS)
def test_where_no_workbook_is_open_it_says_so(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "in_front", lambda: None)
    done = CliRunner().invoke(app, ["solve", "--active"])
    assert done.exit_code == 2
    assert (
        done.stderr.split()
        == {
            "ja": ["Excelでブックが開かれていません。ブックを開いてから実行してください。"],
            "en": ["No", "workbook", "is", "open", "in", "Excel.", "Open", "one", "and", "run", "again."],
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_workbook_said_it_asks_for_one(lang: Lang) -> None:
    done = CliRunner().invoke(app, ["solve"])
    assert done.exit_code == 2
    assert "--active" in done.stderr


@pytest.mark.parametrize("lang", ["en"])
@pytest.mark.parametrize(("well", "code"), [(True, 0), (False, 2)])
def test_it_does_the_job_at_the_desk_in_front(lang: Lang, well: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, asked = object(), []
    monkeypatch.setattr(front, "in_front", lambda: desk)
    monkeypatch.setattr(entry, "perform", lambda *given: (asked.append(given), well)[1])
    assert CliRunner().invoke(app, ["solve", "--active", "--strategy", "headroom"]).exit_code == code
    assert asked == [(desk, "solve", "headroom")]


@pytest.mark.parametrize("lang", LANGS)
def test_where_the_extra_is_not_installed_it_says_how_to_get_it(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["solve", "--active"])
    assert done.exit_code == 2
    assert "pip install kpi-xl[addin]" in done.stderr
