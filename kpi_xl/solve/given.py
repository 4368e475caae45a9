"""What a question takes as settled before anything is solved: values people agreed on, and values that levers may not fall behind.

Knows levers by name. Does not know goals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpi_xl import errors
from kpi_xl.labels import Label
from kpi_xl.model.kpi import Lever
from kpi_xl.model.tree import KpiTree

OPEN = Label(ja="なし", en="open")


@dataclass(frozen=True, slots=True)
class Given:
    """Settled lever values, name by name.

    Attributes
    ----------
    agreed
        The lever stays at this value; the rest is solved.
    reached
        The lever starts at this value and may go on from there, but not fall back towards its baseline.
    """

    agreed: tuple[tuple[str, float], ...] = ()
    reached: tuple[tuple[str, float], ...] = ()

    @property
    def values(self) -> dict[str, float]:
        """Every settled value by name."""
        return {**dict(self.reached), **dict(self.agreed)}


NOTHING = Given()
NOWHERE: Mapping[str, str] = {}


def given(tree: KpiTree, agreed: Mapping[str, float], reached: Mapping[str, float], where: Mapping[str, str] = NOWHERE) -> Given:
    """Check settled values against the tree's levers, and return them.

    Parameters
    ----------
    where
        The cell each agreed value was typed in, for messages; a lever that is not named is called by its name.

    Raises
    ------
    Problems
        With every agreed value that its lever's bounds do not allow.
    NotALever
        If a name is a constant, a computed KPI or unknown.
    """
    tree.inputs({**reached, **agreed})
    problems = list(_outside(tree, agreed, where))
    if problems:
        raise errors.Problems(problems)
    moved = {name: value for name, value in reached.items() if name not in agreed and value != tree.levers[name].start}
    return Given(tuple(agreed.items()), tuple(moved.items()))


def _outside(tree: KpiTree, agreed: Mapping[str, float], where: Mapping[str, str]) -> Iterable[errors.AgreedBeyondBounds]:
    for name, value in agreed.items():
        lever = tree.levers[name]
        low, high = lever.bounds
        if not low <= value <= high:
            yield errors.AgreedBeyondBounds(
                where=where.get(name, "agreed"), lever=name, value=f"{value:,.12g}", low=_end(low), high=_end(high)
            )


def _end(bound: float) -> str | Label:
    return OPEN if abs(bound) == float("inf") else f"{bound:,.12g}"


def near_bounds(levers: Iterable[Lever], settled: Given) -> tuple[list[float], list[float]]:
    """Return for each lever how far it may fall back at most: the lowest and the highest value that a reached value leaves."""
    reached = dict(settled.reached)
    lows, highs = [], []
    for lever in levers:
        value = reached.get(lever.name, lever.start)
        lows.append(value if value > lever.start else -float("inf"))
        highs.append(value if value < lever.start else float("inf"))
    return lows, highs
