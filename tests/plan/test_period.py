"""What a unit says about time: flows add up, stocks end, rates are averaged; an annual rate brings one twelfth a month."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.plan.period import DURATION, LEVEL, PER_PERIOD, RATIO, SHARE, TYPED, TYPED_MONTHLY, UNKNOWN, Over, period_of

CASES = [
    ("円/年", "flow", 12.0, PER_PERIOD),
    ("千円／年度", "flow", 12.0, PER_PERIOD),
    ("社/四半期", "flow", 3.0, PER_PERIOD),
    ("人/月", "flow", 1.0, PER_PERIOD),
    ("visitors/month", "flow", 1.0, PER_PERIOD),
    ("JPY per year", "flow", 12.0, PER_PERIOD),
    ("件/週", "flow", 12.0 / 52.0, PER_PERIOD),
    ("円/人・年", "flow", 12.0, PER_PERIOD),
    ("%", "rate", 1.0, SHARE),
    ("％", "rate", 1.0, SHARE),
    ("倍", "rate", 1.0, SHARE),
    ("円/社", "rate", 1.0, RATIO),
    ("年", "rate", 1.0, DURATION),
    ("人", "stock", 1.0, LEVEL),
    ("円", "stock", 1.0, LEVEL),
    ("", "stock", 1.0, UNKNOWN),
    ("人月", "stock", 1.0, UNKNOWN),
]


@pytest.mark.parametrize(("unit", "over", "months", "reason"), CASES)
def test_a_unit_says_what_becomes_of_its_months(unit: str, over: str, months: float, reason: object) -> None:
    found = period_of(unit)
    assert (found.over, found.months, found.reason) == (over, months, reason)


@pytest.mark.parametrize(
    ("unit", "typed", "months", "reason"),
    [("円", "flow", 1.0, TYPED_MONTHLY), ("円/年", "rate", 1.0, TYPED), ("円/年", "flow", 12.0, TYPED)],
)
def test_what_is_typed_wins(unit: str, typed: Over, months: float, reason: object) -> None:
    found = period_of(unit, typed)
    assert (found.over, found.months, found.reason) == (typed, months, reason)


def test_a_flat_year_of_three_hundred_million_is_not_twelve_times_that() -> None:
    period = period_of("円/年")
    assert period.total(np.full(12, 3e8)) == pytest.approx(3e8, rel=1e-15)
    assert period.total(np.full(36, 3e8)) == pytest.approx(9e8, rel=1e-15)
    assert period.total(np.full(3, 3e8)) == pytest.approx(0.75e8, rel=1e-15)
    assert period_of("人/月").total(np.full(12, 10_000.0)) == 120_000.0


@given(st.lists(st.floats(0.0, 1e9), min_size=12, max_size=12), st.sampled_from(["円/年", "人/月", "件/週"]))
def test_quarters_and_months_add_up_to_the_year(values: list[float], unit: str) -> None:
    period, months = period_of(unit), np.array(values)
    year = period.total(months)
    assert sum(period.total(months[first : first + 3]) for first in (0, 3, 6, 9)) == pytest.approx(year, rel=1e-12)
    assert sum(period.amount(value) for value in values) == pytest.approx(year, rel=1e-12)
    assert period.figure(months) == pytest.approx(period.pace(float(year)) / 12.0, rel=1e-12)


@given(st.floats(-1e9, 1e9), st.sampled_from([case[0] for case in CASES]))
def test_a_month_turns_back_into_its_pace(value: float, unit: str) -> None:
    period = period_of(unit)
    assert period.pace(period.amount(value)) == pytest.approx(value, rel=1e-15)
