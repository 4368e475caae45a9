"""The command for the action plan: a workbook beside, or in place, and every problem with exit code 2."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from kpi_xl.cli.app import app
from kpi_xl.labels import LANGS, Lang
from tests.book.acted import SHEET, asked, fill, shown
from tests.support.workbooks import SHOP, workbook


def run(*words: object) -> Result:
    return CliRunner().invoke(
        app, ["actions", *(str(word) for word in words)], env={"COLUMNS": "300", "KPI_XL_HOME": str(words[0]) + ".kept"}
    )


@pytest.mark.parametrize("lang", LANGS)
def test_it_writes_beside_and_then_in_place_and_keeps_what_was_typed(lang: Lang, tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", SHOP[lang], asked(lang), None, lang)
    done = run(path)
    assert done.exit_code == 0, done.output
    beside = tmp_path / "plan-actions.xlsx"
    said = {"ja": "施策の行 3件、動かすKPI 3件、不足のあるKPI 3件、期限超過 0件", "en": "3 rows, 3 KPIs to move, 3 not covered, 0 overdue"}
    assert said[lang] in done.output
    assert str(beside) in done.output
    assert SHEET[lang] not in openpyxl.load_workbook(path).sheetnames
    fill(beside, lang, [{"task": "kept", "effect": 99999.0}])
    done = run(beside, "--in-place")
    assert done.exit_code == 0, done.output
    assert shown(beside, lang)[0]["task"] == "kept"
    assert {"ja": "不足のあるKPI 2件", "en": "2 not covered"}[lang] in done.output


def test_what_is_wrong_with_the_plan_ends_with_exit_code_2_and_nothing_written(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", SHOP["en"], asked("en"), None, "en")
    run(path)
    beside = tmp_path / "plan-actions.xlsx"
    fill(beside, "en", [{"after": "2"}, {"after": "1"}])
    before = beside.read_bytes()
    done = run(beside, "--in-place")
    assert done.exit_code == 2
    assert "these tasks wait for each other" in done.output
    assert beside.read_bytes() == before
