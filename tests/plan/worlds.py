"""Trees and courses that planning is tried on."""

from __future__ import annotations

import random

import kpi_xl as kx
from kpi_xl.plan.course import Course
from kpi_xl.plan.curve import CURVES
from kpi_xl.plan.lag import Lag, lags_of, used
from kpi_xl.plan.month import Month, months
from kpi_xl.plan.way import Way
from tests.solve import forest


def shop() -> kx.KpiTree:
    """A funnel a month long, told by the month and by the year."""
    return kx.KpiTree.from_formulas(
        {"sales": "=contracts*price*12", "contracts": "=leads*rate", "leads": "=visitors*share", "fans": "=visitors*2"},
        [
            kx.Lever("visitors", 1000, unit="人/月"),
            kx.Lever("share", 0.1, unit="%"),
            kx.Lever("rate", 0.2, unit="%"),
            kx.Lever("price", 5e4, unit="円/件"),
        ],
        kgi="sales",
        units={"sales": "円/年", "contracts": "件/月", "leads": "件/月", "fans": "人"},
    )


def grown(seed: int) -> kx.KpiTree | None:
    """A tree of the forest with one KPI between goal and levers, so that something can be late in between."""
    rng = random.Random(seed)
    tree = forest.tree(rng)
    if tree is None:
        return None
    formula = str(tree.kpis["goal"].baseline)
    formulas = {"goal": "=(middle)+MAX(side,0)*0.1", "middle": formula, "side": "=" + "+".join(tree.levers)}
    try:
        return kx.KpiTree.from_formulas(
            formulas, list(tree.levers.values()), kgi="goal", units={"goal": rng.choice(("円/年", "件/月", "%", ""))}
        )
    except kx.Problems:
        return None


def course(tree: kx.KpiTree, seed: int, *, seasonal: bool = True, late: bool = True) -> Course:
    """Some months of some ways, with lags of levers and of computed KPIs."""
    rng = random.Random(seed)

    def way() -> Way:
        weights = tuple(rng.uniform(0.2, 2.0) for _ in range(12)) if seasonal and rng.random() < 0.5 else ()
        return Way(rng.choice([*CURVES]), rng.randint(0, 4), weights)

    lags = []
    for name in tree.kpis if late else ():
        into = rng.choice([None, *(above for above, below in used(tree).items() if name in below)])
        if rng.random() < 0.3:
            lags.append(Lag(name, rng.randint(0, 4), into))
    return Course(
        tree, months(Month(2026, rng.randint(1, 12)), rng.randint(6, 30)), {name: way() for name in tree.levers}, lags=lags_of(tree, lags)
    )


def ends(tree: kx.KpiTree, seed: int) -> dict[str, float]:
    """Somewhere inside the bounds for each lever."""
    rng = random.Random(seed)
    found = {}
    for name, lever in tree.levers.items():
        low, high = lever.bounds
        found[name] = min(max(lever.start * rng.uniform(0.5, 2.0), low), high)
    return found
