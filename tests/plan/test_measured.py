"""What the tree really was: the last two months in which somebody typed a lever, as the tree itself would say it."""

from __future__ import annotations

import pytest

import kpi_xl as kx
from kpi_xl.model.effect import Effect
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.measured import measured
from tests.plan.test_split import JANUARY, RATE, SHOP, VISITORS, counted_in, known


def test_the_last_two_months_with_a_lever_are_looked_at_and_months_of_the_kgi_alone_are_not() -> None:
    found = measured(SHOP, known(visitors=[900, 1100, None, 1300], sales=[None, 1000.0, 1200.0, None, 1500.0]))
    assert [str(each.month) for each in found.moments] == ["2026-02", "2026-04"]
    assert [each.kgi for each in found.moments] == [1000.0, None]


def test_what_was_not_typed_is_as_it_was_last_typed_before_or_as_today() -> None:
    first, second = measured(SHOP, known(visitors=[None, 1100, None], rate=[0.2, None, 0.3])).moments[-2:]
    assert first.levers == {"visitors": 1100, "rate": 0.2}
    assert first.assumed == ("rate",)
    assert second.levers == {"visitors": 1100, "rate": 0.3}
    assert second.assumed == ("visitors",)
    (only,) = measured(SHOP, known(rate=[0.3])).moments
    assert dict(only.levers) == {"rate": 0.3}
    assert SHOP.evaluate(only.levers)["visitors"] == 1000.0


def test_a_flow_per_year_is_told_at_the_pace_of_the_month() -> None:
    yearly = counted_in("JPY/year", "=leads*12", kx.Lever("leads", 1200.0, unit="leads/year"))
    (only,) = measured(yearly, known(leads=[110], sales=[1000.0])).moments
    assert only.levers == {"leads": 1320.0}
    assert only.kgi == 12_000.0


def test_how_a_kpis_months_count_may_be_typed() -> None:
    yearly = counted_in("JPY/year", "=leads*12", kx.Lever("leads", 1200.0, unit="leads/year"))
    (only,) = measured(yearly, known(leads=[110]), {"leads": "rate"}).moments
    assert only.levers == {"leads": 110.0}


def test_a_locked_kpi_that_was_measured_is_a_cause() -> None:
    found = measured(SHOP, known(price=[12.0]))
    assert found.moments[0].levers == {"price": 12.0}
    assert "price" in found.tree.levers


def test_a_measured_lever_is_rid_of_what_others_did_to_it() -> None:
    tree = kx.KpiTree.from_formulas({"sales": "=visitors*rate"}, [VISITORS, RATE], effects=[Effect("visitors", "rate", -1.0)])
    (only,) = measured(tree, known(visitors=[2000], rate=[0.05])).moments
    assert only.levers == pytest.approx({"visitors": 2000, "rate": 0.1})
    assert tree.evaluate(only.levers)["sales"] == pytest.approx(100.0)


def test_without_actuals_of_levers_there_is_no_month() -> None:
    assert measured(SHOP, Actuals()).moments == ()
    assert measured(SHOP, Actuals({"sales": {JANUARY: 5.0}})).moments == ()
