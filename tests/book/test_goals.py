"""Goals as people type them, and each way to get one wrong as one sentence."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.layout import SETTINGS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.errors import Problems
from kpi_xl.labels import Lang
from tests.support.workbooks import SHOP, changed, workbook, write

JA = SHOP["ja"]


def problems(path: Path, lang: Lang) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_book(OpenpyxlBook.open(path))
    return [problem.sentence(lang) for problem in caught.value.problems]


BAD = {
    "no kind": (
        {"amount": 3},
        "目標!E2：「種類」列が空欄です。比較の種類を入力するか、行の「有効」を「いいえ」にしてください。",
        "目標!E2: the column Kind is empty, where what to compare with is expected. Fill it in, or switch the row off.",
    ),
    "no amount": (
        {"kind": "現状比（倍）"},
        "目標!F2：「数値」列が空欄です。数値を入力するか、行の「有効」を「いいえ」にしてください。",
        "目標!F2: the column Amount is empty, where a number is expected. Fill it in, or switch the row off.",
    ),
    "150 for 150%": (
        {"kind": "前年比", "amount": 150},
        "目標!F2：前年比の 150 は 15,000% を意味します。150% のつもりなら 150% と入力し、本当に150倍なら種類を「現状比（倍）」にしてください。",
        "目標!F2: 150 of last year would be 15,000%. If you mean 150%, type 150%; if you really want 150 times, choose the kind times.",
    ),
    "a kind that is none": (
        {"kind": "去年の何割か", "amount": 3},
        "目標!E2：「種類」列には現状比（倍）・前年比・業界平均比・数値指定のどれかが必要ですが、「去年の何割か」が入っています。どれかを選んでください。",
        "目標!E2: '去年の何割か' stands in the column Kind, where one of times, percent, times_industry, value is expected. Choose one of them.",
    ),
    "a text for an amount": (
        {"kind": "現状比（倍）", "amount": "たくさん"},
        "目標!F2：「数値」列には数値が必要ですが、「たくさん」が入っています。数値に直すか、空欄にしてください。",
        "目標!F2: 'たくさん' stands in the column Amount, where a number is expected. Type a number, or clear the cell.",
    ),
    "an unknown KPI": (
        {"kind": "現状比（倍）", "amount": 3, "kpi": "訪問客数"},
        "目標!D2：「訪問客数」というKPIは表にありません。表の名前から選んでください（近い名前：訪問者数）。",
        "目標!D2: '訪問客数' is no KPI of the table. Choose one of its names (closest: 訪問者数).",
    ),
    "no industry average": (
        {"kind": "業界平均比", "amount": 3, "kpi": "訪問者数"},
        "目標!D2（訪問者数）：「業界平均比」の目標には0より大きい業界平均が必要ですが、- です。入力するか、数値指定の目標にしてください。",
        "目標!D2 (訪問者数): a goal of the kind times_industry needs an industry average above 0, but it is -. Type it, or give the goal as a value.",
    ),
    "a scenario that is a sheet with inputs": (
        {"kind": "現状比（倍）", "amount": 3, "scenario": "KPIツリー"},
        "目標!C2：シナリオ「KPIツリー」はシート名に使えません（入力用のシートの名前です）。別の名前にしてください。",
        "目標!C2: the scenario 'KPIツリー' cannot be the name of a sheet (the name of a sheet with inputs). Choose another name.",
    ),
    "a scenario Excel reserves": (
        {"kind": "現状比（倍）", "amount": 3, "scenario": "履歴"},
        "目標!C2：シナリオ「履歴」はシート名に使えません（Excelの予約語です）。別の名前にしてください。",
        "目標!C2: the scenario '履歴' cannot be the name of a sheet (a word Excel reserves). Choose another name.",
    ),
    "a scenario with a forbidden character": (
        {"kind": "現状比（倍）", "amount": 3, "scenario": "上期／下期"},
        "目標!C2：シナリオ「上期／下期」はシート名に使えません（\\ / ? * [ ] : ' は使えません）。別の名前にしてください。",
        "目標!C2: the scenario '上期／下期' cannot be the name of a sheet (\\ / ? * [ ] : ' cannot be used). Choose another name.",
    ),
    "a scenario that is too long": (
        {"kind": "現状比（倍）", "amount": 3, "scenario": "あ" * 32},
        f"目標!C2：シナリオ「{'あ' * 32}」はシート名に使えません（31文字を超えています）。別の名前にしてください。",
        f"目標!C2: the scenario '{'あ' * 32}' cannot be the name of a sheet (longer than 31 characters). Choose another name.",
    ),
    "nothing switched on": (
        {"active": "いいえ", "kind": "現状比（倍）", "amount": 3},
        "目標：有効な目標がありません。目標を1つ以上入力し、「有効」を「はい」にしてください。",
        "目標: there is no goal to solve for. Give at least one, or switch one on.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_goal_is_one_sentence_in_either_language(tmp_path: Path, case: str) -> None:
    goal, ja, en = BAD[case]
    path = workbook(tmp_path / "shop.xlsx", JA, [goal])
    assert problems(path, "ja") == [ja]
    assert problems(path, "en") == [en]


@pytest.mark.parametrize(
    ("setting", "ja", "en"),
    [
        (
            {"strategy": "根性"},
            "設定!B2：「逆算方法」列には負担最小・均等倍率・伸びしろ比例・個別目標へ・優先順位・費用最小・予算内で最大のどれかが必要ですが、「根性」が入っています。どれかを選んでください。",
            "設定!B2: '根性' stands in the column Strategy, where one of Least effort, Equal ratio, Headroom, Toward stated targets, In order, Cheapest, Within budget is expected. "
            "Choose one of them.",
        ),
        (
            {"kgi": "利益"},
            "KGIの設定：「利益」というKPIは表にありません。表の名前から選んでください。",
            "The KGI setting: '利益' is no KPI of the table. Choose one of its names.",
        ),
    ],
)
def test_a_bad_setting_is_one_sentence_in_either_language(tmp_path: Path, setting: dict, ja: str, en: str) -> None:
    path = workbook(tmp_path / "shop.xlsx", JA, [{"kind": "数値指定", "amount": 2e6, "kpi": "売上"}], setting)
    assert problems(path, "ja") == [ja]
    assert problems(path, "en") == [en]


def test_without_goals_the_usual_ones_are_used_and_said(tmp_path: Path) -> None:
    found = read_book(OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", JA)))
    (note,) = found.notes
    assert note.sentence("en") == "Goals: no goals are given, so the usual ones are used: must-achieve 150% and stretch 300% of last year."
    assert note.sentence("ja") == "目標：目標がないため、標準の目標（必達＝前年比150%、挑戦＝前年比300%）を使います。"


def test_percent_of_last_year_takes_last_year_where_it_is_known(tmp_path: Path) -> None:
    rows = changed(JA, 売上={"last_year": 800_000.0})
    found = read_book(OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", rows, [{"kind": "前年比", "amount": 1.5}])))
    ((goal,),) = (scenario.goals for scenario in found.scenarios)
    assert goal.target(found.tree.kpis["売上"], 1_000_000).value == 1_200_000


@pytest.mark.parametrize(("column", "ja", "en"), [("value", "値", "Value"), ("setting", "項目", "Setting")])
def test_a_settings_table_without_a_column_it_needs_is_one_sentence(tmp_path: Path, column: str, ja: str, en: str) -> None:
    path = workbook(tmp_path / "shop.xlsx", JA)
    book = openpyxl.load_workbook(path)
    write(book, SETTINGS, [{"setting": "KGI", "value": "売上"}], "ja", leave_out=[column])
    book.save(path)
    assert problems(path, "ja") == [f"設定：テーブル tbl_settings に「{ja}」列がありません。この見出しの列を追加してください。"]
    assert problems(path, "en") == [f"設定: the table tbl_settings has no column {en}. Add a column with exactly this header."]
