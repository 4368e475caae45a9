"""The command that merges: files in, one file out, exit code by what is left to decide."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest
import typer
from typer.testing import CliRunner, Result

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.cli.merge import merge
from kpi_xl.labels import LANGS, Lang
from tests.support.workbooks import SHOP, TOP, workbook

STATED = 8
TREE: dict[Lang, str] = {"ja": "KPIツリー", "en": "KPI Tree"}
PAGE: dict[Lang, str] = {"ja": "統合結果", "en": "Merge"}

app = typer.Typer()
app.command()(merge)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def mailed(folder: Path, lang: Lang) -> Path:
    return workbook(folder / "plan.xlsx", SHOP[lang], (), None, lang)


def returned(path: Path, lang: Lang, name: str, row: int, value: float) -> Path:
    book = openpyxl.load_workbook(path)
    book[TREE[lang]].cell(TOP + row, STATED).value = value
    target = path.parent / name
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def stated(path: Path, lang: Lang, row: int) -> object:
    return openpyxl.load_workbook(path)[TREE[lang]].cell(TOP + row, STATED).value


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ja", "取り込み 2件・食い違い 0件・要確認 0件"), ("en", "Taken: 2, conflicts: 0, to look at: 0")],
)
def test_changes_of_several_copies_come_together_beside_the_base(lang: Lang, said: str, tmp_path: Path) -> None:
    path = mailed(tmp_path, lang)
    files = path, returned(path, lang, "a.xlsx", 2, 8000.0), returned(path, lang, "b.xlsx", 3, 0.03)
    before = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    done = run(*files)
    assert done.exit_code == 0, done.output
    assert said in done.output
    assert str(tmp_path / "plan-merged.xlsx") in done.output
    assert [stated(tmp_path / "plan-merged.xlsx", lang, row) for row in (2, 3)] == [8000, 0.03]
    assert [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] == before
    run(*files)
    assert (tmp_path / "plan-merged-2.xlsx").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_a_conflict_ends_with_1_until_a_mark_decides_it(lang: Lang, tmp_path: Path) -> None:
    path = mailed(tmp_path, lang)
    done = run(path, *(returned(path, lang, f"{name}.xlsx", 2, value) for name, value in (("a", 8000.0), ("b", 7000.0))))
    assert done.exit_code == 1, done.output
    words = {
        "ja": "未決の食い違いが1件あります。シート「統合結果」で決めてください。",
        "en": "Conflicts still undecided: 1. Decide them on the sheet 'Merge'.",
    }
    assert words[lang] in done.output
    result = tmp_path / "plan-merged.xlsx"
    assert stated(result, lang, 2) == 9000
    book = openpyxl.load_workbook(result)
    next(row for row in book[PAGE[lang]].iter_rows() if row[4].value == 7000)[7].value = "x"
    book.save(result)
    done = run(result)
    assert done.exit_code == 0, done.output
    assert stated(tmp_path / "plan-merged-2.xlsx", lang, 2) == 7000


@pytest.mark.parametrize("take", ["b", "b.xlsx"])
def test_take_prefers_one_copy(take: str, tmp_path: Path) -> None:
    path = mailed(tmp_path, "ja")
    copies = [returned(path, "ja", f"{name}.xlsx", 2, value) for name, value in (("a", 8000.0), ("b", 7000.0))]
    done = run(path, *copies, "--take", take)
    assert done.exit_code == 0, done.output
    assert stated(tmp_path / "plan-merged.xlsx", "ja", 2) == 7000


def test_an_unknown_copy_to_take_is_named_with_those_there_are(tmp_path: Path) -> None:
    path = mailed(tmp_path, "ja")
    done = run(path, returned(path, "ja", "a.xlsx", 2, 1.0), "--take", "c")
    assert done.exit_code == 2
    assert "× --take：「c」というコピーはありません。次から選んでください：a.xlsx" in done.output


def test_copies_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    path = mailed(tmp_path, "ja")
    copies = [returned(path, "ja", f"{folder}/plan.xlsx", 2, value) for folder, value in (("田中", 8000.0), ("佐藤", 7000.0))]
    assert run(path, *copies).exit_code == 1
    page = openpyxl.load_workbook(tmp_path / "plan-merged.xlsx")["統合結果"]
    assert {page.cell(row, 6).value for row in (8, 9)} == {"田中/plan.xlsx", "佐藤/plan.xlsx"}


def test_every_bad_file_is_named_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    path = mailed(tmp_path, "ja")
    (tmp_path / "damaged.xlsx").write_bytes(b"PK broken")
    (tmp_path / "text.csv").write_text("a,b", encoding="utf-8")
    opened = returned(path, "ja", "opened.xlsx", 2, 1.0)
    (tmp_path / "~$opened.xlsx").touch()
    done = run(path, tmp_path / "damaged.xlsx", tmp_path / "text.csv", opened, tmp_path / "none.xlsx")
    assert done.exit_code == 2
    assert all(name in done.output for name in ("damaged.xlsx", "text.csv", "opened.xlsx", "none.xlsx"))
    assert done.output.count("× ") == 4
    assert not (tmp_path / "plan-merged.xlsx").exists()


def test_a_copy_without_our_table_is_named_with_its_file(tmp_path: Path) -> None:
    path = mailed(tmp_path, "ja")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    done = run(path, tmp_path / "empty.xlsx")
    assert done.exit_code == 2
    assert "× empty.xlsx：KPIツリー：KPIの表（テーブル tbl_kpi）がありません。" in done.output


def test_nothing_given_and_nothing_marked_is_said(tmp_path: Path) -> None:
    path = mailed(tmp_path, "ja")
    done = run(path)
    assert done.exit_code == 2
    assert (
        f"× {path}：コピーの指定がなく、統合結果のページの「採用」にも印がありません。"
        "戻ってきたコピーを続けて指定するか、採用する値に印を付けてください。" in done.output
    )


def test_a_sheet_of_the_users_called_like_the_page_is_left_alone_unless_adopted(tmp_path: Path) -> None:
    path = mailed(tmp_path, "ja")
    copy = returned(path, "ja", "a.xlsx", 2, 1.0)
    book = openpyxl.load_workbook(path)
    book.create_sheet("統合結果")["A1"] = "mine"
    book.save(path)
    assert run(path, copy).exit_code == 2
    assert run(path, copy, "--adopt").exit_code == 0
    assert OpenpyxlBook.open(tmp_path / "plan-merged.xlsx").marker("統合結果") == ("merge", "統合結果")
