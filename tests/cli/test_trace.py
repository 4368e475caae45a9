"""The command that traces: a new workbook beside, every problem a sentence with exit code 2 and nothing written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from kpi_xl.cli.app import app
from kpi_xl.labels import LANGS, Lang

WORDS = {
    "ja": ("計画", ("訪問者数", "転換率", "客単価", "売上")),
    "en": ("Plan", ("Visitors", "Rate", "Price", "Sales")),
}


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "300", "LANG": "en_US.UTF-8"})


@pytest.fixture
def plan(tmp_path: Path, lang: Lang) -> Path:
    """A workbook as somebody keeps one: words, numbers, one formula."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title, labels = WORDS[lang]
    for label, content in zip(labels, (1000, 0.02, 5000, "=B1*B2*B3"), strict=True):
        sheet.append((label, content))
    sheet["B2"].number_format = "0.0%"
    made.save(path := tmp_path / "plan.xlsx")
    return path


@pytest.mark.parametrize("lang", LANGS)
def test_a_tree_is_written_beside_in_the_workbooks_language_and_solves(plan: Path, lang: Lang) -> None:
    before = plan.read_bytes()
    done = run("trace", plan, "--kgi", f"{WORDS[lang][0]}!B4")
    assert done.exit_code == 0, done.output
    said = {"ja": "4個のセルをたどりました（数式 1、動かせる数値 3）", "en": "4 cells traced (1 formulas, 3 numbers to move)"}
    assert said[lang] in done.output
    assert plan.read_bytes() == before
    solved = run("solve", plan.with_name("plan-traced.xlsx"))
    assert solved.exit_code == 0, solved.output
    sheets = openpyxl.load_workbook(plan.with_name("plan-traced-solved.xlsx")).sheetnames
    assert {"ja": "挑戦目標", "en": "Stretch"}[lang] in sheets


@pytest.mark.parametrize("lang", LANGS)
def test_a_second_trace_takes_another_name_and_nothing_is_overwritten(plan: Path, lang: Lang) -> None:
    kgi = f"{WORDS[lang][0]}!B4"
    for name in ("plan-traced.xlsx", "plan-traced-2.xlsx"):
        assert run("trace", plan, "--kgi", kgi).exit_code == 0
        assert plan.with_name(name).exists()
    before = plan.read_bytes()
    refused = run("trace", plan, "--kgi", kgi, "--out", plan)
    assert refused.exit_code == 2
    assert {"ja": "同じ名前のファイルがあるため上書きしません", "en": "already there and is not overwritten"}[lang] in refused.output
    assert plan.read_bytes() == before


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("kgi", "ja", "en"),
    [
        ("{sheet}!B1", "数値 1,000 が入っています。", "the number 1,000 stands here"),
        ("{sheet}!A1", "文字「訪問者数」が入っています。", "the text 'Visitors' stands here"),
        ("Nope!B4", "「Nope」というシートはありません。あるのは 計画 です。", "no sheet called 'Nope'. It has: Plan."),
        ("B0", "--kgi：「B0」はセルとして読めません。", "--kgi: 'B0' is no cell."),
    ],
)
def test_a_wrong_cell_is_said_in_the_workbooks_language_and_nothing_is_written(plan: Path, lang: Lang, kgi: str, ja: str, en: str) -> None:
    done = run("trace", plan, "--kgi", kgi.format(sheet=WORDS[lang][0]))
    assert done.exit_code == 2
    assert {"ja": ja, "en": en}[lang] in done.output
    assert {"ja": "ファイルは変更していません。", "en": "No file was written or changed."}[lang] in done.output
    assert [path.name for path in plan.parent.iterdir()] == ["plan.xlsx"]
