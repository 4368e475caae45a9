"""What a solved workbook looks like in a terminal, and as JSON for other programs.

Knows answers and words. Does not know files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kpi_xl import labels
from kpi_xl.book.amounts import bare, times
from kpi_xl.book.brief import Brief
from kpi_xl.book.checks import checks, findings
from kpi_xl.book.daring import judged
from kpi_xl.book.way_out import way_out
from kpi_xl.errors import KpiXlError
from kpi_xl.insight.reality import Check
from kpi_xl.jobs import Solved
from kpi_xl.labels import Lang
from kpi_xl.model.kpi import Kpi
from kpi_xl.solve.question import TOLERANCE
from kpi_xl.solve.solution import OUTCOMES, Outcome, Relaxation, Solution

COLOURS = {Outcome.REACHED: "bold blue", Outcome.ALREADY_MET: "blue", Outcome.OUT_OF_REACH: "bold red", Outcome.NO_EFFECT: "bold red"}
SYMBOLS = {Outcome.REACHED: "◎", Outcome.ALREADY_MET: "◎", Outcome.OUT_OF_REACH: "×", Outcome.NO_EFFECT: "×"}


def show(console: Console, solved: Solved) -> None:
    """Print the goals, the reality check and the moves that count most."""
    found = list(solved.briefs)
    console.print(_goals(found, solved.reading.lang))
    for head, sentence in checks(found) if found else ():
        console.print(Text(head + labels.terminal.COLON.say(solved.reading.lang), style="bold").append(sentence, style="not bold"))
    for brief in found:
        if brief.solution.outcome in (Outcome.OUT_OF_REACH, Outcome.NO_EFFECT):
            console.print(Text(f"{brief.sheet}{brief.say(labels.terminal.COLON)}{way_out(brief)}", style="bold red"))
    if found and found[0].top:
        console.print(_moves(found))


def _goals(found: list[Brief], lang: Lang) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("", no_wrap=True)
    for label in (labels.GOAL_KPI, labels.scenario.TODAY, labels.scenario.GOAL, labels.scenario.PLANNED, labels.scenario.RATIO):
        table.add_column(label.say(lang), justify="left" if label is labels.GOAL_KPI else "right")
    table.add_column(labels.scenario.OUTCOME.say(lang))
    for brief in found:
        colour = COLOURS[brief.solution.outcome]
        for goal, target in zip(brief.solution.goals, brief.solution.targets, strict=True):
            kpi = brief.tree.kpi(goal.kpi)
            today, then = brief.tree.baseline[kpi.name], brief.solution.values[kpi.name]
            outcome = f"{SYMBOLS[brief.solution.outcome]} {OUTCOMES[brief.solution.outcome].say(lang)}"
            table.add_row(
                Text(brief.sheet, style="bold"),
                _named(kpi),
                *(bare(value, kpi.unit, lang) for value in (today, target.value, then)),
                times(then / today, lang) if today else "-",
                Text(outcome, style=colour),
            )
    return table


def _moves(found: list[Brief]) -> Table:
    lang = found[0].lang
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(labels.terminal.MOVES.say(lang))
    table.add_column(labels.scenario.TODAY.say(lang), justify="right")
    for brief in found:
        table.add_column(brief.sheet, justify="right", style="blue")
    for name, _ in found[0].top:
        kpi = found[0].tree.kpis[name]
        values = [found[0].tree.baseline[name], *(brief.solution.values[name] for brief in found)]
        table.add_row(_named(kpi), *(bare(value, kpi.unit, lang) for value in values))
    return table


def _named(kpi: Kpi) -> Text:
    return Text(kpi.shown).append(f" {kpi.unit}" if kpi.unit and not kpi.is_rate else "", style="dim")


def as_json(path: Path, solved: Solved) -> dict[str, object]:
    """Return the answer for other programs: the workbook's own names, full precision."""
    tree = solved.reading.tree
    checks = [check for check in solved.checks if check]
    return {
        "workbook": str(path),
        "kgi": tree.kgi,
        "baseline": tree.baseline,
        "strategy": solved.strategy,
        "scenarios": [_scenario(brief) for brief in solved.briefs],
        "reality_check": {
            "ratio": checks[0].ratio if checks else None,
            "share_enough": {brief.sheet: brief.check.share if brief.check else None for brief in solved.briefs},
            "scenarios": {brief.sheet: _check(brief, brief.check) for brief in solved.briefs if brief.check},
        },
        "problems": [],
    }


def _scenario(brief: Brief) -> dict[str, object]:
    solution = brief.solution
    said = [
        {"kpi": brief.tree.kpi(goal.kpi).name, "kind": goal.kind, "target": target.value}
        for goal, target in zip(solution.goals, solution.targets, strict=True)
    ]
    goals = [words for words, goal in zip(said, solution.goals, strict=True) if not goal.guard]
    guards = [
        words | {"kept": margin >= -TOLERANCE}
        for words, goal, margin in zip(said, solution.goals, solution.margins, strict=True)
        if goal.guard
    ]
    return {
        "name": brief.sheet,
        "role": brief.scenario.role,
        "goal": goals[0] if len(goals) == 1 else goals,
        "outcome": solution.outcome.value,
        "kgi": solution.values[brief.tree.kgi],
        "reach": {"value": solution.reach.value, "proof": solution.reach.proof},
        "levers": {
            name: {"baseline": lever.baseline, "target": lever.target, "ratio": lever.ratio, "binding": lever.binding}
            for name, lever in solution.levers.items()
        },
        "values": dict(solution.values),
        "binding": list(solution.binding),
        "relaxations": _bounds(solution.relaxations),
        "together": _bounds(solution.together),
        "conflict": _conflict(brief),
        "agreed": dict(brief.typed.agreed),
        "releases": [list(names) for names in solution.releases],
        "guards": guards,
        "unreasonable": {name: {"band": each.band, **each.figures} for name, each in judged(brief).items()},
        **_money(solution),
    }


def _check(brief: Brief, check: Check) -> dict[str, object]:
    """Return what the stated targets come to for a scenario's first goal, and what follows."""
    return {
        "kpi": brief.tree.kpi(check.goal.kpi).name,
        "target": check.target,
        "implied": check.implied if math.isfinite(check.implied) else None,
        "meets": check.meets,
        "excess": check.excess,
        "enough": list(check.enough),
        "alone": [asdict(each) for each in check.alone],
        "together": [asdict(each) for each in check.together],
        "closing": [asdict(step) for step in check.closing.steps] if check.closing else [],
        "against": list(check.against),
        "past_bounds": list(check.past_bounds),
        "findings": list(findings(brief)),
    }


def _money(solution: Solution) -> dict[str, object]:
    """Return what the plan costs; nothing where no lever has a cost."""
    if solution.cost is None:
        return {}
    return {"cost": solution.cost, "costs": dict(solution.costs), "budget": solution.budget, "enough": solution.enough}


def _bounds(relaxations: Iterable[Relaxation]) -> list[dict[str, object]]:
    return [{"lever": relaxation.lever, "bound": relaxation.bound} for relaxation in relaxations]


def _conflict(brief: Brief) -> dict[str, object] | None:
    conflict = brief.solution.conflict
    if conflict is None:
        return None
    return {"kpis": [brief.tree.kpi(brief.solution.goals[place].kpi).name for place in conflict.goals], "proof": conflict.proof}


def problems_as_json(path: Path, problems: Iterable[KpiXlError], lang: Lang) -> dict[str, object]:
    """Return what is wrong, for other programs; the keys of an answer are there and empty."""
    found = [{"code": problem.code, "where": problem.where, "sentence": problem.sentence(lang)} for problem in problems]
    empty: dict[str, object] = {
        "kgi": None,
        "baseline": {},
        "strategy": None,
        "scenarios": [],
        "reality_check": {"ratio": None, "share_enough": {}, "scenarios": {}},
    }
    return {"workbook": str(path), **empty, "problems": found}
