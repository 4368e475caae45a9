"""Random driver trees: sums of products, ratios, 1 - x, MIN, with bounds, efforts and goals of every kind."""

from __future__ import annotations

import random

import kpi_xl as kx

TIMES = (1.05, 1.3, 2.0, 3.0, 5.0, 0.7)
OPERATIONS = (  # formula, how often
    ("({}*{})", 42),
    ("({}+{})", 28),
    ("({}/{})", 10),
    ("({}*(1+{}))", 8),
    ("MIN({},{})", 7),
    ("MAX({},{})", 2),
    ("({}-{})", 3),
)


def levers(rng: random.Random) -> list[kx.Lever]:
    """Two to seven levers, about a third of them rates."""
    return [_lever(rng, f"lever_{letter}") for letter in "abcdefg"[: rng.randint(2, 7)]]


def _lever(rng: random.Random, name: str) -> kx.Lever:
    effort = rng.choice((0.5, 1.0, 1.0, 2.0))
    if rng.random() < 0.35:
        return kx.Lever(name, round(rng.uniform(0.02, 0.6), 3), unit="%", effort=effort, better=rng.choice((None, "higher", "lower")))
    baseline = round(rng.uniform(0.5, 20.0), 2)
    low, high = rng.choice((None, baseline * rng.uniform(0.2, 0.9))), rng.choice((None, baseline * rng.uniform(1.1, 6.0)))
    return kx.Lever(name, baseline, low=low, high=high, effort=effort, stated=rng.choice((None, baseline * rng.uniform(0.8, 2.0))))


def tree(rng: random.Random) -> kx.KpiTree | None:
    """A tree of one formula over its levers, some of them used twice; None where today's value is no use as a reference."""
    chosen = levers(rng)
    names = [lever.name for lever in chosen]
    leaves = names + (rng.sample(names, rng.randint(1, len(names))) if rng.random() < 0.4 else [])
    rng.shuffle(leaves)
    rates = {lever.name for lever in chosen if lever.unit}
    try:
        grown = kx.KpiTree.from_formulas({"goal": "=" + _formula(rng, leaves, rates)}, chosen, kgi="goal")
    except kx.Problems:  # a division by zero today
        return None
    return grown if grown.baseline["goal"] > 0.0 else None


def _formula(rng: random.Random, leaves: list[str], rates: set[str]) -> str:
    if len(leaves) == 1:
        return f"(1-{leaves[0]})" if leaves[0] in rates and rng.random() < 0.4 else leaves[0]
    cut = rng.randint(1, len(leaves) - 1)
    formulas, weights = zip(*OPERATIONS, strict=True)
    return str(rng.choices(formulas, weights)[0]).format(_formula(rng, leaves[:cut], rates), _formula(rng, leaves[cut:], rates))


def goal(rng: random.Random) -> kx.Goal:
    """A multiple of today's value, sometimes below it."""
    times = rng.choice(TIMES)
    return kx.Goal("goal", times=times, meet="exactly" if times < 1.0 else None)


def products(rng: random.Random) -> kx.KpiTree:
    """A product of levers and of factors like 1 + rate, 1 - rate or a sum of two: its least effort is always proven."""
    factors, chosen = [], []
    for number in range(rng.randint(1, 5)):
        name = f"lever_{number}"
        kind = rng.choice(("{}", "(1+{})", "(1-{})", "({}+{}_more)"))
        factors.append(kind.format(name, name))
        baseline, high, unit = (rng.uniform(0.05, 0.5), 0.9, "%") if "1" in kind else (rng.uniform(1.0, 3.0), 4.0, "")
        for member in _members(kind, name):
            chosen.append(kx.Lever(member, baseline, high=rng.choice((None, high)), effort=rng.choice((0.5, 1.0, 2.0)), unit=unit))
    return kx.KpiTree.from_formulas({"goal": "=" + "*".join(factors)}, chosen, kgi="goal")


def _members(kind: str, name: str) -> list[str]:
    return [name, f"{name}_more"] if "more" in kind else [name]
