"""What the run log says of this run: an entry per scenario, and in a few words what had changed since the run before.

Knows briefs and earlier entries. Does not know the sheet they stand on.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kpi_xl import labels
from kpi_xl.book.amounts import amount
from kpi_xl.book.brief import Brief
from kpi_xl.book.page import Scalar
from kpi_xl.book.run_log import Entry
from kpi_xl.labels import Label, Lang, listed, run_log
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree
from kpi_xl.solve.solution import OUTCOMES
from kpi_xl.solve.strategies import STRATEGIES

EPOCH = datetime(1899, 12, 30)
"""The day from which Excel counts, as far as dates since March 1900 go."""

SAME = 1e-9
"""Two values of the KGI that differ by less, as a share of them, are the same."""

USUAL_EFFORT = 1.0
"""The effort of a row that says none."""

Facts = Callable[[Brief], object]


def _of_kpis(fact: Callable[[Kpi], object]) -> Facts:
    """Return what is said of every KPI, whatever the order of the rows; a row that says nothing is left out."""
    return lambda brief: sorted((name, repr(said)) for name, kpi in brief.tree.kpis.items() if (said := fact(kpi)) is not None)


INPUTS: Mapping[str, tuple[Label, Facts]] = {
    "rows": (run_log.ROWS, lambda brief: sorted(brief.tree.kpis)),
    "numbers": (run_log.NUMBERS, lambda brief: sorted((name, lever.baseline) for name, lever in brief.tree.levers.items())),
    "constants": (run_log.CONSTANTS, lambda brief: sorted(_constants(brief.tree))),
    "formulas": (labels.FORMULA, _of_kpis(lambda kpi: str(kpi.baseline) if kpi.is_formula else None)),
    "bounds": (run_log.BOUNDS, _of_kpis(lambda kpi: None if (kpi.low, kpi.high) == (None, None) else (kpi.low, kpi.high))),
    "stated": (labels.STATED, _of_kpis(lambda kpi: kpi.stated)),
    "effort": (labels.EFFORT, _of_kpis(lambda kpi: None if kpi.effort == USUAL_EFFORT else kpi.effort)),
    "costs": (labels.COST, _of_kpis(lambda kpi: None if kpi.cost is None else (kpi.cost, kpi.cost_per, kpi.cost_growth))),
    "budget": (labels.BUDGET, lambda brief: brief.reading.settings.budget),
    "order": (labels.ORDER, _of_kpis(lambda kpi: kpi.order)),
    "locked": (labels.LOCKED, _of_kpis(lambda kpi: kpi.locked or None)),
    "better": (labels.BETTER, _of_kpis(lambda kpi: kpi.better)),
    "effects": (
        labels.effects.SHEET,
        lambda brief: sorted((effect.cause, effect.affected, effect.elasticity) for effect in brief.tree.effects),
    ),
    "agreed": (labels.scenario.AGREED, lambda brief: sorted(brief.typed.agreed.items())),
    "practical": (labels.PRACTICAL, lambda brief: brief.solution.is_practical),
    "builds": (labels.STRETCH_BUILDS, lambda brief: brief.reading.settings.stretch_builds),
}
"""What an answer rests on, beside the goals: what it is called, and what is compared."""


def entries(briefs: Sequence[Brief], earlier: Sequence[Entry], now: datetime, version: str) -> Iterator[Entry]:
    """Yield this run's entries; `earlier` are newest first."""
    at = serial(now)
    for brief in briefs:
        tree, kgi = brief.tree, brief.kgi
        entry = Entry(
            at=at,
            scenario=brief.sheet,
            goals=_goals(brief),
            outcome=brief.say(OUTCOMES[brief.solution.outcome]),
            today=tree.baseline[kgi.name],
            reached=brief.solution.values[kgi.name],
            moved=float(sum(lever.target != lever.baseline for lever in brief.solution.levers.values())),
            strategy=brief.say(STRATEGIES[brief.solution.strategy].label),
            version=version,
            unit=kgi.unit,
            kgi=kgi.name,
            inputs=_digests(brief),
        )
        yield _with_change(entry, earlier, brief.lang)


def serial(moment: datetime) -> float:
    """Return a moment as Excel keeps it, as the clock on the wall shows it, to the second."""
    return (moment.replace(tzinfo=None, microsecond=0) - EPOCH) / timedelta(days=1)


def _with_change(entry: Entry, earlier: Sequence[Entry], lang: Lang) -> Entry:
    before = next((each for each in earlier if each.scenario == entry.scenario), None)
    if before is None:
        said = (run_log.NEW_SCENARIO if earlier else run_log.FIRST).say(lang)
    else:
        said = run_log.BETWEEN.join(_changes(before, entry, lang)) or run_log.NOTHING.say(lang)
    return replace(entry, change=said)


def _changes(before: Entry, after: Entry, lang: Lang) -> Iterator[str]:
    """Yield what differs between two runs of a scenario, as far as the log knows."""
    words: tuple[tuple[Label, Scalar, Scalar], ...] = (
        (labels.KGI, before.kgi, after.kgi),
        (labels.STRATEGY, before.strategy, after.strategy),
        (run_log.GOALS, before.goals, after.goals),
        (run_log.TODAY, *_todays(before, after, lang)),
    )
    yield from (_from_to(what, old, new, lang) for what, old, new in words if old not in (None, "", new))
    kinds = [what.say(lang) for kind, (what, _) in INPUTS.items() if _differ(before.inputs, after.inputs, kind)]
    if kinds:
        yield run_log.INPUTS.fill(kinds=listed(kinds, lang)).say(lang)
    words = (labels.scenario.OUTCOME, before.outcome, after.outcome), (run_log.VERSION, before.version, after.version)
    yield from (_from_to(what, old, new, lang) for what, old, new in words if old not in (None, "", new))


def _from_to(what: Label, before: Scalar, after: Scalar, lang: Lang) -> str:
    return run_log.FROM_TO.fill(what=what, before=before, after=after).say(lang)


def _todays(before: Entry, after: Entry, lang: Lang) -> tuple[Scalar, Scalar]:
    """Return the KGI before and after as people say it, where it is the same KGI and moved."""
    old, new = before.today, after.today
    if before.kgi != after.kgi or not isinstance(old, float) or not isinstance(new, float) or math.isclose(old, new, rel_tol=SAME):
        return None, None
    said = amount(old, str(before.unit or ""), lang), amount(new, str(after.unit or ""), lang)
    return said if said[0] != said[1] else (f"{old:,.12g}", f"{new:,.12g}")


def _goals(brief: Brief) -> str:
    said = []
    for goal, target in zip(brief.solution.goals, brief.solution.targets, strict=True):
        kpi = brief.tree.kpi(goal.kpi)
        shown = brief.say(labels.scenario.GUARDRAIL, kpi=kpi.shown) if goal.guard else kpi.shown
        said.append(brief.say(run_log.A_GOAL, kpi=shown, value=amount(target.value, kpi.unit, brief.lang)))
    return listed(said, brief.lang)


def _constants(tree: KpiTree) -> Iterator[tuple[str, float]]:
    yield from ((name, tree.baseline[name]) for name, kpi in tree.kpis.items() if not kpi.is_formula and name not in tree.levers)


def _digests(brief: Brief) -> str:
    return " ".join(f"{kind}:{zlib.crc32(repr(facts(brief)).encode()):08x}" for kind, (_, facts) in INPUTS.items())


def _differ(before: Scalar, after: Scalar, kind: str) -> bool:
    """Whether a kind of input differs; where a log does not know, it does not."""
    old, new = (dict(part.partition(":")[::2] for part in str(said or "").split()) for said in (before, after))
    return kind in old and kind in new and old[kind] != new[kind]
