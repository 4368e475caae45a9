"""Contributions add up to the change, and are what the definitions say."""

from __future__ import annotations

import json
import math
from itertools import pairwise, permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl import Lever
from kpi_xl.errors import KpiXlError
from kpi_xl.insight.contribution import METHODS, rolled_up
from kpi_xl.labels import LANGS, Lang
from tests.solve import forest
from tests.solve.example import example_tree

PUBLISHED = Path(__file__).parents[1] / "data" / "published_splits.json"
SHOP = kx.KpiTree.from_formulas({"sales": "=visitors*price"}, [Lever("visitors", 1000.0), Lever("price", 500.0)])
MORE = {"visitors": 1100.0, "price": 600.0}


def by_every_order(tree: kx.KpiTree, before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """The Shapley value as it is defined: each lever's effect, averaged over every order."""
    moved = [name for name in after if after[name] != before[name]]
    total = dict.fromkeys(tree.levers, 0.0)
    for order in permutations(moved):
        at = dict(before)
        for name in order:
            low = tree.evaluate(at)[tree.kgi]
            at[name] = after[name]
            total[name] += tree.evaluate(at)[tree.kgi] - low
    return {name: value / math.factorial(len(moved)) for name, value in total.items()}


def test_a_shop_worked_out_by_hand() -> None:
    assert kx.contributions(SHOP, {}, MORE) == {"visitors": 55_000.0, "price": 105_000.0}
    assert kx.contributions(SHOP, {}, MORE, "sequential") == {"visitors": 50_000.0, "price": 110_000.0}
    mean = 160_000 / math.log(660_000 / 500_000)
    assert kx.contributions(SHOP, {}, MORE, "lmdi") == pytest.approx({"visitors": mean * math.log(1.1), "price": mean * math.log(1.2)})


def test_a_published_funnel_taken_apart_step_by_step() -> None:
    (case,) = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    names = ["impressions", "ctr", "conversion", "spend"]
    for segment, (old, new) in case["goal"]["before_after"].items():
        before, after = (dict(zip(names, rates(counts), strict=True)) for counts in (old, new))
        tree = kx.KpiTree.from_formulas({"revenue": "=" + "*".join(names)}, [Lever(name, value) for name, value in before.items()])
        found = kx.contributions(tree, before, after, "sequential")
        assert list(found.values()) == pytest.approx(case["expected"]["contrib"][segment], abs=0.01)


def rates(counts: list[float]) -> list[float]:
    return [counts[0], *(below / above for above, below in pairwise(counts))]


@pytest.mark.parametrize("seed", range(12))
def test_the_shapley_value_is_the_mean_over_every_order(seed: int) -> None:
    random = Random(seed)
    tree = next(tree for tree in iter(lambda: forest.tree(random), "never") if tree and len(tree.levers) < 7)
    before = {name: lever.start for name, lever in tree.levers.items()}
    after = {name: value * random.uniform(0.8, 1.4) for name, value in before.items()}
    assert kx.contributions(tree, before, after) == pytest.approx(by_every_order(tree, before, after), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(ratios=st.lists(st.floats(0.2, 5.0), min_size=4, max_size=4))
def test_they_always_add_up_to_the_change(method: str, ratios: list[float]) -> None:
    names = ["aa_", "bb_", "cc_", "dd_"]
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_*bb_^2/cc_*7*SQRT(dd_)"}, [Lever(name, 2.0) for name in names])
    after = {name: 2.0 * ratio for name, ratio in zip(names, ratios, strict=True)}
    change = tree.evaluate(after)["kgi"] - tree.evaluate({})["kgi"]
    found = kx.contributions(tree, {}, after, method)
    assert sum(found.values()) == pytest.approx(change, rel=1e-9, abs=1e-9)


def test_many_levers_are_sampled_and_still_add_up() -> None:
    names = [f"lever_{place}" for place in range(40)]
    tree = kx.KpiTree.from_formulas({"kgi": "=" + "*".join(names)}, [Lever(name, 1.0 + place / 40) for place, name in enumerate(names)])
    after = {name: lever.start * 1.05 for name, lever in tree.levers.items()}
    found = kx.contributions(tree, {}, after)
    change = tree.evaluate(after)["kgi"] - tree.evaluate({})["kgi"]
    assert sum(found.values()) == pytest.approx(change, rel=1e-9)
    assert list(found.values()) == pytest.approx([change / 40] * 40, rel=0.05)  # every lever has the same exact share
    assert kx.contributions(tree, {}, after) == found
    assert kx.contributions(tree, {}, after, seed=1) != found


def test_along_the_way_a_product_of_three_is_what_integrating_by_hand_gives() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_*bb_*cc_"}, [Lever(name, 1.0) for name in ("aa_", "bb_", "cc_")])
    found = kx.contributions(tree, {}, {"aa_": 3.0, "bb_": 2.0}, "aumann_shapley")
    # of (1 + 2t)(1 + t): the integral of 2(1 + t) is 3, that of 1 + 2t is 2; with two factors Shapley's own value is the same
    assert found == pytest.approx({"aa_": 3.0, "bb_": 2.0, "cc_": 0.0}, rel=1e-12)
    assert kx.contributions(tree, {}, {"aa_": 3.0, "bb_": 2.0}) == pytest.approx(found, rel=1e-12)
    three = kx.contributions(tree, {}, {"aa_": 2.0, "bb_": 2.0, "cc_": 3.0}, "aumann_shapley")
    # of (1 + t)(1 + t)(1 + 2t): (1 + t)(1 + 2t) = 1 + 3t + 2t^2 gives 1 + 3/2 + 2/3 = 19/6, and 2(1 + t)^2 gives 2 * 7/3 = 14/3
    assert three == pytest.approx({"aa_": 19 / 6, "bb_": 19 / 6, "cc_": 14 / 3}, rel=1e-12)


def test_along_the_way_hundreds_of_levers_are_split_and_a_kink_as_well() -> None:
    names = [f"lever_{place}" for place in range(600)]
    tree = kx.KpiTree.from_formulas({"kgi": f"=({'+'.join(names)})^2"}, [Lever(name, 1.0) for name in names])
    found = kx.contributions(tree, {}, dict.fromkeys(names, 2.0), "aumann_shapley")
    assert list(found.values()) == pytest.approx([1800.0] * 600, rel=1e-9)  # (1200^2 - 600^2) / 600
    kinked = kx.KpiTree.from_formulas({"kgi": "=MIN(aa_,1.5)+bb_"}, [Lever("aa_", 1.0), Lever("bb_", 1.0)])
    assert kx.contributions(kinked, {}, {"aa_": 2.0, "bb_": 2.0}, "aumann_shapley") == pytest.approx({"aa_": 0.5, "bb_": 1.0}, rel=1e-3)


def test_a_lever_that_did_not_move_has_none_and_two_equal_ones_have_the_same() -> None:
    found = kx.contributions(example_tree(), {}, {"visitors": 20_000.0, "lead_rate": 0.04})
    assert found["visitors"] == pytest.approx(found["lead_rate"], rel=1e-12)
    assert {name for name, share in found.items() if share} == {"visitors", "lead_rate"}


@pytest.mark.parametrize(
    ("before", "after", "shares"),
    [
        ({"aa_": 0.0, "bb_": 3.0}, {"aa_": 2.0, "bb_": 5.0}, {"aa_": 10.0, "bb_": 0.0}),
        ({"aa_": 0.0, "bb_": 0.0}, {"aa_": 2.0, "bb_": 5.0}, {"aa_": 5.0, "bb_": 5.0}),
        ({"aa_": 2.0, "bb_": 5.0}, {"aa_": 0.0, "bb_": 1.0}, {"aa_": -10.0, "bb_": 0.0}),
        ({"aa_": 0.0, "bb_": 3.0}, {"aa_": 2.0, "bb_": 0.0}, {"aa_": 0.0, "bb_": 0.0}),
    ],
)
def test_at_zero_the_logarithmic_mean_has_its_limits(before: dict[str, float], after: dict[str, float], shares: dict[str, float]) -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_*bb_"}, [Lever("aa_", 1.0), Lever("bb_", 1.0)])
    assert kx.contributions(tree, before, after, "lmdi") == shares
    near = kx.contributions(tree, *({name: value or 1e-150 for name, value in at.items()} for at in (before, after)), method="lmdi")
    assert near == pytest.approx(shares, abs=0.06)  # the limit is slow: a share falls with the logarithm


def test_they_roll_up_to_the_kpis_below_the_kgi() -> None:
    tree = example_tree()
    after = {"visitors": 20_000.0, "contract_years": 2.0, "option_rate": 0.5}
    shares = kx.contributions(tree, {}, after)
    rolled = rolled_up(tree, shares)
    assert rolled == pytest.approx(
        {
            **dict.fromkeys(rolled, 0.0),
            "new_customers": shares["visitors"],
            "ltv_factor": shares["contract_years"],
            "average_price": shares["option_rate"],
        }
    )


SENTENCES = {
    ("sum", "lmdi"): {
        "en": "kgi: the change cannot be split among the levers this way, because the KPI is not made of products and quotients alone. Use the method shapley.",
        "ja": "kgi：この方法では変化を各KPIに分けられません。KPIが掛け算・割り算だけの式ではありません。方法「シャープレイ値」を使ってください。",
    },
    ("sign", "lmdi"): {
        "en": "kgi: the change cannot be split among the levers this way, because a value changes its sign. Use the method shapley.",
        "ja": "kgi：この方法では変化を各KPIに分けられません。符号の変わる値があります。方法「シャープレイ値」を使ってください。",
    },
    ("error", "shapley"): {
        "en": "kgi: the change cannot be split among the levers this way, because between the two the KPI becomes an Excel error. Use the method sequential.",
        "ja": "kgi：この方法では変化を各KPIに分けられません。途中の組み合わせでKPIがExcelのエラーになります。方法「順番に適用」を使ってください。",
    },
    ("jump", "aumann_shapley"): {
        "en": "kgi: the change cannot be split among the levers this way, because the KPI jumps between the two. Use the method sequential.",
        "ja": "kgi：この方法では変化を各KPIに分けられません。途中でKPIの値が急に飛びます。方法「順番に適用」を使ってください。",
    },
    ("sum", "magic"): {
        "en": "contributions: 'magic' is no method. Choose one of shapley, aumann_shapley, lmdi, sequential.",
        "ja": "contributions：「magic」という方法はありません。shapley, aumann_shapley, lmdi, sequentialから選んでください。",
    },
}
FORMULAS = {"sum": "=aa_+bb_", "sign": "=aa_*bb_", "error": "=1/(aa_-bb_)", "jump": "=IF(aa_>1.3,10,0)+bb_"}
AFTER = {"sum": {"aa_": 2.0}, "sign": {"aa_": -1.0}, "error": {"aa_": 3.0, "bb_": 1.0}, "jump": {"aa_": 2.0, "bb_": 4.0}}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", SENTENCES, ids="-".join)
def test_what_cannot_be_split_is_said(case: tuple[str, str], lang: Lang) -> None:
    tree = kx.KpiTree.from_formulas({"kgi": FORMULAS[case[0]]}, [Lever("aa_", 1.0), Lever("bb_", 3.0)])
    with pytest.raises(KpiXlError) as caught:
        kx.contributions(tree, {}, AFTER[case[0]], case[1])
    assert caught.value.sentence(lang) == SENTENCES[case][lang]
