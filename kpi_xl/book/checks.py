"""The reality check in sentences: what the stated targets come to, which of them could be eased, and what closes the rest.

Knows briefs and words. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kpi_xl import labels
from kpi_xl.book.amounts import amount, bare, outward, share, times
from kpi_xl.book.brief import Brief
from kpi_xl.insight.easing import Easing
from kpi_xl.insight.reality import Check
from kpi_xl.labels import Label, listed
from kpi_xl.labels import reality as words

WILD, AMPLE = 10.0, 1.2
"""From how many times the goal on the stated targets are told to be far too much, and to be more than is needed."""

NAMED = 4
"""So many levers a sentence names."""

Change = tuple[str, float, float]
"""A lever, where it comes from and where it goes."""


def checks(briefs: Sequence[Brief]) -> Iterator[tuple[str, str]]:
    """Yield a heading and a sentence: one where the stated targets are enough for every scenario of one KPI, else one for each.

    Below them stands what could be eased where most is asked for.
    """
    found = [(brief, brief.check) for brief in briefs if brief.check]
    if not found:
        yield briefs[0].say(labels.scenario.REALITY), summary(briefs[0])
        return
    alike = len({check.goal.kpi for _, check in found}) == 1 and all(check.meets for _, check in found) and len(found) == len(briefs)
    if alike and len(found) > 1:
        yield found[0][0].say(labels.scenario.REALITY), _of_all(found)
    elif alike:
        yield found[0][0].say(labels.scenario.REALITY), summary(found[0][0])
    else:
        yield from ((each.sheet, summary(each)) for each in briefs)
    hardest = max(found, key=lambda pair: pair[1].share or 0.0)[0]
    if eased := together(hardest):
        yield hardest.say(words.EASE), eased


def summary(brief: Brief) -> str:
    """Say what the stated targets come to against the goal, and what closes the rest where they miss it."""
    return _put(brief, (_headline(brief), *_closing(brief)))


def findings(brief: Brief) -> Iterator[str]:
    """Yield all there is to say, a sentence for each finding, what matters most first."""
    yield summary(brief)
    check = brief.check
    if check is None:
        return
    yield from _enough(brief, check)
    if eased := together(brief):
        yield eased
    yield from _alone(brief, check)
    for label, levers in ((words.AGAINST, check.against), (words.PAST_BOUNDS, check.past_bounds)):
        if levers:
            yield brief.say(label, levers=_named(brief, levers), kpi=brief.tree.kpi(check.goal.kpi).shown)


def together(brief: Brief) -> str:
    """Say how far the stated targets could be eased at once; nothing where they could not."""
    eased = brief.check.together if brief.check else ()
    return _changes(brief, words.TOGETHER, [_eased(each) for each in eased], scenario=brief.sheet) if eased else ""


def _headline(brief: Brief) -> str:
    check = brief.check
    if check is None:
        return brief.say(words.NO_STATED)
    label = words.STATED_NEVER if check.share is None else words.STATED_IMPLY if check.meets else words.STATED_MISS
    enough = "" if check.share is None else share(check.share)
    return _implied(brief, check, label, share=enough, excess=_excess(brief, check, words.THE_GOAL))


def _of_all(found: Sequence[tuple[Brief, Check]]) -> str:
    """Say the same of several scenarios at once."""
    brief, first = min(found, key=lambda pair: pair[1].excess or 0.0)
    shares = [brief.say(words.SHARE_FOR, share=share(check.share or 0.0), scenario=each.sheet) for each, check in found]
    excess = _excess(brief, first, words.HIGHEST_GOAL)
    return _implied(brief, first, words.STATED_IMPLY_ALL, shares=listed(shares, brief.lang), excess=excess)


def _implied(brief: Brief, check: Check, label: Label, **parts: str) -> str:
    kpi = brief.tree.kpi(check.goal.kpi)
    ratio = "-" if check.ratio is None else times(check.ratio, brief.lang)
    return brief.say(label, kpi=kpi.shown, ratio=ratio, value=amount(check.implied, kpi.unit, brief.lang), **parts)


def _excess(brief: Brief, check: Check, goal: Label) -> str:
    """Say how many times over the goal is met, where that is worth saying."""
    if check.excess is None or check.excess < AMPLE:
        return ""
    lower = brief.tree.kpi(check.goal.kpi).better == "lower"
    wild, ample = (words.WILD_LOWER, words.AMPLE_LOWER) if lower else (words.WILD, words.AMPLE)
    return brief.say(wild if check.excess >= WILD else ample, goal=goal, times=f"{check.excess:,.{0 if check.excess >= WILD else 1}f}")


def _closing(brief: Brief) -> Iterator[str]:
    check = brief.check
    if check is None or check.closing is None:
        return
    if check.closing.steps:
        yield _changes(brief, words.CLOSE, [(step.lever, step.start, step.needed) for step in check.closing.steps])
    elif check.closing.reach.value is not None:
        kpi, reach = brief.tree.kpi(check.goal.kpi), check.closing.reach
        label = words.CLOSE_NEVER_LOWER if kpi.better == "lower" else words.CLOSE_NEVER
        proof = labels.scenario.PROVEN if reach.proof == "proven" else labels.scenario.AS_SEARCHED
        yield brief.say(label, kpi=kpi.shown, value=amount(check.closing.reach.value, kpi.unit, brief.lang), proof=proof)


def _enough(brief: Brief, check: Check) -> Iterator[str]:
    if len(check.enough) == 1:
        lever = brief.tree.levers[check.enough[0]]
        today, stated = (bare(value or 0.0, lever.unit, brief.lang) for value in (lever.start, lever.stated))
        yield brief.say(words.ENOUGH_ONE, count=check.count, lever=_shown(brief, lever.name), today=today, stated=stated)
    elif check.enough:
        yield brief.say(words.ENOUGH_FEW, count=check.count, levers=_named(brief, check.enough), few=len(check.enough))


def _alone(brief: Brief, check: Check) -> Iterator[str]:
    if not check.meets or check.share == 0.0 or check.count < len(check.alone):
        return
    if not check.alone:
        yield brief.say(words.ALONE_NONE)
    elif len(check.alone) == check.count > 1 and all(each.spare >= 1.0 for each in check.alone):
        yield brief.say(words.ALONE_ANY, count=check.count)
    else:
        yield _changes(brief, words.ALONE, [_eased(each) for each in check.alone])


def _eased(easing: Easing) -> Change:
    return easing.lever, easing.stated, easing.needed


def _changes(brief: Brief, label: Label, changes: Sequence[Change], **parts: str) -> str:
    """Say some changes; what a lever needs is shown rounded outward, so that the number that is read is enough."""
    said = [_change(brief, *each) for each in changes[:NAMED]]
    more = brief.say(words.AND_MORE, count=len(changes) - NAMED) if len(changes) > NAMED else ""
    return brief.say(label, changes=listed(said, brief.lang), more=more, **parts)


def _change(brief: Brief, name: str, stated: float, needed: float) -> str:
    lever = brief.tree.levers[name]
    end = lever.start if needed == lever.start else outward(needed, lever.unit, brief.lang, needed > lever.start)
    before, after = (bare(value, lever.unit, brief.lang) for value in (stated, end))
    return brief.say(words.CHANGE, lever=_shown(brief, name), stated=before, needed=after)


def _shown(brief: Brief, name: str) -> str:
    return brief.tree.kpis[name].shown


def _named(brief: Brief, names: Iterable[str]) -> str:
    return listed((_shown(brief, name) for name in names), brief.lang)


def _put(brief: Brief, sentences: Iterable[str]) -> str:
    return ("" if brief.lang == "ja" else " ").join(sentences)
