"""A goal spread over months in one call, as somebody types it in Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl import plan as plans
from kpi_xl.errors import KpiXlError
from kpi_xl.labels import LANGS, Lang
from kpi_xl.solve.question import TOLERANCE
from tests.plan import worlds
from tests.solve.example import example_tree

REVENUE = kx.Goal("annual_revenue", times=3)


def test_the_public_names_are_there_and_no_others_are() -> None:
    assert kx.plan.monthly_plan is plans.monthly_plan
    assert [getattr(kx.plan, name).__name__ for name in plans.__all__] == plans.__all__
    with pytest.raises(AttributeError, match=r"module 'kpi_xl\.plan' has no attribute 'magic'"):
        _ = kx.plan.magic  # type: ignore[attr-defined]


def test_the_last_month_of_a_run_rate_is_at_the_goal_and_a_total_is_met_by_all_months_together() -> None:
    tree = example_tree()
    target = 3 * tree.baseline["annual_revenue"]
    last, whole = (kx.plan.monthly_plan(tree, REVENUE, "2026-04", meaning=meaning) for meaning in ("run_rate", "total"))
    assert last.solution.outcome == whole.solution.outcome == "reached"
    assert last.values["annual_revenue"][-1] == pytest.approx(target, rel=2 * TOLERANCE)
    assert whole.total("annual_revenue") == pytest.approx(target, rel=2 * TOLERANCE)
    assert whole.values["annual_revenue"][-1] > last.values["annual_revenue"][-1]
    assert [str(month) for month in last.months][:: len(last.months) - 1] == ["2026-04", "2027-03"]


def test_ways_lags_and_what_becomes_of_the_months_are_typed_by_name() -> None:
    way = kx.plan.Way("s_curve", delay=2, weights=tuple(float(month) for month in range(1, 13)))
    plan = kx.plan.monthly_plan(
        worlds.shop(),
        kx.Goal("sales", times=2),
        kx.plan.Month(2026, 1),
        24,
        ways={"visitors": way},
        lags=[kx.plan.Lag("leads", 2)],
        over={"fans": "flow"},
    )
    assert (plan.course.way("visitors"), plan.course.way("rate")) == (way, kx.plan.Way())
    assert plan.values["contracts"][2:] == pytest.approx(plan.values["leads"][:-2] * plan.values["rate"][2:], rel=1e-12)
    assert plan.total("fans") == pytest.approx(plan.values["fans"].sum())


def test_one_way_for_all_levers() -> None:
    plan = kx.plan.monthly_plan(worlds.shop(), kx.Goal("sales", times=2), "2026-01", ways=kx.plan.Way("geometric"))
    ratios = plan.values["sales"][1:] / plan.values["sales"][:-1]
    assert ratios == pytest.approx(ratios[0], rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), begins=st.integers(1, 12))
def test_months_sum_to_quarters_fiscal_years_and_the_period(seed: int, begins: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    plan = kx.plan.monthly_plan(tree, kx.Goal("goal", times=1.3), "2027-11", 29, ways=kx.plan.Way("s_curve", 1))  # over a leap day
    for name in ("goal", *tree.levers):
        parts: dict[str, dict[object, list[int]]] = {"quarter": {}, "year": {}}
        for place, month in enumerate(plan.months):
            year = month.fiscal_year(begins)
            parts["quarter"].setdefault((year, month.quarter(begins)), []).append(place)
            parts["year"].setdefault(year, []).append(place)
        for spans in parts.values():
            totals = [plan.total(name, places[0], places[-1] + 1) for places in spans.values()]
            sizes = [len(places) for places in spans.values()]
            over = plan.period(name).over
            mean = sum(total * size for total, size in zip(totals, sizes, strict=True)) / len(plan.months)
            together = {"flow": sum(totals), "rate": mean, "stock": totals[-1]}[over]
            assert together == pytest.approx(plan.total(name), rel=1e-9, abs=1e-9, nan_ok=True)
        assert plan.amounts(name).sum() == pytest.approx(plan.total(name), rel=1e-9, nan_ok=True) or plan.period(name).over != "flow"


SENTENCES: dict[str, tuple[Callable[[], object], dict[Lang, str]]] = {
    "month": (
        lambda: kx.plan.monthly_plan(worlds.shop(), kx.Goal("sales", times=2), "April"),
        {
            "en": "start: 'April' is no month. Type the year and the month, such as 2026-04.",
            "ja": "start：「April」は年月として読めません。2026-04のように年と月を入力してください。",
        },
    ),
    "count": (
        lambda: kx.plan.monthly_plan(worlds.shop(), kx.Goal("sales", times=2), "2026-04", 0),
        {
            "en": "monthly_plan: 0 periods were asked for. Give at least 1.",
            "ja": "monthly_plan：期間数が0です。1以上を指定してください。",
        },
    ),
    "way": (
        lambda: kx.plan.monthly_plan(worlds.shop(), kx.Goal("sales", times=2), "2026-04", ways={"visits": kx.plan.Way()}),
        {
            "en": "ways: 'visits' is no KPI of the table. Choose one of its names (closest: visitors).",
            "ja": "ways：「visits」というKPIは表にありません。表の名前から選んでください（近い名前：visitors）。",
        },
    ),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", SENTENCES)
def test_what_cannot_be_planned_is_said(case: str, lang: Lang) -> None:
    asked, said = SENTENCES[case]
    with pytest.raises(KpiXlError) as caught:
        asked()
    assert caught.value.sentence(lang) == said[lang]
