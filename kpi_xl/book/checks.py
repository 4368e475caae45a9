"""The reality check of all scenarios together: what the stated targets come to, and which share of the way to them each scenario needs.

Knows briefs and words. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_xl import labels
from kpi_xl.book.amounts import amount, share, times
from kpi_xl.book.brief import Brief
from kpi_xl.book.explain import reality
from kpi_xl.labels import listed


def checks(briefs: Sequence[Brief]) -> Iterator[tuple[str, str]]:
    """Yield a heading and a sentence: one where the stated targets are enough for every scenario of one KPI, else one for each scenario."""
    found = [(brief, brief.check) for brief in briefs if brief.check]
    if not found:
        yield briefs[0].say(labels.scenario.REALITY), reality(briefs[0])
        return
    brief, first = found[0]
    if len({check.goal.kpi for _, check in found}) > 1 or not all(check.meets for _, check in found) or len(found) < len(briefs):
        yield from ((each.sheet, reality(each)) for each in briefs)
        return
    kpi = brief.tree.kpi(first.goal.kpi)
    shares = [brief.say(labels.scenario.SHARE_FOR, share=share(check.share or 0.0), scenario=each.sheet) for each, check in found]
    ratio = "-" if first.ratio is None else times(first.ratio, brief.lang)
    said = brief.say(
        labels.scenario.STATED_IMPLY_ALL,
        kpi=kpi.shown,
        ratio=ratio,
        value=amount(first.implied, kpi.unit, brief.lang),
        shares=listed(shares, brief.lang),
    )
    yield brief.say(labels.scenario.REALITY), said
