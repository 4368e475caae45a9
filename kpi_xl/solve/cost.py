"""What a plan costs in money: lever by lever, from today to the values it ends at.

Knows the costs people typed. Does not know goals, nor what a search counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.model.kpi import Lever
from kpi_xl.solve.moves import bounds_of, moves_of


def costs(levers: Iterable[Lever], values: Mapping[str, float]) -> dict[str, float]:
    """Return what it costs to bring each lever from its baseline to a value, for the levers whose cost is known.

    Per unit: cost * |value - baseline|, a rate counted in points. Per ratio: cost * ((1 + m)^growth - 1) with the move m, which is how many
    times better (or worse) a lever becomes, less 1; of a lever without a positive baseline, the share of its room. A change costs whichever
    way it goes.

    Returns
    -------
    dict[str, float]
        In the money that the costs were typed in; infinite for a ratio to 0.
    """
    known = tuple(lever for lever in levers if lever.cost is not None)
    moves = moves_of(known, bounds_of(known), "cost")
    there: Floats = np.array([values[lever.name] for lever in known], dtype=float)
    with np.errstate(all="ignore"):
        paid = np.where([lever.cost == 0.0 for lever in known], 0.0, moves.price.costs(moves.moves(there)) * moves.price.unit)
        # A way to 0 has no ratio, but it has a length.
        straight = np.abs(there - moves.start) * [(lever.cost or 0.0) * lever.units for lever in known]
    by_unit = [lever.cost_law == "unit" for lever in known]
    return dict(zip((lever.name for lever in known), np.where(by_unit, straight, paid).tolist(), strict=True))
