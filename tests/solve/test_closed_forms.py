"""Worlds whose answers were worked out by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import pytest

import kpi_xl as kx
from kpi_xl import Goal, Lever
from kpi_xl.model.kpi import Better


@dataclass(frozen=True)
class World:
    """A formula, its levers, a goal, and what each lever has to become."""

    says: str
    formula: str
    levers: tuple[Lever, ...]
    goal: Goal
    answer: dict[str, float]
    strategy: str = "least_effort"
    better: dict[str, Better] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.says.replace(" ", "-")

    def tree(self) -> kx.KpiTree:
        return kx.KpiTree.from_formulas({"kgi": self.formula}, self.levers, kgi="kgi", better=self.better)


def ones(count: int) -> tuple[Lever, ...]:
    return tuple(Lever(f"x_{number}", 1.0) for number in range(count))


def product(count: int, times: float) -> World:
    answer = {f"x_{number}": times ** (1.0 / count) for number in range(count)}
    return World(f"product of {count} to {times}", "=" + "*".join(answer), ones(count), Goal("kgi", times=times), answer)


SEGMENTS = {"a_1_": 28.0, "b_1_": 26.0, "c_1_": 24.0, "d_1_": 22.0}
GOLDEN = 2.0 ** (1.0 / 3.0)

WORLDS = [
    *(product(count, times) for count in (1, 2, 5) for times in (1.01, 3.0, 1000.0)),
    World(
        "a sum moves each by its weight",
        "=" + "+".join(SEGMENTS),
        tuple(Lever(name, size) for name, size in SEGMENTS.items()),
        Goal("kgi", times=3.0),
        # f = 1 + 2 * share / sum of squared shares
        {name: size * (1.0 + 2.0 * (size / 100.0) / 0.252) for name, size in SEGMENTS.items()},
    ),
    World(
        "half the effort, twice the move in a sum",
        "=easy+hard",
        (Lever("easy", 10.0, effort=1.0), Lever("hard", 10.0, effort=2.0)),
        Goal("kgi", value=26.0),
        {"easy": 14.0, "hard": 12.0},
    ),
    World(
        "a quotient is shared by both of its sides",
        "=price/churn",
        (Lever("price", 100.0), Lever("churn", 0.1, unit="%")),
        Goal("kgi", times=4.0),
        {"price": 200.0, "churn": 0.05},
    ),
    World(
        "a lever at its bound hands over to the rest",
        "=a_1_*b_1_",
        (Lever("a_1_", 1.0, high=1.5), Lever("b_1_", 1.0)),
        Goal("kgi", value=6.0),
        {"a_1_": 1.5, "b_1_": 4.0},
    ),
    World(
        "a lever at zero moves by shares of its room",
        "=a_1_+b_1_",  # minimise (a/10)^2 + (b/5)^2 on a + b = 5: a : b = 100 : 25
        (Lever("a_1_", 0.0, high=10.0), Lever("b_1_", None, low=0.0, high=5.0)),
        Goal("kgi", value=5.0),
        {"a_1_": 4.0, "b_1_": 1.0},
    ),
    World(
        "a negative lever moves by shares of its room",
        "=a_1_+b_1_",
        (Lever("a_1_", -4.0, high=0.0), Lever("b_1_", -4.0, stated=0.0)),
        Goal("kgi", value=-2.0),
        {"a_1_": -1.0, "b_1_": -1.0},
    ),
    World(
        "MIN has to be met by both",
        "=10*MIN(a_1_,b_1_)",
        (Lever("a_1_", 10.0, stated=20.0), Lever("b_1_", 5.0, stated=20.0)),
        Goal("kgi", value=200.0),
        {"a_1_": 20.0, "b_1_": 20.0},
    ),
    World(
        "a MIN that helps from below is no obstacle",  # 10 - min(a, b) >= 9 only asks one of the two to come down
        "=10-MIN(a_1_,b_1_)",
        (Lever("a_1_", 2.0), Lever("b_1_", 8.0)),
        Goal("kgi", value=9.0),
        {"a_1_": 1.0, "b_1_": 8.0},
    ),
    World(
        "MAX is met by the cheaper one",
        "=MAX(a_1_,b_1_)",
        (Lever("a_1_", 4.0), Lever("b_1_", 5.0)),
        Goal("kgi", value=6.0),
        {"a_1_": 4.0, "b_1_": 6.0},
    ),
    World(
        "lower is better",
        "=spend/customers",
        (Lever("spend", 100.0, locked=True), Lever("customers", 10.0)),
        Goal("kgi", value=5.0),
        {"customers": 20.0},
        better={"kgi": "lower"},
    ),
    World(
        "exactly less than today",
        "=a_1_*b_1_",
        (Lever("a_1_", 4.0), Lever("b_1_", 9.0)),
        Goal("kgi", value=9.0, meet="exactly"),
        {"a_1_": 2.0, "b_1_": 4.5},
    ),
    World("a goal on a lever itself", "=a_1_*2", (Lever("a_1_", 4.0),), Goal("a_1_", times=1.25), {"a_1_": 5.0}),
    World("a jump is taken at its edge", "=IF(a_1_>=20,a_1_*10,a_1_*2)", (Lever("a_1_", 10.0),), Goal("kgi", value=100.0), {"a_1_": 20.0}),
    World(
        "the near side of an interior maximum",
        "=100-(a_1_-5)^2",
        (Lever("a_1_", 1.0, high=60.0),),
        Goal("kgi", value=96.0),
        {"a_1_": 3.0},
    ),
    World(
        "equal ratio by effort",  # f and f ** (1/2): f ** 1.5 = 8
        "=a_1_*b_1_",
        (Lever("a_1_", 1.0, effort=1.0), Lever("b_1_", 1.0, effort=2.0)),
        Goal("kgi", value=8.0),
        {"a_1_": 4.0, "b_1_": 2.0},
        "equal_ratio",
    ),
    World(
        "equal ratio carries on past a bound",
        "=a_1_*b_1_",
        (Lever("a_1_", 1.0, high=1.5), Lever("b_1_", 1.0)),
        Goal("kgi", value=6.0),
        {"a_1_": 1.5, "b_1_": 4.0},
        "equal_ratio",
    ),
    World(
        "equal ratio goes the typed way even where that hurts",  # 2 (1 + t) / (1 + t) never rises: the way of b is typed
        "=a_1_*a_1_/b_1_",
        (Lever("a_1_", 1.0), Lever("b_1_", 1.0, better="higher")),
        Goal("kgi", value=3.0),
        {"a_1_": 3.0, "b_1_": 3.0},
        "equal_ratio",
    ),
    World(
        "equal ratio finds its way across a dead stretch",
        "=MAX(a_1_,50)",
        (Lever("a_1_", 10.0, high=60.0),),
        Goal("kgi", value=55.0),
        {"a_1_": 55.0},
        "equal_ratio",
    ),
    World(
        "toward stated goes on past it",  # 2^t * 3^t = 36 at t = 2
        "=a_1_*b_1_",
        (Lever("a_1_", 1.0, stated=2.0), Lever("b_1_", 1.0, stated=3.0)),
        Goal("kgi", value=36.0),
        {"a_1_": 4.0, "b_1_": 9.0},
        "toward_stated",
    ),
    World(
        "toward stated is linear from zero",
        "=a_1_+b_1_",
        (Lever("a_1_", 0.0, stated=10.0), Lever("b_1_", 5.0)),
        Goal("kgi", value=12.0),
        {"a_1_": 7.0, "b_1_": 5.0},
        "toward_stated",
    ),
    World(
        "toward stated stops at a bound and the rest carry on",  # a: 1, 2, 2, ...; b: 1, 2, 4
        "=a_1_*b_1_",
        (Lever("a_1_", 1.0, stated=2.0, high=2.0), Lever("b_1_", 1.0, stated=2.0)),
        Goal("kgi", value=8.0),
        {"a_1_": 2.0, "b_1_": 4.0},
        "toward_stated",
    ),
]


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_the_answer_is_the_one_worked_out_by_hand(world: World) -> None:
    solution = kx.backsolve(world.tree(), world.goal, strategy=world.strategy)
    assert solution.outcome == "reached"
    assert {name: lever.target for name, lever in solution.levers.items() if name in world.answer} == pytest.approx(world.answer, rel=2e-8)


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_the_end_is_on_the_goals_side(world: World) -> None:
    solution = kx.backsolve(world.tree(), world.goal, strategy=world.strategy)
    assert solution.margins[0] >= 0.0
    assert solution.margins[0] <= 1e-9 or "IF" in world.formula


def test_a_stair_is_climbed_to_the_first_point_that_counts() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=ROUND(a_1_*b_1_,0)"}, [Lever("a_1_", 10.0, high=60.0), Lever("b_1_", 5.0, high=30.0)])
    for strategy in ("least_effort", "equal_ratio"):
        solution = kx.backsolve(tree, Goal("kgi", value=200.0), strategy=strategy)
        assert solution.values["kgi"] == 200.0
        assert [lever.ratio for lever in solution.levers.values()] == pytest.approx([math.sqrt(199.5 / 50.0)] * 2, rel=1e-8)


def test_the_overshoot_at_a_jump_is_reported() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=IF(a_1_>=20,a_1_*10,a_1_*2)"}, [Lever("a_1_", 10.0)])
    assert kx.backsolve(tree, Goal("kgi", value=100.0)).margins == pytest.approx((1.0,))


def test_a_path_that_jumps_over_a_division_by_zero_goes_on_behind_it() -> None:
    tree = kx.KpiTree.from_formulas({"kgi": "=IF(a_1_>9,a_1_,10/(a_1_-5)/(a_1_-5))"}, [Lever("a_1_", 1.0, high=100.0)])
    solution = kx.backsolve(tree, Goal("kgi", value=50.0, meet="exactly"), strategy="equal_ratio")
    assert solution.outcome == "reached"
