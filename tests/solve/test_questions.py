"""Questions that make no sense as asked, and the sentence each gets, whole."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from pydantic import ValidationError

import kpi_xl as kx
from kpi_xl import Goal, Lever

TREE = kx.KpiTree.from_formulas({"sales": "=visitors*rate", "loss": "=rate-1"}, [Lever("visitors", 100.0), Lever("rate", 0.5)], kgi="sales")

SENTENCES: list[tuple[Callable[[], object], str, str]] = [
    (
        lambda: kx.backsolve(TREE, Goal("sales", times=2.0), strategy="magic"),
        "strategy: 'magic' is no strategy. Choose one of least_effort, equal_ratio, headroom, toward_stated, in_order, cheapest, within_budget.",
        "strategy：「magic」という逆算方法はありません。least_effort, equal_ratio, headroom, toward_stated, in_order, cheapest, within_budgetから選んでください。",
    ),
    (
        lambda: kx.backsolve(TREE, Goal("sales", times=2.0), strategy="cheapest"),
        "strategy: the strategy Cheapest only moves levers whose cost is known, but the cost of every lever of sales is blank. "
        "Type at least one (0 where it is free), or choose another strategy.",
        "strategy：逆算方法「費用最小」は費用が分かっているKPIだけを動かしますが、salesを動かせるKPIの費用がすべて空欄です。"
        "1つ以上入力する（無料なら0）か、ほかの逆算方法を選んでください。",
    ),
    (
        lambda: kx.backsolve(TREE, Goal("sales", times=2.0), strategy="within_budget"),
        "budget: the strategy within_budget needs a budget, but none is given. "
        "Type what may be spent in the settings, in the money of the cost column.",
        "budget：逆算方法「予算内で最大」には予算が必要ですが、空欄です。使える金額を、費用の列と同じ通貨単位で設定に入力してください。",
    ),
    (
        lambda: kx.backsolve(TREE, Goal("sales", times=2.0), strategy="within_budget", budget=-1.0),
        "budget: the budget -1 is not a number from 0 up. Type what may be spent, such as 5000000.",
        "budget：予算 -1 は0以上の数値ではありません。使える金額を 5000000 のように入力してください。",
    ),
    (
        lambda: kx.KpiTree.from_formulas({"sales": "=visitors"}, [Lever("visitors", 100.0, cost=-5.0)]),
        "visitors (visitors): the cost -5 is below 0. Type what a change costs, 0 where it is free, or clear the cell where nobody knows.",
        "visitors（visitors）：費用 -5 が0未満です。変えるのにかかる金額を入力してください。無料なら0、分からなければ空欄にします。",
    ),
    (
        lambda: kx.KpiTree.from_formulas({"sales": "=visitors"}, [Lever("visitors", 100.0, cost=5.0, cost_growth=0.5)]),
        "visitors (visitors): the cost growth 0.5 is below 1. "
        "Type 1 where every step costs the same, 2 where steps get dearer, or clear the cell.",
        "visitors（visitors）：費用の逓増 0.5 が1未満です。増え方が一定なら1、だんだん高くなるなら2などを入力するか、空欄にしてください。",
    ),
    (
        lambda: kx.KpiTree.from_formulas({"sales": "=visitors"}, [Lever("visitors", 100.0, cost=5.0, cost_per="unit", cost_growth=2.0)]),
        "visitors (visitors): a cost per unit grows evenly, so the cost growth 2 cannot be used with it. "
        "Clear the cell, or count the cost per ratio.",
        "visitors（visitors）：1単位あたりの費用は一定なので、費用の逓増 2 は使えません。空欄にするか、費用の数え方を「2倍あたり」にしてください。",
    ),
    (
        lambda: kx.backsolve(TREE, goals=[]),
        "goal: there is no goal to solve for. Give at least one, or switch one on.",
        "goal：有効な目標がありません。目標を1つ以上入力し、「有効」を「はい」にしてください。",
    ),
    (
        lambda: kx.backsolve(TREE, goals=[Goal("sales", times=2.0)] * 2, strategy="equal_ratio"),
        "goal: the strategy equal_ratio follows one path to one goal, but 2 goals hold together. Use least_effort, or keep one goal.",
        "goal：逆算方法「equal_ratio」は1つの目標だけを扱いますが、2個の目標が同時に指定されています。「負担最小」を選ぶか、目標を1つにしてください。",
    ),
    (
        lambda: kx.backsolve(TREE, Goal("sale", times=2.0)),
        "goal: 'sale' is no KPI of the table. Choose one of its names (closest: sales, rate).",
        "goal：「sale」というKPIは表にありません。表の名前から選んでください（近い名前：sales, rate）。",
    ),
    (
        lambda: kx.backsolve(TREE, Goal("xyzzy", times=2.0)),
        "goal: 'xyzzy' is no KPI of the table. Choose one of its names.",
        "goal：「xyzzy」というKPIは表にありません。表の名前から選んでください。",
    ),
    (
        lambda: kx.backsolve(TREE, Goal("loss", times=2.0)),
        "Goal (loss): a goal of the kind times needs a baseline above 0, but it is -0.5. Type it, or give the goal as a value.",
        "Goal（loss）：「現状比（倍）」の目標には0より大きい現状値が必要ですが、-0.5 です。入力するか、数値指定の目標にしてください。",
    ),
    (
        lambda: kx.backsolve(TREE, Goal("sales", times_industry=2.0, where="Goals!F5")),
        "Goals!F5 (sales): a goal of the kind times_industry needs an industry average above 0, but it is -. "
        "Type it, or give the goal as a value.",
        "Goals!F5（sales）：「業界平均比」の目標には0より大きい業界平均が必要ですが、- です。入力するか、数値指定の目標にしてください。",
    ),
    (
        lambda: Goal("sales"),
        "Goal (sales): a goal needs exactly one of times, percent, value and times_industry, but 0 are given. Keep one of them.",
        "Goal（sales）：目標には times・percent・value・times_industry のうち1つだけが必要ですが、0個あります。1つにしてください。",
    ),
    (
        lambda: Goal("sales", times=2.0, value=3.0),
        "Goal (sales): a goal needs exactly one of times, percent, value and times_industry, but 2 are given. Keep one of them.",
        "Goal（sales）：目標には times・percent・value・times_industry のうち1つだけが必要ですが、2個あります。1つにしてください。",
    ),
    (
        lambda: Goal("sales", times=float("nan")),
        "Goal (sales): nan is not a finite number. Type the number itself.",
        "Goal（sales）：nan は有限の数値ではありません。数値を入力してください。",
    ),
    (
        lambda: TREE.evaluate({"sales": 3.0}),
        "levers: 'sales' cannot be changed: it is computed by a formula. Change a lever: visitors, rate.",
        "levers：「sales」は計算式で求めるKPIのため変更できません。変更できるのは次のKPIです：visitors, rate。",
    ),
    (
        lambda: TREE.evaluate({"rate": float("inf")}),
        "levers (rate): inf is not a finite number. Type the number itself.",
        "levers（rate）：inf は有限の数値ではありません。数値を入力してください。",
    ),
    (
        lambda: TREE.evaluate({"rate": "high"}),  # type: ignore[dict-item]
        "levers: 'high' stands in the column rate, where a number is expected. Type a number, or clear the cell.",
        "levers：「rate」列には数値が必要ですが、「high」が入っています。数値に直すか、空欄にしてください。",
    ),
]


@pytest.mark.parametrize(("ask", "english", "japanese"), SENTENCES, ids=[english[:40] for _, english, _ in SENTENCES])
def test_the_sentence_says_what_to_do(ask: Callable[[], object], english: str, japanese: str) -> None:
    with pytest.raises(kx.KpiXlError) as caught:
        ask()
    assert caught.value.sentence("en") == english
    assert caught.value.sentence("ja") == japanese


@pytest.mark.parametrize(
    "ask",
    [
        lambda: kx.backsolve(TREE, "sales"),  # type: ignore[arg-type]
        lambda: kx.backsolve(TREE, goals=[3.0]),  # type: ignore[list-item]
        lambda: Goal("sales", times="much"),  # type: ignore[arg-type]
        lambda: Goal("sales", tims=2.0),  # type: ignore[call-arg]
        lambda: Lever("rate", "half"),  # type: ignore[arg-type]
        lambda: kx.KpiTree.from_formulas({"sales": 3}, [Lever("rate", 1.0)]),  # type: ignore[dict-item]
        lambda: kx.KpiTree.from_formulas({"sales": "=rate"}, ["rate"]),  # type: ignore[list-item]
    ],
)
def test_a_wrong_type_is_refused_at_the_door(ask: Callable[[], object]) -> None:
    with pytest.raises(ValidationError):
        ask()


def test_percent_is_of_last_year_or_else_of_today() -> None:
    tree = kx.KpiTree.from_formulas({"aa_": "=xx_", "bb_": "=xx_"}, [Lever("xx_", 100.0)], kgi="aa_", last_year={"aa_": 80.0})
    assert kx.backsolve(tree, Goal("aa_", percent=150.0)).targets[0].value == 120.0
    assert kx.backsolve(tree, Goal("bb_", percent=150.0)).targets[0].value == 150.0


def test_a_kpi_is_known_by_any_width_and_case_of_its_name() -> None:
    assert kx.backsolve(TREE, Goal("ＳＡＬＥＳ", times=2.0)).values["sales"] == pytest.approx(100.0)


def test_a_tree_that_nobody_holds_is_forgotten_with_all_that_was_worked_out_about_it() -> None:
    tree = kx.KpiTree.from_formulas({"sales": "=visitors*rate"}, [Lever("visitors", 5000), Lever("rate", 0.02)])
    kx.backsolve(tree, Goal("sales", times=2))
    gone = weakref.ref(tree)
    del tree
    gc.collect()
    assert gone() is None
