"""A tree as it was when a plan was made: what its inputs said then.

Knows trees. Does not know plans, nor where what was said then is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree


def as_planned(tree: KpiTree, starts: Mapping[str, float]) -> KpiTree:
    """Return the tree whose inputs say what they said when a plan was made; one that nobody kept says what it says now.

    Bounds are today's; one that would cross what was said then gives way.

    Parameters
    ----------
    starts
        Levers and constants by name, each in its own unit; names the tree does not know as inputs count for nothing.
    """
    inputs = {name: kpi for name, kpi in tree.kpis.items() if not kpi.is_formula}
    moved = {name: starts[name] for name, kpi in inputs.items() if name in starts and starts[name] != (kpi.baseline or 0.0)}
    if not moved:
        return tree
    contents = {**tree.cells.contents, **{tree.addresses[name]: value for name, value in moved.items()}}
    rows = [_saying(kpi, moved[name]) if name in moved else kpi for name, kpi in tree.kpis.items()]
    return rebuilt(replace(tree, cells=replace(tree.cells, contents=contents)), rows)


def rebuilt(tree: KpiTree, rows: Sequence[Kpi]) -> KpiTree:
    """Return the tree with other rows in the same places."""
    made = KpiTree.from_cells(rows, list(tree.addresses.values()), tree.cells, tree.kgi)
    return made.with_effects(tree.effects) if tree.effects else made


def _saying(kpi: Kpi, value: float) -> Kpi:
    low = None if kpi.low is None else min(kpi.low, value)
    high = None if kpi.high is None else max(kpi.high, value)
    return replace(kpi, baseline=value, low=low, high=high)
