"""Trees with costs: the random trees, each lever given a cost of one law or the other, and Solver's sample model.

The sample is that of Microsoft's "Quick Tour of Microsoft Excel Solver" (http://mahmah5.tripod.com/mahma.htm; base table at
https://computersecrecy.blogspot.com/2019/09/solve-problem-with-excel-solver_37.html).
"""

from __future__ import annotations

import dataclasses
import random

import kpi_xl as kx

SEASONS = {"spring": (0.9, 8000.0), "summer": (1.1, 8000.0), "autumn": (0.8, 9000.0), "winter": (1.2, 9000.0)}
"""Seasonality and sales force of each quarter."""


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


def solver_sample(spent: float) -> kx.KpiTree:
    """Four quarters of Solver's sample model with that much advertising in each today; a dollar of advertising costs a dollar."""
    formulas, levers = {"profit": "=" + "+".join(f"profit_{season}" for season in SEASONS)}, []
    for season, (factor, salesforce) in SEASONS.items():
        formulas[f"units_{season}"] = f"=35*{factor}*(advertising_{season}+3000)^0.5"
        formulas[f"profit_{season}"] = f"=units_{season}*(40-25)-0.15*units_{season}*40-{salesforce}-advertising_{season}"
        levers.append(kx.Lever(f"advertising_{season}", spent, low=0.0, high=100_000.0, cost=1.0))
    return kx.KpiTree.from_formulas(formulas, levers, kgi="profit")
