"""Elasticities of a large tree, chances, contributions; timed by the processor's clock, whatever else it is busy with."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

import kpi_xl as kx
from bench.table import Line, fastest
from kpi_xl.insight.contribution import EXACT, Change, sampled_orders
from tests.solve.example import example_tree
from tests.solve.large import GOAL, large_tree

LEVERS, KPIS = 10_000, 13_336
"""Three KPIs of four are levers."""

SAMPLES = 100_000
ROUNDS = 15
WANTED_SLOPES, WANTED_SAMPLES, WANTED_SHAPLEY = "<= 4x as long", "<= 60 ms", {EXACT: "<= 0.2 s", 1_000: "<= 5 s"}

clock = partial(fastest, rounds=ROUNDS, clock=time.process_time)


def lines() -> Iterator[Line]:
    """Yield the lines of slopes, chances and contributions."""
    yield _elasticities(large_tree(KPIS))
    yield _chances(example_tree())
    for count, wanted in WANTED_SHAPLEY.items():
        yield _shapley(count, wanted)


def _elasticities(tree: kx.KpiTree) -> Line:
    """Measure all values and all elasticities against all values."""

    def both() -> None:
        tree.evaluate({})
        kx.elasticities(tree, GOAL)

    assert len(tree.levers) >= LEVERS
    value = clock(partial(tree.evaluate, {}))
    return Line(f"{len(tree.levers):,} levers: values and elasticities", clock(both), "the values", value, WANTED_SLOPES)


def _chances(tree: kx.KpiTree) -> Line:
    """Measure probabilities against as many draws by plain numpy, multiplied and sorted."""
    goal = kx.Goal("annual_revenue", times=3.0)
    targets = {name: lever.target for name, lever in kx.backsolve(tree, goal).levers.items()}
    random = np.random.default_rng(0)

    def plain() -> None:
        drawn = [random.beta(3.0, 3.0, SAMPLES) for _ in targets]
        np.sort(np.prod(drawn, axis=0))

    ours = clock(partial(kx.probability, tree, [goal], targets, samples=SAMPLES))
    return Line(f"{SAMPLES:,} samples of the example", ours, "numpy: draw, multiply, sort", clock(plain), WANTED_SAMPLES)


def _shapley(count: int, wanted: str) -> Line:
    """Measure Shapley's value against plain Python: as many evaluations of the tree, one after another, as its definition needs.

    Of the sampled orders one is evaluated, and stands for them all.
    """
    tree = kx.KpiTree.from_formulas(*_branches(count), kgi=GOAL)
    after = {name: 1.2 * lever.start for name, lever in tree.levers.items()}
    exact = count <= EXACT
    orders = 1 if exact else sum(1 for _ in sampled_orders(_change(tree, after), np.random.default_rng(0)))
    evaluations = 2**count if exact else count + 1

    def plain() -> None:
        for _ in range(evaluations):
            tree.evaluate(after)[GOAL]

    kx.contributions(tree, {}, after)
    theirs = orders * clock(plain)
    said = "every subset" if exact else f"{orders:,} orders"
    return Line(f"Shapley, {count:,} levers", clock(partial(kx.contributions, tree, {}, after)), f"{said}, one by one", theirs, wanted)


def _change(tree: kx.KpiTree, after: Mapping[str, float]) -> Change:
    return Change(tree, GOAL, tree.inputs({}), tree.inputs(after))


def _branches(count: int) -> tuple[dict[str, str], list[kx.Lever]]:
    """Return a sum of products of ten levers each."""
    levers = [kx.Lever(f"lever_{number}", 1.0 + number % 7 / 10) for number in range(count)]
    parts = [levers[first : first + 10] for first in range(0, count, 10)]
    formulas = {f"part_{place}": "=" + "*".join(lever.name for lever in part) for place, part in enumerate(parts)}
    return {GOAL: "=" + "+".join(formulas), **formulas}, levers
