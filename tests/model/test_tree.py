"""A tree: what it computes, how it is drawn, and everything that can be wrong with it, said at once."""

from __future__ import annotations

import math

import pytest

import kpi_xl as kx
from kpi_xl import Lever
from kpi_xl.errors import KpiXlError
from kpi_xl.model import check
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.shape import depths, parents

SHOP = kx.KpiTree.from_formulas(
    {"sales": "=visitors*rate*price", "ratio": "=sales/cost"},
    [Lever("visitors", 5000.0), Lever("rate", 0.02, unit="%"), Lever("price", 10_000.0), Lever("cost", 2e5, locked=True)],
    kgi="sales",
)


def problems(*args: object, **more: object) -> list[KpiXlError]:
    with pytest.raises(kx.Problems) as caught:
        kx.KpiTree.from_formulas(*args, **more)  # type: ignore[arg-type]
    return list(caught.value.problems)


def test_every_kpi_is_computed_constants_included() -> None:
    assert SHOP.evaluate({"visitors": 6000}) == pytest.approx(
        {"sales": 1_200_000.0, "ratio": 6.0, "visitors": 6000.0, "rate": 0.02, "price": 10_000.0, "cost": 2e5}
    )
    assert SHOP.baseline["sales"] == pytest.approx(1_000_000.0)


def test_slopes_are_exact() -> None:
    assert SHOP.slopes("sales", {}) == pytest.approx({"visitors": 200.0, "rate": 5e7, "price": 100.0})
    assert SHOP.slopes("cost", {}) == {"visitors": 0.0, "rate": 0.0, "price": 0.0}


def test_a_blank_lever_counts_as_zero() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_+bb_"}, [Lever("aa_", None, high=3.0), Lever("bb_", 2.0)])
    assert tree.baseline["kgi"] == 2.0


def test_an_error_away_from_today_is_nan() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=1/(aa_-1)"}, [Lever("aa_", 2.0)])
    assert math.isnan(tree.evaluate({"aa_": 1.0})["kgi"])


def test_the_drawing_follows_the_formulas() -> None:
    assert SHOP.parents == {"sales": "ratio", "ratio": None, "visitors": "sales", "rate": "sales", "price": "sales", "cost": "ratio"}
    assert SHOP.depths["visitors"] == 2


def test_a_typed_parent_wins_and_a_ring_of_parents_is_still_drawn() -> None:
    rows = [Kpi("aa_", 1.0, parent="bb_"), Kpi("bb_", 2.0, parent="AA_"), Kpi("cc_", 3.0)]
    drawn = parents(rows, {"aa_": ("cc_",)})
    assert drawn == {"aa_": "bb_", "bb_": "aa_", "cc_": "aa_"}
    assert depths(rows, drawn) == {"aa_": 0, "bb_": 1, "cc_": 1}


def test_the_kgi_is_the_only_root_or_has_to_be_chosen() -> None:
    assert kx.KpiTree.from_formulas({"top": "=aa_*2"}, [Lever("aa_", 1.0)]).kgi == "top"
    assert kx.KpiTree.from_formulas({"top": "=aa_*2", "other": "=aa_"}, [Lever("aa_", 1.0)], kgi="ＴＯＰ").kgi == "top"


def test_a_default_bound_that_the_baseline_crosses_is_dropped_with_a_note() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_"}, [Lever("aa_", 1.3, unit="%")])
    (note,) = tree.notes
    assert note.sentence("en") == (
        "aa_ (aa_): the baseline 130% lies beyond the usual high 100%, so that bound is not used. Type a bound if you want one."
    )
    assert note.sentence("ja") == (
        "aa_（aa_）：現状値 130% が通常の上限 100% を超えているため、この上限は使いません。必要なら入力してください。"
    )


ROWS: list[tuple[list[Kpi], str, str]] = [
    (
        [Kpi("aa_", 1.0, low=3.0, high=2.0, where="F5")],
        "F5 (aa_): low 3 is above high 2. Swap them, or clear one to leave that side open.",
        "F5（aa_）：下限 3 が上限 2 を超えています。入れ替えるか、片方を空欄にしてください。",
    ),
    (
        [Kpi("aa_", 0.5, high=0.4, unit="%", label="解約率", where="C5")],
        "C5 (解約率): the baseline 50% lies outside its bounds (high 40%). Correct the baseline, or widen or clear the bound.",
        "C5（解約率）：現状値 50% が上限 40% の外にあります。現状値を直すか、上限を広げるか空欄にしてください。",
    ),
    (
        [Kpi("aa_", 1.0, low=2.0, where="C5")],
        "C5 (aa_): the baseline 1 lies outside its bounds (low 2). Correct the baseline, or widen or clear the bound.",
        "C5（aa_）：現状値 1 が下限 2 の外にあります。現状値を直すか、下限を広げるか空欄にしてください。",
    ),
    (
        [Kpi("aa_", 1.0, effort=0.0)],
        "aa_ (aa_): effort is 0, but it must be low, medium, high or a number above 0. Use 1 for a usual lever.",
        "aa_（aa_）：難易度が 0 ですが、低・中・高、または0より大きい数値が必要です。標準は1です。",
    ),
    (
        [Kpi("aa_", float("inf"))],
        "aa_ (aa_): inf is not a finite number. Type the number itself.",
        "aa_（aa_）：inf は有限の数値ではありません。数値を入力してください。",
    ),
    (
        [Kpi("aa_", 1.0, effort=float("nan"))],
        "aa_ (aa_): nan is not a finite number. Type the number itself.",
        "aa_（aa_）：nan は有限の数値ではありません。数値を入力してください。",
    ),
    (
        [Kpi("", 1.0, label="Lead rate", where="B5")],
        "B5: the row 'Lead rate' has no name. Type a short name that formulas can use, such as Lead_rate.",
        "B5：「Lead rate」の行に名前がありません。数式で使う短い名前（例：Lead_rate）を入力してください。",
    ),
    (
        [Kpi("CVR1", 1.0, where="B5")],
        "B5: 'CVR1' cannot be a name in Excel (it reads as a cell address). Use CVR1_, for example.",
        "B5：「CVR1」はExcelの名前として使えません（セル番地と同じ形です）。例えば「CVR1_」にしてください。",
    ),
    (
        [Kpi("sales", 1.0, where="B5"), Kpi("SALES", 2.0, where="B6")],
        "B6: the name 'SALES' already stands in B5. Give each row a name of its own.",
        "B6：名前「SALES」はB5でも使われています。行ごとに別の名前にしてください。",
    ),
    (
        [Kpi("aa_", 1.0, parent="top", where="B5")],
        "B5: the parent 'top' is no KPI of this table. Choose a name of the table, or clear the cell.",
        "B5：上位KPI「top」は表にありません。表の名前から選ぶか、空欄にしてください。",
    ),
]


@pytest.mark.parametrize(("rows", "english", "japanese"), ROWS, ids=[english[:30] for _, english, _ in ROWS])
def test_a_fault_of_a_row_is_one_sentence(rows: list[Kpi], english: str, japanese: str) -> None:
    (fault,) = check.faults(rows)
    assert fault.sentence("en") == english
    assert fault.sentence("ja") == japanese


def test_a_locked_row_may_stand_anywhere() -> None:
    assert list(check.faults([Kpi("aa_", 9.0, high=2.0, locked=True)])) == []


TREES: list[tuple[dict[str, str], list[Lever], str, str]] = [
    (
        {},
        [],
        "tbl_kpi: the KPI table is empty. Add a row per KPI with a name and a baseline.",
        "tbl_kpi：KPIの表が空です。KPIごとに、名前と現状値を入力した行を追加してください。",
    ),
    (
        {"aa_": "=cc_", "bb_": "=cc_"},
        [Lever("cc_", 1.0)],
        "The KGI setting: no KGI is chosen and several KPIs stand at the top (aa_, bb_). Choose the KGI in the settings.",
        "KGIの設定：KGIが選ばれておらず、最上位のKPIが複数あります（aa_, bb_）。設定でKGIを選んでください。",
    ),
]


@pytest.mark.parametrize(("formulas", "levers", "english", "japanese"), TREES, ids=["no rows", "no kgi"])
def test_a_fault_of_a_tree_is_one_sentence(formulas: dict[str, str], levers: list[Lever], english: str, japanese: str) -> None:
    (problem,) = problems(formulas, levers)
    assert problem.sentence("en") == english
    assert problem.sentence("ja") == japanese


def test_an_unknown_kgi_is_named() -> None:
    (problem,) = problems({"top": "=aa_"}, [Lever("aa_", 1.0)], kgi="tip")
    assert problem.sentence("en") == "The KGI setting: 'tip' is no KPI of the table. Choose one of its names."
    assert problem.sentence("ja") == "KGIの設定：「tip」というKPIは表にありません。表の名前から選んでください。"


def test_a_formula_that_gives_a_text_is_named() -> None:
    (problem,) = problems({"top": '="a"&"b"', "kgi": "=aa_"}, [Lever("aa_", 1.0)], kgi="kgi")
    assert (
        problem.sentence("en")
        == "top (top): the formula gives the text 'ab', where a number is expected. Change the formula so that it gives a number."
    )
    assert problem.sentence("ja") == "top（top）：数式の結果が文字「ab」ですが、数値が必要です。数値になる数式に直してください。"


@pytest.mark.parametrize(
    ("formulas", "kinds"),
    [
        ({"aa_": "=bb_", "bb_": "=aa_"}, ["circular_reference"]),
        ({"aa_": "=aa_+1"}, ["circular_reference"]),
        ({"aa_": "=nobody*2"}, ["unknown_name"]),
        ({"aa_": "=SUM("}, ["formula_syntax"]),
        ({"aa_": "=NOSUCH(cc_)"}, ["unknown_function"]),
        ({"aa_": "=1/0"}, ["error_here"]),
        ({"aa_": "=1/(cc_-1)"}, ["error_here"]),
    ],
)
def test_what_is_wrong_with_a_formula_is_found_when_the_tree_is_built(formulas: dict[str, str], kinds: list[str]) -> None:
    assert [problem.code for problem in problems(formulas, [Lever("cc_", 1.0)], kgi="aa_")] == kinds


def test_all_problems_are_reported_together() -> None:
    found = problems({"top": "=nobody", "loop": "=loop"}, [Lever("A1", 1.0), Lever("bb_", 5.0, high=2.0), Lever("bb_", 1.0, effort=-1.0)])
    assert {problem.code for problem in found} == {
        "illegal_name",
        "duplicate_name",
        "baseline_outside_bounds",
        "bad_effort",
        "unknown_name",
        "circular_reference",
    }
