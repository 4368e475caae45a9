"""Values and slopes per second: the example against the same formulas in plain Python, one by one and in arrays; and a large tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from bench.table import Line, fastest
from kpi_xl.model.tree import KpiTree
from tests.solve.example import example_tree
from tests.solve.large import GOAL, large_tree

SAMPLES = (1_000, 10_000, 100_000)
"""Few fit into the processor's cache, many do not; in between the memory allocator has its say."""

LARGE = 10_000
ROUNDS = 200
TIMES = 100
"""Something that takes microseconds is timed this often in one go."""

WANTED = "<= 4x as long"


def annual_revenue(
    visitors: float,
    lead_rate: float,
    meeting_rate: float,
    close_rate: float,
    contract_years: float,
    cross_sell_rate: float,
    churn_rate: float,
    upper_plan_rate: float,
    option_rate: float,
) -> dict[str, float]:
    """The example's formulas, as one would write them in Python."""
    new_customers = visitors * 12 * lead_rate * meeting_rate * close_rate
    ltv_factor = contract_years * (1 + cross_sell_rate) * (1 - churn_rate)
    average_price = 10967173 * (1 + upper_plan_rate * 0.5) * (1 + option_rate * 0.2)
    return {
        "annual_revenue": new_customers * ltv_factor * average_price,
        "new_customers": new_customers,
        "ltv_factor": ltv_factor,
        "average_price": average_price,
        "yearly_leads": visitors * 12 * lead_rate,
        "ltv": ltv_factor * average_price,
        "cac": 24000000 / new_customers,
    }


def lines() -> Iterator[Line]:
    """Yield the example's lines, then those of a large tree."""
    yield from _one_by_one(example_tree())
    for samples in SAMPLES:
        yield from _in_arrays(example_tree(), samples)
    yield from _by_level(large_tree(LARGE))


def _one_by_one(tree: KpiTree) -> Iterator[Line]:
    inputs, tape, node = tree.inputs({}).tolist(), tree.tape, _node(tree, tree.kgi)

    def both() -> None:
        tape.gradient(tape.run(inputs), node)

    works: tuple[Callable[[], object], ...] = (partial(tape.run, inputs), partial(annual_revenue, *inputs), both)
    value, plain, slopes = (fastest(partial(_often, work), ROUNDS) / TIMES for work in works)
    yield _line("example: every value", value, "plain Python", plain)
    yield _line("example: value and slopes", slopes, "a value", value)


def _in_arrays(tree: KpiTree, samples: int) -> Iterator[Line]:
    today, tape, node = tree.inputs({}), tree.tape, _node(tree, tree.kgi)
    rows = [*(today[:, None] * np.random.default_rng(1).uniform(0.9, 1.1, (len(today), samples)))]
    columns = [tuple(column) for column in np.array(rows).T.tolist()]

    def plain() -> None:
        for column in columns:
            annual_revenue(*column)

    def both() -> None:
        tape.gradients(tape.sample(rows), node)

    value, theirs, slopes = (fastest(work, ROUNDS) for work in (partial(tape.sample, rows), plain, both))
    yield _line(f"example: {samples:,} samples, values", value, "plain Python", theirs, times=samples)
    yield _line(f"example: {samples:,} samples, values and slopes", slopes, "the values", value, WANTED, samples)


def _by_level(tree: KpiTree) -> Iterator[Line]:
    inputs, runner, node = tree.inputs({}), tree.tape.levels, _node(tree, GOAL)

    def both() -> None:
        runner.gradient(runner.run(inputs), node)

    value, slopes = (fastest(work, ROUNDS) for work in (partial(runner.run, inputs), both))
    yield _line(f"{LARGE:,} KPIs by level: value and slopes", slopes, "a value", value, WANTED)


def _often(work: Callable[[], object]) -> None:
    for _ in range(TIMES):
        work()


def _node(tree: KpiTree, kpi: str) -> int:
    node = tree.node(kpi)
    assert node is not None, "the goal depends on levers"
    return node


def _line(name: str, ours: float, yardstick: str, theirs: float, wanted: str = "-", times: int = 1) -> Line:
    return Line(name, ours, yardstick, theirs, wanted, f"{times / ours:,.0f} per second")
