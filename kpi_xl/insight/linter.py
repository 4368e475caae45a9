"""Look for what is probably wrong with a tree that computes, and give what is certainly wrong the same codes.

Knows the table of rules. Does not know how a rule finds anything, nor where findings are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kpi_xl import errors
from kpi_xl.insight import formula_rules, shape_rules, unit_rules
from kpi_xl.insight.finding import SEVERITIES, Finding, Severity
from kpi_xl.insight.inspected import Inspected, Remark
from kpi_xl.labels import LANGS, Label
from kpi_xl.labels import linter as words
from kpi_xl.model.tree import KpiTree

NOTHING = Label(ja="", en="")
Look = Callable[[Inspected], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules.

    Parameters
    ----------
    title
        What the rule is about.
    look
        Finds it in a tree; None where no tree could be built: then it is a problem.
    problems
        The problems of reading that the rule lists.
    """

    severity: Severity
    title: Label
    look: Look | None = None
    problems: tuple[type[errors.KpiXlError], ...] = ()


RULES: dict[str, Rule] = {
    "K001": Rule("error", words.CYCLE, problems=(errors.CircularReference,)),
    "K002": Rule("error", words.BOUNDS, problems=(errors.BadBounds, errors.BaselineOutsideBounds)),
    "K003": Rule("error", words.ADRIFT, problems=(errors.NameAdrift, errors.NameRenamed)),
    "K004": Rule("warning", words.ORPHAN, shape_rules.orphans),
    "K005": Rule("hint", words.DEAD, shape_rules.dead),
    "K006": Rule("warning", words.RATE, unit_rules.rates),
    "K007": Rule("warning", words.MIXED, unit_rules.mixed_units),
    "K008": Rule("warning", words.PERIODS, unit_rules.mixed_periods),
    "K009": Rule("warning", words.MISSING, unit_rules.missing_conversions),
    "K010": Rule("warning", words.TOO_MANY, unit_rules.needless_conversions),
    "K011": Rule("warning", words.TWICE, formula_rules.counted_twice),
    "K012": Rule("hint", words.BURIED, formula_rules.buried),
    "K013": Rule("warning", words.CONTRADICTED, shape_rules.contradicted),
}
"""Code -> rule; codes never change their meaning."""

LISTED = {kind: code for code, rule in RULES.items() for kind in rule.problems}
"""The code of every kind of problem that a rule lists."""


def lint(tree: KpiTree, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Finding]:
    """Return what is probably wrong with a tree: the gravest first, then by code, then in the order of the table.

    Parameters
    ----------
    select
        Codes of the only rules wanted; all of them where it is empty. Letter case does not matter.
    ignore
        Codes of rules not wanted.

    Raises
    ------
    UnknownRule
        If a code is not in the table.

    Notes
    -----
    Rules read units and formulas, never names alone, and say nothing where a unit is blank or unknown.
    """
    seen = Inspected(tree)
    found = [
        remark.finding(code, RULES[code].severity)
        for code in _wanted(select, ignore)
        if (look := RULES[code].look)
        for remark in look(seen)
    ]
    return _sorted(found)


def as_line(problem: errors.KpiXlError) -> Label:
    """Return what a problem of a reading says; before one that a rule lists, such as a circle, stand its severity and code.

    Such problems stop the reading because no number of the tree means anything, so `lint` never sees one, and no rule that is left out
    hides one.
    """
    sentence, code = Label(*(problem.sentence(lang) for lang in LANGS)), LISTED.get(type(problem))
    return Finding(code, RULES[code].severity, (), problem.where, sentence, NOTHING).line if code else sentence


def _wanted(select: Sequence[str], ignore: Sequence[str]) -> list[str]:
    """Return the codes asked for, in the order of the table."""
    chosen, dropped = [code.strip().upper() for code in select], [code.strip().upper() for code in ignore]
    unknown = [code for code in (*chosen, *dropped) if code not in RULES]
    if unknown:
        raise errors.UnknownRule(where="--select / --ignore", code=unknown[0], codes=f"{min(RULES)}-{max(RULES)}")
    return [code for code in RULES if code in (chosen or RULES) and code not in dropped]


def _sorted(found: list[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: (SEVERITIES.index(finding.severity), finding.code))
