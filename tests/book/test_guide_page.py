"""The guide is the first thing people see: the answer without scrolling, alive, and the way on; before solving it says what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from kpi_xl import jobs, labels
from kpi_xl.book.guide_screen import ALL
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import FILES, template_path
from kpi_xl.labels import LANGS, Lang
from tests.book.test_compare_page import compared, times
from tests.book.test_scenario_page import FRESH, STALE, TABS, edited, row_of, solved
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

SHEET = {"ja": "使い方", "en": "Guide"}
REACHED = {"ja": "◎ 到達\nこの計画では {}", "en": "◎ Reached\nThis plan: {}"}
MISSED = {"ja": "× 未達\nこの計画では {}", "en": "× Not reached\nThis plan: {}"}
NOT_SOLVED = {"ja": "まだ逆算していません", "en": "Not solved yet"}
ROWS_OF_EXCEL, POINTS_A_ROW = 26, 15.0
"""What a screen of 1366x768 shows at 100%."""

BELOW = ("使い方：5つのステップ", "How to use it: five steps", "確認したい点", "Worth a look")
"""What the first section below the first screen is called: with findings where it is solved."""

SECOND = {"ja": "使い方：5つのステップ", "en": "How to use it: five steps"}


def shown(path: Path, lang: Lang):
    return openpyxl.load_workbook(path, data_only=True)[SHEET[lang]]


def manual_row(sheet) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value in SECOND.values())


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_the_first_tab_of_a_solved_workbook_and_the_run_log_the_last(lang: Lang, tmp_path: Path) -> None:
    path, _ = solved(tmp_path, lang)
    sheets = openpyxl.load_workbook(path).sheetnames
    assert sheets[0] == SHEET[lang]
    assert sheets[-1] == {"ja": "実行記録", "en": "Run log"}[lang]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", FILES)
def test_a_template_begins_with_it_and_solving_keeps_the_sheets_in_order(lang: Lang, kind: str) -> None:
    book = OpenpyxlBook.open(template_path(lang, kind))
    before = book.sheets()
    assert (before[0], book.marker(before[0])) == (SHEET[lang], ("guide", SHEET[lang]))
    jobs.solve(book)
    assert book.sheets()[: len(before)] == before
    assert book.sheets()[len(before) : len(before) + 2] == TABS[lang]


def test_whoever_moves_it_finds_it_where_it_was_put(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")
    users = openpyxl.load_workbook(path)
    users.move_sheet("使い方", 3)
    users.save(path)
    book = OpenpyxlBook.open(path)
    before = book.sheets()
    jobs.solve(book)
    assert book.sheets() == before
    assert before[0] != "使い方"


def test_it_says_today_every_goal_and_whether_the_plan_meets_it(tmp_path: Path) -> None:
    sheet = shown(solved(tmp_path, "en")[0], "en")
    assert [sheet.cell(4, column).value for column in (1, 3, 5)] == ["KGI today", *TABS["en"]]
    assert [sheet.cell(5, column).value for column in (1, 3, 5)] == pytest.approx([1e6, 1.5e6, 3e6], rel=1e-9)
    assert [sheet.cell(6, column).value for column in (1, 3, 5)] == [
        "Sales (JPY/month)",
        "Goal: Sales x1.50 of today",
        "Goal: Sales x3.00 of today",
    ]
    assert [sheet.cell(7, column).value for column in (3, 5)] == [REACHED["en"].format("¥1,500,000"), REACHED["en"].format("¥3,000,000")]
    assert sheet["C2"].value == FRESH["en"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_missed_goal_shows_what_the_plan_comes_to(lang: Lang, tmp_path: Path) -> None:
    highs = {str(row["name"]): {"high": float(row["baseline"]) * 1.1} for row in SHOP[lang][1:]}
    path, _ = compared(tmp_path, lang, changed(SHOP[lang], **highs), 3.0)
    assert shown(path, lang)["C7"].value == MISSED[lang].format({"ja": "1,331,000円", "en": "¥1,331,000"}[lang])


@pytest.mark.parametrize("lang", LANGS)
def test_the_moves_are_those_that_bring_most_each_from_today_to_its_targets(lang: Lang, tmp_path: Path) -> None:
    visitors, rate = (str(SHOP[lang][place]["name"]) for place in (1, 2))
    # Visitors may grow by a fiftieth, the rate by a fifth: the price has to do the rest, the idle row does nothing.
    rows = changed(SHOP[lang], **{visitors: {"high": 5100.0}, rate: {"high": 0.024}})
    rows = (*rows, {**SHOP[lang][1], "name": "idle", "label": "Idle", "baseline": 7.0, "stated": None})
    path, answer = compared(tmp_path, lang, rows, 3.0, 6.0)
    sheet = shown(path, lang)
    labels = [sheet.cell(row, 1).value for row in range(10, 13)]
    assert [label.partition("（")[0].partition(" (")[0] for label in labels] == [SHOP[lang][place]["label"] for place in (3, 2, 1)]
    assert [sheet.cell(10, column).value for column in (2, 3, 4)] == pytest.approx(
        [10_000, 3e6 / 5100 / 0.024, 3e2 / 5100 / 0.024], rel=1e-8
    )
    assert [sheet.cell(12, column).value for column in (2, 5, 6)] == pytest.approx([5000, 5100, 1.02], rel=1e-12)
    assert "Idle" not in [cell.value for cell in sheet["A"]]
    assert len(answer.answers) == 2


def test_at_most_five_moves_are_shown(tmp_path: Path) -> None:
    book = OpenpyxlBook.open(template_path("ja", "example"))
    jobs.solve(book)
    book.save(tmp_path / "a.xlsx")
    sheet = shown(tmp_path / "a.xlsx", "ja")
    assert sum(isinstance(sheet.cell(row, 4).value, float) for row in range(10, manual_row(sheet))) == 5


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_has_to_move_it_says_so(lang: Lang, tmp_path: Path) -> None:
    path, _ = compared(tmp_path, lang, None, 1.0)
    words = {
        "ja": "どのKPIも動かしません。くわしくは各シナリオのシートをご覧ください。",
        "en": "No lever moves. Each scenario's own sheet says why.",
    }
    assert shown(path, lang)["B9"].value == words[lang]


def test_the_reality_check_stands_there_in_one_sentence_or_one_for_each(tmp_path: Path) -> None:
    book = OpenpyxlBook.open(template_path("ja", "example"))
    jobs.solve(book)
    book.save(tmp_path / "a.xlsx")
    sheet = shown(tmp_path / "a.xlsx", "ja")
    assert (sheet["A16"].value, sheet["B16"].value) == (
        "現実チェック",
        "個別目標をすべて達成すると年間売上は321.6倍（964.89億円/年）。いちばん厳しい目標の107倍です。そこまで働かなくて大丈夫です。"
        "道のりの7.1%（必達目標）、19.2%（挑戦目標）で足ります。",
    )
    path, _ = compared(tmp_path, "ja", None, 1.5, 5.0)
    sheet = shown(path, "ja")
    assert [sheet.cell(row, 1).value for row in (14, 15)] == ["必達目標", "S1"]
    assert sheet["B14"].value.startswith("個別目標をすべて達成すると月間売上は3.60倍（360.00万円/月）。")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("where", ["example", "blank", "solved", "one scenario"])
def test_the_first_screen_fits_a_small_laptop_without_scrolling(lang: Lang, where: str, tmp_path: Path) -> None:
    path = template_path(lang, where) if where in FILES else compared(tmp_path, lang, None, *([1.5, 3.0][: 1 + (where == "solved")]))[0]
    sheet = openpyxl.load_workbook(path)[SHEET[lang]]
    rows = range(1, next(cell.row for cell in sheet["A"] if str(cell.value).startswith(BELOW)) - 1)
    assert all(sheet.row_dimensions[row].height for row in rows)
    assert sum(sheet.row_dimensions[row].height for row in rows) <= ROWS_OF_EXCEL * POINTS_A_ROW
    widths = [sheet.column_dimensions[get_column_letter(column)].width for column in range(1, sheet.max_column + 1)]
    assert sum(width for column, width in enumerate(widths, 1) if not sheet.column_dimensions[get_column_letter(column)].hidden) <= ALL + 1


@pytest.mark.parametrize("lang", LANGS)
def test_it_leads_to_every_other_sheet_and_to_no_sheet_that_is_not_there(lang: Lang, tmp_path: Path) -> None:
    for path in (solved(tmp_path, lang)[0], template_path(lang, "blank")):
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET[lang]]
        begin = manual_row(sheet)
        leads = {cell.hyperlink.location.rpartition("!")[0].strip("'") for cell in sheet["A"] if cell.hyperlink and cell.row > begin}
        assert leads == set(book.sheetnames) - {SHEET[lang], labels.functions.TITLE.say(lang)}


def test_the_scales_are_those_of_the_scenarios_own_tabs(tmp_path: Path) -> None:
    sheet = shown(solved(tmp_path, "ja")[0], "ja")
    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value in tuple("◎○△×")}
    assert said["○"] == "達成率が必達・その他は90%以上、挑戦は70%以上。"
    assert said["△"] == "達成率が必達・その他は70%以上、挑戦は50%以上。"
    assert set(said) == set("◎○△×")


@pytest.mark.parametrize("path", [*(template_path("ja", kind) for kind in FILES), None], ids=str)
def test_a_japanese_guide_has_no_english_words(path: Path | None, tmp_path: Path) -> None:
    sheet = shown(path or solved(tmp_path, "ja")[0], "ja")
    words = {word for row in sheet.iter_rows(values_only=True) for value in row for word in re.findall("[A-Za-z]+", str(value or ""))}
    commands = {
        "kpi",
        "xl",
        "solve",
        "check",
        "repair",
        "help",
        "install",
        "SOLVE",
        "doctor",
        "actuals",
        "review",
        "replan",
        "plan",
        "actions",
    }
    assert words <= {"KPI", "KGI", "Excel"} | commands


@pytest.mark.libreoffice
def test_it_follows_what_is_typed_on_a_tab_and_on_the_tree(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")

    def halve(book: openpyxl.Workbook) -> None:
        book["挑戦目標"].cell(row_of(book["挑戦目標"], "訪問者"), 4).value /= 2
        book["KPIツリー"]["C7"] = 20_000.0

    after = edited(path, "typed", halve)
    values = recalculate([after])[after]
    assert [values[f"使い方!{cell}"] for cell in ("A5", "C5", "E5")] == pytest.approx([2e6, 3e6, 6e6], rel=1e-9)
    assert values["使い方!C7"] == MISSED["ja"].format("1,500,000円")
    assert values["使い方!E7"] == MISSED["ja"].format("1,500,000円")
    assert values["使い方!C2"] == STALE["ja"]


@pytest.mark.libreoffice
def test_every_cached_value_is_what_libreoffice_computes(tmp_path: Path) -> None:
    paths = [solved(tmp_path, lang)[0] for lang in LANGS]
    several = [*times("en", 1.2, 3.0, 20.0), {"kpi": "visitors", "kind": "times", "amount": 1.1, "scenario": "S1"}]
    book = OpenpyxlBook.open(workbook(tmp_path / "many.xlsx", SHOP["en"], several, None, "en"))
    jobs.solve(book, now=datetime(2026, 1, 1))
    paths.append(tmp_path / "many-solved.xlsx")
    book.save(paths[-1])
    values = recalculate(paths)
    for path, lang in zip(paths, ("ja", "en", "en"), strict=True):
        formulas, cached = openpyxl.load_workbook(path)[SHEET[lang]], shown(path, lang)
        cells = [cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
        assert len(cells) > 20
        for cell in cells:
            ours, theirs = cached[cell.coordinate].value, values[path].get(f"{SHEET[lang]}!{cell.coordinate}")
            assert ours == (pytest.approx(theirs, rel=1e-9) if isinstance(theirs, float | int) else theirs), cell.value
    assert shown(paths[-1], "en")["E6"].value == "Goal: Sales x3.00 of today (and 1 more)"


@pytest.mark.parametrize("lang", LANGS)
def test_before_solving_it_shows_today_the_goals_as_set_and_the_next_step(lang: Lang) -> None:
    sheet = shown(template_path(lang, "blank"), lang)
    ja = lang == "ja"
    assert [sheet.cell(5, column).value for column in (1, 3, 5)] == (
        ["5,000,000円", "7,500,000円", "15,000,000円"] if ja else ["¥5,000,000", "¥7,500,000", "¥15,000,000"]
    )
    assert [sheet.cell(4, column).value for column in (3, 5)] == list(TABS[lang])
    assert [sheet.cell(row, column).value for row, column in ((2, 3), (7, 3), (7, 5))] == [NOT_SOLVED[lang]] * 3
    assert "kpi-xl solve" in sheet["B9"].value


GOALS = {"ja": "目標", "en": "Goals"}
SETTINGS = {"ja": "設定", "en": "Settings"}
EDITS: dict[str, tuple[Callable[[openpyxl.Workbook], None], dict[str, str]]] = {
    "the amount": (lambda book: book["目標"].__setitem__("F8", 2.0), {"C5": "6.00億円", "C4": "必達目標"}),
    "the first goal off": (
        lambda book: book["目標"].__setitem__("A8", "いいえ"),
        {
            "C4": "挑戦目標",
            "C5": "9.00億円",
            "E4": "－",
            "E5": "－",
            "B12": "1件。増やすときや切り替えるときは「目標」で「有効」を選びます。",
        },
    ),
    "a third goal on": (
        lambda book: book["目標"].__setitem__("A12", "はい"),
        {
            "E5": "9.00億円",
            "B12": "3件。上には最初の2件を示しています。増やすときや切り替えるときは「目標」で「有効」を選びます。",
        },
    ),
    "another KGI": (
        lambda book: book["設定"].__setitem__("B8", "リード転換率"),
        {"A1": "訪問者→リード転換率：今日から目標までの道筋", "A5": "2.0%", "A6": "訪問者→リード転換率（%）"},
    ),
    "no scenario's name": (lambda book: book["目標"].__setitem__("C8", None), {"C4": "必達"}),
}


@pytest.mark.libreoffice
def test_before_solving_it_follows_what_people_set(tmp_path: Path) -> None:
    paths = {}
    for number, (name, (edit, _)) in enumerate(EDITS.items()):
        book = openpyxl.load_workbook(template_path("ja", "example"))
        edit(book)
        paths[name] = tmp_path / f"{number}.xlsx"
        book.save(paths[name])
    values = recalculate(paths.values())
    for name, (_, expected) in EDITS.items():
        assert {cell: values[paths[name]].get(f"使い方!{cell}") for cell in expected} == expected, name
