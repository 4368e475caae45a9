"""Which slopes of an operation are the same everywhere, so that a sweep back over a tape need not work them out.

Knows the table of operations. Does not know tapes.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kpi_xl.calc.operations import ARRAYS, NAN, operations


def _constants() -> dict[str, tuple[float | None, ...]]:
    probe = np.full(1, NAN)
    with np.errstate(all="ignore"):
        slopes = {name: row.slopes(*(probe,) * (row.arity + 1)) for name, row in operations(ARRAYS).items()}
    return {name: tuple(slope if isinstance(slope, float) else None for slope in row) for name, row in slopes.items()}


CONSTANT_SLOPES: Mapping[str, tuple[float | None, ...]] = _constants()
"""Operation to its slope towards each operand, None where it depends on values: a slope that is a plain number for arrays always is."""
