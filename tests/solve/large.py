"""Trees of any size that look like a company's: sums of products, rates, costs; three levers to a formula, at most twenty levels deep."""

from __future__ import annotations

import random

import kpi_xl as kx

GOAL = "goal"
DEEPEST = 18
"""Formulas end at this depth below the goal, their levers one deeper: twenty levels in all."""

LEAVES = ("={a}*{b}*{c}", "={a}*{b}*(1+{c})", "={a}*{b}/{c}")
BRANCHES = ("=SUM({below})+{a}*{b}*{c}", "={below}+{a}*{b}/{c}", "=({below})*{a}+{b}*{c}")


def large_tree(kpis: int) -> kx.KpiTree:
    """A tree of that many KPIs, three quarters of them levers: the same one for the same number."""
    return kx.KpiTree.from_formulas(*large_rows(kpis), kgi=GOAL)


def large_rows(kpis: int) -> tuple[dict[str, str], list[kx.Lever]]:
    """Its formulas by name, and its levers."""
    rng = random.Random(kpis)
    count = kpis // 4
    below = _grown(rng, count)
    formulas, levers = {}, []
    for place, children in enumerate(below):
        pattern = rng.choice(BRANCHES if children else LEAVES)
        rate = pattern == BRANCHES[2]
        row = {letter: f"lever_{place}_{letter}" for letter in "abc"}
        levers += [_lever(rng, name, rate and letter == "a") for letter, name in row.items()]
        joined = ("," if "SUM" in pattern else "+").join(_name(child) for child in children)
        formulas[_name(place)] = pattern.format(below=joined, **row)
    levers += [kx.Lever(f"idle_{number}", 1.0) for number in range(kpis - 4 * count)]
    return formulas, levers


def _grown(rng: random.Random, count: int) -> list[list[int]]:
    """Hang every formula under an earlier one, and say for each which hang under it."""
    below: list[list[int]] = [[] for _ in range(count)]
    depth = [0] * count
    for place in range(1, count):
        parent = rng.randrange(place)
        while depth[parent] == DEEPEST:
            parent = rng.randrange(place)
        depth[place] = depth[parent] + 1
        below[parent].append(place)
    return below


def _name(place: int) -> str:
    return f"part_{place}" if place else GOAL


def _lever(rng: random.Random, name: str, rate: bool) -> kx.Lever:
    effort = rng.choice((0.5, 1.0, 1.0, 2.0))
    if rate:
        return kx.Lever(name, rng.uniform(0.3, 0.9), unit="%", effort=effort)
    baseline = rng.uniform(1.0, 5.0)
    return kx.Lever(name, baseline, low=baseline * rng.uniform(0.3, 0.8), high=baseline * rng.uniform(1.3, 6.0), effort=effort)
