"""A scenario tab answers the question, and stays alive: it follows what is typed into it, and says when it is out of date."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas
import pytest

from kpi_xl import jobs
from kpi_xl.book import freshness
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.labels import LANGS, Lang
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

TABS = {"ja": ("必達目標", "挑戦目標"), "en": ("Must-achieve", "Stretch")}
FRESH = {"ja": "最新", "en": "Up to date"}
STALE = {"ja": "⚠ 入力が変わりました。再逆算してください", "en": "⚠ Inputs have changed. Solve again"}


def goals(lang: Lang) -> list[dict]:
    ja = [
        {"active": "はい", "role": "必達", "kind": "前年比", "amount": 1.5},
        {"active": "はい", "role": "挑戦", "kind": "前年比", "amount": 3.0},
        {"active": "いいえ", "role": "その他", "scenario": "別案", "kind": "現状比（倍）", "amount": 5},
    ]
    en = [
        {"active": "yes", "role": "must_achieve", "kind": "percent", "amount": 1.5},
        {"active": "yes", "role": "stretch", "kind": "percent", "amount": 3.0},
        {"active": "no", "role": "other", "scenario": "Other", "kind": "times", "amount": 5},
    ]
    return ja if lang == "ja" else en


def solved(path: Path, lang: Lang, rows=None, **settings: str) -> tuple[Path, jobs.Solved]:
    source = workbook(path / f"shop-{lang}.xlsx", rows or SHOP[lang], goals(lang), settings or None, lang)
    book = OpenpyxlBook.open(source)
    answer = jobs.solve(book)
    target = path / f"shop-{lang}-solved.xlsx"
    book.save(target)
    return target, answer


def row_of(sheet, label: str, column: int = 1) -> int:
    """The last row whose first cell says this: the table of every KPI comes last."""
    return max(cell.row for cell in sheet[openpyxl.utils.get_column_letter(column)] if cell.value == label)


def edited(path: Path, name: str, edit) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    target = path.with_name(f"{path.stem}-{name}.xlsx")
    book.save(target)
    return target


@pytest.mark.libreoffice
def test_every_cached_value_is_what_libreoffice_computes(tmp_path: Path) -> None:
    paths = [solved(tmp_path, lang)[0] for lang in LANGS]
    shown = recalculate(paths)
    for path in paths:
        formulas, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        count = 0
        for sheet in formulas:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                ours, theirs = cached[sheet.title][cell.coordinate].value, shown[path].get(f"{sheet.title}!{cell.coordinate}")
                expected = pytest.approx(theirs, rel=1e-9, abs=1e-12) if isinstance(theirs, float | int) else theirs
                assert ours == expected or (ours in (None, "") and theirs in (None, "")), f"{sheet.title}!{cell.coordinate} {cell.value}"
                count += 1
        assert count > 80


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.libreoffice
def test_the_tabs_kgi_is_the_solved_one_and_meets_its_goal(tmp_path: Path, lang: Lang) -> None:
    path, answer = solved(tmp_path, lang)
    shown = recalculate([path])[path]
    for tab, (_, solution), goal in zip(TABS[lang], answer.answers, (1_500_000, 3_000_000), strict=True):
        assert shown[f"{tab}!D5"] == pytest.approx(goal, rel=1e-9)
        assert shown[f"{tab}!E5"] == pytest.approx(solution.values[answer.reading.tree.kgi], rel=1e-9)
        assert shown[f"{tab}!H5"] == "◎"
        assert shown[f"{tab}!G1"] == FRESH[lang]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.libreoffice
def test_a_target_typed_by_hand_moves_the_tabs_kgi_and_its_verdict(tmp_path: Path, lang: Lang) -> None:
    path, _ = solved(tmp_path, lang)
    tab, visitors = TABS[lang][1], SHOP[lang][1]["label"]

    def halve(book: openpyxl.Workbook) -> None:
        row = row_of(book[tab], visitors)
        book[tab].cell(row, 4).value /= 2

    changed_path = edited(path, "typed", halve)
    shown = recalculate([changed_path])[changed_path]
    assert shown[f"{tab}!E5"] == pytest.approx(1_500_000, rel=1e-9)
    assert shown[f"{tab}!H5"] == "×"
    assert shown[f"{tab}!I5"] == ("未達" if lang == "ja" else "Not reached")
    assert shown[f"{tab}!G1"] == FRESH[lang]  # what is tried on the tab is not an input
    assert shown[f"{TABS[lang][0]}!E5"] == pytest.approx(1_500_000, rel=1e-9)


def on_tree(cell: str, value):
    return lambda book: book[book.sheetnames[1]].__setitem__(cell, value)


def on_goals(cell: str, value):
    return lambda book: book[book.sheetnames[2]].__setitem__(cell, value)


EDITS = {
    "baseline": on_tree("C5", 6000),
    "low": on_tree("F5", 100),
    "high": on_tree("G6", 0.06),
    "stated": on_tree("H5", 8000),
    "effort": on_tree("I5", 2),
    "locked": on_tree("L5", "はい"),
    "better": on_tree("E5", "小さいほど良い"),
    "formula": on_tree("C4", "=訪問者数*転換率*客単価*1"),
    "new row": on_tree("B8", "新しいKPI"),
    "goal amount": on_goals("F2", 1.6),
    "goal switched off": on_goals("A2", "いいえ"),
    "goal kind": on_goals("E2", "現状比（倍）"),
    "goal's role": on_goals("B2", "挑戦"),
    "goal's scenario": on_goals("C2", "別の案"),
    "last year": on_tree("N4", 900_000),
    "new goal": on_goals("E5", "前年比"),
}


@pytest.mark.libreoffice
def test_whatever_changes_the_answer_turns_the_flag(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")
    paths = {name: edited(path, name.replace(" ", ""), edit) for name, edit in EDITS.items()}
    shown = recalculate(list(paths.values()))
    flags = {name: shown[each]["必達目標!G1"] for name, each in paths.items()}
    assert flags == dict.fromkeys(EDITS, STALE["ja"])


@pytest.mark.libreoffice
def test_a_remark_does_not_turn_the_flag(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")
    other = edited(path, "note", on_tree("W5", "メモ"))
    assert recalculate([other])[other]["必達目標!G1"] == "最新"


@pytest.mark.parametrize("lang", LANGS)
def test_a_program_that_does_not_calculate_shows_numbers(tmp_path: Path, lang: Lang) -> None:
    path, _ = solved(tmp_path, lang)
    for tab, goal in zip(TABS[lang], (1_500_000, 3_000_000), strict=True):
        frame = pandas.read_excel(path, sheet_name=tab, header=None)
        assert frame.iat[4, 4] == pytest.approx(goal, rel=1e-9)
        assert frame.iat[4, 7] == "◎"


def test_a_lever_row_is_a_number_and_every_other_is_alive(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja", changed(SHOP["ja"], 客単価={"locked": "はい"}))
    sheet = openpyxl.load_workbook(path)["必達目標"]
    kinds = {
        sheet.cell(row, 13).value: sheet.cell(row, 4).value
        for row in range(row_of(sheet, "月間売上"), sheet.max_row + 1)
        if sheet.cell(row, 13).value
    }
    assert kinds["売上"] == "=訪問者数*転換率*客単価"
    assert isinstance(kinds["訪問者数"], float)
    assert kinds["客単価"] == f"=C{row_of(sheet, '客単価')}"
    assert sheet.cell(row_of(sheet, "訪問者"), 3).value == "=KPIツリー!$C$5"


def test_solving_again_with_another_strategy_rewrites_the_tab_in_place(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")
    book = OpenpyxlBook.open(path)
    sheets = book.sheets()
    answer = jobs.solve(book, "equal_ratio")
    book.save(path)
    again = openpyxl.load_workbook(path, data_only=True)
    assert tuple(again.sheetnames) == sheets
    assert "均等倍率" in again["必達目標"]["A2"].value
    assert again["必達目標"].cell(row_of(again["必達目標"], "訪問者"), 4).value == answer.answers[0][1].values["訪問者数"]


def test_solving_twice_changes_nothing_but_the_run_log(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")
    book = OpenpyxlBook.open(path)
    jobs.solve(book)
    book.save(tmp_path / "again.xlsx")
    once, twice = openpyxl.load_workbook(path), openpyxl.load_workbook(tmp_path / "again.xlsx")
    for sheet in (sheet for sheet in once if sheet.title != "実行記録"):
        assert [[cell.value for cell in row] for row in sheet] == [[cell.value for cell in row] for row in twice[sheet.title]]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "ja",
            "訪問者は7,500人/月が上限、転換率は5%が上限、客単価は1.00万円が上限です。この条件で届く最大は375.00万円/月です（証明済み）。"
            "訪問者の上限を7,500人/月から12,000人/月にすると600.00万円/月に届きます。転換率の上限を5%から8%にしても届きます。"
            "客単価の上限を1.00万円から1.60万円にしても届きます。訪問者の上限を100人/月上げるごとに、月間売上は約5万円/月増えます。",
        ),
        (
            "en",
            "Visitors is at its high bound of 7,500 visitors/month, Rate is at its high bound of 5%, Price is at its high bound of 10,000 JPY. "
            "The most these bounds allow is 3.75M JPY/month (proven). "
            "6.00M JPY/month is reached with the high bound of Visitors at 12,000 visitors/month instead of 7,500 visitors/month. "
            "It is also reached with the high bound of Rate at 8% instead of 5%. "
            "It is also reached with the high bound of Price at 16,000 JPY instead of 10,000 JPY. "
            "Every 100 visitors/month by which the high bound of Visitors is raised adds about 50,000 JPY/month to Sales.",
        ),
    ],
)
def test_out_of_reach_is_an_answer_that_says_what_would_do(tmp_path: Path, lang: Lang, said: str) -> None:
    _, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])
    rows = changed(SHOP[lang], **{visitors: {"high": 7500.0, "stated": None}, rate: {"high": 0.05}, price: {"high": 10000.0}})
    source = workbook(tmp_path / "shop.xlsx", rows, [{"kind": "times", "amount": 6, "scenario": "x6"}], None, lang)
    book = OpenpyxlBook.open(source)
    answer = jobs.solve(book)
    assert not answer.all_reached
    book.save(tmp_path / "solved.xlsx")
    assert openpyxl.load_workbook(tmp_path / "solved.xlsx")["x6"]["B7"].value == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "目標（月間売上）：前年の値が空欄のため、現状値を使いました。"),
        ("en", "Goal (Sales): last year's value is blank, so the baseline is used in its place."),
    ],
)
def test_the_tab_says_where_the_baseline_stands_in_for_last_year(tmp_path: Path, lang: Lang, said: str) -> None:
    path, _ = solved(tmp_path, lang)
    assert openpyxl.load_workbook(path)[TABS[lang][0]]["B10"].value == said


@pytest.mark.libreoffice
def test_a_bound_that_is_a_formula_is_read_and_does_not_turn_the_flag(tmp_path: Path) -> None:
    path, answer = solved(tmp_path, "ja", changed(SHOP["ja"], 訪問者数={"high": "=C5*1.2"}))
    assert answer.reading.tree.levers["訪問者数"].high == 6000
    assert openpyxl.load_workbook(path, data_only=True)["必達目標"]["G1"].value == "最新"
    assert recalculate([path])[path]["必達目標!G1"] == "最新"


@pytest.mark.parametrize("lang", LANGS)
def test_every_tab_of_the_example_is_up_to_date_right_after_solving(lang: Lang) -> None:
    book = OpenpyxlBook.open(template_path(lang, "example"))
    jobs.solve(book)
    flags = [book.contents()[Address(sheet, 1, 7)] for sheet in book.sheets() if (book.marker(sheet) or ("",))[0] == "scenario"]
    assert [flag.cached for flag in flags if isinstance(flag, Formula)] == [FRESH[lang]] * 2


def test_what_a_tab_remembers_of_its_settings_has_a_place_of_its_own_each() -> None:
    places = [*freshness.PLACES, *freshness.COUNTED.values(), freshness.SWITCHED_OFF[1]]
    assert len(places) == len(set(places))
