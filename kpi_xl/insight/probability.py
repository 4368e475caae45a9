"""Probability: how likely the goals are met when every lever may miss its target.

Knows goals, and how far each lever may miss. Does not know where the targets come from.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.errors import ImpossibleCorrelation
from kpi_xl.insight.spread import Spread
from kpi_xl.insight.uncertainty import spreads_around, typed_correlations
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.question import TOLERANCE

SAMPLES = 100_000
ROOM, LEAST_BATCH = 2e7, 500
"""So many numbers may stand in memory at once, about; and in how many samples at least a tree is asked for."""

Correlations = Mapping[tuple[str, str], float]
"""Rank correlations (Spearman) of pairs of levers; pairs that are not named are independent."""


@dataclass(frozen=True)
class Chances:
    """What may come of a plan.

    Attributes
    ----------
    goals
        For each goal the share of samples that meet it. Several goals: each by itself.
    every_goal
        The share of samples that meet all of them.
    p10, p50, p90
        The KPI is below the first in one case of ten, below the last in nine. A sample in which it is an Excel error counts as missed
        and is left out here.
    samples
        The KPI in every sample, rising.
    hits
        For each goal whether each sample meets it.
    drivers
        For every lever that may miss its target the rank correlation (Spearman) of its value with the KPI, strongest first.
    """

    goals: tuple[float, ...]
    every_goal: float
    p10: float
    p50: float
    p90: float
    samples: Floats
    drivers: Mapping[str, float]
    hits: np.ndarray

    def together(self, goals: Sequence[int]) -> float:
        """Return the share of samples that meet all of some goals, named by their places."""
        return float(self.hits[list(goals)].all(axis=0).mean())


def probability(
    tree: KpiTree,
    goals: Sequence[Goal],
    targets: Mapping[str, float] | None = None,
    *,
    kpi: str | None = None,
    spreads: Mapping[str, Spread] | None = None,
    correlations: Correlations | None = None,
    samples: int = SAMPLES,
    seed: int = 0,
    draws: Draws | None = None,
) -> Chances:
    """Return how likely each goal is when the levers fall around their targets.

    Parameters
    ----------
    tree
        The driver tree.
    goals
        What shall be met.
    targets
        What each lever is planned to become, by name, in its unit; a lever that is not named stays at its baseline. A lever with a target
        falls around it as `spread.around` says: at worst it stays as it is.
    kpi
        The KPI whose quantiles and drivers are told; None is that of the first goal.
    spreads
        How far each lever may miss, by name; all others turn out as planned. None is what the tree says: P10 and P90 where they were
        typed, else around the target.
    correlations
        Rank correlations between levers, -1 to 1; None are those of the tree.
    samples, seed
        How many samples, and which. The same seed gives the same answer.
    draws
        Where random numbers are kept for the next question; the answer is the same without.

    Raises
    ------
    ImpossibleCorrelation
        If the rank correlations contradict each other.
    UnknownKpi, NotALever, GoalWithoutReference
        If the question makes no sense for this tree.

    Notes
    -----
    Latin hypercube sampling: every lever's value falls once into each of as many equally likely parts as there are samples.
    M. D. McKay, R. J. Beckman, W. J. Conover (1979), "A comparison of three methods for selecting values of input variables".
    """
    centre = tree.inputs({**dict.fromkeys(spreads or {}, 0.0), **(targets or {})})  # a name that is no lever is refused
    planned = dict(zip(tree.levers, centre.tolist(), strict=True))
    chosen = spreads_around(tree, planned) if spreads is None else spreads
    together = typed_correlations(tree) if correlations is None else correlations
    ranks, shares = (draws or Draws()).of(tuple(chosen), together, samples, seed)
    inputs: list[Floats | float] = centre.tolist()
    for name, spread in chosen.items():
        inputs[tree.lever_places[name]] = _within(tree, name, spread.quantiles(shares[name]))[ranks[name]]
    names = [tree.kpi(goal.kpi).name for goal in goals]
    told = tree.kpi(kpi or names[0]).name
    values = _sampled(tree, {*names, told}, inputs, samples)
    met = np.array([_met(tree, goal, values[name]) for goal, name in zip(goals, names, strict=True)]).reshape(len(goals), samples)
    first = values[told]
    order = np.argsort(first)
    usable = first[order][: np.count_nonzero(np.isfinite(first))]
    p10, p50, p90 = np.quantile(usable, (0.1, 0.5, 0.9)).tolist() if usable.size else (math.nan,) * 3
    return Chances(
        goals=tuple(float(hits.mean()) for hits in met),
        every_goal=float(met.all(axis=0).mean()),
        p10=p10,
        p50=p50,
        p90=p90,
        samples=usable,
        drivers=_drivers(ranks, order, usable),
        hits=met,
    )


class Draws:
    """Random numbers for some levers: where the plans of several scenarios move the same ones, they are drawn once."""

    def __init__(self) -> None:
        self._asked: object = None
        self._drawn: tuple[dict[str, np.ndarray], dict[str, Floats]] = {}, {}

    def of(
        self, names: tuple[str, ...], correlations: Correlations, count: int, seed: int
    ) -> tuple[dict[str, np.ndarray], dict[str, Floats]]:
        """Return for every lever in which of its equally likely parts each sample falls, and for each part a share of outcomes in it."""
        asked = names, dict(correlations), count, seed
        if asked != self._asked:
            random = np.random.default_rng(seed)
            ranks = dict(zip(names, _ranks(random, names, correlations, count), strict=True))
            shares = {name: (np.arange(count) + random.random(count)) / count for name in names}
            self._asked, self._drawn = asked, (ranks, shares)
        return self._drawn


def _ranks(random: np.random.Generator, names: Sequence[str], correlations: Correlations, count: int) -> Iterator[np.ndarray]:
    """Yield for every lever in which of its equally likely parts each sample falls."""
    together = [name for name in names if any(name in pair for pair in correlations)]
    normals = dict(zip(together, _correlated(random, together, correlations, count), strict=True))
    for name in names:
        yield np.argsort(np.argsort(normals[name])) if name in normals else random.permutation(count)


def _correlated(random: np.random.Generator, names: Sequence[str], correlations: Correlations, count: int) -> Floats:
    """Return normal numbers whose ranks correlate as asked: a normal copula with 2 sin(pi r / 6) for a rank correlation r."""
    wanted = np.eye(len(names))
    for (one, other), rank in correlations.items():
        if one in names and other in names:
            row, column = names.index(one), names.index(other)
            wanted[row, column] = wanted[column, row] = 2.0 * math.sin(math.pi * rank / 6.0)
    spectrum, directions = np.linalg.eigh(wanted)
    if names and spectrum[0] < -TOLERANCE:
        raise ImpossibleCorrelation(where="correlations", levers=", ".join(names))
    return np.asarray((directions * np.sqrt(np.maximum(spectrum, 0.0))) @ random.standard_normal((len(names), count)))


def _within(tree: KpiTree, name: str, values: Floats) -> Floats:
    """Keep a lever's values inside what it can naturally be."""
    return np.clip(values, *tree.levers[name].natural)


def _sampled(tree: KpiTree, kpis: Collection[str], inputs: Sequence[Floats | float], count: int) -> dict[str, Floats]:
    """Return some KPIs in every sample; a large tree is asked for a part of the samples at a time, since all its nodes stand in memory."""
    nodes = {name: tree.node(name) for name in kpis}
    tape = tree.tape.towards([node for node in nodes.values() if node is not None])
    batch = max(LEAST_BATCH, int(ROOM / max(1, len(tape.steps))))
    found: dict[str, Floats] = {name: np.full(count, tree.baseline[name]) for name in kpis}
    for start in range(0, count, batch):
        part = slice(start, min(start + batch, count))
        values = tape.sample([each[part] if isinstance(each, np.ndarray) else each for each in inputs])
        for name, node in nodes.items():
            if node is not None:
                found[name][part] = values[node]
    return found


def _met(tree: KpiTree, goal: Goal, values: Floats) -> np.ndarray:
    """Which samples meet a goal, as exactly as solving does."""
    kpi = tree.kpi(goal.kpi)
    baseline = tree.baseline[kpi.name]
    target = goal.target(kpi, baseline).value
    slack = TOLERANCE * max(abs(target), abs(baseline), abs(target - baseline))
    return np.asarray(values <= target + slack if kpi.better == "lower" else values >= target - slack)


def _drivers(ranks: Mapping[str, np.ndarray], order: np.ndarray, usable: Floats) -> dict[str, float]:
    """Return the rank correlation of every lever with the KPI; a sample's rank on both sides is known already."""
    if usable.size < 2 or usable[0] == usable[-1]:
        return {}
    own = np.empty(len(order))
    own[order] = np.arange(len(order))
    if usable.size < len(order):
        counted = own < usable.size
        own, ranks = own[counted], {name: rank[counted] for name, rank in ranks.items()}
    centred = own - own.mean()
    found = {name: _correlation(rank, centred) for name, rank in ranks.items()}
    return dict(sorted(found.items(), key=lambda pair: -abs(pair[1])))


def _correlation(rank: np.ndarray, centred: Floats) -> float:
    """Return how a lever's ranks go with those of the KPI, whose mean has been taken off."""
    own = rank - rank.mean()
    return float(own @ centred / math.sqrt((own @ own) * (centred @ centred)))
