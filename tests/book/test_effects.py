"""Cross effects in a workbook: read from their sheet, alive on every tab, and said in words; every bad row at once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.layout import EFFECTS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.errors import Problems
from kpi_xl.labels import LANGS, MUST_ACHIEVE, RATIONALE, SIMULATOR, Lang
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, Row, workbook

STALE = "⚠ 入力が変わりました。再逆算してください"
TRAFFIC = {
    "ja": {"active": "はい", "cause": "訪問者数", "affected": "転換率", "elasticity": -0.3, "why": "広告の実績"},
    "en": {"active": "yes", "cause": "visitors", "affected": "rate", "elasticity": -0.3, "why": "last year's campaigns"},
}


def shop(folder: Path, lang: Lang, *effects: Row, goals: list[Row] | None = None) -> Path:
    return workbook(folder / "shop.xlsx", SHOP[lang], goals or (), lang=lang, effects=effects)


def solved(path: Path) -> jobs.Solved:
    book = OpenpyxlBook.open(path)
    found = jobs.solve(book)
    book.save(path)
    return found


def problems(path: Path, lang: Lang) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_book(OpenpyxlBook.open(path))
    return [problem.sentence(lang) for problem in caught.value.problems]


def values(path: Path, sheet: str) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows() for cell in row}


def rows_of(path: Path, sheet: str, label: str) -> list[int]:
    return [int(place[1:]) for place, value in values(path, sheet).items() if value == label and place[0] == "A" and place[1:].isdigit()]


@pytest.mark.parametrize("lang", LANGS)
def test_a_tab_shows_the_value_before_and_after_and_multiplies_live(tmp_path: Path, lang: Lang) -> None:
    path = shop(tmp_path, lang, TRAFFIC[lang])
    solution = solved(path).briefs[0].solution
    name = str(TRAFFIC[lang]["affected"])
    own, shown = solution.levers[name].target, solution.values[name]
    visitors = solution.levers[str(TRAFFIC[lang]["cause"])].ratio or 0.0
    assert shown == pytest.approx(own * visitors**-0.3, rel=1e-12)
    tab, label = MUST_ACHIEVE.say(lang), str(SHOP[lang][2]["label"])
    *_, above, below = rows_of(path, tab, label)
    cells, live = values(path, tab), openpyxl.load_workbook(path)[tab]
    assert (cells[f"D{above}"], cells[f"D{below}"], cells[f"E{below}"]) == pytest.approx((shown, own, shown), rel=1e-12)
    assert live[f"D{above}"].value == f"=D{below}*F{below}"
    assert EFFECTS.sheet.say(lang) in live[f"F{below}"].value
    assert cells["G1"] != STALE


@pytest.mark.libreoffice
def test_overtyping_a_cause_moves_what_it_acts_on_in_any_program(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja", TRAFFIC["ja"])
    solved(path)
    book = openpyxl.load_workbook(path)
    tab = book["必達目標"]
    visitors = rows_of(path, "必達目標", "訪問者")[-1]
    *_, above, below = rows_of(path, "必達目標", "転換率")
    tab[f"D{visitors}"].value, tab[f"D{below}"].value = 10_000.0, 0.03
    book.save(changed := tmp_path / "changed.xlsx")
    seen = recalculate([changed])[changed]
    assert seen[f"必達目標!D{above}"] == pytest.approx(0.03 * 2.0**-0.3, rel=1e-12)
    (sales,) = rows_of(path, "必達目標", "月間売上")[-1:]
    assert seen[f"必達目標!D{sales}"] == pytest.approx(
        10_000.0 * 0.03 * 2.0**-0.3 * seen[f"必達目標!D{rows_of(path, '必達目標', '客単価')[-1]}"]
    )


CHANGES = {
    "elasticity": {"D2": -0.4},
    "switched off": {"A2": "いいえ"},
    "another KPI": {"C2": "客単価"},
    "switched on": {"A3": "はい"},
    "a new row": {"B4": "客単価", "C4": "訪問者数", "D4": 0.1},
}
"""What somebody types on the sheet of effects after solving."""


@pytest.mark.libreoffice
def test_a_changed_effect_makes_every_tab_say_so(tmp_path: Path) -> None:
    off = {"active": "いいえ", "cause": "訪問者数", "affected": "客単価", "elasticity": -0.1}
    path = shop(tmp_path, "ja", TRAFFIC["ja"], off)
    solved(path)
    paths = {"nothing": path}
    for change, typed in CHANGES.items():
        book = openpyxl.load_workbook(path)
        for cell, value in typed.items():
            book["波及効果"][cell] = value
        book.save(paths.setdefault(change, tmp_path / f"{change}.xlsx"))
    seen = recalculate(paths.values())
    flags = {change: seen[each]["必達目標!G1"] for change, each in paths.items()}
    assert flags == {"nothing": "最新"} | dict.fromkeys(CHANGES, STALE)


@pytest.mark.parametrize("lang", LANGS)
def test_halfway_on_the_simulator_is_what_the_tree_says(tmp_path: Path, lang: Lang) -> None:
    path = shop(tmp_path, lang, TRAFFIC[lang])
    found = solved(path)
    brief, sheet = found.briefs[0], SIMULATOR.say(lang)
    book = openpyxl.load_workbook(path)
    header = next(row for row in range(20, 40) if book[sheet][f"I{row}"].value == 0)
    column = next(cell.column_letter for cell in book[sheet][header] if cell.value == 0.5)
    halfway = {name: lever.baseline * (lever.target / lever.baseline) ** 0.5 for name, lever in brief.solution.levers.items()}
    expected, cells = brief.tree.evaluate(halfway), values(path, sheet)
    shown = {row["name"]: cells[f"{column}{rows_of(path, sheet, str(row['label']))[-1]}"] for row in SHOP[lang]}
    assert shown == pytest.approx(dict(expected), rel=1e-12)


def test_the_rationale_says_what_an_effect_does(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja", TRAFFIC["ja"])
    solved(path)
    said = [str(value) for value in values(path, RATIONALE.ja).values()]
    assert any(text.startswith("訪問者が1.") and text.endswith("（弾力性 -0.3）。") for text in said)
    assert any(text.startswith("波及前の値：2%から") and "波及効果（×0.9" in text for text in said)
    folder = tmp_path / "en"
    folder.mkdir()
    path = shop(folder, "en", TRAFFIC["en"])
    solved(path)
    said = [str(value) for value in values(path, RATIONALE.en).values()]
    assert any(text.startswith("Visitors becomes x1.") and text.endswith("(elasticity -0.3).") for text in said)


def test_a_switched_off_row_and_a_blank_table_change_nothing(tmp_path: Path) -> None:
    plain = read_book(OpenpyxlBook.open(workbook(tmp_path / "plain.xlsx", SHOP["ja"]))).tree
    for effects in ([{**TRAFFIC["ja"], "active": "いいえ"}], [{}]):
        tree = read_book(OpenpyxlBook.open(shop(tmp_path, "ja", *effects))).tree
        assert (tree.effects, tree.tape) == ((), plain.tape)


def test_every_bad_row_is_said_at_once(tmp_path: Path) -> None:
    bad: list[Row] = [
        {**TRAFFIC["ja"], "active": "たぶん"},
        {**TRAFFIC["ja"], "elasticity": "だいたい"},
        {**TRAFFIC["ja"], "cause": None},
        {**TRAFFIC["ja"], "elasticity": None},
        {**TRAFFIC["ja"], "elasticity": -30.0},
        {**TRAFFIC["ja"], "elasticity": "-0.3%"},
        {**TRAFFIC["ja"], "affected": "転換"},
        {**TRAFFIC["ja"], "affected": "訪問者数"},
        TRAFFIC["ja"],
        TRAFFIC["ja"],
    ]
    path = shop(tmp_path, "ja", *bad)
    odd = "「転換率」が {} 変わるという意味です。0.3%下がるなら -0.3 のように、%を付けずに入力してください。"
    assert sorted(problems(path, "ja")) == sorted(
        [
            "波及効果!A2：「有効」列には「はい」「いいえ」のどれかが必要ですが、「たぶん」が入っています。どれかを選んでください。".replace(
                "「はい」「いいえ」", "はい・いいえ"
            ),
            "波及効果!D3：「弾力性」列には数値が必要ですが、「だいたい」が入っています。数値に直すか、空欄にしてください。",
            "波及効果!B4：「動かすKPI」列が空欄です。KPIの名前を入力するか、行の「有効」を「いいえ」にしてください。",
            "波及効果!D5：「弾力性」列が空欄です。-0.3 のような数値を入力するか、行の「有効」を「いいえ」にしてください。",
            "波及効果!D6：弾力性 -30 は、「訪問者数」が1%増えると" + odd.format("-30%"),
            "波及効果!D7：弾力性 -0.003 は、「訪問者数」が1%増えると" + odd.format("-0.003%"),
            "波及効果!D8：「転換」というKPIは表にありません。表の名前から選んでください（近い名前：転換率）。",
            "波及効果!D9：「訪問者」が自分自身に影響することはできません。異なる2つのKPIを選んでください。",
            "波及効果!D10：「訪問者数」から「転換率」への波及効果は 波及効果!D2 にもあります。どちらかの行だけを残してください。",
            "波及効果!D11：「訪問者数」から「転換率」への波及効果は 波及効果!D2 にもあります。どちらかの行だけを残してください。",
        ]
    )
    assert len(problems(path, "en")) == len(bad)
    assert (
        "波及効果!D6: an elasticity of -30 would change '転換率' by -30% when '訪問者数' rises by 1%. "
        "Type the percent without its sign: -0.3 if it falls by 0.3%."
    ) in problems(path, "en")


def test_a_circle_names_the_row_to_remove(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja", {**TRAFFIC["ja"], "cause": "売上"})
    assert problems(path, "ja") == [
        "波及効果!D2：波及効果と数式が一巡しています：売上 → 転換率 → 売上。自分自身に戻らないように、波及効果を1つ外してください。"
    ]


def test_a_renamed_kpi_is_renamed_where_it_is_chosen_as_well(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja", TRAFFIC["ja"], goals=[{"role": "必達", "kpi": "訪問者数", "kind": "現状比（倍）", "amount": 1.5}])
    book = openpyxl.load_workbook(path)
    book["KPIツリー"]["B5"] = "来訪者数"
    book.save(path)
    mended = OpenpyxlBook.open(path)
    jobs.repair(mended)
    mended.save(path)
    found = read_book(OpenpyxlBook.open(path))
    assert [(effect.cause, effect.affected) for effect in found.tree.effects] == [("来訪者数", "転換率")]
    assert found.scenarios[0].goals[0].kpi == "来訪者数"


def test_the_run_log_says_that_effects_were_edited(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja", TRAFFIC["ja"])
    solved(path)
    book = openpyxl.load_workbook(path)
    book["波及効果"]["D2"] = -0.5
    book.save(path)
    solved(path)
    assert any("波及効果を変更" in str(value) for value in values(path, "実行記録").values())
