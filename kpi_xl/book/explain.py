"""What a solution means, in sentences: what binds, what the stated targets come to, and what would bring a goal in reach.

Knows solutions and words. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl import errors, labels
from kpi_xl.book.amounts import amount, outward, share, times
from kpi_xl.book.brief import Brief
from kpi_xl.labels import Label, listed
from kpi_xl.model.goal import BASELINE
from kpi_xl.solve.solution import Outcome


def sentences(brief: Brief) -> Iterator[tuple[Label, str]]:
    """Yield a heading and a sentence, most important first."""
    if brief.solution.outcome in (Outcome.OUT_OF_REACH, Outcome.NO_EFFECT):
        yield labels.WAY_OUT, way_out(brief)
    yield labels.BINDING, binding(brief)
    yield labels.REALITY, reality(brief)
    for note in notes(brief):
        yield labels.HINT, note


def way_out(brief: Brief) -> str:
    """Say the best value inside the bounds, and which single bound would have to give way."""
    kpi = brief.tree.kpi(brief.scenario.goals[0].kpi)
    if brief.solution.outcome is Outcome.NO_EFFECT:
        return brief.say(labels.NO_LEVER, kpi=kpi.shown)
    said = []
    reach = brief.solution.reach
    if reach.value is not None:
        best = labels.BEST_PROVEN if reach.proof == "proven" else labels.BEST_FOUND
        said.append(brief.say(best, value=amount(reach.value, kpi.unit, brief.lang)))
    for relaxation in brief.solution.relaxations:
        lever = brief.tree.kpis[relaxation.lever]
        raised = relaxation.bound > brief.tree.levers[lever.name].start
        # Shown rounded outward: the number that people read and type has to be enough.
        bound = amount(outward(relaxation.bound, lever.unit, brief.lang, raised), lever.unit, brief.lang)
        said.append(brief.say(labels.RELAX_HIGH if raised else labels.RELAX_LOW, lever=lever.shown, bound=bound))
    if not brief.solution.relaxations:
        said.append(brief.say(labels.NO_SINGLE_RELAXATION))
    return ("" if brief.lang == "ja" else " ").join(said)


def binding(brief: Brief) -> str:
    """Say which levers came to their bounds."""
    at_bounds = [brief.tree.kpis[name].shown for name in brief.solution.binding]
    return brief.say(labels.THESE_BIND, levers=listed(at_bounds, brief.lang)) if at_bounds else brief.say(labels.NONE_BINDS)


def reality(brief: Brief) -> str:
    """Say what the stated targets imply, and which share of the way to them is enough."""
    check = brief.check
    if check is None:
        return brief.say(labels.NO_STATED)
    kpi = brief.tree.kpi(check.goal.kpi)
    label = labels.STATED_NEVER if check.share is None else labels.STATED_IMPLY if check.meets else labels.STATED_MISS
    return brief.say(
        label,
        kpi=kpi.shown,
        ratio="-" if check.ratio is None else times(check.ratio, brief.lang),
        value=amount(check.implied, kpi.unit, brief.lang),
        share="" if check.share is None else share(check.share),
    )


def notes(brief: Brief) -> Iterator[str]:
    """Yield what else is worth knowing about this answer."""
    for goal, target in zip(brief.solution.goals, brief.solution.targets, strict=True):
        if goal.percent is not None and target.basis is BASELINE:
            kpi = brief.tree.kpi(goal.kpi)
            yield errors.BaselineForLastYear(where=brief.say(labels.GOAL), kpi=kpi.shown).sentence(brief.lang)
    if brief.solution.left_out:
        yield brief.say(labels.NOT_MOVED, levers=listed((brief.tree.kpis[name].shown for name in brief.solution.left_out), brief.lang))
