"""Trees with costs: the random trees, each lever given a cost of one law or the other, and Solver's sample model."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

import kpi_xl as kx

QUARTERS = ("first", "second", "third", "fourth")


def priced(tree: kx.KpiTree, rng: random.Random, unknown: float = 0.1) -> kx.KpiTree:
    """The same tree with a cost for most levers: per unit, or per ratio with a growth."""
    levers = [dataclasses.replace(lever, **_cost(rng, unknown)) for lever in tree.levers.values()]
    formulas = {name: str(kpi.baseline) for name, kpi in tree.kpis.items() if kpi.is_formula}
    return kx.KpiTree.from_formulas(formulas, levers, kgi="goal")


def paid_for(tree: kx.KpiTree, rng: random.Random) -> kx.KpiTree:
    """The same tree with a cost for every lever."""
    return priced(tree, rng, unknown=0.0)


def _cost(rng: random.Random, unknown: float) -> dict[str, float]:
    drawn = rng.random()
    if drawn < 0.45:
        return {"cost": round(rng.uniform(0.1, 50.0), 2)}
    if drawn < 1.0 - unknown:
        return {"cost": round(rng.uniform(10.0, 500.0), 1), "cost_growth": rng.choice((1.0, 1.5, 2.0, 3.0))}
    return {}


def solver_sample(case: Mapping[str, Any], spent: float) -> kx.KpiTree:
    """Four quarters of Solver's sample model with that much advertising in each today; a dollar of advertising costs a dollar."""
    nodes, moving = case["nodes"], case["goal"]["levers"]
    formulas = {node["id"]: "=" + node["formula"].replace("**", "^") for node in nodes if node["formula"]}
    held = [kx.Lever(node["id"], node["current"], locked=True) for node in nodes if not node["formula"] and node["id"] not in moving]
    return kx.KpiTree.from_formulas(
        formulas, [*(kx.Lever(name, spent, low=0.0, high=100_000.0, cost=1.0) for name in moving), *held], kgi=case["goal"]["node"]
    )
