"""The command line as a new user meets it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from kpi_xl.cli.app import app
from kpi_xl.labels import LANGS, Lang
from tests.support.workbooks import SHOP, changed, workbook

JA = SHOP["ja"]
GOALS = [
    {"active": "はい", "role": "必達", "kind": "前年比", "amount": 1.5},
    {"active": "はい", "role": "挑戦", "kind": "前年比", "amount": 3.0},
]


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shop(folder: Path) -> Path:
    return workbook(folder / "shop.xlsx", JA, GOALS)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", ("年間売上 円/年", "3.00億円", "9.00億円", "321.6倍", "19.2%（挑戦目標）")),
        ("en", ("Annual revenue JPY/year", "300.00M", "900.00M", "x321.6", "19.2% (Stretch)")),
    ],
)
def test_demo_makes_solves_and_shows_the_example(folder: Path, lang: Lang, said: tuple[str, ...]) -> None:
    done = run("demo", "--lang", lang, "--no-open")
    assert done.exit_code == 0, done.output
    assert all(word in done.output for word in said)
    assert str(folder / "kpi_demo.xlsx") in done.output
    tabs = openpyxl.load_workbook(folder / "kpi_demo.xlsx", data_only=True)
    assert tabs["挑戦目標" if lang == "ja" else "Stretch"]["E5"].value == pytest.approx(899_999_995.27284, rel=1e-9)


def test_a_second_demo_leaves_the_first_alone(folder: Path) -> None:
    run("demo", "--lang", "ja", "--no-open")
    before = digest(folder / "kpi_demo.xlsx")
    run("demo", "--lang", "en", "--no-open")
    assert digest(folder / "kpi_demo.xlsx") == before
    assert (folder / "kpi_demo-2.xlsx").exists()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("blank", [True, False])
def test_new_makes_a_workbook_that_checks_and_solves(folder: Path, lang: Lang, blank: bool) -> None:
    made = run("new", "--lang", lang, *(["--blank"] if blank else []), "--out", "mine.xlsx")
    assert made.exit_code == 0, made.output
    assert run("check", "mine.xlsx").exit_code == 0
    assert run("solve", "mine.xlsx").exit_code == 0
    assert (folder / "mine-solved.xlsx").exists()


def test_new_never_overwrites(folder: Path) -> None:
    run("new", "--lang", "ja", "--out", "mine.xlsx")
    before = digest(folder / "mine.xlsx")
    again = run("new", "--lang", "ja", "--out", "mine.xlsx")
    assert again.exit_code == 2
    assert "× mine.xlsx：同じ名前のファイルがあるため上書きしません。--out で別の名前にするか、ファイルを移動してください。" in again.output
    assert digest(folder / "mine.xlsx") == before


def test_solve_writes_beside_and_leaves_the_original_alone(shop: Path) -> None:
    before = digest(shop)
    done = run("solve", shop)
    assert done.exit_code == 0, done.output
    assert digest(shop) == before
    made = openpyxl.load_workbook(shop.with_name("shop-solved.xlsx")).sheetnames
    assert {"KPIツリー", "目標", "必達目標", "挑戦目標", "比較", "シミュレーター"} <= set(made)


def test_solving_a_solved_workbook_counts_on(shop: Path) -> None:
    run("solve", shop)
    run("solve", shop.with_name("shop-solved.xlsx"), "--strategy", "均等倍率")
    assert "均等倍率" in openpyxl.load_workbook(shop.with_name("shop-solved-2.xlsx"))["必達目標"]["A2"].value


def test_in_place_replaces_the_workbook_itself(shop: Path) -> None:
    assert run("solve", shop, "--in-place").exit_code == 0
    assert "挑戦目標" in openpyxl.load_workbook(shop).sheetnames
    assert [path.name for path in shop.parent.iterdir()] == ["shop.xlsx"]


def test_in_place_keeps_what_the_file_library_does_not_know(shop: Path) -> None:
    with zipfile.ZipFile(shop, "a") as package:
        package.writestr("xl/slicers/slicer1.xml", "<slicers/>")
    assert run("solve", shop, "--in-place").exit_code == 0
    with zipfile.ZipFile(shop) as package:
        assert package.read("xl/slicers/slicer1.xml") == b"<slicers/>"


def test_in_place_is_refused_where_something_would_be_lost(shop: Path) -> None:
    with zipfile.ZipFile(shop, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    before = digest(shop)
    done = run("solve", shop, "--in-place")
    assert done.exit_code == 2
    assert "デジタル署名" in done.output
    assert digest(shop) == before
    beside = run("solve", shop)
    assert beside.exit_code == 0
    assert "デジタル署名" in beside.output


def test_json_is_one_object_with_full_precision(shop: Path) -> None:
    done = run("solve", shop, "--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert list(answer) == ["workbook", "kgi", "baseline", "strategy", "scenarios", "reality_check", "problems"]
    assert (answer["kgi"], answer["strategy"], answer["problems"]) == ("売上", "least_effort", [])
    must = answer["scenarios"][0]
    keys = ["name", "role", "goal", "outcome", "kgi", "reach", "levers", "values", "binding"]
    assert list(must) == [*keys, "relaxations", "together", "conflict", "agreed", "releases", "guards", "unreasonable"]
    assert (must["together"], must["conflict"], must["agreed"]) == ([], None, {})
    assert (must["name"], must["role"], must["outcome"]) == ("必達目標", "must_achieve", "reached")
    assert must["kgi"] == pytest.approx(1_500_000, rel=1e-9)
    assert must["levers"]["訪問者数"]["ratio"] == pytest.approx(1.5 ** (1 / 3), rel=1e-8)
    assert must["values"]["売上"] == must["kgi"]
    assert answer["reality_check"]["ratio"] == pytest.approx(3.6)
    assert set(answer["reality_check"]["share_enough"]) == {"必達目標", "挑戦目標"}
    check = answer["reality_check"]["scenarios"]["必達目標"]
    assert (check["kpi"], check["meets"], check["closing"], check["enough"]) == ("売上", True, [], ["転換率"])
    assert check["excess"] == pytest.approx(3.6 / 1.5)
    assert {each["lever"]: each["needed"] for each in check["together"]} == pytest.approx(
        {"訪問者数": 5000 * 1.5**0.5, "転換率": 0.02 * 1.5**0.5}, rel=1e-8
    )
    assert all(sentence.endswith("。") for sentence in check["findings"])


def test_out_of_reach_ends_with_1_and_says_what_would_do(folder: Path) -> None:
    rows = changed(JA, 訪問者数={"high": 6000.0, "stated": None}, 客単価={"high": 10000.0}, 転換率={"high": 0.02, "stated": None})
    done = run("solve", workbook(folder / "shop.xlsx", rows, GOALS))
    assert done.exit_code == 1
    assert "届く最大は120.00万円/月です（証明済み）" in done.output
    answer = json.loads(run("solve", folder / "shop.xlsx", "--json").stdout)
    assert answer["scenarios"][0]["outcome"] == "out_of_reach"
    assert answer["scenarios"][0]["relaxations"][0] == {"lever": "訪問者数", "bound": pytest.approx(7500)}
    assert answer["scenarios"][0]["reach"]["value"] == pytest.approx(1_200_000)


def test_problems_end_with_2_and_write_nothing(folder: Path) -> None:
    path = workbook(folder / "shop.xlsx", changed(JA, 訪問者数={"baseline": "たくさん"}, 客単価={"low": 5, "high": 1}), GOALS)
    before = digest(path)
    for words in (["solve", path], ["solve", path, "--in-place"], ["check", path]):
        done = run(*words)
        assert done.exit_code == 2
        assert (
            "KPIツリー!C5：「現状値」列には数値が必要ですが、「たくさん」が入っています。数値に直すか、空欄にしてください。" in done.output
        )
        assert "KPIツリー!C7（客単価）：下限 5 が上限 1 を超えています。入れ替えるか、片方を空欄にしてください。" in done.output
        assert "ファイルは変更していません。" in done.output
    assert digest(path) == before
    assert [each.name for each in folder.iterdir()] == ["shop.xlsx"]


def test_problems_are_json_too(folder: Path) -> None:
    path = workbook(folder / "shop.xlsx", changed(SHOP["en"], price={"low": 5, "high": 1}), lang="en")
    done = run("solve", path, "--json")
    assert done.exit_code == 2
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem == {
        "code": "bad_bounds",
        "where": "'KPI Tree'!C7",
        "sentence": "'KPI Tree'!C7 (Price): low 5 is above high 1. Swap them, or clear one to leave that side open.",
    }


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "ja",
            "シート「必達目標」は kpi_xl が作成したページではないため、変更しません。シート名を変えて再実行するか、"
            "--adopt を付けて実行してください（シートの内容は置き換わります）。",
        ),
        ("en", "Sheet 'Must-achieve' is not a page kpi_xl made, so it is left untouched. Rename it and run again, or run with --adopt"),
    ],
)
def test_a_sheet_of_the_users_is_never_painted_over(folder: Path, lang: Lang, said: str) -> None:
    path = workbook(folder / "shop.xlsx", SHOP[lang], lang=lang)
    book = openpyxl.load_workbook(path)
    mine = book.create_sheet("必達目標" if lang == "ja" else "Must-achieve")
    mine["A1"] = "mine"
    book.save(path)
    before = digest(path)
    done = run("solve", path)
    assert done.exit_code == 2
    assert said in done.output
    assert digest(path) == before
    assert run("solve", path, "--adopt").exit_code == 0


def agree(path: Path, name: str, value: object) -> None:
    """Type an agreed value on the stretch tab."""
    book = openpyxl.load_workbook(path)
    sheet = book["挑戦目標"]
    sheet.cell(next(row for row in range(1, 40) if sheet.cell(row, 13).value == name), 10).value = value
    book.save(path)


def test_json_names_what_was_agreed_and_which_goals_contradict_each_other(folder: Path) -> None:
    cost = {"label": "広告費", "name": "広告費", "baseline": "=訪問者数*100", "unit": "円/月", "better": "小さいほど良い"}
    both = [{"scenario": "両方", "kind": "value", "amount": 40_000_000, "kpi": "売上"}]
    both += [{"scenario": "両方", "kind": "value", "amount": 400_000, "kpi": "広告費"}]
    rows = [*changed(JA, 客単価={"high": 10000.0}), cost]
    path = workbook(folder / "shop.xlsx", rows, [*GOALS, *both], {"kgi": "売上"})
    run("solve", path, "--in-place")
    agree(path, "訪問者数", "６，０００")
    done = run("solve", path, "--in-place", "--json")
    assert done.exit_code == 1, done.output
    must, stretch, two = json.loads(done.stdout)["scenarios"]
    assert (must["agreed"], stretch["agreed"]) == ({}, {"訪問者数": 6000.0})
    assert stretch["levers"]["訪問者数"]["target"] == 6000.0
    assert two["conflict"]["kpis"] == ["売上", "広告費"]
    assert two["conflict"]["proof"] in ("proven", "found")
    assert "は同時には満たせません" in run("solve", path).output


def test_an_agreed_value_that_cannot_be_is_reported_and_nothing_is_written(shop: Path) -> None:
    run("solve", shop, "--in-place")
    agree(shop, "売上", 2_000_000)
    before = digest(shop)
    done = run("solve", shop, "--in-place")
    assert done.exit_code == 2
    assert "（売上）：合意値 2,000,000 がありますが、この行は計算式で求めるKPIです。" in done.output
    assert run("check", shop).exit_code == 2
    assert digest(shop) == before


def test_what_was_typed_for_a_kpi_that_is_gone_is_said(shop: Path) -> None:
    run("solve", shop, "--in-place")
    book = openpyxl.load_workbook(shop)
    sheet = book["挑戦目標"]
    row = next(row for row in range(1, 40) if sheet.cell(row, 13).value == "客単価")
    sheet.cell(row, 3).value, sheet.cell(row, 13).value, sheet.cell(row, 11).value = None, "旧単価", "値上げ"
    book.save(shop)
    done = run("solve", shop, "--in-place")
    assert done.exit_code == 0
    assert "KPIツリーに「旧単価」という名前の行がないため" in done.output.replace("\n", "")
    assert "KPIツリーに「旧単価」という名前の行がないため" in run("check", shop).output.replace("\n", "")


def test_check_repair_mends_sorted_rows(shop: Path) -> None:
    book = openpyxl.load_workbook(shop)
    sheet = book["KPIツリー"]
    for one, other in zip(sheet[5], sheet[7], strict=True):
        one.value, other.value = other.value, one.value
    book.save(shop)
    assert run("check", shop).exit_code == 2
    assert run("solve", shop).exit_code == 2
    mended = run("check", shop, "--repair")
    assert mended.exit_code == 0, mended.output
    assert "名前を直しました：訪問者数 → KPIツリー!C7" in mended.output
    assert run("solve", shop).exit_code == 0


def test_an_unknown_strategy_lists_the_choices(shop: Path) -> None:
    done = run("solve", shop, "--strategy", "magic")
    assert done.exit_code == 2
    assert (
        "--strategy：「magic」という逆算方法はありません。least_effort, equal_ratio, headroom, toward_stated, in_order, cheapest, within_budgetから選んでください。"
        in done.output
    )


@pytest.mark.parametrize("lock", ["~$shop.xlsx", ".~lock.shop.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_refused(shop: Path, lock: str) -> None:
    shop.with_name(lock).write_bytes(b"")
    done = run("solve", shop)
    assert done.exit_code == 2
    assert lock in done.output
    assert not shop.with_name("shop-solved.xlsx").exists()


@pytest.mark.parametrize("name", ["missing.xlsx", "text.xlsx", "old.xls", "table.csv"])
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(folder: Path, name: str) -> None:
    if name != "missing.xlsx":
        (folder / name).write_bytes(b"not a workbook")
    done = run("solve", name)
    assert done.exit_code == 2
    assert name in done.output
    assert "Traceback" not in done.output


def test_a_result_keeps_its_originals_ending(shop: Path) -> None:
    done = run("solve", shop, "--out", "answer.csv")
    assert done.exit_code == 2
    assert "answer.csv：結果は .xlsx ブックですが、ファイル名の末尾が .csv です。.xlsx で終わる名前にしてください。" in done.output


REFUSALS = [
    (
        ["solve", "shop.xlsx", "--out", "a.csv"],
        "× a.csv: the result is an .xlsx workbook, but the name ends in .csv. Give a name that ends in .xlsx.",
        "× a.csv：結果は .xlsx ブックですが、ファイル名の末尾が .csv です。.xlsx で終わる名前にしてください。",
    ),
    (
        ["solve", "shop.xlsx", "--out", "a.xlsx", "--in-place"],
        "× a.xlsx: --out and --in-place name two places for one result. Give one of them.",
        "× a.xlsx：--out と --in-place が両方指定されています。どちらか1つにしてください。",
    ),
    (
        ["new", "--out", "shop.xlsx"],
        "× shop.xlsx: this file is already there and is not overwritten. Choose another name with --out, or move the file away.",
        "× shop.xlsx：同じ名前のファイルがあるため上書きしません。--out で別の名前にするか、ファイルを移動してください。",
    ),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("words", "en", "ja"), REFUSALS, ids=["ending", "two places", "already there"])
def test_a_command_that_contradicts_itself_is_refused_in_either_language(
    folder: Path, words: list[str], en: str, ja: str, lang: Lang
) -> None:
    workbook(folder / "shop.xlsx", SHOP[lang], lang=lang)
    done = run(*words, *(["--lang", lang] if words[0] == "new" else []))
    assert done.exit_code == 2
    assert (ja if lang == "ja" else en) in done.output


def test_a_formula_that_nobody_can_calculate_here_is_named(shop: Path) -> None:
    book = openpyxl.load_workbook(shop)
    book["目標"]["J9"] = "=WEBSERVICE(A1)"
    book.save(shop)
    done = run("solve", shop)
    assert done.exit_code == 0
    assert "次のセルは計算結果を保存できませんでした。Excelで開くと計算されます：目標!J9" in done.output


def test_a_repair_that_wrote_does_not_say_that_nothing_was_written(shop: Path) -> None:
    book = openpyxl.load_workbook(shop)
    sheet = book["KPIツリー"]
    for one, other in zip(sheet[5], sheet[7], strict=True):
        one.value, other.value = other.value, one.value
    sheet["F6"], sheet["G6"] = 0.5, 0.1
    book.save(shop)
    done = run("check", shop, "--repair")
    assert done.exit_code == 2
    assert "名前を直しました：訪問者数 → KPIツリー!C7" in done.output
    assert "下限 50% が上限 10% を超えています" in done.output
    assert "ファイルは変更していません。" not in done.output


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_wrong_in_both_scenarios_is_said_once(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "plan.xlsx"
    run("new", "--lang", lang, "--out", path)
    done = run("solve", path, "--strategy", "cheapest")
    assert done.exit_code == 2
    assert done.output.count("×") == 1
