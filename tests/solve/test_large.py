"""Trees of thousands of KPIs: the runner by level takes over, and says the same."""

from __future__ import annotations

import random

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl.calc import by_level
from tests.solve.large import GOAL, large_tree

AT_ONCE = 20


def segments(count: int) -> kx.KpiTree:
    """A sum of segments in groups of twenty, each a product of five levers times a sum of five."""
    rng = random.Random(1)
    names = [[f"lever_{segment}_{number}" for number in range(10)] for segment in range(count)]
    levers = [kx.Lever(name, rng.uniform(1.0, 5.0), high=rng.uniform(6.0, 40.0)) for row in names for name in row]
    formulas = {f"part_{segment}": f"={'*'.join(row[:5])}*({'+'.join(row[5:])})" for segment, row in enumerate(names)}
    for first in range(0, count, AT_ONCE):
        formulas[f"group_{first}"] = "=" + "+".join(f"part_{segment}" for segment in range(first, min(first + AT_ONCE, count)))
    formulas["goal"] = "=" + "+".join(f"group_{first}" for first in range(0, count, AT_ONCE))
    return kx.KpiTree.from_formulas(formulas, levers, kgi="goal")


@pytest.mark.parametrize("strategy", ["least_effort", "equal_ratio"])
def test_both_runners_give_the_same_answer(strategy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    for fewest in (10**9, 0):
        monkeypatch.setattr(by_level, "FEWEST_STEPS", fewest)
        tree = segments(40)
        assert tree.tape.is_wide == (fewest == 0)
        answers.append(kx.backsolve(tree, kx.Goal("goal", times=2.0), strategy=strategy))
    one, other = answers
    assert one.outcome == other.outcome == "reached"
    assert list(one.values.values()) == pytest.approx(list(other.values.values()), rel=1e-7)


@pytest.mark.parametrize("strategy", ["least_effort", "equal_ratio"])
def test_ten_thousand_levers_are_solved(strategy: str) -> None:
    tree = segments(1000)
    assert tree.is_large
    solution = kx.backsolve(tree, kx.Goal("goal", times=2.0), strategy=strategy)
    assert solution.outcome == "reached"
    assert 0.0 <= solution.margins[0] <= 1e-9
    assert len(solution.moved) == 10_000


def test_slopes_are_the_same_level_by_level() -> None:
    tree = segments(40)
    inputs, node = tree.inputs({}), tree.node("goal")
    assert node is not None
    by_node = tree.tape.gradient(tree.tape.run(inputs.tolist()), node)
    by_level = tree.tape.levels.gradient(tree.tape.levels.run(inputs), node)
    assert np.allclose(by_level, by_node, rtol=1e-12, atol=0.0)


def test_a_tree_of_four_thousand_rows_is_a_mapping_over_arrays() -> None:
    tree = large_tree(4000)
    assert (len(tree.kpis), len(tree.levers)) == (4000, 3000)
    assert max(tree.depths.values()) < AT_ONCE
    solution = kx.backsolve(tree, kx.Goal(GOAL, times=2.0), strategy="equal_ratio")
    assert [*solution.values] == [*tree.kpis]
    assert [*solution.levers] == [*tree.levers]
    assert solution.values == tree.evaluate({name: lever.target for name, lever in solution.levers.items()})
    assert set(solution.binding) <= {name for name, lever in solution.levers.items() if lever.target in tree.levers[name].bounds}


def test_a_sum_of_many_rows_is_a_few_levels_deep() -> None:
    names = [f"part_{number}" for number in range(401)]
    tree = kx.KpiTree.from_formulas(
        {"goal": f"=SUM({','.join(names[:200])})+SUM({','.join(names[200:400])})"}, [kx.Lever(name, 1.0) for name in names], kgi="goal"
    )
    depth = [0] * tree.tape.size
    for step in tree.tape.steps:
        depth[step.node] = 1 + max(depth[operand] for operand in step.operands)
    assert max(depth) == 9
    assert set(tree.slopes("goal", {}).values()) == {0.0, 1.0}
