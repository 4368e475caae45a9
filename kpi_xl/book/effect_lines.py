"""Cross effects of a scenario in sentences: what a KPI becomes, and what that does to another.

Knows effects and where their tab keeps the figures. Does not know where the sentences stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from kpi_xl import labels
from kpi_xl.book.line import Line
from kpi_xl.book.spoken import Spoken, factor, quoted, ratio, sentence
from kpi_xl.book.tabs import Tab
from kpi_xl.model.effect import Effect

MOST_EFFECTS = 30
"""So many effects are told one by one."""


def effect_lines(tab: Tab) -> Iterator[Line]:
    """Yield a line per effect, in the order of the sheet; none where there are no effects."""
    brief = tab.brief
    for effect in brief.tree.effects[:MOST_EFFECTS]:
        head = brief.tree.kpis[effect.affected].shown
        yield Line(head, _pull(tab, effect), link=tab.effect_cell(effect.affected).replace("$", ""))


def times_effects(tab: Tab, kpi: str) -> Spoken:
    """Return how many times its own value a KPI becomes through all effects on it."""
    effects = (_factor(tab, effect) for effect in tab.brief.acting_on(kpi))
    return two_digits(tab.effect_cell(kpi), math.prod(effects))


def two_digits(part: str, value: float) -> Spoken:
    """Return a factor as the tab shows it."""
    return Spoken(f'FIXED({part},2)&""', f"{value:,.2f}")


def _pull(tab: Tab, effect: Effect) -> Spoken:
    brief, elasticity = tab.brief, tab.brief.elasticity_cell(effect)
    target, base = (tab.cell(key, effect.cause) for key in ("target", "baseline"))
    times = f"({target}/{base})"
    cause, affected = (quoted(brief.tree.kpis[name].shown) for name in (effect.cause, effect.affected))
    return sentence(
        labels.effects.PULLS,
        brief.lang,
        cause=cause,
        affected=affected,
        ratio=ratio(times, _times(tab, effect), brief.lang),
        factor=two_digits(f"{times}^{elasticity}", _factor(tab, effect)),
        elasticity=factor(elasticity, effect.elasticity),
    )


def _times(tab: Tab, effect: Effect) -> float:
    return tab.brief.solution.values[effect.cause] / tab.brief.tree.baseline[effect.cause]


def _factor(tab: Tab, effect: Effect) -> float:
    return math.pow(_times(tab, effect), effect.elasticity)
