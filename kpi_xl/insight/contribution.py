"""Contribution: how much of a KPI's change between two scenarios each lever explains.

Knows lever values before and after. Does not know which scenarios they come from, nor how the split is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from kpi_xl.calc.flows import Places
from kpi_xl.calc.tape import Floats, Tape
from kpi_xl.errors import NoSplit, TooManyLevers, UnknownMethod
from kpi_xl.insight.integral import integrated
from kpi_xl.insight.powers import powers
from kpi_xl.labels import Label
from kpi_xl.model.tree import KpiTree

EXACT = 12
"""Up to so many moved levers every subset of them is looked at: 4,096."""

MOST = 2_000
"""Above so many moved levers orders are no longer sampled: an order of n levers takes n evaluations of the tree."""

WORK = 2e8
"""About how many node values sampled orders may take in all, in so many pairs at least and at most."""

PAIRS = (8, 200)

SHAPLEY = Label(ja="シャープレイ値", en="shapley")
SEQUENTIAL = Label(ja="順番に適用", en="sequential")
ON_THE_WAY = Label(ja="途中の組み合わせでKPIがExcelのエラーになります", en="between the two the KPI becomes an Excel error")
A_JUMP = Label(ja="途中でKPIの値が急に飛びます", en="the KPI jumps between the two")
NO_PRODUCT = Label(ja="KPIが掛け算・割り算だけの式ではありません", en="the KPI is not made of products and quotients alone")
CHANGES_SIGN = Label(ja="符号の変わる値があります", en="a value changes its sign")


@dataclass(frozen=True)
class Change:
    """A KPI, and the values of every lever before and after."""

    tree: KpiTree
    kpi: str
    before: Floats
    after: Floats

    @cached_property
    def moved(self) -> Places:
        """The levers whose value changes, as places among the tape's inputs."""
        return np.flatnonzero(self.before != self.after)

    @cached_property
    def node(self) -> int | None:
        """The KPI's node, None where no lever reaches it."""
        return self.tree.node(self.kpi)

    @cached_property
    def tape(self) -> Tape:
        """The steps that the KPI needs."""
        return self.tree.tape.towards([] if self.node is None else [self.node])

    def values(self, switched: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Floats:
        """Return the KPI for each row of `switched`, which says for every moved lever whether it has its value of after."""
        inputs: list[Floats | float] = self.before.tolist()
        for place, column in zip(self.moved.tolist(), switched.T, strict=True):
            inputs[place] = np.where(column, self.after[place], self.before[place])
        found = np.broadcast_to(self.tape.sample(inputs)[self.node or 0], len(switched)).astype(float)
        if not np.isfinite(found).all():
            raise NoSplit(where=self.kpi, reason=ON_THE_WAY, method=SEQUENTIAL)
        return found

    @property
    def ends(self) -> tuple[float, float]:
        """The KPI before and after."""
        none = np.zeros((1, len(self.moved)), dtype=bool)
        return float(self.values(none)[0]), float(self.values(~none)[0])


def contributions(
    tree: KpiTree,
    before: Mapping[str, float],
    after: Mapping[str, float],
    method: str = "shapley",
    *,
    kpi: str | None = None,
    seed: int = 0,
) -> dict[str, float]:
    """Split the change of a KPI between two scenarios among the levers that moved.

    Positive means the lever raised the KPI. Figures are in the KPI's unit and add up to the change.

    Parameters
    ----------
    tree
        The driver tree both scenarios belong to.
    before, after
        Lever values by name, each in the lever's unit; one that is not named has its baseline.
    method
        "shapley": averaged over every order in which the levers could have moved, exact up to 12 moved levers, over sampled orders above.
        "aumann_shapley": the same for levers that move in tiny steps together, by slopes; quick for any number of them.
        "lmdi": for products and quotients alone, by the logarithmic mean. "sequential": one after another in the order of the table.
    kpi
        The KPI's name; None is the KGI.
    seed
        Which orders are sampled.

    Returns
    -------
    dict[str, float]
        One figure per lever; a lever that did not move has 0.

    Raises
    ------
    UnknownMethod, UnknownKpi, NotALever
        If the question makes no sense for this tree.
    NoSplit
        If the KPI is an Excel error on the way, or the method is not made for its formula.
    TooManyLevers
        If more than 2,000 levers moved, with the method "shapley".

    Notes
    -----
    The Shapley value: L. S. Shapley (1953), "A value for n-person games". LMDI: B. W. Ang (2005), "The LMDI approach to decomposition
    analysis"; its limits at zero: B. W. Ang and N. Liu (2007), "Handling zero values in the logarithmic mean Divisia index".

    Examples
    --------
    >>> from kpi_xl import KpiTree, Lever
    >>> shop = KpiTree.from_formulas({"sales": "=visitors*price"}, [Lever("visitors", 1000.0), Lever("price", 500.0)])
    >>> contributions(shop, {}, {"visitors": 1100.0, "price": 600.0})
    {'visitors': 55000.0, 'price': 105000.0}
    """
    if method not in METHODS:
        raise UnknownMethod(where="contributions", method=method, methods=", ".join(METHODS))
    change = Change(tree, tree.kpi(kpi or tree.kgi).name, tree.inputs(before), tree.inputs(after))
    shares = np.zeros(len(tree.levers))
    if change.node is not None and len(change.moved):
        shares[change.moved] = METHODS[method](change, np.random.default_rng(seed))
    return dict(zip(tree.levers, shares.tolist(), strict=True))


def shapley(change: Change, random: np.random.Generator) -> Floats:
    """Return each moved lever's effect, averaged over the orders in which they could have moved."""
    count = len(change.moved)
    if count > MOST:
        raise TooManyLevers(where=change.kpi, count=count, most=MOST)
    return every_subset(change) if count <= EXACT else _mean(change, sampled_orders(change, random))


def every_subset(change: Change) -> Floats:
    """Return the Shapley value, exact: an effect on top of k others has the weight k! (n - k - 1)! / n!."""
    count = len(change.moved)
    subsets = np.arange(2**count)
    switched = (subsets[:, None] >> np.arange(count)) & 1 == 1
    values, others = change.values(switched), switched.sum(axis=1)
    weights = np.array([1.0 / (count * math.comb(count - 1, k)) for k in range(count)])
    shares = np.empty(count)
    for place in range(count):
        without = ~switched[:, place]
        effects = values[subsets[without] | 1 << place] - values[without]
        shares[place] = effects @ weights[others[without]]
    return shares


def sampled_orders(change: Change, random: np.random.Generator) -> Iterator[Places]:
    """Yield random orders of the moved levers, each followed by its reverse: what one puts early the other puts late."""
    count = len(change.moved)
    fewest, most = PAIRS
    pairs = min(most, max(fewest, int(WORK / (2 * (count + 1) * max(1, len(change.tape.steps))))))
    for _ in range(pairs):
        order = random.permutation(count)
        yield order
        yield order[::-1]


def sequential(change: Change, _: np.random.Generator) -> Floats:
    """Return each moved lever's effect when they move one after another in the order of the table."""
    return _mean(change, iter([np.arange(len(change.moved))]))


def lmdi(change: Change, _: np.random.Generator) -> Floats:
    """Return each moved lever's effect by the logarithmic mean: L(after, before) * power * ln(lever after / lever before)."""
    found = powers(change.tape, change.node or 0, [change.tree.tape.inputs[place] for place in change.moved.tolist()])
    if found is None:
        raise NoSplit(where=change.kpi, reason=NO_PRODUCT, method=SHAPLEY)
    power, (first, last) = np.array(found), change.ends
    old, new = change.before[change.moved], change.after[change.moved]
    if first * last < 0.0 or np.any((old * new < 0.0) & (power != 0.0)):
        raise NoSplit(where=change.kpi, reason=CHANGES_SIGN, method=SHAPLEY)
    if first == 0.0 or last == 0.0:
        # The limit of the logarithmic mean: the levers at 0 explain all of it, by their powers.
        vanishing = np.where((old == 0.0) if first == 0.0 else (new == 0.0), power, 0.0)
        total = vanishing.sum()
        return (last - first) * vanishing / total if total else np.zeros(len(power))
    mean = first if first == last else (last - first) / math.log(last / first)
    return np.where(power == 0.0, 0.0, mean * power * np.log(np.where(power == 0.0, 1.0, new / old)))


def aumann_shapley(change: Change, _: np.random.Generator) -> Floats:
    """Return what each moved lever's slope adds up to on the straight way from before to after."""
    first, last = change.ends
    found = integrated(change.tree, change.node or 0, change.before, change.after, last - first)
    if found is None:
        raise NoSplit(where=change.kpi, reason=A_JUMP, method=SEQUENTIAL)
    return found[change.moved]


METHODS: Mapping[str, Callable[[Change, np.random.Generator], Floats]] = {
    "shapley": shapley,
    "aumann_shapley": aumann_shapley,
    "lmdi": lmdi,
    "sequential": sequential,
}


def _mean(change: Change, orders: Iterator[Places]) -> Floats:
    """Return each moved lever's effect in every order, averaged; each order adds up to the change, and so does their mean."""
    steps, total, count = np.arange(len(change.moved) + 1)[:, None], np.zeros(len(change.moved)), 0
    for order in orders:
        turn = np.empty(len(order), dtype=np.intp)
        turn[order] = np.arange(len(order))
        total[order] += np.diff(change.values(turn < steps))
        count += 1
    return total / count


def rolled_up(tree: KpiTree, shares: Mapping[str, float], kpi: str | None = None) -> dict[str, float]:
    """Add the levers' contributions up to the KPIs drawn right below a KPI; a lever that is drawn elsewhere stands for itself.

    Parameters
    ----------
    kpi
        The KPI that was split; None is the KGI.
    """
    top = tree.kpi(kpi or tree.kgi).name
    found = {name: 0.0 for name, parent in tree.parents.items() if parent == top}
    for lever, share in shares.items():
        line = [lever, *_ancestors(tree, lever)]
        below = next((name for name, parent in pairwise(line) if parent == top), lever)
        found[below] = found.get(below, 0.0) + share
    return found


def _ancestors(tree: KpiTree, name: str) -> Iterator[str]:
    while (parent := tree.parents[name]) is not None:
        yield parent
        name = parent
