"""An IF that compares with a number: the least effort may lie exactly at the number, and is sought there."""

from __future__ import annotations

import random

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl.solve.choices import others, up_to_the_threshold
from kpi_xl.solve.question import ask

FORMULAS = (
    "=IF(aa_{sign}{at},aa_*bb_*{then},aa_*bb_)",
    "=IF({at}{turned}aa_,aa_*bb_*{then},aa_*bb_)",
    "=IF(aa_{sign}{at},aa_*bb_*{then}+cc_,aa_*bb_+cc_)",
)
TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def tree(formula: str) -> kx.KpiTree:
    levers = [kx.Lever("aa_", 10.0), kx.Lever("bb_", 10.0), kx.Lever("cc_", 1.0, high=2.0)]
    return kx.KpiTree.from_formulas({"goal": formula}, [lever for lever in levers if lever.name in formula], kgi="goal")


def effort(solution: kx.Solution) -> float:
    return sum((max(target.ratio or 0.0, 1.0 / (target.ratio or 1.0)) - 1.0) ** 2 for target in solution.levers.values())


@pytest.mark.parametrize("sign", [">", ">="])
def test_a_lever_stops_where_going_on_would_cost_a_discount(sign: str) -> None:
    solution = kx.backsolve(tree(f"=IF(aa_{sign}12,aa_*bb_*0.7,aa_*bb_)"), kx.Goal("goal", times=1.5))
    assert (solution.outcome, solution.optimum) == ("reached", "proven")
    assert 0.0 <= solution.margins[0] <= 1e-9
    assert solution.values["aa_"] == pytest.approx(12.0, rel=1e-9)
    assert solution.values["bb_"] == pytest.approx(12.5, rel=1e-9)


@pytest.mark.parametrize("sign", [">", ">="])
def test_a_lever_goes_as_far_as_a_bonus_begins_and_the_rest_is_anothers(sign: str) -> None:
    solution = kx.backsolve(tree(f"=IF(aa_{sign}12,aa_*bb_*1.5,aa_*bb_)"), kx.Goal("goal", times=1.9))
    assert solution.optimum == "proven"
    assert solution.values["aa_"] == pytest.approx(12.0, rel=1e-9)
    assert solution.values["bb_"] == pytest.approx(190.0 / 18.0, rel=1e-9)


def test_what_one_comparison_decides_is_one_choice() -> None:
    world = tree("=IF(aa_>12,aa_*0.7,aa_)*bb_+IF(aa_>12,bb_,0)+IF(bb_>12,1,0)+cc_")
    question = ask(world, [kx.Goal("goal", times=1.5)])
    values = [branch.run(question.start)[branch.goals[0].node or 0] for branch in others(question, question.start)]
    assert sorted(values) == [10.0 * 0.7 * 10.0 + 10.0 + 0.0 + 1.0, 10.0 * 10.0 + 0.0 + 1.0 + 1.0]
    sides = [(len(branch.goals), branch.goals[1].target.value) for branch in up_to_the_threshold(question, question.start)]
    assert sides == [(2, 12.0)] * 4


@pytest.mark.parametrize("seed", range(30))
def test_no_point_of_a_dense_grid_is_cheaper(seed: int) -> None:
    rng = random.Random(seed)
    sign = rng.choice(list(TURNED))
    formula = rng.choice(FORMULAS).format(
        sign=sign, turned=TURNED[sign], at=round(rng.uniform(8.0, 15.0), 1), then=rng.choice((0.7, 0.9, 1.2, 1.5))
    )
    world, times = tree(formula), rng.choice((1.2, 1.5, 2.0))
    solution = kx.backsolve(world, kx.Goal("goal", times=times))
    assert solution.outcome == "reached"
    sides = [np.unique([*np.linspace(5.0, 25.0, 401), 12.0])] * 2 + [np.linspace(1.0, 2.0, 11)]
    grid = np.stack([axis.ravel() for axis in np.meshgrid(*sides[: len(world.levers)], indexing="ij")])
    goal = np.asarray(world.tape.sample(list(grid))[world.node("goal") or 0])
    ratios = grid / world.starts[:, None]
    efforts = np.square(np.maximum(ratios, 1.0 / ratios) - 1.0).sum(axis=0)
    assert effort(solution) <= float(efforts[goal >= times * world.baseline["goal"]].min()) * (1.0 + 1e-6)
