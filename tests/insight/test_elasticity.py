"""Elasticities: exact, at today and anywhere else."""

from __future__ import annotations

import math

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl import Lever
from tests.solve.example import example_tree
from tests.solve.large import GOAL, large_tree

ELASTICITIES = {
    **dict.fromkeys(("visitors", "lead_rate", "meeting_rate", "close_rate", "contract_years"), 1.0),
    "cross_sell_rate": 0.15 / 1.15,
    "churn_rate": -0.15 / 0.85,
    "upper_plan_rate": 0.1 / 1.1,
    "option_rate": 0.06 / 1.06,
}


def test_on_the_example_they_are_what_the_formulas_say() -> None:
    assert kx.elasticities(example_tree()) == pytest.approx(ELASTICITIES, rel=1e-14)


def test_the_published_digits() -> None:
    found = kx.elasticities(example_tree())
    assert [round(found[name], 6) for name in list(ELASTICITIES)[5:]] == [0.130435, -0.176471, 0.090909, 0.056604]


def test_another_kpi_at_another_point() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_*part", "part": "=bb_+cc_"}, [Lever("aa_", 1.0), Lever("bb_", 2.0), Lever("cc_", 2.0)])
    assert kx.elasticities(tree, "PART", {"bb_": 6.0}) == {"aa_": 0.0, "bb_": 0.75, "cc_": 0.25}


def test_a_kpi_at_zero_has_none() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_-2"}, [Lever("aa_", 2.0)])
    assert math.isnan(kx.elasticities(tree)["aa_"])


def test_an_unknown_name_is_refused() -> None:
    tree = example_tree()
    with pytest.raises(kx.KpiXlError, match="'revenue' is no KPI of the table"):
        kx.elasticities(tree, "revenue")
    with pytest.raises(kx.KpiXlError, match="'base_price' cannot be changed: it is locked"):
        kx.elasticities(tree, at={"base_price": 1.0})


def test_where_the_kpi_is_an_excel_error_there_are_none() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=aa_/bb_"}, [Lever("aa_", 2.0), Lever("bb_", 1.0)])
    assert np.isnan(kx.elasticities(tree, at={"bb_": 0.0}).array).all()


@pytest.mark.parametrize("kpis", [8, 4_000])  # by node, and level by level
def test_they_are_what_a_tiny_step_does(kpis: int) -> None:
    tree = large_tree(kpis)
    at = {name: 1.1 * lever.start for name, lever in list(tree.levers.items())[::2]}
    found, here = kx.elasticities(tree, at=at), tree.evaluate(at)
    for name in list(tree.levers)[:20]:
        up, down = (tree.evaluate({**at, name: here[name] * math.exp(step)})[GOAL] for step in (1e-4, -1e-4))
        assert found[name] == pytest.approx(math.log(up / down) / 2e-4, rel=1e-6, abs=1e-9)
