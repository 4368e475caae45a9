"""The Aumann-Shapley value: what a KPI's slopes add up to while every lever goes straight from one value to the other.

Knows slopes. Does not know what is done with the shares.
"""

from __future__ import annotations

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.tree import KpiTree

POINTS = 8
"""Points in each part of the way: exact for a polynomial of degree 15."""

MOST_PARTS = 64
CLOSE, TOLERATED = 1e-10, 1e-3
"""Of the change: what rounding leaves over; and from which rest on the slopes do not tell the whole story, as at a jump."""


def integrated(tree: KpiTree, node: int, before: Floats, after: Floats, change: float) -> Floats | None:
    """Return each lever's share in the change of a node: the integral of its slope along the straight way, times how far it goes.

    The way is cut into twice as many parts until the shares add up to the change; a small rest is spread in proportion to them.
    None where a rest of more than a thousandth stays, or a slope is missing on the way.

    R. J. Aumann and L. S. Shapley (1974), "Values of Non-Atomic Games"; in integration by C. F. Gauss's points.
    """
    parts = 1
    shares: Floats = np.full(len(before), np.nan)
    while parts <= MOST_PARTS:
        shares = _sum(tree, node, before, after, parts)
        if not np.isfinite(shares).all() or abs(change - shares.sum()) <= CLOSE * abs(change):
            break
        parts *= 2
    rest, size = change - float(shares.sum()), np.abs(shares)
    if not np.isfinite(rest) or abs(rest) > TOLERATED * max(abs(change), float(size.max(initial=0.0))):
        return None
    return np.asarray(shares + rest * size / size.sum() if rest else shares)


def _sum(tree: KpiTree, node: int, before: Floats, after: Floats, parts: int) -> Floats:
    points, weights = np.polynomial.legendre.leggauss(POINTS)
    total, gaps = np.zeros(len(before)), after - before
    for part in range(parts):
        for point, weight in zip(points, weights, strict=True):
            nodes = tree.run(before + (part + (point + 1.0) / 2.0) / parts * gaps)
            total += weight / (2.0 * parts) * tree.gradient(nodes, node)
    return np.asarray(np.where(gaps == 0.0, 0.0, total * gaps))
