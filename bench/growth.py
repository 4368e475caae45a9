"""How the time grows with the tree: from a thousand KPIs over ten thousand to a hundred thousand, three quarters of them levers."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial

import kpi_xl as kx
from bench.table import Line, Remark, fastest
from kpi_xl.solve.question import ask
from kpi_xl.solve.strategies import STRATEGIES
from tests.solve.large import GOAL, large_tree

ASKED = kx.Goal(GOAL, times=1.5)
SIZES = (10_000, 1_000, 100_000)
"""The yardstick first."""

WANTED = {"build": "-", "solve, as arrays": "<= 150 ms, <= 20x as long", "solve, as Solution": "<= 400 ms, <= 20x as long"}
ROUNDS = 10


LONGEST = 60.0
"""Seconds: a tree that would take longer, as the yardstick tells, is left out."""


def lines() -> Iterator[Line | Remark]:
    """Yield a line per size and work, each against the same work on ten thousand KPIs."""
    yardstick: dict[str, float] = {}
    for size in SIZES:
        expected = size / SIZES[0] * max(yardstick.values(), default=0.0)
        if expected > LONGEST:
            yield Remark(f"{size:,} KPIs are left out: going by {SIZES[0]:,} they would take {expected:,.0f} s each time.")
            continue
        seconds = _seconds(size)
        yardstick = yardstick or seconds
        for work, ours in seconds.items():
            wanted = WANTED[work] if size == max(SIZES) else "-"
            yield Line(f"{size:,} KPIs: {work}", ours, f"{SIZES[0]:,} KPIs", yardstick[work], wanted)


def _seconds(size: int) -> dict[str, float]:
    gc.collect()
    build = fastest(partial(large_tree, size), 1)
    tree = large_tree(size)
    kx.backsolve(tree, ASKED)
    question, least_effort = ask(tree, [ASKED]), STRATEGIES["least_effort"].answer
    works = (build, fastest(partial(least_effort, question), ROUNDS), fastest(partial(kx.backsolve, tree, ASKED), ROUNDS))
    return dict(zip(WANTED, works, strict=True))
