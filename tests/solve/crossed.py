"""Random trees in which levers pull each other along."""

from __future__ import annotations

import random

import kpi_xl as kx
from tests.solve import forest


def effects(rng: random.Random, tree: kx.KpiTree) -> list[kx.Effect]:
    """One to three effects, each of a lever on one further down the table, so that none comes back."""
    names = list(tree.levers)
    pairs = [(cause, affected) for place, cause in enumerate(names) for affected in names[place + 1 :]]
    chosen = rng.sample(pairs, min(len(pairs), rng.randint(1, 3)))
    return [kx.Effect(cause, affected, round(rng.uniform(-0.8, 0.5), 2)) for cause, affected in chosen]


def tree(rng: random.Random) -> kx.KpiTree | None:
    """A random tree with effects; None where today's value is no use as a reference."""
    grown = forest.tree(rng)
    return grown and grown.with_effects(effects(rng, grown))
