"""Guardrails as people type them, and what a scenario's tab says of them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.errors import Problems
from kpi_xl.labels import Lang
from tests.support.workbooks import SHOP, workbook

AIMS = {
    "ja": [{"role": "必達", "kind": "現状比（倍）", "amount": 2.0}, {"role": "挑戦", "kind": "現状比（倍）", "amount": 3.0}],
    "en": [{"role": "must_achieve", "kind": "times", "amount": 2.0}, {"role": "stretch", "kind": "times", "amount": 3.0}],
}
FLOOR = {
    "ja": {"role": "歯止め", "kpi": "客単価", "kind": "数値指定", "amount": 12_000.0},
    "en": {"role": "guardrail", "kpi": "price", "kind": "value", "amount": 12_000.0},
}
SECOND = {"ja": "挑戦目標", "en": "Stretch"}


def read(path: Path, lang: Lang, *rows: dict):
    return read_book(OpenpyxlBook.open(workbook(path / "shop.xlsx", SHOP[lang], rows, lang=lang)))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_guardrail_without_a_scenario_holds_in_all_and_makes_none(tmp_path: Path, lang: Lang) -> None:
    found = read(tmp_path, lang, FLOOR[lang], *AIMS[lang])
    assert len(found.scenarios) == 2
    assert [[goal.value for goal in scenario.guards] for scenario in found.scenarios] == [[12_000.0], [12_000.0]]
    assert [scenario.goals[0].times for scenario in found.scenarios] == [2.0, 3.0]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_guardrail_with_a_scenario_holds_in_that_one(tmp_path: Path, lang: Lang) -> None:
    found = read(tmp_path, lang, *AIMS[lang], {**FLOOR[lang], "scenario": SECOND[lang]})
    assert [len(scenario.guards) for scenario in found.scenarios] == [0, 1]


def test_guardrails_alone_guard_the_usual_goals(tmp_path: Path) -> None:
    found = read(tmp_path, "ja", FLOOR["ja"])
    assert [(scenario.role, len(scenario.aims), len(scenario.guards)) for scenario in found.scenarios] == [
        ("must_achieve", 1, 1),
        ("stretch", 1, 1),
    ]


def test_a_guardrail_of_a_scenario_without_a_goal_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        read(tmp_path, "ja", *AIMS["ja"], {**FLOOR["ja"], "scenario": "別案"})
    (problem,) = caught.value.problems
    assert problem.sentence("ja") == (
        "目標!C4（客単価）：シナリオ「別案」の歯止めですが、このシナリオには目標がありません。"
        "目標のあるシナリオ（必達目標、挑戦目標）の名前を入力するか、空欄にしてすべてのシナリオの歯止めにしてください。"
    )
    assert problem.sentence("en") == (
        "目標!C4 (客単価): this guardrail is for the scenario '別案', which has no goal. Type the name of a scenario that has one "
        "(必達目標、挑戦目標), or leave it blank to guard every scenario."
    )


@pytest.mark.parametrize(("lang", "words"), [("ja", ("歯止め：客単価", "守られる")), ("en", ("Guardrail: Price", "Kept"))])
def test_a_tab_has_a_row_for_the_goal_and_one_for_the_guardrail_on_the_same_kpi(tmp_path: Path, lang: Lang, words: tuple[str, str]) -> None:
    kgi = {**FLOOR[lang], "kpi": SHOP[lang][0]["name"], "amount": 1_100_000.0}
    book = OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", SHOP[lang], [*AIMS[lang], kgi, FLOOR[lang]], lang=lang))
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "solved.xlsx", data_only=True)[SECOND[lang]]
    rows = [[cell.value for cell in row] for row in sheet["A5:I7"]]
    assert [row[3] for row in rows] == [3_000_000.0, 1_100_000.0, 12_000.0]
    assert (rows[2][0], rows[2][8]) == words
    assert [row[7] for row in rows] == ["◎"] * 3


@pytest.mark.parametrize(("lang", "words"), [("ja", ("歯止め：客単価", "守られる")), ("en", ("Guardrail: Price", "Kept"))])
def test_pages_that_look_at_every_scenario_tell_guardrails_from_goals(tmp_path: Path, lang: Lang, words: tuple[str, str]) -> None:
    aim = {**AIMS[lang][0], "kpi": SHOP[lang][3]["name"], "amount": 1.1}  # the price is a goal of the first, a guardrail of the second
    rows = [*AIMS[lang], aim, {**FLOOR[lang], "scenario": SECOND[lang]}]
    book = OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", SHOP[lang], rows, lang=lang))
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    solved = openpyxl.load_workbook(tmp_path / "solved.xlsx", data_only=True)
    compare = solved[{"ja": "比較", "en": "Compare"}[lang]]
    heads = [[cell.value for cell in row] for row in compare["A6:I8"]]
    assert [row[0] for row in heads] == [SHOP[lang][0]["label"], SHOP[lang][3]["label"], words[0]]
    assert [row[3] for row in heads] == [2e6, pytest.approx(11_000.0), None]
    assert [row[6] for row in heads] == [3e6, None, 12_000.0]
    assert [(row[5] or "", row[8] or "") for row in heads] == [("◎", "◎"), ("◎", ""), ("", "◎")]
    simulator = solved[{"ja": "シミュレーター", "en": "Simulator"}[lang]]
    assert words[0] in [cell.value for cell in simulator["A"]]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "歯止めを守ると届きません：月間売上は100.00万円/月まで（目標200.00万円/月）"),
        ("en", "Not with the guardrails kept: Sales gets to 1.00M JPY/month only (goal 2.00M JPY/month)"),
    ],
)
def test_what_a_lever_can_do_alone_keeps_the_guardrails(tmp_path: Path, lang: Lang, said: str) -> None:
    book = OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", SHOP[lang], [*AIMS[lang], FLOOR[lang]], lang=lang))
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "solved.xlsx", data_only=True)[{"ja": "感度分析", "en": "Sensitivity"}[lang]]
    answers = {row[0].value: row[7].value for row in sheet.iter_rows() if row[6].value or row[7].value}
    assert answers[SHOP[lang][1]["label"]] == said  # visitors do nothing for a price that has to rise from 10,000 to 12,000
    assert answers[SHOP[lang][3]["label"]] in ("達成できます（現状の2.00倍）", "Yes: today x2.00")
