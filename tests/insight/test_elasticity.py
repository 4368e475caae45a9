"""Elasticities: exact, at today and anywhere else."""

from __future__ import annotations

import math

import pytest

import kpi_xl as kx
from kpi_xl import Lever
from tests.solve.example import example_tree

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
