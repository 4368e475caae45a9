"""The two suites that the quality of backsolving is measured on: random trees of 10 to 200 levers, and hard cases that have a name.

Knows trees and goals. Does not know who solves them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import kpi_xl as kx
from kpi_xl.solve.strategies import STRATEGIES

UNPAID = sorted(key for key, strategy in STRATEGIES.items() if strategy.law == "effort")
"""The strategies that need no costs."""

RANDOM = 200
FEWEST, MOST = 10, 200
TIMES = (1.1, 1.5, 2.0, 3.0, 5.0, 10.0)
EFFORTS = (0.5, 1.0, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with a name that finds it again."""

    name: str
    tree: kx.KpiTree
    goal: kx.Goal


class Grower:
    """Makes levers as formulas ask for them, until a number of them is reached."""

    def __init__(self, rng: random.Random, count: int) -> None:
        self.rng, self.count = rng, count
        self.levers: list[kx.Lever] = []

    def groups(self) -> Iterator[int]:
        """Yield sizes of two to five until all levers are spoken for."""
        left = self.count - len(self.levers)
        while left > 0:
            yield (size := min(left, self.rng.randint(2, 5)))
            left -= size

    def number(self) -> str:
        """A lever that counts something; now and then it is bounded."""
        baseline = round(self.rng.uniform(0.5, 20.0), 2)
        low = self.rng.choice((None, None, baseline * self.rng.uniform(0.2, 0.9)))
        high = self.rng.choice((None, None, baseline * self.rng.uniform(1.5, 8.0)))
        return self.add(kx.Lever(f"lever_{len(self.levers)}", baseline, low=low, high=high, effort=self.rng.choice(EFFORTS)))

    def rate(self) -> str:
        """A lever between 0 and 1, now and then 0 today."""
        baseline = self.rng.choice((0.0, *(round(self.rng.uniform(0.05, 0.5), 3) for _ in range(5))))
        high = self.rng.uniform(0.55, 0.95)
        return self.add(kx.Lever(f"lever_{len(self.levers)}", baseline, high=high, unit="%", effort=self.rng.choice(EFFORTS)))

    def factor(self) -> str:
        """A lever as it stands in a product."""
        return self.rng.choice((self.number, self.number, self.number, lambda: f"(1+{self.rate()})", lambda: f"(1-{self.rate()})"))()

    def product(self, size: int) -> str:
        """A product of that many levers."""
        return "*".join(self.factor() for _ in range(size))

    def sum(self, size: int) -> str:
        """A weighted sum of that many levers."""
        return "+".join(f"{self.rng.uniform(0.5, 5.0):.3f}*{self.number()}" for _ in range(size))

    def add(self, lever: kx.Lever) -> str:
        """Keep a lever, and say its name."""
        self.levers.append(lever)
        return lever.name


Formulas = dict[str, str]


def sums(grower: Grower) -> Formulas:
    """One weighted sum: the least effort is a formula."""
    return {"goal": grower.sum(grower.count)}


def products_of_sums(grower: Grower) -> Formulas:
    """Up to eight sums multiplied: bent, but with one optimum."""
    cut = max(2, grower.count // 8)
    sizes = [cut] * (grower.count // cut) + ([grower.count % cut] if grower.count % cut else [])
    return _under("*", [grower.sum(size) for size in sizes])


def segments(grower: Grower) -> Formulas:
    """A sum of products, as of markets or channels: an optimum for every way to prefer some of them."""
    return _under("+", [grower.product(size) for size in grower.groups()])


def close_segments(grower: Grower) -> Formulas:
    """Products of three that are nearly equal today: as many places where effort and slopes balance as ways to prefer some of them."""
    for number in range(grower.count):
        grower.add(kx.Lever(f"lever_{number}", grower.rng.uniform(0.98, 1.02), effort=1.0))
    names = [lever.name for lever in grower.levers]
    return _under("+", ["*".join(names[first : first + 3]) for first in range(0, len(names), 3)])


def ratios(grower: Grower) -> Formulas:
    """A sum of products per another one."""
    parts = [grower.product(size) for size in grower.groups()]
    cut = max(1, len(parts) // 2)
    return {**_under("+", parts[:cut], "above"), **_under("+", parts[cut:] or ["1"], "below"), "goal": "100*above/below"}


def mixes(grower: Grower) -> Formulas:
    """Segments that share a price and a churn, some of them short of capacity or won by the better channel, less their cost."""
    price, churn, cost = grower.number(), grower.rate(), grower.number()
    parts = [grower.product(size) for size in grower.groups()]
    limited = [f"MIN({part},{1.5 * 20.0 ** (1 + part.count('*')):.1f})" if grower.rng.random() < 0.2 else part for part in parts]
    return {**_under("+", limited, "volume"), "goal": f"volume*{price}/({churn}+0.1)-0.1*{cost}"}


def _under(sign: str, parts: Sequence[str], top: str = "goal") -> Formulas:
    named = {f"{top}_part_{number}": part for number, part in enumerate(parts)}
    return {**named, top: sign.join(named)}


KINDS: tuple[Callable[[Grower], Formulas], ...] = (sums, products_of_sums, segments, close_segments, ratios, mixes)


def random_case(seed: int) -> Case:
    """One random tree and its goal; seeds from 0 to 199 cover 10 to 200 levers evenly by ratio."""
    rng = random.Random(seed)
    kind = rng.choice(KINDS)
    grower = Grower(rng, round(FEWEST * (MOST / FEWEST) ** (seed / (RANDOM - 1))))
    formulas = {name: f"={formula}" for name, formula in kind(grower).items()}
    tree = kx.KpiTree.from_formulas(formulas, grower.levers, kgi="goal")
    times = rng.choice(TIMES)
    goal = kx.Goal("goal", times=times) if tree.baseline["goal"] > 0.0 else kx.Goal("goal", value=abs(tree.baseline["goal"]) * times)
    return Case(f"seed {seed} {kind.__name__} {len(grower.levers)} levers x{times:g}", tree, goal)


def hard_cases() -> Iterator[Case]:
    """Equal and nearly equal segments, ratios, MIN, MAX and IF, each asked for half more, three times and ten times as much."""
    for times in (1.5, 3.0, 10.0):
        for name, grown in HARD.items():
            yield Case(f"{name} x{times:g}", grown(), kx.Goal("goal", times=times))


def split(shares: Sequence[float], factors: int = 3) -> kx.KpiTree:
    """A total of segments with these sizes today, each a product of some factors."""
    rows = [[f"factor_{segment}_{number}" for number in range(factors)] for segment in range(len(shares))]
    levers = [kx.Lever(name, share if name == row[0] else 1.0) for share, row in zip(shares, rows, strict=True) for name in row]
    return kx.KpiTree.from_formulas({"goal": "=" + "+".join("*".join(row) for row in rows)}, levers, kgi="goal")


def close(count: int) -> list[float]:
    """Sizes that differ by 2% from one to the next."""
    return [10.0 * 1.02**number for number in range(count)]


def small(formula: str, **baselines: float) -> kx.KpiTree:
    """One formula over a few levers; names that end in `rate` are percentages."""
    levers = [kx.Lever(name, baseline, unit="%" if name.endswith("rate") else "") for name, baseline in baselines.items()]
    return kx.KpiTree.from_formulas({"goal": "=" + formula}, levers, kgi="goal")


HARD: dict[str, Callable[[], kx.KpiTree]] = {
    **{f"{count} equal segments": partial(split, [10.0] * count) for count in range(2, 13)},
    **{f"{count} close segments": partial(split, close(count)) for count in range(2, 13)},
    "ratio": partial(small, "gain/cost", gain=10.0, cost=4.0),
    "ratio of products": partial(small, "visits*rate*price/(clicks*bid)", visits=900.0, rate=0.04, price=60.0, clicks=500.0, bid=2.0),
    "ratio of sums": partial(small, "(one*two+three)/(cost+fee)", one=3.0, two=4.0, three=5.0, cost=2.0, fee=3.0),
    "lifetime value over cost": partial(small, "price/churn_rate/(spend/won)", price=500.0, churn_rate=0.04, spend=9000.0, won=3.0),
    "profit": partial(small, "units*(price-cost)-fixed", units=100.0, price=9.0, cost=6.0, fixed=120.0),
    "MIN of two products": partial(small, "MIN(one*two,three*four)", one=3.0, two=4.0, three=2.0, four=6.5),
    "MIN in a sum": partial(small, "MIN(demand,capacity)*price+extra", demand=30.0, capacity=28.0, price=2.0, extra=15.0),
    "MAX of two products": partial(small, "MAX(one*two*three,four*five)", one=3.0, two=2.0, three=2.0, four=3.0, five=4.1),
    "sum of MAX": partial(small, "MAX(one,two)*three+MAX(four,five)*six", one=3.0, two=3.1, three=2.0, four=5.0, five=4.9, six=1.5),
    "IF with a bonus": partial(small, "one*two+IF(one>6,8,0)+three", one=3.0, two=4.0, three=9.0),
    "IF on two ways": partial(small, "IF(share_rate>0.3,one*two,one*three)", share_rate=0.25, one=3.0, two=9.0, three=7.0),
}
"""Name to tree. Equal segments have as many best answers as segments: whoever moves all of them alike sits on a saddle."""
