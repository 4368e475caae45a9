"""Planning again from what happened: what is over stays, what is left still brings the goal, and a plan that holds is left alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.course import Course
from kpi_xl.plan.month import Month, months
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.replan import Asked, replan
from kpi_xl.plan.total import MEANINGS, Meaning, ends_for_total
from kpi_xl.solve.strategies import STRATEGIES
from tests.plan import worlds
from tests.solve.example import example_tree

YEAR = months(Month(2026, 4), 12)
SEEDS = st.integers(0, 10**6)
ALONE = sorted({"least_effort", "equal_ratio", "headroom"} & STRATEGIES.keys())


def shown(plan: Plan, gone: int, *names: str) -> Actuals:
    """What people would type had the first months gone as a plan says."""
    return Actuals(
        {name: dict(zip(plan.months[:gone], plan.amounts(name)[:gone].tolist(), strict=True)) for name in names or plan.course.tree.kpis}
    )


def planned(course: Course, asked: Asked) -> dict[str, float]:
    """Where the levers end in the plan that was made first."""
    if asked.meaning == "total":
        found = ends_for_total(course, asked.goals, strategy=asked.strategy)
    else:
        found = kx.backsolve(course.tree, goals=asked.goals, strategy=asked.strategy)
    return {name: lever.target for name, lever in found.levers.items()}


def flat(course: Course, gone: int) -> Actuals:
    """Nothing moved."""
    return shown(monthly(course, {}), gone, *course.tree.levers)


@pytest.mark.parametrize("strategy", ALONE)
@pytest.mark.parametrize("meaning", MEANINGS)
@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, gone=st.integers(0, 6))
def test_months_that_went_as_planned_change_nothing(meaning: Meaning, strategy: str, seed: int, gone: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    course, asked = worlds.course(tree, seed), Asked((kx.Goal("goal", times=1.3),), meaning, strategy)
    ends = planned(course, asked)
    plan = monthly(course, ends)
    assume(meaning == "run_rate" or plan.figure("goal") >= 1.3 * tree.baseline["goal"])
    assume(not any(np.isnan(values).any() for values in plan.values.values()))
    done = replan(course, ends, shown(plan, gone), course.months[0] + (gone - 1), asked)
    met = (plan.figure("goal") if meaning == "total" else tree.evaluate(ends)["goal"]) >= 1.3 * tree.baseline["goal"] * (1 - 1e-9)
    assert done.stays
    assert done.holds == (met or not gone)
    assert done.after.ends == ends
    for name, values in plan.values.items():
        assert done.after.values[name] == pytest.approx(values, rel=1e-9, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.integers(1, 5))
def test_after_months_without_any_move_the_total_is_met_all_the_same_or_out_of_reach(seed: int, gone: int) -> None:
    tree = worlds.grown(seed)
    assume(tree is not None)
    assert tree is not None
    course, asked = worlds.course(tree, seed, seasonal=False), Asked((kx.Goal("goal", times=1.5),), "total")
    done = replan(course, planned(course, asked), flat(course, gone), course.months[gone - 1], asked)
    target = 1.5 * tree.baseline["goal"]
    if done.holds or (done.solution is not None and done.solution.outcome != kx.Outcome.OUT_OF_REACH):
        assert done.after.figure("goal") >= target * (1 - 1e-9)
    else:
        assert done.after.figure("goal") < target
    for name, lever in tree.levers.items():
        low, high = lever.bounds
        assert min(low, lever.start) * (1 - 1e-12) <= done.after.ends[name] <= max(high, lever.start) * (1 + 1e-12)
        assert done.after.values[name][:gone] == pytest.approx(np.full(gone, lever.start), rel=1e-12)


def test_a_funnel_that_stood_still_for_half_a_year_makes_up_for_it() -> None:
    """Only visitors move. Straight from 1,000, twelve months average 1,500 where they end at 1,000 + 500 * 12 / 6.5.

    After six months at 1,000 the other six have to average 2,000: with steps 1/6 ... 6/6 the mean is 3.5/6 of the way.
    """
    tree = worlds.shop()
    course = Course(tree, YEAR)
    asked = Asked((kx.Goal("sales", times=1.5),), "total", agreed={"share": 0.1, "rate": 0.2, "price": 5e4})
    first = ends_for_total(course, asked.goals, agreed=asked.agreed)
    assert first.levers["visitors"].target == pytest.approx(1000 + 500 * 12 / 6.5, rel=1e-8)
    ends = {name: lever.target for name, lever in first.levers.items()}
    done = replan(course, ends, flat(course, 6), YEAR[5], asked)
    assert done.after.ends["visitors"] == pytest.approx(1000 + 1000 * 6 / 3.5, rel=1e-8)
    assert done.after.figure("sales") == pytest.approx(1.5 * tree.baseline["sales"], rel=2e-9)
    assert done.before.figure("sales") < done.after.figure("sales")


def test_the_end_is_reached_from_where_the_levers_are() -> None:
    tree = worlds.shop()
    course, asked = Course(tree, YEAR), Asked((kx.Goal("sales", times=2),), "run_rate")
    ends = planned(course, asked)
    actuals = Actuals({"visitors": dict.fromkeys(YEAR[:3], 700.0), "rate": dict.fromkeys(YEAR[:3], 0.23)})
    done = replan(course, ends, actuals, YEAR[2], asked)
    assert not done.holds
    assert done.after.values["sales"][-1] == pytest.approx(2 * tree.baseline["sales"], rel=2e-9)
    assert done.after.values["visitors"][:3].tolist() == [700.0] * 3
    assert done.after.ends["rate"] >= 0.23
    assert done.assumed == {"share": YEAR[:3], "price": YEAR[:3]}


def test_what_somebody_typed_of_a_computed_kpi_is_what_counts() -> None:
    """Every month of the first half brought 1.2 million less than the formula says: the other half has to bring it."""
    tree = worlds.shop()
    course, asked = Course(tree, YEAR), Asked((kx.Goal("sales", times=1.5),), "total")
    ends = planned(course, asked)
    plan = monthly(course, ends)
    amounts = plan.amounts("sales")[:6] - 1.2e6
    typed = Actuals({**shown(plan, 6, *tree.levers).values, "sales": dict(zip(YEAR[:6], amounts.tolist(), strict=True))})
    done = replan(course, ends, typed, YEAR[5], asked)
    assert done.before.total("sales") == pytest.approx(plan.total("sales") - 7.2e6, rel=1e-12)
    assert done.after.total("sales") == pytest.approx(1.5 * tree.baseline["sales"], rel=2e-9)


def test_out_of_reach_is_explained_by_the_bound_that_would_have_to_give_way() -> None:
    tree = kx.KpiTree.from_formulas(
        {"sales": "=visitors*price"}, [kx.Lever("visitors", 100, high=400), kx.Lever("price", 10, locked=True)], units={"sales": "円/月"}
    )
    course, asked = Course(tree, YEAR), Asked((kx.Goal("sales", times=2),), "total")
    ends = planned(course, asked)
    done = replan(course, ends, flat(course, 9), YEAR[8], asked)
    assert done.solution is not None
    assert done.solution.outcome == kx.Outcome.OUT_OF_REACH
    # Nine months of 100 and three that bring 2,400 - 900 together: shares 1/3, 2/3 and 1 of the way add up to two ways.
    assert {each.lever: each.bound for each in done.solution.relaxations} == {"visitors": pytest.approx(100 + (1500 - 300) / 2, rel=1e-6)}


def test_a_lever_that_went_beyond_its_bound_is_not_pushed_back() -> None:
    tree = kx.KpiTree.from_formulas(
        {"sales": "=visitors*price"}, [kx.Lever("visitors", 100, high=150), kx.Lever("price", 10)], units={"sales": "円/月"}
    )
    course, asked = Course(tree, YEAR), Asked((kx.Goal("sales", times=2),), "run_rate")
    actuals = Actuals({"visitors": {YEAR[0]: 160.0}, "price": {YEAR[0]: 6.0}})
    done = replan(course, {"visitors": 150.0, "price": 40 / 3}, actuals, YEAR[0], replace(asked, goals=(kx.Goal("sales", times=2.5),)))
    assert done.after.ends["visitors"] == 160.0
    assert done.after.ends["price"] == pytest.approx(2500 / 160, rel=1e-8)


@pytest.mark.parametrize("last", [Month(2026, 3), Month(2020, 1)])
def test_before_anything_is_over_the_plan_stands(last: Month) -> None:
    course, asked = Course(example_tree(), YEAR), Asked((kx.Goal("annual_revenue", times=3),))
    ends = planned(course, asked)
    done = replan(course, ends, Actuals(), last, asked)
    assert done.holds
    assert done.after.ends == ends


def test_when_all_is_over_there_is_nothing_left_to_plan() -> None:
    course, asked = Course(example_tree(), YEAR), Asked((kx.Goal("annual_revenue", times=3),))
    done = replan(course, planned(course, asked), flat(course, 12), Month(2028, 1), asked)
    assert done.holds
    assert done.after.values["annual_revenue"] == pytest.approx(np.full(12, course.tree.baseline["annual_revenue"]), rel=1e-12)


@pytest.mark.parametrize("meaning", MEANINGS)
def test_what_others_pulled_along_before_is_not_pulled_again(meaning: Meaning) -> None:
    """Each 1% more visitors costs 0.5% of the rate. A plan that goes as planned stands, and its rate is what the plan says."""
    tree = worlds.shop().with_effects([kx.Effect("visitors", "rate", -0.5)])
    course, asked = Course(tree, YEAR), Asked((kx.Goal("sales", times=1.5),), meaning)
    ends = planned(course, asked)
    plan = monthly(course, ends)
    assert plan.values["rate"][5] != pytest.approx(plan.course.levels("rate", ends["rate"])[5])
    done = replan(course, ends, shown(plan, 6, *tree.levers), YEAR[5], asked)
    assert done.holds
    for name, values in plan.values.items():
        assert done.after.values[name] == pytest.approx(values, rel=1e-9)
    behind = replan(course, ends, shown(monthly(course, {}), 6, *tree.levers), YEAR[5], asked)
    assert not behind.holds
    reached = behind.after.figure("sales") if meaning == "total" else behind.after.values["sales"][-1]
    assert reached == pytest.approx(1.5 * tree.baseline["sales"], rel=2e-9)


def priced_shop() -> kx.KpiTree:
    """A shop whose levers have everything that any strategy asks for."""
    return kx.KpiTree.from_formulas(
        {"sales": "=visitors*rate*price"},
        [
            kx.Lever("visitors", 1000, high=4000, stated=3000, order=1, cost=100, unit="人/月"),
            kx.Lever("rate", 0.1, high=0.4, stated=0.3, order=2, cost=2e6, unit="%"),
            kx.Lever("price", 500, high=900, stated=800, order=3, cost=300, unit="円"),
        ],
        units={"sales": "円/月"},
    )


@pytest.mark.parametrize("meaning", MEANINGS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_plans_again_inside_the_bounds(strategy: str, meaning: Meaning) -> None:
    tree = priced_shop()
    course = Course(tree, YEAR)
    asked = Asked((kx.Goal("sales", times=1.4),), meaning, strategy, budget=1e9)
    first = Asked(asked.goals, meaning)
    done = replan(course, planned(course, first), flat(course, 4), YEAR[3], asked)
    assert done.solution is not None
    assert done.solution.outcome == kx.Outcome.REACHED
    assert done.solution.strategy == strategy
    figure = done.after.figure("sales") if meaning == "total" else done.after.values["sales"][-1]
    assert figure >= 1.4 * tree.baseline["sales"] * (1 - 1e-9)
    for name, lever in tree.levers.items():
        low, high = lever.bounds
        assert low - 1e-9 <= done.after.ends[name] <= high + 1e-9
        assert done.after.values[name][:4] == pytest.approx(np.full(4, lever.start))


def test_a_budget_pays_only_for_what_is_left_of_the_way() -> None:
    """Visitors cost 100 each; 100 have come, fewer than planned. Of a budget of 100,000 the other 90,000 buy 900 more."""
    tree = kx.KpiTree.from_formulas(
        {"sales": "=visitors*price"}, [kx.Lever("visitors", 1000, cost=100), kx.Lever("price", 10, locked=True)], units={"sales": "円/月"}
    )
    course = Course(tree, YEAR)
    asked = Asked((kx.Goal("sales", times=3.0),), strategy="within_budget", budget=100_000.0)
    done = replan(course, {"visitors": 3000.0}, Actuals({"visitors": {YEAR[0]: 1100.0}}), YEAR[0], asked)
    assert done.after.ends["visitors"] == pytest.approx(2000.0, rel=1e-6)


def test_locked_rows_stay_and_a_set_of_bounds_that_would_do_is_named() -> None:
    tree = kx.KpiTree.from_formulas(
        {"sales": "=visitors*price"},
        [kx.Lever("visitors", 100, high=120), kx.Lever("price", 10, high=11), kx.Lever("spare", 1, locked=True)],
        kgi="sales",
        units={"sales": "円/月"},
    )
    course, asked = Course(tree, YEAR), Asked((kx.Goal("sales", times=2),))
    done = replan(course, planned(course, asked), flat(course, 6), YEAR[5], asked)
    assert done.stays
    assert not done.holds
    assert done.solution is not None
    assert done.solution.outcome == kx.Outcome.OUT_OF_REACH
    assert done.solution.binding == ("visitors", "price")
    assert {each.lever: each.bound for each in done.solution.relaxations} == {
        "visitors": pytest.approx(2000 / 11, rel=1e-6),
        "price": pytest.approx(2000 / 120, rel=1e-6),
    }


@pytest.mark.parametrize("begins", [Month(2026, 4), Month(2027, 11), Month(2027, 12)])
def test_a_plan_over_the_turn_of_a_year_and_a_leap_february_is_planned_again_as_any_other(begins: Month) -> None:
    tree = worlds.shop()
    course, asked = Course(tree, months(begins, 12)), Asked((kx.Goal("sales", times=1.5),), "total")
    ends = planned(course, asked)
    usual = replan(Course(tree, YEAR), ends, flat(Course(tree, YEAR), 4), YEAR[3], asked)
    done = replan(course, ends, flat(course, 4), begins + 3, asked)
    assert done.after.ends == pytest.approx(usual.after.ends, rel=1e-9)
    assert done.after.total("sales") == pytest.approx(1.5 * tree.baseline["sales"], rel=2e-9)


def test_a_bound_that_was_tightened_after_the_plan_was_made_makes_a_new_one() -> None:
    course, asked = Course(priced_shop(), YEAR), Asked((kx.Goal("sales", times=2),))
    ends = planned(course, asked)
    tight = replace(course.tree.levers["visitors"], high=1100.0)
    narrow = replace(course, tree=replace(course.tree, levers={**course.tree.levers, "visitors": tight}))
    done = replan(narrow, ends, shown(monthly(course, ends), 3), YEAR[2], asked)
    assert not done.holds
    assert ends["visitors"] > 1100.0 >= done.after.ends["visitors"]
    assert done.after.values["sales"][-1] == pytest.approx(2 * course.tree.baseline["sales"], rel=2e-9)
