"""A cross effect: when one KPI rises by 1%, another changes by some percent, although no formula says so.

Knows what a person typed. Does not know how the effect is calculated.

Everything typed in a lever's own row (bounds, stated target, agreed value) is about that lever alone; the effects of others come on top.
"""

from __future__ import annotations

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from kpi_xl.model.kpi import LATER, TYPED


@dataclass(frozen=True, config=TYPED)
class Effect:
    """One KPI pulls another along: affected = its own value * (cause / cause today) ** elasticity.

    Parameters
    ----------
    cause
        The KPI whose change starts it: a lever or a computed KPI, above 0 today, that does not depend on `affected`.
    affected
        The KPI that changes with it: a lever, a constant or a computed KPI.
    elasticity
        By how many percent `affected` changes when `cause` rises by 1%: -0.3 where conversion falls by 0.3% as traffic rises by 1%.
    where
        The cell it was typed in, for messages.

    Examples
    --------
    >>> Effect("visitors", "rate", -0.3).elasticity
    -0.3
    """

    cause: str
    affected: str
    elasticity: float
    where: str = ""


EFFECTS = TypeAdapter(tuple[Effect, ...], config=LATER)
"""What checks effects that a Python user hands over."""
