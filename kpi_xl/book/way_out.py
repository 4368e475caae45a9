"""Why a goal is out of reach, and what would bring it in reach, in sentences.

Knows solutions and words. Does not know where the sentences stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from kpi_xl import labels
from kpi_xl.book.amounts import about, amount, change, outward, unit_step
from kpi_xl.book.brief import Brief
from kpi_xl.book.money import money_unit
from kpi_xl.labels import Label, listed
from kpi_xl.model.kpi import Kpi, Lever
from kpi_xl.solve.question import TOLERANCE
from kpi_xl.solve.solution import Outcome, Relaxation
from kpi_xl.solve.strategies import STRATEGIES

MOST_NAMED = 3
"""How many bounds are named one by one; the others are counted."""

MOST_CAPABLE = "least_effort"
"""The strategy that moves every lever it may."""

PROOFS = {"proven": labels.scenario.PROVEN, "found": labels.scenario.AS_SEARCHED}


def way_out(brief: Brief) -> str:
    """Say what holds the goal back, how far it can be brought, and which bounds would have to give way."""
    if brief.held_back and brief.base is not None:
        return brief.say(labels.scenario.HELD_BACK, base=brief.base, setting=labels.STRETCH_BUILDS, no=labels.NO)
    if brief.solution.outcome is Outcome.NO_EFFECT:
        return "".join(_releases(brief)) or brief.say(labels.scenario.NO_LEVER, kpi=_goals_kpi(brief, 0).shown)
    if brief.solution.budget is not None and brief.solution.enough is not None:
        budget, enough = (money(figure, brief) for figure in (brief.solution.budget, brief.solution.enough))
        return brief.say(labels.cost.BUDGET_STOPS, budget=budget, enough=enough)
    reasons = _contradiction(brief) if len(brief.solution.goals) > 1 else (*_binds(brief), *_reach(brief))
    return ("" if brief.lang == "ja" else " ").join((*_releases(brief), *reasons, *_ways(brief), *_worth(brief), *_unpriced(brief)))


def _releases(brief: Brief) -> Iterator[str]:
    """Say which agreed values keep the goals out of reach."""
    found = brief.solution.releases
    if found:
        one = labels.scenario.RELEASE if len(found[0]) == 1 else labels.scenario.RELEASE_ALL
        names = (brief.tree.kpis[name].shown for release in found for name in release)
        yield brief.say(one if len(found) == 1 else labels.scenario.RELEASE_ONE, levers=listed(names, brief.lang))


def money(value: float, brief: Brief) -> str:
    """Say an amount of the money that costs are typed in."""
    return amount(value, money_unit(brief.tree, brief.lang), brief.lang)


def _unpriced(brief: Brief) -> Iterator[str]:
    """Say which levers could help if their cost were known."""
    if STRATEGIES[brief.solution.strategy].law == "cost":
        unknown = [name for name in brief.solution.left_out if brief.tree.levers[name].cost is None]
        if unknown:
            named = (brief.tree.kpis[name].shown for name in unknown)
            yield brief.say(labels.cost.COST_WOULD_HELP, levers=listed(named, brief.lang), column=labels.COST)


def _goals_kpi(brief: Brief, place: int) -> Kpi:
    return brief.tree.kpi(brief.solution.goals[place].kpi)


def _held(brief: Brief) -> list[Lever]:
    """Return the levers whose bounds hold the goal back, the one with the largest effect for its size first."""
    levers = [brief.tree.levers[name] for name in brief.solution.prices]

    def effect(lever: Lever) -> float:
        size = abs(brief.solution.prices[lever.name] * (brief.solution.levers[lever.name].target or 1.0))
        return float(f"{size:.9g}")  # so that equal effects stay in the order of the table

    return sorted((lever for lever in levers if math.isfinite(effect(lever))), key=effect, reverse=True)


def _is_high(brief: Brief, lever: Lever) -> bool:
    """Whether it is the high bound that a held lever has come to."""
    return brief.solution.levers[lever.name].target >= lever.bounds[1]


def _binds(brief: Brief) -> Iterator[str]:
    held = _held(brief)
    said = [
        brief.say(
            labels.scenario.IS_AT,
            lever=brief.tree.kpis[lever.name].shown,
            bound=amount(brief.solution.levers[lever.name].target, lever.unit, brief.lang),
            side=labels.scenario.HIGH_BOUND if _is_high(brief, lever) else labels.scenario.LOW_BOUND,
        )
        for lever in held[:MOST_NAMED]
    ]
    if len(held) > MOST_NAMED:
        yield brief.say(labels.scenario.BIND_AND_MORE, levers=listed(said, brief.lang), count=len(held) - MOST_NAMED)
    elif said:
        yield brief.say(labels.scenario.BINDS, levers=listed(said, brief.lang))


def _reach(brief: Brief) -> Iterator[str]:
    """Say the best value inside the bounds, never shown as more than it is."""
    solution, kpi = brief.solution, _goals_kpi(brief, 0)
    best, target = solution.reach.value, solution.targets[0].value
    if best is None:
        return
    lower = kpi.better == "lower" if kpi.better else target < brief.tree.baseline[kpi.name]
    if solution.strategy != MOST_CAPABLE and (best <= target if lower else best >= target):
        ours, other = (STRATEGIES[key].label for key in (solution.strategy, MOST_CAPABLE))
        yield brief.say(labels.scenario.STRATEGY_STOPS, strategy=ours, other=other)
        return
    label = labels.scenario.REACH_PROVEN if solution.reach.proof == "proven" else labels.scenario.REACH_FOUND
    value = amount(outward(best, kpi.unit, brief.lang, up=lower), kpi.unit, brief.lang)
    yield brief.say(label, most=labels.scenario.LEAST if lower else labels.scenario.MOST, value=value)


def _contradiction(brief: Brief) -> Iterator[str]:
    """Say which goals cannot hold together, and what the closest plan gives for each."""
    solution = brief.solution
    if solution.conflict is None:
        yield from _guards_stop(brief)
        return
    against = solution.conflict.goals
    goals = brief.say(labels.scenario.AND_GOAL).join(
        brief.say(labels.scenario.QUOTED_GOAL, kpi=_goals_kpi(brief, place).shown) for place in against
    )
    yield brief.say(
        labels.scenario.CONFLICT if len(against) > 1 else labels.scenario.ALONE_TOO_FAR, goals=goals, proof=PROOFS[solution.conflict.proof]
    )
    if against == (0,):
        yield from _reach(brief)
    named = [place for place, margin in enumerate(solution.margins) if place in against or margin < -TOLERANCE]
    yield brief.say(labels.scenario.CLOSEST, values=listed((_closest(brief, place) for place in named), brief.lang))


def _guards_stop(brief: Brief) -> Iterator[str]:
    """Say that a path was followed to its end without a point where all goals hold, and what its best point gives."""
    if STRATEGIES[brief.solution.strategy].several_goals:
        return
    ours, other = (STRATEGIES[key].label for key in (brief.solution.strategy, MOST_CAPABLE))
    yield brief.say(labels.scenario.GUARDS_STOP, strategy=ours, other=other)
    missed = (place for place, margin in enumerate(brief.solution.margins) if margin < -TOLERANCE)
    yield brief.say(labels.scenario.CLOSEST, values=listed((_closest(brief, place) for place in missed), brief.lang))


def _closest(brief: Brief, place: int) -> str:
    kpi, target = _goals_kpi(brief, place), brief.solution.targets[place].value
    value, goal = (amount(figure, kpi.unit, brief.lang) for figure in (brief.solution.values[kpi.name], target))
    return brief.say(labels.scenario.CLOSEST_VALUE, kpi=kpi.shown, value=value, target=goal)


def _ways(brief: Brief) -> Iterator[str]:
    """Say which single bounds would do, the smallest change first; else which would do together."""
    singles = sorted(brief.solution.relaxations, key=lambda relaxation: _size(brief, relaxation))
    for place, relaxation in enumerate(singles[:MOST_NAMED]):
        yield brief.say(labels.scenario.RELAX_ALSO if place else labels.scenario.RELAX, goal=_goal(brief), **_words(brief, relaxation))
    if len(singles) > MOST_NAMED:
        yield brief.say(labels.scenario.MORE_WOULD_DO, count=len(singles) - MOST_NAMED)
    if singles:
        return
    if brief.solution.together:
        changes = (brief.say(labels.scenario.ONE_OF_TOGETHER, **_words(brief, relaxation)) for relaxation in brief.solution.together)
        yield brief.say(labels.scenario.TOGETHER, changes=listed(changes, brief.lang), goal=_goal(brief))
    elif brief.solution.strategy == MOST_CAPABLE:
        yield brief.say(labels.scenario.NO_RELAXATION)


def _goal(brief: Brief) -> str | Label:
    if len(brief.solution.goals) > 1:
        return labels.scenario.EVERY_GOAL
    return amount(brief.solution.targets[0].value, _goals_kpi(brief, 0).unit, brief.lang)


def _bound(brief: Brief, relaxation: Relaxation) -> tuple[float, bool]:
    """Return the bound as it is today, and whether it has to go up."""
    low, high = brief.tree.levers[relaxation.lever].bounds
    return (low, False) if relaxation.bound < low else (high, True)


def _size(brief: Brief, relaxation: Relaxation) -> float:
    """Return by which share of itself a bound has to move, to nine digits so that equal shares stay in the order of the table."""
    bound, _ = _bound(brief, relaxation)
    return round(abs(relaxation.bound - bound) / (abs(bound) or 1.0), 9)


def _words(brief: Brief, relaxation: Relaxation) -> dict[str, object]:
    kpi, lang = brief.tree.kpis[relaxation.lever], brief.lang
    bound, raised = _bound(brief, relaxation)
    # Shown rounded outward: the number that people read and type has to be enough.
    needed = outward(relaxation.bound, kpi.unit, lang, raised)
    return {
        "lever": kpi.shown,
        "side": labels.scenario.HIGH_BOUND if raised else labels.scenario.LOW_BOUND,
        "bound": amount(bound, kpi.unit, lang),
        "needed": amount(needed, kpi.unit, lang),
    }


def _worth(brief: Brief) -> Iterable[str]:
    """Say what the bound with the largest effect is worth: its shadow price, for a step that people think in."""
    if len(brief.solution.goals) > 1:
        return
    for lever in _held(brief):
        raised = _is_high(brief, lever)
        bound = brief.solution.levers[lever.name].target
        if bound == lever.natural[raised]:  # nobody can move that one
            continue
        step, kpi = unit_step(bound, lever.unit), _goals_kpi(brief, 0)
        delta = brief.solution.prices[lever.name] * (step if raised else -step)
        yield brief.say(
            labels.scenario.WORTH_MORE if delta > 0.0 else labels.scenario.WORTH_LESS,
            lever=brief.tree.kpis[lever.name].shown,
            side=labels.scenario.HIGH_BOUND if raised else labels.scenario.LOW_BOUND,
            moved=labels.scenario.RAISED if raised else labels.scenario.LOWERED,
            step=change(step, lever.unit, brief.lang),
            kpi=kpi.shown,
            delta=change(about(abs(delta)), kpi.unit, brief.lang),
        )
        return
