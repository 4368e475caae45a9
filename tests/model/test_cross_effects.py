"""What one KPI does to another: the law, its slopes, and everything that can be wrong with it."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl import Effect, Lever
from kpi_xl.labels import LANGS
from tests.solve import crossed

randoms = st.randoms(use_true_random=False)
many = settings(deadline=None, max_examples=60)
LEVERS = [Lever("visitors", 1000.0), Lever("rate", 0.02), Lever("price", 500.0), Lever("cost", 40.0, locked=True)]
FORMULAS = {"profit": "=orders*(price-cost)", "orders": "=visitors*rate"}


def shop(*effects: Effect) -> kx.KpiTree:
    return kx.KpiTree.from_formulas(FORMULAS, LEVERS, kgi="profit", effects=effects)


def test_an_affected_kpi_is_its_own_value_times_the_ratio_of_the_cause_to_its_power() -> None:
    found = shop(Effect("visitors", "rate", -0.3)).evaluate({"visitors": 2000.0, "rate": 0.03})
    assert found["rate"] == pytest.approx(0.03 * 2.0**-0.3, rel=1e-15)
    assert found["profit"] == pytest.approx(2000.0 * 0.03 * 2.0**-0.3 * 460.0, rel=1e-14)


def test_a_chain_passes_on_what_came_out() -> None:
    tree = shop(Effect("visitors", "rate", -0.5), Effect("rate", "price", 0.4))
    assert tree.evaluate({"visitors": 4000.0})["price"] == pytest.approx(500.0 * (4.0**-0.5) ** 0.4, rel=1e-14)


def test_several_effects_on_one_kpi_multiply() -> None:
    tree = shop(Effect("visitors", "rate", -0.5), Effect("price", "rate", -1.0))
    assert tree.evaluate({"visitors": 4000.0, "price": 1000.0})["rate"] == pytest.approx(0.02 / 2.0 / 2.0, rel=1e-14)


def test_a_computed_kpi_may_be_the_cause_and_a_locked_row_or_a_computed_kpi_be_affected() -> None:
    tree = shop(Effect("orders", "cost", -0.2), Effect("price", "orders", -1.5))
    orders = 20.0 * 1.1**-1.5
    found = tree.evaluate({"price": 550.0})
    assert found["orders"] == pytest.approx(orders, rel=1e-14)
    assert found["cost"] == pytest.approx(40.0 * (orders / 20.0) ** -0.2, rel=1e-14)
    assert found["profit"] == pytest.approx(found["orders"] * (550.0 - found["cost"]), rel=1e-14)


def test_a_range_sees_affected_cells_as_well() -> None:
    tree = kx.KpiTree.from_formulas({"total": "=SUM(KPI!A2:A3)"}, [Lever("aa_", 4.0), Lever("bb_", 8.0)], effects=[Effect("aa_", "bb_", 1)])
    assert tree.evaluate({"aa_": 6.0})["total"] == pytest.approx(6.0 + 8.0 * 1.5)


def test_today_and_the_drawing_stay_as_they_are() -> None:
    plain, tree = shop(), shop(Effect("visitors", "rate", -0.3), Effect("orders", "cost", 0.1))
    assert (tree.baseline, tree.children, tree.parents) == (plain.baseline, plain.children, plain.parents)
    assert tree.kgi == "profit"


def test_names_are_found_however_they_are_written() -> None:
    (effect,) = shop(Effect("VISITORS", "Rate", -0.3)).effects
    assert (effect.cause, effect.affected) == ("visitors", "rate")


def test_measured_values_are_taken_apart_into_what_each_lever_did_by_itself() -> None:
    tree = shop(Effect("visitors", "rate", -0.5), Effect("rate", "price", 0.4), Effect("orders", "cost", 0.1))
    measured = {"visitors": 4000.0, "rate": 0.02, "price": 450.0}
    own = tree.alone(measured)
    assert own["rate"] == pytest.approx(0.04, rel=1e-12)
    assert own["price"] == pytest.approx(450.0, rel=1e-12)  # the rate shows what it was, so it pulls nothing
    assert {name: tree.evaluate(own)[name] for name in measured} == pytest.approx(measured, rel=1e-12)


def test_what_cannot_be_is_said_all_at_once() -> None:
    with pytest.raises(kx.Problems) as found:
        shop(
            Effect("visitors", "rate", -0.3, where="Effects!B8"),
            Effect("visitors", "rate", 0.1, where="Effects!B9"),
            Effect("visits", "rate", 0.1, where="Effects!B10"),
            Effect("price", "price", 0.1, where="Effects!B11"),
            Effect("price", "rate", math.inf, where="Effects!B12"),
        )
    assert found.value.sentence("en").split("\n") == [
        "Effects!B9: the effect of 'visitors' on 'rate' already stands in Effects!B8. Keep one of the two rows.",
        "Effects!B10: 'visits' is no KPI of the table. Choose one of its names (closest: visitors).",
        "Effects!B11: 'price' cannot have an effect on itself. Choose two different KPIs.",
        "Effects!B12 (rate): inf is not a finite number. Type the number itself.",
    ]
    assert found.value.sentence("ja").split("\n") == [
        "Effects!B9：「visitors」から「rate」への波及効果は Effects!B8 にもあります。どちらかの行だけを残してください。",
        "Effects!B10：「visits」というKPIは表にありません。表の名前から選んでください（近い名前：visitors）。",
        "Effects!B11：「price」が自分自身に影響することはできません。異なる2つのKPIを選んでください。",
        "Effects!B12（rate）：inf は有限の数値ではありません。数値を入力してください。",
    ]


def test_a_cause_needs_a_value_above_0_today() -> None:
    levers = [Lever("visitors", 0.0), Lever("rate", 0.02, unit="%")]
    with pytest.raises(kx.Problems) as found:
        kx.KpiTree.from_formulas({"sales": "=visitors*rate"}, levers, effects=[Effect("visitors", "rate", -0.3)])
    assert found.value.sentence("en") == (
        "Effect(visitors, rate): 'visitors' is 0 today, and a change in percent needs a value above 0. Choose another KPI, or remove the effect."
    )
    assert found.value.sentence("ja") == (
        "Effect(visitors, rate)：「visitors」の現状値は 0 です。増減率で考えるには0より大きい値が必要です。別のKPIを選ぶか、この波及効果を外してください。"
    )


@pytest.mark.parametrize(
    ("effects", "cells"),
    [
        ([Effect("visitors", "rate", 0.1), Effect("rate", "visitors", 0.1)], "visitors → rate → visitors"),
        ([Effect("orders", "rate", 0.1)], "orders → rate → orders"),
        ([Effect("profit", "price", 0.1), Effect("price", "rate", 0.1)], "profit → price → rate → orders → profit"),
    ],
)
def test_a_circle_is_told_cell_by_cell(effects: list[Effect], cells: str) -> None:
    with pytest.raises(kx.Problems) as found:
        shop(*effects)
    (problem,) = found.value.problems
    assert problem.facts["cells"] == cells
    assert all(cells in problem.sentence(lang) for lang in LANGS)
    assert "Remove an effect" in problem.sentence("en")


def test_an_effect_of_what_never_moves_is_said_to_be_idle() -> None:
    tree = shop(Effect("cost", "price", 0.5))
    (note,) = tree.notes
    assert note.sentence("en") == "Effect(cost, price): 'cost' never moves here, so its effect on 'price' changes nothing."
    assert note.sentence("ja") == "Effect(cost, price)：「cost」は動かないため、「price」への波及効果は働きません。"
    assert tree.with_effects(()).notes == ()


@many
@given(randoms)
def test_slopes_are_what_small_changes_do(rng: random.Random) -> None:
    tree = crossed.tree(rng)
    if tree is None:
        return
    here = {name: lever.start * rng.uniform(0.95, 1.05) for name, lever in tree.levers.items()}
    for name, slope in tree.slopes("goal", here).items():
        step = 1e-6 * here[name]
        up, down = (tree.evaluate(here | {name: here[name] + side})["goal"] for side in (step, -step))
        size = max(abs(slope), abs(tree.evaluate(here)["goal"] / here[name]))
        if math.isfinite(slope) and abs(up - down - 2.0 * step * slope) > 1e-6 * step * size:
            at_kink = [tree.slopes("goal", here | {name: here[name] + side})[name] for side in (step, -step)]
            assert at_kink[0] != pytest.approx(at_kink[1], rel=1e-3)  # a MIN or MAX turns just here


@many
@given(randoms)
def test_contributions_add_up_to_the_change_and_elasticities_are_relative_slopes(rng: random.Random) -> None:
    tree = crossed.tree(rng)
    if tree is None:
        return
    after = {name: lever.start * rng.uniform(0.9, 1.3) for name, lever in tree.levers.items()}
    change = tree.evaluate(after)["goal"] - tree.baseline["goal"]
    if not math.isfinite(change):
        return
    parts = kx.contributions(tree, {}, after)
    assert math.fsum(parts.values()) == pytest.approx(change, rel=1e-9, abs=1e-9 * abs(tree.baseline["goal"]))
    slopes = tree.slopes("goal", {name: lever.start for name, lever in tree.levers.items()})
    for name, found in kx.elasticities(tree).items():
        assert found == pytest.approx(slopes[name] * tree.levers[name].start / tree.baseline["goal"], rel=1e-12)


def test_what_an_effect_takes_away_is_counted_with_its_cause() -> None:
    """Only visitors move, so theirs is the whole change: 2 ** 0.7 - 1 of today's profit."""
    tree = shop(Effect("visitors", "rate", -0.3))
    parts = kx.contributions(tree, {}, {"visitors": 2000.0})
    assert parts == pytest.approx({"visitors": 9200.0 * (2.0**0.7 - 1.0), "rate": 0.0, "price": 0.0}, rel=1e-12)
    assert kx.contributions(tree, {}, {"visitors": 2000.0}, "lmdi") == pytest.approx(parts, rel=1e-12)
    assert kx.elasticities(tree) == pytest.approx({"visitors": 0.7, "rate": 1.0, "price": 500.0 / 460.0}, rel=1e-12)
