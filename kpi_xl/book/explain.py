"""What a solution means, in sentences: what binds, what the stated targets come to, and what else a reader should know.

Knows solutions and words. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl import errors, labels
from kpi_xl.book import entry
from kpi_xl.book.amounts import amount, change
from kpi_xl.book.brief import Brief
from kpi_xl.book.checks import summary, together
from kpi_xl.book.way_out import way_out
from kpi_xl.labels import Label, listed
from kpi_xl.model.goal import BASELINE
from kpi_xl.solve.question import TOLERANCE
from kpi_xl.solve.solution import Outcome


def sentences(brief: Brief) -> Iterator[tuple[Label, str]]:
    """Yield a heading and a sentence, most important first."""
    if brief.solution.outcome in (Outcome.OUT_OF_REACH, Outcome.NO_EFFECT):
        yield labels.scenario.WAY_OUT, way_out(brief)
    yield labels.scenario.BINDING, binding(brief)
    yield labels.scenario.REALITY, summary(brief)
    if eased := together(brief):
        yield labels.reality.EASE, eased
    for note in notes(brief):
        yield labels.scenario.HINT, note


def binding(brief: Brief) -> str:
    """Say which levers came to their bounds."""
    at_bounds = [brief.tree.kpis[name].shown for name in brief.solution.binding]
    return (
        brief.say(labels.scenario.THESE_BIND, levers=listed(at_bounds, brief.lang)) if at_bounds else brief.say(labels.scenario.NONE_BINDS)
    )


def notes(brief: Brief) -> Iterator[str]:
    """Yield what else is worth knowing about this answer."""
    for goal, target in zip(brief.solution.goals, brief.solution.targets, strict=True):
        if goal.percent is not None and target.basis is BASELINE:
            kpi = brief.tree.kpi(goal.kpi)
            yield errors.BaselineForLastYear(where=brief.say(labels.scenario.GOAL), kpi=kpi.shown).sentence(brief.lang)
    yield from _soft(brief)
    if brief.solution.is_practical:
        yield brief.say(labels.scenario.IS_PRACTICAL, setting=labels.PRACTICAL)
    for leftover in brief.typed.leftovers:
        agreed, note = (entry.text(value) or "-" for value in (leftover.agreed, leftover.note))
        yield errors.TypedWithoutRow(where=brief.sheet, name=leftover.name, agreed=agreed, note=note).sentence(brief.lang)
    if brief.solution.left_out:
        yield brief.say(
            labels.scenario.NOT_MOVED, levers=listed((brief.tree.kpis[name].shown for name in brief.solution.left_out), brief.lang)
        )


def _soft(brief: Brief) -> Iterator[str]:
    """Say how far each goal ends from its target that may be missed, and is."""
    for goal, target, margin in zip(brief.solution.goals, brief.solution.targets, brief.solution.margins, strict=True):
        if goal.hard or margin >= -TOLERANCE:
            continue
        kpi = brief.tree.kpi(goal.kpi)
        value = brief.solution.values[kpi.name]
        yield brief.say(
            labels.scenario.SOFT_MISSED,
            kpi=kpi.shown,
            target=amount(target.value, kpi.unit, brief.lang),
            value=amount(value, kpi.unit, brief.lang),
            gap=change(abs(target.value - value), kpi.unit, brief.lang),
        )
