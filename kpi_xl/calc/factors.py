"""Factors that come on top of what a cell holds: how far another cell has come from where it was, to some power.

Knows operands. Does not know why one cell should follow another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kpi_xl.calc.cells import Address
from kpi_xl.calc.emitter import Emitter
from kpi_xl.calc.operands import Scalar


class Factor(NamedTuple):
    """(what `cause` holds / base) ** elasticity."""

    cause: Address
    base: float
    elasticity: float


Factors = Mapping[Address, Sequence[Factor]]
"""For each cell that others act on, the factors on top of what it holds by itself."""

NO_FACTORS: Factors = {}


def multiplied(emit: Emitter, own: Scalar, factors: Sequence[Factor], held: Callable[[Address], Scalar]) -> Scalar:
    """Return what a cell comes to, from what it holds by itself."""
    for factor in factors:
        ratio = emit.apply("div", held(factor.cause), factor.base)
        own = emit.apply("mul", own, emit.apply("pow", ratio, factor.elasticity))
    return own
