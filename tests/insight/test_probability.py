"""Probabilities: against what scipy and closed forms say, and never without its seed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

import kpi_xl as kx
from kpi_xl import Goal, Lever
from kpi_xl.errors import KpiXlError
from kpi_xl.insight.probability import probability
from kpi_xl.insight.spread import NINETIETH, Pert, Tenths, around
from kpi_xl.labels import LANGS, Lang
from tests.solve.example import example_tree

SHARES = np.linspace(0.0005, 0.9995, 1000)
PRODUCT = kx.KpiTree.from_formulas({"kgi": "=aa_*bb_*cc_"}, [Lever("aa_", 100.0), Lever("bb_", 2.0), Lever("cc_", 3.0)])


@pytest.mark.parametrize(("low", "mode", "high"), [(0.0, 1.0, 4.0), (10.0, 10.0, 20.0), (-3.0, 5.0, 5.0), (0.02, 0.0248, 0.05)])
def test_a_pert_distribution_is_the_beta_distribution_of_scipy(low: float, mode: float, high: float) -> None:
    theirs = stats.beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high - low)
    assert Pert(low, mode, high).quantiles(SHARES) == pytest.approx(theirs.ppf(SHARES), abs=2e-6 * (high - low))


def test_tenths_are_lognormal_where_positive_and_normal_elsewhere() -> None:
    at = np.array([0.1, 0.5, 0.9])
    assert Tenths(50.0, 200.0).quantiles(at) == pytest.approx([50.0, 100.0, 200.0], rel=1e-12)
    assert Tenths(-1.0, 3.0).quantiles(at) == pytest.approx([-1.0, 1.0, 3.0], rel=1e-12)


def test_the_product_of_lognormals_is_the_lognormal_of_theory() -> None:
    spreads = {"aa_": Tenths(80.0, 150.0), "bb_": Tenths(1.5, 2.5), "cc_": Tenths(2.0, 5.0)}
    centre = sum(math.log(each.p10 * each.p90) / 2 for each in spreads.values())
    width = math.sqrt(sum((math.log(each.p90 / each.p10) / 2 / NINETIETH) ** 2 for each in spreads.values()))
    theory = stats.lognorm(width, scale=math.exp(centre))
    found = probability(PRODUCT, [Goal("kgi", value=700.0), Goal("kgi", value=1500.0)], spreads=spreads)
    assert (found.p10, found.p50, found.p90) == pytest.approx(theory.ppf([0.1, 0.5, 0.9]), rel=0.01)
    assert found.goals == pytest.approx(theory.sf([700.0, 1500.0]), abs=0.005)


def test_a_single_pert_lever_has_the_probability_of_its_distribution() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=2*aa_"}, [Lever("aa_", 10.0)])
    theirs = stats.beta(1 + 4 * 10 / 20, 1 + 4 * 10 / 20, 10.0, 20.0)  # planned 20, at worst 10, at best 30
    found = probability(tree, [Goal("kgi", value=50.0)], {"aa_": 20.0})
    assert found.goals[0] == pytest.approx(theirs.sf(25.0), abs=1e-4)
    assert found.drivers == {"aa_": pytest.approx(1.0)}


@pytest.mark.parametrize("rank", [-0.8, 0.0, 0.3, 0.9])
def test_two_levers_correlate_by_rank_as_asked(rank: float) -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_"}, [Lever("aa_", 10.0), Lever("bb_", 10.0)])
    found = probability(tree, [Goal("kgi", value=1.0)], {"aa_": 20.0, "bb_": 15.0}, correlations={("aa_", "bb_"): rank})
    assert found.drivers["bb_"] == pytest.approx(rank, abs=0.02)


def test_the_same_seed_gives_the_same_answer_and_another_a_close_one() -> None:
    tree = example_tree()
    goal = Goal(tree.kgi, times=3.0)
    targets = {name: lever.target for name, lever in kx.backsolve(tree, goal).levers.items()}
    one, same, other = (probability(tree, [goal], targets, seed=seed) for seed in (1, 1, 2))
    assert one.samples.tolist() == same.samples.tolist()
    assert one.samples.tolist() != other.samples.tolist()
    assert one.goals == pytest.approx(other.goals, abs=0.005)


def test_a_lever_that_stays_has_no_spread_and_the_strongest_driver_comes_first() -> None:
    found = probability(PRODUCT, [Goal("kgi", times=1.2)], {"aa_": 200.0, "bb_": 2.2})
    assert list(found.drivers) == ["aa_", "bb_"]


def test_all_goals_together_are_no_likelier_than_each_alone() -> None:
    goals = [Goal("kgi", times=2.0), Goal("kgi", times=2.5)]
    found = probability(PRODUCT, goals, {"aa_": 180.0, "bb_": 3.0})
    assert found.every_goal == found.goals[1] < found.goals[0]


def test_a_lower_is_better_goal_is_met_from_below() -> None:
    tree = kx.KpiTree.from_formulas({"cost": "=aa_"}, [Lever("aa_", 10.0, better="lower")], better={"cost": "lower"})
    found = probability(tree, [Goal("cost", value=9.0)], {"aa_": 8.0})
    assert found.goals[0] == pytest.approx(stats.beta(3, 3, 6.0, 4.0).cdf(9.0), abs=1e-4)


def test_a_sample_in_which_the_kpi_is_an_error_misses_the_goal() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=SQRT(aa_-1)"}, [Lever("aa_", 1.0)])
    found = probability(tree, [Goal("kgi", value=0.0)], spreads={"aa_": Tenths(-2.0, 4.0)})
    assert found.goals[0] == pytest.approx(0.5, abs=0.001)
    assert len(found.samples) == pytest.approx(50_000, abs=200)


def test_a_spread_stays_within_the_bounds() -> None:
    assert around(Lever("aa_", 10.0, low=5.0, high=25.0), 20.0) == Pert(10.0, 20.0, 25.0)
    assert around(Lever("bb_", 0.9, unit="%"), 0.99) == Pert(0.9, 0.99, 1.0)
    assert around(Lever("cc_", 10.0), 4.0) == Pert(0.0, 4.0, 10.0)


SENTENCES = {
    "en": "correlations: the rank correlations of aa_, bb_, cc_ contradict each other. Bring them closer to 0, or leave one out.",
    "ja": "correlations：aa_, bb_, cc_の順位相関が互いに矛盾しています。0に近づけるか、どれかを外してください。",
}


@pytest.mark.parametrize("lang", LANGS)
def test_correlations_that_contradict_each_other_are_refused(lang: Lang) -> None:
    pairs = {("aa_", "bb_"): 0.9, ("bb_", "cc_"): 0.9, ("aa_", "cc_"): -0.9}
    with pytest.raises(KpiXlError) as caught:
        probability(PRODUCT, [Goal("kgi", times=2.0)], {"aa_": 200.0, "bb_": 3.0, "cc_": 4.0}, correlations=pairs)
    assert caught.value.sentence(lang) == SENTENCES[lang]
