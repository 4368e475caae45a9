"""Pace, curves, funnels and growth: published figures, and what must always hold."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.errors import KpiXlError
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.curve import CURVES, plan
from kpi_xl.plan.funnel import funnel
from kpi_xl.plan.growth import growth
from kpi_xl.plan.pace import Pace, pace
from kpi_xl.plan.standing import achievement, gap, status

AMOUNT = st.floats(0.01, 1e9)


def test_a_published_budget_is_1500_ahead_of_its_pace() -> None:
    # https://searchespilot.com/articles/how-to-calculate-budget-pacing-for-ad-campaigns
    assert pace(9_500, 20_000, 8, 20) == Pace(expected=8_000.0, gap=1_500.0, landing=23_750.0, required=875.0)


def test_a_published_funnel_needs_250_leads() -> None:
    # https://ist-c.co.jp/?p=3393: 10,000,000 yen at 500,000 an order, 20% of meetings ordered, 40% of leads met
    assert funnel(10_000_000 / 500_000, [0.4, 0.2]) == [250.0, 100.0, 20.0]


def test_three_times_as_much_in_three_years_is_44_per_cent_a_year() -> None:
    assert 3e8 * (1 + growth(3e8, 9e8, 3)) ** 3 == pytest.approx(9e8, rel=1e-12)


def test_nothing_has_elapsed_and_nothing_remains() -> None:
    assert pace(0, 1200, 0, 12) == Pace(expected=0.0, gap=0.0, landing=None, required=100.0)
    assert pace(1000, 1200, 12, 12) == Pace(expected=1200.0, gap=-200.0, landing=1000.0, required=None)


@given(actual=AMOUNT, total=AMOUNT, elapsed=st.integers(1, 11))
def test_the_required_pace_makes_up_for_the_rest(actual: float, total: float, elapsed: int) -> None:
    found = pace(actual, total, elapsed, 12)
    assert found.required is not None
    assert actual + found.required * (12 - elapsed) == pytest.approx(total, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("curve", CURVES)
@given(baseline=AMOUNT, target=AMOUNT, periods=st.integers(1, 36))
def test_a_curve_ends_at_its_target_and_never_turns_back(curve: str, baseline: float, target: float, periods: int) -> None:
    values = [baseline, *plan(baseline, target, periods, curve)]
    assert values[-1] == target
    assert len(values) == periods + 1
    rises = target >= baseline
    assert all(
        (later >= sooner * (1 - 1e-12)) if rises else (later <= sooner * (1 + 1e-12)) for sooner, later in itertools.pairwise(values)
    )


def test_the_s_curve_is_halfway_at_half_time_and_slow_at_both_ends() -> None:
    values = plan(0.0, 100.0, 12, "s_curve")
    assert values[5] == pytest.approx(50.0)
    assert values[0] < 2.0
    assert values[10] > 98.0


def test_a_geometric_way_through_zero_is_straight() -> None:
    assert plan(-2.0, 2.0, 4, "geometric") == [-1.0, 0.0, 1.0, 2.0]


@pytest.mark.parametrize(
    ("actual", "target", "better", "share", "missing", "symbol"),
    [
        (120.0, 100.0, "higher", 1.2, 20.0, "◎"),
        (95.0, 100.0, "higher", 0.95, -5.0, "○"),
        (75.0, 100.0, "higher", 0.75, -25.0, "△"),
        (60.0, 100.0, "higher", 0.6, -40.0, "×"),
        (0.04, 0.05, "lower", 1.25, 0.01, "◎"),
        (0.0625, 0.05, "lower", 0.8, -0.0125, "△"),
        (-50.0, -100.0, "higher", 2.0, 50.0, "◎"),
        (-50.0, 100.0, "higher", 0.0, -150.0, "×"),
        (0.0, 0.0, "higher", 1.0, 0.0, "◎"),
    ],
)
def test_where_a_kpi_stands(actual: float, target: float, better: str, share: float, missing: float, symbol: str) -> None:
    assert achievement(actual, target, better) == pytest.approx(share)
    assert gap(actual, target, better) == pytest.approx(missing)
    assert status(actual, target, better) == symbol


def test_a_stretch_goal_has_a_scale_of_its_own() -> None:
    assert status(70.0, 100.0) == "△"
    assert status(70.0, 100.0, fair=0.7, poor=0.5) == "○"


SENTENCES: dict[str, tuple[Callable[[], object], dict[Lang, str]]] = {
    "elapsed": (
        lambda: pace(1, 2, 13, 12),
        {
            "en": "pace: 13 of 12 periods have elapsed. Give at least one period, and no more elapsed than there are.",
            "ja": "pace：全12期間のうち経過が13です。期間は1以上、経過は0から期間数までで指定してください。",
        },
    ),
    "curve": (
        lambda: plan(1, 2, 3, "zigzag"),
        {
            "en": "plan: 'zigzag' is no curve. Choose one of linear, geometric, s_curve.",
            "ja": "plan：「zigzag」という曲線はありません。linear, geometric, s_curveから選んでください。",
        },
    ),
    "periods": (
        lambda: plan(1, 2, 0),
        {"en": "plan: 0 periods were asked for. Give at least 1.", "ja": "plan：期間数が0です。1以上を指定してください。"},
    ),
    "rate": (
        lambda: funnel(10, [0.5, 0.0]),
        {
            "en": "funnel: rate number 2 is 0.0, and nobody would come through. Give a rate above 0, such as 5%.",
            "ja": "funnel：2番目の率が0.0です。これでは誰も次の段階に進みません。5%のように0より大きい率を入力してください。",
        },
    ),
    "growth": (
        lambda: growth(0, 9, 3),
        {
            "en": "growth: from 0 to 9 in 3 years has no growth rate. All three have to be above 0.",
            "ja": "growth：0から9まで3年という成長率は求められません。3つとも0より大きい値を指定してください。",
        },
    ),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", SENTENCES)
def test_what_makes_no_sense_is_said(case: str, lang: Lang) -> None:
    asked, said = SENTENCES[case]
    with pytest.raises(KpiXlError) as caught:
        asked()
    assert caught.value.sentence(lang) == said[lang]
